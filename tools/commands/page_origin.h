// What people give as the page and as the request's URL, whatever they copied
// it from.

#ifndef CORSIEVE_TOOLS_COMMANDS_PAGE_ORIGIN_H_
#define CORSIEVE_TOOLS_COMMANDS_PAGE_ORIGIN_H_

#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

struct PageOrigin {
  std::string origin;  // Serialized.
  std::string note;    // "" if it was one already; else "--origin X: …".
};

// Reads the value of --origin: an origin, a URL of the page (location.href), a
// host without a scheme, for which one is guessed, or null. nullopt: it is no
// page's, and `*error` says why. Nothing in the note acts on a terminal; the
// error has `given` as it is.
std::optional<PageOrigin> ReadPageOrigin(std::string_view given,
                                         std::string* error);

struct RequestUrl {
  std::string url;   // Serialized.
  std::string note;  // "" unless a scheme was guessed.
};

// Reads the value of --url in the same way.
std::optional<RequestUrl> ReadRequestUrl(std::string_view given,
                                         std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_PAGE_ORIGIN_H_

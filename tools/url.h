// URLs, for the program alone: the engine resolves none.

#ifndef CORSIEVE_TOOLS_URL_H_
#define CORSIEVE_TOOLS_URL_H_

#include <optional>
#include <string>

namespace corsieve::tools {

// Parses `url`, relative to `base` unless that is empty, and serializes it as
// `new URL(url, base).href` does. nullopt: not a URL. By uriparser, which reads
// RFC 3986; what the URL Standard has beyond it is hidden from it or made that
// before. Left as RFC 3986 has them: hosts that are escaped, IPv4 addresses in
// disguise, and a second `@` or `:` before a host.
std::optional<std::string> ResolveUrl(const std::string& url,
                                      const std::string& base);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_URL_H_

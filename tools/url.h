// URLs, for the program alone: the engine resolves none.

#ifndef CORSIEVE_TOOLS_URL_H_
#define CORSIEVE_TOOLS_URL_H_

#include <optional>
#include <string>

namespace corsieve::tools {

// Parses `url`, relative to `base` unless that is empty, and serializes it as
// `new URL(url, base).href` does. nullopt: not a URL. By uriparser, which reads
// RFC 3986; what the URL Standard takes beyond it is made that before. Where
// the two differ in what they escape (`|` in a path, a lone `%`, `'` in a
// query), in hosts that are escaped or IPv4 addresses in disguise, and with a
// second `@` or
// `:` before a host, the result is RFC 3986's.
std::optional<std::string> ResolveUrl(const std::string& url,
                                      const std::string& base);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_URL_H_

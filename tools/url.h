// URLs, for the programs alone: the engine resolves none.

#ifndef CORSIEVE_TOOLS_URL_H_
#define CORSIEVE_TOOLS_URL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

// Parses `url`, relative to `base` unless that is empty, and serializes it as
// `new URL(url, base).href` does. nullopt: not a URL. Bytes of `url` that are
// no UTF-8 are escaped one by one, as in a Location.
// https://url.spec.whatwg.org/#concept-url-parser
std::optional<std::string> ResolveUrl(std::string_view url,
                                      std::string_view base);
// The same without a base, into a string whose memory is kept; false: not a
// URL.
bool SerializeUrl(std::string_view url, std::string* href);

// Parses `origin`, or a URL of it, and serializes its origin: "null" stays
// that. nullopt: no origin with a host.
// https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
std::optional<std::string> SerializeOrigin(std::string_view origin);

// From the slash behind the host up to the query or fragment; "" where there is
// none.
inline std::string PathOfUrl(const std::string& url) {
  const size_t host = url.find("://");
  const size_t path = url.find('/', host == std::string::npos ? 0 : host + 3);
  if (path == std::string::npos) return "";
  return url.substr(path, url.find_first_of("?#") - path);
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_URL_H_

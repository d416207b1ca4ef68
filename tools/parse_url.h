// The URL Standard's parser, which is a library's.

#ifndef CORSIEVE_TOOLS_PARSE_URL_H_
#define CORSIEVE_TOOLS_PARSE_URL_H_

#include <string>
#include <string_view>

namespace corsieve::tools {

// Parses `url`, relative to `base` unless that is empty, and serializes it into
// `*href`, whose memory is kept. False: not a URL.
bool ParseUrl(std::string_view url, std::string_view base, std::string* href);

// As `new URL(url).origin`; "" where `url` is none.
std::string OriginOfUrl(std::string_view url);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PARSE_URL_H_

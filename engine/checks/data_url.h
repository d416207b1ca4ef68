// What a data: URL says of itself.

#ifndef CORSIEVE_ENGINE_CHECKS_DATA_URL_H_
#define CORSIEVE_ENGINE_CHECKS_DATA_URL_H_

#include <optional>
#include <string>
#include <string_view>

namespace corsieve {

// The MIME type of a serialized data: URL, serialized; nullopt: failure.
// https://fetch.spec.whatwg.org/#data-url-processor
std::optional<std::string> DataUrlMimeType(std::string_view url);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_DATA_URL_H_

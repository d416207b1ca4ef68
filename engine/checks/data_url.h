// What a data: URL says of itself.

#ifndef CORSIEVE_ENGINE_CHECKS_DATA_URL_H_
#define CORSIEVE_ENGINE_CHECKS_DATA_URL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace corsieve {

// https://fetch.spec.whatwg.org/#data-url-struct
struct DataUrl {
  std::string mime_type;  // Serialized.
  size_t body_size = 0;   // In bytes.
};

// Of a serialized data: URL; nullopt: failure.
// https://fetch.spec.whatwg.org/#data-url-processor
std::optional<DataUrl> ProcessDataUrl(std::string_view url);

// Its parts; nullopt: it has no comma, or its body is no base64.
struct DataUrlParts {
  std::string_view mime_type;  // As it is, but for ";base64".
  size_t body_size = 0;
};
std::optional<DataUrlParts> SplitDataUrl(std::string_view url);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_DATA_URL_H_

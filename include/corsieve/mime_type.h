// MIME types.

#ifndef CORSIEVE_MIME_TYPE_H_
#define CORSIEVE_MIME_TYPE_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/header_list.h"

namespace corsieve {

// https://mimesniff.spec.whatwg.org/#mime-type
struct MimeType {
  std::string type;     // Lower case.
  std::string subtype;  // Lower case.
  std::vector<std::pair<std::string, std::string>> parameters;

  std::string essence() const { return type + "/" + subtype; }
  // nullptr if there is none; `name` in lower case.
  const std::string* parameter(std::string_view name) const;
};

// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
std::optional<MimeType> ParseMimeType(std::string_view input);

// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
std::string SerializeMimeType(const MimeType& mime_type);

// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
std::optional<MimeType> ExtractMimeType(const HeaderList& header_list);

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
bool IsJavaScriptMimeType(const MimeType& mime_type);

}  // namespace corsieve

#endif  // CORSIEVE_MIME_TYPE_H_

#include "engine/checks/content_length.h"

#include <optional>

#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {

Length ExtractLength(const HeaderTable& table, std::string* scratch) {
  std::optional<std::string_view> value =
      table.Get(HeaderId::kContentLength, scratch);
  if (!value || value->empty()) return {};
  std::string_view first;
  TakeElement(&*value, &first);
  std::string_view element;
  while (TakeElement(&*value, &element)) {
    if (element != first) return {Length::kFailure, {}};
  }
  for (char c : first) {
    if (!IsDigit(c)) return {};
  }
  return first.empty() ? Length() : Length{Length::kNumber, first};
}

Length ExtractLength(const HeaderList& list, std::string* scratch) {
  return ExtractLength(TableOf(list), scratch);
}

}  // namespace corsieve

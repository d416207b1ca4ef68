#include "corsieve/header_list.h"

#include <utility>

#include "engine/base/bytes.h"
#include "engine/headers/header_table.h"

namespace corsieve {

HeaderList::HeaderList() : rows_(new HeaderTable) {}

HeaderList::HeaderList(absl::Span<const Header> headers) : HeaderList() {
  for (const Header& h : headers) Append(h.name, h.value);
}

HeaderList::~HeaderList() { delete &TableOf(this); }

HeaderList::HeaderList(HeaderList&& other) noexcept : HeaderList() {
  std::swap(rows_, other.rows_);
}

HeaderList& HeaderList::operator=(HeaderList&& other) noexcept {
  if (this == &other) return *this;
  std::swap(rows_, other.rows_);
  other.clear();
  return *this;
}

void HeaderList::clear() { TableOf(this).clear(); }

void HeaderList::Append(std::string_view name, std::string_view value) {
  TableOf(this).Append(name, value);
}

bool HeaderList::Contains(std::string_view name) const {
  return TableOf(*this).Contains(name);
}

std::optional<std::string_view> HeaderList::Get(std::string_view name,
                                                std::string* scratch) const {
  return TableOf(*this).Get(name, scratch);
}

bool IsHeaderName(std::string_view name) { return IsToken(name); }

bool IsHeaderValue(std::string_view value) {
  if (value.empty()) return true;
  if (IsTabOrSpace(value.front()) || IsTabOrSpace(value.back())) return false;
  for (char c : value) {
    // Few bytes are that small.
    if (static_cast<uint8_t>(c) <= '\r' &&
        (c == '\0' || c == '\n' || c == '\r')) {
      return false;
    }
  }
  return true;
}

std::string_view NormalizeHeaderValue(std::string_view value) {
  return Trim(value, kHttpWhitespace);
}

bool TakeElement(std::string_view* value, std::string_view* element) {
  if (value->data() == nullptr) return false;
  bool quoted = false;
  for (size_t i = 0; i < value->size(); ++i) {
    const char c = (*value)[i];
    if (quoted && c == '\\') {
      ++i;  // Whatever is escaped cannot end the quoted string.
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      *element = TrimTabOrSpace(value->substr(0, i));
      value->remove_prefix(i + 1);
      return true;
    }
  }
  *element = TrimTabOrSpace(*value);
  *value = {};
  return true;
}

std::vector<std::string_view> GetDecodeAndSplit(std::string_view value) {
  if (value.data() == nullptr) return {std::string_view("")};
  std::vector<std::string_view> elements;
  std::string_view element;
  while (TakeElement(&value, &element)) elements.push_back(element);
  return elements;
}

}  // namespace corsieve

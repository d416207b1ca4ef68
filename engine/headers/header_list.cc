#include "corsieve/header_list.h"

#include <algorithm>
#include <utility>

#include "engine/base/bytes.h"
#include "engine/headers/header_table.h"
#include "engine/simd/simd.h"

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
  // Most values have no byte that is as small as these.
  simd::Baseline::ValueCheck check;
  check.Add(value.data(), value.size());
  if (check.IsClean()) return true;
  return std::none_of(value.begin(), value.end(), [](char c) {
    return c == '\0' || c == '\n' || c == '\r';
  });
}

std::string_view NormalizeHeaderValue(std::string_view value) {
  return Trim(value, kHttpWhitespace);
}

namespace {

// Where the first element of `value` ends, which has quotes.
size_t EndOfQuotedElement(std::string_view value) {
  bool quoted = false;
  for (size_t i = 0; i < value.size(); ++i) {
    if (quoted && value[i] == '\\') {
      ++i;  // Whatever is escaped cannot end the quoted string.
    } else if (value[i] == '"') {
      quoted = !quoted;
    } else if (value[i] == ',' && !quoted) {
      return i;
    }
  }
  return value.size();
}

}  // namespace

bool TakeElement(std::string_view* value, std::string_view* element) {
  if (value->data() == nullptr) return false;
  size_t end = std::min(value->find(','), value->size());
  if (value->substr(0, end).find('"') != std::string_view::npos) {
    end = EndOfQuotedElement(*value);
  }
  *element = TrimTabOrSpace(value->substr(0, end));
  if (end == value->size()) {
    *value = {};
  } else {
    value->remove_prefix(end + 1);
  }
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

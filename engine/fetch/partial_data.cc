// net/http/partial_data.cc: Init, ResponseHeadersOK, FixResponseHeaders

#include "engine/fetch/partial_data.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

constexpr std::string_view kUnit = "bytes";
constexpr std::string_view kContentRange = "Content-Range";

// nullopt: no digits alone, or more than an int64_t holds.
std::optional<int64_t> ReadDigits(std::string_view digits) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  if (digits.empty()) return std::nullopt;
  int64_t number = 0;
  for (char c : digits) {
    if (!IsDigit(c)) return std::nullopt;
    const int64_t digit = c - '0';
    if (number > (kMax - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

// base::StringToInt64, of what is not negative: there may be a sign.
std::optional<int64_t> ReadNumber(std::string_view text) {
  text = TrimTabOrSpace(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  return ReadDigits(text);
}

// Takes the first `end` off `*rest`, and what is before it, which is returned;
// nullopt: there is none.
std::optional<std::string_view> TakeThrough(char end, std::string_view* rest) {
  const size_t at = rest->find(end);
  if (at == rest->npos) return std::nullopt;
  const std::string_view taken = rest->substr(0, at);
  rest->remove_prefix(at + 1);
  return taken;
}

bool IsUnit(std::optional<std::string_view> text) {
  return text && EqualsIgnoreCase(TrimTabOrSpace(*text), kUnit);
}

// HttpByteRange: of `-n`, the last bytes, both are unknown.
struct AskedRange {
  std::optional<int64_t> first;
  std::optional<int64_t> last;
};

std::optional<AskedRange> ParseElement(std::string_view element) {
  const auto first = TakeThrough('-', &element);
  if (!first) return std::nullopt;
  if (TrimTabOrSpace(*first).empty()) {
    const auto count = ReadNumber(element);
    if (!count || *count == 0) return std::nullopt;
    return AskedRange();
  }
  const AskedRange range = {ReadNumber(*first), ReadNumber(element)};
  if (!range.first) return std::nullopt;
  if (!range.last) {
    if (!TrimTabOrSpace(element).empty()) return std::nullopt;
  } else if (*range.last < *range.first) {
    return std::nullopt;
  }
  return range;
}

// HttpUtil::ParseRangeHeader, of the only range: what is empty does not count.
std::optional<AskedRange> ParseRange(std::string_view value) {
  if (!IsUnit(TakeThrough('=', &value))) return std::nullopt;
  std::string_view only;
  while (!value.empty()) {
    const size_t end = std::min(value.find(','), value.size());
    const std::string_view element = TrimTabOrSpace(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    if (element.empty()) continue;
    if (!only.empty()) return std::nullopt;
    only = element;
  }
  return ParseElement(only);
}

struct ContentRange {
  int64_t first;
  int64_t last;
  int64_t total;
  int64_t length() const { return last - first + 1; }
};

// HttpUtil::ParseContentRangeHeaderFor206, of the first element.
std::optional<ContentRange> ParseContentRange(std::string_view value) {
  value = TrimTabOrSpace(value.substr(0, value.find(',')));
  if (!IsUnit(TakeThrough(' ', &value))) return std::nullopt;
  auto part = TakeThrough('/', &value);
  if (!part) return std::nullopt;
  const auto before_minus = TakeThrough('-', &*part);
  if (!before_minus) return std::nullopt;
  const auto first = ReadNumber(*before_minus);
  const auto last = ReadNumber(*part);
  const auto total = ReadNumber(value);
  if (!first || !last || !total || *first > *last || *last >= *total) return {};
  return ContentRange{*first, *last, *total};
}

// PartialData::ResponseHeadersOK
bool IsWhatWasAsked(const AskedRange& asked, const ContentRange& got) {
  if (asked.first && *asked.first != got.first) return false;
  // Beyond the end means up to the end.
  return !asked.last || *asked.last >= got.total || *asked.last == got.last;
}

}  // namespace

void RewritePartialAnswer(std::string_view range, HeaderTable* table,
                          PartialData* made) {
  const auto is_content_range = [&](size_t i) {
    return table->is_header(i) &&
           EqualsIgnoreCase((*table)[i].name, kContentRange);
  };
  size_t range_row = 0;
  while (range_row < table->size() && !is_content_range(range_row)) ++range_row;
  if (range_row == table->size()) return;
  const auto got = ParseContentRange((*table)[range_row].value);
  const auto asked = ParseRange(range);
  if (!got || !asked || !IsWhatWasAsked(*asked, *got)) return;

  // A length that cannot be read, or is 0, is none.
  const size_t length_row = table->Find(HeaderId::kContentLength);
  if (length_row < table->size()) {
    const int64_t length = ReadDigits((*table)[length_row].value).value_or(0);
    if (length != 0 && length != got->length()) return;
  }

  made->content_range.assign(kUnit).append(" ");
  made->content_range.append(std::to_string(got->first)).append("-");
  made->content_range.append(std::to_string(got->last)).append("/");
  made->content_range.append(std::to_string(got->total));
  made->content_length = std::to_string(got->length());

  for (size_t i = range_row + 1; i < table->size(); ++i) {
    if (is_content_range(i)) table->Drop(i);
  }
  table->SetValue(range_row, made->content_range);
  if (length_row == table->size()) {
    table->Append("Content-Length", made->content_length);
    return;
  }
  for (size_t i = length_row + 1; i < table->size(); ++i) {
    if (table->id(i) == HeaderId::kContentLength) table->Drop(i);
  }
  table->SetValue(length_row, made->content_length);
}

}  // namespace corsieve

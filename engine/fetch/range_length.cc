// net/http/partial_data.cc: Init, ResponseHeadersOK, FixResponseHeaders

#include "engine/fetch/range_length.h"

#include <cstdint>

#include "corsieve/request_header.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

constexpr std::string_view kUnit = "bytes";

// nullopt: no digits, or more than 18.
std::optional<int64_t> ReadNumber(std::string_view digits) {
  digits = TrimTabOrSpace(digits);
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  int64_t number = 0;
  for (char c : digits) {
    if (!IsDigit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

struct ContentRange {
  int64_t first;
  int64_t last;
  int64_t total;
};

// HttpUtil::ParseContentRangeHeaderFor206
std::optional<ContentRange> ParseContentRange(std::string_view value) {
  if (!EqualsIgnoreCase(value.substr(0, kUnit.size()), kUnit)) return {};
  value.remove_prefix(kUnit.size());
  if (value.empty() || value.front() != ' ') return {};
  const size_t slash = value.find('/');
  const size_t minus = value.find('-');
  if (slash == value.npos || minus > slash) return {};
  const auto first = ReadNumber(value.substr(0, minus));
  const auto last = ReadNumber(value.substr(minus + 1, slash - minus - 1));
  const auto total = ReadNumber(value.substr(slash + 1));
  if (!first || !last || !total || *first > *last || *last >= *total) return {};
  return ContentRange{*first, *last, *total};
}

}  // namespace

std::optional<std::string> RangeLength(std::string_view range,
                                       const HeaderTable& table) {
  if (table.Count(HeaderId::kContentLength) > 0) return std::nullopt;
  std::string scratch;
  const auto value = table.Get("Content-Range", &scratch);
  const auto got = ParseContentRange(value.value_or(""));
  if (!got) return std::nullopt;
  // Of what was asked for, the unit may be in any case.
  if (!EqualsIgnoreCase(range.substr(0, kUnit.size()), kUnit)) return {};
  const std::string text(range.substr(kUnit.size()));
  const std::string lower = std::string(kUnit) + text;
  const std::optional<Range> asked =
      ParseSingleRangeHeaderValue(lower, /*allow_whitespace=*/true);
  if (!asked) return std::nullopt;
  if (!asked->start.empty()) {
    const auto start = ReadNumber(asked->start);
    if (start != got->first) return std::nullopt;
    // Beyond the end means up to the end.
    const auto end = ReadNumber(asked->end);
    if (end && *end < got->total && *end != got->last) return std::nullopt;
  }
  return std::to_string(got->last - got->first + 1);
}

}  // namespace corsieve

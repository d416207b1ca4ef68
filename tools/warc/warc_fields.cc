#include "tools/warc/warc_fields.h"

#include <charconv>
#include <cstddef>
#include <iterator>
#include <system_error>
#include <utility>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

enum Field : size_t { kType, kId, kTarget, kMediaType, kLength, kCount };
constexpr std::string_view kNames[] = {"WARC-Type", "WARC-Record-ID",
                                       "WARC-Target-URI", "Content-Type",
                                       "Content-Length"};
static_assert(std::size(kNames) == kCount);

// Takes a line off the front, without its end.
std::string_view TakeLine(std::string_view* text) {
  const size_t end = text->find('\n');
  const std::string_view line = text->substr(0, end);
  text->remove_prefix(end == text->npos ? text->size() : end + 1);
  return Trim(line);
}

bool IsFolded(std::string_view text) {
  return !text.empty() && IsBlank(text[0]) &&
         !Trim(text.substr(0, text.find('\n'))).empty();
}

std::optional<uint64_t> ReadLength(std::string_view digits) {
  uint64_t length = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, length);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return length;
}

std::string WithoutBrackets(std::string_view uri) {
  if (uri.size() >= 2 && uri.front() == '<' && uri.back() == '>') {
    uri = uri.substr(1, uri.size() - 2);
  }
  return std::string(uri);
}

}  // namespace

std::string ReadWarcFields(std::string_view head, WarcFields* fields) {
  *fields = WarcFields();
  std::string values[kCount];
  bool is_there[kCount] = {};
  std::string error;
  const auto wrong = [&](std::string what) {
    if (error.empty()) error = std::move(what);
  };
  const std::string version(TakeLine(&head));
  if (version != "WARC/1.0" && version != "WARC/1.1") {
    wrong(version.substr(0, 40) + " is neither WARC/1.0 nor WARC/1.1");
  }
  while (!head.empty()) {
    const std::string_view line = TakeLine(&head);
    if (line.empty()) continue;
    const size_t colon = line.find(':');
    if (colon == line.npos || colon == 0) {
      wrong("a line of its WARC head is no field: " +
            std::string(line.substr(0, 40)));
      continue;
    }
    std::string value(TrimBlanks(line.substr(colon + 1)));
    while (IsFolded(head)) value += " " + std::string(TakeLine(&head));
    for (size_t i = 0; i < kCount; ++i) {
      if (!EqualsAnyCase(TrimBlanks(line.substr(0, colon)), kNames[i])) {
        continue;
      }
      // Nobody knows which of them counts.
      if (is_there[i]) wrong("it has two " + std::string(kNames[i]));
      values[i] = is_there[i] ? "" : value;
      is_there[i] = true;
    }
  }
  fields->type = Lower(values[kType]);
  fields->id = values[kId];
  fields->target = WithoutBrackets(values[kTarget]);
  const std::string& media = values[kMediaType];
  fields->media_type =
      Lower(Trim(std::string_view(media).substr(0, media.find(';'))));
  fields->length = ReadLength(values[kLength]);
  if (!fields->length) {
    wrong(is_there[kLength] ? "its Content-Length is no number of bytes: " +
                                  values[kLength].substr(0, 40)
                            : "it has no Content-Length");
  }
  if (fields->type.empty()) wrong("it has no WARC-Type");
  return error;
}

}  // namespace corsieve::tools

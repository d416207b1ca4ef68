#include "corsieve/response_head.h"

#include <algorithm>

#include "engine/bytes.h"
#include "engine/header_lookup.h"
#include "engine/header_name.h"
#include "engine/profile_head.h"

namespace corsieve {
namespace {

// Takes lines off the front of the input.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : bytes_(bytes) {}

  // An upper bound of the size of the head that is being read: up to the first
  // empty line from here, or all there is.
  size_t HeadBound() {
    if (head_end_ > offset_) return head_end_;
    head_end_ = bytes_.size() + 1;
    for (size_t lf = bytes_.find('\n', start_); lf != std::string_view::npos;
         lf = bytes_.find('\n', lf + 1)) {
      const std::string_view next = bytes_.substr(lf + 1, 2);
      if (next.substr(0, 1) != "\n" && next != "\r\n") continue;
      head_end_ = lf + 2;
      break;
    }
    return head_end_;
  }

  bool at_end() const { return offset_ == bytes_.size(); }
  size_t offset() const { return offset_; }

  // The next line, without its LF or CRLF. On failure error() and
  // error_offset() say why.
  bool Next(std::string_view* line) {
    const size_t end = bytes_.find('\n', offset_);
    const bool complete = end != std::string_view::npos;
    std::string_view taken =
        bytes_.substr(offset_, (complete ? end : bytes_.size()) - offset_);
    if (!taken.empty() && taken.back() == '\r') {
      taken.remove_suffix(1);
    }
    for (size_t i = 0; i < taken.size(); ++i) {
      if (taken[i] == '\0') return Fail(Reason::kHeadContainsNul, offset_ + i);
      if (taken[i] == '\r') return Fail(Reason::kHeadContainsCr, offset_ + i);
    }
    if (!complete) return Fail(Reason::kHeadTruncated, bytes_.size());
    start_ = offset_;
    offset_ = end + 1;
    *line = taken;
    return true;
  }

  // Notes an error at byte `at` of the line that Next() gave last.
  bool FailInLine(Reason error, size_t at) { return Fail(error, start_ + at); }

  std::optional<Reason> error() const { return error_; }
  size_t error_offset() const { return error_offset_; }

 private:
  bool Fail(Reason error, size_t offset) {
    error_ = error;
    error_offset_ = offset;
    return false;
  }

  std::string_view bytes_;
  size_t start_ = 0;
  size_t offset_ = 0;
  size_t head_end_ = 0;
  std::optional<Reason> error_;
  size_t error_offset_ = 0;
};

// https://www.rfc-editor.org/rfc/rfc9112#section-4, and status codes of fewer
// digits and a missing reason phrase as in WPT fetch/h1-parsing/status-code.
bool ParseStatusLine(std::string_view line, Lines* lines, ResponseHead* head) {
  constexpr std::string_view kVersion = "HTTP/d.d ";
  for (size_t i = 0; i < kVersion.size(); ++i) {
    const bool matches =
        i < line.size() &&
        (kVersion[i] == 'd' ? IsDigit(line[i]) : line[i] == kVersion[i]);
    if (!matches) return lines->FailInLine(Reason::kStatusLineMalformed, i);
  }
  size_t pos = kVersion.size();
  head->status = 0;
  while (pos < line.size() && IsDigit(line[pos]) && pos < kVersion.size() + 3) {
    head->status = head->status * 10 + (line[pos++] - '0');
  }
  const bool ends_well = pos == line.size() || line[pos] == ' ';
  if (pos == kVersion.size() || !ends_well) {
    return lines->FailInLine(Reason::kStatusCodeMalformed, pos);
  }
  head->status_message = line.substr(pos == line.size() ? pos : pos + 1);
  return true;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-5
bool ParseHeaderLine(std::string_view line, Lines* lines, HeaderList* list) {
  if (IsTabOrSpace(line.front())) {
    if (list->empty()) {
      return lines->FailInLine(Reason::kFirstHeaderLineFolded, 0);
    }
    // One space for the line break and all blanks around it:
    // https://www.rfc-editor.org/rfc/rfc9112#section-5.2
    list->Fold(TrimTabOrSpace(line), lines->HeadBound());
    return true;
  }
  const size_t colon = TokenLength(line);
  if (colon == line.size() || line.find(':', colon) == std::string_view::npos) {
    return lines->FailInLine(Reason::kHeaderLineWithoutColon, line.size());
  }
  if (colon == 0 || line[colon] != ':') {
    return lines->FailInLine(Reason::kHeaderNameMalformed, colon);
  }
  list->Append(line.substr(0, colon), TrimTabOrSpace(line.substr(colon + 1)));
  return true;
}

// One head, interim or final, up to its empty line or the end of the input.
bool ParseOneHead(Lines* lines, ResponseHead* head, HeaderList* list) {
  list->clear();
  std::string_view line;
  if (!lines->Next(&line) || !ParseStatusLine(line, lines, head)) return false;
  while (!lines->at_end()) {
    if (!lines->Next(&line)) return false;
    if (line.empty()) return true;
    if (!ParseHeaderLine(line, lines, list)) return false;
  }
  return true;
}

}  // namespace

ResponseHead ParseResponseHead(std::string_view bytes, HeaderList* list) {
  return ParseStandardHead(bytes, BestHotPath(), list);
}

ResponseHead ParseStandardHead(std::string_view bytes, const HotPath& hot_path,
                               HeaderList* list) {
  CleanHead clean;
  if (!hot_path.read_clean_head(bytes, list, &clean)) {
    return ParseUncleanHead(bytes, list);
  }
  ResponseHead head;
  head.status = clean.status;
  head.status_message = clean.status_message;
  head.body_offset = clean.body_offset;
  return head;
}

ResponseHead ParseUncleanHead(std::string_view bytes, HeaderList* list) {
  ResponseHead head;
  list->clear();
  if (bytes.empty()) {
    head.error = Reason::kHeadEmpty;
    return head;
  }
  Lines lines(bytes);
  // https://www.rfc-editor.org/rfc/rfc9110#section-15.2
  bool interim = true;
  while (interim) {
    if (lines.at_end()) {
      list->clear();
      head.error = Reason::kNoFinalResponse;
      head.error_offset = bytes.size();
      return head;
    }
    if (!ParseOneHead(&lines, &head, list)) {
      head.error = lines.error();
      head.error_offset = lines.error_offset();
      return head;
    }
    interim = head.status >= 100 && head.status <= 199;
  }
  head.body_offset = lines.offset();
  return head;
}

bool ContentLengthConflicts(const HeaderList& list, std::string* scratch) {
  return HasSeveralLengths(list) &&
         ExtractLength(list, scratch).kind == Length::kFailure;
}

Length ExtractLength(const HeaderList& list, std::string* scratch) {
  std::optional<std::string_view> value =
      list.Get(HeaderId::kContentLength, scratch);
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

}  // namespace corsieve

#include "engine/read/response_head.h"

#include <algorithm>

#include "corsieve/status.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"
#include "engine/hot_path/hot_path.h"

namespace corsieve {
namespace {

// Takes lines off the front of the input.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : bytes_(bytes) {}

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

  Failure error() const { return error_; }
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
  Failure error_;
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
bool ParseHeaderLine(std::string_view line, Lines* lines, HeaderTable* table) {
  if (IsTabOrSpace(line.front())) {
    if (table->empty()) {
      return lines->FailInLine(Reason::kFirstHeaderLineFolded, 0);
    }
    // One space for the line break and all blanks around it:
    // https://www.rfc-editor.org/rfc/rfc9112#section-5.2
    table->Fold(TrimTabOrSpace(line));
    return true;
  }
  const size_t colon = TokenLength(line);
  if (colon == line.size() || line.find(':', colon) == std::string_view::npos) {
    return lines->FailInLine(Reason::kHeaderLineWithoutColon, line.size());
  }
  if (colon == 0 || line[colon] != ':') {
    return lines->FailInLine(Reason::kHeaderNameMalformed, colon);
  }
  table->Append(line.substr(0, colon), TrimTabOrSpace(line.substr(colon + 1)));
  return true;
}

// Header lines up to the empty one or the end of the input.
bool ParseHeaderLines(Lines* lines, HeaderTable* table) {
  std::string_view line;
  while (!lines->at_end()) {
    if (!lines->Next(&line)) return false;
    if (line.empty()) return true;
    if (!ParseHeaderLine(line, lines, table)) return false;
  }
  return true;
}

// One head, interim or final.
bool ParseOneHead(Lines* lines, ResponseHead* head, HeaderTable* table) {
  table->clear();
  std::string_view line;
  return lines->Next(&line) && ParseStatusLine(line, lines, head) &&
         ParseHeaderLines(lines, table);
}

void TakeError(const Lines& lines, ResponseHead* head) {
  head->error = lines.error();
  head->error_offset = lines.error_offset();
}

}  // namespace

ResponseHead ReadStandardHead(std::string_view bytes, HeaderTable* table) {
  ResponseHead head;
  if (bytes.empty()) {
    head.error = Reason::kHeadEmpty;
    return head;
  }
  Lines lines(bytes);
  bool interim = true;
  while (interim) {
    if (lines.at_end()) {
      table->clear();
      head.error = Reason::kNoFinalResponse;
      head.error_offset = bytes.size();
      return head;
    }
    if (!ParseOneHead(&lines, &head, table)) {
      TakeError(lines, &head);
      return head;
    }
    interim = IsInterimStatus(head.status);
  }
  head.body_offset = lines.offset();
  return head;
}

ResponseHead ParseResponseHead(std::string_view bytes, HeaderList* list) {
  HeaderTable& table = TableOf(list);
  CleanHead clean;
  if (!BestHotPath().read_clean_head(bytes, &table, &clean)) {
    table.clear();
    return ReadStandardHead(bytes, &table);
  }
  ResponseHead head;
  head.status = clean.status;
  head.status_message = clean.status_message;
  head.body_offset = clean.body_offset;
  return head;
}

ResponseHead ParseHeaderLines(std::string_view bytes, HeaderList* list) {
  ResponseHead head;
  HeaderTable& table = TableOf(list);
  table.clear();
  Lines lines(bytes);
  if (!ParseHeaderLines(&lines, &table)) TakeError(lines, &head);
  head.body_offset = lines.offset();
  return head;
}

}  // namespace corsieve

#include "tools/warc/warc_reader.h"

#include <algorithm>
#include <limits>

#include "tools/input.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kBegin = "WARC/";
// As much is copied of a block at once to look for the end of a head.
constexpr size_t kPiece = 4096;

// Behind the first empty line whose LF is at `from` or later.
size_t EndOfHead(std::string_view head, size_t from) {
  size_t at = head.find('\n', from);
  for (; at != head.npos; at = head.find('\n', at + 1)) {
    if (head.compare(at + 1, 1, "\n") == 0) return at + 2;
    if (head.compare(at + 1, 2, "\r\n") == 0) return at + 3;
  }
  return head.npos;
}

bool IsInterim(std::string_view head) {
  return StartsWithAnyCase(head, "HTTP/") && head.size() > 12 &&
         head.substr(8, 2) == " 1" && head.substr(8, 4) != " 101";
}

}  // namespace

bool WarcReader::Pull() {
  if (has_ended_) return false;
  rest_ = source_->Next();
  if (rest_.empty()) return false;
  if (source_->is_gzip() && (!has_begun_ || source_->member() != member_)) {
    member_ = source_->member();
    offset_ = 0;
    at_line_ = true;
    Join();
    at_member_ = StartsWith(rest_, kBegin);
  }
  has_begun_ = true;
  return true;
}

// Makes rest_ long enough to see whether it begins a record.
void WarcReader::Join() {
  if (rest_.size() >= kBegin.size()) return;
  std::string joined(rest_);
  while (joined.size() < kBegin.size()) {
    const std::string_view next = source_->Next();
    if (next.empty()) break;
    joined += next;
    member_ = source_->member();
  }
  joined_ = std::move(joined);
  rest_ = joined_;
}

void WarcReader::Drop(size_t bytes) {
  if (bytes == 0) return;
  at_line_ = rest_[bytes - 1] == '\n';
  at_member_ = false;
  rest_.remove_prefix(bytes);
  offset_ += bytes;
}

// Line ends between records; false at the end.
bool WarcReader::SkipBlanks() {
  while (!rest_.empty() || Pull()) {
    const size_t end = std::min(rest_.find_first_not_of("\r\n"), rest_.size());
    Drop(end);
    if (!rest_.empty()) return true;
  }
  return false;
}

// False if it ends before its end.
bool WarcReader::SkipBlock() {
  while (left_ > 0) {
    if (!More()) return false;
    const auto bytes = std::min<uint64_t>(left_, rest_.size());
    Drop(static_cast<size_t>(bytes));
    left_ -= bytes;
  }
  return true;
}

void WarcReader::GetLost() {
  is_lost_ = true;
  // Within a body anything may look like a record.
  by_member_ = source_->is_gzip() && record_member_ > 0 && record_offset_ == 0;
}

// False at the end.
bool WarcReader::Recover() {
  while (!rest_.empty() || Pull()) {
    if (!by_member_ && at_line_) Join();
    if (at_member_ || (!by_member_ && at_line_ && StartsWith(rest_, kBegin))) {
      is_lost_ = is_guess_ = false;
      return true;
    }
    const size_t line = by_member_ ? rest_.npos : rest_.find('\n');
    Drop(line == rest_.npos ? rest_.size() : line + 1);
  }
  return false;
}

// Goes on behind what the source cannot read.
void WarcReader::Resume() {
  if (source_->error().empty()) return;
  if (source_->SkipToNextMember()) {
    GetLost();
    is_guess_ = true;
  } else {
    has_ended_ = true;
  }
}

std::string WarcReader::Where() const {
  std::string text = "record " + std::to_string(count_);
  if (!source_->is_gzip()) {
    return text + " at byte " + std::to_string(record_offset_) + ": ";
  }
  if (record_offset_ > 0) {
    text += " at byte " + std::to_string(record_offset_);
  }
  return text + " in the gzip member at byte " +
         std::to_string(record_member_) + ": ";
}

bool WarcReader::Next(WarcRecord* record) {
  record->fields = WarcFields();
  record->head.clear();
  record->is_http = record->has_body = false;
  record->error.clear();
  if (!SkipBlock()) {
    CutOff(record);
    return true;
  }
  while (!(is_lost_ ? Recover() : SkipBlanks())) {
    if (has_ended_ || source_->error().empty()) return false;
    const std::string error = source_->error();
    const bool was_guess = is_guess_;
    Resume();
    if (was_guess && !has_ended_) continue;
    record->error =
        count_ == 0 ? error
                    : "behind record " + std::to_string(count_) + ": " + error;
    return true;
  }
  return Begin(record);
}

bool WarcReader::Begin(WarcRecord* record) {
  Join();
  at_member_ = false;
  if (!StartsWith(rest_, kBegin.substr(0, rest_.size()))) {
    if (count_ > 0) {
      record->error = "behind record " + std::to_string(count_) + ", ";
    }
    record->error += "at byte " + std::to_string(offset_);
    if (source_->is_gzip()) {
      record->error += " in the gzip member at byte " + std::to_string(member_);
    }
    record->error += ": no record begins there";
    GetLost();
    return true;
  }
  ++count_;
  record_member_ = member_;
  record_offset_ = offset_;
  id_.clear();
  length_ = left_ = 0;
  ReadWarcHead(record);
  if (record->error.empty() && record->fields.type == "response" &&
      record->fields.media_type == "application/http") {
    ReadHttpHead(record);
  }
  return true;
}

WarcReader::Head WarcReader::ReadHead(uint64_t* left, std::string* head) {
  size_t begin = head->size();
  while (*left > 0 && More()) {
    const size_t before = head->size();
    const size_t room = kMaxHead - before;
    if (room == 0) return Head::kTooLarge;
    const size_t most = std::min({rest_.size(), room, kPiece});
    size_t bytes = static_cast<size_t>(std::min<uint64_t>(*left, most));
    head->append(rest_.substr(0, bytes));
    // Empty lines in front are no end.
    begin = std::min(head->find_first_not_of("\r\n", begin), head->size());
    const size_t end =
        EndOfHead(*head, std::max(begin, before - std::min<size_t>(before, 2)));
    if (end != head->npos) {
      bytes -= head->size() - end;
      head->resize(end);
    }
    Drop(bytes);
    *left -= bytes;
    if (end != head->npos) return Head::kWhole;
  }
  return Head::kCut;
}

void WarcReader::ReadWarcHead(WarcRecord* record) {
  head_.clear();
  uint64_t left = std::numeric_limits<uint64_t>::max();
  const Head result = ReadHead(&left, &head_);
  if (result == Head::kCut) {
    record->error = Where() + "it ends within its WARC head";
    if (!source_->error().empty()) record->error += ": " + source_->error();
    Resume();
    return;
  }
  if (result == Head::kTooLarge) {
    record->error = Where() + "its WARC head does not end in the first MiB";
    GetLost();
    return;
  }
  const std::string error = ReadWarcFields(head_, &record->fields);
  id_ = record->fields.id;
  if (!error.empty()) record->error = Where() + error;
  if (record->fields.length) {
    length_ = left_ = *record->fields.length;
  } else {
    GetLost();
  }
}

void WarcReader::ReadHttpHead(WarcRecord* record) {
  std::string& head = record->head;
  size_t begin;
  Head result;
  do {
    begin = head.size();
    result = ReadHead(&left_, &head);
  } while (result == Head::kWhole &&
           IsInterim(std::string_view(head).substr(begin)));
  const bool is_interim_alone = left_ == 0 && begin > 0 && head.size() == begin;
  if (result == Head::kWhole || is_interim_alone) {
    record->is_http = true;
    record->has_body = left_ > 0;
    record->where = Where();
    return;
  }
  head.clear();
  if (result == Head::kTooLarge) {
    record->error = Where() + "its HTTP head does not end in the first MiB";
  } else if (left_ == 0) {
    record->error = Where() + "its HTTP head has no end";
  } else {
    CutOff(record);
  }
}

void WarcReader::CutOff(WarcRecord* record) {
  record->fields.id = id_;
  record->error = Where() +
                  "it ends before its end: " + std::to_string(length_ - left_) +
                  " of " + std::to_string(length_) + " bytes are there";
  if (!source_->error().empty()) record->error += ": " + source_->error();
  left_ = 0;
  Resume();
}

}  // namespace corsieve::tools

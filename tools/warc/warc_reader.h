// WARC files, record by record, of any size.

#ifndef CORSIEVE_TOOLS_WARC_WARC_READER_H_
#define CORSIEVE_TOOLS_WARC_WARC_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tools/file_source.h"
#include "tools/warc/warc_fields.h"

namespace corsieve::tools {

struct WarcRecord {
  WarcFields fields;
  // Of a response over HTTP: its head, with interim heads before it, up to the
  // empty line; else empty.
  std::string head;
  bool is_http = false;
  bool has_body = false;
  // What is wrong, and where.
  std::string error;
  // "record 3 at byte 120: ", in a response over HTTP.
  std::string where;
};

// Keeps heads alone, of which none is larger than kMaxHead.
class WarcReader {
 public:
  // The source must outlive this.
  explicit WarcReader(FileSource* source) : source_(source) {}
  WarcReader(const WarcReader&) = delete;
  WarcReader& operator=(const WarcReader&) = delete;

  // The next record, or something else that is wrong, as the end of the last
  // one, whose id is given again; false: there is nothing more.
  bool Next(WarcRecord* record);

  // How many records have begun.
  uint64_t count() const { return count_; }

 private:
  enum class Head { kWhole, kCut, kTooLarge };

  bool Pull();
  bool More() { return (!rest_.empty() || Pull()) && !at_member_; }
  void Join();
  void Drop(size_t bytes);
  bool SkipBlanks();
  bool SkipBlock();
  bool Recover();
  void GetLost();
  void Resume();
  bool Begin(WarcRecord* record);
  Head ReadHead(uint64_t* left, std::string* head);
  void ReadWarcHead(WarcRecord* record);
  void ReadHttpHead(WarcRecord* record);
  void CutOff(WarcRecord* record);
  std::string Where() const;

  FileSource* source_;
  std::string_view rest_;  // Of the source's bytes.
  std::string joined_;     // What rest_ views, where blocks were too small.
  uint64_t member_ = 0;
  bool has_begun_ = false;
  uint64_t offset_ = 0;     // Of rest_, in the member or else in the file.
  bool at_member_ = false;  // rest_ is the beginning of a member, and a record.
  bool at_line_ = true;     // rest_ begins a line.
  bool has_ended_ = false;

  // The record that was begun last.
  uint64_t count_ = 0;
  uint64_t record_member_ = 0;
  uint64_t record_offset_ = 0;
  std::string head_;  // WARC's.
  std::string id_;
  uint64_t length_ = 0;
  uint64_t left_ = 0;  // Of its block.

  // Where the next one begins is to be found, at a member alone or at a line.
  bool is_lost_ = false;
  bool by_member_ = false;
  // Since a member was broken: what comes may be no member at all.
  bool is_guess_ = false;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_WARC_WARC_READER_H_

// A HAR's bytes as RapidJSON reads them: what nobody asks for is passed over,
// and what JSON has and the library refuses is mended.

#ifndef CORSIEVE_TOOLS_HAR_HAR_STREAM_H_
#define CORSIEVE_TOOLS_HAR_HAR_STREAM_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "tools/byte_source.h"

namespace corsieve::tools {

// A stream as RapidJSON parses it in situ, which is the way to be handed each
// string's characters instead of the whole string, and to be told where one
// begins. https://rapidjson.org/md_doc_stream.html
class HarStream {
 public:
  using Ch = char;

  explicit HarStream(ByteSource* source);
  HarStream(const HarStream&) = delete;
  HarStream& operator=(const HarStream&) = delete;

  Ch Peek() const { return at_ < end_ ? *at_ : '\0'; }
  Ch Take() {
    if (at_ == end_) return '\0';
    const Ch c = *at_++;
    if (at_ == end_) GoOn();
    if (is_in_string_ || is_mended_ || c == '"') return c;
    if (c == '\n') ++line_;
    MendIfNumber();
    return c;
  }
  size_t Tell() const { return before_ + static_cast<size_t>(at_ - begin_); }

  // A string begins, behind its quotation mark.
  Ch* PutBegin();
  void Put(Ch c) {
    if (is_kept_) text_.push_back(c);
  }
  // Its caller takes one off, for the NUL that ends the string.
  size_t PutEnd(Ch*) {
    is_in_string_ = false;
    if (is_kept_) text_.pop_back();
    return 1;
  }

  // Whether the strings that come are kept; of others all is passed over.
  void Keep(bool keep) { is_kept_ = keep; }
  std::string& text() { return text_; }
  // Whether the string was longer than any head; then its end is missing.
  bool is_cut() const { return is_cut_; }
  // Whether it had halves of surrogate pairs, which are U+FFFD now.
  bool is_mended() const { return has_halves_; }
  // The number that was read last, as it stands; long ones are cut.
  std::string_view number() const { return number_; }

  size_t line() const { return line_; }
  bool IsAtEnd() const { return at_ == end_; }

 private:
  void GoOn();
  void Fill();
  void MendIfNumber() {
    const Ch next = Peek();
    if (next == '-' || (next >= '0' && next <= '9')) MendNumber();
  }
  void MendNumber();
  void MendString();
  // Up to the string's end, with all before it in `kept` unless that is null.
  void PassString(std::string* kept);
  void ReadInstead(size_t begins_at);

  ByteSource* source_;
  // Of the block, or of what is read in place of its beginning.
  const char* begin_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  size_t before_ = 0;  // Where begin_ stands in the file.
  size_t line_ = 1;
  bool is_kept_ = true;
  bool is_cut_ = false;
  bool is_in_string_ = false;
  bool has_halves_ = false;
  std::string text_;
  std::string number_;

  std::string mended_;
  bool is_mended_ = false;  // at_ is in mended_; then the rest of the block:
  const char* rest_ = nullptr;
  const char* rest_end_ = nullptr;
  size_t rest_before_ = 0;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_STREAM_H_

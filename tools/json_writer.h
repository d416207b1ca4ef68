// JSON on one line; strings and numbers are written by RapidJSON.

#ifndef CORSIEVE_TOOLS_JSON_WRITER_H_
#define CORSIEVE_TOOLS_JSON_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "rapidjson/writer.h"
#include "tools/byte_buffer.h"

namespace corsieve::tools {

// What RapidJSON calls an encoding: each byte is a character.
struct ByteEncoding {
  using Ch = char;
  // Six bytes are then set aside for each byte, all that an escape takes.
  enum { supportUnicode = 1 };
  template <typename Input>
  static bool Decode(Input& in, unsigned* character) {
    *character = static_cast<unsigned char>(in.Take());
    return true;
  }
};

// Copies bytes, if RapidJSON has an escape for none of them and none is above
// 7E; else what is at `to` is undefined.
bool CopyIfPlain(std::string_view bytes, char* to);

// Writes one value, or one a line, ASCII only. Throws std::bad_alloc where
// memory runs out, after which Clear() or Truncate() makes it usable again.
class JsonWriter {
 public:
  JsonWriter() = default;
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void Clear() { Truncate(0); }
  // Takes back what was written since text() had this size.
  void Truncate(size_t size);
  // What was written since Clear().
  std::string_view text() const { return buffer_.text(); }

  void StartObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void StartArray() { Open('['); }
  void EndArray() { Close(']'); }

  // Of printable ASCII without quotes and backslashes.
  template <size_t size>
  void Key(const char (&key)[size]) {
    constexpr size_t kLength = size - 1;
    char* to = buffer_.Push(kLength + 3 + !first_);
    *to = ',';
    to += !first_;
    *to++ = '"';
    std::memcpy(to, key, kLength);
    std::memcpy(to + kLength, "\":", 2);
    first_ = true;
  }
  void BytesKey(std::string_view key) {
    Bytes(key);
    Colon();
  }
  void TextKey(std::string_view key) {
    Text(key);
    Colon();
  }
  // Each byte is the character of the same number.
  void Bytes(std::string_view bytes) {
    Comma();
    Quote(bytes);
  }
  void Text(std::string_view utf8) {
    Comma();
    QuoteBy(&texts_, utf8);
  }
  void OptionalBytes(std::optional<std::string_view> bytes) {
    bytes ? Bytes(*bytes) : Null();
  }
  void Number(int64_t number) {
    Comma();
    bytes_.WriteInt64(number);
  }
  void Bool(bool value) { value ? Raw("true") : Raw("false"); }
  void Null() { Raw("null"); }
  // ["name","value"].
  void BytesPair(std::string_view name, std::string_view value) {
    char* const start = Room(name.size() + value.size() + 8);
    char* to = start;
    *to = ',';
    to += !first_;
    if (PutPlain("[\"", name, &to) && PutPlain("\",\"", value, &to)) {
      Keep(Put("\"]", to));
      first_ = false;
      return;
    }
    Keep(start);
    StartArray();
    Bytes(name);
    Bytes(value);
    EndArray();
  }
  // A value that is JSON already.
  void Raw(std::string_view json) {
    Comma();
    Append(json);
  }
  // Appends to what is there as it is: more members, or a line end.
  void Append(std::string_view json) {
    if (json.empty()) return;
    std::memcpy(buffer_.Push(json.size()), json.data(), json.size());
  }
  // A string where Append() has set what is before it. Most have nothing to
  // escape, and are copied at once; the others are RapidJSON's.
  void Quote(std::string_view bytes) { QuoteBy(&bytes_, bytes); }
  // The same of bytes of which some are known to want an escape.
  void QuoteEscaping(std::string_view bytes) {
    bytes_.WriteString(bytes.data(), Size(bytes));
  }
  // Takes back the last byte.
  void DropLast() { buffer_.Pop(1); }
  // Room for what is put there by hand, up to Keep()'s `end`.
  char* Room(size_t most) {
    char* const start = buffer_.Push(most);
    room_end_ = start + most;
    return start;
  }
  void Keep(const char* end) {
    buffer_.Pop(static_cast<size_t>(room_end_ - end));
  }
  template <size_t size>
  static char* Put(const char (&literal)[size], char* to) {
    std::memcpy(to, literal, size - 1);
    return to + size - 1;
  }
  // Puts a literal and then bytes; false if one of these wants an escape.
  template <size_t size>
  static bool PutPlain(const char (&literal)[size], std::string_view bytes,
                       char** to) {
    char* const start = Put(literal, *to);
    *to = start + bytes.size();
    return CopyIfPlain(bytes, start);
  }

  // What comes next is another value.
  void EndLine() {
    buffer_.Put('\n');
    first_ = true;
  }

  template <size_t size>
  void BytesMember(const char (&key)[size], std::string_view bytes) {
    Key(key);
    Bytes(bytes);
  }
  // The same of a word: printable ASCII without quotes and backslashes.
  template <size_t size>
  void WordMember(const char (&key)[size], std::string_view word) {
    Key(key);
    char* const to = buffer_.Push(word.size() + 2);
    to[0] = to[word.size() + 1] = '"';
    std::memcpy(to + 1, word.data(), word.size());
    first_ = false;
  }
  template <size_t size>
  void BoolMember(const char (&key)[size], bool value) {
    Key(key);
    Bool(value);
  }

 private:
  // RapidJSON's writing of single values: its stack of levels, which is there
  // to set commas, takes more time than these.
  template <typename Writer>
  struct Values : Writer {
    explicit Values(ByteBuffer& buffer) : Writer(buffer) {}
    using Writer::WriteInt64;
    using Writer::WriteString;
  };

  template <typename Writer>
  void QuoteBy(Writer* writer, std::string_view text) {
    char* const to = buffer_.Push(text.size() + 2);
    if (CopyIfPlain(text, to + 1)) {
      to[0] = to[text.size() + 1] = '"';
      return;
    }
    buffer_.Pop(text.size() + 2);
    writer->WriteString(text.data(), Size(text));
  }
  static rapidjson::SizeType Size(std::string_view s) {
    return static_cast<rapidjson::SizeType>(s.size());
  }
  void Comma() {
    if (!first_) buffer_.Put(',');
    first_ = false;
  }
  void Colon() {
    buffer_.Put(':');
    first_ = true;
  }
  void Open(char bracket) {
    Comma();
    buffer_.Put(bracket);
    first_ = true;
  }
  void Close(char bracket) {
    buffer_.Put(bracket);
    first_ = false;
  }

  ByteBuffer buffer_;
  Values<rapidjson::Writer<ByteBuffer, ByteEncoding, rapidjson::UTF8<>>> bytes_{
      buffer_};
  Values<rapidjson::Writer<ByteBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>>>
      texts_{buffer_};
  const char* room_end_ = nullptr;
  // Whether what comes next is the first of its array or object, or stands
  // behind its key.
  bool first_ = true;
};

// Copies bytes up to the first that RapidJSON has an escape for, and escapes
// those above 7E; `*to` has room for six bytes for each. Returns what is left.
const char* CopyPlain(const char* from, const char* end, char** to);

}  // namespace corsieve::tools

namespace rapidjson {

// Where RapidJSON has its own SIMD code for UTF-8.
template <>
inline bool
Writer<corsieve::tools::ByteBuffer, corsieve::tools::ByteEncoding, UTF8<>>::
    ScanWriteUnescapedString(
        GenericStringStream<corsieve::tools::ByteEncoding>& in, size_t length) {
  const char* const end = in.head_ + length;
  // WriteString set aside more than this.
  const size_t most = 6 * static_cast<size_t>(end - in.src_);
  char* const start = os_->PushUnsafe(most);
  char* to = start;
  in.src_ = corsieve::tools::CopyPlain(in.src_, end, &to);
  os_->Pop(most - static_cast<size_t>(to - start));
  return in.src_ != end;
}

}  // namespace rapidjson

#endif  // CORSIEVE_TOOLS_JSON_WRITER_H_

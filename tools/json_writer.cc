#include "tools/json_writer.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

#include "rapidjson/stringbuffer.h"
#include "rapidjson/writer.h"

namespace corsieve::tools {
namespace {

// RapidJSON does not look whether it was given memory.
struct ThrowingAllocator {
  static const bool kNeedFree = true;
  void* Malloc(size_t size) {
    if (size == 0) return nullptr;
    return Checked(std::malloc(size));
  }
  void* Realloc(void* old, size_t, size_t size) {
    if (size == 0) {
      std::free(old);
      return nullptr;
    }
    return Checked(std::realloc(old, size));
  }
  static void Free(void* memory) { std::free(memory); }

 private:
  static void* Checked(void* memory) {
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
};

// What RapidJSON calls an encoding: each byte is a character.
struct ByteEncoding {
  using Ch = char;
  // Six bytes are then set aside for each byte, all that an escape takes.
  enum { supportUnicode = 1 };
  // No byte comes here: ScanWriteUnescapedString leaves only what RapidJSON
  // has an escape for.
  template <typename Input>
  static bool Decode(Input& in, unsigned* character) {
    *character = static_cast<unsigned char>(in.Take());
    return true;
  }
};

using Buffer = rapidjson::GenericStringBuffer<rapidjson::UTF8<>,
                                              ThrowingAllocator>;
using ByteWriter = rapidjson::Writer<Buffer, ByteEncoding, rapidjson::UTF8<>,
                                     ThrowingAllocator>;
using TextWriter = rapidjson::Writer<Buffer, rapidjson::UTF8<>,
                                     rapidjson::ASCII<>, ThrowingAllocator>;

// Printable ASCII but for the quote and the backslash.
bool IsPlain(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

// Whether eight bytes are. A byte below `n` borrows from its highest bit.
bool ArePlain(const char* bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101u;
  uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  const uint64_t quotes = word ^ (kOnes * '"');
  const uint64_t backslashes = word ^ (kOnes * '\\');
  const uint64_t marks = (word - kOnes * 0x20) | (quotes - kOnes) |
                         (backslashes - kOnes) | word | (word + kOnes);
  return (marks & (kOnes * 0x80)) == 0;
}

}  // namespace
}  // namespace corsieve::tools

namespace rapidjson {

// Where RapidJSON has its own SIMD code for UTF-8: copies the bytes that are
// written as they are, and escapes those it has no escape for.
template <>
inline bool corsieve::tools::ByteWriter::ScanWriteUnescapedString(
    GenericStringStream<corsieve::tools::ByteEncoding>& in, size_t length) {
  const char* p = in.src_;
  const char* const end = in.head_ + length;
  while (true) {
    const char* const start = p;
    while (end - p >= 8 && corsieve::tools::ArePlain(p)) p += 8;
    while (p != end && corsieve::tools::IsPlain(*p)) ++p;
    const size_t size = static_cast<size_t>(p - start);
    if (size > 0) std::memcpy(os_->Push(size), start, size);
    if (p == end || static_cast<unsigned char>(*p) < 0x7f) break;
    constexpr char kDigits[] = "0123456789ABCDEF";
    const auto c = static_cast<unsigned char>(*p++);
    const char escape[] = {'\\', 'u', '0', '0', kDigits[c >> 4],
                           kDigits[c & 15]};
    std::memcpy(os_->Push(sizeof escape), escape, sizeof escape);
  }
  in.src_ = p;
  return p != end;
}

}  // namespace rapidjson

namespace corsieve::tools {

struct JsonWriter::State {
  Buffer buffer;
  ByteWriter writer{buffer};
};

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}

JsonWriter::~JsonWriter() = default;

void JsonWriter::Clear() {
  // A line of megabytes is rare; its memory is not kept for those behind it.
  constexpr size_t kKept = size_t{1} << 20;
  if (state_->buffer.GetSize() > kKept) {
    state_ = std::make_unique<State>();
    return;
  }
  state_->buffer.Clear();
  state_->writer.Reset(state_->buffer);
}

std::string_view JsonWriter::text() const {
  // GetString() would write a NUL behind it.
  Buffer& buffer = state_->buffer;
  return {buffer.GetString(), buffer.GetSize()};
}

void JsonWriter::StartObject() { state_->writer.StartObject(); }
void JsonWriter::EndObject() { state_->writer.EndObject(); }
void JsonWriter::StartArray() { state_->writer.StartArray(); }
void JsonWriter::EndArray() { state_->writer.EndArray(); }

void JsonWriter::Key(std::string_view key) { Bytes(key); }

void JsonWriter::Bytes(std::string_view bytes) {
  state_->writer.String(bytes.data(),
                        static_cast<rapidjson::SizeType>(bytes.size()));
}

void JsonWriter::OptionalBytes(std::optional<std::string_view> bytes) {
  bytes ? Bytes(*bytes) : Null();
}

void JsonWriter::Text(std::string_view utf8) {
  Buffer buffer;
  TextWriter writer(buffer);
  writer.String(utf8.data(), static_cast<rapidjson::SizeType>(utf8.size()));
  Raw({buffer.GetString(), buffer.GetSize()});
}

void JsonWriter::Number(int64_t number) { state_->writer.Int64(number); }
void JsonWriter::Bool(bool value) { state_->writer.Bool(value); }
void JsonWriter::Null() { state_->writer.Null(); }

void JsonWriter::Raw(std::string_view json) {
  state_->writer.RawValue(json.data(), json.size(), rapidjson::kStringType);
}

void JsonWriter::Append(std::string_view json) {
  if (json.empty()) return;
  std::memcpy(state_->buffer.Push(json.size()), json.data(), json.size());
}

}  // namespace corsieve::tools

// JSON on one line, written by RapidJSON.

#ifndef CORSIEVE_TOOLS_JSON_WRITER_H_
#define CORSIEVE_TOOLS_JSON_WRITER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace corsieve::tools {

// Writes one value, ASCII only. Throws std::bad_alloc where memory runs out,
// after which Clear() makes it usable again.
class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void Clear();
  // What was written since Clear(), or since Reopen() first.
  std::string_view text() const;

  void StartObject();
  void EndObject();
  void StartArray();
  void EndArray();
  // Of printable ASCII without quotes and backslashes.
  void Key(std::string_view key);
  // Each byte is the character of the same number.
  void Bytes(std::string_view bytes);
  void Text(std::string_view utf8);
  void OptionalBytes(std::optional<std::string_view> bytes);
  void Number(int64_t number);
  void Bool(bool value);
  void Null();
  // A value that is JSON already.
  void Raw(std::string_view json);
  // Appends to what is there as it is, commas and all.
  void Append(std::string_view json);

  void BytesMember(std::string_view key, std::string_view bytes) {
    Key(key);
    Bytes(bytes);
  }
  void BoolMember(std::string_view key, bool value) {
    Key(key);
    Bool(value);
  }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_JSON_WRITER_H_

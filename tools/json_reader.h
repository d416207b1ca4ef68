// JSON, read by simdjson from front to back, for input that nobody vouches for.

#ifndef CORSIEVE_TOOLS_JSON_READER_H_
#define CORSIEVE_TOOLS_JSON_READER_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "simdjson.h"
#include "tools/json_writer.h"

namespace corsieve::tools {

// Where in a document a value is: "then[2].headers[0]". Written out only where
// something is wrong.
class JsonPath {
 public:
  JsonPath() = default;
  JsonPath(const JsonPath& parent, std::string_view key)
      : parent_(&parent), key_(key) {}
  JsonPath(const JsonPath& parent, size_t index)
      : parent_(&parent), index_(index) {}

  std::string Text() const;

 private:
  const JsonPath* parent_ = nullptr;
  std::string_view key_;
  size_t index_ = 0;
};

class JsonReader {
 public:
  using Value = simdjson::ondemand::value;
  using Object = simdjson::ondemand::object;

  // Begins with a text, which stays as it is until the next; `*error` is set to
  // the first thing that is wrong. False: it is no object.
  bool Start(std::string_view text, Object* object, std::string* error);
  // The same of a text behind which kAhead bytes can be read, whatever they
  // are: it is not copied.
  static constexpr size_t kAhead = simdjson::SIMDJSON_PADDING;
  bool StartPadded(std::string_view text, Object* object, std::string* error);
  // Begins with the same text again.
  bool Restart(Object* object);
  // Behind the object's last member: whether nothing else is there.
  bool End();

  // Whether nothing was wrong yet, and whether what is left can be read.
  bool ok() const { return ok_; }
  bool readable() const { return readable_; }

  bool Fail(const JsonPath& at, std::string_view what);
  bool FailWith(std::string_view message);

  // Calls `each(key, value)` for the members of an object until one returns
  // false or the text turns out to be no JSON.
  template <typename Each>
  void Members(Object object, Each each) {
    for (auto member : object) {
      simdjson::ondemand::field field;
      std::string_view key;
      Value value;
      auto code = std::move(member).get(field);
      if (code == simdjson::SUCCESS) code = field.unescaped_key().get(key);
      if (code != simdjson::SUCCESS) {
        NoJson(code);
        return;
      }
      value = field.value();
      if (!each(key, value) || !readable_) return;
    }
  }

  // Calls `each(value, index)` for the elements of what must be an array.
  template <typename Each>
  void Elements(Value value, const JsonPath& at, Each each) {
    simdjson::ondemand::array array;
    if (!Check(value.get_array().get(array), at, "must be an array")) return;
    size_t index = 0;
    for (auto element : array) {
      Value v;
      if (const auto code = std::move(element).get(v)) {
        NoJson(code);
        return;
      }
      if (!each(v, index++) || !readable_) return;
    }
  }

  bool IsObject(Value value);
  bool IsString(Value value);
  bool IsNull(Value value);
  bool ToObject(Value value, const JsonPath& at, Object* out);
  // A view that is good until the next Start() or Restart().
  bool Text(Value value, const JsonPath& at, std::string_view* out);
  bool Bytes(Value value, const JsonPath& at, std::string* out);
  bool Bool(Value value, const JsonPath& at, bool* out);
  bool Number(Value value, const JsonPath& at, uint64_t most, uint64_t* out);

  // Reads what nobody asks for, so that it is JSON too.
  bool Skip(Value value) { return Walk(value, 1, nullptr); }
  // Writes it as it is; numbers to the digit.
  bool Copy(Value value, JsonWriter* out) { return Walk(value, 1, out); }

 private:
  bool NoJson(simdjson::error_code code);
  // False unless `code` is success: the value is of another kind, or no JSON.
  bool Check(simdjson::error_code code, const JsonPath& at,
             std::string_view what) {
    return code == simdjson::SUCCESS || CheckFailed(code, at, what);
  }
  bool CheckFailed(simdjson::error_code code, const JsonPath& at,
                   std::string_view what);
  bool Walk(Value value, size_t depth, JsonWriter* out);
  bool WalkObject(Value value, size_t depth, JsonWriter* out);
  bool WalkArray(Value value, size_t depth, JsonWriter* out);

  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
  std::string padded_;  // A text and what simdjson may read behind it.
  std::string_view text_;
  std::string* error_ = nullptr;
  bool ok_ = true;
  bool readable_ = true;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_JSON_READER_H_

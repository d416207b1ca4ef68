#include "tools/json_reader.h"

#include <algorithm>
#include <cstdint>
#include <new>

#include "tools/json.h"
#include "tools/unescape_lines.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMaxDepth = 32;
// A line of megabytes is rare; its memory is not kept for those behind it.
constexpr size_t kKept = size_t{1} << 20;

using simdjson::error_code;
using simdjson::ondemand::json_type;

// How many bytes at the front are UTF-8.
size_t Utf8Prefix(std::string_view text) {
  // A cut character makes a prefix invalid, as does all behind the fault: look
  // for the longest valid one, three bytes give or take.
  size_t low = 0;
  size_t high = text.size();
  while (high - low > 8) {
    size_t middle = low + (high - low) / 2;
    // To the start of a character.
    while (middle > low && (text[middle] & 0xc0) == 0x80) --middle;
    if (middle == low) break;
    (simdjson::validate_utf8(text.data(), middle) ? low : high) = middle;
  }
  while (low < text.size()) {
    size_t next = low + 1;
    while (next < text.size() && next < low + 4 &&
           (text[next] & 0xc0) == 0x80) {
      ++next;
    }
    if (!simdjson::validate_utf8(text.data() + low, next - low)) break;
    low = next;
  }
  return low;
}

// A number or a string, its quotes included, as it is written.
std::string_view TokenOf(JsonReader::Value value) {
  const std::string_view token = value.raw_json_token();
  return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

}  // namespace

std::string JsonPath::Text() const {
  if (parent_ == nullptr) return "";
  std::string text = parent_->Text();
  if (key_.data() == nullptr) return text + "[" + std::to_string(index_) + "]";
  if (!text.empty()) text += ".";
  return text.append(key_);
}

bool JsonReader::Start(std::string_view text, Object* object,
                       std::string* error) {
  if (padded_.size() > kKept && text.size() < kKept) padded_ = std::string();
  if (padded_.size() < text.size() + kAhead) {
    padded_.resize(text.size() + kAhead);
  }
  std::copy(text.begin(), text.end(), padded_.begin());
  return StartPadded({padded_.data(), text.size()}, object, error);
}

bool JsonReader::StartPadded(std::string_view text, Object* object,
                             std::string* error) {
  error_ = error;
  ok_ = true;
  readable_ = true;
  text_ = text;
  if (parser_.capacity() > kKept && text.size() < kKept) {
    parser_ = simdjson::ondemand::parser();
  }
  if (const auto code =
          parser_.iterate(text.data(), text.size(), text.size() + kAhead)
              .get(document_)) {
    return NoJson(code);
  }
  return Restart(object);
}

bool JsonReader::Restart(Object* object) {
  document_.rewind();
  json_type type;
  if (const auto code = document_.type().get(type)) return NoJson(code);
  if (type != json_type::object) return FailWith("a case is an object");
  if (const auto code = document_.get_object().get(*object)) {
    return NoJson(code);
  }
  return true;
}

bool JsonReader::End() {
  const char* place;
  if (document_.current_location().get(place)) return true;
  return FailWith("no JSON: something follows at byte " +
                  std::to_string(place - text_.data() + 1));
}

bool JsonReader::Fail(const JsonPath& at, std::string_view what) {
  if (!ok_) return false;
  return FailWith(at.Text() + " " + std::string(what));
}

bool JsonReader::FailWith(std::string_view message) {
  if (ok_) *error_ = message;
  ok_ = false;
  return false;
}

bool JsonReader::NoJson(error_code code) {
  if (!readable_) return false;
  readable_ = false;
  if (code == simdjson::MEMALLOC) throw std::bad_alloc();
  const std::string_view text = text_;
  if (text.find_first_not_of(" \t\r") == text.npos) {
    return FailWith("no JSON: nothing is there");
  }
  if (const size_t nul = text.find('\0'); nul != text.npos) {
    return FailWith("no JSON: there is a NUL at byte " +
                    std::to_string(nul + 1));
  }
  if (code == simdjson::UTF8_ERROR) {
    return FailWith("no JSON: no UTF-8 at byte " +
                    std::to_string(Utf8Prefix(text) + 1));
  }
  std::string message = "no JSON";
  const char* place;
  if (code != simdjson::UNCLOSED_STRING && code != simdjson::UNESCAPED_CHARS &&
      code != simdjson::INCOMPLETE_ARRAY_OR_OBJECT &&
      !document_.current_location().get(place)) {
    const auto at = static_cast<size_t>(place - text_.data());
    if (at < text.size()) message += " at byte " + std::to_string(at + 1);
  }
  return FailWith(message + ": " + simdjson::error_message(code));
}

bool JsonReader::CheckFailed(error_code code, const JsonPath& at,
                             std::string_view what) {
  if (code == simdjson::INCORRECT_TYPE || code == simdjson::NUMBER_ERROR ||
      code == simdjson::NUMBER_OUT_OF_RANGE) {
    return Fail(at, what);
  }
  return NoJson(code);
}

bool JsonReader::IsObject(Value value) {
  json_type type;
  return !value.type().get(type) && type == json_type::object;
}

bool JsonReader::IsString(Value value) {
  json_type type;
  return !value.type().get(type) && type == json_type::string;
}

bool JsonReader::IsNull(Value value) {
  bool null;
  return !value.is_null().get(null) && null;
}

bool JsonReader::ToObject(Value value, const JsonPath& at, Object* out) {
  return Check(value.get_object().get(*out), at, "must be an object");
}

bool JsonReader::Text(Value value, const JsonPath& at, std::string_view* out) {
  return Check(value.get_string().get(*out), at, "must be a string");
}

bool JsonReader::Bytes(Value value, const JsonPath& at, std::string* out) {
  std::string_view text;
  if (!Text(value, at, &text)) return false;
  if (AssignTextAsBytes(text, out)) return true;
  return Fail(at, "has a character beyond U+00FF: not a byte");
}

bool JsonReader::Lines(Value value, const JsonPath& at, std::string* out) {
  const std::string_view token = TokenOf(value);
  simdjson::ondemand::raw_json_string raw;  // To go on behind it.
  if (IsString(value) &&
      UnescapeLines(token.substr(1, token.size() - 2), out) &&
      !value.get_raw_json_string().get(raw)) {
    return true;
  }
  return Bytes(value, at, out);
}

bool JsonReader::Bool(Value value, const JsonPath& at, bool* out) {
  return Check(value.get_bool().get(*out), at, "must be true or false");
}

bool JsonReader::Number(Value value, const JsonPath& at, uint64_t most,
                        uint64_t* out) {
  uint64_t number = 0;
  const std::string what =  // Short enough for no memory to be asked for.
      "must be a number, 0 to " + std::to_string(most);
  if (!Check(value.get_uint64().get(number), at, what)) return false;
  if (number > most) return Fail(at, what);
  *out = number;
  return true;
}

bool JsonReader::Walk(Value value, size_t depth, JsonWriter* out) {
  json_type type;
  if (const auto code = value.type().get(type)) return NoJson(code);
  const bool nested = type == json_type::array || type == json_type::object;
  if (nested && ++depth > kMaxDepth) {
    readable_ = false;
    return FailWith("nested more than " + std::to_string(kMaxDepth) +
                    " levels deep");
  }
  switch (type) {
    case json_type::object:
      return WalkObject(value, depth, out);
    case json_type::array:
      return WalkArray(value, depth, out);
    case json_type::string: {
      std::string_view text;
      if (const auto code = value.get_string().get(text)) return NoJson(code);
      if (out != nullptr) out->Text(text);
      return true;
    }
    case json_type::number: {
      // As it is written: an id may have more digits than any number here.
      const std::string_view token = TokenOf(value);
      double number;
      if (const auto code = value.get_double().get(number)) return NoJson(code);
      if (out != nullptr) out->Raw(token);
      return true;
    }
    case json_type::boolean: {
      bool is_true;
      if (const auto code = value.get_bool().get(is_true)) return NoJson(code);
      if (out != nullptr) out->Bool(is_true);
      return true;
    }
    case json_type::null:
      if (!IsNull(value)) return NoJson(simdjson::N_ATOM_ERROR);
      if (out != nullptr) out->Null();
      return true;
  }
  return NoJson(simdjson::TAPE_ERROR);
}

bool JsonReader::WalkObject(Value value, size_t depth, JsonWriter* out) {
  Object object;
  if (const auto code = value.get_object().get(object)) return NoJson(code);
  if (out != nullptr) out->StartObject();
  Members(object, [&](std::string_view key, Value member) {
    if (out != nullptr) out->TextKey(key);
    return Walk(member, depth, out);
  });
  if (out != nullptr && readable_) out->EndObject();
  return readable_;
}

bool JsonReader::WalkArray(Value value, size_t depth, JsonWriter* out) {
  if (out != nullptr) out->StartArray();
  Elements(value, JsonPath(),
           [&](Value element, size_t) { return Walk(element, depth, out); });
  if (out != nullptr && readable_) out->EndArray();
  return readable_;
}

}  // namespace corsieve::tools

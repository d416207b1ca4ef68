// tools/json.h, read by RapidJSON.

#include "tools/json.h"

#include <string_view>
#include <utility>
#include <vector>

#include "rapidjson/memorystream.h"
#include "rapidjson/reader.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMaxDepth = 32;

// RapidJSON writes the lower half of a surrogate pair that has no other.
bool IsUtf8(std::string_view text) {
  size_t at = text.find('\xed');
  while (at < text.size() && static_cast<uint8_t>(text[at + 1]) < 0xa0) {
    at = text.find('\xed', at + 1);
  }
  return at == text.npos;
}

// Whether 64 bits hold it; what they do not is text, as in tools/json.cc.
bool IsInteger(std::string_view number) {
  if (number.find_first_of(".eE") != number.npos) return false;
  const std::string_view most =
      number[0] == '-' ? "-9223372036854775808" : "18446744073709551615";
  return number.size() < most.size() ||
         (number.size() == most.size() && number <= most);
}

class DomBuilder {
 public:
  explicit DomBuilder(Json* json) : json_(json) {}

  bool Null() { return Add(nullptr); }
  bool Bool(bool value) { return Add(value); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view number(text, size);
    if (!IsInteger(number)) return Add(number);
    return Add(Json(Json::value_t::number_integer,
                    number == "-0" ? "0" : std::string(number)));
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return IsUtf8({text, size}) && Add(std::string_view(text, size));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    key_.assign(text, size);
    return IsUtf8(key_);
  }
  bool StartObject() { return Open(Json::value_t::object); }
  bool StartArray() { return Open(Json::value_t::array); }
  bool EndObject(rapidjson::SizeType) {
    KeepLast(&open_.back()->items());
    open_.pop_back();
    return true;
  }
  bool EndArray(rapidjson::SizeType) {
    open_.pop_back();
    return true;
  }
  // With kParseNumbersAsStringsFlag there are none.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }

 private:
  // Of members of one name the first keeps its place, and the last its value.
  static void KeepLast(std::vector<Json::Member>* members) {
    size_t kept = 0;
    for (Json::Member& member : *members) {
      size_t same = 0;
      while (same < kept && (*members)[same].name != member.name) ++same;
      if (same < kept) {
        (*members)[same].value = std::move(member.value);
        continue;
      }
      if (&member != &(*members)[kept]) (*members)[kept] = std::move(member);
      ++kept;
    }
    members->resize(kept);
  }

  Json* Place(Json value) {
    if (open_.empty()) {
      *json_ = std::move(value);
      return json_;
    }
    std::vector<Json::Member>& members = open_.back()->items();
    return &members
                .emplace_back(Json::Member{std::move(key_), std::move(value)})
                .value;
  }
  bool Add(Json value) {
    Place(std::move(value));
    return true;
  }
  bool Open(Json::value_t type) {
    if (open_.size() == kMaxDepth) return false;
    open_.push_back(Place(type));
    key_.clear();
    return true;
  }

  Json* json_;
  std::string key_;
  std::vector<Json*> open_;
};

}  // namespace

// What is wrong with it nobody asks here.
Json ParseJson(std::string_view text, std::string*) {
  return Json::parse(text);
}

void AddMember(Json* object, std::string name, Json value) {
  object->items().push_back({std::move(name), std::move(value)});
}

std::string Dump(const Json& json) { return json.dump(); }

}  // namespace corsieve::tools

nlohmann::ordered_json nlohmann::ordered_json::parse(std::string_view text) {
  if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
  ordered_json json;
  corsieve::tools::DomBuilder builder(&json);
  rapidjson::MemoryStream in(text.data(), text.size());
  rapidjson::Reader reader;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseNumbersAsStringsFlag |
                   rapidjson::kParseValidateEncodingFlag>(in, builder);
  return result.IsError() ? ordered_json(value_t::discarded) : json;
}

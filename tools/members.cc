#include "tools/members.h"

namespace corsieve::tools {

bool ReadWord(JsonReader::Value value, const JsonPath& at,
              std::initializer_list<std::string_view> words, JsonReader* in,
              std::string* out) {
  std::string_view text;
  if (in->IsString(value)) {
    if (!in->Text(value, at, &text)) return false;
    if (std::find(words.begin(), words.end(), text) != words.end()) {
      *out = text;
      return true;
    }
  }
  std::string all;
  for (std::string_view word : words) {
    all.append(all.empty() ? "" : ", ").append(word);
  }
  return in->Fail(at, "must be one of " + all);
}

bool ReadPairs(JsonReader::Value value, const JsonPath& at, JsonReader* in,
               Pairs* out) {
  in->Elements(value, at, [&](JsonReader::Value pair, size_t i) {
    const JsonPath here(at, i);
    auto& [name, text] = out->emplace_back();
    size_t count = 0;
    simdjson::ondemand::json_type type;
    if (!pair.type().get(type) &&
        type != simdjson::ondemand::json_type::array) {
      return in->Fail(here, "must be a pair [name, value]");
    }
    in->Elements(
        pair, here,
        [&, &first = name, &second = text](JsonReader::Value part, size_t k) {
          count = k + 1;
          if (k > 1) return false;
          return in->Bytes(part, JsonPath(here, k), k == 0 ? &first : &second);
        });
    if (!in->ok()) return false;
    return count == 2 || in->Fail(here, "must be a pair [name, value]");
  });
  return in->ok();
}

}  // namespace corsieve::tools

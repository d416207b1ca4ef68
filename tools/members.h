// What an object of a case has in it: names of its members, words and pairs.

#ifndef CORSIEVE_TOOLS_MEMBERS_H_
#define CORSIEVE_TOOLS_MEMBERS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "tools/case.h"
#include "tools/json_reader.h"

namespace corsieve::tools {

// The members that an object may have, and each of them once.
class Members {
 public:
  Members(const std::string_view* names, size_t count)
      : names_(names), count_(count) {}

  // The number of a name; nullopt after saying that it is none, or twice there.
  std::optional<size_t> Find(std::string_view key, const JsonPath& at,
                             JsonReader* in) {
    const size_t number = Number(key);
    if (number == count_) {
      in->Fail(JsonPath(at, key), "is no member of this object");
      return std::nullopt;
    }
    const uint32_t bit = uint32_t{1} << number;
    if ((seen_ & bit) != 0) {
      in->Fail(JsonPath(at, key), "is there twice");
      return std::nullopt;
    }
    seen_ |= bit;
    return number;
  }

  // Whether it is the name that is expected next.
  bool Next(std::string_view key) const {
    return next_ < count_ && names_[next_] == key;
  }
  bool Has(size_t number) const { return ((seen_ >> number) & 1) != 0; }
  bool Require(size_t number, const JsonPath& at, JsonReader* in) const {
    return Has(number) || in->Fail(JsonPath(at, names_[number]), "is missing");
  }

 private:
  // Most objects have their members in the order of the names.
  size_t Number(std::string_view key) {
    if (!Next(key)) {
      next_ =
          static_cast<size_t>(std::find(names_, names_ + count_, key) - names_);
      if (next_ == count_) return count_;
    }
    return next_++;
  }

  const std::string_view* names_;
  size_t count_;
  size_t next_ = 0;  // Where the next name is looked for first.
  uint32_t seen_ = 0;
};

// One of some words.
bool ReadWord(JsonReader::Value value, const JsonPath& at,
              std::initializer_list<std::string_view> words, JsonReader* in,
              std::string* out);

// Pairs [name, value], which are appended.
bool ReadPairs(JsonReader::Value value, const JsonPath& at, JsonReader* in,
               Pairs* out);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_MEMBERS_H_

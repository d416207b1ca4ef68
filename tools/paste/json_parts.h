// What readers of JSON share: members, headers in any of their shapes, and the
// lines that they are in.

#ifndef CORSIEVE_TOOLS_PASTE_JSON_PARTS_H_
#define CORSIEVE_TOOLS_PASTE_JSON_PARTS_H_

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/case.h"
#include "tools/json.h"
#include "tools/paste/make_head.h"
#include "tools/paste/parts.h"
#include "tools/paste/request_parts.h"

namespace corsieve::tools {

// As ParseJson(), but for objects with more members than heads and HARs have:
// those take it time that is quadratic in their number.
Json ParsePastedJson(std::string_view text, std::string* error);

// nullptr: `json` is no object that has it.
const Json* FindMember(const Json& json, std::string_view name);
// The first of them that it has.
const Json* FindMemberOf(const Json& json,
                         std::initializer_list<std::string_view> names);
// A string's or a number's text; "" for what is neither.
std::string TextOfJson(const Json* json);
// "200", 200, "200 OK"; nullopt: no status.
std::optional<int> StatusOfJson(const Json* json);

// Headers as {"name": "value" or ["value", …]}, [{"name": …, "value": …}],
// [{"key": …, "value": …}], [["name", "value"]] or, if `may_be_flat`,
// ["name", "value", …]. nullopt: it is none of these. Set-Cookie values that a
// line end separates, as DevTools protocol has them, are taken apart.
std::optional<Pairs> HeadersOfJson(const Json& json, bool may_be_flat);

// Which line strings are in, found one behind the other.
class JsonLines {
 public:
  // `joined` must outlive it.
  explicit JsonLines(const parts::JoinedLines& joined);
  void GoToStart();
  // Goes to the next key of this name, if there is one.
  void SeekKey(std::string_view name);
  // The line of the next key of this name, to which it does not go.
  size_t LineOfKey(std::string_view name) const;
  // The line of the next string that is `text`; the one before if there is
  // none.
  size_t LineOf(std::string_view text);

 private:
  struct Token {
    std::string_view text;  // With its escapes.
    size_t at;
    bool is_key;
  };
  const parts::JoinedLines& joined_;
  std::vector<Token> tokens_;
  size_t next_ = 0;
  size_t first_line_ = 1;
  size_t line_ = 1;
  bool is_lost_ = false;
};

// Add headers, with the lines that they are in. False as the makers' Add().
bool AddHeaders(const Pairs& headers, JsonLines* lines, HeadMaker* maker,
                std::string* error);
bool AddHeaders(const Pairs& headers, JsonLines* lines, RequestMaker* maker,
                std::string* error);

// The text of each object or array that `text` has one behind the other, blanks
// between. Empty where it has anything else.
std::vector<std::string_view> SplitJsonValues(std::string_view text);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_JSON_PARTS_H_

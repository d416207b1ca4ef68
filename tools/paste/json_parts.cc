#include "tools/paste/json_parts.h"

#include <algorithm>
#include <utility>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Behind the string that begins at `at`, whose quote is there.
size_t EndOfString(std::string_view s, size_t at) {
  for (++at; at < s.size(); ++at) {
    if (s[at] == '\\') {
      ++at;
    } else if (s[at] == '"') {
      return at + 1;
    }
  }
  return s.size();
}

void AddValue(const std::string& name, std::string value, Pairs* headers) {
  if (EqualsAnyCase(name, "Set-Cookie")) {
    for (size_t end = value.find('\n'); end != value.npos;
         end = value.find('\n')) {
      headers->emplace_back(name, value.substr(0, end));
      value.erase(0, end + 1);
    }
  }
  headers->emplace_back(name, std::move(value));
}

bool IsText(const Json& json) {
  return json.is_string() || json.is_number() || json.is_boolean();
}

// {"name": …, "value": …}, or with "key".
bool AddNamed(const Json& json, Pairs* headers) {
  const Json* name = FindMemberOf(json, {"name", "key", "Name", "Key"});
  const Json* value = FindMemberOf(json, {"value", "Value"});
  if (name == nullptr || !name->is_string()) return false;
  AddValue(TextOfJson(name), TextOfJson(value), headers);
  return true;
}

bool AddList(const Json& list, bool may_be_flat, Pairs* headers) {
  if (may_be_flat && list.size() % 2 == 0 &&
      std::all_of(list.begin(), list.end(),
                  [](const Json& j) { return j.is_string(); })) {
    for (size_t i = 0; i < list.size(); i += 2) {
      AddValue(TextOfJson(&list[i]), TextOfJson(&list[i + 1]), headers);
    }
    return true;
  }
  for (const Json& item : list) {
    if (item.is_array() && item.size() == 2 && item[0].is_string() &&
        IsText(item[1])) {
      AddValue(TextOfJson(&item[0]), TextOfJson(&item[1]), headers);
    } else if (!AddNamed(item, headers)) {
      return false;
    }
  }
  return true;
}

bool AddMembers(const Json& object, Pairs* headers) {
  for (const auto& [name, value] : object.items()) {
    if (IsText(value)) {
      AddValue(name, TextOfJson(&value), headers);
    } else if (value.is_array() &&
               std::all_of(value.begin(), value.end(), IsText)) {
      for (const Json& item : value) AddValue(name, TextOfJson(&item), headers);
    } else if (!value.is_null()) {
      return false;
    }
  }
  return true;
}

template <typename Maker>
bool AddAll(const Pairs& headers, JsonLines* lines, Maker* maker,
            std::string* error) {
  for (const auto& [name, value] : headers) {
    if (!maker->Add(name, value, lines->LineOf(name), error)) return false;
  }
  return true;
}

}  // namespace

Json ParsePastedJson(std::string_view text, std::string* error) {
  constexpr size_t kMostMembers = 2000;
  // The members that each open object has so far.
  std::vector<size_t> open;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      at = EndOfString(text, at) - 1;
    } else if (c == '{' || c == '[') {
      open.push_back(0);
    } else if ((c == '}' || c == ']') && !open.empty()) {
      open.pop_back();
    } else if (c == ':' && !open.empty() && ++open.back() > kMostMembers) {
      *error = "an object has more than " + std::to_string(kMostMembers) +
               " members";
      return Json(Json::value_t::discarded);
    }
  }
  return ParseJson(text, error);
}

const Json* FindMember(const Json& json, std::string_view name) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(std::string(name));
  return found == json.end() ? nullptr : &*found;
}

const Json* FindMemberOf(const Json& json,
                         std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    if (const Json* member = FindMember(json, name)) return member;
  }
  return nullptr;
}

std::string TextOfJson(const Json* json) {
  if (json == nullptr || json->is_null()) return "";
  if (json->is_string()) return json->get_ref<const std::string&>();
  return IsText(*json) ? Dump(*json) : "";
}

std::optional<int> StatusOfJson(const Json* json) {
  const std::string text = TextOfJson(json);
  const std::string_view digits = std::string_view(text).substr(0, 3);
  if (digits.size() != 3 || (text.size() > 3 && text[3] != ' ')) {
    return std::nullopt;
  }
  const auto status = parts::Number(digits);
  return status && *status >= 100 ? status : std::nullopt;
}

std::optional<Pairs> HeadersOfJson(const Json& json, bool may_be_flat) {
  Pairs headers;
  if (json.is_array() ? AddList(json, may_be_flat, &headers)
                      : json.is_object() && AddMembers(json, &headers)) {
    return headers;
  }
  return std::nullopt;
}

JsonLines::JsonLines(const parts::JoinedLines& joined) : joined_(joined) {
  const std::string_view s = joined.text();
  for (size_t at = s.find('"'); at < s.size(); at = s.find('"', at)) {
    const size_t end = EndOfString(s, at);
    const size_t behind = s.find_first_not_of(" \t\r\n", end);
    tokens_.push_back({s.substr(at + 1, end - at - 2), at,
                       behind != s.npos && s[behind] == ':'});
    at = end;
  }
  if (const size_t start = s.find_first_not_of(" \t\r\n"); start != s.npos) {
    first_line_ = joined.LineOf(start);
  }
  GoToStart();
}

void JsonLines::GoToStart() {
  next_ = 0;
  line_ = first_line_;
}

void JsonLines::SeekKey(std::string_view name) {
  for (size_t i = next_; i < tokens_.size() && !is_lost_; ++i) {
    if (!tokens_[i].is_key || tokens_[i].text != name) continue;
    next_ = i + 1;
    line_ = joined_.LineOf(tokens_[i].at);
    return;
  }
  is_lost_ = true;
}

size_t JsonLines::LineOfKey(std::string_view name) const {
  for (size_t i = next_; i < tokens_.size() && !is_lost_; ++i) {
    if (tokens_[i].is_key && tokens_[i].text == name) {
      return joined_.LineOf(tokens_[i].at);
    }
  }
  return line_;
}

size_t JsonLines::LineOf(std::string_view text) {
  // A search that failed is not made again, as it went to the end.
  for (size_t i = next_; i < tokens_.size() && !is_lost_; ++i) {
    if (tokens_[i].text != text) continue;
    next_ = i + 1;
    line_ = joined_.LineOf(tokens_[i].at);
    return line_;
  }
  is_lost_ = true;
  return line_;
}

bool AddHeaders(const Pairs& headers, JsonLines* lines, HeadMaker* maker,
                std::string* error) {
  return AddAll(headers, lines, maker, error);
}
bool AddHeaders(const Pairs& headers, JsonLines* lines, RequestMaker* maker,
                std::string* error) {
  return AddAll(headers, lines, maker, error);
}

std::vector<std::string_view> SplitJsonValues(std::string_view text) {
  std::vector<std::string_view> values;
  size_t depth = 0;
  size_t start = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '{' || c == '[') {
      if (depth++ == 0) start = at;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return {};
      if (--depth == 0) values.push_back(text.substr(start, at + 1 - start));
    } else if (c == '"') {
      if (depth == 0) return {};
      at = EndOfString(text, at) - 1;
    } else if (depth == 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n' &&
               c != ',') {
      return {};
    }
  }
  if (depth > 0) return {};
  return values;
}

}  // namespace corsieve::tools

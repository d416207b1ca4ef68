#include <algorithm>

#include "nlohmann/json.hpp"

namespace nlohmann {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

void WriteEscape(uint32_t unit, std::string* out) {
  *out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    *out += kDigits[unit >> shift & 15];
  }
}

void WriteCodePoint(uint32_t c, std::string* out) {
  constexpr char kNames[] = "\bb\ff\nn\rr\tt\"\"\\\\";
  for (const char* name = kNames; *name != '\0'; name += 2) {
    if (static_cast<uint32_t>(*name) != c) continue;
    *out += {'\\', name[1]};
    return;
  }
  if (c >= 0x20 && c < 0x7f) {
    *out += static_cast<char>(c);
  } else if (c < 0x10000) {
    WriteEscape(c, out);
  } else {
    WriteEscape(0xd7c0 + (c >> 10), out);
    WriteEscape(0xdc00 + (c & 0x3ff), out);
  }
}

// How many bytes of `s` are a character, or the beginning of one, which is
// U+FFFD then. https://encoding.spec.whatwg.org/#utf-8-decoder
size_t ReadCodePoint(std::string_view s, uint32_t* c) {
  const auto byte = [s](size_t i) { return static_cast<uint8_t>(s[i]); };
  *c = byte(0);
  if (*c < 0x80) return 1;
  const size_t more = *c < 0xc2 ? 0 : *c < 0xe0 ? 1 : *c < 0xf0 ? 2 : 3;
  uint32_t low = *c == 0xe0 ? 0xa0 : *c == 0xf0 ? 0x90 : 0x80;
  uint32_t high = *c == 0xed ? 0x9f : *c == 0xf4 ? 0x8f : 0xbf;
  uint32_t value = *c & (0x3f >> more);
  *c = 0xfffd;
  if (more == 0 || byte(0) > 0xf4) return 1;
  for (size_t i = 1; i <= more; ++i) {
    if (i == s.size() || byte(i) < low || byte(i) > high) return i;
    value = value << 6 | (byte(i) & 0x3f);
    low = 0x80;
    high = 0xbf;
  }
  *c = value;
  return more + 1;
}

void WriteString(std::string_view s, std::string* out) {
  *out += '"';
  while (!s.empty()) {
    uint32_t c;
    s.remove_prefix(ReadCodePoint(s, &c));
    WriteCodePoint(c, out);
  }
  *out += '"';
}

}  // namespace

ordered_json::ordered_json(bool value)
    : ordered_json(value_t::boolean, value ? "true" : "false") {}
ordered_json::ordered_json(const char* text)
    : ordered_json(value_t::string, text) {}
ordered_json::ordered_json(std::string_view text)
    : ordered_json(value_t::string, std::string(text)) {}
ordered_json::ordered_json(std::string text)
    : ordered_json(value_t::string, std::move(text)) {}

ordered_json::ordered_json(std::initializer_list<ordered_json> items)
    : ordered_json(array(items)) {
  const auto is_member = [](const ordered_json& item) {
    return item.is_array() && item.size() == 2 && item[0].is_string();
  };
  if (!std::all_of(items.begin(), items.end(), is_member)) return;
  type_ = value_t::object;
  for (Member& member : members_) {
    std::vector<Member> pair = std::move(member.value.members_);
    member = {std::move(pair[0].value.text_), std::move(pair[1].value)};
  }
}

ordered_json::ordered_json(const ordered_json& other) = default;
ordered_json::ordered_json(ordered_json&& other) noexcept = default;
ordered_json& ordered_json::operator=(const ordered_json& other) = default;
ordered_json& ordered_json::operator=(ordered_json&& other) noexcept = default;
ordered_json::~ordered_json() = default;

ordered_json ordered_json::array(std::initializer_list<ordered_json> items) {
  ordered_json list(value_t::array);
  for (const ordered_json& item : items) list.push_back(item);
  return list;
}

size_t ordered_json::size() const {
  if (is_null()) return 0;
  return is_object() || is_array() ? members_.size() : 1;
}
ordered_json::const_iterator ordered_json::begin() const {
  return const_iterator(members_.data());
}
ordered_json::const_iterator ordered_json::end() const {
  return const_iterator(members_.data() + members_.size());
}

ordered_json::const_iterator ordered_json::find(std::string_view name) const {
  for (const Member& member : members_) {
    if (member.name == name) return const_iterator(&member);
  }
  return end();
}

const ordered_json& ordered_json::operator[](size_t i) const {
  return members_[i].value;
}
ordered_json& ordered_json::operator[](std::string_view name) {
  type_ = value_t::object;
  for (Member& member : members_) {
    if (member.name == name) return member.value;
  }
  return members_.emplace_back(Member{std::string(name), {}}).value;
}

void ordered_json::push_back(ordered_json value) {
  emplace_back(std::move(value));
}
ordered_json& ordered_json::emplace_back(ordered_json value) {
  type_ = value_t::array;
  return members_.emplace_back(Member{{}, std::move(value)}).value;
}
void ordered_json::erase(std::string_view name) {
  members_.erase(
      std::remove_if(members_.begin(), members_.end(),
                     [name](const Member& m) { return m.name == name; }),
      members_.end());
}

int64_t ordered_json::ToInteger() const {
  const bool is_negative = text_[0] == '-';
  int64_t value = 0;
  for (char c : std::string_view(text_).substr(is_negative)) {
    value = value * 10 + (c - '0');
  }
  return is_negative ? -value : value;
}

std::string ordered_json::dump(int indent) const {
  std::string out;
  Write(indent, 0, &out);
  return out;
}

void ordered_json::Write(int indent, size_t depth, std::string* out) const {
  if (is_null()) {
    *out += "null";
  } else if (is_string()) {
    WriteString(text_, out);
  } else if (!is_object() && !is_array()) {
    *out += text_;
  } else {
    *out += is_object() ? '{' : '[';
    const auto end_line = [&](size_t deep) {
      if (indent == 0 || members_.empty()) return;
      *out += '\n' + std::string(deep * static_cast<size_t>(indent), ' ');
    };
    for (const Member& member : members_) {
      if (&member != members_.data()) *out += ',';
      end_line(depth + 1);
      if (is_object()) {
        WriteString(member.name, out);
        *out += indent == 0 ? ":" : ": ";
      }
      member.value.Write(indent, depth + 1, out);
    }
    end_line(depth);
    *out += is_object() ? '}' : ']';
  }
}

}  // namespace nlohmann

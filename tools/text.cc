#include "tools/text.h"

#include <algorithm>
#include <cstddef>

namespace corsieve::tools {
namespace {

std::string_view Without(std::string_view bytes, std::string_view s) {
  s.remove_prefix(std::min(s.find_first_not_of(bytes), s.size()));
  return s.substr(0, s.find_last_not_of(bytes) + 1);
}

}  // namespace

std::string Printable(std::string_view bytes) {
  std::string out;
  for (unsigned char c : bytes) {
    if (c >= 0x20 && c < 0x7f) {
      out += static_cast<char>(c);
    } else {
      static constexpr char kDigits[] = "0123456789abcdef";
      out += {'\\', 'x', kDigits[c >> 4], kDigits[c & 15]};
    }
  }
  return out;
}

std::string StatusText(int status, std::string_view message) {
  std::string line = std::to_string(status);
  if (!message.empty()) line += " " + Printable(message);
  return line;
}

std::string Enumerate(const std::vector<std::string>& words) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

std::string Lower(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) c = Lower(c);
  return lower;
}

std::string Upper(std::string_view s) {
  std::string upper(s);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c & ~0x20);
  }
  return upper;
}

bool StartsWith(std::string_view s, std::string_view prefix) {
  return s.substr(0, prefix.size()) == prefix;
}

bool EndsWith(std::string_view s, std::string_view suffix) {
  return s.size() >= suffix.size() &&
         s.substr(s.size() - suffix.size()) == suffix;
}

bool Contains(std::string_view s, std::string_view part) {
  return s.find(part) != s.npos;
}

bool StartsWithAnyCase(std::string_view s, std::string_view prefix) {
  return s.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), s.begin(),
                    [](char a, char b) { return Lower(a) == Lower(b); });
}

bool EqualsAnyCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && StartsWithAnyCase(a, b);
}

bool TakePrefix(std::string_view prefix, std::string_view* s) {
  if (!StartsWith(*s, prefix)) return false;
  s->remove_prefix(prefix.size());
  return true;
}

std::string_view TrimBlanks(std::string_view s) { return Without(" \t", s); }

std::string_view Trim(std::string_view s) { return Without(" \t\r", s); }

std::string ShellQuoted(std::string_view word) {
  // Control bytes could make the shell or the terminal do something.
  const std::string shown = Printable(word);
  std::string quoted = "'";
  for (char c : shown) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace corsieve::tools

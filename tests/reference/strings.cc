#include "tests/reference/reference.h"

namespace corsieve::reference {

bool IsHttpTabOrSpace(char c) { return c == '\t' || c == ' '; }

bool IsHttpWhitespace(char c) {
  return c == '\n' || c == '\r' || IsHttpTabOrSpace(c);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsAlpha(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool IsTokenByte(char c) {
  if (IsAlpha(c) || IsDigit(c)) return true;
  return c != '\0' &&
         std::string("!#$%&'*+-.^_`|~").find(c) != std::string::npos;
}

bool IsToken(const std::string& s) {
  if (s.empty()) return false;
  for (char c : s) {
    if (!IsTokenByte(c)) return false;
  }
  return true;
}

// https://infra.spec.whatwg.org/#byte-lowercase
std::string ByteLowercase(std::string s) {
  for (char& c : s) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return s;
}

// https://infra.spec.whatwg.org/#byte-uppercase
std::string ByteUppercase(std::string s) {
  for (char& c : s) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return s;
}

// https://infra.spec.whatwg.org/#byte-case-insensitive
bool ByteCaseInsensitiveMatch(const std::string& a, const std::string& b) {
  return ByteLowercase(a) == ByteLowercase(b);
}

// https://infra.spec.whatwg.org/#byte-less-than
bool ByteLessThan(const std::string& a, const std::string& b) {
  for (size_t i = 0;; ++i) {
    if (i >= b.size()) return false;
    if (i >= a.size()) return true;
    const unsigned char x = static_cast<unsigned char>(a[i]);
    const unsigned char y = static_cast<unsigned char>(b[i]);
    if (x != y) return x < y;
  }
}

std::string Strip(const std::string& s, bool (*strip)(char)) {
  size_t begin = 0;
  size_t end = s.size();
  while (begin < end && strip(s[begin])) ++begin;
  while (end > begin && strip(s[end - 1])) --end;
  return s.substr(begin, end - begin);
}

bool Contains(const std::vector<std::string>& list, const std::string& item) {
  for (const std::string& s : list) {
    if (s == item) return true;
  }
  return false;
}

bool ContainsIgnoringCase(const std::vector<std::string>& list,
                          const std::string& item) {
  for (const std::string& s : list) {
    if (ByteCaseInsensitiveMatch(s, item)) return true;
  }
  return false;
}

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
std::string CollectHttpQuotedString(const std::string& input, size_t* position,
                                    bool extract_value) {
  const size_t position_start = *position;
  std::string value;
  // `input[*position]` is '"'.
  ++*position;
  while (true) {
    while (*position < input.size() && input[*position] != '"' &&
           input[*position] != '\\') {
      value += input[*position];
      ++*position;
    }
    if (*position >= input.size()) break;
    const char quote_or_backslash = input[*position];
    ++*position;
    if (quote_or_backslash == '\\') {
      if (*position >= input.size()) {
        value += '\\';
        break;
      }
      value += input[*position];
      ++*position;
    } else {
      break;
    }
  }
  if (extract_value) return value;
  return input.substr(position_start, *position - position_start);
}

}  // namespace corsieve::reference

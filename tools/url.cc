#include "tools/url.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "tools/parse_url.h"

namespace corsieve::tools {
namespace {

// Where a character stands as it is.
enum : uint8_t { kInHost = 1, kInPath = 2, kInQuery = 4 };

constexpr std::array<uint8_t, 256> kStands = [] {
  std::array<uint8_t, 256> stands = {};
  for (unsigned char c = 'a'; c <= 'z'; ++c) {
    stands[c] = kInHost | kInPath | kInQuery;
    stands[c - 'a' + 'A'] = kInPath | kInQuery;
  }
  for (unsigned char c = '0'; c <= '9'; ++c) {
    stands[c] = kInHost | kInPath | kInQuery;
  }
  for (unsigned char c : std::string_view("-.")) {
    stands[c] = kInHost | kInPath | kInQuery;
  }
  for (unsigned char c : std::string_view("_~!$&()*+,;=:@/")) {
    stands[c] = kInPath | kInQuery;
  }
  stands[static_cast<uint8_t>('%')] = kInQuery;
  stands[static_cast<uint8_t>('?')] = kInQuery;
  return stands;
}();

// The first character that is of another kind.
size_t FindOther(std::string_view s, size_t from, uint8_t kind) {
  while (from < s.size() && (kStands[static_cast<uint8_t>(s[from])] & kind)) {
    ++from;
  }
  return from;
}

// Whether a dot stands behind this one.
bool HasDotBehind(char before, std::string_view s) {
  for (size_t dot = s.find('.'); dot != s.npos; dot = s.find('.', dot + 1)) {
    if (dot > 0 && s[dot - 1] == before) return true;
  }
  return false;
}

// Whether a URL is one that a parser would leave as it is, by what can be seen
// at once: http(s), a host of labels none of which is Punycode and the last no
// number, no port, and nothing that is escaped or looks like a dot segment.
// Most URLs are.
bool IsSerialized(std::string_view url) {
  const std::string_view start = url.substr(0, 8);
  const size_t host = start == "https://"               ? 8
                      : start.substr(0, 7) == "http://" ? 7
                                                        : 0;
  if (host == 0 || host == url.size() || url[host] == '.') return false;
  const size_t path = FindOther(url, host, kInHost);
  if (path == host || path == url.size() || url[path] != '/') return false;
  const std::string_view name = url.substr(host, path - host);
  const size_t last = name.rfind('.') + 1;  // 0 where there is no dot.
  if (last == name.size() || name[last] < 'a' || name.find("--") != name.npos ||
      HasDotBehind('.', name)) {
    return false;
  }
  const size_t query = FindOther(url, path, kInPath);
  if (HasDotBehind('/', url.substr(path, query - path))) return false;
  if (query == url.size()) return true;
  return url[query] == '?' && FindOther(url, query, kInQuery) == url.size();
}

}  // namespace

std::optional<std::string> ResolveUrl(std::string_view url,
                                      std::string_view base) {
  std::string href;
  const bool ok =
      base.empty() ? SerializeUrl(url, &href) : ParseUrl(url, base, &href);
  if (!ok) return std::nullopt;
  return href;
}

bool SerializeUrl(std::string_view url, std::string* href) {
  if (!IsSerialized(url)) return ParseUrl(url, "", href);
  href->assign(url);
  return true;
}

std::optional<std::string> SerializeOrigin(std::string_view origin) {
  if (origin == "null") return std::string(origin);
  const std::string of_url =
      OriginOfUrl(ResolveUrl(origin, "").value_or(std::string()));
  if (of_url.empty() || of_url == "null") return std::nullopt;
  return of_url;
}

}  // namespace corsieve::tools

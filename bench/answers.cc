#include "bench/answers.h"

#include <strings.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "bench/heads.h"

namespace corsieve::bench {
namespace {

constexpr std::string_view kSafelisted[] = {
    "cache-control", "content-language", "content-length", "content-type",
    "expires",       "last-modified",    "pragma"};

bool Is(std::string_view name, std::string_view other) {
  return name.size() == other.size() &&
         strncasecmp(name.data(), other.data(), name.size()) == 0;
}

std::string_view Trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) {
    s.remove_prefix(1);
  }
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) {
    s.remove_suffix(1);
  }
  return s;
}

// Calls `take` with each element that is not empty.
template <typename Take>
void ForEachElement(std::string_view list, Take take) {
  while (true) {
    const size_t comma = list.find(',');
    const std::string_view element = Trim(list.substr(0, comma));
    if (!element.empty()) take(element);
    if (comma == std::string_view::npos) return;
    list.remove_prefix(comma + 1);
  }
}

bool IsTokenWithTable(std::string_view s) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  for (char c : s) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) &&
        kMarks.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool ViewsAnswer::Run(absl::Span<const Header> headers, bool credentials) {
  seen.clear();
  exposed.clear();
  const Header* allow_origin = nullptr;
  const Header* allow_credentials = nullptr;
  size_t allow_origins = 0;
  bool valid = true;
  bool star = false;
  for (const Header& h : headers) {
    if (Is(h.name, "access-control-allow-origin")) {
      allow_origin = &h;
      ++allow_origins;
    } else if (Is(h.name, "access-control-allow-credentials")) {
      allow_credentials = &h;
    } else if (Is(h.name, "access-control-expose-headers")) {
      ForEachElement(h.value, [&](std::string_view element) {
        valid = valid && IsTokenWithTable(element);
        star = star || element == "*";
        exposed.push_back(element);
      });
    }
  }
  if (allow_origins != 1) return false;
  if (credentials || allow_origin->value != "*") {
    if (allow_origin->value != kOrigin) return false;
    if (credentials &&
        (allow_credentials == nullptr || allow_credentials->value != "true")) {
      return false;
    }
  }
  if (!valid) exposed.clear();
  star = star && valid && !credentials;
  const auto is_listed = [&](std::string_view name) {
    for (std::string_view other : exposed) {
      if (Is(name, other)) return true;
    }
    for (std::string_view other : kSafelisted) {
      if (Is(name, other)) return true;
    }
    return false;
  };
  for (const Header& h : headers) {
    if (Is(h.name, "set-cookie") || Is(h.name, "set-cookie2")) continue;
    if (star || is_listed(h.name)) seen.push_back(&h);
  }
  return true;
}

bool AnswerWithCopies(absl::Span<const Header> headers, bool credentials,
                      std::vector<std::pair<std::string, std::string>>* seen) {
  seen->clear();
  std::vector<std::pair<std::string, std::string>> copies;
  for (const Header& h : headers) {
    std::string name(h.name);
    absl::AsciiStrToLower(&name);
    copies.emplace_back(std::move(name), std::string(h.value));
  }
  const auto get = [&](std::string_view name) {
    std::vector<std::string> values;
    for (const auto& [other, value] : copies) {
      if (other == name) values.push_back(value);
    }
    return values;
  };
  const std::vector<std::string> allow_origin =
      get("access-control-allow-origin");
  if (allow_origin.size() != 1) return false;
  if (credentials || allow_origin[0] != "*") {
    if (allow_origin[0] != kOrigin) return false;
    const std::vector<std::string> allow_credentials =
        get("access-control-allow-credentials");
    if (credentials &&
        (allow_credentials.size() != 1 || allow_credentials[0] != "true")) {
      return false;
    }
  }
  absl::flat_hash_set<std::string> exposed;
  bool valid = true;
  for (const std::string& list : get("access-control-expose-headers")) {
    for (absl::string_view element : absl::StrSplit(list, ',')) {
      std::string name(absl::StripAsciiWhitespace(element));
      valid = valid && IsTokenWithTable(name);
      absl::AsciiStrToLower(&name);
      if (!name.empty()) exposed.insert(std::move(name));
    }
  }
  if (!valid) exposed.clear();
  const bool star = !credentials && exposed.contains("*");
  for (std::string_view name : kSafelisted) exposed.insert(std::string(name));
  for (auto& [name, value] : copies) {
    if (name == "set-cookie" || name == "set-cookie2") continue;
    if (star || exposed.contains(name)) {
      seen->emplace_back(name, std::move(value));
    }
  }
  return true;
}

// Debian's absl::string_view is a type of its own.
std::string Lower(std::string_view s) {
  return absl::AsciiStrToLower(absl::string_view(s.data(), s.size()));
}

bool AnswerWithMap(absl::Span<const Header> headers, bool credentials,
                   std::vector<std::pair<std::string, std::string>>* seen) {
  seen->clear();
  std::unordered_map<std::string, std::string> map;
  for (const Header& h : headers) {
    const auto [it, is_new] = map.try_emplace(Lower(h.name), h.value);
    if (!is_new) it->second.append(", ").append(h.value);
  }
  const auto allow_origin = map.find("access-control-allow-origin");
  if (allow_origin == map.end()) return false;
  if (credentials || allow_origin->second != "*") {
    if (allow_origin->second != kOrigin) return false;
    const auto allow_credentials = map.find("access-control-allow-credentials");
    if (credentials && (allow_credentials == map.end() ||
                        allow_credentials->second != "true")) {
      return false;
    }
  }
  std::unordered_set<std::string> exposed;
  bool valid = true;
  if (const auto list = map.find("access-control-expose-headers");
      list != map.end()) {
    ForEachElement(list->second, [&](std::string_view element) {
      valid = valid && IsTokenWithTable(element);
      exposed.insert(Lower(element));
    });
  }
  if (!valid) exposed.clear();
  const bool star = !credentials && exposed.count("*") > 0;
  for (std::string_view name : kSafelisted) exposed.emplace(name);
  for (auto& [name, value] : map) {
    if (name == "set-cookie" || name == "set-cookie2") continue;
    if (star || exposed.count(name) > 0) {
      seen->emplace_back(name, std::move(value));
    }
  }
  return true;
}

}  // namespace corsieve::bench

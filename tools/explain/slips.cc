#include "tools/explain/slips.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/change.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// So many headers are looked at that no head takes long.
constexpr size_t kMaxCompared = 200;
constexpr size_t kLongestName = 48;

constexpr std::string_view kNames[] = {
    "Access-Control-Allow-Origin",         "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",        "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",       "Access-Control-Max-Age",
    "Access-Control-Request-Method",       "Access-Control-Request-Headers",
    "Access-Control-Allow-Private-Network"};

// What is more than a few letters away.
struct Slip {
  std::string_view written;  // In lower case.
  std::string_view meant;
};
constexpr Slip kSlips[] = {
    {"access-control-allow-expose-headers", "Access-Control-Expose-Headers"},
    {"access-control-allow-expose", "Access-Control-Expose-Headers"},
    {"allow-access-expose-headers", "Access-Control-Expose-Headers"},
    {"access-control-expose", "Access-Control-Expose-Headers"},
    {"access-control-allow-max-age", "Access-Control-Max-Age"},
    {"access-control-origin", "Access-Control-Allow-Origin"},
    {"access-allow-origin", "Access-Control-Allow-Origin"},
    {"allow-origin", "Access-Control-Allow-Origin"},
    {"cors-allow-origin", "Access-Control-Allow-Origin"},
};

// The words of a name, in the order of the alphabet.
std::vector<std::string> SortedWords(std::string_view name) {
  std::vector<std::string> words(1);
  for (char c : Lower(name)) {
    if (c == '-' || c == '_') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  std::sort(words.begin(), words.end());
  return words;
}

// The name of CORS that is meant by `name`, which is none; "" if none is.
std::string_view MeantBy(const std::string& name) {
  const std::string lower = Lower(name);
  for (const Slip& slip : kSlips) {
    if (lower == slip.written) return slip.meant;
  }
  const std::vector<std::string> words = SortedWords(name);
  for (std::string_view known : kNames) {
    if (EditDistance(lower, Lower(known), 4) < 4 ||
        words == SortedWords(known)) {
      return known;
    }
  }
  return "";
}

constexpr std::string_view kOneOrigin =
    "Let the server look the request's Origin up in a list of its own, and "
    "answer with that one origin if it is there";

// What the value is instead of an origin; "" where nothing is known.
std::string WhatItIs(std::string_view value) {
  const std::string one(kOneOrigin);
  if (value.empty()) {
    return "has no value. " + one;
  }
  if (Contains("'\"`", value.substr(0, 1))) {
    return "has quotation marks, which are a part of the value: write it "
           "without";
  }
  if (Contains("$%{<", value.substr(0, 1))) {
    return "holds what stands for a value in a configuration: nothing filled "
           "it in";
  }
  if (value[0] == '^' || Contains(value, "*.") || Contains(value, ".*") ||
      Contains(value, "//*") || Contains(value, ":*") ||
      Contains(value, "\\")) {
    return "holds a pattern, and browsers know none: it is one origin, or *. " +
           one;
  }
  if (value.find_first_of(", ;|") != value.npos) {
    return "holds a list, and browsers know none: it is one origin, or *. " +
           one;
  }
  return "";
}

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b, size_t limit) {
  const size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) >= limit) return limit;
  // Names are short; what is not is not compared.
  if (longer > 64) return a == b ? 0 : limit;
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return std::min(row[b.size()], limit);
}

bool IsNearMiss(std::string_view a, std::string_view b) {
  const auto folded = [](std::string_view name) {
    std::string letters;
    for (char c : Lower(name)) {
      if (c != '-' && c != '_') letters += c;
    }
    return letters;
  };
  const std::string wanted = folded(a);
  const std::string have = folded(b);
  const size_t limit = std::min<size_t>(3, have.size() / 3 + 1);
  return have == wanted || "x" + have == wanted || have == "x" + wanted ||
         EditDistance(have, wanted, limit) < limit;
}

std::optional<std::string> NearMiss(const std::string& name, const Gist& gist) {
  size_t looked_at = 0;
  for (const auto& [received, value] : gist.headers) {
    if (++looked_at > kMaxCompared) break;
    if (IsNearMiss(name, received)) return received;
  }
  return std::nullopt;
}

std::optional<std::string> ListedInstead(const std::string& name,
                                         const Gist& gist) {
  size_t looked_at = 0;
  for (std::string& item :
       ListItems(gist.Get("Access-Control-Expose-Headers").value_or(""))) {
    if (++looked_at > kMaxCompared) break;
    if (gist.Count(item) == 0 && IsNearMiss(name, item)) return std::move(item);
  }
  return std::nullopt;
}

void MisspeltCorsHeaders(const Fetch& fetch, std::vector<std::string>* out) {
  for (const Step& step : fetch.steps()) {
    if (step.head == nullptr) continue;
    size_t looked_at = 0;
    for (const auto& header : step.head->gist().headers) {
      const std::string& name = header.first;
      if (++looked_at > kMaxCompared) break;
      const auto is = [&](std::string_view known) {
        return IsSameName(name, known);
      };
      if (name.size() > kLongestName ||
          std::any_of(std::begin(kNames), std::end(kNames), is)) {
        continue;
      }
      const std::string_view meant = MeantBy(name);
      if (meant.empty()) continue;
      out->push_back("No browser knows " + Printable(name) + "; " +
                     std::string(meant) + " is the header's name");
      return;
    }
  }
}

void AllowOriginIsNoOrigin(const Fetch& fetch, std::vector<std::string>* out) {
  if (!fetch.failed() || fetch.steps().empty()) return;
  const Step& step = fetch.steps().back();
  if (step.head == nullptr || !fetch.place().empty()) return;
  const Gist& gist = step.head->gist();
  if (gist.Count("Access-Control-Allow-Origin") != 1) return;
  const std::string value = *gist.Get("Access-Control-Allow-Origin");
  const std::string what = WhatItIs(value);
  if (!what.empty()) out->push_back("Access-Control-Allow-Origin " + what);
}

}  // namespace corsieve::tools

// What no advice may have in it, whatever it does.

#ifndef CORSIEVE_TESTS_FORBIDDEN_ADVICE_H_
#define CORSIEVE_TESTS_FORBIDDEN_ADVICE_H_

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/advised_server.h"
#include "tools/case.h"
#include "tools/explain/advice.h"

namespace corsieve::tests {

inline constexpr char kAllowOrigin[] = "access-control-allow-origin";

inline bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline bool IsLowerCaseMethod(const std::string& item) {
  return std::any_of(item.begin(), item.end(),
                     [](char c) { return c >= 'a' && c <= 'z'; });
}

inline std::set<std::string> Items(const std::string& list) {
  const std::vector<std::string> items = tools::ListItems(list);
  return {items.begin(), items.end()};
}

inline std::string ForbiddenChange(const tools::Case& c,
                                   const PlainResponse& before,
                                   const tools::Change& change,
                                   bool asked_for) {
  const std::string name = LowerCase(change.name);
  std::string old;
  for (const auto& [key, value] : before.headers) {
    if (LowerCase(key) == name) old += value + ",";
  }
  if (name == kAllowOrigin) {
    if (change.value == "null") return "allows null";
    const bool is_allowed = change.value == "*" || change.value == c.origin;
    return is_allowed ? "" : "allows an origin that did not ask";
  }
  const std::set<std::string> were = Items(old);
  std::set<std::string> are = Items(change.value);
  const bool is_list = name == "vary" ||
                       name.rfind("allow-methods") != name.npos ||
                       name.rfind("-headers") != name.npos;
  if (!is_list) return "";
  if (!std::includes(are.begin(), are.end(), were.begin(), were.end())) {
    return "forgets what was in the list";
  }
  for (const std::string& item : were) are.erase(item);
  for (const std::string& item : are) {
    if (name == "access-control-allow-methods" && IsLowerCaseMethod(item)) {
      return "allows a method in lower case";
    }
    if (name == "access-control-expose-headers" && !asked_for &&
        (item == "Server" || item == "X-Frame-Options" ||
         item == "X-Auth-Token")) {
      return "exposes what is not for pages";
    }
    if (LowerCase(item) == "set-cookie") return "exposes Set-Cookie";
  }
  return "";
}

// "" if nothing of it is in `advice`.
inline std::string Forbidden(const tools::Case& c, const Server& server,
                             const tools::Advice& advice, bool asked_for) {
  std::set<std::string> seen;
  for (const tools::Correction& correction : advice.corrections) {
    const PlainResponse& before = correction.is_preflight
                                      ? server.Preflight(correction.url)
                                      : server.answers[correction.number];
    for (const tools::Change& change : correction.changes) {
      if (correction.asked_origin == "null" && Has(change.name, "Cred")) {
        return "allows null credentials";
      }
      const std::string wrong = ForbiddenChange(c, before, change, asked_for);
      if (!wrong.empty()) return wrong;
      if (!seen.insert((correction.is_preflight ? "OPTIONS " : "") +
                       correction.url + correction.for_origin.value_or("") +
                       " " + LowerCase(change.name))
               .second) {
        return "advises twice: " + change.name;
      }
    }
  }
  for (const tools::PageAdvice& page : advice.page) {
    if (!seen.insert(page.text).second) return "advises the page twice";
  }
  for (const std::string& note : advice.notes) {
    if (!seen.insert(note).second) return "says twice: " + note;
  }
  return "";
}

// "" if the text says what changed, and nothing that did not.
inline std::string Unfit(const tools::Case& c, const tools::PageAdvice& page) {
  const tools::Case& now = page.instead.c;
  const struct {
    bool changed;
    std::string said;
  } kAll[] = {
      {now.credentials != c.credentials,
       c.api == "xhr" ? "withCredentials" : "credentials: 'include'"},
      {now.method != c.method, "write the method as " + now.method + ":"},
      {now.url != c.url, "request " + now.url + " at once"},
      {now.headers != c.headers, "do not send "},
      {now.mode != c.mode, "mode: 'cors'"},
      {now.redirect != c.redirect, "redirect: 'follow'"},
  };
  size_t changes = 0;
  for (const auto& one : kAll) {
    changes += one.changed;
    if (one.changed != Has(page.text, one.said)) return "is not: " + one.said;
  }
  if (changes == 0 || changes > 2) return "changes nothing, or too much";
  return Has(page.text, "is null and not null") ? "tells null of null" : "";
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_FORBIDDEN_ADVICE_H_

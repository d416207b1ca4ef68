// Does what advice says, by hand: shares no code with what gives it.

#ifndef CORSIEVE_TESTS_FOLLOW_ADVICE_H_
#define CORSIEVE_TESTS_FOLLOW_ADVICE_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tools/case.h"
#include "tools/explain/advice.h"

namespace corsieve::tests {

inline std::string LowerCase(std::string s) {
  for (char& c : s) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return s;
}

// A response as a status and a list, whatever it came over.
struct PlainResponse {
  bool is_http2 = false;
  int status = 200;
  tools::Pairs headers;
  std::vector<tools::Pairs> interim;  // Each of a 103.
  bool is_folded = false;             // Values begin on a line of their own.

  // As curl prints it, and over HTTP/1.1 as it is.
  std::string Head() const {
    std::string head;
    for (const tools::Pairs& pairs : interim) head += HeadOf(103, pairs);
    return head + HeadOf(status, headers);
  }

  tools::ParsedAnswer Parsed() const {
    tools::ParsedAnswer parsed;
    parsed.status = status;
    parsed.headers = LowerCaseNames(headers);
    for (const tools::Pairs& pairs : interim) {
      parsed.interim.emplace_back(103, LowerCaseNames(pairs));
    }
    return parsed;
  }

 private:
  std::string HeadOf(int code, const tools::Pairs& pairs) const {
    std::string head = is_http2 ? "HTTP/2 " : "HTTP/1.1 ";
    head += std::to_string(code) + (is_http2 ? " \r\n" : " x\r\n");
    bool is_first = true;
    for (const auto& [name, value] : pairs) {
      const bool folds = is_folded && !is_first && !value.empty();
      head += name + (folds ? ":\r\n\t" : ": ") + value + "\r\n";
      is_first = false;
    }
    return head + "\r\n";
  }

  static tools::Pairs LowerCaseNames(const tools::Pairs& pairs) {
    tools::Pairs lower;
    for (const auto& [name, value] : pairs) {
      lower.emplace_back(LowerCase(name), value);
    }
    return lower;
  }
};

// Whether what has no body has this header.
inline bool IsOfBody(const std::string& name) {
  const std::string lower = LowerCase(name);
  return lower == "content-length" || lower == "transfer-encoding";
}

// `add` finds no line of its name, `replace` some: advice that is wrong about
// that fails the test which follows it.
inline std::string Follow(const tools::Change& change,
                          PlainResponse* response) {
  using Action = tools::Change::Action;
  if (change.action == Action::kStatus) {
    if (change.value != "204") return "a status with a body";
    if (response->status == 204) return "changes nothing";
    response->status = 204;
    tools::Pairs& headers = response->headers;
    headers.erase(
        std::remove_if(headers.begin(), headers.end(),
                       [](const auto& h) { return IsOfBody(h.first); }),
        headers.end());
    return "";
  }
  tools::Pairs kept;
  size_t before = 0;
  bool has_it = false;
  for (const auto& header : response->headers) {
    if (LowerCase(header.first) != LowerCase(change.name)) {
      kept.push_back(header);
      continue;
    }
    ++before;
    has_it = has_it || header.second == change.value;
  }
  if (change.action == Action::kAdd && before != 0) return "adds what is there";
  if (change.action == Action::kReplace && before == 0) {
    return "replaces what is not there";
  }
  if (change.action == Action::kDrop) {
    if (before == 0) return "removes what is not there";
    if (!change.value.empty()) return "removes a line with a value";
    response->headers = std::move(kept);
    return "";
  }
  if (change.value.empty()) return "sends a line without a value";
  if (before == 1 && has_it) return "changes nothing";
  if (change.action == Action::kRemove && (before < 2 || !has_it)) {
    return "removes what is not there twice";
  }
  kept.emplace_back(change.name, change.value);
  response->headers = std::move(kept);
  return "";
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_FOLLOW_ADVICE_H_

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
  int status = 200;
  tools::Pairs headers;

  std::string Head() const {
    std::string head = "HTTP/1.1 " + std::to_string(status) + " x\r\n";
    for (const auto& [name, value] : headers) {
      head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
  }
};

// `add` finds no line of its name, `replace` some: advice that is wrong about
// that fails the test which follows it.
inline std::string Follow(const tools::Change& change,
                          PlainResponse* response) {
  using Action = tools::Change::Action;
  if (change.action == Action::kStatus) {
    response->status = std::stoi(change.value);
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
  if (change.action == Action::kRemove && (before < 2 || !has_it)) {
    return "removes what is not there twice";
  }
  kept.emplace_back(change.name, change.value);
  response->headers = std::move(kept);
  return "";
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_FOLLOW_ADVICE_H_

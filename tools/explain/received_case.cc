#include "tools/explain/received_case.h"

#include <algorithm>

namespace corsieve::tools {
namespace {

std::string AssumedHead(const Step& preflight) {
  std::string head = "HTTP/1.1 204 No Content\r\n";
  for (const auto& [name, value] : AllowingHeaders(preflight)) {
    if (!value.empty()) head += name + ": " + value + "\r\n";
  }
  return head + "\r\n";
}

}  // namespace

size_t HopOf(const Fetch& fetch, size_t step) {
  const auto begin = fetch.steps().begin();
  return static_cast<size_t>(
      std::count_if(begin, begin + static_cast<std::ptrdiff_t>(step),
                    [](const Step& s) { return !s.is_preflight; }));
}

ReceivedCase CaseOf(const Fetch& fetch) {
  ReceivedCase c;
  for (const ReceivedAnswer& answer : fetch.received().answers) {
    c.responses.push_back({&answer.head, ""});
  }
  for (size_t i = 0; i < fetch.steps().size(); ++i) {
    const Step& step = fetch.steps()[i];
    const size_t hop = HopOf(fetch, i);
    if (!step.is_preflight) {
      c.responses[hop].head = step.head;
      continue;
    }
    c.preflights.resize(hop + 1);
    c.preflights[hop] =
        CaseAnswer{step.head, step.head == nullptr ? AssumedHead(step) : ""};
  }
  return c;
}

}  // namespace corsieve::tools

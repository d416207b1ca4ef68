// What somebody wants to know of an answer, or expects of it.

#ifndef CORSIEVE_TOOLS_EXPLAIN_EXPECT_H_
#define CORSIEVE_TOOLS_EXPLAIN_EXPECT_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/explain/advice.h"
#include "tools/explain/fetch.h"

namespace corsieve::tools {

struct Expectations {
  bool empty() const {
    return exposed.empty() && hidden.empty() && !type && !error;
  }

  std::vector<std::string> exposed;  // Names of headers.
  std::vector<std::string> hidden;
  std::optional<std::string> type;   // As response.type has it.
  std::optional<std::string> error;  // The name of a reason.
};

// What script gets of a header that is wanted.
struct WantedHeader {
  std::string name;                  // As it was asked for.
  std::optional<std::string> value;  // What get(name) returns; nullopt: null.
  std::string why;                   // As a clause, bytes made printable.
  // What to do, as a clause; "" where nothing helps.
  std::string to_change;
};

WantedHeader Want(const Fetch& fetch, const Advice& advice,
                  const std::string& name);

// "x-total-count: null, for ...; to change it, ..."
std::string WantLine(const WantedHeader& wanted);

// What is not as expected, as sentences.
std::vector<std::string> Unmet(const Expectations& expect, const Fetch& fetch);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_EXPECT_H_

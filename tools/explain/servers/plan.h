// Corrections as what a server in front of everything would do: which headers
// it sets or takes away on which answers.

#ifndef CORSIEVE_TOOLS_EXPLAIN_SERVERS_PLAN_H_
#define CORSIEVE_TOOLS_EXPLAIN_SERVERS_PLAN_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/explain/change.h"
#include "tools/explain/received.h"

namespace corsieve::tools {

struct HeaderRule {
  enum class Kind {
    kSet,           // One line of this name, whatever there was.
    kDrop,          // No line of this name.
    kVaryByOrigin,  // Origin is on the list of Vary.
  };
  Kind kind = Kind::kSet;
  std::string name;
  std::string value;
};

struct RuleGroup {
  // Of which requests; nullopt: of all.
  std::optional<std::string> for_origin;
  std::vector<HeaderRule> rules;
};

// The answers of one path: those to preflights, or all others.
struct PlannedAnswers {
  std::string path;  // As in the URL.
  bool is_preflight = false;
  std::string status;  // With which it is answered at once; "": as it was.
  // Later ones win. Where a status is given they are all that is sent.
  std::vector<RuleGroup> groups;
};

// What one server is to do.
struct ServerPlan {
  std::string origin;  // Of its URLs.
  std::vector<PlannedAnswers> answers;
  // Whether a line came several times, perhaps of several servers.
  bool has_duplicates = false;
};

// The head that `correction` is of; of several to OPTIONS the nearest, nullptr
// where none came.
const ReceivedHead* HeadOf(const Received& received,
                           const Correction& correction);

// Two URLs that a query tells apart are one place of a configuration: what both
// need there, with lists that have the names of either.
std::vector<Correction> JoinedByPath(
    const std::vector<Correction>& corrections);

std::vector<ServerPlan> PlanFor(const Received& received,
                                const std::vector<Correction>& corrections);

// Eight digits for a name that is used once: of what is printed for other URLs
// they are others.
std::string Fingerprint(const std::vector<std::string>& parts);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_SERVERS_PLAN_H_

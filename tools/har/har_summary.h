// What a whole HAR comes to.

#ifndef CORSIEVE_TOOLS_HAR_HAR_SUMMARY_H_
#define CORSIEVE_TOOLS_HAR_HAR_SUMMARY_H_

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tools/har/har_verdict.h"

namespace corsieve::tools {

using Counts = std::map<std::string, size_t>;

struct HarSummary {
  size_t entries = 0;
  size_t fetches = 0;
  std::array<size_t, 5> kinds = {};  // By HarVerdict::Kind.
  size_t hidden_lines = 0;           // Of all readable responses.
  size_t unmet = 0;
  Counts reasons;     // Of failures.
  Counts hidden;      // Lines by name.
  Counts wanted;      // Fetches by name of a wanted header that is hidden.
  Counts readable;    // Fetches by name of HarOptions::wants, where readable.
  Counts servers;     // Failures and hidden ones by the URL's origin.
  Counts not_judged;  // By why.
  std::string error;  // Why the file was not read to its end; "": it was.

  void Add(const HarVerdict& verdict);
  size_t Of(HarVerdict::Kind kind) const {
    return kinds[static_cast<size_t>(kind)];
  }
};

// The most frequent first.
std::vector<std::pair<std::string, size_t>> ByCount(const Counts& counts);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_SUMMARY_H_

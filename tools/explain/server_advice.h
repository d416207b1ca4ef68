// What the server is to answer instead where a fetch fails.

#ifndef CORSIEVE_TOOLS_EXPLAIN_SERVER_ADVICE_H_
#define CORSIEVE_TOOLS_EXPLAIN_SERVER_ADVICE_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/explain/change.h"
#include "tools/explain/fetch.h"

namespace corsieve::tools {

// The next correction on the way to a readable response: none where no header
// line helps, or none that is safe to copy; then `*notes` says so. Its changes
// are those of one fault only.
std::optional<Correction> CorrectionFor(const Fetch& fetch,
                                        std::vector<std::string>* notes);

// The correction that exposes more of a response that script gets: the names of
// `wants`, or, where there are none, what a page could be after.
std::optional<Correction> Exposure(const Fetch& fetch,
                                   const std::vector<std::string>& wants);

// The correction that keeps a cache from handing out one origin's answer to
// another.
std::optional<Correction> VaryByOrigin(const Fetch& fetch);

// The names that a preflight asks for and its answer does not allow.
std::vector<std::string> MissingNames(const Step& step, const Gist& gist,
                                      bool with_credentials);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_SERVER_ADVICE_H_

// Slips of the pen in what servers send: names that no browser knows, values
// that are no origin.

#ifndef CORSIEVE_TOOLS_EXPLAIN_SLIPS_H_
#define CORSIEVE_TOOLS_EXPLAIN_SLIPS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/explain/fetch.h"
#include "tools/explain/received_head.h"

namespace corsieve::tools {

// How many letters have to be put in, taken out or changed to make `b` of `a`,
// or `limit` where it is not less. https://en.wikipedia.org/wiki/Levenshtein
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);

// Whether somebody may have written one of these names for the other.
bool IsNearMiss(std::string_view a, std::string_view b);

// A received header that somebody may have meant by `name`.
std::optional<std::string> NearMiss(const std::string& name, const Gist& gist);

// What Access-Control-Expose-Headers names instead of `name`, perhaps: none of
// the headers that were received.
std::optional<std::string> ListedInstead(const std::string& name,
                                         const Gist& gist);

// Adds a sentence on the first name of CORS that browsers do not know.
void MisspeltCorsHeaders(const Fetch& fetch, std::vector<std::string>* out);

// Adds a sentence where Access-Control-Allow-Origin holds what servers are
// configured with: a list, a pattern, a variable, quotes.
void AllowOriginIsNoOrigin(const Fetch& fetch, std::vector<std::string>* out);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_SLIPS_H_

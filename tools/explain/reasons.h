// `corsieve reasons`: what each reason means, why its rule is there, how
// browsers word it, and what to do about it.

#ifndef CORSIEVE_TOOLS_EXPLAIN_REASONS_H_
#define CORSIEVE_TOOLS_EXPLAIN_REASONS_H_

#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

// All reasons, their names and what they say, in lines of at most 80 bytes.
std::string ListReasons();

// The page of the reason of this name, in any case, or number, or of the one
// that a browser's console gives in this sentence or part of a sentence; where
// a browser words several alike, the list of these. nullopt: there is none.
std::optional<std::string> DescribeReason(std::string_view name);

// docs/reasons.md.
std::string ReasonsMarkdown();

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_REASONS_H_

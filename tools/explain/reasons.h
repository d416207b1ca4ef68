// Every reason, told.

#ifndef CORSIEVE_TOOLS_EXPLAIN_REASONS_H_
#define CORSIEVE_TOOLS_EXPLAIN_REASONS_H_

#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

// TODO(merge): a stub, which tools/explain/reasons.h of its own replaces.

// A line each.
std::string ListReasons();

// The whole text on one reason, named in any case; nullopt: there is none.
std::optional<std::string> DescribeReason(std::string_view name);

// All of it as Markdown.
std::string ReasonsMarkdown();

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_REASONS_H_

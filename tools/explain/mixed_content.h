// What a page of https requests of http, which browsers do not ask for.

#ifndef CORSIEVE_TOOLS_EXPLAIN_MIXED_CONTENT_H_
#define CORSIEVE_TOOLS_EXPLAIN_MIXED_CONTENT_H_

#include <optional>
#include <string>

#include "tools/explain/fetch.h"

namespace corsieve::tools {

// https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
bool IsMixedContent(const std::string& page_origin, const std::string& url);

// The first URL of the chain that is, as far as it is known.
std::optional<std::string> MixedContentUrl(const Fetch& fetch);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_MIXED_CONTENT_H_

// What happened in a fetch, told from what was received.

#ifndef CORSIEVE_TOOLS_EXPLAIN_STORY_H_
#define CORSIEVE_TOOLS_EXPLAIN_STORY_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case.h"
#include "tools/explain/explain.h"
#include "tools/paste/curl_output.h"

namespace corsieve::tools {

// One request of the chain and what it was answered with.
struct Step {
  Sent sent;
  std::string answer;   // "302 Found", "" if there is none.
  std::string outcome;  // What followed from it, as a sentence.
};

// The exchange, driven from what was received.
struct Story {
  Request request;  // With the last URL.
  RedirectState before;
  std::vector<Step> steps;
  std::vector<std::string> assumptions;
  // Set where the chain ends at a redirect whose target was not received.
  std::optional<std::string> goes_on_to;
  std::string place;  // Of the byte that shows that a head cannot be read.
};

// Drives `exchange` from the request of `options` and the heads that were
// received.
Story TellStory(const ExplainOptions& options,
                const std::vector<ReceivedHead>& heads, Exchange* exchange);

// Bytes that a terminal might act on, made visible.
std::string Printable(std::string_view bytes);

// "200 OK".
std::string StatusLine(int status, std::string_view message);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_STORY_H_

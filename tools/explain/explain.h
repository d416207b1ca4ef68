// `corsieve explain`: what script sees of a response, or of a chain of them,
// and why.

#ifndef CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_H_
#define CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_H_

#include <optional>
#include <string>
#include <vector>

#include "corsieve/profile.h"
#include "tools/case.h"
#include "tools/explain/expect.h"

namespace corsieve::tools {

// What was said of the request besides the input: it counts more than what the
// input has. Words are those of Case; origin and URL are serialized.
struct GivenRequest {
  std::optional<std::string> origin;
  std::optional<std::string> url;
  std::optional<std::string> api;
  std::optional<std::string> mode;
  std::optional<std::string> credentials;
  std::optional<std::string> redirect;
  std::optional<std::string> method;
  Pairs headers;  // Each in place of those of its name.
};

struct ExplainOptions {
  GivenRequest given;
  // nullopt: all of them, side by side.
  std::optional<Profile> profile = Profile::kStandard;
  bool json = false;
  bool colour = false;
  // Names of headers that are asked for: with some, the text is one line each.
  std::vector<std::string> wants;
  // Whose configuration the advice is written as: a name of
  // servers/servers.h; "" for lines.
  std::string for_server;
  Expectations expect;
  // Said in the output before anything else.
  std::vector<std::string> notes;
};

// A text that was given, and where it came from: "standard input", a file.
struct GivenText {
  std::string name;
  std::string text;
};

// Explains `texts`, whatever ReadPaste reads, to `*out`; `preflights` are the
// answers to OPTIONS, first to last. What is no answer but a complaint goes to
// `*err`, in lines. Returns the exit status: 0, or 1 if the input cannot be
// read, or not as an answer, or is not as it was wanted or expected.
int Explain(const ExplainOptions& options, const std::vector<GivenText>& texts,
            const std::vector<GivenText>& preflights, std::string* out,
            std::string* err);

struct Interpretation;

// The same of what is read already (interpret.h).
int ExplainInterpretation(const ExplainOptions& options,
                          const Interpretation& in, std::string* out,
                          std::string* err);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_H_

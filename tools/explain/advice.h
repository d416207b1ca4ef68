// What to change, on the server or in the call, so that script sees more.

#ifndef CORSIEVE_TOOLS_EXPLAIN_ADVICE_H_
#define CORSIEVE_TOOLS_EXPLAIN_ADVICE_H_

#include <string>
#include <vector>

#include "corsieve/corsieve.h"

namespace corsieve::tools {

struct Advice {
  // What to do; empty where no change would help.
  std::string text;
  // Header lines to answer with, "Name: value", in place of any other of the
  // same name, but for Vary, which is added. tests/advice_test.cc holds them to
  // it: a response changed like this exposes what the text says.
  std::vector<std::string> lines;
};

// What Advise must know of the fetch beyond its last response.
struct Fetched {
  bool redirected = false;                     // There were other responses.
  const OutgoingRequest* preflight = nullptr;  // The last, if there was one.
  RedirectState before;                        // What those made of it.
};

Advice Advise(const Request& request, const FilteredResponse& seen,
              const Fetched& fetched = Fetched());

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_ADVICE_H_

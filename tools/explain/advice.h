// What to change, on the server or in the page, so that script sees more. Each
// advice was tried on what was received before it is given.

#ifndef CORSIEVE_TOOLS_EXPLAIN_ADVICE_H_
#define CORSIEVE_TOOLS_EXPLAIN_ADVICE_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/case.h"
#include "tools/explain/change.h"
#include "tools/explain/fetch.h"
#include "tools/explain/received.h"

namespace corsieve::tools {

// What a page could do instead.
struct PageAdvice {
  std::string text;  // What to do, as a clause: "write the method as PATCH".
  Received instead;  // The fetch that it makes of this one.
  // Of what may want the server's help as well: "with mode: 'cors'".
  std::string asked = {};
};

struct Advice {
  // What the corrections are for, as the beginning of a sentence: "To let this
  // page read the response". Empty where no change of the server would help.
  std::string purpose;
  // What the page has to do as well.
  std::optional<PageAdvice> call;
  // To be followed all together. tests/advice_test.cc and
  // tests/advice_property_test.cc hold them to it: a response changed like this
  // is readable, in every profile, and nobody who could read it before is shut
  // out.
  std::vector<Correction> corrections;
  // Each helps by itself.
  std::vector<PageAdvice> page;
  // Sentences: what else to do, and what to beware of.
  std::vector<std::string> notes;

  bool empty() const {
    return corrections.empty() && page.empty() && notes.empty();
  }
};

// What the corrections are of: the fetch's, or what the page makes of it.
inline const Received& ReceivedOf(const Advice& advice, const Fetch& fetch) {
  return advice.call ? advice.call->instead : fetch.received();
}

// `wants` are the names of headers that somebody asks for; with none, all that
// a page could be after are advised to be exposed.
Advice Advise(const Fetch& fetch, const std::vector<std::string>& wants);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_ADVICE_H_

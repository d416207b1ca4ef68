// What a page could do instead: for whoever cannot change the server.

#ifndef CORSIEVE_TOOLS_EXPLAIN_PAGE_ADVICE_H_
#define CORSIEVE_TOOLS_EXPLAIN_PAGE_ADVICE_H_

#include <string>
#include <vector>

#include "tools/explain/advice.h"
#include "tools/explain/fetch.h"

namespace corsieve::tools {

// Changes of the call, one each, that make the response readable in every
// profile, or expose one of `wants`, if the server answers as it did; where
// none does by itself, two together. Each was tried.
std::vector<PageAdvice> PageAdviceFor(const Fetch& fetch,
                                      const std::vector<std::string>& wants);

// The changes of the call without which no correction of a server may help.
std::vector<PageAdvice> CallsToCorrect(const Fetch& fetch);

// Whether script can read the response of `received` in every profile, and in
// it all of `wants`, where servers make the corrections.
bool IsReadable(const Received& received, const std::vector<std::string>& wants,
                const std::vector<Correction>& corrections = {});

// Whether fetch() shows a header of this name.
bool Exposes(const Fetch& fetch, const std::string& name);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_PAGE_ADVICE_H_

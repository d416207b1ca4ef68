// What a cache makes of answers to pages of several origins.

#ifndef CORSIEVE_TOOLS_FETCH_COMPARE_H_
#define CORSIEVE_TOOLS_FETCH_COMPARE_H_

#include <string>
#include <vector>

#include "corsieve/profile.h"
#include "tools/explain/comparison.h"
#include "tools/explain/received.h"

namespace corsieve::tools {

struct AskedAs {
  std::string origin;  // "none": asked without an Origin.
  Received received;
};

// Whether a cache that stored the answer to one may hand it to another, and
// what script makes of it then, is tried for each two of them.
// https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
Comparison Compare(const std::vector<AskedAs>& asked, Profile profile);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_FETCH_COMPARE_H_

// What others would write to get the same answer from a list of headers: that
// of a fast parser, or of a stack that has parsed the head.

#ifndef CORSIEVE_BENCH_ANSWERS_H_
#define CORSIEVE_BENCH_ANSWERS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "corsieve/header_list.h"

namespace corsieve::bench {

// The obvious tidy answer: views, no allocation, a list of the exposed names
// that is gone through for each header. Given the headers, `seen` is those that
// script sees; the vectors are used again. False if the CORS check fails.
struct ViewsAnswer {
  bool Run(absl::Span<const Header> headers, bool credentials);

  std::vector<const Header*> seen;
  std::vector<std::string_view> exposed;
};

// The straightforward one: copied strings, names in lower case, and an
// absl::flat_hash_set of the exposed ones.
bool AnswerWithCopies(absl::Span<const Header> headers, bool credentials,
                      std::vector<std::pair<std::string, std::string>>* seen);

// What is written where headers come as a list: a std::unordered_map of
// strings, names in lower case, duplicates joined; `seen` is in no order.
bool AnswerWithMap(absl::Span<const Header> headers, bool credentials,
                   std::vector<std::pair<std::string, std::string>>* seen);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_ANSWERS_H_

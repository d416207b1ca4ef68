// Heads to make a parser slow.

#ifndef CORSIEVE_BENCH_ADVERSARY_HEADS_H_
#define CORSIEVE_BENCH_ADVERSARY_HEADS_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace corsieve::bench {

// One of these kinds, of size about n. It allows kOrigin.
//   commas     a list of n commas
//   tiny       n headers with names of one byte
//   repeated   n headers, of three names
//   alike      n exposed names that share their first and last 8 bytes
//   long       the same, their first 46
//   crowd      the same, a hash of one byte
//   listed     n exposed names, a quarter of them there
//   meeting    n exposed names that an index by hash puts in one place
//   different  n exposed names
//   one        n headers of one exposed name
//   known      n headers of names that have rules of their own
//   value      a value of n bytes
std::string AdversarialHead(std::string_view kind, size_t n);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_ADVERSARY_HEADS_H_

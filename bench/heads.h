// Response heads to measure with: written here in the likeness of what servers
// send, seeded, so that each run measures the same ones.

#ifndef CORSIEVE_BENCH_HEADS_H_
#define CORSIEVE_BENCH_HEADS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/request.h"

namespace corsieve::bench {

inline constexpr std::string_view kOrigin = "https://app.example.com";
inline constexpr std::string_view kUrl = "https://api.example.com/v1/items";

struct Head {
  std::string_view bytes;
  bool credentials;  // Whether the request's credentials mode is kInclude.
};

// Heads, one behind the other in one piece of memory.
struct Stream {
  std::string name;
  std::string memory;
  std::vector<Head> heads;
  size_t header_count = 0;
};

// The request that a head answers.
Request RequestFor(const Head& head);

// "small", "api", "cdn", "mixed" (two api to one cdn), "odd" and "unseen"
// (names and lengths at random; the second one was made when all tuning was
// over), each of `count` different heads.
Stream MakeStream(std::string_view name, size_t count);

// A stream of one head, the first of stream `name`.
Stream MakeRepeated(std::string_view name);

// Heads to make a parser slow, of size about n:
//   commas    a list of n commas
//   tiny      n headers with names of one byte
//   repeated  n headers, of three names
//   alike     n exposed names that share their first and last 8 bytes
//   long      the same, their first 46
//   crowd     the same, a hash of one byte
//   listed    n exposed names, a quarter of them there
//   meeting   n exposed names that an index by hash puts in one place
Stream MakeAdversary(std::string_view name, size_t n);

// The names of these.
const std::vector<std::string_view>& StreamNames();
const std::vector<std::string_view>& AdversaryNames();

// Whether what heads are measured with reads so many headers in one.
using Accepts = bool (*)(std::string_view head, size_t header_count);

// Heads of a file: JSON lines with a member `raw`, each character U+0000 to
// U+00FF a byte. Each is given what allows kOrigin, so that the whole answer is
// asked for, and a space behind its status. Those that are not accepted are
// left out, which is said; null accepts all. Ends the program if there is none.
Stream ReadHeads(const std::string& path, Accepts accepts);

// The same of real servers' heads, where $CORSIEVE_SHARED has them. Empty
// elsewhere.
Stream ReadRealHeads(Accepts accepts);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_HEADS_H_

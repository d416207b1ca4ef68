// Response heads to measure with: written here in the likeness of what servers
// send, seeded, so that each run measures the same ones.

#ifndef CORSIEVE_BENCH_HEADS_H_
#define CORSIEVE_BENCH_HEADS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/request.h"

namespace corsieve::bench {

inline constexpr std::string_view kOrigin = "https://app.example.com";
inline constexpr std::string_view kUrl = "https://api.example.com/v1/items";

struct Head {
  std::string_view bytes;
  // Whether the request's credentials mode is kInclude.
  bool credentials = false;

  // The same as a stack that has parsed it holds it.
  int status = 0;
  std::string_view message;
  // Each name and each value is in a piece of memory of its own and of its
  // size, as the stacks of HTTP/2 and HTTP/3 have them.
  absl::Span<const Header> headers;
  // The same headers as stretches of `bytes`, but for values that were folded.
  absl::Span<const Header> views;
};

// The heads' bytes are one behind the other in memory, and so are the rows of
// their lists.
struct Stream {
  std::string name;
  std::string memory;
  std::vector<Header> headers, views;
  std::vector<std::unique_ptr<char[]>> pieces;
  std::vector<Head> heads;
  size_t header_count() const { return headers.size(); }
};

// The request that a head answers.
Request RequestFor(const Head& head);

// "small", "api", "cdn", "mixed" (two api to one cdn), "odd" and "unseen"
// (names and lengths at random; the second one was made when all tuning was
// over), each of `count` different heads.
Stream MakeStream(std::string_view name, size_t count);

// A stream of one head, the first of stream `name`.
Stream MakeRepeated(std::string_view name);

// A stream of one head to make a parser slow: bench/adversary_heads.h.
Stream MakeAdversary(std::string_view kind, size_t n);

// What MakeStream knows.
const std::vector<std::string_view>& StreamNames();

// Whether what heads are measured with reads so many headers in one.
using Accepts = bool (*)(std::string_view head, size_t header_count);

// Heads of a file: JSON lines with a member `raw`, each character U+0000 to
// U+00FF a byte. Each is given what allows kOrigin, so that the whole answer is
// asked for, and a space behind its status. Those that are not accepted are
// left out, which is said; null accepts all. Ends the program if there is none.
// The stream has the file's name.
Stream ReadHeads(const std::string& path, Accepts accepts);

// The same of real servers' heads, where $CORSIEVE_SHARED has them. Empty
// elsewhere.
Stream ReadRealHeads(Accepts accepts);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_HEADS_H_

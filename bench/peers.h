// Parsers that Debian packages: each reads a whole response head.

#ifndef CORSIEVE_BENCH_PEERS_H_
#define CORSIEVE_BENCH_PEERS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "corsieve/header_list.h"

namespace corsieve::bench {

struct Peer {
  std::string_view name;
  // Parses; returns how many headers there are, or -1 if it refuses the head.
  long (*parse)(std::string_view head);
};

// Those that this program was built with.
const std::vector<Peer>& Peers();

// Whether each finds so many headers.
bool PeersAccept(std::string_view head, size_t header_count);

// The fastest of them, as the answers of answers.h need it: -1, or the number
// of headers, which `*headers` then begins with.
long ParseFastest(std::string_view head, std::vector<Header>* headers);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_PEERS_H_

// Heads in the likeness of what servers send.

#ifndef CORSIEVE_BENCH_SERVER_HEADS_H_
#define CORSIEVE_BENCH_SERVER_HEADS_H_

#include <string>
#include <string_view>

#include "bench/dice.h"

namespace corsieve::bench {

// One of the stream `name`, which StreamNames() has.
std::string ServerHead(std::string_view name, Dice& dice, bool credentials);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_SERVER_HEADS_H_

// What head_bench times.

#ifndef CORSIEVE_BENCH_CONTENDERS_H_
#define CORSIEVE_BENCH_CONTENDERS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "bench/heads.h"

namespace corsieve::bench {

struct Contender {
  std::string name;
  // Takes a head; returns something that depends on all its work.
  std::function<size_t(const Head&)> work;
};

// The engine with each instruction set and in each profile, and its peers.
std::vector<Contender> Contenders();

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_CONTENDERS_H_

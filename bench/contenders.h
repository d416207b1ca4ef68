// What head_bench times, and the check that all of it gives the same answers.

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

// Ends the program, saying why, unless all find the same headers in each head
// and see the same of them.
void CheckStream(const Stream& stream);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_CONTENDERS_H_

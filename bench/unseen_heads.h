// The stream "unseen": heads that nothing in the engine was tuned to, for they
// were made after it. What is tuned later needs others.

#ifndef CORSIEVE_BENCH_UNSEEN_HEADS_H_
#define CORSIEVE_BENCH_UNSEEN_HEADS_H_

#include <string>

#include "bench/dice.h"

namespace corsieve::bench {

std::string UnseenHead(Dice& dice, bool credentials);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_UNSEEN_HEADS_H_

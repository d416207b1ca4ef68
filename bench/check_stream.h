#ifndef CORSIEVE_BENCH_CHECK_STREAM_H_
#define CORSIEVE_BENCH_CHECK_STREAM_H_

#include "bench/heads.h"

namespace corsieve::bench {

// Ends the program, saying why, unless all that is timed finds the same headers
// in each head and sees the same of them.
void CheckStream(const Stream& stream);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_CHECK_STREAM_H_

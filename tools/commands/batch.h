// `corsieve batch`: cases in, results out, a line each.

#ifndef CORSIEVE_TOOLS_COMMANDS_BATCH_H_
#define CORSIEVE_TOOLS_COMMANDS_BATCH_H_

#include <cstddef>
#include <cstdio>

#include "corsieve/profile.h"

namespace corsieve::tools {

// Answers every line of `in` with one line on `out`, in order; a line that is
// no case with an object whose "error" says where and why. Returns the exit
// status: 0, or 1 if there was such a line or a read or write failed.
// With more threads than one, as many are made for the answers; the order and
// the answers are the same.
int Batch(Profile profile, std::FILE* in, std::FILE* out, std::FILE* err,
          size_t threads = 1);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_BATCH_H_

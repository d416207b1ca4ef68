// What benchmarks need of the engine and its public API does not offer: a
// choice of the instruction set, and the hashes by which names are found. Only
// engine_access.cc knows where the engine keeps these.

#ifndef CORSIEVE_BENCH_ENGINE_ACCESS_H_
#define CORSIEVE_BENCH_ENGINE_ACCESS_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "corsieve/exchange.h"
#include "corsieve/filter.h"
#include "corsieve/preflight_cache.h"
#include "corsieve/profile.h"

namespace corsieve::bench {

// This set takes no head for clean, so that all is done the slow way.
inline constexpr std::string_view kNoSet = "none";

// The sets that this machine runs, "portable" first and the best last.
std::vector<std::string_view> InstructionSets();
std::string_view BestInstructionSet();

std::unique_ptr<Filter> MakeFilter(Profile profile, std::string_view set);

std::unique_ptr<Exchange> MakeExchange(Profile profile, std::string_view set,
                                       PreflightCache* cache);

// The hash of one byte that is compared first.
uint8_t ByteHash(std::string_view name);
// The hash whose top bits say where an index has a name.
uint64_t IndexHash(std::string_view name);

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_ENGINE_ACCESS_H_

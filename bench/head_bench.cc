// Times the whole answer, from the bytes of a head, or from the list of its
// headers, to the reasons of its headers; the same inside a whole exchange; and
// beside these parsers and what others would write. bench/run.sh builds it,
// runs it and makes bench/RESULTS.md of what it prints.
//
// An iteration is a whole stream of heads; the counters are per head. Before
// anything is timed, all are held to the same answer.

// Between angles, for simdjson has a benchmark/benchmark.h too, which quotes
// find where a compiler is in no sandbox.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/check_stream.h"
#include "bench/contenders.h"
#include "bench/heads.h"
#ifdef CORSIEVE_BENCH_PEERS
#include "bench/peers.h"
#endif

namespace {
size_t allocations = 0;

void* Allocate(size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  std::abort();
}
}  // namespace

void* operator new(size_t size) { return Allocate(size); }
void* operator new[](size_t size) { return Allocate(size); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }
void operator delete[](void* p, size_t) noexcept { std::free(p); }

namespace corsieve::bench {
namespace {

void RunStream(benchmark::State& state, const Stream& stream,
               const Contender& contender) {
  const auto allocate = [&] {
    const size_t before = allocations;
    for (const Head& head : stream.heads) contender.work(head);
    return allocations - before;
  };
  allocate();  // Warm.
  const size_t allocated = allocate();
  for (auto _ : state) {
    size_t sum = 0;
    for (const Head& head : stream.heads) sum += contender.work(head);
    benchmark::DoNotOptimize(sum);
  }
  using benchmark::Counter;
  const double heads = static_cast<double>(stream.heads.size());
  const auto seconds_per = [](double things) {
    return Counter(things,
                   Counter::kIsIterationInvariantRate | Counter::kInvert);
  };
  state.counters["heads"] = heads;
  state.counters["head"] = seconds_per(heads);
  state.counters["header"] =
      seconds_per(static_cast<double>(stream.header_count()));
  state.counters["bytes"] = Counter(static_cast<double>(stream.memory.size()),
                                    Counter::kIsIterationInvariantRate);
  state.counters["allocs"] = static_cast<double>(allocated) / heads;
}

std::vector<Stream> Streams(size_t count) {
  std::vector<Stream> streams;
  for (std::string_view name : StreamNames()) {
    streams.push_back(MakeStream(name, count));
  }
#ifdef CORSIEVE_BENCH_PEERS
  constexpr Accepts accepts = PeersAccept;
#else
  constexpr Accepts accepts = nullptr;
#endif
  if (Stream real = ReadRealHeads(accepts); !real.heads.empty()) {
    streams.push_back(std::move(real));
  }
  if (const char* path = std::getenv("CORSIEVE_BENCH_HEADS")) {
    streams.push_back(ReadHeads(path, accepts));
  }
  for (std::string_view name : {"small", "api", "cdn"}) {
    streams.push_back(MakeRepeated(name));
  }
  for (const auto& [kind, n] :
       std::vector<std::pair<std::string_view, size_t>>{{"commas", 8192},
                                                        {"tiny", 1000},
                                                        {"repeated", 300},
                                                        {"alike", 200},
                                                        {"long", 200},
                                                        {"crowd", 60},
                                                        {"listed", 64},
                                                        {"meeting", 200}}) {
    streams.push_back(MakeAdversary(kind, n));
  }
  return streams;
}

}  // namespace
}  // namespace corsieve::bench

// CORSIEVE_BENCH_COUNT=N makes streams of N heads, 5,000 if it is not there;
// CORSIEVE_BENCH_HEADS=FILE adds those of a file, JSON lines with `raw`.
int main(int argc, char** argv) {
  using namespace corsieve::bench;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  const char* const count = std::getenv("CORSIEVE_BENCH_COUNT");
  const std::vector<Stream> streams =
      Streams(count == nullptr ? 5000 : std::strtoul(count, nullptr, 10));
  const std::vector<Contender> contenders = Contenders();
  for (const Stream& stream : streams) {
    CheckStream(stream);
    for (const Contender& contender : contenders) {
      benchmark::RegisterBenchmark((stream.name + "/" + contender.name).c_str(),
                                   [&](benchmark::State& state) {
                                     RunStream(state, stream, contender);
                                   });
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

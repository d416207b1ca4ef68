// Times the whole answer, from the bytes of a head to the reasons of its
// headers, beside parsers and beside what others would write. bench/run.sh
// builds it, runs it and makes bench/RESULTS.md of what it prints.
//
// An iteration is a whole stream of heads; the counters are per head. Before
// anything is timed, all are held to the same answer.

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/answers.h"
#include "bench/heads.h"
#include "benchmark/benchmark.h"
#include "corsieve/corsieve.h"
#include "engine/hot_path.h"
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

// What is timed: takes a head, returns something that depends on its work.
using Work = std::function<size_t(const Head&)>;

struct Contender {
  std::string name;
  Work work;
};

void RunStream(benchmark::State& state, const Stream& stream,
               const Work& work) {
  for (const Head& head : stream.heads) work(head);  // Warm.
  const size_t before = allocations;
  for (auto _ : state) {
    size_t sum = 0;
    for (const Head& head : stream.heads) sum += work(head);
    benchmark::DoNotOptimize(sum);
  }
  using benchmark::Counter;
  const double heads = static_cast<double>(stream.heads.size());
  const double total = heads * static_cast<double>(state.iterations());
  const auto seconds_per = [](double things) {
    return Counter(things,
                   Counter::kIsIterationInvariantRate | Counter::kInvert);
  };
  state.counters["heads"] = heads;
  state.counters["head"] = seconds_per(heads);
  state.counters["header"] =
      seconds_per(static_cast<double>(stream.header_count));
  state.counters["bytes"] = Counter(static_cast<double>(stream.memory.size()),
                                    Counter::kIsIterationInvariantRate);
  state.counters["allocs"] = static_cast<double>(allocations - before) / total;
}

// The engine, in a profile and with an instruction set.
struct Engine {
  Engine(Profile profile, const HotPath& hot_path)
      : filter(profile, hot_path) {}

  const FilteredResponse& Run(const Head& head) {
    request.credentials_mode = head.credentials ? CredentialsMode::kInclude
                                                : CredentialsMode::kSameOrigin;
    return filter.Run(request, head.bytes);
  }
  size_t Answer(const Head& head) {
    const FilteredResponse& seen = Run(head);
    return seen.reasons().size() + static_cast<size_t>(seen.type());
  }
  size_t AnswerAndEntries(const Head& head) {
    return api.Entries(Run(head)).size();
  }
  size_t AnswerAndXhr(const Head& head) {
    return api.GetAllResponseHeaders(Run(head)).size();
  }
  size_t AnswerEntriesAndXhr(const Head& head) {
    const FilteredResponse& seen = Run(head);
    const size_t entries = api.Entries(seen).size();
    return entries + api.GetAllResponseHeaders(seen).size();
  }

  Filter filter;
  ScriptApi api;
  Request request = RequestFor({});
};

std::vector<Contender> Contenders() {
  std::vector<Contender> all;
  for (const HotPath* path : AllHotPaths()) {
    if (path == &NoHotPath()) continue;
    const auto engine = std::make_shared<Engine>(Profile::kStandard, *path);
    const std::string set(path->name);
    all.push_back({"answer/" + set, [engine](const Head& head) {
                     return engine->Answer(head);
                   }});
    if (path == AllHotPaths()[1] && path != &BestHotPath()) continue;
    all.push_back({"answer+entries/" + set, [engine](const Head& head) {
                     return engine->AnswerAndEntries(head);
                   }});
    all.push_back({"answer+xhr/" + set, [engine](const Head& head) {
                     return engine->AnswerAndXhr(head);
                   }});
    all.push_back({"answer+entries+xhr/" + set, [engine](const Head& head) {
                     return engine->AnswerEntriesAndXhr(head);
                   }});
  }
  for (const ProfileInfo& profile : AllProfiles()) {
    if (profile.profile == Profile::kStandard) continue;
    const auto engine =
        std::make_shared<Engine>(profile.profile, BestHotPath());
    all.push_back(
        {"answer/" + std::string(profile.name),
         [engine](const Head& head) { return engine->Answer(head); }});
  }
#ifdef CORSIEVE_BENCH_PEERS
  for (const Peer& peer : Peers()) {
    all.push_back(
        {"parse/" + std::string(peer.name), [&peer](const Head& head) {
           return static_cast<size_t>(peer.parse(head.bytes));
         }});
  }
  const auto headers = std::make_shared<std::vector<Header>>();
  const auto views = std::make_shared<ViewsAnswer>();
  all.push_back({"answer/views", [=](const Head& head) {
                   const long count = ParseFastest(head.bytes, headers.get());
                   views->Run(absl::MakeSpan(headers->data(), count),
                              head.credentials);
                   return views->seen.size();
                 }});
  using Copies = std::vector<std::pair<std::string, std::string>>;
  const auto copies = std::make_shared<Copies>();
  all.push_back({"answer/absl-copies", [=](const Head& head) {
                   const long count = ParseFastest(head.bytes, headers.get());
                   AnswerWithCopies(absl::MakeSpan(headers->data(), count),
                                    head.credentials, copies.get());
                   return copies->size();
                 }});
#endif
  return all;
}

[[noreturn]] void Disagree(const Stream& stream, size_t i, const char* what,
                           size_t got, size_t want) {
  std::fprintf(stderr, "%s, head %zu: %s has %zu, the filter %zu:\n%s\n",
               stream.name.c_str(), i, what, got, want,
               std::string(stream.heads[i].bytes).c_str());
  std::exit(1);
}

// All must find the same headers, and see the same of them.
void CheckStream(const Stream& stream) {
  Filter filter;
  for (size_t i = 0; i < stream.heads.size(); ++i) {
    const Head& head = stream.heads[i];
    const FilteredResponse& seen = filter.Run(RequestFor(head), head.bytes);
    const size_t count = seen.reasons().size();
    for (const HotPath* path : AllHotPaths()) {
      Filter other(Profile::kStandard, *path);
      const FilteredResponse& same = other.Run(RequestFor(head), head.bytes);
      if (same.reasons() != seen.reasons()) {
        Disagree(stream, i, path->name.data(), same.reasons().size(), count);
      }
    }
#ifdef CORSIEVE_BENCH_PEERS
    for (const Peer& peer : Peers()) {
      const long got = peer.parse(head.bytes);
      if (got != static_cast<long>(count)) {
        Disagree(stream, i, peer.name.data(), got, count);
      }
    }
    std::vector<Header> headers;
    const long parsed = ParseFastest(head.bytes, &headers);
    ViewsAnswer views;
    views.Run(absl::MakeSpan(headers.data(), parsed), head.credentials);
    std::vector<std::pair<std::string, std::string>> copies;
    AnswerWithCopies(absl::MakeSpan(headers.data(), parsed), head.credentials,
                     &copies);
    // They know nothing of redirects and the like.
    if (seen.type() != ResponseType::kCors) continue;
    size_t exposed = 0;
    for (Reason reason : seen.reasons()) exposed += IsExposed(reason);
    if (views.seen.size() != exposed) {
      Disagree(stream, i, "views", views.seen.size(), exposed);
    }
    if (copies.size() != exposed) {
      Disagree(stream, i, "copies", copies.size(), exposed);
    }
#endif
  }
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
  for (const auto& [name, n] :
       std::vector<std::pair<std::string_view, size_t>>{{"commas", 8192},
                                                        {"tiny", 1000},
                                                        {"repeated", 300},
                                                        {"alike", 200},
                                                        {"long", 200},
                                                        {"crowd", 60},
                                                        {"listed", 64},
                                                        {"meeting", 200}}) {
    streams.push_back(MakeAdversary(name, n));
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
                                     RunStream(state, stream, contender.work);
                                   });
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

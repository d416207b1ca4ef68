// Work to count the instructions of, which repeat where times do not:
//
//   valgrind --tool=callgrind --collect-atstart=no count SET
//
// with SET the name of an instruction set dumps the counts of each piece of
// work under its name, which bench/counts.py reads. Without an argument it
// prints the sets that this machine has.

#include <valgrind/callgrind.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "bench/heads.h"
#include "corsieve/corsieve.h"
#include "engine/hot_path.h"

namespace corsieve::bench {
namespace {

constexpr size_t kHeads = 64;

class Counter {
 public:
  explicit Counter(const HotPath& path) : path_(path) {}

  // Dumps under "what/stream heads".
  void Count(Profile profile, bool xhr, const Stream& stream) {
    Filter filter(profile, path_);
    ScriptApi api;
    const auto work = [&] {
      for (const Head& head : stream.heads) {
        const FilteredResponse& seen = filter.Run(RequestFor(head), head.bytes);
        used_ += seen.reasons().size();
        if (xhr) used_ += api.GetAllResponseHeaders(seen).size();
      }
    };
    work();  // Warm: it allocates.
    CALLGRIND_ZERO_STATS;
    CALLGRIND_TOGGLE_COLLECT;
    work();
    CALLGRIND_TOGGLE_COLLECT;
    std::string name(profile == Profile::kStandard
                         ? "answer"
                         : AllProfiles()[static_cast<size_t>(profile)].name);
    name += xhr ? "+xhr/" : "/";
    name += stream.name + " " + std::to_string(stream.heads.size());
    CALLGRIND_DUMP_STATS_AT(name.c_str());
  }

  void CountAll() {
    for (std::string_view name : StreamNames()) {
      const Stream stream = MakeStream(name, kHeads);
      Count(Profile::kStandard, false, stream);
      Count(Profile::kStandard, true, stream);
    }
    const Stream mixed = MakeStream("mixed", kHeads);
    Count(Profile::kChromium, false, mixed);
    Count(Profile::kFirefox, false, mixed);
    Count(Profile::kWebKit, false, mixed);
    CountGrowth("commas", 8192);
    CountGrowth("tiny", 1000);
    CountGrowth("repeated", 300);
    CountGrowth("alike", 200);
    CountGrowth("long", 15);
    CountGrowth("long", 128);
    CountGrowth("crowd", 15);
    CountGrowth("listed", 64);
    CountGrowth("meeting", 200);
  }

  // So that no work is optimized away.
  size_t used() const { return used_; }

 private:
  void CountGrowth(std::string_view name, size_t n) {
    for (size_t times : {1, 2, 4}) {
      const Stream stream = MakeAdversary(name, n * times);
      Count(Profile::kStandard, false, stream);
      Count(Profile::kStandard, true, stream);
      Count(Profile::kChromium, false, stream);
      Count(Profile::kFirefox, false, stream);
      Count(Profile::kWebKit, false, stream);
    }
  }

  const HotPath& path_;
  size_t used_ = 0;
};

}  // namespace
}  // namespace corsieve::bench

int main(int argc, char** argv) {
  using namespace corsieve;
  for (const HotPath* path : AllHotPaths()) {
    if (argc < 2) {
      std::printf("%s\n", path->name.data());
    } else if (path->name == argv[1]) {
      bench::Counter counter(*path);
      counter.CountAll();
      return counter.used() == 0;
    }
  }
  return argc < 2 ? 0 : 2;
}

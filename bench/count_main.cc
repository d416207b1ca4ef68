// Work to count the instructions of, which repeat where times do not:
//
//   valgrind --tool=callgrind --instr-atstart=no --collect-atstart=no count U
//
// dumps the counts of each row of unit U under "name kind size divisor",
// which bench/counts.py reads. Without an argument it prints the units that
// this machine can run.

#include <valgrind/callgrind.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "bench/count_rows.h"

namespace corsieve::bench {
namespace {

void Count(const CountRow& row) {
  CALLGRIND_ZERO_STATS;
  CALLGRIND_TOGGLE_COLLECT;
  row.work();
  CALLGRIND_TOGGLE_COLLECT;
  const std::string name = row.name + " " + static_cast<char>(row.kind) + " " +
                           std::to_string(row.size) + " " +
                           std::to_string(row.divisor);
  CALLGRIND_DUMP_STATS_AT(name.c_str());
}

int CountAll(std::string_view unit) {
  const CountRows rows(unit);
  // All before this line ran much faster than what follows.
  CALLGRIND_START_INSTRUMENTATION;
  for (const CountRow& row : rows.rows()) Count(row);
  return rows.all_are_answered() ? 0 : 1;
}

}  // namespace
}  // namespace corsieve::bench

int main(int argc, char** argv) {
  using corsieve::bench::CountRows;
  for (std::string_view unit : CountRows::Units()) {
    if (argc < 2) {
      std::printf("%s\n", unit.data());
    } else if (unit == argv[1]) {
      return corsieve::bench::CountAll(unit);
    }
  }
  return argc < 2 ? 0 : 2;
}

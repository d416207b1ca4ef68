#!/bin/sh
# Measures, and writes bench/RESULTS.md and bench/results.svg.
#
#   bench/run.sh                 all of it: some minutes
#   bench/run.sh --filter REGEX  only these benchmarks; prints, writes nothing
#
# Installs the parsers that Debian packages and builds optimized. All that is
# compared runs in one process, in random order, 9 times; medians count. Close
# what else is running first. CORSIEVE_BENCH_HEADS=FILE measures heads of yours
# too: JSON lines with a member `raw`.
set -eu

cd "$(dirname "$0")/.."
filter=
case ${1:-} in
'') ;;
--filter) filter=$2 ;;
*) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
esac

. tools/prepare.sh
prepare --bench
# The same archives, from a folder of the project's own cache.
peers=$(tools/debian/setup.sh --peers)

$bazel build -c opt --noshow_progress --show_result=0 "$peers" //bench:head_bench
# On one processor, where that can be had.
pin=
! command -v taskset >/dev/null || pin="taskset -c $(($(nproc) - 1))"
out=$(mktemp)
trap 'rm -f "$out"' EXIT
command="bench/run.sh${filter:+ --filter $filter}"
$pin bazel-bin/bench/head_bench \
    --benchmark_filter="${filter:-.}" \
    --benchmark_min_time=0.02 \
    --benchmark_repetitions=9 \
    --benchmark_enable_random_interleaving=true \
    --benchmark_out_format=json --benchmark_out="$out" \
    >/dev/null
if [ -n "$filter" ]; then
    python3 bench/report.py --print "$out"
else
    python3 bench/report.py "$out" bench/RESULTS.md bench/results.svg "$command"
fi

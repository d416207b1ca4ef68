#!/bin/sh
# Fuzzes one target with ASan and UBSan.
#
#   fuzz/run.sh TARGET [SECONDS [LIBFUZZER_OPTION...]]
#   fuzz/run.sh filter_fuzz 60
#
# It begins with the seeds and with what earlier runs found, which is kept in
# $CORSIEVE_CORPUS or build/fuzz. An input that fails is left there, too, and
# is named. The last lines say how many inputs were run a second.
set -eu

case ${1:-} in
*_fuzz) ;;
*) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
esac
target=$1
seconds=${2:-60}
shift $(($# < 2 ? $# : 2))

cd "$(dirname "$0")/.."
corpus=${CORSIEVE_CORPUS:-$PWD/build/fuzz}/$target
mkdir -p "$corpus"
bazel=${BAZEL:-$(command -v bazel-4 || command -v bazelisk || command -v bazel)}
"$bazel" build --config=fuzz --noshow_progress --show_result=0 \
    "//fuzz:$target" "//fuzz:${target}_seeds"
bin=$("$bazel" info --config=fuzz bazel-bin 2>/dev/null)

# Heads of more than that are made of the same lines, and half as many are run.
if [ "$target" = response_head_fuzz ]; then max=1024; else max=4096; fi
# Longer inputs find no more, and the reference is quadratic. The other options
# leave out what makes a run slow: bookkeeping of rare features, of what memcmp()
# compares, of long call stacks.
ASAN_OPTIONS=strict_string_checks=1:malloc_context_size=4:intercept_memcmp=0 \
UBSAN_OPTIONS=print_stacktrace=1 \
    "$bin/fuzz/$target" -max_total_time="$seconds" -max_len=$max -timeout=10 \
    -entropic=0 -dict=fuzz/http.dict -artifact_prefix="$corpus-" \
    -print_final_stats=1 "$@" "$corpus" "$bin/fuzz/${target}_seeds"

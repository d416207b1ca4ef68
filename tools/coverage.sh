#!/bin/sh
# Tells how much of engine/ the tests and the fuzzers' seeds run, in lines and in
# branches: both sides of each condition.
#
#   tools/coverage.sh            a table by file
#   tools/coverage.sh --missed   also which lines and which sides never ran
#
# What fuzz/run.sh has found, in $CORSIEVE_CORPUS or build/fuzz, is run too.
set -eu

case ${1:-} in
'' | --missed) missed=${1:-} ;;
*) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
esac
cd "$(dirname "$0")/.."
. tools/prepare.sh
prepare

out=$PWD/build/coverage
corpus=${CORSIEVE_CORPUS:-$PWD/build/fuzz}
rm -rf "$out"
mkdir -p "$out"
set -- --config=coverage --noshow_progress --show_result=0
LLVM_PROFILE_FILE=$out/%p-%m.profraw
export LLVM_PROFILE_FILE
$bazel test "$@" --test_summary=terse --test_env=LLVM_PROFILE_FILE \
    //tests/... //fuzz/...
bin=$($bazel info --config=coverage bazel-bin 2>/dev/null)
objects=
for test in "$bin"/tests/*_test "$bin"/fuzz/*_fuzz_test; do
    objects="$objects -object $test"
    target=$(basename "$test" _test)
    if [ -d "$corpus/$target" ]; then "$test" "$corpus/$target" >/dev/null; fi
done

llvm-profdata merge -sparse "$out"/*.profraw -o "$out/all.profdata"
rm "$out"/*.profraw
# shellcheck disable=SC2086
coverage() {
    llvm-cov "$@" -instr-profile="$out/all.profdata" \
        -ignore-filename-regex='/(tests|tools|fuzz|include|external|usr)/' $objects
}
coverage report -show-region-summary=0
[ -z "$missed" ] ||
    coverage export -skip-functions | python3 tools/missed.py

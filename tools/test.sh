#!/bin/sh
# Passes every test, in each way that corsieve is built:
#
#   Bazel and GCC; Bazel and Clang with ASan and UBSan, both with Abseil from
#   source; CMake with Debian's Abseil, whose absl::string_view is a type of its
#   own; what that installs, as others use it (tools/consumers.sh); and the commands
#   in README.md. It also counts the instructions of a fixed set of heads
#   (bench/counts.sh), and fuzzes a little.
#
#   tools/test.sh           all of it
#   tools/test.sh --quick   Bazel and GCC only
#
# Where CORSIEVE_SHARED names a folder with larger data, some tests use that too
# (tests/README.md). The last line counts the test cases of all runs. A test program
# that fails to build or runs no case counts as a failure.
set -eu

quick=
case ${1:-} in
'') ;;
--quick) quick=1 ;;
*) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
esac

if [ -n "${CORSIEVE_SHARED:-}" ]; then
    CORSIEVE_SHARED=$(cd "$CORSIEVE_SHARED" && pwd)
    export CORSIEVE_SHARED
fi
cd "$(dirname "$0")/.."
start=$(date +%s)
passed=0
failed=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM

heading() {
    printf '\n[%3d s] %s\n' $(($(date +%s) - start)) "$1"
}

# Adds what count_tests.py finds in the arguments; $1 is the exit status of the run
# that wrote it.
count() {
    status=$1
    shift
    counts=$(python3 tools/count_tests.py "$@") || counts='0 1 0'
    set -- $counts
    # A run that failed without a failed test (no tests, a broken BUILD file).
    [ "$status" = 0 ] || [ "$2" != 0 ] || set -- "$1" 1 "$3"
    passed=$((passed + $1))
    failed=$((failed + $2))
    if [ "$3" = 0 ]; then skipped=; else skipped=", $3 skipped"; fi
    printf '        %d passed, %d failed%s\n' "$1" "$2" "$skipped"
}

# Counts a command as one test.
check() {
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

fuzz_a_little() {
    BAZEL=$bazel fuzz/run.sh response_head_fuzz 10 >"$tmp/log" 2>&1 ||
        { cat "$tmp/log" && return 1; }
    grep -E 'stat::(num|aver)' "$tmp/log"
}

consumers() {
    status=0
    tools/consumers.sh build/default >"$tmp/log" 2>&1 || status=$?
    # The last line counts what is one test here.
    grep -vx '[0-9]* passed, [0-9]* failed' "$tmp/log"
    return $status
}

bazel_test() {
    heading "$1"
    shift
    status=0
    $bazel test --keep_going --noshow_progress --noshow_loading_progress \
        --show_result=0 --test_summary=terse \
        --build_event_json_file="$tmp/events" "$@" //... || status=$?
    count $status bazel "$tmp/events"
    rm -f "$tmp/events"
}

cmake_test() {
    heading "CMake, Debian's libraries"
    status=0
    {
        # Assertions are checked, tests of thousands of cases are not slow, and
        # tools/abi.sh finds what it compares.
        cmake --preset default -DCMAKE_BUILD_TYPE= -DCMAKE_CXX_FLAGS="-O1 -g" &&
            cmake --build build/default
    } >"$tmp/log" 2>&1 || status=$?
    if [ $status != 0 ]; then
        cat "$tmp/log"
        echo '<testsuite/>' >"$tmp/junit"
    else
        ctest --test-dir build/default --parallel "$(nproc)" \
            --output-junit "$tmp/junit" \
            --output-on-failure --no-tests=error >"$tmp/log" 2>&1 || status=$?
        [ $status = 0 ] || cat "$tmp/log"
    fi
    count $status junit "$tmp/junit"
}

heading 'Preparing'
. tools/prepare.sh
if [ -n "$quick" ]; then prepare --minimal; else prepare; fi

heading 'What is checked without a build'
for test in tests/*_test.py; do
    check python3 "$test"
done

set --
if [ -n "${CORSIEVE_SHARED:-}" ]; then
    # Bazel does not know these files: their listing makes it run tests again.
    set -- --test_env=CORSIEVE_SHARED --test_env=CORSIEVE_SHARED_STATE="$(
        cd "$CORSIEVE_SHARED"
        ls -lnL cases/*.ndjson data/heads-real.ndjson 2>/dev/null | cksum
    )"
fi

# Optimized, as tools/try.sh builds it. A million random exchanges, as `bazel test`
# runs by itself, take five minutes.
bazel_test 'Bazel, GCC' -c opt --test_env=CORSIEVE_EXCHANGES=300000 "$@"
if [ -z "$quick" ]; then
    if command -v valgrind >/dev/null; then
        heading 'Instructions per head'
        check env BAZEL="$bazel" bench/counts.sh
    fi
    bazel_test 'Bazel, Clang, ASan and UBSan' --config=asan "$@"
    if command -v clang >/dev/null; then
        heading 'Fuzzing the head readers for ten seconds'
        check fuzz_a_little
    fi
    if command -v apt-get >/dev/null; then
        cmake_test
        heading 'Those who use what is installed'
        check consumers
    else
        heading 'CMake: left out, for it is tested on Debian only'
    fi
    # The README's commands include this script.
    if [ -x tools/check_readme.sh ] && [ -z "${CORSIEVE_CHECKING_README:-}" ]; then
        heading 'README.md'
        CORSIEVE_CHECKING_README=1 tools/check_readme.sh || failed=$((failed + 1))
    fi
fi

heading 'Done'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

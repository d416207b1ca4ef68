#!/bin/sh
# Tests the Rust door against an installation of the C library: test.sh PREFIX
#
# CARGO names another cargo than Debian's; CORSIEVE the program whose answers
# the cases are held against (else PREFIX/bin/corsieve, else what cases expect);
# CORSIEVE_SOURCE an amalgamation to build with, too; CORSIEVE_SHARED more cases.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 PREFIX" >&2; exit 2; }
prefix=$(cd "$1" && pwd)
# lib, or what Debian has below it.
lib=$(find "$prefix"/lib* -name libcorsieve.so | head -n 1)
[ -n "$lib" ] || { echo "$prefix has no lib/libcorsieve.so" >&2; exit 1; }
lib=$(dirname "$lib")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
source=${CORSIEVE_SOURCE:+$(realpath "$CORSIEVE_SOURCE")}

needs() {  # PROGRAM PACKAGE
  command -v "$1" > /dev/null || { echo "$1 is missing: apt install $2" >&2; exit 1; }
}

cargo=${CARGO:-/usr/bin/cargo}
needs "$cargo" cargo
needs cc gcc
needs c++ g++
needs pkg-config pkg-config
needs python3 python3
# A compiler of the same toolchain, whatever else is in PATH.
tools=$(dirname "$(command -v "$cargo")")
needs "$tools/rustc" rustc
RUSTC=$tools/rustc
RUSTDOC=$tools/rustdoc
export RUSTC RUSTDOC

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

count() {  # PASSED FAILED
  passed=$((passed + $1))
  failed=$((failed + $2))
}

check() {  # WHAT COMMAND...
  what=$1
  shift
  if "$@" > "$work/log" 2>&1; then
    count 1 0
  else
    count 0 1
    cat "$work/log"
    echo "FAILED: $what"
  fi
}

# Runs tests, and counts those that cargo says ran; one that stops it is one.
tests() {  # WHAT ARGUMENT...
  what=$1
  shift
  status=0
  "$cargo" test --offline --no-fail-fast "$@" > "$work/log" 2>&1 || status=$?
  n=$(sed -n 's/^test result:.* \([0-9]*\) passed;.*/\1/p' "$work/log" | awk '{n += $1} END {print n + 0}')
  m=$(sed -n 's/^test result:.* \([0-9]*\) failed;.*/\1/p' "$work/log" | awk '{n += $1} END {print n + 0}')
  if [ $status -ne 0 ] && [ "$m" -eq 0 ]; then m=1; fi
  count "$n" "$m"
  if [ "$m" -ne 0 ]; then
    cat "$work/log"
    echo "FAILED: $what"
  fi
  sed -n 's/^cases: /cases: /p' "$work/log"
}

has_failed_saying() {  # TEXT COMMAND...
  text=$1
  shift
  if "$@" > "$work/said" 2>&1; then
    echo "it did not fail"
    return 1
  fi
  grep -q -- "$text" "$work/said" || { cat "$work/said"; return 1; }
}

cd "$here"
unset CORSIEVE_LIB_DIR CORSIEVE_STATIC
unset CORSIEVE_SOURCE
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$here/target}
LD_LIBRARY_PATH=$lib
PKG_CONFIG_PATH=$lib/pkgconfig
CORSIEVE_INCLUDE_DIR=$prefix/include
RUSTFLAGS="-D warnings"
RUSTDOCFLAGS="-D warnings"
export CARGO_TARGET_DIR LD_LIBRARY_PATH PKG_CONFIG_PATH CORSIEVE_INCLUDE_DIR
export RUSTFLAGS RUSTDOCFLAGS

set --
for file in "$root"/tests/cases/own.ndjson "$root"/tests/cases/wpt.ndjson \
    "$root"/tests/cases/facts.ndjson "$root"/tests/cases/recorded.ndjson \
    "$root"/tests/cases/coep.ndjson "$root"/tests/browsers/h2.ndjson \
    "$root"/tests/browsers/preflights.ndjson \
    ${CORSIEVE_SHARED:+"$CORSIEVE_SHARED"/cases/peers.ndjson} \
    ${CORSIEVE_SHARED:+"$CORSIEVE_SHARED"/cases/preflights.ndjson} \
    ${CORSIEVE_SHARED:+"$CORSIEVE_SHARED"/cases/h2.ndjson} \
    ${CORSIEVE_SHARED:+"$CORSIEVE_SHARED"/cases/browsers.ndjson}; do
  [ -f "$file" ] && set -- "$@" "$file"
done
program=${CORSIEVE:-$prefix/bin/corsieve}
[ -x "$program" ] || program=
python3 cases.py ${program:+--program "$program"} "$@" > "$work/cases"
export CORSIEVE_CASES="$work/cases"

check "declarations" python3 declare.py --check
tests "crates" --tests -- --nocapture
# Nightly's features are on, so that compile_fail's error codes are checked.
RUSTC_BOOTSTRAP=1 tests "documentation" -p corsieve --doc
check "cargo doc" "$cargo" doc --offline --no-deps
"$cargo" run --offline --quiet --example header_map > "$work/example" 2>&1 || true
check "example header_map" diff corsieve/examples/header_map.txt "$work/example"
if [ -x "$tools/cargo-clippy" ]; then
  check "clippy" "$cargo" clippy --offline --all-targets -- -D warnings
fi

# The other ways to the library.
unset CORSIEVE_CASES
PKG_CONFIG=false
export PKG_CONFIG
check "no library" has_failed_saying "Install libcorsieve-dev" "$cargo" build --offline
check "a folder without it" has_failed_saying "has no libcorsieve.so" \
  env CORSIEVE_LIB_DIR="$work" "$cargo" build --offline
CORSIEVE_LIB_DIR=$lib
export CORSIEVE_LIB_DIR
tests "CORSIEVE_LIB_DIR" -p corsieve --tests
unset CORSIEVE_LIB_DIR
if [ -f "$lib/libcorsieve.a" ]; then
  CORSIEVE_STATIC=1
  export CORSIEVE_STATIC
  unset LD_LIBRARY_PATH
  PKG_CONFIG=pkg-config tests "static, by pkg-config" -p corsieve --tests
  CORSIEVE_LIB_DIR=$lib tests "static, by folder" -p corsieve --tests
  unset CORSIEVE_STATIC
else
  echo "$lib/libcorsieve.a is not there: static linking is not tested"
fi
if [ -n "$source" ]; then
  unset LD_LIBRARY_PATH
  CORSIEVE_SOURCE=$source tests "amalgamation" -p corsieve --tests
else
  echo "CORSIEVE_SOURCE is not set: the amalgamation is not tested"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

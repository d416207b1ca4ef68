#!/bin/sh
# Compiles four modules into a folder: corsieve.wasm, which is as much of
# corsieve.h as exports.txt names, explain.wasm, which is what `corsieve
# explain` says of a response, program.wasm: `corsieve explain`, `har` and
# `reasons`, and page.wasm: as much of `explain` as most pages need, which are to be
# small (page_rest.cc has what it does not).
# Files of hot.txt are compiled for speed.
#
#   bindings/wasm/build.sh OUT           compiles
#   bindings/wasm/build.sh --check OUT   and fails unless the bytes are those of
#                                        SHA256SUMS
#   bindings/wasm/build.sh --update OUT  and writes SHA256SUMS
#
# The sources are the engine's and the program's own. Debian 12's packages
# clang-19 lld-19 wasi-libc libc++-19-dev-wasm32 libc++abi-19-dev-wasm32
# libclang-rt-19-dev-wasm32 nlohmann-json3-dev and binaryen as bindings/npm/package-lock.json has it
# make the same bytes in any folder. CORSIEVE_WASM_CXX is another compiler,
# ccache before it too; CORSIEVE_JOBS how many run at once.
set -eu

usage() {
    echo "usage: bindings/wasm/build.sh [--check | --update] OUT" >&2
    exit 2
}
then=
case ${1-} in
--check | --update) then=${1#--}; shift ;;
esac
[ $# -eq 1 ] && [ -n "$1" ] || usage
mkdir -p "$1"
out=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

cxx=${CORSIEVE_WASM_CXX:-clang++-19}
wasm_opt=$PWD/bindings/npm/node_modules/.bin/wasm-opt
missing=0
needs() {  # HOW-TO-GET COMMAND...
    how=$1
    shift
    if ! "$@" >/dev/null 2>&1; then
        echo "bindings/wasm/build.sh: $1 is missing: $how" >&2
        missing=1
    fi
}
debian="apt-get install clang-19 lld-19 wasi-libc libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 nlohmann-json3-dev"
needs "$debian" ${cxx} --version
needs "$debian" test -e /usr/lib/wasm32-wasi/libc++.a
needs "$debian" wasm-ld-19 --version
needs "$debian" test -e /usr/include/nlohmann/json.hpp
needs "npm ci in bindings/npm" "$wasm_opt" --version
[ $missing -eq 0 ] || exit 2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The paths of sources go into no object: there are no assertions.
flags="--target=wasm32-wasi -std=c++17 -Wall -Wextra -Werror -DNDEBUG
  -DJSON_NOEXCEPTION -fno-exceptions -fno-rtti -fvisibility=hidden -flto -mbulk-memory -msimd128
  -Ibindings/wasm/include -I. -Iinclude"

# compile SOURCE LEVEL: to $work/SOURCE.o, with underscores for slashes.
cat >"$work/compile" <<EOF
out=$work/\$(echo "\$1" | tr / _).o
case \$1 in
# They are linked to what is compiled already: LTO would come too late for them.
bindings/wasm/libc.cc | bindings/wasm/malloc.cc) exec $cxx $(echo $flags) -fno-lto -fno-builtin -O2 -c "\$1" -o "\$out" ;;
$(cat "$here/hot.txt" | sed 's/$/) level=-O2 ;;/')
*) level=-Oz ;;
esac
exec $cxx $(echo $flags) \$level -c "\$1" -o "\$out"
EOF

# JavaScript writes and reads the structs of corsieve.h itself.
${cxx##* } --target=wasm32-wasi -x c -std=c11 -Wall -Wextra -Werror -Iinclude -fsyntax-only \
    bindings/wasm/layout.c

engine=$(find engine -name '*.cc' | LC_ALL=C sort)
explain=$(LC_ALL=C sort "$here/explain.txt")
program=$(LC_ALL=C sort "$here/program.txt")
own=$(find bindings/wasm -name '*.cc' | LC_ALL=C sort)
printf '%s\n' $engine $explain $program $own | LC_ALL=C sort -u |
    xargs -P "${CORSIEVE_JOBS:-2}" -n 1 sh "$work/compile"

objects() {
    for source in "$@"; do
        echo "$work/$(echo "$source" | tr / _).o"
    done
}

# link NAME EXPORTS OBJECT..., with $optimizer for wasm-opt.
optimizer=
link() {
    name=$1
    exports=$2
    shift 2
    ${cxx##* } --target=wasm32-wasi -mexec-model=reactor -flto -O2 \
        -fuse-ld=/usr/bin/wasm-ld-19 -Wl,--no-entry,--strip-all,--gc-sections,--stack-first \
        $(for symbol in $exports malloc free; do echo "-Wl,--export=$symbol"; done) \
        "$@" -o "$work/$name"
    # Of wasm-ld's memory: it is all zeros, and nothing lies in its first KiB.
    "$wasm_opt" -Oz -Oz --zero-filled-memory --low-memory-unused \
        --enable-bulk-memory --enable-simd --enable-mutable-globals --enable-sign-ext \
        --enable-nontrapping-float-to-int $optimizer "$work/$name" -o "$out/$name"
}

libc=$(objects bindings/wasm/libc.cc bindings/wasm/malloc.cc)
link corsieve.wasm "$(cat "$here/exports.txt")" $(objects $engine) $libc
link explain.wasm corsieve_explain \
    $(objects $engine $explain bindings/wasm/explain.cc bindings/wasm/no_servers.cc bindings/wasm/url_table.cc) $libc
run=$(find bindings/wasm/program -name '*.cc' | grep -v main.cc | LC_ALL=C sort)
link program.wasm "corsieve_run corsieve_is_enough" \
    $(objects $engine $program $run bindings/wasm/program/main.cc) $libc
# Functions that are called once stay functions: compressed, that is smaller.
optimizer=--one-caller-inline-max-function-size=30
link page.wasm corsieve_run -Wl,-mllvm,-inline-threshold=-20000,-mllvm,-inlinehint-threshold=-20000 \
    $(objects $engine $(printf '%s\n' $program | grep -vxFf "$here/page_rest.txt") $run \
        bindings/wasm/program/page_main.cc bindings/wasm/page_rest.cc) $libc

cd "$out"
case $then in
check) sha256sum --check --strict "$here/SHA256SUMS" ;;
update) sha256sum corsieve.wasm explain.wasm page.wasm program.wasm | tee "$here/SHA256SUMS" ;;
*) sha256sum corsieve.wasm explain.wasm page.wasm program.wasm ;;
esac

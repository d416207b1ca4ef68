#!/bin/sh
# Builds corsieve, installs it in a temporary folder, and uses it from there as
# others would, by programs that live outside the tree (tests/consumers/): C, CMake
# for C and for C++, pkg-config, Bazel, JavaScript, Python, Rust, and the amalgamation. It
# holds the libraries' interface against what is written down, tests each folder of
# bindings/ and the documentation site, and installs, uses and removes the Debian packages.
#
#   tools/consumers.sh           builds in build/consumers
#   tools/consumers.sh FOLDER    builds in this one, with how it is configured
#
# As root it installs the packages for real, if there are none of their names; else
# it unpacks them.
# The last line counts the checks; the tests of a folder in bindings/ are one.
set -eu

cd "$(dirname "$0")/.."
root=$PWD
. tools/prepare.sh
prepare
build=${1:-build/consumers}
start=$(date +%s)
tmp=$(mktemp -d)
prefix=$tmp/prefix
passed=0
failed=0
log=$tmp/log

clean_up() {
    [ -z "${beside:-}" ] || kill "$beside" 2>/dev/null || true
    [ ! -d "$tmp/bazel" ] || in_bazel shutdown >/dev/null 2>&1 || true
    # Bazel's files are read-only.
    chmod -R u+w "$tmp" && rm -rf "$tmp"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# check NAME COMMAND...: one test.
check() {
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        printf '[%3d s] ok      %s\n' $(($(date +%s) - start)) "$name"
    else
        failed=$((failed + 1))
        printf '[%3d s] FAILED  %s\n' $(($(date +%s) - start)) "$name"
        sed 's/^/        /' "$log"
    fi
}

# Whether a program prints what all of them should.
prints() {
    "$@" >"$tmp/printed" && diff "$tmp/consumers/want.txt" "$tmp/printed"
}

configure() {
    cmake -S . -B "$build" "$@" >/dev/null
}

build_and_install() {
    if [ ! -f "$build/CMakeCache.txt" ]; then
        cmake --preset default -B "$build" -DCORSIEVE_BUILD_TESTS=OFF
    fi
    configure -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib &&
        cmake --build "$build" && cmake --install "$build"
}

# What each component brings when it is alone.
components() {
    for component in c cxx tool; do
        cmake --install "$build" --component $component --prefix "$tmp/only-$component" || return
    done
    (cd "$tmp/only-c" && find . -name '*.h' -o -name '*absl*' -o -name '*cxx*') >"$tmp/found"
    echo ./include/corsieve.h | diff - "$tmp/found" &&
        ! grep -ri absl "$tmp/only-c/include" "$tmp/only-c/lib/pkgconfig" \
            "$tmp/only-c/lib/cmake/corsieve/corsieveCTargets.cmake" &&
        test ! -e "$tmp/only-cxx/include/corsieve.h" &&
        test "$(ls "$tmp/only-tool")" = "bin
share"
}

plain_c() {
    cc -std=c11 -pedantic -Wall -Wextra -Werror -I"$1/include" \
        "$tmp/consumers/c/main.c" -o "$tmp/plain" -L"$1/lib" -lcorsieve &&
        prints env LD_LIBRARY_PATH="$1/lib" "$tmp/plain"
}

static_c() {
    cc -I"$prefix/include" "$tmp/consumers/c/main.c" -o "$tmp/static" \
        "$prefix/lib/libcorsieve.a" -lstdc++ && prints "$tmp/static"
}

cmake_consumer() {
    cmake -S "$tmp/consumers/$1" -B "$tmp/$1" -DCMAKE_PREFIX_PATH="$prefix" &&
        cmake --build "$tmp/$1" || return
    shift
    for program; do prints "$tmp/$program" || return; done
}

# pkg_config PACKAGE COMPILER SOURCE [OPTION...]
pkg_config() {
    package=$1 compiler=$2 source=$3
    shift 3
    static=
    [ "${1:-}" != -static ] || static=--static
    $compiler "$@" "$tmp/consumers/$source" -o "$tmp/pkg" \
        $(PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config $static --cflags --libs "$package") &&
        prints env LD_LIBRARY_PATH="$prefix/lib" "$tmp/pkg"
}

# The folder can be moved, and its pkg-config file needs no other.
moved() {
    cp -r "$tmp/only-c" "$tmp/moved" && cp -r "$tmp/moved" "$tmp/again" && rm -r "$tmp/moved" &&
        flags=$(PKG_CONFIG_LIBDIR="$tmp/again/lib/pkgconfig" pkg-config --cflags --libs corsieve) &&
        cc "$tmp/consumers/c/main.c" -o "$tmp/moved-c" $flags &&
        prints env LD_LIBRARY_PATH="$tmp/again/lib" "$tmp/moved-c"
}

# A library with libstdc++ inside needs libc and libm alone.
own_runtime() {
    configure -DCORSIEVE_STATIC_RUNTIME=ON && cmake --build "$build" --target corsieve_c &&
        cmake --install "$build" --component c --prefix "$tmp/own" || return
    configure -DCORSIEVE_STATIC_RUNTIME=OFF && cmake --build "$build" --target corsieve_c || return
    ldd "$tmp/own/lib/libcorsieve.so.0" | sed 's/^[[:space:]]*//; s/[ .].*//; s|.*/||' |
        sort >"$tmp/needed" && cat "$tmp/needed" &&
        ! grep -Ev '^(libc|libm|linux-vdso|ld-linux-.*)$' "$tmp/needed" && plain_c "$tmp/own" &&
        tests/symbols_test.sh engine/c/symbols.txt include/corsieve.h \
            "$tmp/own/lib/libcorsieve.so.0"
}

in_bazel() {
    rc=
    if [ -f "$root/debian.bazelrc" ]; then
        # Flags of this repository's own are none in another.
        grep -v '^build --//' "$root/debian.bazelrc" >"$tmp/bazelrc"
        rc=--bazelrc=$tmp/bazelrc
    fi
    (cd "$tmp/consumers/bazel" && $bazel $rc --output_base="$tmp/bazel" "$@")
}

bazel_consumer() {
    ln -s "$root" "$tmp/consumers/bazel/corsieve" &&
        cp tests/consumers/c/main.c tests/consumers/cmake-cxx/main.cc "$tmp/consumers/bazel" &&
        in_bazel build --force_pic --spawn_strategy=local --noshow_progress --cxxopt=-std=c++17 //:all &&
        prints "$tmp/consumers/bazel/bazel-bin/main_c" &&
        prints "$tmp/consumers/bazel/bazel-bin/main_cc"
}

python_consumer() {
    prints env PYTHONPATH="$root/bindings/python" PYTHONDONTWRITEBYTECODE=1 \
        CORSIEVE_LIBRARY="$prefix/lib/libcorsieve.so.0" python3 "$tmp/consumers/python/main.py"
}

rust_consumer() {
    sed "s|@ROOT@|$root|" "$tmp/consumers/rust/Cargo.toml.in" >"$tmp/consumers/rust/Cargo.toml" &&
        # Debian's, where there is another.
        PATH=/usr/bin:$PATH PKG_CONFIG_PATH="$prefix/lib/pkgconfig" \
            cargo build --quiet --offline --manifest-path "$tmp/consumers/rust/Cargo.toml" &&
        prints env LD_LIBRARY_PATH="$prefix/lib" "$tmp/consumers/rust/target/debug/consumer"
}

# The modules that bindings/npm and playground/ are made of.
wasm_modules() {
    npm ci --prefix bindings/npm --no-audit --no-fund --loglevel=error &&
        bindings/wasm/build.sh --check "$tmp/wasm"
}

amalgamation() {
    mkdir "$tmp/amalgamation" && python3 tools/amalgamate.py "$tmp/amalgamation" &&
        (cd "$tmp/amalgamation" && c++ -c corsieve.cc) &&
        cc -I"$tmp/amalgamation" "$tmp/consumers/c/main.c" -o "$tmp/amalgamated" \
            "$tmp/amalgamation/corsieve.o" -lstdc++ && prints "$tmp/amalgamated"
}

# The tests of a folder of bindings/.
test_door() {
    env CORSIEVE_PROGRAM="$prefix/bin/corsieve" CORSIEVE="$prefix/bin/corsieve" \
        CORSIEVE_SOURCE="$tmp/amalgamation/corsieve.cc" "bindings/$1/test.sh" "$prefix"
}

# What is made of these modules. It takes long and keeps a processor idle, so that it
# runs beside the other checks.
for_browsers() {
    log=$tmp/log-beside passed=0 failed=0
    check 'WebAssembly' wasm_modules
    export CORSIEVE_WASM="$tmp/wasm"
    check bindings/npm/test.sh test_door npm
    check playground/test.sh env CORSIEVE_PROGRAM="$prefix/bin/corsieve" playground/test.sh
    echo "$passed $failed" >"$tmp/beside-counts"
}

# A library whose header has $1 (a sed script) must not pass.
broken() {
    rm -rf "$tmp/broken" && mkdir "$tmp/broken" && cp -r include "$tmp/broken" &&
        sed -i "$1" "$tmp/broken/include/corsieve.h" &&
        ! cmp -s include/corsieve.h "$tmp/broken/include/corsieve.h" &&
        ls engine/c_api.cc engine/c/*.cc |
        xargs -P2 -I{} sh -c 'c++ -std=c++17 -g -fPIC -fvisibility=hidden -I. \
            -I"$0/include" -c "$1" -o "$0/$(basename "$1").o"' "$tmp/broken" {} &&
        c++ -shared -o "$tmp/broken/libcorsieve.so.0" -Wl,-soname,libcorsieve.so.0 \
            -Wl,--version-script=engine/c/corsieve.map \
            "$tmp"/broken/*.o "$prefix/lib/libcorsieve-cxx.a" || return
    status=0
    tools/abi.sh "$tmp/broken/libcorsieve.so.0" "$tmp/broken/include/corsieve.h" || status=$?
    [ $status = 1 ]
}

# A value changes its number, which no library shows.
broken_value() {
    sed 's/\(CORSIEVE_MODE_NO_CORS = \)1/\17/' include/corsieve.h >"$tmp/corsieve.h"
    status=0
    tools/abi.sh "$prefix/lib/libcorsieve.so.0" "$tmp/corsieve.h" || status=$?
    [ $status = 1 ]
}

packages() {
    multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH) &&
        configure -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR="lib/$multiarch" &&
        (cd "$build" && cpack -B "$tmp/packages") && rm -rf "$tmp/packages/_CPack_Packages" &&
        ls "$tmp/packages"/libcorsieve0_*.deb "$tmp/packages"/libcorsieve-dev_*.deb \
            "$tmp/packages"/corsieve_*.deb
}

lint() {
    lintian --fail-on error,warning --suppress-tags-from-file cmake/debian/lintian.txt \
        "$tmp/packages"/*.deb
}

# What somebody who installed them does.
use_packages() {
    cc "$tmp/consumers/c/main.c" -o "$tmp/deb" $(pkg-config --cflags --libs corsieve) &&
        prints "$tmp/deb" && corsieve --version &&
        corsieve batch <tools/examples/cases.ndjson | grep '"id":"all"' && dpkg -L corsieve >"$tmp/files" &&
        grep -x /usr/share/man/man1/corsieve.1.gz "$tmp/files" &&
        grep -x /usr/share/bash-completion/completions/corsieve "$tmp/files"
}

install_packages() {
    status=0
    dpkg -i "$tmp/packages"/*.deb && use_packages || status=1
    dpkg -P corsieve libcorsieve-dev libcorsieve0 &&
        ! ls /usr/bin/corsieve /usr/include/corsieve.h /usr/lib/*/libcorsieve* 2>/dev/null &&
        return $status
}

unpack_packages() {
    for deb in "$tmp/packages"/*.deb; do dpkg -x "$deb" "$tmp/root" || return; done
    lib=$(dirname "$(find "$tmp/root/usr/lib" -name libcorsieve.so.0)")
    cc -I"$tmp/root/usr/include" "$tmp/consumers/c/main.c" -o "$tmp/deb" -L"$lib" -lcorsieve &&
        prints env LD_LIBRARY_PATH="$lib" "$tmp/deb" && "$tmp/root/usr/bin/corsieve" --version
}

cp -r tests/consumers "$tmp/consumers"
check 'CMake builds and installs' build_and_install
[ $failed = 0 ] || {
    echo "$passed passed, $failed failed"
    exit 1
}
for_browsers >"$tmp/beside" 2>&1 &
beside=$!
check 'Components' components
check 'C, shared' plain_c "$prefix"
check 'C, static' static_c
check 'CMake, C' cmake_consumer cmake-c cmake-c/main_c cmake-c/main_c_static
check 'CMake, C++' cmake_consumer cmake-cxx cmake-cxx/main cmake-cxx/main_both
check 'pkg-config, shared' pkg_config corsieve cc c/main.c
check 'pkg-config, static' pkg_config corsieve cc c/main.c -static
check 'pkg-config, C++' pkg_config corsieve-cxx c++ cmake-cxx/main.cc
check 'A folder that was moved' moved
check 'With libstdc++ inside' own_runtime
check 'The interface is the one written down' tools/abi.sh "$prefix/lib/libcorsieve.so.0"
check 'A wider member is noticed' broken 's/^  uint16_t status; /  uint32_t status; /'
check 'A changed value is noticed' broken_value
check 'Bazel' bazel_consumer

# What others bring: the program above that uses it, and its own tests.
check 'Amalgamation' amalgamation
check bindings/c/test.sh test_door c
check 'Python' python_consumer
check bindings/python/test.sh test_door python
check 'Rust' rust_consumer
check bindings/rust/test.sh test_door rust

check docs/site/test.sh docs/site/test.sh "$prefix"

if command -v dpkg-deb >/dev/null; then
    check 'Debian packages' packages
    check 'lintian' lint
    if [ "$(id -u)" = 0 ] && ! dpkg-query -W corsieve libcorsieve0 libcorsieve-dev >/dev/null 2>&1; then
        check 'Packages, installed and removed' install_packages
    else
        check 'Packages, unpacked' unpack_packages
    fi
fi

wait $beside || true
beside=
cat "$tmp/beside"
read -r more_passed more_failed <"$tmp/beside-counts"
passed=$((passed + more_passed)) failed=$((failed + more_failed))
echo "$passed passed, $failed failed"
[ $failed = 0 ]

#!/bin/sh
# Builds for aarch64 and runs, under QEMU, the tests that meet its inner loops.
#
#   tests/aarch64.sh
#
# Installs Debian's cross compiler and QEMU. Bazel's toolchain is this machine's,
# so that this is a compiler and a few files; build/aarch64 keeps the objects.
set -eu
cd "$(dirname "$0")/.."

. tools/prepare.sh
prepare --aarch64
# Brings the sources of what tests need.
$bazel build --noshow_progress --show_result=0 //tools:corsieve \
    @com_google_googletest//:gtest
external=$($bazel info output_base 2>/dev/null)/external
gtest=$external/com_google_googletest/googletest
out=build/aarch64
mkdir -p "$out"

common="-O2 -I. -Iinclude -I$external/com_google_absl -I$gtest/include -I$gtest
    -I$external/com_github_nlohmann_json/include
    -I$external/com_github_tencent_rapidjson/include
    -I$external/com_github_simdjson_simdjson/singleheader
    -ffunction-sections"
compile() {
    object=$out/$(basename "$1").o
    aarch64-linux-gnu-g++ -std=c++17 $common -c "$1" -o "$object"
    echo "$object"
}
objects=
for file in engine/*/*.cc tests/conformance.cc tools/case_json.cc \
    tools/run_case.cc \
    "$external/com_google_absl/absl/base/internal/throw_delegate.cc" \
    "$gtest/src/gtest-all.cc" "$gtest/src/gtest_main.cc"; do
    objects="$objects $(compile "$file")"
done
for test in simd_test hot_path_test read_list_test header_list_test \
    script_api_test; do
    object=$(compile "tests/$test.cc")
    # What they do not use may want libraries that are not here.
    aarch64-linux-gnu-g++ "$object" $objects -Wl,--gc-sections -o "$out/$test"
    qemu-aarch64 -L /usr/aarch64-linux-gnu "$out/$test" --gtest_brief=1
done

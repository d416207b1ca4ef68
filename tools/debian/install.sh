#!/bin/sh
# Installs the Debian packages that are missing, and nothing if none is.
#
#   tools/debian/install.sh            all that tools/test.sh needs
#   tools/debian/install.sh --minimal  all that tools/try.sh needs; without libcurl,
#                                      for `corsieve fetch` alone wants it
#   tools/debian/install.sh --bench    all that bench/run.sh needs
#   tools/debian/install.sh --aarch64  all that tests/aarch64.sh needs
#   tools/debian/install.sh --site     all that docs/site/build.sh and its test need
#
# Exits 2 if something is missing that only an administrator can install.
set -eu

# Bazel and a compiler; python3 and xz prepare the archives (setup.sh).
packages='bazel-bootstrap bazel-platforms bazel-rules-cc bazel-rules-java
    bazel-skylib g++ libcli11-dev python3 rapidjson-dev xz-utils zlib1g-dev'
case ${1:-} in
--minimal) ;;
--aarch64) packages="$packages g++-aarch64-linux-gnu qemu-user" ;;
--site)
    packages='cargo chromium doxygen git mandoc python3 python3-griffe rustc'
    command -v npm >/dev/null || packages="$packages nodejs npm"
    ;;
--bench)
    # The parsers to compare with.
    packages="$packages libboost-dev libh2o0.13 libhttp-parser-dev libsoup-3.0-0"
    ;;
*)
    # Sanitizers and fuzzing; the CMake build against Debian's own libraries; the
    # C interface against its dump, packages; counting instructions. libcurl, nginx
    # and the servers behind it are for corsieve fetch, some for bindings/, too; what
    # compiles to WASM, and browsers, for bindings/npm and playground/; jq and parallel for
    # docs/scale.md.
    packages="$packages
        clang libclang-rt-dev lld llvm
        cmake libabsl-dev libbenchmark-dev libgmock-dev libgtest-dev ninja-build
        libsimdjson-dev nlohmann-json3-dev pkg-config
        abigail-tools dpkg-dev lintian
        libcurl4-openssl-dev libnghttp2-dev nginx openssl
        apache2-bin caddy golang-go python3-fastapi uvicorn
        cargo rustc
        chromium firefox-esr clang-19 libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 lld-19 wasi-libc
        curl jq mitmproxy mypy parallel
        valgrind"
    # Any Node will do to begin with: bindings/npm/test.sh has npm bring a later one.
    command -v npm >/dev/null || packages="$packages nodejs npm"
    ;;
esac

if ! command -v apt-get >/dev/null; then
    cat >&2 <<'END'
This system has no apt-get. corsieve needs:
  - Bazel 4 to 6, or Bazelisk (Bazel 7 and later read the untested MODULE.bazel),
  - a C++17 compiler (GCC 9 or Clang 9, or later; Clang and lld for the sanitizers),
  - access to the URLs in WORKSPACE and deps.bzl.
Then: bazel test //...
END
    command -v bazelisk >/dev/null || command -v bazel >/dev/null || exit 2
    echo 'Bazel is here: going on with it.' >&2
    exit 0
fi

# Fails if one is unknown; what it prints counts.
installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $packages 2>/dev/null) || true
missing=
for p in $packages; do
    printf '%s\n' "$installed" | grep -qxF "installed $p" || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

release=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")
[ "$release" = 'debian 12' ] ||
    echo "warning: this is '$release'; only Debian 12 is tested" >&2

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    cat >&2 <<END
Packages are missing. Ask an administrator to run:

  apt-get update && apt-get install -y --no-install-recommends$missing

END
    exit 2
fi

echo "installing$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# One source of many may fail here; whether the packages can be had shows below.
$as_root apt-get -q update >"$log" 2>&1 || true
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q install -y --no-install-recommends $missing >>"$log" 2>&1 || {
    echo "tools/debian/install.sh: apt-get could not install$missing; it said:" >&2
    grep -E '^(E|W|Err)' "$log" | tail -n 15 | sed 's/^/  /' >&2
    echo 'Check /etc/apt and the network with `apt-get update`, then run this again.' >&2
    exit 1
}

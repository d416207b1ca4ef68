#!/bin/sh
# Tests the Python package and the mitmproxy add-on against the C library that is
# installed in PREFIX.
#
#   bindings/python/test.sh PREFIX
#
# CORSIEVE_PROGRAM, if set, is the program `corsieve`: all cases are held against
# what it prints; without it against what they expect. CORSIEVE_SHARED adds cases.
# PYTHON is Debian's python3, which has mitmproxy. Installs nothing.
set -eu

if [ $# -ne 1 ]; then
    echo "usage: bindings/python/test.sh PREFIX" >&2
    exit 2
fi
library=$1/lib/libcorsieve.so.0
if [ ! -e "$library" ]; then
    echo "there is no $library: cmake --install a build there" >&2
    exit 2
fi
CORSIEVE_LIBRARY=$(realpath "$library")
export CORSIEVE_LIBRARY
cd "$(dirname "$0")"
python=${PYTHON:-/usr/bin/python3}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
missing=0

# needs PACKAGE COMMAND...: whether the command works.
needs() {
    package=$1
    shift
    if ! "$@" >/dev/null 2>&1; then
        echo "missing: $package (apt-get install $package)" >&2
        missing=$((missing + 1))
    fi
}

needs python3 "$python" -c 'import sys; assert sys.version_info >= (3, 9)'
needs mitmproxy "$python" -c 'import mitmproxy.http'
needs mitmproxy mitmdump --version
needs curl curl --version
if [ $missing -gt 0 ]; then
    echo "0 passed, $missing failed"
    exit 1
fi

PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=.:tests "$python" tests/run.py || exit 1

#!/bin/sh
# Tests the package: compiles both modules, compares their bytes with
# bindings/wasm/SHA256SUMS, packs, installs, and asks the program the same.
#
#   bindings/npm/test.sh PROGRAM
#
# PROGRAM is `corsieve`, built. It needs Node 20 or later, npm, what
# bindings/wasm/build.sh needs, and installs what package-lock.json pins.
# CORSIEVE_SHARED adds cases. CORSIEVE_WASM is a folder that has both modules:
# they are compared, and not compiled.
set -eu

if [ $# -ne 1 ] || [ ! -x "$1" ]; then
    echo "usage: bindings/npm/test.sh PROGRAM (the program corsieve)" >&2
    exit 2
fi
CORSIEVE_PROGRAM=$(realpath "$1")
export CORSIEVE_PROGRAM
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"

for needed in node npm; do
    command -v $needed >/dev/null || { echo "missing: $needed (Node 20 or later)" >&2; exit 2; }
done
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || { echo "Node $major is too old: 20 or later" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

npm ci --no-audit --no-fund --loglevel=error
if [ -n "${CORSIEVE_WASM-}" ]; then
    cp "$CORSIEVE_WASM"/corsieve.wasm "$CORSIEVE_WASM"/explain.wasm "$work"
    (cd "$work" && sha256sum --check --strict "$here/../wasm/SHA256SUMS")
else
    ../wasm/build.sh --check "$work"
fi
node build.js "$work"
node --test test/*.test.js

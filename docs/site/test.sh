#!/bin/sh
# Builds the site, and tests it in Debian's Chromium (or what CHROMIUM names).
#
#   docs/site/test.sh PREFIX
#
# PREFIX/bin/corsieve, or what CORSIEVE_PROGRAM names, is the program: each of its
# reasons must have a page. The last line counts the checks.
set -eu

if [ $# -gt 1 ] || { [ $# -eq 0 ] && [ -z "${CORSIEVE_PROGRAM-}" ]; }; then
    echo 'usage: docs/site/test.sh PREFIX' >&2
    exit 2
fi
CORSIEVE_PROGRAM=$(realpath "${CORSIEVE_PROGRAM:-$1/bin/corsieve}")
export CORSIEVE_PROGRAM
cd "$(dirname "$0")/../.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
. tools/node20.sh
node20 "$tmp/node"
passed=0
failed=0

# check WHAT COMMAND...
check() {
    what=$1
    shift
    if "$@" >"$tmp/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        cat "$tmp/log"
        echo "FAILED: $what"
    fi
}

# says TEXT STATUS COMMAND...: whether the command exits so, and says that.
says() {
    text=$1 want=$2 status=0
    shift 2
    "$@" >"$tmp/said" 2>&1 || status=$?
    cat "$tmp/said"
    [ $status = "$want" ] && grep -qF -- "$text" "$tmp/said"
}

build() { node "$1/docs/site/src/build.js" "$2" "$tmp/work" ""; }

start=$(date +%s)
docs/site/build.sh --work "$tmp/work" "$tmp/site"
echo "built in $(($(date +%s) - start)) s"

# The same tree in another folder, which can be broken.
mkdir "$tmp/tree"
git ls-files -z | tar -c --null --files-from=- --ignore-failed-read 2>/dev/null | tar -x -C "$tmp/tree"
git -C "$tmp/tree" init -q && git -C "$tmp/tree" add -A
ln -s "$PWD/docs/site/node_modules" "$tmp/tree/docs/site/node_modules"

same() { build "$tmp/tree" "$tmp/again" && diff -r "$tmp/site" "$tmp/again"; }
check 'the same tree makes the same bytes' same

slot() {
    mkdir -p "$tmp/again/playground" "$tmp/tree/playground" || return
    echo '<title>Play</title>' >"$tmp/again/playground/index.html"
    echo '# Of it' >"$tmp/tree/playground/README.md"
    printf '\n[how it is made](../playground/)\n' >>"$tmp/tree/docs/har.md"
    git -C "$tmp/tree" add -A
    build "$tmp/tree" "$tmp/again" && grep -q Play "$tmp/again/playground/index.html" &&
        grep -q 'href="playground/index.html">how it is made<' "$tmp/again/docs/har.html" &&
        grep -q 'Of it</h1>' "$tmp/again/docs/playground/index.html" &&
        grep -q 'href="../playground/index.html">Playground<' "$tmp/again/docs/har.html" &&
        ! grep -q '>Playground<' "$tmp/site/docs/har.html"
}
check 'a playground is kept, and in the navigation' slot

mkdir "$tmp/others" && echo mine >"$tmp/others/file"
check 'a folder of others is refused' says 'has files that are not of this site' 2 docs/site/build.sh "$tmp/others"
check 'no folder is refused' says usage: 2 docs/site/build.sh
check 'another option is refused' says usage: 2 docs/site/build.sh --no OUT

line=$(($(wc -l <"$tmp/tree/docs/har.md") + 2))
printf '\n[a](nowhere.md), [b](fetch.md#nothing)\n' >>"$tmp/tree/docs/har.md"
check 'a broken link is named' says "docs/har.md:$line: there is no nowhere.md" 1 build "$tmp/tree" "$tmp/again"
check 'a broken anchor is named' grep "docs/har.md:$line: fetch.html.nothing has no such anchor" "$tmp/said"

export CORSIEVE_SITE="$tmp/site"
status=0
node --test --test-reporter=tap docs/site/test/*.test.js >"$tmp/log" 2>&1 || status=$?
n=$(sed -n 's/^# pass //p' "$tmp/log")
m=$(sed -n 's/^# fail //p' "$tmp/log")
if [ $status != 0 ]; then
    cat "$tmp/log"
    [ "${m:-0}" != 0 ] || m=1
fi
echo "$((passed + ${n:-0})) passed, $((failed + ${m:-0})) failed"
[ $((failed + ${m:-0})) = 0 ]

#!/bin/sh
# Makes the documentation site: static pages that need no network, no server, and
# no certain address.
#
#   docs/site/build.sh OUT
#   docs/site/build.sh --playground ADDRESS OUT
#   docs/site/build.sh --work FOLDER OUT
#
# OUT is a folder that is not there, is empty, or has what an earlier run wrote;
# OUT/playground/, if there, stays and is in the navigation, as is ADDRESS.
# It installs what is missing on Debian 12, and what package-lock.json pins here.
# FOLDER gets what other programs made for the site, to be looked at, and in
# undocumented.txt which names of the headers have no comment of their own.
# A link that leads nowhere fails it, with the file and line where it stands.
set -eu

usage() {
    echo 'usage: docs/site/build.sh [--playground ADDRESS] [--work FOLDER] OUT' >&2
    exit 2
}

playground=
keep=
while [ $# -gt 1 ]; do
    [ -n "$2" ] || usage
    case $1 in
    --playground) playground=$2 ;;
    --work) keep=$(realpath -m "$2") ;;
    *) usage ;;
    esac
    shift 2
done
[ $# -eq 1 ] && [ -n "$1" ] || usage
case $1 in -*) usage ;; esac
out=$(realpath -m "$1")
if [ -e "$out" ] && [ ! -e "$out/look/site.js" ] &&
    [ -n "$(find "$out" -mindepth 1 -maxdepth 1 ! -name playground | head -n 1)" ]; then
    echo "$1 has files that are not of this site: name another folder" >&2
    exit 2
fi

cd "$(dirname "$0")/../.."
git rev-parse --is-inside-work-tree >/dev/null 2>&1 || {
    echo 'docs/site/build.sh needs a clone: what git tracks becomes pages' >&2
    exit 2
}
tools/debian/install.sh --site
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

. tools/node20.sh
node20 "$work/node"
# What is installed is as the lock says, if it was installed by this one.
if ! cmp -s docs/site/package-lock.json docs/site/node_modules/.installed; then
    (cd docs/site && npm ci --no-audit --no-fund --loglevel=error >&2 && cp package-lock.json node_modules/.installed)
fi

{ cat docs/site/Doxyfile; echo "OUTPUT_DIRECTORY = $work/doxygen"; } | doxygen -
/usr/bin/python3 docs/site/src/python_api.py bindings/python >"$work/python.json"
mandoc -T html -O fragment docs/corsieve.1 >"$work/manual.html"
# With DOCS_RS the crates want no C library. Debian's toolchain, where there is another.
(cd bindings/rust && DOCS_RS=1 RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc CARGO_TARGET_DIR="$work/cargo" \
    RUSTDOCFLAGS="-D warnings --html-before-content ../../docs/site/look/rust.html" \
    /usr/bin/cargo doc --quiet --offline --no-deps)
mv "$work/cargo/doc" "$work/rust"
node docs/site/src/build.js "$out" "$work" "$playground"
if [ -n "$keep" ]; then
    mkdir -p "$keep"
    (cd "$work" && cp -r doxygen python.json manual.html rust undocumented.txt "$keep")
fi

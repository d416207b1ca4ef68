#!/bin/sh
# Holds the interface of a library against the one of the repository (docs/abi.md):
# functions and structs against engine/c/corsieve.abi, with libabigail; values of
# enumerations, of which debug information has nothing, against engine/c/values.txt.
#
#   tools/abi.sh LIBRARY [HEADER]      exits 1 if it differs, and says in what
#   tools/abi.sh --update LIBRARY      writes both files
#
# LIBRARY is a libcorsieve.so.0 that was compiled with -g, HEADER the corsieve.h of it.
# The dump is of x86-64, and is compared there only.
set -eu
export LC_ALL=C

update=
if [ "${1:-}" = --update ]; then
    update=1
    shift
fi
case $#:${1:--} in
[12]:[!-]*) ;;
*) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
esac
kept=$(dirname "$0")/../engine/c
header=${2:-$(dirname "$0")/../include/corsieve.h}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Nothing of where or how it was built.
abidw --headers-dir "$(dirname "$header")" --header-file "$header" \
    --drop-private-types --exported-interfaces-only --no-show-locs \
    --no-comp-dir-path --no-corpus-path --no-elf-needed --type-id-style hash "$1" |
    sed "s|path='[^']*engine/|path='engine/|" >"$tmp/abi"
grep -q '<function-decl' "$tmp/abi" || {
    echo "$1 has no debug information: compile it with -g" >&2
    exit 2
}
grep -oE 'CORSIEVE_[A-Z0-9_]+ = -?[0-9]+' "$header" | sort >"$tmp/values"

if [ -n "$update" ]; then
    cp "$tmp/abi" "$kept/corsieve.abi"
    cp "$tmp/values" "$kept/values.txt"
    exit 0
fi
status=0
if [ "$(uname -m)" = x86_64 ]; then
    # What is harmless, or new, is to be written down too.
    abidiff --harmless "$kept/corsieve.abi" "$tmp/abi" || status=1
fi
diff "$kept/values.txt" "$tmp/values" || status=1
[ $status = 0 ] || echo 'docs/abi.md says what may change; tools/abi.sh --update writes it down'
exit $status

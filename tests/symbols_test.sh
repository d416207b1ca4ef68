#!/bin/sh
# Checks that the C libraries define the functions of engine/c/symbols.txt and
# nothing else, and that the header declares the same.
#
#   tests/symbols_test.sh SYMBOLS HEADER LIBRARY...
set -eu
export LC_ALL=C

symbols=$1
header=$2
shift 2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0

# Compares standard input with the list; $1 says what it is.
compare() {
    sort -u >"$tmp/found"
    if diff -u "$symbols" "$tmp/found" >"$tmp/diff"; then
        echo "$1 has the $(wc -l <"$symbols") symbols"
    else
        echo "$1 differs from $symbols:"
        sed '1,2d' "$tmp/diff"
        failed=1
    fi
}

# With versions, if it has any; $1 is '-D' for a shared library.
defined_in() {
    nm $1 --extern-only --defined-only "$2" | awk 'NF == 3 {print $3}'
}

sort -cu "$symbols"
grep -v '^ *#' "$header" | tr '\n' ' ' | grep -o 'CORSIEVE_API [^;(]*(' |
    sed -e 's/ *($//' -e 's/.*[ *]//' | compare "$header"
for library; do
    case $library in
    *.a) defined_in '' "$library" | compare "$library" ;;
    *)
        # All are of one version, whose name is itself a symbol for some linkers.
        defined_in -D "$library" | grep -v '^corsieve_0\(@.*\)\{0,1\}$' |
            sed -e 's/@@corsieve_0$//' -e t -e 's/$/ of another version, or none/' |
            compare "$library"
        readelf -d "$library" >"$tmp/dynamic"
        grep -q 'SONAME.*\[libcorsieve\.so\.0\]' "$tmp/dynamic" || {
            echo "$library is not called libcorsieve.so.0"
            failed=1
        }
        needed=$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$tmp/dynamic" |
            grep -Ev '^(libc|libm|libstdc\+\+|libgcc_s|ld-linux.*)\.so\.[0-9]+$') || true
        [ -z "$needed" ] || {
            echo "$library needs" $needed
            failed=1
        }
        ;;
    esac
done
exit $failed

#!/bin/sh
# Tests the two examples here against an installation of the C library:
#
#   bindings/c/test.sh PREFIX
#
# fetch.c asks an nginx of its own, on two ports of this machine. CC and CFLAGS
# are heeded.
set -eu

[ $# = 1 ] || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2; }
prefix=$(cd "$1" && pwd)
cd "$(dirname "$0")"
# Debian has nginx there.
PATH=$PATH:/usr/sbin
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
export LD_LIBRARY_PATH="$prefix/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

# needs PACKAGE COMMAND...
needs() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 || { echo "bindings/c/test.sh needs Debian's $package" >&2 && exit 2; }
}
needs gcc command -v "${CC:-cc}"
needs pkg-config command -v pkg-config
needs nginx command -v nginx
needs libcurl4-openssl-dev pkg-config --exists libcurl
needs libnghttp2-dev pkg-config --exists libnghttp2
pkg-config --exists corsieve || { echo "no corsieve.pc in $prefix/lib/pkgconfig" >&2 && exit 2; }

passed=0
failed=0
tmp=$(mktemp -d)
nginx_pid=
stop() {
    [ -z "$nginx_pid" ] || { kill "$nginx_pid"; wait "$nginx_pid"; } || :
    rm -rf "$tmp"
}
trap stop EXIT
trap 'exit 130' INT TERM

# Counts what the command says.
check() {
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what" >&2
    fi
}

build() {
    # shellcheck disable=SC2046,SC2086 # Flags are words.
    ${CC:-cc} -std=c11 -pedantic -Wall -Wextra -Werror ${CFLAGS:--O2} "$1.c" -o "$tmp/$1" \
        $(pkg-config --cflags --libs corsieve "$2")
}

# Two ports that are free: nginx ends at once where one is not.
start_nginx() {
    for port in $$ $(($$ + 1)) $(($$ + 2)) $(($$ + 3)); do
        api=$((20000 + port % 5000 * 2))
        other=$((api + 1))
        sed -e "s/@API@/$api/g" -e "s/@OTHER@/$other/g" nginx.conf >"$tmp/nginx.conf"
        nginx -p "$tmp" -e "$tmp/error.log" -c "$tmp/nginx.conf" &
        nginx_pid=$!
        tries=0
        while [ $tries -lt 50 ] && kill -0 "$nginx_pid" 2>/dev/null; do
            [ ! -s "$tmp/nginx.pid" ] || return 0
            sleep 0.1
            tries=$((tries + 1))
        done
        wait "$nginx_pid" || :
    done
    cat "$tmp/error.log" >&2
    return 1
}

# fetch STATUS ARGUMENT...: whether the program's exit status is that, and the
# lines on standard input are in what it prints, in their order. Of a reason that
# is the name; what libcurl says of an error is left out.
fetch() {
    want=$1
    shift
    got=0
    cat >"$tmp/want"
    "$tmp/fetch" "$@" >"$tmp/all" 2>&1 || got=$?
    sed -e 's/^\([A-Z][A-Za-z]*\): .*/\1/' -e 's/^\([A-Z]* [^ ]*\): [^0-9].*/\1/' \
        "$tmp/all" >"$tmp/got"
    if [ "$got" = "$want" ] && grep -Fxf "$tmp/want" "$tmp/got" | cmp -s - "$tmp/want"; then
        return 0
    fi
    echo "fetch $*: exit status $got, and not $want; or not these lines:" >&2
    cat "$tmp/want" "$tmp/got" >&2
    return 1
}

check 'nghttp2_list.c compiles' build nghttp2_list libnghttp2
list_is_filtered() { "$tmp/nghttp2_list" | cmp - nghttp2_list.txt; }
check 'a list is filtered in place' list_is_filtered

check 'fetch.c compiles' build fetch libcurl
start_nginx
page=http://127.0.0.1:$api # A page of the first port, for which the other allows it.
url=http://127.0.0.1:$other

check 'what the expose list names is readable' fetch 0 "$page" "$url/data" <<EOF
GET $url/data: 200
response.type cors, status 200, url "$url/data"
CorsCheckPassed
readable  Content-Type: text/plain
readable  X-Total-Count: 7
hidden    X-Secret: 8
EOF

check 'all is readable of the same origin' fetch 0 "$url" "$url/data" <<EOF
GET $url/data: 200
response.type basic, status 200, url "$url/data"
SameOrigin
readable  X-Total-Count: 7
readable  X-Secret: 8
EOF

check 'without CORS the fetch fails' fetch 1 "$page" "$url/none" <<EOF
GET $url/none: 200
response.type error, status 0, url ""
MissingAllowOriginHeader
EOF

check 'another page is not allowed' fetch 1 http://other.example "$url/data" <<EOF
response.type error, status 0, url ""
AllowOriginMismatch
EOF

check 'the Origin is sent' fetch 0 "$page" "$url/origin" <<EOF
readable  X-Origin: $page
EOF

check 'a redirect is followed, its Location being relative' \
    fetch 0 "$page" "$url/old/moved" <<EOF
GET $url/old/moved: 302
GET $url/data: 200
response.type cors, status 200, url "$url/data"
readable  X-Total-Count: 7
EOF

check 'a redirect needs CORS itself' fetch 1 "$page" "$url/old/moved-without" <<EOF
GET $url/old/moved-without: 302
response.type error, status 0, url ""
MissingAllowOriginHeader
EOF

check 'a redirect to a third origin makes the Origin null' \
    fetch 0 http://other.example "$url/away" <<EOF
GET $url/away: 302
GET $page/origin: 200
response.type cors, status 200, url "$page/origin"
readable  X-Origin: null
EOF

check 'a redirect to nowhere is none' fetch 1 "$page" "$url/nowhere" <<EOF
GET $url/nowhere: 302
response.type error, status 0, url ""
LocationInvalid
EOF

check 'PUT is asked for first' fetch 0 -X PUT -H 'X-Job: 5' "$page" "$url/job" <<EOF
OPTIONS $url/job: 204
PUT $url/job: 200
response.type cors, status 200, url "$url/job"
readable  X-Asked: PUT 5
EOF

check 'a preflight that forbids the method ends it' \
    fetch 1 -X DELETE -H 'X-Job: 5' "$page" "$url/job" <<EOF
OPTIONS $url/job: 204
response.type error, status 0, url ""
MethodDisallowedByPreflightResponse
EOF

check 'a preflight that forbids a header ends it' \
    fetch 1 -X PUT -H 'X-Other: 5' "$page" "$url/job" <<EOF
OPTIONS $url/job: 204
response.type error, status 0, url ""
HeaderDisallowedByPreflightResponse
EOF

check 'with credentials * is no wildcard' fetch 1 -c "$page" "$url/star" <<EOF
response.type error, status 0, url ""
WildcardOriginNotAllowed
EOF
check 'without it is one; a header may be empty' fetch 0 "$page" "$url/star" <<EOF
readable  X-Total-Count: 7
readable  X-Empty: 
EOF

check 'HEAD has no body to wait for' fetch 0 -X HEAD "$page" "$url/data" <<EOF
HEAD $url/data: 200
readable  X-Total-Count: 7
EOF

check 'URLs are serialized' fetch 0 -p chromium "$page" "HTTP://LocalHost:$other" <<EOF
GET http://localhost:$other/: 200
EOF
check 'a default port is left out' fetch 1 "$page" 'http://nowhere.invalid:80/a b' <<EOF
GET http://nowhere.invalid/a%20b
ConnectionClosed
EOF

check 'no answer is an answer' fetch 1 "$page" "$url/nothing" <<EOF
response.type error, status 0, url ""
ConnectionClosed
EOF

check 'an unknown profile is a mistake' fetch 2 -p netscape "$page" "$url/data" <<EOF
EOF
check 'an origin with a path is a mistake' fetch 1 "$page/" "$url/data" <<EOF
response.type error, status 0, url ""
OriginNotSerialized
EOF

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

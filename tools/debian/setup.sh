#!/bin/sh
# Prepares an offline Bazel build on Debian 12 (bookworm), where the only things
# in reach are Debian's own archive and its Bazel, bazel-bootstrap 4.2.3.
#
# WORKSPACE stays as it is. The archives it names, checksums included, are made
# from Debian's source packages and offered with --distdir; the Bazel rules,
# CLI11, RapidJSON and zlib come from its packages with --override_repository: of
# zlib the library that is installed. The outcome is debian.bazelrc, which .bazelrc
# imports, and debian.cmake, which CMakeLists.txt
# includes; delete these files to go back.
#
#   tools/debian/setup.sh          all that builds
#   tools/debian/setup.sh --peers  also the parsers that bench/ compares with, and
#                                  prints Bazel's option for them
#
# Neither root nor a change in /etc is needed. A second run changes nothing and
# takes no time; clones on one machine share the cache.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
cache=${XDG_CACHE_HOME:-${HOME:?set HOME or XDG_CACHE_HOME}/.cache}/corsieve-debian

# Debian source package, its upstream version, the archive's name in WORKSPACE
# or deps.bzl.
archives='
abseil          20220623.1    20220623.1.tar.gz
benchmark       1.7.1         v1.7.1.tar.gz
googletest      1.12.1        release-1.12.1.tar.gz
nlohmann-json3  3.11.2        v3.11.2.tar.gz
nodejs          18.20.4+dfsg  v2.7.8.tar.gz
simdjson        3.0.1         v3.0.1.tar.gz
'

# picohttpparser is not packaged on its own: h2o's source has it.
h2o_version=2.2.5+dfsg2
h2o_sha256=a46894bd85da6528d4ad90ce0443b48118718296175061a1a1156e9e3af60a0d

fail() {
    printf 'tools/debian/setup.sh: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

# Whether $1 exists and is, to the byte, an archive that WORKSPACE or deps.bzl names.
is_wanted() {
    [ -f "$1" ] || return 1
    sum=$(sha256sum <"$1")
    grep -qF "\"${sum%% *}\"" "$root/WORKSPACE" "$root/deps.bzl"
}

# Replaces the folder $cache/$1 with $new/$1, unless they are equal.
publish() {
    diff -r "$new/$1" "$cache/$1" >/dev/null 2>&1 && return
    rm -rf "${cache:?}/$1"
    mv "$new/$1" "$cache/$1"
}

# Makes apt ask the machine's own sources for source packages, whatever mirrors
# they name, with a configuration and lists of its own.
configure_apt() {
    # Sets $list and $parts.
    eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
    mkdir -p "$new/apt/parts" "$new/apt/lists/partial" "$new/apt/cache/archives/partial"
    for f in "$list" "$parts"/*.list; do
        [ ! -f "$f" ] || sed -n 's/^[[:space:]]*deb\(-src\)\{0,1\}[[:space:]]/deb-src /p' "$f"
    done | sort -u >"$new/apt/sources.list"
    for f in "$parts"/*.sources; do
        [ ! -f "$f" ] || sed 's/^[Tt]ypes:.*/Types: deb-src/' "$f" >"$new/apt/parts/${f##*/}"
    done
    cat >"$new/apt/apt.conf" <<END
Dir::Etc::SourceList "$new/apt/sources.list";
Dir::Etc::SourceParts "$new/apt/parts";
Dir::State::Lists "$new/apt/lists";
Dir::Cache "$new/apt/cache";
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
END
    export APT_CONFIG="$new/apt/apt.conf"
}

fail_fetch() {
    {
        printf 'tools/debian/setup.sh: %s\n' "$1"
        echo '  apt said:'
        grep -E '^(E|W|Err)' "$new/log" | cut -c1-200 | tail -n 12 | sed 's/^/    /'
        echo "  Its sources are those in $list and $parts (their deb-src side)."
        echo '  Check the network and these sources with `apt-get update`, then run this again.'
        echo '  On a release other than Debian 12, or without such sources, use Bazel 4 to 6'
        echo '  with access to the URLs in WORKSPACE instead: BAZEL=bazelisk tools/test.sh'
    } >&2
    exit 1
}

# Sets $version to that of the source package $1 whose upstream version is $2.
find_version() {
    version=$(apt-cache showsrc --only-source "$1" 2>>"$new/log" |
        sed -n 's/^Version: //p' | grep -F -m 1 "$2-") ||
        fail_fetch "apt finds no source package $1 $2, which $3 is made from."
}

# Downloads the source package $1, upstream version $2, to $new.
download() {
    find_version "$@"
    (cd "$new" && apt-get -q source --download-only --tar-only "$1=$version") >>"$new/log" 2>&1 ||
        fail_fetch "cannot download the source package $1 $version, which $3 is made from."
}

# Downloads only its tarball $4, for the others of this package have 30 MB: apt
# says where that is, and its checksum.
download_part() {
    find_version "$@"
    (cd "$new" && apt-get -q --print-uris source --download-only --tar-only "$1=$version") \
        >"$new/uris" 2>>"$new/log" || true
    line=$(grep -F " $4 " "$new/uris") ||
        fail_fetch "the source package $1 $version has no $4, which $3 is made from."
    # 'URI' name size checksum
    set -- "$3" "$4" $line
    uri=${3#\'}
    /usr/lib/apt/apt-helper download-file "${uri%\'}" "$new/$2" "$6" >>"$new/log" 2>&1 ||
        fail_fetch "cannot download $2, which $1 is made from."
}

# Puts the archive $3 in place: package $1, upstream version $2.
fetch() {
    tarball=$new/${1}_$2.orig.tar.gz
    # Debian's archives are GitHub's, but for the name of Abseil's top folder, and
    # that ada, a part of Node's source package, is compressed by xz.
    if [ "$1" = nodejs ]; then
        download_part "$@" "${1}_$2.orig-ada.tar.xz"
        xz -dc "$new/${1}_$2.orig-ada.tar.xz" | gzip -nc6 >"$tarball"
    else
        download "$@"
    fi
    if [ "$1" = abseil ]; then
        gzip -dc "$tarball" |
            python3 "$root/tools/debian/rename_top.py" abseil-20220623.1 abseil-cpp-20220623.1 |
            gzip -nc6 >"$new/renamed"
        mv "$new/renamed" "$tarball"
    fi
    is_wanted "$tarball" ||
        fail "made from the source package $1 $2, $3 has a sha256 that" \
            'neither WORKSPACE nor deps.bzl names. If you changed a version there,' \
            'change the table in this script too.'
    mv "$tarball" "$cache/distdir/$3"
}

for f in /usr/share/bazel/rules/cc /usr/share/bazel/rules/java \
    /usr/share/bazel/tools/platforms /usr/share/bazel/tools/skylib \
    /usr/include/CLI/CLI.hpp /usr/include/rapidjson/reader.h /usr/include/zlib.h; do
    [ -e "$f" ] || fail "$f is missing; run tools/debian/install.sh first."
done

mkdir -p "$cache/distdir" && [ -w "$cache" ] ||
    fail "cannot write to $cache; set XDG_CACHE_HOME to a folder of yours."
exec 9>"$cache/lock"
flock -n 9 || {
    echo "waiting for another setup.sh that uses $cache" >&2
    flock 9
}
new=$(mktemp -d "$cache/new.XXXXXX")
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT TERM

missing=
while read -r package upstream name; do
    [ -z "$name" ] || is_wanted "$cache/distdir/$name" ||
        missing="$missing$package $upstream $name
"
done <<END
$archives
END

peers=
if [ "${1:-}" = --peers ] && [ ! -e "$cache/picohttpparser/$h2o_version" ]; then
    peers=1
fi
if [ -n "$missing$peers" ]; then
    echo 'fetching source packages through apt' >&2
    configure_apt
    # A source without source packages makes this fail, and is none of our
    # business: what counts is whether the packages are found.
    apt-get -q update >"$new/log" 2>&1 || true
fi
if [ -n "$missing" ]; then
    printf %s "$missing" >"$new/missing"
    while read -r package upstream name; do
        fetch "$package" "$upstream" "$name"
    done <"$new/missing"
fi

# Debian's rules_cc loads a symbol that Bazel 4's built-in tools lack.
cp -r /usr/share/bazel/rules/cc "$new/rules_cc"
sed -i -e 's/, "use_cpp_toolchain")/)/' \
    -e 's|= use_cpp_toolchain()|= ["@bazel_tools//tools/cpp:toolchain_type"]|' \
    "$new/rules_cc/cc/private/rules_impl/cc_flags_supplier.bzl" \
    "$new/rules_cc/cc/private/rules_impl/compiler_flag.bzl"
publish rules_cc

# Debian's source of CLI11 is repacked, so that no archive can be made from it:
# the headers of its package are laid as that archive has them.
mkdir -p "$new/cli11/include"
cp -r /usr/include/CLI "$new/cli11/include/CLI"
cp "$root/tools/third_party/cli11.BUILD" "$new/cli11/BUILD.bazel"
echo 'workspace(name = "com_github_cliutils_cli11")' >"$new/cli11/WORKSPACE"
publish cli11

# So is that of RapidJSON.
mkdir -p "$new/rapidjson/include"
cp -r /usr/include/rapidjson "$new/rapidjson/include/rapidjson"
cp "$root/tools/third_party/rapidjson.BUILD" "$new/rapidjson/BUILD.bazel"
echo 'workspace(name = "com_github_tencent_rapidjson")' >"$new/rapidjson/WORKSPACE"
publish rapidjson

# That of zlib is repacked, too; what is linked is the machine's library.
mkdir "$new/zlib"
cp /usr/include/zlib.h /usr/include/zconf.h "$new/zlib"
echo 'workspace(name = "zlib")' >"$new/zlib/WORKSPACE"
cat >"$new/zlib/BUILD.bazel" <<'END'
load("@rules_cc//cc:defs.bzl", "cc_library")

cc_library(
    name = "zlib",
    hdrs = ["zconf.h", "zlib.h"],
    includes = ["."],
    linkopts = ["-lz"],
    visibility = ["//visibility:public"],
)
END
publish zlib

if [ -n "$peers" ]; then
    download h2o $h2o_version picohttpparser
    tarball=$new/h2o_$h2o_version.orig.tar.xz
    [ "$(sha256sum <"$tarball")" = "$h2o_sha256  -" ] ||
        fail "$tarball is not the archive that was measured with."
    mkdir "$new/picohttpparser"
    tar -xJf "$tarball" -C "$new/picohttpparser" --strip-components=3 \
        --wildcards '*/deps/picohttpparser/picohttpparser.[ch]'
    touch "$new/picohttpparser/$h2o_version"
    echo 'workspace(name = "picohttpparser")' >"$new/picohttpparser/WORKSPACE"
    cat >"$new/picohttpparser/BUILD.bazel" <<'END'
load("@rules_cc//cc:defs.bzl", "cc_library")

cc_library(
    name = "picohttpparser",
    srcs = ["picohttpparser.c"],
    hdrs = ["picohttpparser.h"],
    # Whether it uses SSE4.2 is decided when it is compiled.
    copts = ["-O3", "-msse4.2", "-w"],
    includes = ["."],
    visibility = ["//visibility:public"],
)
END
    publish picohttpparser
fi
[ "${1:-}" != --peers ] || echo "--override_repository=picohttpparser=$cache/picohttpparser"

cat >"$new/bazelrc" <<END
# Written by tools/debian/setup.sh.
common "--distdir=$cache/distdir"
common --override_repository=bazel_skylib=/usr/share/bazel/tools/skylib
common --override_repository=platforms=/usr/share/bazel/tools/platforms
common --override_repository=rules_java=/usr/share/bazel/rules/java
common "--override_repository=rules_cc=$cache/rules_cc"
common "--override_repository=com_github_cliutils_cli11=$cache/cli11"
common "--override_repository=com_github_tencent_rapidjson=$cache/rapidjson"
common "--override_repository=zlib=$cache/zlib"
# Debian's default prints every sandbox mount.
build --nosandbox_debug
# Bazel 4 would download the coverage tools wherever there is a test.
build --coverage_report_generator=@bazel_tools//tools/test:coverage_support
END
cat >"$new/cmake" <<END
# Written by tools/debian/setup.sh.
if(NOT DEFINED CORSIEVE_ADA_URL)
  set(CORSIEVE_ADA_URL "$cache/distdir/v2.7.8.tar.gz")
endif()
END
# What `corsieve fetch` needs is not in the minimal installation.
if dpkg-query -W -f='${db:Status-Status}' libcurl4-openssl-dev 2>/dev/null | grep -qx installed; then
    echo 'build --//tools:libcurl' >>"$new/bazelrc"
fi
for f in bazelrc cmake; do
    cmp -s "$new/$f" "$root/debian.$f" || mv "$new/$f" "$root/debian.$f"
done

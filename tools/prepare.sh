# shellcheck shell=sh disable=SC2034,SC2100
# Sourced by try.sh and test.sh in the root folder: makes the build possible and
# sets $bazel. Its arguments go to install.sh.
#
# With BAZEL=<command> in the environment, that Bazel is used as it is.

prepare() {
    if [ -n "${BAZEL:-}" ]; then
        bazel=$BAZEL
    else
        tools/debian/install.sh "$@"
        bazel=bazel
        if command -v apt-get >/dev/null; then
            tools/debian/setup.sh
            # Debian's name for it; `bazel` may be anything.
            bazel=bazel-4
        elif command -v bazelisk >/dev/null; then
            bazel=bazelisk
        fi
    fi
    # Bazelisk would take the newest, which does not read WORKSPACE any more.
    export USE_BAZEL_VERSION="${USE_BAZEL_VERSION:-6.5.0}"
}

#!/bin/sh
# Builds corsieve and asks it what script may read of tools/examples/orders.http:
#
#   tools/try.sh
#   tools/try.sh ARGUMENTS...   asks what you like; the same as `corsieve ARGUMENTS...`
#
# `corsieve fetch` is in it where libcurl4-openssl-dev is installed, which this does
# not install.
set -eu

# Relative file names are the caller's.
here=$PWD
cd "$(dirname "$0")/.."
root=$PWD
. tools/prepare.sh
prepare --minimal

# Only errors are worth reading, if there are any.
[ -e bazel-bin ] || echo 'building corsieve (the first time, this takes a minute or two)' >&2
$bazel build -c opt --noshow_progress --noshow_loading_progress --show_result=0 \
    --ui_event_filters=-info //tools:corsieve

if [ $# -gt 0 ]; then
    cd "$here"
else
    set -- explain --origin https://app.example --url https://api.example/v1/orders \
        --credentials include tools/examples/orders.http
    echo "corsieve $*" >&2
fi
exec "$root/bazel-bin/tools/corsieve" "$@"

#!/bin/sh
# Runs every command of README.md: what stands in ```console blocks after "$ " must
# print what stands below it, to the byte.
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh
prepare --minimal
$bazel build -c opt --noshow_progress --noshow_loading_progress --show_result=0 \
    --ui_event_filters=-info //tools:corsieve
PATH="$PWD/bazel-bin/tools:$PATH" python3 tools/check_readme.py README.md
tools/try.sh >/dev/null

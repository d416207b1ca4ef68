#!/bin/sh
# Counts instructions with callgrind: how the cost of adversarial input grows is
# held to a limit, and what an answer costs to bench/counts.txt, 3 % up.
# `bench/counts.sh --update` writes that file anew, `--print` prints all.
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh
prepare
$bazel build -c opt --noshow_progress --show_result=0 --ui_event_filters=-info \
    //bench:count
python3 bench/counts.py bazel-bin/bench/count "$@"

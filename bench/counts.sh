#!/bin/sh
# Counts instructions per head with callgrind and holds them against
# bench/counts.txt, 3 % up or down; how the cost of adversarial heads grows is
# computed too. `bench/counts.sh --update` writes the file anew.
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh
prepare
$bazel build -c opt --noshow_progress --show_result=0 --ui_event_filters=-info \
    //bench:count
python3 bench/counts.py bazel-bin/bench/count "$@"

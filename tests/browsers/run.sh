#!/bin/bash
# Installs the browsers if they are missing, records a case file in each of them,
# compares, and prints the agreement table. README.md says what the files are.
#
# usage: run.sh [--cases FILE] [--out DIR] [--browsers chromium,firefox,webkit]
#               [--corsieve PATH] [--sample N] [--seed S] [--conformance FILE.md]
#               [--title TEXT] [--no-install]
#
# With --corsieve the recordings are compared with the program's profiles, without
# it with the expectations that the case file already has. An interrupted run goes
# on where it stopped; remove --out to start anew. Exit 0 if everything agrees.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1

here=$(cd "$(dirname "$0")" && pwd)
cases=$here/preflights.ndjson
out=
browsers=chromium,firefox,webkit
corsieve=
conformance=
title=
install=yes
record_options=()

while [ $# -gt 0 ]; do
  case $1 in
    --cases) cases=$2; shift ;;
    --out) out=$2; shift ;;
    --browsers) browsers=$2; shift ;;
    --corsieve) corsieve=$2; shift ;;
    --conformance) conformance=$2; shift ;;
    --title) title=$2; shift ;;
    --sample | --seed | --batch | --case-limit-ms | --run-limit-s) record_options+=("$1" "$2"); shift ;;
    --no-install) install=no ;;
    -h | --help) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "run.sh: unknown option $1 (--help lists them)" >&2; exit 2 ;;
  esac
  shift
done
out=${out:-${TMPDIR:-/tmp}/corsieve-recordings/$(basename "$cases" .ndjson)}
title=${title:-$(basename "$cases" .ndjson)}

# libwebkit2gtk-4.1-0 is the package that ships MiniBrowser.
missing() {
  case ,$browsers, in *,chromium,*) command -v chromium > /dev/null || echo chromium ;; esac
  case ,$browsers, in *,firefox,*)
    command -v firefox-esr > /dev/null || command -v firefox > /dev/null || echo firefox-esr ;;
  esac
  case ,$browsers, in *,webkit,*)
    ls /usr/lib/*-linux-gnu/webkit2gtk-4.1/MiniBrowser > /dev/null 2>&1 || echo libwebkit2gtk-4.1-0
    command -v Xvfb > /dev/null || echo xvfb ;;
  esac
}
packages=$(missing | xargs)
if [ -n "$packages" ] && [ $install = yes ]; then
  echo "installing $packages"
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq
  # One word per package.
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $packages > /dev/null
elif [ -n "$packages" ]; then
  echo "run.sh: missing: $packages" >&2
  exit 2
fi

mkdir -p "$out"
python3 "$here/record.py" "$cases" --out "$out" --browsers "$browsers" "${record_options[@]}"

PYTHONPATH=$here python3 - "$out/about.json" "$cases" "$browsers" << 'PY'
import datetime, json, pathlib, sys
import browsers
out, cases, names = sys.argv[1:]
about = {
    "date": datetime.date.today().isoformat(),
    "cases": pathlib.Path(cases).name,
    "versions": {name: browsers.version(name) for name in names.split(",")},
}
pathlib.Path(out).write_text(json.dumps(about, indent=1) + "\n")
PY

if [ -n "$corsieve" ]; then against=(--corsieve "$corsieve"); else against=(--reference "$cases"); fi
if [ -n "$conformance" ]; then against+=(--conformance "$conformance" --title "$title"); fi
python3 "$here/compare.py" "$out/recorded.ndjson" "${against[@]}" --browsers "$browsers" \
  --about "$out/about.json" --json "$out/summary.json"

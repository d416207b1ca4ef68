#!/bin/bash
# Records what the browsers of this machine answer and compares. Installs the browsers
# and builds corsieve if they are missing. README.md says how it works.
#
# usage: run.sh [--cases FILE | --h2] [--corsieve PATH | --stored] [options]
#        run.sh --drift [options]
#
#   --cases FILE        the cases; without it tests/browsers/preflights.ndjson
#   --h2                tests/browsers/h2.ndjson, HTTP/2 and HTTP/3
#   --corsieve PATH     compare with this program's profiles; without it, it is built
#   --stored            compare with what FILE says was recorded before
#   --drift             record the repository's three case files, print what changed
#   --browsers LIST     of chromium,firefox,webkit; all without it
#   --out DIR           where results go; an interrupted run goes on there
#   --sample N, --seed S          about N of the cases
#   --conformance FILE, --title T put the table into a Markdown file
#   --case-limit-ms N, --run-limit-s N, --batch N   see record.py --help
#   --no-install        say what is missing and stop
#
# Exit 0 if all agrees, or differs as tests/cases/known_differences.ndjson says.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cases=$here/preflights.ndjson
drift=("$root/tests/cases/recorded.ndjson" "$here/preflights.ndjson" "$here/h2.ndjson")
out=
browsers=chromium,firefox,webkit
corsieve=
against=profiles
conformance=
title=
install=yes
record_options=()

fail() {
  echo "run.sh: $1" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --cases | --out | --browsers | --corsieve | --conformance | --title | --sample | --seed | \
      --batch | --case-limit-ms | --run-limit-s) [ $# -gt 1 ] || fail "$1 needs a value" ;;
  esac
  case $1 in
    --cases) cases=$2; shift ;;
    --h2) cases=$here/h2.ndjson ;;
    --out) out=$2; shift ;;
    --browsers) browsers=$2; shift ;;
    --corsieve) corsieve=$2; shift ;;
    --stored) against=stored ;;
    --drift) against=drift ;;
    --conformance) conformance=$2; shift ;;
    --title) title=$2; shift ;;
    --sample | --seed | --batch | --case-limit-ms | --run-limit-s) record_options+=("$1" "$2"); shift ;;
    --no-install) install=no ;;
    -h | --help) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
    *) fail "unknown option $1 (--help lists them)" ;;
  esac
  shift
done
files=("$cases")
[ "$against" != drift ] || files=("${drift[@]}")
for file in "${files[@]}"; do
  [ -r "$file" ] || fail "$file is not there"
done

# Debian's packages are for Debian's Python, whatever `python3` is.
python=/usr/bin/python3
[ -x "$python" ] || python=python3

# libwebkit2gtk-4.1-0 is the package that ships MiniBrowser.
missing() {
  command -v "$python" > /dev/null || echo python3
  case ,$browsers, in *,chromium,*) command -v chromium > /dev/null || echo chromium ;; esac
  case ,$browsers, in *,firefox,*)
    command -v firefox-esr > /dev/null || command -v firefox > /dev/null || echo firefox-esr ;;
  esac
  case ,$browsers, in *,webkit,*)
    ls /usr/lib/*-linux-gnu/webkit2gtk-4.1/MiniBrowser > /dev/null 2>&1 || echo libwebkit2gtk-4.1-0
    command -v Xvfb > /dev/null || echo xvfb ;;
  esac
  if grep -q '"https://' "${files[@]}"; then
    command -v openssl > /dev/null || echo openssl
    "$python" -c 'import hpack' 2> /dev/null || echo python3-hpack
    case ,$browsers, in *,firefox,*) command -v certutil > /dev/null || echo libnss3-tools ;; esac
    ! grep -q '"protocol": *"h3"' "${files[@]}" || command -v caddy > /dev/null || echo caddy
  fi
}
packages=$(missing | xargs)
if [ -n "$packages" ] && [ $install = yes ]; then
  command -v apt-get > /dev/null || fail "missing: $packages (Debian's names)"
  echo "installing $packages"
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq
  # One word per package.
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $packages > /dev/null
elif [ -n "$packages" ]; then
  fail "missing: $packages"
fi

# Before anything is recorded: it takes minutes.
if [ "$against" = profiles ] && [ -z "$corsieve" ]; then
  "$root/tools/try.sh" --version > /dev/null
  corsieve=$root/bazel-bin/tools/corsieve
fi
about=(--browsers "$browsers")
[ -z "$corsieve" ] || about+=(--corsieve "$corsieve")

status=0
for file in "${files[@]}"; do
  name=$(basename "$file" .ndjson)
  directory=${out:-${TMPDIR:-/tmp}/corsieve-recordings}/$name
  [ -z "$out" ] || [ "$against" = drift ] || directory=$out
  # A run that came to its end is not gone on with, unless somebody keeps it in --out.
  [ -n "$out" ] || [ ! -e "$directory/finished" ] || rm -r "$directory"
  mkdir -p "$directory"
  "$python" "$here/about.py" "$file" "${about[@]}" --out "$directory/about.json"
  echo "cases: $file; results: $directory"
  "$python" "$here/record.py" "$file" --out "$directory" --browsers "$browsers" "${record_options[@]}"
  touch "$directory/finished"
  if [ "$against" = drift ]; then
    "$python" "$here/drift.py" "$directory/recorded.ndjson" "$file" --browsers "$browsers" || status=1
    continue
  fi
  if [ "$against" = stored ]; then with=(--reference "$file"); else with=(--corsieve "$corsieve"); fi
  [ -z "$conformance" ] || with+=(--conformance "$conformance" --title "${title:-$name}")
  "$python" "$here/compare.py" "$directory/recorded.ndjson" "${with[@]}" --browsers "$browsers" \
    --about "$directory/about.json" --json "$directory/summary.json" || status=1
done
exit $status

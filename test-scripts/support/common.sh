#!/usr/bin/env bash
# Sourced by the scripts beside it: messages, checks of the machine, private Python environments, the build.
#
# Sets ROOT (the repository). Everything that is installed goes to ROOT/.venv-NAME, which git ignores; nothing is
# installed for the whole machine. A second run finds the environments complete and needs no network.

# What is on the loopback address is never asked of a proxy, and what is printed is UTF-8 in every locale.
export no_proxy="127.0.0.1,localhost${no_proxy:+,$no_proxy}"
export NO_PROXY=$no_proxy PYTHONUTF8=1
ROOT=$(CDPATH= cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# A heading, a line below it, and the sentence that ends a script.
heading() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
fail() {
  printf '\nFAILED: %s\n' "$*" >&2
  exit 1
}

# accept_options "WORD..." "$@": the words that a script may be called with, looked at before it does any work.
#
# --help and -h print the comment at the head of the script and end it. A word such as --keep is an option, --count= is one
# that has a value, and NAMES stands for all words that are no options. Anything else ends the script with status 2.
accept_options() {
  local known=" $1 "
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) sed -nE '2,/^set /s/^# ?//p' "$0"; exit 0 ;;
    esac
    case $known in
      *" $1 "*) ;;
      *" ${1%%=*}= "*)
        if [ "$1" = "${1%%=*}" ]; then
          [ -n "${2:-}" ] || misused "The option $1 needs a value."
          shift
        fi
        ;;
      *" NAMES "*) [ "${1#-}" = "$1" ] || misused "Unknown option '$1'." ;;
      *) misused "Unknown option '$1'." ;;
    esac
    shift
  done
}

# misused SENTENCE: ends a script that was called in a wrong way.
misused() {
  printf '%s See %s --help.\n' "$*" "$0" >&2
  exit 2
}

# Ends with a sentence unless a Swift toolchain of at least 6.2 is there (the manifest's tools version).
need_swift() {
  command -v swift >/dev/null 2>&1 ||
    fail "There is no 'swift' in PATH. Install Swift 6.2 or newer: https://www.swift.org/install/linux/"
  local version
  version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
  [ -n "$version" ] || fail "'swift --version' says no version; the toolchain does not work."
  if [ "${version%%.*}" -lt 6 ] || { [ "${version%%.*}" -eq 6 ] && [ "${version#*.}" -lt 2 ]; }; then
    fail "Swift $version is too old; Deputy needs 6.2 or newer: https://www.swift.org/install/linux/"
  fi
}

# Ends with a sentence unless python3 is at least 3.11, the version these scripts are written for.
need_python() {
  command -v python3 >/dev/null 2>&1 ||
    fail "There is no 'python3' in PATH. On Debian and Ubuntu: apt install python3 python3-venv"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$(python3 --version) is too old; these scripts need 3.11 or newer."
}

# ensure_venv NAME: ROOT/.venv-NAME holds the packages of requirements/NAME.txt afterwards.
#
# The last thing that is written is a copy of the requirements, so an interrupted installation is seen and repeated; so is
# one of another version of Python.
# Returns 1 and leaves a sentence in VENV_ERROR where it cannot be done; the caller decides whether that is a failure.
ensure_venv() {
  local name=$1
  local folder="$ROOT/.venv-$name" wanted="$ROOT/test-scripts/support/requirements/$name.txt"
  local log="$ROOT/.cache/venv-$name.log"
  VENV_ERROR=""
  if cmp -s "$wanted" "$folder/requirements.txt" &&
    "$folder/bin/python" -c 'import os, sys, sysconfig; sys.exit(not os.path.isdir(sysconfig.get_path("purelib")))' 2>/dev/null; then
    return 0
  fi
  need_python
  note "installing $(tr '\n' ' ' <"$wanted")into .venv-$name (once; needs the network)"
  mkdir -p "$ROOT/.cache"
  rm -rf "$folder"
  if ! python3 -m venv "$folder" >"$log" 2>&1; then
    rm -rf "$folder"
    VENV_ERROR="python3 cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv. It said:
$(tail -n 3 "$log")"
    return 1
  fi
  if ! "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted" >"$log" 2>&1; then
    rm -rf "$folder"
    VENV_ERROR="pip could not install $(tr '\n' ' ' <"$wanted")(is PyPI reachable? is there a wheel for this machine?). It said:
$(tail -n 3 "$log")"
    return 1
  fi
  cp "$wanted" "$folder/requirements.txt"
}

# require_venv NAME: the same, and ends with the sentence where it cannot be done.
require_venv() { ensure_venv "$1" || fail "$VENV_ERROR"; }

# build_deputy: DEPUTY is the path of a release build afterwards, with Swift's libraries inside.
#
# DEPUTY_BINARY in the environment names a binary to use as it is, without a build.
build_deputy() {
  if [ -n "${DEPUTY_BINARY:-}" ]; then
    [ -x "$DEPUTY_BINARY" ] || fail "DEPUTY_BINARY=$DEPUTY_BINARY is no program that can be run."
    DEPUTY=$(cd "$(dirname "$DEPUTY_BINARY")" && pwd)/$(basename "$DEPUTY_BINARY")
    note "using $DEPUTY"
    return
  fi
  need_swift
  local log="$ROOT/.cache/build-release.log" started=$SECONDS
  mkdir -p "$ROOT/.cache"
  note "swift build -c release --static-swift-stdlib (the first time takes a minute or two)"
  if ! (cd "$ROOT" && swift build -c release --static-swift-stdlib --product deputy) >"$log" 2>&1; then
    grep -E 'error:|warning:' "$log" | head -n 20 >&2 || true
    fail "The release build failed; the whole log is $log"
  fi
  DEPUTY="$ROOT/.build/release/deputy"
  [ -x "$DEPUTY" ] || fail "The build made no $DEPUTY."
  note "built in $((SECONDS - started)) s"
}

# use_scratch NAME: FOLDER is a temporary folder; when the script ends it is removed, and the model servers with it.
#
# The folder stays, and its name is printed, where KEEP=yes or where the script fails.
use_scratch() {
  FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/deputy-$1.XXXXXX")
  LLAMA_PIDS=()
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

clean_up() {
  local status=$?
  local pid
  for pid in "${LLAMA_PIDS[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  if [ "${KEEP:-no}" = yes ] || [ "$status" -ne 0 ]; then note "kept: $FOLDER"; else rm -rf "$FOLDER"; fi
  exit "$status"
}

# start_llama_server [OPTION...] [OPTION...]: the real llama.cpp server with the demo model on a free port of 127.0.0.1.
#
# Needs use_scratch before it. Sets LLAMA_PID and LLAMA_URL to those of this server; there may be several. A further
# --model takes the place of the demo model.
start_llama_server() {
  require_venv llama
  local out="$FOLDER/llama-server-${#LLAMA_PIDS[@]}.out" err="$FOLDER/llama-server-${#LLAMA_PIDS[@]}.err"
  : >"$out" # it is read below, perhaps before the server's shell has opened it
  "$ROOT/test-scripts/llama-server" --model "$ROOT/test-scripts/demo-model/demo-q8_0.gguf" --port 0 "$@" \
    >"$out" 2>"$err" &
  LLAMA_PID=$!
  LLAMA_PIDS+=("$LLAMA_PID")
  LLAMA_URL=""
  for _ in $(seq 600); do
    LLAMA_URL=$(sed -nE 's/^READY (http[^ ]*).*/\1/p' "$out")
    [ -n "$LLAMA_URL" ] && return 0
    kill -0 "$LLAMA_PID" 2>/dev/null || fail "llama.cpp's server ended at its start: $(tail -n 3 "$err")"
    sleep 0.1
  done
  fail "llama.cpp's server was not ready after 60 s: $(tail -n 3 "$err")"
}

# shellcheck shell=bash
# Sourced by every other script: where things are. Running it does nothing.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ROOT

# rustup and `cargo install` put their programs here, and a login shell may not have been told yet.
if [ -n "${CARGO_HOME:-${HOME:-}}" ]; then
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  export PATH
fi

# Build products live outside the checkout, so that fresh clones share what they have in common and a backup or a search
# of the checkout never walks through them. Where there is no home to write to, ./target (which git ignores).
if [ -z "${CARGO_TARGET_DIR:-}" ]; then
  CARGO_TARGET_DIR="$ROOT/target"
  if [ -n "${HOME:-}" ] && mkdir -p "$HOME/.cache/throughcare" 2>/dev/null && [ -w "$HOME/.cache/throughcare" ]; then
    CARGO_TARGET_DIR="$HOME/.cache/throughcare/target"
  fi
fi
export CARGO_TARGET_DIR

# Instrumented fuzz builds share nothing with ordinary ones: beside them, not among them.
FUZZ_TARGET_DIR="$CARGO_TARGET_DIR-fuzz"
export FUZZ_TARGET_DIR

# A build server compiles each state of the code once: incremental files would only cost it time and space.
if [ -n "${CI:-}" ]; then
  export CARGO_INCREMENTAL=0
fi

# fail MESSAGE…: one line on standard error, and out.
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

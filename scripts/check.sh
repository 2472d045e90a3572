#!/usr/bin/env bash
# Runs the named checks one after the other and stops at the first that fails:
#
#   scripts/check.sh all            everything that must hold before a change is kept, in order of cost
#   scripts/check.sh format clippy  only these
#
# The test runner comes last, so that its own count is the last thing to be read.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

all=(lockfile format scripts dependencies clippy documentation verifying-half browser builds doctests fuzz tests)

# Cargo.lock says what is built. Every later step then finds it complete, or `--locked` stops it.
check_lockfile() {
  cargo metadata --locked --format-version 1 >/dev/null
  cargo metadata --locked --manifest-path fuzz/Cargo.toml --format-version 1 >/dev/null
}

check_format() {
  cargo fmt --all --check
  if [ -f fuzz/Cargo.toml ]; then
    cargo fmt --manifest-path fuzz/Cargo.toml --check
  fi
}

check_scripts() {
  shellcheck --external-sources --source-path=SCRIPTDIR .ci/run scripts/*.sh
}

check_dependencies() {
  cargo deny --locked --offline check bans licenses sources
  # The server is a program of its own: what it links is not among what the window does. What only the window needs is let be there.
  cargo deny --locked --offline --manifest-path crates/server/Cargo.toml check \
    --allow unmatched-skip --allow unnecessary-skip --allow license-not-encountered \
    --allow license-exception-not-encountered bans licenses sources
  check_advisories
}

# Known vulnerabilities, as far as a database is at hand: deny.toml says how to come by one.
advisories_note=""
check_advisories() {
  local databases
  databases=("${CARGO_HOME:-${HOME:-/nonexistent}/.cargo}"/advisory-dbs/*/)
  if [ -d "${databases[0]}" ]; then
    cargo deny --locked --offline check advisories
    return
  fi
  advisories_note="ADVISORIES NOT CHECKED: no copy of the RustSec database on this machine (deny.toml says how to get one)"
  echo "$advisories_note"
  if [ "${THROUGHCARE_ADVISORIES:-}" = required ]; then
    fail "THROUGHCARE_ADVISORIES=required, and they could not be checked"
  fi
}

check_clippy() {
  cargo clippy --locked --workspace --all-targets --all-features -- -D warnings
}

check_documentation() {
  RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --all-features
}

# What the server will link: the ledger without the parts that hold or use keys.
check_verifying-half() {
  cargo check --locked --no-default-features -p crypto
  cargo check --locked --no-default-features -p ledger
  # By itself, so that no other crate lends it features: with plain SQLite, and without what seals.
  cargo check --locked -p server
}

# The pure crates, compiled for the browser, where there is no file, no clock and no random source.
check_browser() {
  cargo check --locked --target wasm32-unknown-unknown --no-default-features -p casework -p ledger -p policy
}

# The screens: warnings as they are compiled for the browser, then the page that the window embeds, and its size.
check_ui() {
  lint_ui
  scripts/ui.sh
}

lint_ui() {
  cargo clippy --locked --target wasm32-unknown-unknown -p ui -- -D warnings
}

check_doctests() {
  cargo test --locked --workspace --all-features --doc
}

check_fuzz() {
  scripts/fuzz-short.sh
}

# The command line for Windows, which tests/tests/windows.rs starts under wine; the window is built by `make package`.
check_windows() {
  cargo build --locked --target x86_64-pc-windows-gnu -p throughcare-cli
}

# Both of them. The screens are optimised as a whole, for minutes, on one core: the other compiles for Windows meanwhile.
check_builds() {
  lint_ui
  local log screens
  log=$(mktemp)
  scripts/ui.sh >"$log" 2>&1 &
  screens=$!
  if ! check_windows; then
    kill "$screens"
    return 1
  fi
  if ! wait "$screens"; then
    cat "$log"
    return 1
  fi
  cat "$log"
  rm "$log"
}

check_tests() {
  # Whole-program tests start the programs from the target folder, with the screens in them: they are built before.
  scripts/ui.sh
  cargo build --locked --workspace --all-features --bins
  check_windows
  run_tests 'all()'
}

# Only those that drive the real window: its journeys, and every screen in every state under axe-core.
check_window() {
  scripts/ui.sh
  cargo build --locked --workspace --all-features --bins
  run_tests 'package(tests) & binary(window)' --test window
}

run_tests() {
  cargo nextest run --locked --workspace --all-features --no-fail-fast --config-file scripts/nextest.toml "${@:2}" -E "$1"
}

heading() {
  printf '\n=== %s ===\n' "$*"
}

if [ $# -eq 0 ]; then
  fail "usage: check.sh all | $(printf '%s ' "${all[@]}")"
fi
if [ "$1" = all ]; then
  set -- "${all[@]}"
fi
for step in "$@"; do
  declare -F "check_$step" >/dev/null || fail "no check is called '$step': all ${all[*]}"
done

began=$SECONDS
running="nothing yet"
timings=()
say_what_failed() {
  local status=$?
  if [ "$status" -ne 0 ]; then
    printf '\nFAILED: %s (exit status %s)\n' "$running" "$status"
  fi
}
trap say_what_failed EXIT

scripts/room.sh
for step in "$@"; do
  running=$step
  if [ "$step" = tests ] && [ ${#timings[@]} -gt 0 ]; then
    heading "so far"
    printf '%s\n' "${timings[@]}"
    printf '%6d s  together\n' $((SECONDS - began))
    if [ -n "$advisories_note" ]; then
      echo "$advisories_note"
    fi
  fi
  heading "$step"
  from=$SECONDS
  "check_$step"
  took=$((SECONDS - from))
  timings+=("$(printf '%6d s  %s' "$took" "$step")")
  if [ "$step" != tests ]; then
    printf -- '--- %s: %d s\n' "$step" "$took"
  fi
done

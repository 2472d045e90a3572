#!/usr/bin/env bash
# Measures, and says how each figure compares with its target. Writes docs/performance.md.
#
#   scripts/bench.sh          the record, what is owed, temporary release, the handover pack and the window
#   scripts/bench.sh record   only one of them: the page keeps what it says of the other
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

# The window with hooks for the bench, in a release build. src-tauri/build.rs takes them from nobody else.
export THROUGHCARE_BENCH_BUILD=1
packages=(-p throughcare-cli -p benches)
features=()
if [ "${1:-window}" = window ]; then
  scripts/ui.sh
  packages+=(-p throughcare -p empty-window)
  features+=(--features "throughcare/custom-protocol,throughcare/test-hooks")
fi
cargo build --locked --release "${packages[@]}" "${features[@]}"
"$CARGO_TARGET_DIR/release/benches" "$@"

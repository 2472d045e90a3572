#!/usr/bin/env bash
# Measures, and says how each figure compares with its target. Writes docs/performance.md.
#
#   scripts/bench.sh          the record, what is owed, temporary release, the handover pack, sync and the window
#   scripts/bench.sh record   only one of them: the page keeps what it says of the other
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

# The window with hooks for the bench, in a release build. src-tauri/build.rs takes them from nobody else.
export THROUGHCARE_BENCH_BUILD=1
packages=(-p throughcare-cli -p server -p benches)
features=()
if [ "${1:-window}" = window ]; then
  scripts/ui.sh
  packages+=(-p throughcare -p empty-window)
  features+=(--features "throughcare/custom-protocol,throughcare/test-hooks")
fi
# The peer of sync, as it comes, in a folder of its own. Built once, for some minutes; never together with this workspace.
install_atuin() {
  local atuin=18.15.2 peers="$CARGO_TARGET_DIR-peers"
  export THROUGHCARE_BENCH_ATUIN="$peers/bin"
  if [ "$("$peers/bin/atuin" --version 2>/dev/null | awk '{ print $2 }')" != "$atuin" ] || [ ! -x "$peers/bin/atuin-server" ]; then
    echo "bench: atuin $atuin and its server, to compare with; some minutes, once"
    local install=(env "CARGO_TARGET_DIR=$peers/build" cargo install --quiet --locked --root "$peers")
    # From the root folder, so that no setting of this workspace bends another project's build.
    (
      cd /
      "${install[@]}" "atuin@$atuin" --no-default-features --features client,sync
      "${install[@]}" "atuin-server@$atuin"
    )
    rm -rf "$peers/build"
  fi
}
if [ "${1:-sync}" = sync ]; then
  install_atuin
fi
cargo build --locked --release "${packages[@]}" "${features[@]}"
"$CARGO_TARGET_DIR/release/benches" "$@"

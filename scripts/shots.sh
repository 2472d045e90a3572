#!/usr/bin/env bash
# Takes pictures of every screen of the window in every state, at the two sizes that prison desktops have, on the demonstration prison:
#
#   scripts/shots.sh                all, into shots/1280x800 and shots/1920x1080
#   scripts/shots.sh import         only those with this in their name, on a smaller prison that is made in seconds
#
# The states are listed in tests/src/tour; the tests of accessibility walk the same list.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

scripts/ui.sh
# As the tests build it: other packages or features would be compiled anew.
cargo build --locked --workspace --all-features --bins
if [ $# -eq 0 ]; then
  rm -rf shots
fi
exec "$CARGO_TARGET_DIR/debug/shots" shots "$@"

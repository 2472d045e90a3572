#!/usr/bin/env bash
# Makes room for a build where the disk is nearly full. Cargo never deletes what an older state of the code was built into; after
# some weeks it fills a disk, and the linker then dies of a "bus error" that names no cause.
#
# With enough free it only looks. First go what nobody will use again (test programs of older states, incremental files),
# then all products of the debug build. Sources and dependencies are never touched: what goes is built again.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

# A build of everything from nothing takes about this much, in GiB.
needed=25

free() {
  df --output=avail --block-size=1G "$CARGO_TARGET_DIR" | tail -n 1 | tr -d ' '
}

enough() {
  [ "$(free)" -ge "$needed" ]
}

mkdir -p "$CARGO_TARGET_DIR"
if enough; then
  exit 0
fi
echo "room: $(free) GiB free for build products, $needed are needed: clearing older ones in $CARGO_TARGET_DIR"

rm -rf "$CARGO_TARGET_DIR"/*/incremental
if [ -d "$CARGO_TARGET_DIR/debug/deps" ]; then
  find "$CARGO_TARGET_DIR/debug/deps" -maxdepth 1 -type f -size +10M ! -name '*.*' -mmin +720 -delete
fi
if ! enough; then
  rm -rf "$CARGO_TARGET_DIR/debug"
fi
if ! enough; then
  echo "room: only $(free) GiB are free now: if the build fails, the disk may be full"
fi

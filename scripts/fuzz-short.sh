#!/usr/bin/env bash
# Runs every fuzz target for a few seconds: enough to catch a decoder that panics on simple rubbish.
#
#   FUZZ_SECONDS=600 scripts/fuzz-short.sh [TARGET…]    longer, or only these
#
# Stable Rust will do: without a sanitizer cargo-fuzz needs no nightly flag, and in code that forbids `unsafe` it is
# panics, overflows and endless loops that are looked for. Every target starts from the seeds in fuzz/seeds/TARGET, which
# `cargo run --manifest-path fuzz/Cargo.toml --example seeds` writes; what the fuzzer learns is kept beside the fuzz
# build and used again; an input that breaks a target is left in fuzz/artifacts/TARGET.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

seconds=${FUZZ_SECONDS:-8}
[ -f fuzz/Cargo.toml ] || fail "fuzz/Cargo.toml is missing: every decoder is to have its fuzz target"

listed=$(cargo fuzz list)
mapfile -t targets < <(printf '%s' "$listed")
[ ${#targets[@]} -gt 0 ] || fail "fuzz/ has no targets: every decoder is to have one"
if [ $# -gt 0 ]; then
  targets=("$@")
fi
for target in "${targets[@]}"; do
  [ -n "$(ls -A "fuzz/seeds/$target" 2>/dev/null)" ] || fail "$target starts from nothing: give it seeds (fuzz/examples/seeds)"
done

export CARGO_TARGET_DIR=$FUZZ_TARGET_DIR
cargo metadata --locked --format-version 1 --manifest-path fuzz/Cargo.toml >/dev/null
cargo fuzz build --sanitizer none

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# fuzz TARGET SECONDS
fuzz() {
  local target=$1 corpus="$FUZZ_TARGET_DIR/corpus/$1" log="$logs/$1"
  mkdir -p "$corpus"
  # One input may take 10 seconds and 2 GB at most: beyond that it is a finding, not a slow day.
  if ! cargo fuzz run --sanitizer none "$target" "$corpus" "fuzz/seeds/$target" -- \
    -seed="${FUZZ_SEED:-1}" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    fail "$target broke; its input is in fuzz/artifacts/$target"
  fi
  # libFuzzer's own last word, which also shows that the target ran at all.
  grep -E '^Done [0-9]+ runs' "$log" | sed "s/^/$target: /" || { tail -n 60 "$log" >&2; fail "$target never ran"; }
}
export -f fuzz fail
export logs

# As many at once as there are processors, since each keeps one busy.
# shellcheck disable=SC2016  # the words are for the shells that it starts
printf '%s\0' "${targets[@]}" |
  xargs --null --max-args=1 --max-procs="$(nproc)" bash -c 'set -euo pipefail; fuzz "$2" "$1"' fuzz-short "$seconds"
echo "${#targets[@]} fuzz targets, $seconds seconds each, nothing found"

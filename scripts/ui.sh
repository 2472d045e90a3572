#!/usr/bin/env bash
# Builds the screens into ui/dist, from where the shell embeds them. Does nothing when nothing has changed.
#
# cargo compiles them, wasm-split-cli cuts them into chapters (ui/src/chapters.rs), wasm-bindgen of the very version in Cargo.lock writes the
# glue, binaryen's wasm-opt makes every chapter small, and the stylesheets of GOV.UK Frontend and MoJ Frontend come from npm, without
# their fonts and (by purgecss) without what the screens do not name.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

# What a window may have to read and compile before its first rows, in bytes.
most=2500000
modules=ui/node_modules
stamp=ui/.dist-stamp

fetch_modules() {
  local wanted
  wanted=$(cat ui/package.json ui/package-lock.json ui/.npmrc | sha256sum)
  if [ "$(cat "$modules/.wanted" 2>/dev/null || true)" != "$wanted" ]; then
    echo "ui: fetching from npm"
    npm ci --prefix ui --loglevel=error
    echo "$wanted" >"$modules/.wanted"
  fi
}

# vendor_css FROM TO: a stylesheet that names no font but ours and finds its pictures beside it. GDS Transport is licensed for
# service.gov.uk only, and the crest is the Crown's: neither comes into the product.
vendor_css() {
  sed -E 's/@font-face\{[^}]*\}//g; s#url\("?/assets/images/govuk-crest\.svg"?\)#none#g; s#/assets/#assets/#g; s/font-family:GDS Transport,arial,sans-serif/font-family:var(--desk-font)/g; s#/\*\# sourceMappingURL=[^*]*\*/##' \
    "$1" >"$2"
}

# read_again_what_does_not_come GLUE: the glue reads chapters by way of ui/chapter.js.
read_again_what_does_not_come() {
  sed -i \
    -e '1i import { chapter } from "./chapter.js";' \
    -e 's/const src = fetch(/const src = chapter(/' \
    -e 's/WebAssembly\.instantiateStreaming(src, imports)/WebAssembly.instantiate(await src, imports)/' \
    "$1"
  if ! grep --quiet "instantiate(await src" "$1" || grep --quiet --extended-regexp "fetch\(|instantiateStreaming" "$1"; then
    fail "wasm-split writes another glue than is known here: $1"
  fi
}

# cut_into_chapters DIST: the first chapter as throughcare_bg.wasm, with the glue that reads the others. What they share with each other and not
# with the first is in pieces of its own.
cut_into_chapters() {
  local dist=$1 piece
  wasm-split-cli --out-name throughcare "$program" "$dist"
  # The other chapters find what they need of the first by the names that the linker gave.
  wasm-bindgen --target web --no-typescript --keep-lld-exports --out-name throughcare --out-dir "$dist" "$dist/throughcare.wasm"
  rm "$dist/throughcare.wasm"
  read_again_what_does_not_come "$dist/__wasm_split.js"
  for piece in "$dist"/*.wasm; do
    # It tells of the names that the linker gave to segments, and drops them with all other names.
    "$modules/.bin/wasm-opt" -Oz --output "$piece" "$piece" 2> >(grep --invert-match "unknown name subsection" >&2)
  done
}

# weigh DIST: says how large the chapters are, and fails where the first is too large.
weigh() {
  local dist=$1 piece size first all=0
  for piece in "$dist"/*.wasm; do
    size=$(stat --format=%s "$piece")
    all=$((all + size))
    printf 'ui: %9d bytes  %s\n' "$size" "$(basename "$piece")"
  done
  first=$(stat --format=%s "$dist/throughcare_bg.wasm")
  echo "ui: $all bytes of WebAssembly; $first of them before the first rows, of at most $most"
  [ "$first" -le "$most" ] || fail "the first chapter is too large: $first bytes of WebAssembly, at most $most"
}

build_dist() {
  local dist=$1 moj="$modules/@ministryofjustice/frontend/moj"
  cut_into_chapters "$dist"
  weigh "$dist"

  mkdir -p "$dist/vendor/assets/images"
  vendor_css "$modules/govuk-frontend/dist/govuk/govuk-frontend.min.css" "$dist/vendor/govuk-frontend.min.css"
  vendor_css "$moj/moj-frontend.min.css" "$dist/vendor/moj-frontend.min.css"
  "$modules/.bin/purgecss" --config ui/purgecss.config.cjs --css "$dist"/vendor/*.css --output "$dist/vendor"
  cp "$moj"/assets/images/icon-*.svg "$dist/vendor/assets/images/"
  cp ui/index.html ui/boot.js ui/chapter.js ui/desk.css "$dist/"
}

fetch_modules
# What a panic says of its place is a path; of this machine it should not speak.
RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
# Leptos gives every piece of a page a type of its own, and code for each. Erased, pieces of a kind share theirs.
export RUSTFLAGS="$RUSTFLAGS --cfg erase_components"
# Where it is cut, the linker's relocations say what needs what.
cargo rustc --locked --profile wasm-release --target wasm32-unknown-unknown -p ui -- -C link-arg=--emit-relocs
program="$CARGO_TARGET_DIR/wasm32-unknown-unknown/wasm-release/ui.wasm"

# cargo knows when its part has changed; the rest is seen here.
inputs=$(cat "$program" ui/index.html ui/boot.js ui/chapter.js ui/desk.css ui/package-lock.json ui/purgecss.config.cjs scripts/ui.sh | sha256sum)
if [ -f ui/dist/throughcare_bg.wasm ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$inputs" ]; then
  exit
fi
made=$(mktemp -d ui/dist.XXXXXX)
trap 'rm -rf "$made"' EXIT
chmod 755 "$made"
build_dist "$made"
rm -rf ui/dist
mv "$made" ui/dist
echo "$inputs" >"$stamp"

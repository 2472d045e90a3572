#!/usr/bin/env bash
# Draws the icons afresh from icons/throughcare.svg. Needs rsvg-convert (Debian's librsvg2-bin) and imagemagick; the results are
# kept, so that a build needs neither.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT/icons"

small=$(mktemp -d)
trap 'rm -rf "$small"' EXIT
draw() {
  rsvg-convert --width "$1" --height "$1" throughcare.svg --output "$2"
}
draw 32 32x32.png
draw 128 128x128.png
draw 256 256x256.png
draw 512 512x512.png
for size in 16 24 32 48 64 128 256; do
  draw "$size" "$small/$size.png"
done
convert "$small"/{16,24,32,48,64,128,256}.png icon.ico

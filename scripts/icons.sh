#!/usr/bin/env bash
# Draws the icons afresh from icons/throughcare.svg: PNG files for Linux, icon.ico and the setup's picture for Windows, icon.icns for
# macOS. Needs rsvg-convert (Debian's librsvg2-bin), imagemagick and png2icns (icnsutils); the results are kept, so that a build
# needs none of them.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT/icons"

large=$(mktemp -d)
trap 'rm -rf "$large"' EXIT
draw() {
  rsvg-convert --width "$1" --height "$1" throughcare.svg --output "$2"
}
for size in 16 24 32 48 64 128 256 512; do
  draw "$size" "${size}x$size.png"
done
draw 1024 "$large/1024.png"
convert {16x16,24x24,32x32,48x48,64x64,128x128,256x256}.png icon.ico
# The sizes that the format has a place for.
png2icns icon.icns {16x16,32x32,48x48,128x128,256x256,512x512}.png "$large/1024.png" >/dev/null
# What the setup shows beside its first and last words: of the size, and in the old form, that it takes.
convert -size 164x314 'xc:#0f385c' 128x128.png -gravity north -geometry +0+48 -composite -type palette -compress none \
  BMP3:../packages/windows/setup.bmp

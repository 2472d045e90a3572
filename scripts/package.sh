#!/usr/bin/env bash
# Makes what is installed elsewhere. docs/packages.md says what is in it, and how it is signed.
#
#   scripts/package.sh deb       for Debian 12 and its relatives, on this computer's kind of processor
#   scripts/package.sh windows   for Windows 10 and later, cross-built: setup with the window and the command line
#
# Without a word: both. The same commit, toolchain and folders give the same bytes: dates are the commit's.
#
# THROUGHCARE_MAINTAINER      "Name <address>": who answers for the Debian package
# THROUGHCARE_SIGN_WINDOWS    a program that signs the Windows program whose file it is given
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"
umask 022

maintainer=${THROUGHCARE_MAINTAINER:-The Throughcare maintainers <maintainers@throughcare.invalid>}
out="$CARGO_TARGET_DIR/packages"
windows=x86_64-pc-windows-gnu
linux=$(rustc --version --verbose | sed -n 's/^host: //p')
version=$(cargo pkgid --locked --package throughcare | sed 's/.*[#@]//')

# Everything that writes a date writes the commit's.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log --max-count=1 --format=%ct)} ||
  fail "this is no git checkout, so SOURCE_DATE_EPOCH has to say of when the sources are"
export SOURCE_DATE_EPOCH
day=$(date --utc --date="@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
commit=$(git describe --always --abbrev=12 --dirty 2>/dev/null || echo unknown)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fill FILE NAME=VALUE…: a file with its @NAME@s filled in.
fill() {
  local text pair
  text=$(<"$1")
  for pair in "${@:2}"; do
    text=${text//"@${pair%%=*}@"/"${pair#*=}"}
  done
  printf '%s\n' "$text"
}

# build TARGET: the two programs, which say nothing of where they were built.
build() {
  local flags=(
    "--remap-path-prefix=$CARGO_TARGET_DIR=/target"
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    "--remap-path-prefix=$ROOT=/throughcare"
  )
  if [ "$1" = "$windows" ]; then
    flags+=(-C "link-arg=-Wl,--no-insert-timestamp")
  fi
  # Between flags stands a character that no path has.
  CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${flags[*]}") cargo build --locked --release --target "$1" --package throughcare-cli --package throughcare \
    --features throughcare/custom-protocol
  built="$CARGO_TARGET_DIR/$1/release"
}

# --- Debian ---

# The libraries that the programs were linked with, as packages of at least the version that has what they use. The tool knows only
# Debian's own arrangement of folders.
depends() {
  printf 'Source: throughcare\n\nPackage: throughcare\nArchitecture: any\n' >"$work/debian/control"
  (cd "$work" && dpkg-shlibdeps -O debian/throughcare/usr/bin/*) | sed -n 's/^shlibs:Depends=//p'
}

# The changes of the package itself; those of the program are git's.
changelog() {
  printf 'throughcare (%s) unstable; urgency=medium\n\n  * Built from commit %s.\n\n -- %s  %s\n' \
    "$version" "$commit" "$maintainer" "$(date --utc --date="@$SOURCE_DATE_EPOCH" --rfc-email)"
}

# manual NAME: its page, with the commands that the program itself names.
manual() {
  local commands
  # shellcheck disable=SC2016  # the fields are awk's
  commands=$("$built/throughcare-cli" --help |
    awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { name = $1; $1 = ""; print ".TP\n.B " name "\n" substr($0, 2) }' |
    sed 's/-/\\-/g')
  fill "packages/debian/$1.1" "VERSION=$version" "DATE=$day" "COMMANDS=$commands" | gzip --best --no-name
}

lay_out_debian() {
  local root=$1 size name
  install -D --mode=755 --target-directory="$root/usr/bin" "$built/throughcare" "$built/throughcare-cli"
  install -D --mode=644 --target-directory="$root/usr/share/applications" packages/debian/throughcare.desktop
  for size in 16 24 32 48 64 128 256 512; do
    install -D --mode=644 "icons/${size}x$size.png" "$root/usr/share/icons/hicolor/${size}x$size/apps/throughcare.png"
  done
  install -D --mode=644 icons/throughcare.svg "$root/usr/share/icons/hicolor/scalable/apps/throughcare.svg"
  mkdir -p "$root"/usr/share/{metainfo,man/man1}
  fill packages/debian/uk.throughcare.desk.metainfo.xml "VERSION=$version" "DATE=$day" \
    >"$root/usr/share/metainfo/uk.throughcare.desk.metainfo.xml"
  for name in throughcare throughcare-cli; do
    manual "$name" >"$root/usr/share/man/man1/$name.1.gz"
  done
  install -D --mode=644 packages/debian/copyright "$root/usr/share/doc/throughcare/copyright"
  changelog | gzip --best --no-name >"$root/usr/share/doc/throughcare/changelog.gz"
  scripts/licences.sh "$linux" | gzip --best --no-name >"$root/usr/share/doc/throughcare/third-party-licences.txt.gz"
}

package_deb() {
  local root="$work/debian/throughcare" architecture file
  architecture=$(dpkg --print-architecture)
  build "$linux"
  lay_out_debian "$root"
  desktop-file-validate "$root/usr/share/applications/throughcare.desktop"
  appstreamcli validate --no-net --explain "$root/usr/share/metainfo/uk.throughcare.desk.metainfo.xml"

  mkdir "$root/DEBIAN"
  (cd "$root" && find usr -type f -print0 | sort --zero-terminated | xargs --null md5sum) >"$root/DEBIAN/md5sums"
  fill packages/debian/control "VERSION=$version" "ARCHITECTURE=$architecture" "MAINTAINER=$maintainer" \
    "SIZE=$(du --summarize --apparent-size --block-size=1024 "$root/usr" | cut -f 1)" "DEPENDS=$(depends)" >"$root/DEBIAN/control"
  file="$out/throughcare_${version}_$architecture.deb"
  dpkg-deb --root-owner-group --build "$root" "$file" >/dev/null
  lintian --allow-root --fail-on error,warning "$file"
}

# --- Windows ---

# sign FILE: with whatever the publisher signs with. Without that the programs are unsigned, which is said at the end.
sign() {
  if [ -n "${THROUGHCARE_SIGN_WINDOWS:-}" ]; then
    "$THROUGHCARE_SIGN_WINDOWS" "$1"
  fi
}

package_windows() {
  local files="$work/windows" file="$out/throughcare-$version-setup.exe" program arguments
  build "$windows"
  mkdir "$files"
  # The loader comes out of the very crate that was linked.
  cp "$built"/{throughcare.exe,throughcare-cli.exe,WebView2Loader.dll} "$files/"
  for program in throughcare throughcare-cli; do
    sign "$files/$program.exe"
  done
  # Notepad has long understood plain line ends, but not every viewer of a prison has.
  sed 's/$/\r/' LICENSE >"$files/licence.txt"
  { scripts/licences.sh "$windows"; printf '\n\n'; cat packages/windows/webview2-loader.txt; } | sed 's/$/\r/' \
    >"$files/third-party-licences.txt"
  for program in "$files"/*; do
    grep --quiet --fixed-strings "Delete \"\$INSTDIR\\$(basename "$program")\"" packages/windows/throughcare.nsi ||
      fail "the uninstaller would leave $(basename "$program") behind: packages/windows/throughcare.nsi has to name it"
  done
  find "$files" -exec touch --date="@$SOURCE_DATE_EPOCH" {} +

  arguments=("-DVERSION=$version" "-DFILES=$files" "-DICON=$ROOT/icons/icon.ico" "-DOUTPUT=$file")
  if [ -n "${THROUGHCARE_SIGN_WINDOWS:-}" ]; then
    arguments+=("-DSIGN=$THROUGHCARE_SIGN_WINDOWS")
  fi
  makensis -V2 -WX "${arguments[@]}" packages/windows/throughcare.nsi
  sign "$file"
  [ -n "${THROUGHCARE_SIGN_WINDOWS:-}" ] || unsigned=yes
}

# --- both ---

if [ $# -eq 0 ]; then
  set -- deb windows
fi
unsigned=no
mkdir -p "$out"
scripts/ui.sh
for kind in "$@"; do
  case $kind in
    deb | windows) "package_$kind" ;;
    *) fail "usage: package.sh [deb] [windows]" ;;
  esac
done

cd "$out"
find . -maxdepth 1 -type f '(' -name "throughcare_${version}_*.deb" -o -name "throughcare-$version-setup.exe" ')' -printf '%P\n' |
  sort | xargs sha256sum >SHA256SUMS
printf '\nIn %s, from commit %s:\n\n' "$out" "$commit"
while read -r sum file; do
  printf '  %6.1f MB  %s\n             SHA-256 %s\n' "$(($(stat --format=%s "$file") / 100000))e-1" "$file" "$sum"
done <SHA256SUMS
if [ "$unsigned" = yes ]; then
  printf '\nThe Windows programs are not signed: docs/packages.md says how they would be.\n'
fi

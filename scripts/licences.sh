#!/usr/bin/env bash
# Prints the licences of all that is linked into the programs of a package, with their texts, which are to travel with it:
#
#   scripts/licences.sh x86_64-unknown-linux-gnu
#   scripts/licences.sh x86_64-pc-windows-gnu
#
# A text that several share word for word is printed once.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

target=${1:?usage: licences.sh TARGET}
sources=("${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/)
modules=ui/node_modules
typefaces=crates/papers/fonts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# crates TARGET PACKAGE…: "name version|licence|repository", for all that is linked. A crate that only runs while building is not.
crates() {
  local packages=()
  for package in "${@:2}"; do
    packages+=(--package "$package")
  done
  cargo tree --locked --edges normal,no-proc-macro --no-dedupe --prefix none --format '{p}|{l}|{r}' --target "$1" "${packages[@]}" |
    sed -n 's/^\([^ ]*\) v\([^ |]*\)|/\1 \2|/p'
}

all_crates() {
  crates "$target" throughcare throughcare-cli
  crates wasm32-unknown-unknown ui
  # OpenSSL comes in the sources of a crate that builds it, and so is no crate that is linked.
  sed -n '/^name = "openssl-src"$/ { n; s,^version = "\(.*\)"$,openssl-src \1|Apache-2.0|https://github.com/openssl/openssl,p }' Cargo.lock
  # The screens' stylesheets.
  # shellcheck disable=SC2016  # what looks like the shell's is JavaScript's
  node --print '["govuk-frontend", "@ministryofjustice/frontend"].map((name) => {
    const stylesheets = require(`./ui/node_modules/${name}/package.json`);
    return `${name} ${stylesheets.version}|${stylesheets.license}|${stylesheets.repository.url.replace(/^git[+]/, "")}`;
  }).join("\n")'
  # The papers' typefaces, which lie in the program.
  printf '%s\n' \
    'atkinson-hyperlegible-next 2.001|OFL-1.1|https://github.com/googlefonts/atkinson-hyperlegible-next' \
    'dejavu-sans 2.37|Bitstream-Vera|https://github.com/dejavu-fonts/dejavu-fonts' \
    'noto-emoji 3.006|OFL-1.1|https://github.com/googlefonts/noto-emoji'
}

# folder NAME VERSION: where cargo or npm has unpacked it.
folder() {
  local source
  if [ -d "$modules/$1" ]; then
    echo "$modules/$1"
    return
  fi
  if [ -d "$typefaces/$1" ]; then
    echo "$typefaces/$1"
    return
  fi
  for source in "${sources[@]}"; do
    if [ -d "$source$1-$2" ]; then
      echo "$source$1-$2"
      return
    fi
  done
  fail "the sources of $1 $2 are not there: cargo fetch"
}

# keep WHO FOLDER: the texts in a folder of sources, each under its own hash, with the names of all who share it. One level down too:
# SQLCipher and OpenSSL lie there, each with a licence of its own.
keep() {
  local file hash found=1
  while IFS= read -r -d '' file; do
    hash=$(tr -s '[:space:]' ' ' <"$file" | sha256sum | cut -c 1-64)
    cp --no-preserve=mode "$file" "$work/$hash.text"
    echo "$1" >>"$work/$hash.names"
    found=0
  done < <(find "$2" -maxdepth 2 -type f -regextype posix-extended -not -path '*/tests/*' \
    -iregex '.*/((un)?licen[sc]e|copying|copyright|notice)([-_.][^/]*)?' -not -name '*.rs' -print0 | sort -z)
  return "$found"
}

all_crates | sort --unique >"$work/crates"
[ "$(wc -l <"$work/crates")" -gt 100 ] || fail "cargo named hardly any crates for $target"

while IFS='|' read -r crate licence repository; do
  [ -n "$licence" ] || fail "$crate names no licence"
  read -r name version <<<"$crate"
  folder=$(folder "$name" "$version")
  keep "$name $version" "$folder" || echo "  $name $version: $licence, $repository" >>"$work/without"
done <"$work/crates"

cat <<END
Throughcare is made with the work of others. What is linked into its programs, by licence:

END
sed 's/^\([^|]*\)|\([^|]*\)|.*/  \1: \2/' "$work/crates"
printf '\nTheir texts follow, each with those whom it belongs to. These come without a text of their own, under licences whose words stand below:\n\n'
cat "$work/without"
# The same order every time: by the first who bears a text.
for names in "$work"/*.names; do
  printf '%s\t%s\n' "$(head -n 1 "$names")" "$names"
done | sort | while IFS=$'\t' read -r _ names; do
  printf '\n%s\n%s\n\n' "--------------------------------------------------------------------------------" \
    "$(sort --unique "$names" | paste -s -d , | sed 's/,/, /g')"
  tr -d '\r' <"${names%.names}.text"
done

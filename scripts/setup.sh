#!/usr/bin/env bash
# Installs what this machine still lacks, and nothing else; run again, it only looks (well under a second).
#
#   scripts/setup.sh run            enough to build and run the product
#   scripts/setup.sh test           all that `make test` needs as well (the default)
#   scripts/setup.sh package        what `make package` needs
#   scripts/setup.sh package-check  what `make package-check` needs besides
#
# Meant for Debian 12 with Rust by rustup, Node and npm already there. Downloads come from Debian, crates.io, npm and rustup
# only.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

purpose=${1:-test}
rust_at_least=1.94.0
node_at_least=20.0.0

# --- Debian packages, each with what wants it ---
packages_run=(
  build-essential        # the C compiler and make: SQLCipher, OpenSSL and BLAKE3 bring C
  ca-certificates        # crates.io over TLS
  libwebkit2gtk-4.1-dev  # what shows the window's page; brings GTK and libsoup
  perl                   # OpenSSL's own configure script
  pkg-config             # crates that look for a system library
)
# What a window needs where there is no display
packages_headless=(
  dbus             # dbus-run-session: a private bus for the window and for the keyring under test
  fonts-liberation # a small Debian has no fonts at all
  imagemagick      # pictures of the window
  xauth            # xvfb-run asks for it
  xdotool          # types the passphrase there
  xvfb             # a display that nobody sees
)
packages_test=(
  dbus-x11           # gnome-keyring asks for it when it starts without a desktop
  git                # cargo-deny reads its advisory database as a git repository
  gnome-keyring      # the real OS keyring, against which the key store is tested
  libsecret-tools    # secret-tool: looks at what the key store left in the keyring
  mount              # a small tmpfs, for the full disk
  openssl            # certificates as an operator makes them, for TLS under test
  postgresql         # the server's other storage: tests and bench start clusters of their own from its programs, with standbys, and dump them
  poppler-utils      # reads the papers: their text, their structure, their pages as pictures
  qpdf               # checks that the papers are well-formed PDF
  shellcheck         # these scripts
  util-linux         # setsid and unshare, for processes that are killed; setpriv, since PostgreSQL runs under no root
  webkit2gtk-driver  # WebKit's own half of WebDriver, for tests of the real window
)
# What builds for Windows, OpenSSL's assembly included
packages_windows=(
  gcc-mingw-w64-x86-64-win32 # compiles SQLCipher and OpenSSL for Windows, and links; brings windres, for version and icon
)
# Windows programs on this computer: throughcare-cli.exe is tested with it
packages_wine=(
  wine64 # 64-bit alone; without what it recommends, such as sound and printing
)
packages_package=(
  appstream           # checks what software centres are told
  desktop-file-utils  # checks what menus are told
  dpkg-dev            # which packages the programs' libraries come from
  git                 # of when the commit is
  lintian             # Debian's own look at the package
  nsis                # makes the installer for Windows
)
packages_package_check=(
  debootstrap # a clean Debian
  util-linux  # unshare: mounts and processes that end with the check
)

# The glue between page and program has to be of the very version that the program was compiled with.
wasm_bindgen=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, ""); print $3 }' "$ROOT/Cargo.lock")

# --- cargo tools: name, version to install, oldest that will do in the same series (= for none but this), how to install it ---
tools_run=(
  # not --locked: its own lock names versions that are not always to be had
  "wasm-bindgen-cli $wasm_bindgen ="
  # cuts the screens into chapters; goes with wasm_split_helpers in Cargo.lock
  "wasm_split_cli_support 0.2.3 = --features build-binary"
)
tools_test=(
  "cargo-nextest 0.9.143 0.9.100 --locked --no-default-features --features default-no-update"
  "cargo-deny    0.20.2  0.20.2  --locked"
  "cargo-fuzz    0.13.2  0.13.2  --locked"
  "tauri-driver  2.1.0   =       --locked"
)

# at_least HAVE WANT: whether version HAVE is WANT or newer.
at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort --version-sort | head -n 1)" = "$2" ]
}

install_packages() {
  local missing=() package as_root=()
  for package in "$@"; do
    if [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then
      missing+=("$package")
    fi
  done
  if [ ${#missing[@]} -eq 0 ]; then
    return
  fi
  command -v apt-get >/dev/null || fail "not a Debian system: please install the equivalents of ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "please install as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  echo "setup: Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update --quiet=2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}"
}

check_rust() {
  local have
  command -v cargo >/dev/null || fail "Rust is missing: install it with rustup (https://rustup.rs), $rust_at_least or newer"
  have=$(rustc --version | awk '{ print $2 }')
  at_least "${have%%-*}" "$rust_at_least" || fail "Rust $have is too old: rustup update (needs $rust_at_least or newer)"
}

check_node() {
  local have
  command -v npm >/dev/null || fail "npm is missing: install Node ${node_at_least%%.*} or newer with npm (https://nodejs.org)"
  have=$(node --version)
  at_least "${have#v}" "$node_at_least" || fail "Node $have is too old: please install $node_at_least or newer"
}

# add_rust_part KIND NAME: `rustup component add` or `rustup target add`, with a clear word where there is no rustup.
add_rust_part() {
  command -v rustup >/dev/null || fail "the Rust $1 '$2' is missing, and there is no rustup to add it with"
  echo "setup: Rust $1: $2"
  rustup "$1" add "$2"
}

# add_targets TARGET…: rustc names the folder of a target's library whether it is there or not.
add_targets() {
  local target
  for target in "$@"; do
    [ -d "$(rustc --print target-libdir --target "$target")" ] || add_rust_part target "$target"
  done
}
# The screens are compiled for the browser.
browser=wasm32-unknown-unknown
windows=x86_64-pc-windows-gnu

add_rust_components() {
  cargo fmt --version >/dev/null 2>&1 || add_rust_part component rustfmt
  cargo clippy --version >/dev/null 2>&1 || add_rust_part component clippy
}

# tool_version NAME: the version of the tool that would run, or nothing.
tool_version() {
  case $1 in
    cargo-*) cargo "${1#cargo-}" --version 2>/dev/null || true ;;
    wasm-bindgen-cli) wasm-bindgen --version 2>/dev/null || true ;;
    # Has no way to say its version: what cargo installed, then.
    *) cargo install --list | sed -n "s/^\\($1\\) v\\([0-9.]*\\):\$/\\1 \\2/p" ;;
  esac | awk 'NR == 1 { print $2 }'
}

# good_enough HAVE WANT OLDEST
good_enough() {
  [ "$1" = "$2" ] && return
  [ -n "$1" ] && [ "$3" != "=" ] && [ "${1%.*}" = "${2%.*}" ] && at_least "$1" "$3"
}

install_tools() {
  local line name version oldest arguments have build_dir=""
  for line in "$@"; do
    read -r name version oldest arguments <<<"$line"
    have=$(tool_version "$name")
    if good_enough "$have" "$version" "$oldest"; then
      continue
    fi
    echo "setup: $name $version (found: ${have:-none}); some minutes, once"
    # The tools share many crates, so one build folder serves them all. Lightly optimised is fast enough for a tool
    # that waits for compilers and tests, and takes a fraction of the time to build.
    if [ -z "$build_dir" ]; then
      build_dir=$(mktemp -d)
      # shellcheck disable=SC2064  # the folder's name is wanted as it is now
      trap "rm -rf '$build_dir'" EXIT
    fi
    # From the root folder, so that no setting of this workspace bends another project's build.
    # shellcheck disable=SC2086  # the arguments are several words
    (
      cd /
      CARGO_TARGET_DIR=$build_dir CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
        cargo install --quiet --force "$name@$version" $arguments
    )
    have=$(tool_version "$name")
    [ "$have" = "$version" ] || fail "installed $name $version, but what runs is ${have:-nothing}: look at PATH"
  done
}

case $purpose in
  run)
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
      packages_run+=("${packages_headless[@]}")
    fi
    install_packages "${packages_run[@]}"
    check_rust
    check_node
    add_targets "$browser"
    install_tools "${tools_run[@]}"
    ;;
  test)
    install_packages "${packages_run[@]}" "${packages_headless[@]}" "${packages_test[@]}" "${packages_windows[@]}" "${packages_wine[@]}"
    check_rust
    check_node
    add_targets "$browser" "$windows"
    add_rust_components
    install_tools "${tools_run[@]}" "${tools_test[@]}"
    ;;
  package)
    install_packages "${packages_run[@]}" "${packages_windows[@]}" "${packages_package[@]}"
    check_rust
    check_node
    add_targets "$browser" "$windows"
    install_tools "${tools_run[@]}"
    ;;
  package-check)
    install_packages "${packages_headless[@]}" "${packages_windows[@]}" "${packages_wine[@]}" "${packages_package_check[@]}"
    ;;
  *) fail "usage: setup.sh [run|test|package|package-check]" ;;
esac

#!/usr/bin/env bash
# Installs what this machine still lacks, and nothing else; run again, it only looks (well under a second).
#
#   scripts/setup.sh run     enough to build and run the product
#   scripts/setup.sh test    all that `make test` needs as well (the default)
#
# Meant for Debian 12 with Rust by rustup already there. Downloads come from Debian, crates.io and rustup only.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

purpose=${1:-test}
rust_at_least=1.94.0

# --- Debian packages, each with what wants it ---
packages_run=(
  build-essential # the C compiler and make: SQLCipher, OpenSSL and BLAKE3 bring C
  ca-certificates # crates.io over TLS
  perl            # OpenSSL's own configure script
  pkg-config      # crates that look for a system library
)
packages_test=(
  dbus            # dbus-run-session: a private bus for the keyring under test
  dbus-x11        # gnome-keyring asks for it when it starts without a desktop
  git             # cargo-deny reads its advisory database as a git repository
  gnome-keyring   # the real OS keyring, against which the key store is tested
  libsecret-tools # secret-tool: looks at what the key store left in the keyring
  mount           # a small tmpfs, for the full disk
  shellcheck      # these scripts
  util-linux      # setsid and unshare, for processes that are killed
)

# --- cargo tools: name, version to install, oldest that will do in the same series, extra arguments to install it ---
tools_test=(
  "cargo-nextest 0.9.143 0.9.100 --no-default-features --features default-no-update"
  "cargo-deny    0.20.2  0.20.2"
  "cargo-fuzz    0.13.2  0.13.2"
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

# add_rust_part KIND NAME: `rustup component add` or `rustup target add`, with a clear word where there is no rustup.
add_rust_part() {
  command -v rustup >/dev/null || fail "the Rust $1 '$2' is missing, and there is no rustup to add it with"
  echo "setup: Rust $1: $2"
  rustup "$1" add "$2"
}

install_rust_parts() {
  cargo fmt --version >/dev/null 2>&1 || add_rust_part component rustfmt
  cargo clippy --version >/dev/null 2>&1 || add_rust_part component clippy
  # The pure crates are compiled for the browser too. rustc names the folder whether it is there or not.
  [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] || add_rust_part target wasm32-unknown-unknown
}

# tool_version NAME: the version of `cargo SUBCOMMAND` that would run, or nothing.
tool_version() {
  { cargo "${1#cargo-}" --version 2>/dev/null || true; } | awk 'NR == 1 { print $2 }'
}

install_tools() {
  local line name version oldest arguments have build_dir=""
  for line in "$@"; do
    read -r name version oldest arguments <<<"$line"
    have=$(tool_version "$name")
    if [ -n "$have" ] && [ "${have%.*}" = "${version%.*}" ] && at_least "$have" "$oldest"; then
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
        cargo install --quiet --locked --force "$name@$version" $arguments
    )
    have=$(tool_version "$name")
    [ "$have" = "$version" ] || fail "installed $name $version, but 'cargo ${name#cargo-}' still runs ${have:-nothing}: look at PATH"
  done
}

case $purpose in
  run)
    install_packages "${packages_run[@]}"
    check_rust
    ;;
  test)
    install_packages "${packages_run[@]}" "${packages_test[@]}"
    check_rust
    install_rust_parts
    install_tools "${tools_test[@]}"
    ;;
  *) fail "usage: setup.sh [run|test]" ;;
esac

#!/usr/bin/env bash
# Installs the Debian package on a clean Debian 12, works it there by command line and window, and takes it away again:
#
#   scripts/package-check-deb.sh [FILE.deb]     as root; some minutes, most of them for Debian's own packages
#
# The clean Debian comes from where this computer's own packages come from. In it is nothing but a minimal system, the package, and
# what apt brings with that: so what the package forgot to ask for is missing there. The display is this computer's.
# Leaves pictures of the first screens beside the package.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

release=bookworm
person=officer
home="/home/$person"
runtime="/run/user/$person"
# The green of the buttons that begin something: on a window that stayed blank there is none of it.
green="#0F7A52"

# --- outside: a folder for the clean system, and namespaces that take their mounts and processes with them when they end ---

if [ "${1:-}" != --inside ]; then
  [ "$(id -u)" -eq 0 ] || fail "a Debian within this one needs root"
  deb=${1:-$(find "$CARGO_TARGET_DIR/packages" -maxdepth 1 -name "throughcare_*_$(dpkg --print-architecture).deb" -printf '%T@ %p\n' |
    sort --numeric-sort | tail -n 1 | cut -d ' ' -f 2-)}
  [ -f "$deb" ] || fail "there is no package to look at: scripts/package.sh deb makes one"
  root=$(mktemp -d /var/tmp/throughcare-debian.XXXXXX)
  trap 'rm -rf --one-file-system "$root"' EXIT
  unshare --mount --pid --fork --kill-child --mount-proc "$0" --inside "$(realpath "$deb")" "$root"
  exit
fi
deb=$2
root=$3

say() {
  printf '\n--- %s ---\n' "$*"
}

# in_root COMMAND…: as root there.
in_root() {
  chroot "$root" env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# as_person COMMAND…: as somebody who works there.
as_person() {
  chroot --userspec="$person:$person" "$root" env --ignore-environment --chdir="$home" PATH=/usr/bin:/bin HOME="$home" LANG=C.UTF-8 \
    XDG_RUNTIME_DIR="$runtime" DISPLAY="${DISPLAY:-}" NO_AT_BRIDGE=1 "$@"
}

# quietly COMMAND…: what it prints is shown only if it fails.
quietly() {
  "$@" >"$root/quietly.log" 2>&1 || { tail -n 40 "$root/quietly.log" >&2; fail "$* failed"; }
}

# --- the steps ---

make_debian() {
  local sources
  # As apt is set up on this computer, but Debian's own parts only.
  # shellcheck disable=SC2016  # the names are apt's
  sources=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
    awk -v release="$release" '$2 ~ "^" release { print "deb", $0 }' | sort --unique)
  [ -n "$sources" ] || sources="deb http://deb.debian.org/debian $release main"
  chmod 755 "$root"
  quietly debootstrap --variant=minbase "$release" "$root" "$(awk -v release="$release" '$3 == release { print $2; exit }' <<<"$sources")"
  rm -f "$root"/etc/apt/sources.list.d/*
  echo "$sources" >"$root/etc/apt/sources.list"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  # Nothing that is installed may start by itself.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  mount -t proc proc "$root/proc"
  mkdir -p "$root/dev/shm"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  in_root apt-get update --quiet=2
  in_root useradd --create-home --shell /bin/sh "$person"
  install -d --mode=700 --owner="$(in_root id -u "$person")" --group="$(in_root id -g "$person")" "$root$runtime"
}

install_package() {
  cp "$deb" "$root/tmp/throughcare.deb"
  quietly in_root apt-get install --yes /tmp/throughcare.deb
  rm "$root/tmp/throughcare.deb"
  in_root dpkg --status throughcare | grep --quiet '^Status: install ok installed$' || fail "the package was not installed"
  for program in throughcare throughcare-cli; do
    if in_root ldd "/usr/bin/$program" | grep 'not found'; then
      fail "$program lacks libraries that the package does not ask for"
    fi
    as_person "$program" --version
  done
}

# A display of this computer that nobody sees.
open_display() {
  local number
  coproc display { exec Xvfb -displayfd 1 -nolisten tcp -ac -screen 0 1440x900x24 2>/dev/null; }
  # shellcheck disable=SC2154  # the shell names the two ends of the pipe after the process
  read -r number <&"${display[0]}"
  export DISPLAY=":$number"
}

# at_desktop COMMAND…: in a session as signing in makes one: a bus, and a keyring that the password opened.
at_desktop() {
  # shellcheck disable=SC2016  # it is expanded there
  as_person dbus-run-session -- sh -c \
    'printf "%s" "the login password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"' sh "$@"
}

work_the_command_line() {
  # The keyring is the package's recommendation: with it, nothing has to be said about keys.
  at_desktop env THROUGHCARE_PASSPHRASE="turnip velvet harbour ninety quill" sh -euc '
    throughcare-cli --profile record found --prison LEI --staff "Ada Pike" --recovery-out recovery
    throughcare-cli --profile record verify
    rm -r record recovery'
}

# green_of PICTURE: how many of its points are of the buttons' green.
green_of() {
  convert "$1" -format %c histogram:info:- | awk -v colour="$green" 'index(toupper($0), colour) { sum += $1 } END { print sum + 0 }'
}

open_the_window() {
  local picture="$1" window tries program
  at_desktop throughcare >"$root/tmp/window.log" 2>&1 &
  program=$!
  window=$(timeout 60 xdotool search --sync --onlyvisible --class '^throughcare$' | head -n 1) ||
    { cat "$root/tmp/window.log" >&2; fail "the window did not open"; }
  for ((tries = 0; tries < 60; tries++)); do
    sleep 0.5
    import -window root "$picture"
    if [ "$(green_of "$picture")" -gt 1000 ]; then
      echo "The window's first screen: $picture"
      # As a person closes it, by the menu's key.
      xdotool windowfocus --sync "$window" key ctrl+q
      wait "$program" || fail "the window did not close well"
      return
    fi
  done
  cat "$root/tmp/window.log" >&2
  fail "the window shows nothing to begin with: see $picture"
}

remove_package() {
  local left
  quietly in_root apt-get purge --yes throughcare
  left=$(find "$root/usr" "$root/etc" "$root/var" -iname '*throughcare*' -not -path '*/apt/*' -not -name '*.log*')
  [ -z "$left" ] || fail "the package left something behind: $left"
  if in_root dpkg --status throughcare >/dev/null 2>&1; then
    fail "Debian still knows the package"
  fi
}

say "a clean Debian ($release)"
make_debian
say "installing $(basename "$deb")"
install_package
open_display
say "the command line, with the keyring"
work_the_command_line
say "the window"
open_the_window "$(dirname "$deb")/first-screen.png"
say "taking it away"
remove_package
printf '\nThe package installs, works and goes away again on a clean Debian (%s).\n' "$release"

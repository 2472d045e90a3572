#!/usr/bin/env bash
# Opens Throughcare's window on the demonstration prison: everybody in it is invented. Made on the first run, kept after that.
# Where there is no display it opens on one that nobody sees, and leaves pictures of the first screens in pictures/.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

data=${XDG_DATA_HOME:-${HOME:?run-demo.sh needs HOME or XDG_DATA_HOME, to know where to keep the demonstration prison}/.local/share}
export THROUGHCARE_HOME="${THROUGHCARE_HOME:-$data/throughcare}"
profile="$THROUGHCARE_HOME/demonstration"
half_made="$profile.half-made"
pictures="$ROOT/pictures"

# Invented people need no secret, and a fixed passphrase is one thing less to lose. It is printed below, so one that is
# already in the environment is not used: that might be real. A real prison uses the operating system's keyring, too.
keystore_file="$profile.keystore"
keystore="file:$keystore_file"
passphrase="seven kettles whistle over Wetherby moor"

cli="$CARGO_TARGET_DIR/release/throughcare-cli"
program="$CARGO_TARGET_DIR/release/throughcare"

# Until the first release the record's form changes, and then an earlier demonstration cannot be opened any more. It is kept, and
# another is made.
set_aside_what_cannot_be_opened() {
  local said aside
  [ -d "$profile" ] || return 0
  if said=$(THROUGHCARE_KEYSTORE=$keystore THROUGHCARE_PASSPHRASE=$passphrase "$cli" --profile "$profile" search nobody 2>&1 >/dev/null); then
    return 0
  fi
  if [[ $said == *"is damaged"* ]]; then
    aside="$profile.of-$(date +%Y-%m-%d-%H%M%S)"
    mv "$profile" "$aside"
    mv "$keystore_file" "$aside.keystore"
    echo "The demonstration prison here is of an earlier form and cannot be opened. It is kept in $aside; another is made."
  fi
}

# As the window makes it when it is asked to; made here, its progress can be seen. It counts when it is whole.
make_the_prison() {
  if [ ! -d "$profile" ]; then
    echo "Making the demonstration prison in $profile"
    mkdir -p "$THROUGHCARE_HOME"
    rm -rf "$half_made"
    THROUGHCARE_KEYSTORE=$keystore THROUGHCARE_PASSPHRASE=$passphrase "$cli" --profile "$half_made" demo --one-unit
    mv "$half_made" "$profile"
  fi
}

say_what_there_is() {
  cat <<END

This is the demonstration prison: nobody in it is real. The window's first screen lists whom you can be: its first administrator,
a prison offender manager, a keyworker, the governor, or a gate officer. The passphrase of each:

  $passphrase

The command line works on it too, as its administrator, while the window is closed or locked. In a shell:

  export THROUGHCARE_KEYSTORE='$keystore'
  export THROUGHCARE_PASSPHRASE='$passphrase'
  alias throughcare-cli='$cli --profile "$profile"'

  throughcare-cli cases                everybody; then: case NUMBER, search WORDS, --help
  throughcare-cli import --dry-run '$profile/exports'
                                       what an evening's export would change (in the window: G I)

To have it made afresh: rm -r '$profile' '$profile.keystore'

END
}

# picture NAME: the whole display, once it has stood still for a moment (or after ten seconds, if something moves for ever).
picture() {
  local file="$pictures/$1.png" before="" now tries
  for ((tries = 0; tries < 20; tries++)); do
    sleep 0.5
    import -window root "$file"
    now=$(identify -format '%#' "$file")
    [ "$now" != "$before" ] || break
    before=$now
  done
  echo "  $file"
}

# On the display that nobody sees: the first screen, and what is there once the passphrase is typed.
take_pictures() {
  local window running
  mkdir -p "$pictures"
  "$program" &
  running=$!
  # shellcheck disable=SC2064  # the process that is meant is this one
  trap "kill $running 2>/dev/null || true" EXIT
  window=$(timeout 60 xdotool search --sync --onlyvisible --name '^Throughcare$' | head -n 1) || fail "the window did not open"
  xdotool windowfocus "$window"
  picture 1-locked
  xdotool type --delay 5 "$passphrase"
  xdotool key Return
  picture 2-unlocked
}

if [ "${1:-}" = --take-pictures ]; then
  take_pictures
  exit
fi

scripts/ui.sh
cargo build --locked --release -p throughcare-cli -p throughcare --features throughcare/custom-protocol
set_aside_what_cannot_be_opened
make_the_prison
say_what_there_is
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$program"
fi
echo "There is no display here, so the window opens on one that nobody sees. Its first screens, as pictures:"
exec xvfb-run --auto-servernum --server-args="-screen 0 1440x900x24" dbus-run-session -- scripts/run-demo.sh --take-pictures

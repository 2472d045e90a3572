#!/usr/bin/env bash
# Opens Throughcare on the demonstration prison: everybody in it is invented. Made on the first run, kept after that.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

data=${XDG_DATA_HOME:-${HOME:?run-demo.sh needs HOME or XDG_DATA_HOME, to know where to keep the demonstration prison}/.local/share}
profile="$data/throughcare-demo"
half_made="$profile.half-made"

# Invented people need no secret, and a fixed passphrase is one thing less to lose. It is printed below, so one that is
# already in the environment is not used: that might be real. A real prison uses the operating system's keyring, too.
export THROUGHCARE_KEYSTORE="file:$profile.keystore"
export THROUGHCARE_PASSPHRASE="seven kettles whistle over Wetherby moor"

cargo build --locked --release -p throughcare-cli
program="$CARGO_TARGET_DIR/release/throughcare-cli"

mkdir -p "$data"
if [ -e "$half_made" ]; then
  echo "The last run was stopped while it made the demonstration prison: starting that again."
  rm -rf "$profile" "$profile-second-unit" "$profile.keystore" "$half_made"
fi
if [ ! -d "$profile" ]; then
  echo "Making the demonstration prison in $profile"
  touch "$half_made"
  "$program" --profile "$profile" demo
  rm "$half_made"
fi

"$program" --profile "$profile" cases --limit 20

cat <<END

This is the demonstration prison: nobody in it is real. To go on by hand, in this shell:

  export THROUGHCARE_KEYSTORE='$THROUGHCARE_KEYSTORE'
  export THROUGHCARE_PASSPHRASE='$THROUGHCARE_PASSPHRASE'
  alias throughcare-cli='$program --profile "$profile"'

  throughcare-cli case NUMBER          one person, from the list above
  throughcare-cli search WORDS         names, numbers and notes
  throughcare-cli --help               everything else

To have it made afresh: rm -r '$profile' '$profile-second-unit' '$profile.keystore'
END

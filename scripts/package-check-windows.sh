#!/usr/bin/env bash
# Installs the setup for Windows under wine as software deployment would, works the installed command line, and takes it away again:
#
#   scripts/package-check-windows.sh [SETUP.exe]
#
# Wine is no Windows: it has no WebView2, so the window itself is not seen here, only what it says about that. Leaves a picture of
# it beside the package.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

setup=${1:-$(find "$CARGO_TARGET_DIR/packages" -maxdepth 1 -name 'throughcare-*-setup.exe' -printf '%T@ %p\n' | sort --numeric-sort |
  tail -n 1 | cut -d ' ' -f 2-)}
[ -f "$setup" ] || fail "there is no setup to look at: scripts/package.sh windows makes one"
setup=$(realpath "$setup")
work=$(mktemp -d)

# A Windows of its own, without .NET and Internet Explorer, which wine would offer to download.
export WINEPREFIX="$work/windows" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe="
export WINELOADER=/usr/lib/wine/wine64 WINESERVER=/usr/lib/wine/wineserver64
programs="$WINEPREFIX/drive_c/Program Files/Throughcare"
menu="$WINEPREFIX/drive_c/ProgramData/Microsoft/Windows/Start Menu/Programs/Throughcare.lnk"
uninstall='HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Throughcare'
trap 'end_all' EXIT

# Windows, the display, and what they kept.
end_all() {
  "$WINESERVER" --kill || true
  "$WINESERVER" --wait
  kill "${display_PID:-}" 2>/dev/null || true
  rm -rf "$work"
}

wine() {
  "$WINELOADER" "$@" </dev/null
}

# A display that nobody sees. Windows looks for one when it starts, and never again.
open_display() {
  local number
  coproc display { exec Xvfb -displayfd 1 -nolisten tcp -ac -screen 0 1280x800x24 2>/dev/null; }
  # shellcheck disable=SC2154  # the shell names the two ends of the pipe after the process
  read -r number <&"${display[0]}"
  export DISPLAY=":$number"
}

# Debian 12's wine lacks a library that every Rust program asks for random bytes.
complete_the_library() {
  local library="$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll"
  [ -e "$library" ] || x86_64-w64-mingw32-gcc -shared -s -o "$library" tests/wine/bcryptprimitives.c -ladvapi32
}

# registered NAME: what "Apps & features" is told.
registered() {
  wine reg query "$uninstall" /v "$1" /reg:64 | tr -d '\r' | sed -n "s/^ *$1 *REG_[A-Z]* *//p"
}

install_silently() {
  wine "$setup" /S
  for file in throughcare.exe throughcare-cli.exe WebView2Loader.dll licence.txt third-party-licences.txt uninstall.exe; do
    [ -f "$programs/$file" ] || fail "the setup did not install $file"
  done
  [ -f "$menu" ] || fail "the start menu has no entry"
  echo "registered: $(registered DisplayName) $(registered DisplayVersion), $(registered QuietUninstallString)"
  [ "$(registered QuietUninstallString)" = '"C:\Program Files\Throughcare\uninstall.exe" /S' ] || fail "Windows was not told how to uninstall it"
}

work_the_command_line() {
  export THROUGHCARE_PASSPHRASE="turnip velvet harbour ninety quill"
  local profile="Z:${work//\//\\}\\record"
  wine "$programs/throughcare-cli.exe" --profile "$profile" found --prison LEI --staff "Ada Pike" --recovery-out "$profile-recovery"
  wine "$programs/throughcare-cli.exe" --profile "$profile" verify
}

# The window says in words what it lacks, and says no more than that.
ask_for_the_window() {
  local picture="$1" shown=0
  wine "$programs/throughcare.exe" &
  timeout 60 xdotool search --sync --onlyvisible --name '^Throughcare$' >/dev/null && shown=1
  sleep 1
  import -window root "$picture"
  [ "$shown" -eq 1 ] || fail "the window did not say that WebView2 is missing: see $picture"
  echo "What it says without WebView2: $picture"
  "$WINESERVER" --kill
  wait "$!" || true
}

remove_silently() {
  # As Windows was told to do it. It goes on after it has returned, and Windows rests when it is done.
  wine "$programs/uninstall.exe" /S
  "$WINESERVER" --wait
  [ ! -e "$programs" ] || fail "files stayed behind: $(ls "$programs")"
  [ ! -e "$menu" ] || fail "the start menu's entry stayed behind"
  [ -z "$(registered DisplayName)" ] || fail "Windows still lists it"
}

# Wine begins as Windows 7, which the setup has to refuse: exit code 1150, of which a Unix sees the last eight bits.
refuse_an_old_windows() {
  local status=0
  wine "$setup" /S || status=$?
  [ "$status" -eq $((1150 % 256)) ] || fail "on an old Windows the setup ended with $status"
  [ ! -e "$programs" ] || fail "on an old Windows something was installed all the same"
  wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
}

open_display
wine wineboot --init
complete_the_library
refuse_an_old_windows
install_silently
work_the_command_line
ask_for_the_window "$(dirname "$setup")/without-webview2.png"
remove_silently
printf '\nThe setup installs silently, works and goes away again (under wine).\n'

#!/usr/bin/env bash
# Many devices and one record, by the real programs on this computer: a server, four people with four roles, a second prison. Each step is
# printed with what it proves, and stops the script where it does not come out so. Everybody is invented; all of it is thrown away at the end.
#
#   scripts/demo-sync.sh          everything in a folder that goes
#   scripts/demo-sync.sh DIR      in a new folder, which stays to be looked at
#
# With THROUGHCARE_PROGRAMS=FOLDER it takes the programs that are there and builds none: that is how `make test` runs it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

programs=${THROUGHCARE_PROGRAMS:-}
if [ -z "$programs" ]; then
  cargo build --locked --release -p throughcare-cli -p server
  programs="$CARGO_TARGET_DIR/release"
fi
cli="$programs/throughcare-cli"
program="$programs/throughcare-server"

stays=$#
if [ "$stays" -gt 0 ]; then
  mkdir "$1"
  work=$(cd "$1" && pwd)
else
  work=$(mktemp -d)
fi
server_process=""
end() {
  [ -z "$server_process" ] || kill "$server_process" 2>/dev/null || true
  [ "$stays" -gt 0 ] || rm -rf "$work"
}
trap end EXIT

# Invented people need no secret.
export THROUGHCARE_PASSPHRASE="turnip velvet harbour ninety quill"
unset THROUGHCARE_PROFILE THROUGHCARE_DATABASE_URL THROUGHCARE_SERVER_DATA

kieran=A4417FK
number=0

# step TITLE
step() {
  number=$((number + 1))
  printf '\n=== %d. %s\n' "$number" "$1"
}

# proves WORDS: what the step was for.
proves() {
  printf '  → %s\n' "$1"
}

# as PERSON ARGUMENT…: what somebody types at their own computer.
as() {
  local who=$1
  shift
  THROUGHCARE_KEYSTORE="file:$work/$who/keys.json" "$cli" --profile "$work/$who/profile" "$@"
}

# shows PERSON ARGUMENT…: the same, printed with what it says. What it said is kept in $said.
said=""
shows() {
  local status=0
  mkdir -p "$work/$1"
  printf '  %s$ throughcare-cli' "$1"
  printf ' %q' "${@:2}"
  printf '\n'
  said=$(as "$@" 2>&1) || status=$?
  printf '%s\n' "$said" | sed 's/^/      /'
  return "$status"
}

# says WORDS PERSON ARGUMENT…: it is done, and these words are in what it says.
says() {
  local words=$1
  shift
  shows "$@" || fail "step $number: that was refused"
  [[ $said == *"$words"* ]] || fail "step $number: '$words' is not in what was said"
}

# refused WORDS PERSON ARGUMENT…: it is not done, for this reason.
refused() {
  local words=$1
  shift
  if shows "$@"; then
    fail "step $number: that should have been refused"
  fi
  [[ $said == *"$words"* ]] || fail "step $number: '$words' is not in what was said"
}

# hides WORDS PERSON ARGUMENT…: it is done, and these words are not in what it says.
hides() {
  local words=$1
  shift
  shows "$@" || fail "step $number: that was refused"
  [[ $said != *"$words"* ]] || fail "step $number: '$words' is in what was said"
}

# value PERSON KEY ARGUMENT…: one value of what somebody's command answers.
value() {
  as "$1" --json "${@:3}" | tr -d '\n' | sed -n 's/.*"'"$2"'": *"\([^"]*\)".*/\1/p'
}

# starts_server: on the port that it had before, if it ran before; $url says where.
url=""
starts_server() {
  local listen=${url#http://} log="$work/server.log" from tries
  touch "$log"
  from=$(wc -l <"$log")
  "$program" --data "$work/server" --listen "${listen:-127.0.0.1:0}" 2>>"$log" &
  server_process=$!
  for ((tries = 0; tries < 100; tries++)); do
    url=$(tail -n +$((from + 1)) "$log" | sed -n '/"message":"serving"/s/.*"address":"\([^"]*\)".*/http:\/\/\1/p')
    [ -z "$url" ] || return 0
    sleep 0.1
  done
  fail "the server does not serve: $log"
}

stops_server() {
  kill "$server_process"
  wait "$server_process" || true
  server_process=""
}

token() {
  "$program" token --data "$work/server" 2>/dev/null
}

# joins PERSON NAME PRISON COMPUTER ADMINISTRATOR ROLE: a new computer asks, shows its code, and is admitted by whoever is told it.
joins() {
  local code
  says "The code of this computer is" "$1" join --server "$url" --prison "$3" --staff "$2" --computer "$4"
  code=$(printf '%s\n' "$said" | sed -n 's/.*code of this computer is \([A-Z0-9-]*\)\..*/\1/p')
  says "is admitted" "$5" admit "$code" --role "$6"
  says "is in the unit" "$1" join --continue
}

# prisoner PRISON CELL: Kieran as the prison system of a prison has him.
prisoner() {
  cat <<END
[{ "prisonerNumber": "$kieran", "firstName": "Kieran", "lastName": "Ashdown", "dateOfBirth": "1988-02-29", "gender": "Male",
   "prisonId": "$1", "status": "ACTIVE IN", "inOutStatus": "IN", "cellLocation": "$2", "category": "C", "legalStatus": "SENTENCED",
   "receptionDate": "2024-03-11", "sentenceStartDate": "2024-03-11", "conditionalReleaseDate": "2027-05-17",
   "sentenceExpiryDate": "2029-11-20", "bookingId": "1200924" }]
END
}

note() {
  shows "$1" note "$kieran" --type KA --subtype KS --text "$2" || fail "step $number: the note was not saved"
}

step "A server, and a unit at Leeds that connects to it"
starts_server
echo "  throughcare-server serves at $url, from one folder"
says "" ada found --prison LEI --staff "Ada Pike" --recovery-out "$work/ada/recovery"
prisoner LEI A-1-004 >"$work/export.json"
says "" ada import --yes "$work/export.json"
refused "token" ada connect --server "$url" --token "not one of this server's"
says "In sync" ada connect --server "$url" --token "$(token)"
proves "a server is one program and one folder; a unit registers with a one-time token, and what was recorded before goes up"

step "Three colleagues join, each with a computer of their own"
joins ben "Ben Oduya" LEI "OMU-PC-2" ada pom
joins carys "Carys Rowlands" LEI "Wing laptop 7" ada keyworker
joins hana "Hana Brandt" LEI "OMU-PC-5" ada head-of-omu-delivery
says "Carys Rowlands" ada devices
proves "the code is worked out on both computers from the new one's keys: the server introduces nobody"

step "No network: both sides go on working"
stops_server
note ben "Ben saw him in the workshop. He asked about his sister."
note carys "Carys had a session on the wing. He starts the course on Monday."
shows ben sync || true
says "Offline since" ben status
proves "nothing waits for the network, and the status says what is not sent"

step "The network is back: both have both"
starts_server
says "In sync" ben sync
says "In sync" carys sync
says "In sync" ben sync
says "starts the course" ben case "$kieran"
says "about his sister" carys case "$kieran"
says "Nothing is missing, altered or rolled back" ben verify --against-server
proves "what was written apart comes together; the server's whole log was compared with the record, entry by entry"

step "Two people record different release dates while apart, and a third settles it"
stops_server
says "" ben record "$kieran" --field conditionalReleaseDate --value 2027-04-30 --reason "Recalculated after appeal"
says "" ada record "$kieran" --field conditionalReleaseDate --value 2027-06-11 --reason "Days were added"
starts_server
says "In sync" ben sync
says "In sync" ada sync
says "In sync" ben sync
says "Conflict" ben case "$kieran"
says "Conflict" ada case "$kieran"
refused "may not" carys settle "$kieran" --about conditionalReleaseDate --value 2027-06-11 --reason "Seen on the warrant"
refused "Ask Hana Brandt" ada settle "$kieran" --about conditionalReleaseDate --value 2027-06-11 --reason "Seen on the warrant"
says "In sync" hana sync
says "Settled" hana settle "$kieran" --about conditionalReleaseDate --value 2027-06-11 --reason "Seen on the warrant"
says "In sync" hana sync
says "In sync" ben sync
hides "Conflict" ben case "$kieran"
proves "what has legal effect is never overwritten in silence: both see both values until a third person, who may, says which stands"

step "Carys leaves, with a laptop that is not in the network"
stops_server
note carys "Written by Carys after nobody had seen her laptop again."
starts_server
device=$(as ada devices | awk '/Carys Rowlands/ { print $1 }')
says "" ada staff left "Carys Rowlands" --why "Left the service"
says "removed" ada devices
refused "removed from the unit" carys sync
refused "removed from the unit" carys case "$kieran"
unsent="$work/carys/profile/unsent.throughcare"
[ -s "$unsent" ] || fail "step $number: what was not sent is not kept"
says "New: 1" ada stick read "$unsent"
says "Carys Rowlands" ada late
hides "nobody had seen her laptop" ada case "$kieran"
note ben "Ben saw him after Carys had left."
says "In sync" ben sync
proves "device $device is refused, hears of it at next contact and can be read no more; what it wrote too late is kept apart; new entries are under new keys"

step "Kieran moves to Moorland, with his whole history"
says "" dev found --prison MDI --staff "Dev Anand" --recovery-out "$work/dev/recovery"
says "In sync" dev connect --server "$url" --token "$(token)"
inbox=$(value dev inbox inbox)
[ -n "$inbox" ] || fail "step $number: Moorland's inbox key is not known"
says "Nothing was sent" ada send-case "$kieran" --to-unit "$inbox" --why "Moved by order 12 of November" --dry-run
says "Moorland" ada send-case "$kieran" --to-unit "$inbox" --why "Moved by order 12 of November"
says "is here again" ada call-back-case "$kieran" --why "The order was put off"
says "No case waits" dev receive-cases
note ben "Written by Ben before he had heard of the move."
says "Moorland" ada send-case "$kieran" --to-unit "$inbox" --why "Moved by order 12 of November"
says "from Leeds" dev receive-cases
says "came from Leeds" dev receive-cases --all
says "No case waits" dev receive-cases
refused "has taken this case" ada call-back-case "$kieran" --why "The order was put off"
says "about his sister" dev case "$kieran"
says "Ben Oduya" dev case "$kieran"
hides "heard of the move" dev case "$kieran"
says "In sync" ben sync
says "In sync" ada sync
says "In sync" dev sync
says "heard of the move" dev case "$kieran"
refused "another prison" ben note "$kieran" --type KA --subtype KS --text "One more thing"
proves "sealed to the other prison's inbox, entry by entry as it was signed: authors are who they were; the sender can read, and writes no more; it calls the case back until it is taken, and whoever is first at the server has it; what somebody wrote offline before they had heard of it follows by itself"

step "Every computer of the unit at Leeds is lost"
rm -rf "$work/ada/profile" "$work/ada/keys.json" "$work/ben" "$work/hana"
says "The unit is back" ada recover --server "$url" --prison LEI --staff "Ada Pike" --recovery "$work/ada/recovery"
says "about his sister" ada case "$kieran"
says "after Carys had left" ada case "$kieran"
says "Nothing is missing, altered or rolled back" ada verify --against-server
proves "the recovery key and the server alone bring the unit back, under every key that it ever had"

step "What the server has of all this"
stops_server
searched=$(find "$work/server" "$work/server.log" -type f | wc -l)
for word in Ashdown Kieran "$kieran" "Ada Pike" Oduya Rowlands Brandt workshop "Left the service"; do
  if grep --recursive --text --quiet --fixed-strings --ignore-case -e "$word" "$work/server" "$work/server.log"; then
    fail "step $number: the server has '$word'"
  fi
done
echo "  $searched files and the log were searched for every name, the prison number and what was written"
proves "no name, number or word is in any byte that the server stored or logged"

printf '\nAll %d steps came out as they should.\n' "$number"
[ "$stays" -eq 0 ] || echo "Everything is in $work"

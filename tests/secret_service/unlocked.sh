#!/bin/sh
# The life of a record, each step in a process of its own: sh unlocked.sh PROGRAM, inside a session bus of its own and with
# a HOME of its own. Leaves a record behind.
set -u
failed=0

# Whether a file in HOME holds a token, or is named by one.
readable() {
  grep -rqs kinpass-test-token "$HOME" || find "$HOME" | grep -q kinpass-test-token
}

result() {
  if "$@"; then echo "ok $*"; else echo "FAILED $*"; fi
}

# The tokens rest in the keyring's file, and nowhere readable.
no_plain_text() {
  [ -s "$XDG_DATA_HOME/keyrings/login.keyring" ] && ! readable
}

# They are there, and say nothing by their content or their names.
lock_files_are_empty() {
  names=$(find "$XDG_CACHE_HOME/kinpass" -type f | sed 's,.*/,,')
  [ -n "$names" ] && [ -z "$(echo "$names" | grep -vxE '[0-9a-f]{64}\.lock')" ] &&
    [ -z "$(find "$XDG_CACHE_HOME/kinpass" -type f -size +0)" ]
}

# Both searches can fail.
planted_tokens_are_found() {
  mkdir "$HOME/planted"
  echo kinpass-test-token >"$HOME/planted/file" && readable && content=found
  rm "$HOME/planted/file"
  touch "$HOME/planted/kinpass-test-token" && readable && name=found
  rm -r "$HOME/planted"
  [ "${content:-}" = found ] && [ "${name:-}" = found ]
}

# Where the player's processes may write is below HOME, all of it.
export TMPDIR="$HOME/tmp"
mkdir -p "$TMPDIR"
printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
for step in secrets_are_found find_nothing save load save_60_kib load_60_kib erase find_nothing signals_are_the_hosts load; do
  "$1" "$step" || failed=1
done
result no_plain_text
result lock_files_are_empty
result planted_tokens_are_found
# A step that crashed has printed nothing.
exit $failed

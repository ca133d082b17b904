#!/bin/sh
# The life of a record, each step in a process of its own: sh unlocked.sh PROGRAM, inside a session bus of its own and with
# a HOME of its own. Leaves a record behind.
set -u
failed=0
printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
for step in find_nothing save load save_60_kib load_60_kib erase find_nothing signals_are_the_hosts load; do
  "$1" "$step" || failed=1
done
# The tokens rest in the keyring's file, and nowhere readable.
if [ -s "$XDG_DATA_HOME/keyrings/login.keyring" ] && ! grep -rqs kinpass-test-token "$HOME"; then
  echo "ok no_plain_text"
else
  echo "FAILED no_plain_text"
fi
# A step that crashed has printed nothing.
exit $failed

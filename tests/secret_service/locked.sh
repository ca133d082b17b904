#!/bin/sh
# A keyring that nobody unlocks, with a record in it: sh locked.sh PROGRAM, with the HOME of unlocked.sh and no display.
set -u
gnome-keyring-daemon --start --components=secrets >/dev/null
"$1" unavailable

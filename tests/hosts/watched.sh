#!/usr/bin/env bash
# watched.sh RECIPE: runs a recipe as the leader of a process group. Whoever asks for it holds the other end of standard
# input; once that end is closed, because it was let go or because its holder is gone, the whole group ends.
# A test that is killed lets go of nothing by itself, but the kernel closes what it had open.
set -euo pipefail

exec 8<&0 </dev/null
{
  trap '' TERM INT HUP
  # Nothing is ever written there.
  cat <&8
  kill -TERM -- "-$$"
  # A recipe with servers ends them, waits for them, and then ends itself.
  for ((turns = 100; turns > 0; turns--)); do
    kill -0 "$$" || break
    sleep 0.1
  done
  # This one is of the group, too; as long as it is, no other group can have the number.
  kill -KILL -- "-$$"
} >/dev/null 2>&1 &
exec 8<&-
exec bash "$1"

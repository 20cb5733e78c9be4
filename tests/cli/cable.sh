#!/usr/bin/env bash
# The cable: a yes to a whole draft is movement; a day begins at its start; nothing lies behind the view.
. tests/cli/check
cat >"$work/a.minutes" <<'END'
talks x "X"
  zone Europe/Zurich
  levels delegations < ministers
party A, B
mediator M
keeper M
draft s1 by M count 2
under circle public
2026-06-02 12:00 M tables s1
2026-06-02 13:00 A accepts s1 level delegations
2026-06-03 09:00 B accepts s1:1 level delegations
2026-06-03 10:00 B accepts s1:2 ad-ref level delegations
2026-06-03 11:00 M says "noted"
END
try cable "$work/a.minutes" --as A --since 2026-06-02 -w 200
is 0 "a yes to a whole draft is movement" "We: all of s1 .agreed"
is 0 "a day begins at its start" "covers 2 June 00:00"
try cable "$work/a.minutes" --as A --since 2026-06-04
is 3 "nothing lies behind the view" "" "nothing to report between"
finish

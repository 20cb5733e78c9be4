#!/usr/bin/env bash
# blame: references, options, and what a viewer gets of the lake.
. tests/cli/check
lake=(examples/lake/*.minutes)

try blame "${lake[@]}" v4:3
is 0 "a point" '^"a joint" +ENV +B1 +v4 +4 June 05:40$' ""
try blame "${lake[@]}" port
is 0 "a point by its identity, as the current draft has it" "^v5:3 Port$" ""
try blame "${lake[@]}" v4:2,6-7
is 0 "a list of points" "^v4:7 Property$" ""
holds "and no others" test "$(grep -c '^v4:' "$work/out")" -eq 3
try blame "${lake[@]}"
is 0 "the draft under discussion" "^v5:13 Archives$" ""
cp "$work/out" "$work/whole"
try blame "${lake[@]}" v5
holds "the same by its name" cmp -s "$work/out" "$work/whole"
try blame "${lake[@]}" v5:11 -o json
is 0 "as JSON" '"from": 90, "to": 119, "words": "from outside the harbour wall", "by": "LOW", "amendment": "S5"' ""
try blame "${lake[@]}" v4 --unattributed
is 0 "the unattributed" '^"in safety and without permit." +ENV +v4 ' ""
holds "what an amendment explains is not among them" test -z "$(grep -E 'a joint|since 1 May|ten' "$work/out")"
try blame "${lake[@]}" --unattributed v3
is 0 "a draft without a base" "made from no other draft" ""
try blame "${lake[@]}" v4 --unattributed --as LOW
is 0 "an amendment that a viewer may not know explains nothing to it" '^"a joint" +\? +v4 ' ""
holds "and leaves no trace" test -z "$(grep -E 'B1|N2' "$work/out")"
is 0 "what was not shown to it is not called new" "cannot tell [1-9]" ""

try blame "${lake[@]}" v9:1
is 3 "a draft that is not there" "" "no draft is named 'v9' here; known are: v3, v4, v5"
try blame "${lake[@]}" v4:99
is 3 "a point that is not there" "" "'v4' has no point '99' here"
try blame "${lake[@]}" v3 v4
is 3 "two references" "" "one reference"
try board "${lake[@]}" --unattributed
is 3 "no option of another" "" "'board' takes no '--unattributed'"

# The draft that first has words may be older than what the view holds.
printf '%s\n' '1. The port shall be open.' >"$work/a.md"
printf '%s\n' '1. The port should be open.' >"$work/b.md"
cat >"$work/t.minutes" <<'END'
talks t
  zone Europe/Zurich
party UPP
mediator ENV
keeper ENV
under circle public
2026-06-01 ENV tables v1 from a.md
2026-06-02 UPP edits v1:1 as N1
  text: The port should be open.
2026-06-03 ENV tables v2 from b.md base v1
END
try blame "$work/t.minutes" v2:1
is 0 "who put 'should' there" '^"should" +UPP +N1 +v2 +3 June$' ""
try blame "$work/t.minutes" --unattributed
is 0 "it is explained" "explains every word that v2 has and v1 has not" ""
sed 's/^2026-06-03 /2026-06-03 UPP withdraws N1\n&/' "$work/t.minutes" >"$work/u.minutes"
try blame "$work/u.minutes" --unattributed
is 0 "an amendment that was withdrawn explains nothing" '^"should" +UPP +N1 \(withdrawn\) +v2 ' ""
finish

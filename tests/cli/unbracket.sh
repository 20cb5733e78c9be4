#!/usr/bin/env bash
# unbracket: one party's text out of a bracketed one.
. tests/cli/check
t=$work/t.txt
printf 'The [port][US, EU: harbour][RU: delete] is [EU: now] open.\n\n[US: It \\[the port\\] stays.\n\nFor ever.]\n\nEnd' >"$t"

# gives NAME TEXT ARGUMENT...: that text, to the byte, and nothing to tell.
gives() {
	local name=$1 text=$2
	shift 2
	try unbracket "$t" "$@"
	is 0 "$name" "-" ""
	holds "$name, to the byte" cmp -s "$work/out" <(printf '%b' "$text")
}
gives "without --as, the base" 'The port is open.\n\nEnd'
gives "an owner" 'The harbour is now open.\n\nEnd' --as EU
gives "an owner of paragraphs" 'The harbour is open.\n\nIt [the port] stays.\n\nFor ever.\n\nEnd' --as US
gives "an owner who deletes" 'The is open.\n\nEnd' --as RU
gives "-o -" 'The is open.\n\nEnd' --as RU -o -
try unbracket "$t" --as UE
is 0 "a name in no bracket" "The port is open" "'UE' is in no bracket of '.*', so this is the base; did you mean"
try unbracket "$t" --as EU -o "$work/eu.txt"
is 0 "-o FILE" "" ""
holds "-o FILE is written" test "$(cat "$work/eu.txt")" = "$(printf 'The harbour is now open.\n\nEnd')"
"$PARAPH" unbracket - --as EU <"$t" >"$work/out" 2>"$work/err"
holds "standard input" cmp -s "$work/out" "$work/eu.txt"

printf 'A [US: b\n\nc ] d [e' >"$work/u.txt"
try unbracket "$work/u.txt" --as US
is 0 "what does not balance" "-" "u.txt:3:7: '\\[' is never closed"
printf 'A ] b\n\nc [US: d\n\ne' >"$work/u.txt"
try unbracket "$work/u.txt" --as US
is 0 "places are told" "-" "u.txt:1:3: '\\]' closes no bracket"
is 0 "each of them" "-" "u.txt:3:3: '\\[' is never closed"
holds "the text is given" cmp -s "$work/out" <(printf 'A ] b\n\nc d\n\ne')
head -c 100000 /dev/zero | tr '\0' '[' >"$work/deep.txt"
try unbracket "$work/deep.txt"
is 0 "100,000 brackets in one another" "-" "and 99,980 more"

try unbracket
is 3 "no file" "" "unbracket which text"
try unbracket "$t" "$t"
is 3 "two files" "" "one text at a time"
try unbracket "$work/none.txt"
is 3 "a missing file" "" "none.txt"
try unbracket "$t" -o json
is 3 "-o FORMAT" "" "wants a file"
try unbracket "$t" -o "$t"
is 3 "-o spares what it reads" "" "cannot be written there"

# chooses TYPED ARGUMENT...: into $status, $work/out, $work/err.
chooses() {
	local typed=$1
	shift
	printf '%b' "$typed" | "$PARAPH" unbracket "$@" >"$work/out" 2>"$work/err"
	status=$?
}
printf 'The [port][US, EU: [EU: new] harbour] is\n[EU: now] open [RU delete: to all].' >"$work/p.txt"
chooses '2\nx\n1\ns\n2\n' "$work/p.txt" v4:3 --resolve --as ENV --at '2026-06-04 10:00' -o "$work/left.txt"
is 0 "--resolve" "^2026-06-04 10:00 ENV proposes v4:3 as ENV-v4-3-1$" "3 chosen, 1 still open"
is 0 "each choice replaces the one before" "proposes v4:3 as ENV-v4-3-2 replaces ENV-v4-3-1$" "1 to 2, s to skip"
is 0 "what was taken" 'note: takes "\[EU: new\] harbour", as US, EU want, in \[port\]' "2  nothing   \(RU\)"
is 0 "the words as they then stand" "^    The new harbour is$" "-"
holds "the text, with what is still open" cmp -s "$work/left.txt" <(printf 'The new harbour is\n[EU: now] open.')
cp "$work/out" "$work/acts.minutes"
try fmt --check "$work/acts.minutes"
is 0 "the acts are minutes in the canonical form" "" ""
chooses '' "$work/p.txt" v4:3 --resolve --as ENV
is 0 "nothing chosen" "" "0 chosen, 3 still open"
chooses 'q\n' "$work/p.txt" --resolve --as ENV
is 0 "q stops" "" "0 chosen"
chooses '1\n' "$work/p.txt" --resolve --as ENV
is 0 "now, of the draft that the file is named for" "^20[0-9-]+ [0-9:]+[+-][0-9:]+ ENV proposes p$" "-"
printf '# v\n\n1. **Port.** The port [shall][US: should] be open.\n\n2. [US delete: Two.\n\n   ; more]\n\n3. [EU: \\\\x]\n' \
	>"$work/v4.md"
chooses '2\n1\n1\n' "$work/v4.md" --resolve --as ENV --at 2026-06-04
is 0 "points of a draft" "^2026-06-04 ENV proposes v4:1$" "v4:3, bracket 3 of 3"
is 0 "each with its own words" "^  text: The port should be open.$" "-"
cp "$work/out" "$work/acts.minutes"
try fmt --check "$work/acts.minutes"
is 0 "words that begin with ; or \\" "" ""
chooses '2\n2\n2\n' "$work/v4.md" --resolve --as ENV --at 2026-06-04
is 0 "a point without words" "^2026-06-04 ENV deletes v4:2$" "-"
chooses '1\n' "$work/p.txt" v4:3 --resolve
is 3 "nobody who chooses" "" "who chooses"
chooses '1\n' "$work/p.txt" v4:3 --resolve --as "The Envoy"
is 3 "a name of two words" "" "a name of one word"
chooses '1\n' "$work/p.txt" v4:3 --resolve --as ENV --at yesterday
is 3 "a time that is none" "" "--at"
chooses '1\n' "$work/p.txt" v4:3 --as ENV
is 3 "a point without --resolve" "" "one text at a time"
chooses '1\n' "$work/p.txt" --as ENV --at 2026-06-04
is 3 "--at without --resolve" "" "time of the acts"
finish

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
finish

#!/usr/bin/env bash
# consolidate: the texts of several hands against a base, as one bracketed text.
. tests/cli/check
base=$work/base.txt upp=$work/upp.txt low=$work/low.txt
printf '1. The port shall be run by a board.\n\n2. Dues are set once a year.\n' >"$base"
printf '1. The harbour shall be run by a joint board.\n\n2. Dues are set once a year.\n\n3. Observers may visit.\n' >"$upp"
printf '1. The port shall be run by a board.\n' >"$low"
hands=(UPP="$upp" "Lower Shore=$low")

try consolidate "$base" "${hands[@]}"
is 0 "one text of three" "The \[port\]\[UPP: harbour\] shall be run by a \[UPP: joint\] board" ""
cp "$work/out" "$work/t.txt"
for style in attributed un unfccc eu; do
	"$PARAPH" consolidate "$base" "${hands[@]}" --style $style >"$work/s.txt"
	for hand in "UPP=$upp" "Lower Shore=$low" "nobody=$base"; do
		try unbracket "$work/s.txt" --as "${hand%%=*}"
		holds "$style: ${hand%%=*} reads back, to the byte" cmp -s "$work/out" "${hand#*=}"
	done
done
try consolidate "$base" "${hands[@]}" --style plain
is 0 "plain names nobody" "-" ""
holds "plain has no name" test "$(grep -c 'UPP\|Lower' "$work/out")" = 0

try consolidate "$base" "${hands[@]}" -o json
is 0 "json" '"sites"' ""
holds "json has what is promised, and its brackets are those of the text" jq -e '
	([.sites, .brackets, .words_shown, .words_bracketed, .islands, .depth] | all(type == "number")) and
	.brackets == (.text | [scan("(?<!\\\\)\\[")] | length) and .words_bracketed < .words_shown' "$work/out"
holds "the text in json is the text" cmp -s "$work/t.txt" <(jq -j .text "$work/out")

try consolidate "$base" A="$base" B="$base"
is 0 "copies of the base" "^1. The port shall be run by a board" ""
holds "copies of the base make no bracket" cmp -s "$work/out" "$base"

try consolidate "$base" UPP="$upp" --brackets-cost 0
cp "$work/out" "$work/few"
try consolidate "$base" UPP="$upp" --brackets-cost 50
holds "a dearer bracket makes fewer" test "$(grep -o '\[' "$work/out" | wc -l)" -lt "$(grep -o '\[' "$work/few" | wc -l)"

# Lines broken elsewhere.
fold -s -w 12 "$base" | sed 's/ *$//' >"$work/folded.txt"
try consolidate "$base" A="$work/folded.txt"
is 0 "lines broken elsewhere are told" "-" "nothing but blanks and line ends differ; --unwrap"
try consolidate "$base" A="$work/folded.txt" --unwrap
is 0 "--unwrap: no bracket" "^1. The port shall be run by a board\.$" ""

# What is wrong, and the cure.
try consolidate
is 3 "nothing" "" "against which base"
try consolidate "$base"
is 3 "a base alone" "" "which texts"
try consolidate "$base" "$upp"
is 3 "a text without a name" "" "whose text is .*UPP="
try consolidate "$base" A="$upp" A="$low"
is 3 "a name twice" "" "'A' is named twice"
try consolidate "$base" A="$work/none.txt"
is 3 "no such file" "" "none.txt.*no such file"
try consolidate "$base" A=
is 3 "no file behind the name" "" "A=FILE"
printf 'a\xff' >"$work/bad.txt"
try consolidate "$base" A="$work/bad.txt"
is 3 "no text" "" "bad.txt' is no text: line 1"
try consolidate "$base" A="$upp" -o "$base"
is 3 "over its own source" "" "name another file"
try consolidate "$base" A="$upp" --style roman
is 3 "no such style" "" "attributed, plain, un, unfccc, eu or columns"
finish

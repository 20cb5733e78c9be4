#!/usr/bin/env bash
# rolling, columns and collisions on the command line: options, references, what is wrong; and the text read back.
. tests/cli/check
lake=@examples/lake/envoy.txt
night="--as ENV --at 2026-06-04T05:00"

# shellcheck disable=SC2086
{
	try rolling $lake $night v3:3
	is 0 "a point" '\[UPP: jointly\]' ""
	try rolling $lake $night --style plain
	is 0 "without names: the text" '\[jointly\]' ""
	holds "without names: nobody is named" test -z "$(grep -E '\[?(UPP|LOW)' "$work/out")"
	try rolling $lake $night --style plain -o json
	is 0 "without names, as data" '"owners": \[\]' ""
	holds "without names, as data: nobody is named" test -z "$(grep -E 'UPP|LOW' "$work/out")"
	try rolling $lake $night --style columns
	is 3 "a style that is another answer" "" "'columns' prints the text side by side"
	try rolling $lake $night --style baroque
	is 3 "a style that is not there" "" "wants attributed, plain, un, unfccc, eu or columns, not 'baroque'"
	try rolling $lake $night --brackets-cost many
	is 3 "a cost that is no number" "" "wants words from 0 to 1000"
	try rolling $lake $night v3:3 --brackets-cost 1000
	is 0 "a high cost" "." ""
	try rolling $lake $night v7
	is 3 "a draft that is not there" "" "'v7' is no draft and no point here; drafts known are: v3"
	try rolling $lake $night v3:30
	is 3 "a point that is not there" "" "v3 has no point '30' here"
	try rolling $lake v3:3 v4:3
	is 3 "two drafts" "" "one draft at a time: v3 or v4"
	try board $lake --style plain
	is 3 "an answer without styles" "" "'board' takes no '--style'"
	try columns $lake $night UPP v3:3
	is 0 "one column, one row" "^  3  Port" ""
	holds "the other party has none" test -z "$(grep -w LOW "$work/out")"
	try columns $lake $night Nobody
	is 3 "a party that is not there" "" "'Nobody' is no draft, point or party here"
	try collisions $lake $night v3
	is 3 "collisions of a reference" "" "takes no reference"
	try rolling examples/geneva/geneva.minutes
	is 0 "a text that is not held" "No point of this text is held here" ""
	printf 'talks x\n  zone Europe/Zurich\nparty UPP\n' >"$work/none.minutes"
	try rolling "$work/none.minutes"
	is 3 "no draft is there" "" "no draft is under discussion here"

	# Each reads its own text out of what is printed.
	"$PARAPH" rolling $lake $night v3:3 -o json | sed -n 's/.*"text": "\([^"]*\)", "base".*/\1/p' >"$work/text"
	try unbracket "$work/text" --as UPP
	is 0 "read back as UPP" "^The port shall be administered jointly. Dues shall be set once a year and published.$" ""
	try unbracket "$work/text" --as LOW
	is 0 "read back as LOW" "^The port shall be administered by the harbour office of the Lower Shore in cons" -
}

printf 'The port.\n\nThe coast.\n' >"$work/base.txt"
printf 'The port.\n\nThe long coast.\n' >"$work/a.txt"
try columns "$work/base.txt" "A=$work/a.txt"
is 0 "plain texts" "The \{\+long\+\} coast" ""
cp "$work/out" "$work/columns"
try consolidate "$work/base.txt" "A=$work/a.txt" --style columns
holds "consolidate --style columns prints the same" cmp -s "$work/out" "$work/columns"
try columns "$work/base.txt" "A=$work/a.txt" --as UPP
is 3 "plain texts have no view" "" "plain texts have no view"
try columns "$work/base.txt" "A=$work/none.txt"
is 3 "a text that is not there" "" "none.txt"
for format in html md csv json; do
	try columns "$work/base.txt" "A=$work/a.txt" -o $format
	is 0 "columns -o $format" "coast" ""
done
finish

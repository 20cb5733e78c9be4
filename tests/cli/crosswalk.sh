#!/usr/bin/env bash
# crosswalk: two drafts as files, two drafts of talks; the block reads back and gives the same rows.
. tests/cli/check
old=tests/spec/crosswalk/v3.md new=tests/spec/crosswalk/v4.md

# same_rows ONE TWO: the JSON answers ONE and TWO have the same rows, whatever their reasons.
same_rows() {
	python3 - "$1" "$2" <<'END'
import json, sys
one, two = (sorted((r['from'] or '', r['to'] or '', r['how']) for r in json.load(open(p))['rows']) for p in sys.argv[1:3])
if one != two:
    sys.exit(f'{one}\n{two}')
END
}

# reads_back OLD NEW: the block of two files, pasted under `tables`, gives their crosswalk.
reads_back() {
	"$PARAPH" crosswalk "$1" "$2" -o json >"$work/one.json" || return 1
	cp "$1" "$work/v1.md"
	cp "$2" "$work/v2.md"
	{
		printf 'talks test\n  zone UTC\nmediator ENV\nkeeper ENV\nunder circle public\n\n'
		printf '2026-06-01 10:00 ENV tables v1 from v1.md\n'
		printf '2026-06-02 10:00 ENV tables v2 from v2.md base v1\n'
		"$PARAPH" crosswalk "$1" "$2" --block
	} >"$work/t.minutes" || return 1
	"$PARAPH" crosswalk "$work/t.minutes" v1 v2 -o json >"$work/two.json" || return 1
	same_rows "$work/one.json" "$work/two.json"
}

try crosswalk $old $new
is 0 "two drafts" "^4 +5 +split +its words are found in 5 and 6" ""
is 0 "a deletion that no draft shows is named" "^! A deletion that .*v4.md does not show: 3 Fees" ""
is 0 "a number left out is named" "leaves out: 3\." ""
for format in html md csv; do
	try crosswalk $old $new -o $format
	is 0 "-o $format" "." ""
done
try crosswalk $old $new -o json
is 0 "-o json" '"from": "3", "to": null, "how": "deleted", "reason": "none"' ""
"$PARAPH" crosswalk $old - <$new >"$work/out" 2>"$work/err"
status=$?
is 0 "a draft from standard input" "^1 +1 +kept" ""
try crosswalk $old $new --block
is 0 "--block" "^    split 4 into 5, 6$" ""
try crosswalk $old $new --block -o "$work/block.txt"
holds "--block into a file" grep -q "^  crosswalk:$" "$work/block.txt"
try crosswalk $old $new --block -o json
is 3 "--block has no format" "" "no format"
try crosswalk
is 3 "crosswalk of nothing" "" "crosswalk of what"
try crosswalk $old "$work/none.md"
is 3 "a draft that is not there" "" "no such file"
echo "No points." >"$work/bad.md"
try crosswalk $old "$work/bad.md"
is 3 "a draft without points" "" "bad.md"
cp $new "$work/kept.md"
try crosswalk $old "$work/kept.md" -o "$work/kept.md"
is 3 "-o spares the drafts" "" "made from"
holds "the draft stands" cmp -s $new "$work/kept.md"

try crosswalk examples/lake/*.minutes v3 v4 --as ENV
is 0 "two drafts of talks" "^6 +7 +split +crosswalk recorded with v4" ""
try crosswalk examples/lake/*.minutes v4 --as ENV
is 0 "one draft, against its base" "crosswalk from v3 to v4" ""
try crosswalk examples/lake/*.minutes --as ENV
is 0 "the last step" "crosswalk from v4 to v5" ""
try crosswalk examples/lake/*.minutes v3 v4 --as LOW
is 0 "what a party was not shown is unknown" "unknown +the other draft is held in part only" ""
try crosswalk examples/geneva/*.minutes v0 v1
is 0 "a draft of which no point is held" "^! Cannot be compared: no point of v0 is held" ""
try crosswalk examples/geneva/*.minutes v0 v1 --block
is 3 "a draft of which no point is held has no rows" "" "no rows to write"
try crosswalk examples/lake/*.minutes v3 v9 --as ENV
is 3 "a draft that the talks do not have" "" "known are: .*v3"

if command -v python3 >/dev/null; then
	for pair in "$old $new" "$new $old" "examples/lake/drafts/v3.md examples/lake/drafts/v4.md" \
		"examples/lake/drafts/v4.md examples/lake/drafts/v3.md" "examples/river/v1.md examples/river/v2.md" \
		"examples/lake/drafts/v4.md examples/lake/drafts/v5.md"; do
		# shellcheck disable=SC2086
		set -- $pair
		holds "the block reads back: $pair" reads_back "$1" "$2"
	done
fi
finish

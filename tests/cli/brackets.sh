#!/usr/bin/env bash
# brackets: how much is in brackets, draft by draft.
. tests/cli/check
cat >"$work/v1.md" <<'END'
# Draft

1. **Port.** The port [shall][should] be [Option 1: open][closed, [if ever]].

[2. **Lake.** [US: It is] ours.]

## Annex

None ] and [some more.
END
sed 's/\[shall\]\[should\]/shall/; s/None \]/None/; s/\[some/some/' "$work/v1.md" >"$work/v2.md"

try brackets "$work/v1.md"
is 0 "one draft" "v1.md +8 +2 +1 +" ""
is 0 "by point" "^1 +Port +5 +2 +1 +" ""
is 0 "a bracketed point" "^2 +Lake +2 +- +- +" ""
is 0 "by heading" "^- +Annex +1 +" ""
is 0 "a stray, with its place" "v1.md:9:6: '\\]' closes none, at the end of" ""
is 0 "an unclosed one, with its place" "v1.md:9:12: '\\[' is never closed, at the start of" ""
try brackets "$work/v1.md" "$work/v2.md"
is 0 "the change from first to last" "^first to last +-3 +-1 +0 +" ""
try brackets "$work/v1.md" "$work/v2.md" -o json
is 0 "-o json" '"brackets": 8, "stacked": 2, "options": 1, "numbers": 1, "words": 24' ""
is 0 "-o json: what is out of balance" '"bracket": "\]", "line": 9, "column": 6' ""
try brackets "$work/v1.md" -o "$work/b.csv"
is 0 "-o FILE" "" ""
holds "-o FILE is written" grep -q "^file,brackets,stacked," "$work/b.csv"
"$PARAPH" brackets - <"$work/v2.md" >"$work/out" 2>"$work/err"
holds "standard input" grep -Eq "^- +5 " "$work/out"
printf 'Words [only' >"$work/w.txt"
try brackets "$work/w.txt"
is 0 "a text without points" "w.txt +1 " ""
: >"$work/e.txt"
try brackets "$work/e.txt"
is 0 "an empty text" "e.txt +- " ""

try brackets
is 3 "no file" "" "brackets of which drafts"
try brackets "$work/none.md"
is 3 "a missing file" "" "none.md"
printf 'a [\xff]' >"$work/bad.txt"
try brackets "$work/bad.txt"
is 3 "bytes that are no text" "" "line 1 has a byte that is no UTF-8"
try brackets "$work/v1.md" -o "$work/v1.md"
is 3 "-o spares what it reads" "" "cannot be written there"

data=${PARAPH_DATA:-../shared/data}/bracketed
if [ -f "$data/geneva-2015-02-12.txt" ]; then
	try brackets "$data/geneva-2015-02-12.txt" "$data/paris-2015-10-23.md"
	is 0 "the Paris drafts" "^first to last +-248 " ""
	is 0 "what the first lacks" "geneva-2015-02-12.txt:454:4: '\\[' is never closed" ""
else
	echo "skip the Paris drafts: no $data"
fi
finish

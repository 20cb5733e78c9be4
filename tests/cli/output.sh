#!/usr/bin/env bash
# -o, --width, colours.
. tests/cli/check
frame >"$work/a.minutes"
a=$work/a.minutes
esc=$(printf '\033')

try board "$a" -o html
is 0 "-o html" "<html" ""
try board "$a" -o md
is 0 "-o md" "^# " ""
try board "$a" -o csv
is 0 "-o csv" "-" ""
try board "$a" -o json
is 0 "-o json" '"answer": "board"' ""
try board "$a" -o text
is 0 "-o text" "." ""
cp "$work/out" "$work/text"
try board "$a" -o -
is 0 "-o - is standard output" "." ""
holds "-o - is text" cmp -s "$work/text" "$work/out"
for end in html htm md json csv svg txt HTML; do
	try board "$a" -o "$work/board.$end"
	is 0 "-o FILE.$end" "" ""
	holds "-o FILE.$end is there" test -e "$work/board.$end"
done
holds "the ending chooses: html" grep -q "<html" "$work/board.html"
holds "the ending chooses, whatever its case" cmp -s "$work/board.html" "$work/board.HTML"
holds "the ending chooses: text" cmp -s "$work/text" "$work/board.txt"
try board "$a" -o "$work/board.pdf"
is 3 "an ending of no format" "" "names no format"
holds "and no file" test ! -e "$work/board.pdf"
try board "$a" -o "$work/board"
is 3 "a file without ending" "" "names no format"
try board "$a" -o jsn
is 3 "a format that is not there" "" "no format 'jsn'"
try board "$a" -o ""
is 3 "an empty -o" "" "nothing stands behind"
mkdir "$work/d.html"
try board "$a" -o "$work/d.html"
is 3 "-o into a directory" "" "is a directory"

echo "$a" >"$work/list.txt"
try board "@$work/list.txt" -o "$work/list.txt"
is 3 "-o spares the list" "" "made from"
holds "the list stands" grep -q a.minutes "$work/list.txt"
cp "$a" "$work/a.md"
ln -s a.md "$work/link.md"
try board "$work/a.md" -o "$work/link.md"
is 3 "-o spares what it reads, by a link too" "" "made from"

for width in 40 80; do
	for line in "board $a" "explain verbs" "explain accepts"; do
		# shellcheck disable=SC2086
		try $line --width $width
		is 0 "--width $width: ${line//$work/}" "." ""
		wide=$(sed '/^For example/,$d' "$work/out" | LC_ALL=C.UTF-8 wc -L)
		holds "no line is wider than $width: ${line//$work/}" test "$wide" -le $width
	done
done

try explain verbs --color always
is 0 "--color=always" "$esc\\[" ""
try explain verbs
is 0 "no colour but on a terminal" "." ""
holds "none at all" bash -c "! grep -q $'\e' '$work/out'"
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	on_terminal() {
		script -qec "$*" /dev/null </dev/null >"$work/tty" 2>&1
	}
	export TERM=xterm
	on_terminal "$PARAPH explain verbs"
	holds "colour on a terminal" grep -q "$esc\\[" "$work/tty"
	NO_COLOR=1 on_terminal "$PARAPH explain verbs"
	holds "NO_COLOR" bash -c "! grep -q $'\e\\[' '$work/tty'"
	NO_COLOR='' on_terminal "$PARAPH explain verbs"
	holds "an empty NO_COLOR is none" grep -q "$esc\\[" "$work/tty"
	TERM=dumb on_terminal "$PARAPH explain verbs"
	holds "TERM=dumb" bash -c "! grep -q $'\e\\[' '$work/tty'"
	on_terminal "$PARAPH explain verbs --color=never"
	holds "--color=never" bash -c "! grep -q $'\e\\[' '$work/tty'"
	on_terminal "stty cols 50; $PARAPH explain verbs --color=never"
	holds "the terminal's width" test "$(tr -d '\r' <"$work/tty" | LC_ALL=C.UTF-8 wc -L)" -le 50
else
	echo "skip a terminal: script(1) opens none here"
fi
finish

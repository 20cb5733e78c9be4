#!/usr/bin/env bash
# The command line: options anywhere, in every form, and what is said of mistakes.
. tests/cli/check
frame >"$work/a.minutes"
a=$work/a.minutes

try board "$a"
is 0 "an answer" "." ""
cp "$work/out" "$work/plain"
for line in "--as LOW board $a" "board --as LOW $a" "board $a --as LOW" "board $a --as=LOW" "board --as=LOW -- $a" \
	"--as LOW -- board $a"; do
	# shellcheck disable=SC2086
	try $line
	is 0 "options anywhere: ${line//$work/}" "." ""
	cp "$work/out" "$work/this"
	[ -e "$work/low" ] || cp "$work/out" "$work/low"
	holds "the same answer" cmp -s "$work/low" "$work/this"
done
for line in "-o json" "-ojson" "--output json" "--output=json" "-ko json" "-kojson"; do
	# shellcheck disable=SC2086
	try board "$a" $line
	is 0 "the forms of an option: $line" '^\{' ""
done
try board "$a" --as UPP --as LOW
is 0 "the last of two counts" "." ""
cp "$work/out" "$work/this"
holds "the last of two counts, as it says" cmp -s "$work/low" "$work/this"

try bord "$a"
is 3 "a command that is not there" "" "no command 'bord'; did you mean 'board'"
try xyzzy
is 3 "a command that is like none" "" "no command 'xyzzy'$"
try board "$a" --kep-going
is 3 "an option that is not there" "" "no option '--kep-going'; did you mean '--keep-going'"
try board "$a" -x
is 3 "a letter that is not there" "" "no option '-x'"
try board "$a" --as
is 3 "an option without its value" "" "'--as' wants PARTY"
try board "$a" --as ""
is 3 "an empty value" "" "nothing stands behind '--as'"
try board "$a" --keep-going=yes
is 3 "a value that is not wanted" "" "takes no value"
try board "$a" --check
is 3 "an option of another command" "" "'board' takes no '--check'"
try fmt "$a" --as LOW
is 3 "an option of answers" "" "'fmt' takes no '--as'"
try board "$a" ""
is 3 "an empty argument" "" "empty argument"
try board "$a" $'\xff\xfe'
is 3 "a reference that is no text" "" "no UTF-8"
try board "$a" --as $'a\xff'
is 3 "a name that is no text" "" "no UTF-8"
try board "$a" --width 19
is 3 "too narrow" "" "from 20 to 1000"
try board "$a" --width wide
is 3 "a width that is no number" "" "from 20 to 1000"
try board "$a" --color sometimes
is 3 "a colour that is not there" "" "always, never or auto"
try board
is 3 "no file" "" "board from which minutes"
try board lake
is 3 "a file without a dot" "" "'lake' is taken for a reference.*'\./lake'"
try board "$a" --as NOBODY
is 3 "a viewer that nobody declared" "" "NOBODY"
try board "$a" --at 2026-02-30
is 3 "a day that is not there" "" "no 30 February 2026"
try board "$a" --known "2026-03-29 02:30"
is 3 "a time that summer time skipped" "" "--known.*"
try board "$a" --at soon
is 3 "no time" "" "--at"
try board "$a" --at 2026-06-04
is 0 "a time" "." ""
try $'bo\e[31mard'
is 3 "no control reaches the terminal" "" "no command"
holds "no control reaches the terminal, not one" bash -c "! grep -q $'\e' '$work/err'"
finish

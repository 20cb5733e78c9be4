#!/usr/bin/env bash
# @LIST stands for the files that a text file names.
. tests/cli/check
frame >"$work/a.minutes"
cp "$work/a.minutes" "$work/nodot"
echo '2026-06-01 UPP accepts v1' >"$work/b.minutes"

try board "$work/a.minutes" "$work/b.minutes"
cp "$work/out" "$work/both"
printf '; two files\n\n%s\n  %s  \n' "$work/a.minutes" "$work/b.minutes" >"$work/list.txt"
try board "@$work/list.txt"
is 0 "a list" "." ""
holds "a list is its files" cmp -s "$work/both" "$work/out"
printf '\xef\xbb\xbf%s\r\n%s\r\n' "$work/a.minutes" "$work/b.minutes" >"$work/crlf.txt"
try board "@$work/crlf.txt"
is 0 "a list with CR LF and a byte order mark" "." ""
holds "it is the same" cmp -s "$work/both" "$work/out"
printf '%s' "$work/b.minutes" >"$work/b.txt"
try board "$work/a.minutes" --as LOW -- "@$work/b.txt"
is 0 "a list beside a file, behind --" "." ""
program=$(realpath "$PARAPH")
(cd "$work" && echo nodot >plain && "$program" board @plain) >"$work/out" 2>"$work/err"
status=$?
is 0 "a path without a dot is a path in a list" "." ""

try board "@$work/none.txt"
is 3 "a list that is not there" "" "cannot read .*none.txt"
try board "@$work"
is 3 "a list that is a directory" "" "is a directory"
: >"$work/empty.txt"
try board "@$work/empty.txt"
is 3 "an empty list" "" "names no file"
try board @
is 3 "no list" "" "wants the name of a list"
echo "$work/none.minutes" >"$work/missing.txt"
try board "@$work/missing.txt"
is 3 "a file of the list that is not there" "" "cannot read .*none.minutes"
"$PARAPH" fmt "@$work/list.txt"
try fmt --check "@$work/list.txt"
is 0 "fmt takes a list" "" ""
try matrix @examples/lake/low.txt --as LOW
is 0 "the examples' lists" "." ""
finish

#!/usr/bin/env bash
# Exit statuses: 0 done, 1 no, 3 yours, 4 ours.
. tests/cli/check
frame >"$work/a.minutes"
(frame && echo "2026-06-01 UPP acepts v1") >"$work/bad.minutes"
a=$work/a.minutes

try board "$a"
is 0 "done" "." ""
try board "$work/none.minutes"
is 3 "a missing file" "" "cannot read .*none.minutes.*no such file"
try board "$work/none/none.minutes"
is 3 "a missing folder" "" "cannot read"
mkdir "$work/folder.d"
try board "$work/folder.d"
is 3 "a directory" "" "is a directory; name the files in it"
try board /dev/zero
is 3 "a device" "" "is a device"
if [ "$(id -u)" -ne 0 ]; then
	cp "$a" "$work/shut.minutes" && chmod 0 "$work/shut.minutes"
	try board "$work/shut.minutes"
	is 3 "a file that may not be read" "" "you may not"
fi
try board "$work/bad.minutes"
is 3 "a fault: no answer" "" "bad.minutes:10:[0-9]+: "
is 3 "a fault: the guess" "" "did you mean 'accepts'"
is 3 "a fault: how to go on" "" "1 fault, so there is no answer; --keep-going answers"
try board "$work/bad.minutes" --keep-going
is 3 "--keep-going answers, and the status stays" "." "bad.minutes:10:"
cp "$work/out" "$work/kept"
try board "$a"
holds "the sheet says nothing of faults" cmp -s "$work/out" "$work/kept"

for line in "board $a" "help" "help all" "explain" "explain verbs" "card" "version" "completion" "board $a -o html"; do
	# shellcheck disable=SC2086
	"$PARAPH" $line >/dev/full 2>"$work/err"
	status=$?
	: >"$work/out"
	is 4 "a full disk: ${line//$work/}" "" "cannot write to standard output"
done
try board "$a" -o "$work/none/x.html"
is 3 "-o into a folder that is not there" "" "cannot write .*no such folder"
set -o pipefail
"$PARAPH" explain verbs -o json 2>"$work/err" | head -c 1 >"$work/out"
holds "a reader who leaves hears nothing" test ! -s "$work/err"
finish

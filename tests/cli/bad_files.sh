#!/usr/bin/env bash
# Files that are no minutes: every one is told, none takes long or much memory.
. tests/cli/check
frame >"$work/a.minutes"
cp "$work/a.minutes" "$work/x.minutes"
x=$work/x.minutes

(frame && printf '2026-06-01 UPP accepts v1\0\n') >"$x"
try board "$x"
is 3 "a zero byte" "" "x.minutes:10:[0-9]+: "
(frame && printf '2026-06-01 UPP says "caf\xe9"\n') >"$x"
try board "$x"
is 3 "bytes that are no UTF-8" "" "x.minutes:10:[0-9]+: "
(frame && printf '2026-06-01 UPP says "\xed\xa0\x80"\n') >"$x"
try board "$x"
is 3 "a surrogate" "" "x.minutes:10:[0-9]+: "
frame | sed 's/$/\r/' >"$x"
try board "$x"
is 0 "CR LF" "." ""
(printf '\xef\xbb\xbf' && frame) >"$x"
try board "$x"
is 0 "a byte order mark" "." ""
if command -v iconv >/dev/null; then
	frame | iconv -f UTF-8 -t UTF-16 >"$x"
	try board "$x"
	is 3 "UTF-16" "" "UTF-16; save it as UTF-8"
	frame | iconv -f UTF-8 -t UTF-16BE >"$x"
	try board "$x"
	is 3 "UTF-16 without its mark" "" "x.minutes"
fi
: >"$x"
try board "$x"
is 0 "an empty file" "-" ""
head -c 65536 /dev/urandom >"$x"
try board "$x"
is 3 "noise" "" "x.minutes"
holds "noise rings no bell" bash -c "! LC_ALL=C grep -q $'[\x01-\x08\x0e-\x1f]' '$work/err'"

# many NUMBER: wrong entries.
many() {
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "2026-06-01 UPP acepts v1" }'
}
(frame && many 100000) >"$x"
SECONDS=0
try board "$x"
is 3 "100,000 errors" "" "and 99,980 more"
holds "100,000 errors in less than 10 seconds" test "$SECONDS" -lt 10
holds "20 are shown" test "$(grep -c 'x.minutes:' "$work/err")" -eq 20
is 3 "100,000 errors: the closing line" "" "^paraph: 100,000 faults"

(frame && printf '2026-06-01 UPP says "' && head -c 10000000 /dev/zero | tr '\0' a && printf '"\n') >"$x"
SECONDS=0
try board "$x"
is 0 "a line of 10 MB" "." ""
(frame && printf '2026-06-01 UPP acepts ' && head -c 10000000 /dev/zero | tr '\0' a && printf '\n') >"$x"
try board "$x"
is 3 "a wrong line of 10 MB" "" "x.minutes:10:"
holds "it is shown in part" test "$(wc -c <"$work/err")" -lt 2000
holds "10 MB in less than 10 seconds" test "$SECONDS" -lt 10

rm -f "$x"
if truncate -s 2G "$x" 2>/dev/null; then
	SECONDS=0
	try board "$x"
	is 3 "2 GB of nothing" "" "x.minutes.*(no text|zero bytes)"
	holds "2 GB in less than 10 seconds" test "$SECONDS" -lt 10
	# A program under AddressSanitizer wants terabytes of addresses and cannot be limited.
	{ limited=$( (ulimit -v 500000 && "$PARAPH" version) 2>&1); } 2>/dev/null
	if [[ $limited != paraph\ * ]]; then
		echo "skip 2 GB in small memory: no limit can be set here"
	else
		(ulimit -v 500000 && "$PARAPH" board "$x") >"$work/out" 2>"$work/err"
		status=$?
		is 3 "2 GB in small memory" "" "no text"
	fi
	(frame && echo '; then nothing') >"$x"
	truncate -s 2G "$x"
	SECONDS=0
	try board "$x"
	is 3 "a beginning, and 2 GB of nothing" "" "x.minutes"
	holds "it takes less than 10 seconds" test "$SECONDS" -lt 10
else
	echo "skip 2 GB: the disk has no room for it"
fi
finish

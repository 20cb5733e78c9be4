#!/usr/bin/env bash
# fmt: the canonical form, in place, whole or not at all.
. tests/cli/check
x=$work/x.minutes
frame >"$work/right.minutes"
"$PARAPH" fmt "$work/right.minutes" || exit 1
loose() {
	sed 's/^party /party   /' "$work/right.minutes"
}

loose >"$x"
try fmt --check "$x"
is 1 "--check of what would change" "" "x.minutes' is not in the canonical form"
holds "--check changes nothing" cmp -s "$x" <(loose)
try fmt "$x"
is 0 "fmt" "" ""
holds "fmt rewrites" cmp -s "$x" "$work/right.minutes"
try fmt --check "$x"
is 0 "--check of what is right" "" ""
touch -d 2001-01-01 "$x"
try fmt "$x"
holds "what is right is not written" test "$(stat -c %Y "$x")" -lt 1000000000
loose | "$PARAPH" fmt - >"$work/out" 2>"$work/err"
status=$?
is 0 "standard input" "." ""
holds "standard input is formatted" cmp -s "$work/out" "$work/right.minutes"
loose >"$x"
try fmt "$x" -o "$work/other.minutes"
is 0 "-o FILE" "" ""
holds "-o FILE is written" cmp -s "$work/other.minutes" "$work/right.minutes"
holds "-o FILE leaves the other" cmp -s "$x" <(loose)
try fmt "$x" -o -
is 0 "-o -" "^party" ""
loose | sed 's/$/\r/' >"$x"
try fmt "$x"
is 0 "CR LF" "" ""
holds "LF is written" cmp -s "$x" "$work/right.minutes"
(printf '\xef\xbb\xbf' && cat "$work/right.minutes") >"$x"
try fmt --check "$x"
is 1 "a byte order mark would go" "" "-"
try fmt "$x"
holds "a byte order mark goes" cmp -s "$x" "$work/right.minutes"
(loose && echo "; a comment" && echo && echo "2026-06-01 UPP accept v1 ; no comment") >"$x"
cp "$x" "$work/before"
try fmt "$x"
is 3 "a file with faults" "" "x.minutes:[0-9]+:[0-9]+: .*"
holds "it stays as it is" cmp -s "$x" "$work/before"
try fmt --check "$x"
is 3 "--check of a file with faults" "" "-"
(loose && echo "; a comment" && echo "2026-06-01 UPP accept v1") >"$x"
try fmt "$x"
is 0 "a comment" "" ""
holds "comments are kept" grep -q "^; a comment$" "$x"
holds "the s-form" grep -q "UPP accepts v1" "$x"
loose >"$x"
loose >"$work/y.minutes"
try fmt "$x" "$work/none.minutes" "$work/y.minutes"
is 3 "a missing file among several" "" "cannot read .*none.minutes"
holds "the others are done" cmp -s "$work/y.minutes" "$work/right.minutes"
loose >"$x"
chmod 640 "$x"
try fmt "$x"
holds "the mode stays" test "$(stat -c %a "$x")" = 640
try fmt "$x" "$work/y.minutes" -o "$work/z.minutes"
is 3 "-o with two files" "" "for one file"
try fmt "$x" -o json
is 3 "-o with a format" "" "wants a file"
try fmt
is 3 "no file" "" "fmt which files"
try fmt "$work/none.minutes"
is 3 "a missing file" "" "no such file"
try fmt nodot
is 3 "what is no file" "" "./nodot"
loose | "$PARAPH" fmt - >/dev/full 2>"$work/err"
status=$?
: >"$work/out"
is 4 "a full disk" "" "cannot write to standard output"
holds "nothing is left beside" test -z "$(find "$work" -name '.paraph-*')"
try fmt --check examples/*/*.minutes
is 0 "the examples are in the canonical form" "" ""
finish

#!/usr/bin/env bash
# The clerk against what a reader found in invented reports: no fewer right than when this was written.
. tests/cli/check
command -v python3 >/dev/null || exit 77

# at_least REPORT DAY STATEMENTS EVENTS DATES FALSE: so many right, so many events at most that are none.
at_least() {
	local report=tests/clerk/reports/$1 gold key got
	gold=${report%.*}.gold
	if ! python3 tests/cli/clerk_gold.py "$PARAPH" "$report" "$gold" "$2" >"$work/out" 2>"$work/err"; then
		miss "$1 is counted"
		cat "$work/err"
		return
	fi
	for key in "statements $3" "events $4" "dates $5"; do
		got=$(sed -n "s/^${key% *} [0-9]* \([0-9]*\) .*/\1/p" "$work/out")
		[ "${got:-0}" -ge "${key#* }" ] && pass "$1: $key right" || miss "$1: $key right, not $got"
	done
	got=$(sed -n 's/^false //p' "$work/out")
	[ "${got:-99}" -le "$6" ] && pass "$1: $6 false at most" || miss "$1: $6 false at most, not $got"
}

at_least trade.txt 2026-05-14 12 9 18 0
at_least fisheries.txt 2026-02-03 8 10 14 1
at_least border.md 2026-11-07 15 17 18 1
at_least climate.txt 2026-11-21 11 17 18 0
at_least dam.html 2026-02-18 11 18 12 0
at_least boundary.txt 2026-09-30 5 7 7 0
finish

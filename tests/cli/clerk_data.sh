#!/usr/bin/env bash
# The clerk against what a reader found in the report that it began with, where the report is there: .95 of the
# statements, 15 events of 16, all dates.
. tests/cli/check
report=${PARAPH_DATA:-../shared/data}/press/geneva-2025-11-24.txt
{ [ -f "$report" ] && command -v python3 >/dev/null; } || exit 77
python3 tests/cli/clerk_gold.py "$PARAPH" "$report" tests/clerk/reports/geneva.gold 2025-11-24 >"$work/out" || miss "it is counted"

# holds KEY SHARE: so many in a thousand of its kind are right.
holds() {
	awk -v key="$1" -v share="$2" '$1 == key { exit !(1000 * $3 >= share * $4) }' "$work/out" && pass "$1" || miss "$1: $(grep "^$1" "$work/out")"
}
holds statements 950
holds events 937
holds dates 1000
finish

#!/usr/bin/env bash
# The clerk's dates on news that nobody looked at while its rules were made, where that is there: extents and values as
# often right as when this was written.
. tests/cli/check
data=${PARAPH_DATA:-../shared/data}/meantime/intra-doc_annotation
{ [ -d "$data" ] && command -v python3 >/dev/null; } || exit 77
mkdir "$work/tml"
python3 tests/cli/meantime.py "$data" "$work/tml" || miss "it is written as TimeML"
"$PARAPH" clerk score --timeml "$work/tml" -o json >"$work/out" || miss "it is scored"

# f1 MEASURE LEAST: F1 in thousandths.
f1() {
	python3 -c 'import json, sys
row = next(r for r in json.load(open(sys.argv[1]))["rows"] if r["measure"] == sys.argv[2])
f1 = 2000 * row["right"] / (row["gold"] + row["found"])
sys.exit(0 if f1 >= int(sys.argv[3]) else f"{f1:.0f}")' "$work/out" "$1" "$2" 2>"$work/err" && pass "$1" || miss "$1: $(cat "$work/err")"
}
f1 "extent, strict" 890
f1 "extent, relaxed" 940
f1 "value" 850
finish

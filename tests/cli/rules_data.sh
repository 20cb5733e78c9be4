#!/usr/bin/env bash
# count over real rules, where the data is there: an agreement's entry into force as it was known on the day, and a
# council whose weights and rule changed with the years.
. tests/cli/check
data=${PARAPH_DATA:-../shared/data}
{ [ -d "$data/entry-into-force" ] && [ -d "$data/council-weights" ] && command -v python3 >/dev/null; } || exit 77

term() { jq -c "[.rows[$1].terms[$2] | .sum, .met, .unblocked]" "$work/out"; }

python3 tests/cli/ratifications.py "$data"/entry-into-force/*.csv >"$work/paris.minutes" || exit 4
try count "$work/paris.minutes" --at 2016-10-05 --known 2016-10-05 -o json
is 0 "as known on the day the agreement was ratified by enough"
[ "$(term 0 0) $(term 0 1)" = '[74,true,false] [58.82,true,false]' ]
holds "74 parties and 58.82 per cent" test $? -eq 0
try count "$work/paris.minutes" --at 2016-10-05 -o json
[ "$(term 0 0) $(term 0 1)" = '[73,true,false] [40.93,false,false]' ]
holds "a row that was overwritten years later changes what was, not what was known" test $? -eq 0

python3 tests/cli/council.py "$data"/council-weights/*.csv >"$work/council.minutes" || exit 4
try count "$work/council.minutes" -o json
result() { jq -r ".rows[$1] | [.rule, (.members | tostring), (.met | tostring)] | join(\" \")" "$work/out"; }
i=0
while read -r wanted; do
	holds "$wanted" test "$(result $i)" = "$wanted"
	i=$((i + 1))
done <<'END'
fifteen 15 true
fifteen 15 true
weighted 27 true
weighted 27 false
double 28 true
double 28 false
END
[ "$(term 4 1 | jq -c '.[1:]')" = '[true,true]' ]
holds "three states that weigh enough are too few to block" test $? -eq 0
finish

#!/usr/bin/env bash
# weigh over the domains of competitions, where the data is there: each is read or refused with its place, and what was
# printed is added up again by a checker that shares nothing with the program; up to 20,000 packages it tries all.
. tests/cli/check
data=${PARAPH_DATA:-../shared/data}/domains
{ [ -d "$data" ] && command -v python3 >/dev/null && command -v jq >/dev/null; } || exit 77

checked=0 refused=0
# domain NAME OPTIONS... FILES...: weighed, and checked.
domain() {
	local name=$1 brute=''
	shift
	if ! "$PARAPH" weigh "$@" -o json >"$work/weighed.json" 2>"$work/err"; then
		grep -Eq "^paraph: .+: .+" "$work/err" || { miss "$name is refused without a reason"; cat "$work/err"; }
		refused=$((refused + 1))
		return
	fi
	[ "$(jq '.outcomes <= 20000' "$work/weighed.json")" = true ] && brute=--brute
	# shellcheck disable=SC2086
	python3 tools/check_packages.py "$work/weighed.json" $brute "$@" >"$work/said" 2>&1 || { miss "$name"; cat "$work/said"; }
	checked=$((checked + 1))
}

while read -r folder; do
	of=$(grep -LE 'evaluation=|evaluator|hyperRectangle' "$folder"/*.xml | grep -v pareto | head -n 1)
	[ -n "$of" ] || of=$folder/$(basename "$folder").xml
	mapfile -t profiles < <(find "$folder" -name '*.xml' ! -name pareto.xml ! -path "$of" | sort | head -n 5)
	domain "$folder" --domain "$of" "${profiles[@]}"
# Four domains of 20 points and more that hang together are refused after some seconds of search: not here.
done < <(find "$data/genius" -name '*.xml' -printf '%h\n' | grep -v '/S-1N' | sort -u)
for folder in "$data"/negolog/*/; do
	domain "$folder" "$folder/profileA.json" "$folder/profileB.json"
	jq -e --slurpfile specs "$folder/specs.json" '(.nash.u[0] - $specs[0].Nash_A | fabs) < 1e-9
		and (.nash.u[1] - $specs[0].Nash_B | fabs) < 1e-9' "$work/weighed.json" >/dev/null || miss "the Nash point of $folder"
done
holds "$checked domains add up" test "$checked" -ge 110
holds "$refused are refused" test "$refused" -le 2

# size DOMAIN COUNT FILES...: the frontier's size.
size() {
	local count=$2
	local -a profiles
	mapfile -t profiles < <(find "$data/genius/$1" -name '*.xml' ! -name "$3" | sort)
	try weigh --domain "$data/genius/$1/$3" "${profiles[@]}" -o json --stats
	holds "$1 has $count efficient packages" test "$(jq .frontier_size "$work/out")" = "$count"
}
size anac/y2016/parsCat 690 domain.xml
size anac/y2012/EnergyA 151 Energy-A-domain.xml
size anac/y2010/Travel 21 travel_domain.xml
size anac/y2015/group2-politics 121 Politics.xml
size anac/y2016/AgentHp2 589 energy_grid_domain.xml

for file in cop21 copenhagen; do
	try weigh "$data/positions/$file.csv" --stats
	is 0 "$file is weighed" "proved"
done
try weigh "$data/positions/copenhagen_with_errors.csv"
is 3 "a list with errors is refused with its place" "" "line 86: a position lies outside its scale"
finish

#!/usr/bin/env bash
# The examples: canonical, without faults; the stories' tallies; and the law of
# the Lake talks, that from a party's own files and from everybody's it gets the
# same bytes.
set -u
. tests/cli/check

lake=(examples/lake/*.minutes)
answers=(board matrix changes blame seen unresolved next limits claims timeline rolling columns collisions sheet public cable)

try fmt --check examples/*/*.minutes
is 0 "every example is in the canonical form" "" ""

tally() {       # NAME PARTY TIME EXPECTED
	local got
	got=$("$PARAPH" board "${lake[@]}" --as "$2" --at "$3" -o json | sed -n 's/^  "tally": {\(.*\)},$/\1/p')
	if [ "$got" = "$4" ]; then echo "ok $1"; else echo "not ok $1: $got"; fi
}
evening=2026-06-03T23:00
v3='"points": 12, "referred-up": 1, "bracketed": 3, "objective": 2, "agreed-ad-ref": 5, "undiscussed": 1'
tally 'D1: ENV opens on v3' ENV $evening "$v3"
tally 'D1: UPP has v3 whole' UPP $evening "$v3"
tally 'D1: LOW heard points 1 to 8 only' LOW $evening '"points": 8, "bracketed": 1, "objective": 2, "agreed-ad-ref": 5'
tally 'D1: v4 at 06:10' ENV 2026-06-04T06:10+02:00 \
	'"points": 13, "referred-up": 1, "bracketed": 3, "objective": 2, "inherited": 2, "agreed-ad-ref": 4, "undiscussed": 1'
v5='"points": 13, "referred-up": 1, "bracketed": 3, "objective": 2, "inherited": 1, "agreed-ad-ref": 5, "undiscussed": 1'
for party in ENV UPP LOW; do
	tally "D3: v5 for $party" $party 2026-06-04T22:30 "$v5"
done

for party in ENV UPP LOW; do
	case $party in ENV) own=envoy ;; UPP) own=upp ;; LOW) own=low ;; esac
	for answer in "${answers[@]}"; do
		for format in text json; do
			all=$("$PARAPH" "$answer" "${lake[@]}" --as $party -o $format 2>&1)
			its=$("$PARAPH" "$answer" "@examples/lake/$own.txt" --as $party -o $format 2>&1)
			if [ "$all" = "$its" ]; then
				echo "ok $party gets the same $answer as $format from its own files"
			else
				echo "not ok $party gets another $answer as $format from its own files"
			fi
		done
	done
done

# No trace, for LOW, of the others' own circles or of points it was never shown.
low=$(for answer in "${answers[@]}"; do "$PARAPH" "$answer" "${lake[@]}" --as LOW --at 2026-06-04T09:00; done 2>&1)
for trace in v3:9 v3:10 v3:11 v3:12 Monitors Archives N1 N2 N3 B1 tarn cable-8; do
	if grep -qw -- "$trace" <<<"$low"; then echo "not ok LOW finds a trace of $trace"; else echo "ok no trace of $trace for LOW"; fi
done

finish

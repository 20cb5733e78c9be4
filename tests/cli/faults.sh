#!/usr/bin/env bash
# Faults of meaning have a place: file, line and column.
. tests/cli/check
x=$work/x.minutes
cat >"$work/d1.md" <<'END'
# First

1. Prisoners shall be released. {#prisoners}
2. The port shall be open. {#port}
END
cat >"$work/d2.md" <<'END'
# Second

1. Prisoners shall be released. {#prisoners}
END

# fault NAME PATTERN LINE...: the lines behind the frame are wrong; the first of them is line 10.
fault() {
	local name=$1 pattern=$2
	shift 2
	(frame && printf '%s\n' "$@") >"$x"
	try board "$x"
	is 3 "$name" "" "x.minutes:[0-9]+:[0-9]+: "
	is 3 "$name: what it is" "" "$pattern"
}

fault "30 February" "30 February 2026" "2026-02-30 UPP accepts v1"
fault "a time that summer time skipped" "x.minutes:10:.*(02:30|clock|summer)" "2026-03-29 02:30 UPP accepts v1"
fault "a time that struck twice" "x.minutes:10:" "2026-10-25 02:30 UPP accepts v1"
fault "an undeclared name" "x.minutes:10:12: .*UPQ" "2026-06-01 UPQ accepts v1"
fault "an undeclared name: a guess" "did you mean 'UPP'" "2026-06-01 UPQ accepts v1"
fault "a person of no party" "x.minutes:10:.*NOWHERE" 'person bryn "B. Bryn" of NOWHERE'
fault "an unknown draft" "x.minutes:10:.*v9" "2026-06-01 UPP accepts v9"
fault "an unknown draft, of a point" "x.minutes:10:.*v9" "2026-06-01 UPP accepts v9:3"
fault "a draft without its file" "x.minutes:10:.*none.md" "2026-06-01 ENV tables v2 from none.md"
fault "a point that is not there" "x.minutes:11:.*(7|point)" "2026-06-01 ENV tables v2 from d1.md" \
	"2026-06-02 UPP accepts v2:7"
fault "a point that was deleted" "x.minutes:14:.*(2|port|point)" "2026-06-01 ENV tables v2 from d1.md" \
	"2026-06-02 ENV tables v3 from d2.md base v2" "  crosswalk:" "    delete 2" "2026-06-03 UPP accepts v3:2"
fault "an act that nobody named" "x.minutes:10:.*N7" "2026-06-01 UPP withdraws N7"
fault "an unknown circle" "x.minutes:10:.*nosuch" "2026-06-01 UPP accepts v1 circle nosuch"
fault "a name declared twice" "x.minutes:10:.*UPP" 'mediator UPP "somebody else"'
fault "a verb without what it needs" "x.minutes:10:.*to" "2026-06-01 ENV shows v1"
fault "a clause twice" "x.minutes:10:" "2026-06-01 ENV shows v1 to UPP to LOW"
fault "a zone that is not there" "Nowhere" "talks other" "  zone Europe/Nowhere"
fault "a yes and a no at one time" "x.minutes:1[01]:" "2026-06-01 09:00 UPP accepts v1" \
	"2026-06-01 09:00 UPP opposes v1"

(frame && printf '%s\n' "2026-06-01 UPP acepts v1" "2026-06-01 LOW accepts v9" "2026-06-01 LOW opposes v1") >"$x"
try board "$x"
is 3 "one bad entry hides no other: the first" "" "x.minutes:10:"
is 3 "one bad entry hides no other: the second" "" "x.minutes:11:"
finish

#!/usr/bin/env bash
# count: votes, positions, what is refused.
. tests/cli/check
votes() {
	cat <<'END'
talks x "X"
  zone Europe/Zurich
party A, B, C, D, E
group G
  members A, B, C, D
group North
  members A, B
mediator M
keeper M
weights seats for G
  values:
    A 10
    B 5.5
    C 3 from 2026-01-01 until 2026-03-01
    C 4 from 2026-03-02
    D 2
    E 1
rule R for G during 2026-01-01/2026-06-30
  method:
    votes
    quorum >= 3 of members
    yes > 1/2 of members
    yes >= 60% of seats
    yes >= 1/2 of cast among North
rule R2 for G during 2026-07-01/.. replaces R
  method:
    unanimity
    abstention neutral
draft v1 by M count 3
under circle public
2026-02-01 E joins G
2026-03-01 10:00 M calls-vote as vote1 for G on v1 rule R
2026-03-01 11:00 A, C vote vote1 kind yes
2026-03-01 11:00 B votes vote1 kind no
2026-03-01 11:05 D votes vote1 kind abstain
END
}
votes >"$work/a.minutes"
try count "$work/a.minutes"
is 2 "a vote that those who have not voted can turn" "the one who has not voted can still turn it"
is 2 "its sums" "yes >= 60% of seats +13 +21.5 +60.47 % +12.9 +met, by 0.1"
is 2 "its flip" "Flips if +1 turns to yes: B"
{ votes; echo '2026-03-01 12:00 E votes vote1 kind yes'; } >"$work/b.minutes"
try count "$work/b.minutes"
is 0 "a vote that is met" "MET by the votes entered"
is 0 "and what would break it" "Flips if +1 turns to no: A"
{ votes; echo '2026-03-01 12:00 E votes vote1 kind no'; echo '2026-03-01 12:01 C votes vote1 kind no'; } >"$work/c.minutes"
try count "$work/c.minutes"
is 1 "the latest vote of a member counts" "5 members = 1 yes \+ 3 no \+ 1 abstain"
{ votes; echo '2026-03-02 12:00 M votes vote1 kind no'; } >"$work/d.minutes"
try count "$work/d.minutes"
is 2 "who is no member is not counted" "Not counted +M, no: no member at that time"
try count "$work/d.minutes" --at 2026-03-01T10:30+01:00
is 2 "as of a moment before any vote" "0 yes \+ 0 no \+ 0 abstain \+ 0 absent \+ 5 without"
{ votes | sed 's/^    yes > 1\/2 of members$/    yes >= 2\/3 of cast/'; echo '2026-03-01 12:00 A, B, C, E vote vote1 kind abstain'; } >"$work/f.minutes"
try count "$work/f.minutes"
is 1 "all abstain: no share of nothing is reached" "yes >= 2/3 of cast +0 +0 +- +0 +! NOT MET: a share of nothing"
votes | sed -e '/^  members A, B, C, D$/d' -e '/E joins G/d' >"$work/g.minutes"
try count "$work/g.minutes"
is 2 "a body without members decides nothing" "CANNOT BE TOLD: no member is on record"
{ votes | sed 's/^    quorum >= 3 of members$/    veto of A, D/'; } >"$work/h.minutes"
try count "$work/h.minutes"
is 2 "who has a veto is said" "Rule +votes; veto of A, D"
is 2 "a veto that nobody uses" "^veto of A, D +met$"
{ votes | sed 's/^2026-03-01/2026-09-01/'; } >"$work/e.minutes"
try count "$work/e.minutes"
is 1 "a rule that took the place of the one named" "vote1: v1 under R2"
{ votes | sed '/vote1/d'; } >"$work/f.minutes"
try count "$work/f.minutes" -o json
is 2 "without a vote, as positions stand" '"vote": null, "rule": "R", "on": "v1"'

# body METHOD: three members, A, B, C, a rule R of those lines for them, and the acts that come behind it.
body() {
	printf '%s\n' 'talks t "T"' '  zone UTC' 'party A, B, C, D' 'mediator M' 'person pa of A' 'group G' '  members A, B, C' \
		'group North' '  members A, B' 'keeper M' 'draft v1 by M count 3' 'rule R for G' '  method:'
	printf '    %s\n' "$@"
	printf '%s\n' 'under circle public' "${call-2026-03-01 10:00 M calls-vote as vote1 for G on v1 rule R}"
	cat
}
majority=('votes' 'yes > 1/2 of members')
unset call

# What rule? The record says it or it does not.
call='2026-03-01 10:00 M calls-vote as vote1 for G on v1'
yes='2026-03-01 11:00 A, B vote vote1 kind yes'
body "${majority[@]}" <<<"$yes" >"$work/r.minutes"
try count "$work/r.minutes"
is 0 "no rule is named, and one could apply" "votes; the call names no rule, and R alone could apply"
{ cat "$work/r.minutes"; printf '%s\n' 'rule R2 for G' '  method:' '    consensus'; } >"$work/r2.minutes"
try count "$work/r2.minutes"
is 2 "no rule is named, and two could apply" "CANNOT BE TOLD: vote1 was called; no rule is named, and 2 rules could apply \(R, R2\)"
is 2 "the ballots all the same" "Yes +2: A, B"
try count "$work/r2.minutes" -o json
is 2 "and in data" '"met": null, "why": "vote1 was called; no rule is named'
sed 's/^rule R for G/rule R for North during ..\/2026-02-01/' "$work/r.minutes" >"$work/r3.minutes"
try count "$work/r3.minutes"
is 2 "no rule is named, and none could apply" "CANNOT BE TOLD: vote1 was called; no rule is named, and none could apply"
unset call
body "${majority[@]}" <<<"$yes" >"$work/r.minutes"
sed -e '/^    /d' -e 's/^  method:/  decides: as it likes/' "$work/r.minutes" >"$work/r2.minutes"
try count "$work/r2.minutes"
is 2 "a rule in words alone" "CANNOT BE TOLD: vote1 was called; its rule, R, has no method that counts votes"
is 2 "its ballots" "Yes +2: A, B"
body 'silence of at least 24 hours' 'broken by objection' <<<"$yes" >"$work/r2.minutes"
try count "$work/r2.minutes"
is 2 "a rule of silence" "CANNOT BE TOLD: vote1 was called; its rule, R, has no method that counts votes"
body 'votes' 'quorum >= 1/2 of members' <<<"$yes" >"$work/r2.minutes"
try count "$work/r2.minutes"
is 3 "a method of votes that wants no yes is a fault" "" ":14:5: a method of votes says how many yes it wants"
try count --keep-going "$work/r2.minutes"
is 3 "and is not reckoned" "CANNOT BE TOLD: vote1 was called; its rule, R, does not say how many yes it wants"
sed 's/^rule R for G/& during ..\/2026-02-01/' "$work/r.minutes" >"$work/r2.minutes"
try count "$work/r2.minutes"
is 2 "a rule that ended, without another" "CANNOT BE TOLD: .*R, does not hold on that day"
sed -e 's/^rule R for G/& during ..\/2026-02-01/' -e '/M calls/d' -e 's/ vote vote1 kind yes/ accept v1/' "$work/r.minutes" >"$work/r2.minutes"
try count "$work/r2.minutes"
is 2 "nor are positions counted under it" "No vote was called"

# Who belongs to the body?
sed 's/^  members A, B, C$/&\n  size 5/' "$work/r.minutes" >"$work/s.minutes"
try count "$work/s.minutes"
is 2 "members that nobody names may turn it" "CANNOT BE TOLD: 2 of its members are not named"
is 2 "they are members" "5 members = 2 yes \+ .* \+ 1 without a vote \+ 2 not named"
{ cat "$work/s.minutes"; echo '2026-03-01 11:01 C votes vote1 kind yes'; } >"$work/s2.minutes"
try count "$work/s2.minutes"
is 0 "or may not" "MET by the votes entered"
{ sed 's/size 5/size 4/' "$work/s.minutes"; echo '2026-03-02 D joins G'; } >"$work/s2.minutes"
try count "$work/s2.minutes"
is 0 "who joins later is named" " 3 members = 2 yes"
{ cat "$work/r.minutes"; printf '%s\n' '2026-02-01 D joins G as j' '2026-02-02 D withdraws j'; } >"$work/s2.minutes"
try count "$work/s2.minutes"
is 0 "who took back that it joined is no member" " 3 members = 2 yes"
sed 's/size 5/size ~5/' "$work/s.minutes" >"$work/s2.minutes"
try count "$work/s2.minutes"
is 2 "about so many" "CANNOT BE TOLD: some of its members are not named"
body 'votes' 'yes > 1/2 of cast among North' <<<"$yes" | sed '/^  members A, B$/d' >"$work/s2.minutes"
try count "$work/s2.minutes"
is 2 "a group without a member on record" "among North +- +- +- +- +! cannot be told: no member"
weights() {
	body 'votes' 'yes > 1/2 of pop'
	printf '%s\n' 'weights pop for G' '  values:' '    A 3' '    B 2' "$@"
}
weights <<<"$yes" >"$work/w.minutes"
try count "$work/w.minutes"
is 2 "a weight that is missing" "CANNOT BE TOLD: the weight of C is not on record"
is 2 "nor what flips it" "Flips if +cannot be told"
weights '    C 1 until 2026-01-31' '    C 2 from 2026-02-01' <<<"$yes" >"$work/w.minutes"
try count "$work/w.minutes"
is 0 "a weight and the one that follows it" "yes > 1/2 of pop +5 +7 +71.43 % +more than 3.5 +met, by 1.5"
weights '    C 1 until 2026-02-01' '    C 2 from 2026-02-01' <<<"$yes" >"$work/w.minutes"
try count "$work/w.minutes"
is 3 "two weights on one day are a fault" "" "a second weight of the same member for the same time"

# Which votes count?
votes_of() { body "${majority[@]}" >"$work/v.minutes"; try count "$work/v.minutes"; }
votes_of <<'END'
2026-03-01 11:00 A votes vote1 kind yes
2026-03-01 11:01 B votes vote1 kind yes per D
END
is 2 "what somebody else claims is no ballot" "Not counted +B, yes: claimed per D"
is 2 "and who is said to have voted has no vote" "No vote +2: B, C"
votes_of <<'END'
2026-03-01 11:00 A votes vote1 kind yes per pa
2026-03-01 11:01 B votes vote1 kind yes
  if:
    C accepts v1:1
END
is 2 "a ballot on a condition is open" "CANNOT BE TOLD: B votes on a condition"
is 2 "and listed" "Not counted +B, yes: on a condition: C accepts v1:1"
body 'unanimity' <<'END' >"$work/v.minutes"
2026-03-01 11:00 A votes vote1 kind yes
2026-03-01 11:01 B votes vote1 kind yes
  if:
    C accepts v1:1
END
try count "$work/v.minutes"
is 2 "and open with those that have not voted" "NOT MET .*; the 2 whose votes are open can still turn it"
votes_of <<'END'
2026-03-01 11:00 A, C vote vote1 kind yes
2026-03-01 11:01 B votes vote1 kind no
  if:
    C accepts v1:1
END
is 0 "where it cannot matter the result is told" "No vote +1: B \(on a condition\)"
votes_of <<'END'
2026-03-01 11:00 A votes vote1 kind yes
2026-03-01 11:01 M votes vote1 kind no in-name-of A, B
2026-03-01 11:02 M votes vote1 kind yes in-name-of C as for-c
2026-03-01 11:03 C disowns for-c
END
is 2 "a vote cast for a member does not replace its own" "Not counted +A, no: cast for them by M, and they voted"
is 2 "it says by whom" "No +1: B \(cast for them by M\)"
is 2 "who did not want it disowns it" "Not counted +C, yes: disowned 1 March 11:03"
holds "who casts for another is no stranger" test "$(grep -c 'no member at that time' "$work/out")" -eq 0
votes_of <<'END'
2026-03-01 09:00 A votes vote1 kind yes
2026-03-01 11:01 B votes vote1 kind no
2026-03-01 11:02 B votes vote1 kind yes as b2
2026-03-01 11:03 B withdraws b2
END
is 2 "a vote before the call" "Not counted +A, yes: before the vote was called"
is 2 "a vote that was withdrawn" "Not counted +B, yes: withdrawn 1 March 11:03"
is 2 "leaves the one before it" "No +1: B"
try count "$work/v.minutes" -o json
is 2 "what is not counted, in data" '"not_counted": \[\{"entry": "b2", "who": "B", "why": "withdrawn|"who": "A", "why": "before'
votes_of <<'END'
2026-03-01 11:00 A, B vote vote1 kind yes
2026-03-01 12:00 M withdraws vote1
END
is 2 "a call that was withdrawn" "CANNOT BE TOLD: vote1 was called; the call was withdrawn 1 March 12:00"
votes_of <<'END'
2026-03-01 11:00 A, B vote vote1 kind yes
2026-03-01 12:00 M calls-vote as vote2 for G on v1 rule R
2026-03-01 12:01 M withdraws vote2
END
is 0 "which has no effect, on the exit status neither" "CANNOT BE TOLD: vote2 was called; the call was withdrawn"

# What stands in the way?
row() {
	local name=$1 row=$2
	shift 2
	body "$@" <<'END' >"$work/b.minutes"
2026-03-01 11:00 A votes vote1 kind yes
2026-03-01 11:01 B votes vote1 kind no
2026-03-01 11:01 C votes vote1 kind abstain
END
	try count "$work/b.minutes"
	is 1 "$name" "$row"
}
row "a veto" '^veto of B, C +! NOT MET: vetoed by B$' 'votes' 'yes >= 1' 'veto of B, C'
row "unanimity" '^unanimity +! NOT MET: blocked by B, C$' 'unanimity'
row "consensus" '^consensus +! NOT MET: blocked by B$' 'consensus'
row "a tie" 'more than 1 +! NOT MET: just that, and more is wanted' 'votes' 'yes > 1/2 of cast'
row "more than is there" '! NOT MET: more than 0.5 lacking' 'votes' 'yes > 1/2 of members'
row "a little is not nothing" '! NOT MET: 0.000001 lacking' 'votes' 'yes >= 1.000001'
body 'unanimity' 'abstention neutral' <<<'2026-03-01 11:00 A, B, C vote vote1 kind abstain' >"$work/b.minutes"
try count "$work/b.minutes"
is 1 "nobody says yes" '^unanimity +! NOT MET: nobody says yes$'
body 'votes' 'yes >= 2/3 of cast' <<<'2026-03-01 11:00 A, B, C vote vote1 kind no' >"$work/b.minutes"
try count "$work/b.minutes"
is 1 "a share of something lacks what it lacks" '! NOT MET: 2 lacking'
body 'votes' 'yes >= 1/2 of cast' <<<'2026-03-01 11:00 A votes vote1 kind yes' | sed 's/^  members A, B, C$/  members A/' >"$work/b.minutes"
try count "$work/b.minutes"
is 0 "one member is one member" "Electorate +1 member ="
# Of those that have not voted, a no turns it as well.
body 'votes' 'yes >= 1/2 of cast' <<<"$yes" | sed 's/^  members A, B, C$/  members A, B, C, D/' >"$work/b.minutes"
sed 's/A, B vote/A vote/; s/vote vote1/votes vote1/' "$work/b.minutes" >"$work/b2.minutes"
try count "$work/b.minutes"
is 0 "any member that turns to no may flip it" "Flips if +2 turn to no: A, C"

fault() {
	votes | sed "$1" >"$work/x.minutes"
	try count "$work/x.minutes"
	is 3 "$2" "" "$3"
}
fault 's/yes > 1\/2 of members/yes > 3\/2 of members/' "a share above one" "a share, as 2/3 or 55%"
fault 's/60% of seats/60% of chairs/' "weights that nobody declared" "these weights are not declared"
fault 's/among North/among South/' "a group that nobody declared" "this group is not declared"
fault 's/^    A 10$/    Z 10/' "a weight of nobody" "a weight of somebody who is not declared"
fault 's/until 2026-03-01/until later/' "a day that is none" "a day is wanted here"
fault 's/^    votes$/    lots/' "a method that is not known" "votes, consensus, unanimity or silence"
fault '/^    yes/d' "a method of votes without a yes" "a method of votes says how many yes it wants"
fault 's/^    E 1$/&\n    A 4/' "two weights for one member" "a second weight of the same member for the same time"
fault 's/replaces R$/replaces v1/' "a rule that replaces a draft" "."

# A joining that somebody else claims, or that is on a condition, changes no membership and leaves it open.
unsettled() {
	cat <<END
talks t "T"
  zone Europe/Zurich
party A, B, C
mediator ENV
group G members A, B
rule R for G
  method:
    votes
    yes > 1/2 of cast
rule S for G
  method:
    silence
    broken by objection
draft s3 by ENV count 3
keeper ENV
under circle public
$1
2026-06-18 11:00 ENV calls-vote as vote1 for G on s3 rule R
2026-06-18 12:00 A, B vote vote1 kind yes
2026-06-19 11:00 ENV opens-silence as q for G on s3 due 2026-06-19 13:00 rule S
END
}
unsettled '2026-06-01 C joins G per B' >"$work/u.minutes"
try count "$work/u.minutes" --at 2026-06-20 --width 200
is 2 "a joining that another claims" "Electorate +2 members"
is 2 "a vote among who knows whom" "Result +! CANNOT BE TOLD: who belongs is not settled: C joins G, claimed per B"
is 2 "and a silence" "Status +! CANNOT BE TOLD: who belongs is not settled: C joins G, claimed per B"
unsettled '2026-06-01 C joins G
  if: by 2026-12-31' >"$work/u.minutes"
try count "$work/u.minutes" --at 2026-06-20 --width 200
is 2 "a joining on a condition" "who belongs is not settled: C joins G, on a condition"
unsettled '2026-06-01 C joins G' >"$work/u.minutes"
try count "$work/u.minutes" --at 2026-06-20 --width 200
is 0 "one that stands" "Electorate +3 members"
finish

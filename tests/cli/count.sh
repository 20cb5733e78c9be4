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
is 2 "its flip" "Flips if +1 that is not for it turns to yes: B"
{ votes; echo '2026-03-01 12:00 E votes vote1 kind yes'; } >"$work/b.minutes"
try count "$work/b.minutes"
is 0 "a vote that is met" "MET by the votes entered"
is 0 "and what would break it" "Flips if +1 that is for it turns against it: A"
{ votes; echo '2026-03-01 12:00 E votes vote1 kind no'; echo '2026-03-01 12:01 C votes vote1 kind no'; } >"$work/c.minutes"
try count "$work/c.minutes"
is 1 "the latest vote of a member counts" "5 members = 1 yes \+ 3 no \+ 1 abstain"
{ votes; echo '2026-03-02 12:00 M votes vote1 kind no'; } >"$work/d.minutes"
try count "$work/d.minutes"
is 2 "who is no member is not counted" "Not counted +M: voted, and no member"
try count "$work/d.minutes" --at 2026-03-01T10:30+01:00
is 2 "as of a moment before any vote" "0 yes \+ 0 no \+ 0 abstain \+ 0 absent \+ 5 without"
{ votes | sed 's/^    yes > 1\/2 of members$/    yes >= 2\/3 of cast/'; echo '2026-03-01 12:00 A, B, C, E vote vote1 kind abstain'; } >"$work/f.minutes"
try count "$work/f.minutes"
is 1 "all abstain: no share of nothing is reached" "yes >= 2/3 of cast +0 +0 +- +0 +! NOT MET: a share of nothing"
votes | sed -e '/^  members A, B, C, D$/d' -e '/E joins G/d' >"$work/g.minutes"
try count "$work/g.minutes"
is 2 "a body without members decides nothing" "no member is on record, so nothing can be told"
{ votes | sed 's/^    quorum >= 3 of members$/    veto of A, D/'; } >"$work/h.minutes"
try count "$work/h.minutes"
is 2 "who has a veto is said" "Rule +votes; veto of A, D"
{ votes | sed 's/^2026-03-01/2026-09-01/'; } >"$work/e.minutes"
try count "$work/e.minutes"
is 1 "a rule that took the place of the one named" "vote1: v1 under R2"
{ votes | sed '/vote1/d'; } >"$work/f.minutes"
try count "$work/f.minutes" -o json
is 2 "without a vote, as positions stand" '"vote": null, "rule": "R", "on": "v1"'

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
finish

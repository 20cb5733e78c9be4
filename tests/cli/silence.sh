#!/usr/bin/env bash
# A silence procedure at its edges: one second before, at and after; summer time; who may break and extend it; what is no
# period; and that the zone of the machine changes nothing.
. tests/cli/check
# talks RULE-LINES...: five members and a chair.
talks() {
	cat <<'END'
talks x "X"
  zone Europe/Zurich
party A, B, C, D, E
group G
  members A, B, C, D
  speaks "the chair"
mediator M
keeper M
draft s1 by M count 1
END
	printf 'rule R for G\n  method:\n'
	printf '    %s\n' "$@"
	echo 'under circle public'
	echo '2026-01-02 E joins G'
}
usual=('silence of at least 24 hours' 'extended once by the chair' 'broken by objection' 'joint letters allowed' 'a tie is late')
# period OPENED DUE: one under R.
period() { printf '%s M opens-silence as q for G on s1 due %s rule R\n' "$1" "$2"; }

{ talks "${usual[@]}"; period '2026-06-02 12:00' '2026-06-03 12:00'; echo '2026-06-03 11:59:59 A objects q'; } >"$work/a.minutes"
try count "$work/a.minutes"
is 1 "an objection one second before the end" "BROKEN 3 June 11:59:59 CEST by A"
sed -i 's/11:59:59/12:00:00/' "$work/a.minutes"
try count "$work/a.minutes"
is 0 "an objection at the very end, where a tie is late" "Without effect .*too late"
sed -i 's/a tie is late/a tie is in time/' "$work/a.minutes"
try count "$work/a.minutes"
is 1 "an objection at the very end, where a tie is in time" "BROKEN 3 June 12:00"
sed -i 's/ 12:00:00 A/ 12:00:01 A/' "$work/a.minutes"
try count "$work/a.minutes"
is 0 "an objection one second after" "NO OBJECTION by 3 June 12:00"
for zone in UTC Pacific/Kiritimati America/Anchorage; do
	TZ=$zone "$PARAPH" count "$work/a.minutes" >"$work/there"
	holds "in $zone the same" cmp -s "$work/out" "$work/there"
done

{ talks "${usual[@]}"; period '2026-03-28 12:00' '2026-03-29 12:00'; } >"$work/b.minutes"
try count "$work/b.minutes"
is 1 "from noon to noon over the night that is an hour short" "at least 24 hours, and this one is 23 hours"
{ talks "${usual[@]}"; period '2026-10-24 13:00' '2026-10-25 12:00'; } >"$work/b.minutes"
try count "$work/b.minutes" --at 2026-10-26
is 0 "one hour less over the night that is an hour longer" "NO OBJECTION by 25 October 12:00 CET"
{ talks "${usual[@]}"; period '2026-06-02 12:00' '2026-06-02 16:00'; echo '2026-06-02 13:00 A objects q'; } >"$work/b.minutes"
try count "$work/b.minutes"
is 1 "four hours are no period" "NOT A PERIOD under the rule: it wants at least 24 hours, and this one is 4 hours"

{
	talks "${usual[@]}"
	period '2026-06-02 12:00' '2026-06-03 12:00'
	echo '2026-06-02 13:00 M acknowledges s1'
	echo '2026-06-02 13:00 A, B acknowledge s1'
	echo '2026-06-02 14:00 M objects q'
	echo '2026-06-02 15:00 A extends q due 2026-06-05 12:00'
	echo '2026-06-03 11:00 M extends q due 2026-06-03 13:00'
	echo '2026-06-03 12:30 M extends q due 2026-06-03 18:00'
	echo '2026-06-03 12:40 B supports q'
	echo '2026-06-03 12:50 C explains-position q "we read it so"'
} >"$work/c.minutes"
try count "$work/c.minutes" --at 2026-06-03T13:00+02:00 --width 200
is 0 "extended once, by the chair" "extended 3 June 11:00 CEST to 3 June 13:00 CEST"
is 0 "an objection of nobody who is a member" "M objects.*by nobody who is a member"
is 0 "an extension by a member" "A extends.*not for them to do"
is 0 "a second extension" "12:30.*one extension more than the rule allows"
is 0 "the lists sum" "5 = 0 objected \+ 1 supported \+ 1 explained \+ 3 silent"
is 0 "receipts" "2 acknowledged"
try count "$work/c.minutes" --at 2026-06-03T12:55+02:00
is 2 "the clock" "RUNNING, 5 minutes left"
try certificate "$work/c.minutes" --at 2026-06-03T14:00+02:00
is 0 "without an adoption entered there is none" "no objection that breaks it, and no adoption is entered"

{ talks "${usual[@]}"; period '2026-06-02 12:00' '2026-06-03 12:00'; printf '2026-06-02 13:00 A objects q\n  in-name-of A, B, C\n'; } >"$work/d.minutes"
try count "$work/d.minutes"
is 1 "a joint letter" "by a letter of 3 \(A, B, C\)"
sed -i '/joint letters/d' "$work/d.minutes"
try count "$work/d.minutes"
is 1 "where joint letters are not allowed it is its sender's" "BROKEN 2 June 13:00 CEST by A$"

{ talks "${usual[@]}" | sed '/method:/,/tie is late/d; s/^rule R for G/&\n  decides: by silence/'; period '2026-06-02 12:00' '2026-06-03 12:00'; } >"$work/e.minutes"
try count "$work/e.minutes"
is 2 "a rule in words alone is not reckoned" "not reckoned"
{ talks 'silence of at least one day'; } >"$work/f.minutes"
try count "$work/f.minutes"
is 3 "a line that says nothing" "" "write 'silence of at least 24 hours'"
try certificate "$work/f.minutes"
is 3 "no certificate without a period" "" "."
{ talks "${usual[@]}"; period '2026-03-28 12:00' '2026-03-29 12:00'; echo '2026-03-29 11:00 A objects q'; } >"$work/g.minutes"
try count "$work/g.minutes" --width 200
is 1 "a day of 23 hours is no day" "wants at least 24 hours, and this one is 23 hours"
is 1 "in what was no period nothing has an effect" "A objects.*there was no period under the rule"

# Whoever objects in time is among the objectors, whatever came before.
{
	talks "${usual[@]}"
	period '2026-06-02 12:00' '2026-06-03 12:00'
	echo '2026-06-02 11:00 D objects q'
	echo '2026-06-02 13:00 A, B object q'
	echo '2026-06-02 14:00 C objects q'
	echo '2026-06-02 15:00 M withdraws s1'
	echo '2026-06-04 G adopts s1'
} >"$work/h.minutes"
try count "$work/h.minutes" --width 200
is 1 "two that object in one entry" "BROKEN 2 June 13:00 CEST by A, B$"
is 1 "they and who objects later, and not who objected before" "5 = 3 objected .* 2 silent"
is 1 "after it was broken" "After it was broken +C objects"
is 1 "before it was opened" "D objects.*before the period was opened"
is 1 "its author takes the text back" "Withdrawn .*M withdraws s1"
try certificate "$work/h.minutes" --width 200
is 0 "an adoption against a broken silence is marked" "! ADOPTED .*although silence was broken and no new period was opened"
is 0 "and the withdrawal is said" "Withdrawn .*M withdraws s1"

# The rule that is not named, is not there, or holds no more.
{ talks "${usual[@]}"; period '2026-06-02 12:00' '2026-06-03 12:00'; echo '2026-06-02 13:00 A objects q'; } | sed 's/ rule R$//' >"$work/i.minutes"
try count "$work/i.minutes"
is 1 "the one rule of silence that there is, is taken" "BROKEN 2 June 13:00 CEST by A"
{ cat "$work/i.minutes"; printf 'rule S for G\n  method:\n    silence\n'; } >"$work/j.minutes"
try count "$work/j.minutes" --width 200
is 2 "of two rules none is chosen, and who objected is said" "2 rules could apply .R, S." 
is 2 "who objected is no silent member" "5 = 1 objected .* 4 silent"
try certificate "$work/j.minutes" --width 200
is 0 "nor does the certificate say that nobody objected" "cannot be told, and no adoption is entered"
{ talks "${usual[@]}" | sed 's/^rule R for G/& during 2026-01-01\/2026-05-31/'; period '2026-06-02 12:00' '2026-06-03 12:00'; } >"$work/k.minutes"
try count "$work/k.minutes" --width 200
is 2 "a rule that holds no more" "R, does not hold on that day"

# What the record does not settle.
{ talks "${usual[@]}" 'served when received'; period '2026-06-02 12:00' '2026-06-03 12:00'; echo '2026-06-02 13:00 A, B, C, D acknowledge s1'; } >"$work/l.minutes"
try count "$work/l.minutes" --width 200 --at 2026-06-04
is 2 "served when received" "CANNOT BE TOLD: it is served when received, and 1 has not acknowledged it by then .E."
echo '2026-06-03 11:00 E acknowledges s1' >>"$work/l.minutes"
try count "$work/l.minutes" --at 2026-06-04
is 0 "all have received it" "NO OBJECTION by 3 June 12:00"
{ talks "${usual[@]}"; period '2026-06-02 12:00' '2026-06-03 12:00'; echo '2026-06-02 13:00 A objects q per C'; } >"$work/m.minutes"
try count "$work/m.minutes" --width 200 --at 2026-06-04
is 2 "an objection that another claims" "CANNOT BE TOLD: that it was broken is claimed by another"
{ talks "${usual[@]}"; period '2026-06-02 12:00' '2026-06-03 12:00'; echo '2026-06-03 A objects q'; } >"$work/n.minutes"
try count "$work/n.minutes" --width 200
is 2 "an objection of that day" "CANNOT BE TOLD: whether what would break it came in time is not known"
{ talks "${usual[@]}"; period '2026-06-02' '2026-06-03 12:00'; } >"$work/o.minutes"
try count "$work/o.minutes" --width 200 --at 2026-06-04
is 2 "opened at an hour that is not known" "CANNOT BE TOLD: when it was opened is not known closely enough"
{ talks 'silence of at least 24 hours' 'broken by amendment'; period '2026-06-02 12:00' '2026-06-03 12:00'; echo '2026-06-02 13:00 A objects q'; } >"$work/p.minutes"
try count "$work/p.minutes" --width 200 --at 2026-06-04
is 0 "an objection that breaks nothing is said" "NOT BROKEN by 3 June 12:00 CEST: 1 objected, which does not break it"
try count "$work/p.minutes" --width 200 --at 2026-06-02T23:01+02:00
is 2 "hours and minutes" "RUNNING, 12 hours 59 minutes left"
{ talks 'silence'; period '2026-06-02 12:00' '2026-06-01 12:00'; } >"$work/q.minutes"
try count "$work/q.minutes" --at 2026-06-04
is 1 "it ends before it begins" "NOT A PERIOD: it ends before it begins"
finish

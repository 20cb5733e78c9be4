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
is 0 "without an adoption entered there is none" "no objection, and no adoption is entered"

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
finish

#!/usr/bin/env bash
# take --confirm: a person walks through the clerk's drafts: accept, edit, skip, quit.
. tests/cli/check
export XDG_CONFIG_HOME=$work PARAPH_PASSPHRASE=x

cat >"$work/talks.minutes" <<'END'
talks x "X"
  zone UTC
party Malta, Italy
keeper Malta
END
printf 'Malta said on Monday that Italy had not seen the plan. Italy will meet Malta on Friday, Malta said.\n' >"$work/report.txt"
try clerk "$work/report.txt" --talks "$work/talks.minutes" --at 2026-06-04 --in-order
is 0 "drafts" "Italy did-not see plan" ""
{ echo 'keeper Malta'; cat "$work/out"; } >"$work/drafts.minutes"
try init "$work/x.paraph"
is 0 "a record" "-" "-"

# confirm ANSWERS: the walk with these answers.
confirm() {
	printf '%b' "$1" | "$PARAPH" take "$work/x.paraph" "$work/talks.minutes" "$work/drafts.minutes" --confirm --yes >"$work/out" 2>"$work/err"
	status=$?
}
confirm 'a\nq\n'
is 3 "quit: nothing is taken" "[|] >>Malta said on Monday that Italy had not seen the plan<<" "quit at entry 2 of 2, so nothing was taken"
confirm 'a\n'
is 3 "the end of input is the same" "-" "nothing was taken"
confirm 'x\na\ne\n2026-06-05 Italy, Malta meet\n\n'
is 0 "accept, and edit" "2 of 2 entries accepted" ""
try timeline "$work/x.paraph"
is 0 "what was accepted is there" "Italy did-not see plan" ""
is 0 "and what was typed" "Italy, Malta meet" ""
confirm 's\ne\nnonsense\n\ns\n'
is 0 "what is no entry is told, and asked again" "0 of 2 entries accepted" "nonsense"
rm "$work/report.txt"
confirm 's\ns\n'
is 0 "without the report it still asks" "0 of 2" "is not here, so its sentences cannot be shown"
finish

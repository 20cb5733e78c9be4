#!/usr/bin/env bash
# help, explain, card, version, completion and the manual walk the tables: nothing of them is missing anywhere.
. tests/cli/check
rows() {
	sed -n "s/^$1(\\([a-z_0-9]*\\).*/\\1/p" "$2" | tr _ -
}
commands=$(rows ANSWER src/answer/answers.def; rows CMD src/cli/cmds.def)
options=$(sed -n 's/^OPTION([a-z_]*, "\([a-z-]*\)".*/\1/p' src/cli/options.def)
verbs=$(sed -n 's/^VERB([a-z_]*, "[a-z-]*", "\([a-z-]*\)".*/\1/p' src/minutes/verbs.def)
clauses=$(rows CLAUSE src/minutes/clauses.def)
decls=$(rows DECL src/minutes/decls.def)
[ -n "$commands" ] && [ -n "$options" ] && [ -n "$verbs" ] && [ -n "$clauses" ] && [ -n "$decls" ] || exit 4

# missing FORMAT WORD...: the words for which the line is not in $work/page.
missing() {
	local format=$1 word
	shift
	for word; do
		# shellcheck disable=SC2059
		grep -Eq -e "$(printf -- "$format" "$word")" "$work/page" || printf '%s ' "$word"
	done
}
none() {
	if [ -z "$2" ]; then pass "$1"; else miss "$1: $2"; fi
}

try
is 0 "the first screen" "^  board " ""
holds "the first screen fits on one" test "$(wc -l <"$work/out")" -le 24
cp "$work/out" "$work/page"
# shellcheck disable=SC2086
{
	night=$(sed -n '/night\[\]/,/};/s/[^"]*"\([a-z]*\)"[^"]*/\1 /gp' src/cli/cmd_help.c)
	none "the dozen of a night are there" "$(missing '^  %s +[a-z]' $night)"
	try help all
	is 0 "help all" "." ""
	cp "$work/out" "$work/page"
	none "help all has every command" "$(missing '^  %s +[a-z]' $commands)"
	none "help all has every option" "$(missing '--%s( |$)' $options)"
}
for command in $commands; do
	try help "$command"
	is 0 "help $command" "^paraph $command" ""
	cp "$work/out" "$work/page"
	try "$command" --help
	holds "$command --help is the same" cmp -s "$work/out" "$work/page"
	holds "help $command is 80 wide" test "$(LC_ALL=C.UTF-8 wc -L <"$work/page")" -le 80
done
try help bord
is 3 "help on what is not there" "" "did you mean 'board'"
try --help
is 0 "--help" "^  board " ""
try version
is 0 "version" "^paraph $(sed -n "s/^  version: '\(.*\)',/\1/p" meson.build)$" ""
try --version
is 0 "--version" "^paraph [0-9]" ""

try card
is 0 "the card" "." ""
holds "the card has 60 lines at most" test "$(wc -l <"$work/out")" -le 60
holds "the card is 80 wide" test "$(LC_ALL=C.UTF-8 wc -L <"$work/out")" -le 80

try explain
is 0 "explain" "verbs" ""
for list in verbs clauses declarations moods quantities forms kinds times circles; do
	try explain $list
	is 0 "explain $list" "." ""
	try explain $list -o json
	is 0 "explain $list -o json" '"what": ' ""
	try explain $list -o html
	is 0 "explain $list -o html" '<html' ""
done
wrong=
for word in $verbs $clauses $decls; do
	"$PARAPH" explain "$word" >"$work/out" 2>"$work/err" && grep -q "^$word: a " "$work/out" || wrong="$wrong $word"
done
none "every word is explained" "$wrong"
try explain accept
is 0 "a verb by its other form" "^accepts: a verb" ""
is 0 "a verb: how it is typed" "TIME WHO accepts DRAFT\|POINTS\|ACT" ""
is 0 "a verb: its example" "^    2026-06-02 UPP, LOW accept" ""
try explain draft
is 0 "a word that is two things: a verb" "^drafts: a verb" ""
is 0 "a word that is two things: a declaration" "^draft: a declaration" ""
try explain should
is 0 "a mood" "demanded" ""
try explain linguistic
is 0 "a word of a closed list" "enters-reservation" ""
try explain acepts
is 3 "a word that is not there" "" "no word 'acepts'; did you mean 'accepts'"
try explain accepts due
is 3 "two words" "" "one too many"
try explain schema
is 0 "the schema" '"const": "accepts"' ""
cp "$work/out" "$work/schema.json"
try explain --schema
holds "--schema is the same" cmp -s "$work/out" "$work/schema.json"
if command -v python3 >/dev/null; then
	holds "the schema is JSON" python3 -m json.tool "$work/schema.json" "$work/out"
	"$PARAPH" explain verbs -o json >"$work/verbs.json"
	holds "the verbs are JSON" python3 -m json.tool "$work/verbs.json" "$work/out"
fi

try completion
is 0 "the completion" "^complete " ""
cp "$work/out" "$work/completion"
holds "the completion is bash" bash -n "$work/completion"
# complete_as WORD...: what bash would offer for the last of the words.
complete_as() {
	bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _paraph; echo "${COMPREPLY[@]}"' \
		- "$work/completion" paraph "$@"
}
holds "a command" test "$(complete_as boar)" = board
holds "an option of the command" test "$(complete_as board --keep)" = --keep-going
holds "no option of another" test -z "$(complete_as board --chec)"
holds "a word to explain" test "$(complete_as explain rules-o)" = rules-out
holds "a command behind an option and its value" test "$(complete_as --as board matri)" = matrix
holds "a format" test "$(complete_as board -o jso)" = json
holds "a list" test "$(complete_as board @examples/lake/lo)" = "@examples/lake/low.minutes @examples/lake/low.txt"

# The specification and the README, in which words stand in backquotes.
# shellcheck disable=SC2016,SC2086
{
	words=$(sed -n 's/^WORD([a-z_]*, [a-z_]*, "\([a-z-]*\)").*/\1/p' src/minutes/words.def | sort -u)
	forms=$("$PARAPH" explain forms -o csv | sed -n '2,$s/^form,\([a-z-]*\),.*/\1/p')
	statuses=$(sed -n '/status_names\[/,/^};/p' src/talks/standing.c | grep -o '"[a-z-]*"' | tr -d '"' | grep -v deleted)
	[ -n "$words" ] && [ -n "$forms" ] && [ -n "$statuses" ] || exit 4
	cp doc/minutes.md "$work/page"
	none "doc/minutes.md has every verb" "$(missing '^\| `%s` \| .* \| .* \| .*\|$' $verbs)"
	none "doc/minutes.md has every clause" "$(missing '^\| `%s` \| .* \| .* \|$' $clauses)"
	none "doc/minutes.md has every declaration" "$(missing '^\| `%s` \| .* \| .*\|$' $decls)"
	none "doc/minutes.md has every word of a closed list" "$(missing '`%s`' $words)"
	none "doc/minutes.md has every form of showing" "$(missing '`%s`' $forms)"
	none "doc/minutes.md has every status" "$(missing '^\| `%s` \|' $statuses)"
	cp README.md "$work/page"
	none "README.md has every answer and paper" "$(missing '^\| `%s` \|' $(rows ANSWER src/answer/answers.def))"
}

# The pages, rendered where there is mandoc, else as they stand.
# shellcheck disable=SC2086
{
	cp doc/paraph.1 "$work/page"
	none "paraph(1) has every command" "$(missing '^\.It Cm %s( |$)' $commands)"
	none "paraph(1) has every option" "$(missing '^\.It (Fl [a-zA-Z] , -|Fl -)%s( |$)' $options)"
	cp doc/paraph-minutes.5 "$work/page"
	none "paraph-minutes(5) has every verb" "$(missing '^\.It Ic %s( |$)' $verbs)"
	none "paraph-minutes(5) has every clause" "$(missing '^\.It Ic %s( |$)' $clauses)"
	none "paraph-minutes(5) has every declaration" "$(missing '^\.It Ic %s( |$)' $decls)"
}
if command -v mandoc >/dev/null; then
	for page in doc/paraph.1 doc/paraph-minutes.5; do
		holds "$page is sound" test -z "$(mandoc -T lint -W warning "$page" 2>&1)"
	done
else
	echo "skip the pages are sound: there is no mandoc"
fi
finish

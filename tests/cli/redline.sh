#!/usr/bin/env bash
# redline: two texts, several, drafts of talks; what the operations promise, to the byte.
. tests/cli/check
old=tests/spec/redline/old.txt new=tests/spec/redline/new.txt low=tests/spec/redline/low.txt

# adds_up OLD NEW: the operations in $work/out are the texts OLD and NEW.
adds_up() {
	python3 - "$1" "$2" "$work/out" <<'END'
import json, sys
old, new = (open(path, 'rb').read() for path in sys.argv[1:3])
data = json.load(open(sys.argv[3]))
for key, text in (('from', old), ('to', new)):
    got = b''
    for op in sorted((op for op in data['ops'] if op[key] is not None), key=lambda op: op[key]):
        if op[key] != len(got):
            sys.exit(f'{key}: {op} stands not at {len(got)}')
        got += op['text'].encode()
    if got != text:
        sys.exit(f'{key}: the operations are not the text')
for op in data['ops']:
    if op['op'] not in ('same', 'del', 'ins', 'move'):
        sys.exit(f"an operation '{op['op']}'")
    if (op['from'] is None) != (op['op'] == 'ins') or (op['to'] is None) != (op['op'] == 'del'):
        sys.exit(f'{op}: it has a place too many or too few')
for key in ('sites', 'islands', 'words_shown'):
    if not isinstance(data[key], int):
        sys.exit(f"'{key}' is no number")
END
}

try redline $old $new
is 0 "two texts" "\[-should-\]\{\+shall\+\}" ""
holds "what moved is shown where it is, and marked where it was" \
	bash -c "grep -q '^{~1: Differences on' '$work/out' && grep -Fq '[~1 moved up~]' '$work/out'"
try redline $old $new -o html
is 0 "-o html" '<ins><span class="v">\{\+</span><b>shall</b>' ""
holds "in html the moved passage and its place lead to each other" \
	bash -c "grep -q 'id=\"m1\"><a class=\"mv\" href=\"#g1\"' '$work/out' && grep -q 'id=\"g1\" href=\"#m1\"' '$work/out'"
try redline $old $new -o md
is 0 "-o md" '\\\[-\*\*should\*\*-\\\]\\\{\+\*\*shall\*\*\+\}' ""
try redline $old $new -o csv
is 0 "-o csv" '^op,text,from,to,' ""
try redline $old $new --color always
is 0 "in colour" "$(printf '\033')\[9;31m" ""
try redline $old $new --side-by-side
is 0 "side by side" "^tests/spec/redline/old.txt +tests/spec/redline/new.txt" ""
try redline $old $new $low --side-by-side
is 0 "three texts in columns" "^tests/spec/redline/old.txt +tests/spec/redline/new.txt +tests/spec/redline/low.txt" ""
try redline $old $new $low
is 3 "three texts otherwise" "" "add '--side-by-side'"
try redline $old $new -w 40
is 0 "in 40 columns" "." ""
holds "no line is wider" test "$(LC_ALL=C.UTF-8 wc -L <"$work/out")" -le 40
try redline $old - <"$new"
is 0 "a text from standard input" "." ""

try redline $old $new --exit-code
is 1 "--exit-code where they differ" "." ""
try redline $old $old --exit-code
is 0 "--exit-code where they do not" "The same, byte by byte" ""
printf 'The port\nis open.\n' >"$work/a.txt"
printf 'The port is open.\n' >"$work/b.txt"
try redline "$work/a.txt" "$work/b.txt" --exit-code
is 1 "--exit-code: a blank is a difference" "only blanks and line ends differ" ""

try redline $old $new --context 0
is 0 "--context 0" "[0-9]+ paragraphs? unchanged, [0-9]+ words" ""
try redline $old $new --context all
is 0 "--context all" "Fishing on the lake" ""
holds "with nothing left out" bash -c "! grep -q 'unchanged' '$work/out'"
try redline $old $new --context some
is 3 "--context of nothing" "" "or all, not 'some'"
try redline $old $new --site-cost 20
is 0 "--site-cost" "." ""
try redline $old $new --site-cost 0
is 3 "--site-cost 0" "" "from 1 to 100"

try redline
is 3 "nothing to redline" "" "paraph redline OLD NEW"
try redline $old
is 3 "one text" "" "against what"
try redline $old "$work/none.txt"
is 3 "a text that is not there" "" "no such file"
printf 'a\377b\n' >"$work/bad.txt"
try redline $old "$work/bad.txt"
is 3 "a text that is none" "" "line 1 has a byte that is no UTF-8"
cp $new "$work/kept.txt"
try redline $old "$work/kept.txt" -o "$work/kept.txt"
is 3 "-o spares the texts" "" "made from"
holds "the text stands" cmp -s $new "$work/kept.txt"
: >"$work/empty.txt"
try redline "$work/empty.txt" $new
is 0 "out of nothing" "^\{\+THE PORT AND THE LAKE\+\}$" ""
try redline "$work/empty.txt" "$work/empty.txt" -o json
is 0 "nothing out of nothing" '"ops": \[\]' ""

try redline examples/lake/*.minutes v3 v4 --as ENV
is 0 "two drafts" "^2 Prisoners: reworded" ""
try redline examples/lake/*.minutes --as ENV
is 0 "the last step" "^Lake talks: v4 to v5, redlined" ""
try redline examples/lake/*.minutes v3 v4 --as ENV --side-by-side -o html
is 0 "two drafts side by side" "<th scope=\"col\" dir=\"auto\"[^>]*>v3</th>" ""
try redline examples/lake/*.minutes v3:6 v4:6 --as ENV -o json
is 0 "two points" '"ops": \[' ""
try redline examples/lake/*.minutes v3 v4 --as ENV --exit-code
is 1 "--exit-code of drafts" "." ""
try redline examples/lake/*.minutes v3 v3 --as ENV --exit-code
is 0 "--exit-code of one draft" "." ""
try redline examples/lake/*.minutes v3 v9 --as ENV
is 3 "a draft that is not there" "" "known are: .*v3"

if command -v python3 >/dev/null; then
	for pair in "$old $new" "$new $old" "$old $low" "$work/empty.txt $new" "$new $work/empty.txt" \
		"examples/river/v1.md examples/river/v2.md" "README.md CONTRIBUTING.md" "$work/a.txt $work/b.txt"; do
		# shellcheck disable=SC2086
		set -- $pair
		try redline "$1" "$2" -o json
		holds "the operations are the texts: ${pair//$work\//}" adds_up "$1" "$2"
	done
fi
finish

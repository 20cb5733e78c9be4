#!/usr/bin/env bash
# The second verifier, tools/verify.py: it takes what is frozen, refuses every damage to it, and says of
# a record that the program wrote what the program says.
. tests/cli/check
command -v python3 >/dev/null && python3 -c 'import sys, sqlite3; sys.exit(
	sys.version_info < (3, 11) or sqlite3.sqlite_version_info < (3, 37))' || exit 77
export PYTHONDONTWRITEBYTECODE=1
vectors=tests/vectors
verify=tools/verify.py

python3 $verify --vectors $vectors >"$work/vectors" || bad=1
sed 's/^\(.*\): as it is frozen/ok \1/; t; s/^/not ok /' "$work/vectors"

# What is frozen is what the generator makes, but for the version of SQLite in the files' headers.
mkdir "$work/anew"
python3 $vectors/generate.py "$work/anew"
dump() {
	python3 -c 'import sqlite3, sys
for line in sqlite3.connect(f"file:{sys.argv[1]}?mode=ro&immutable=1", uri=True).iterdump(): print(line)' "$1"
}
for name in record copy; do
	dump $vectors/$name.paraph >"$work/frozen"
	dump "$work/anew/$name.paraph" >"$work/made"
	holds "$name.paraph is made as it was" cmp -s "$work/frozen" "$work/made"
done
for name in events checkpoints; do
	holds "fork-$name.fork is made as it was" cmp -s $vectors/fork-$name.fork "$work/anew/fork-$name.fork"
done

# The statements of the schema stand in the verifier, which must run alone.
holds "the schema is the program's" python3 -c 'import sys
sys.path.insert(0, "tools")
import verify
sys.exit(verify.SCHEMA != open("src/record/schema.sql").read())'

python3 $vectors/damage.py || bad=1

# The program and the second verifier, on records that the program wrote.
export PARAPH_KEY=$work/key PARAPH_PASSPHRASE=word
names="events entries signatures trusted bodies withheld burnt checkpoints unwitnessed"
same() {
	local file=$1 name theirs ours
	"$PARAPH" verify "$file" -w 1000 >"$work/out" 2>&1
	status=$?
	python3 $verify "$file" >"$work/second"
	if [ $? -ne $status ]; then
		miss "one status for ${file##*/}"
		return
	fi
	for name in $names; do
		theirs=$(grep -oE "\\b$name [0-9]+" "$work/out" | head -n 1)
		ours=$(sed -n "s/^$name: /$name /p" "$work/second")
		[ "$theirs" = "$ours" ] || miss "$name of ${file##*/}: '$theirs', and '$ours'"
	done
	pass "one answer for ${file##*/}"
}
lake=$work/lake.paraph
try init "$lake" --as ENV
is 0 "a record"
try take "$lake" examples/lake/*.minutes --yes
is 0 "minutes taken into it"
same "$lake"
try verify "$lake" --checkpoint -o "$work/pin.txt"
is 0 "its checkpoints"
python3 $verify "$lake" --since "$work/pin.txt" >"$work/second"
holds "verified since them" grep -qx "signatures: 0" "$work/second"
try copy "$lake" "$work/low.paraph" --for LOW
is 0 "a party's copy"
same "$work/low.paraph"
id=$("$PARAPH" log "$lake" | awk '$1 == 5 { print $2; exit }')
try burn "$lake" "$id" --reason "said in confidence" --yes
is 0 "an event burnt"
same "$lake"
python3 $verify "$PARAPH_KEY" >"$work/second"
holds "the key of the program is read" grep -q '^key: [0-9a-f]\{64\}$' "$work/second"
for file in record copy; do
	cp $vectors/$file.paraph "$work"
	same "$work/$file.paraph"
done
finish

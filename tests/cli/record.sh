#!/usr/bin/env bash
# The record, as its user meets it: made, filled, asked, copied, verified, burnt, rebuilt; and what it
# says when something is amiss.
. tests/cli/check
folder=$work
# check NAME STATUS WORDS COMMAND...: how it ends, and words that it says somewhere.
check() {
	local name=$1 wanted=$2 words=$3
	shift 3
	"$@" >"$work/out" 2>&1 </dev/null
	status=$?
	: >"$work/err"
	is "$wanted" "$name" "$words"
}
export XDG_CONFIG_HOME=$folder/config PARAPH_PASSPHRASE="the lake is deep"
unset PARAPH_KEY
record=$folder/lake.paraph
lake=$(cat examples/lake/envoy.txt)
answers="board matrix changes blame seen unresolved next limits claims timeline rolling columns collisions sheet public cable"

# ---- made and filled ----

check "init makes a record and a key" 0 "is there, kept under the key" "$PARAPH" init "$record"
check "init does not write over a file" 4 "already" "$PARAPH" init "$record"
check "take seals what is new" 0 "new 77 | known 0" "$PARAPH" take "$record" $lake
check "take knows what is there" 0 "new 0 | known 77" "$PARAPH" take "$record" $lake
check "verify finds all as it was sealed" 0 "events 88 | entries 82" "$PARAPH" verify "$record"
[ "$(stat -c %a "$XDG_CONFIG_HOME/paraph/key")" = 600 ] && pass "the key is its owner's alone" || miss "the key is its owner's alone"

# ---- the same answers ----

same=1
for answer in $answers; do
	for as in "" "--as ENV" "--as LOW"; do
		for more in "-o text" "-o json --at 2026-06-04T06:10+02:00" "-o csv --known 2026-06-03"; do
			cmp -s <("$PARAPH" $answer "$record" $as $more 2>&1) <("$PARAPH" $answer $lake $as $more 2>&1) ||
				{ same=; echo "differs: $answer $as $more"; }
		done
	done
done
[ -n "$same" ] && pass "every answer on a record is the one on the minutes" || miss "every answer on a record is the one on the minutes"

"$PARAPH" minutes "$record" -o "$folder/again/" && same=1
for answer in ${answers% cable}; do
	cmp -s <(cd "$folder/again" && "$PARAPH" $answer $lake -o json) <("$PARAPH" $answer $lake -o json) || { same=; echo "differs: $answer"; }
done
[ -n "$same" ] && pass "the minutes of a record give the same answers" || miss "the minutes of a record give the same answers"
check "minutes prints them all" 0 "2026-05-28 LOW rules-out observers" "$PARAPH" minutes "$record"

# ---- a party's copy ----

check "copy makes a party's copy" 0 "3 circles, 51 entries" "$PARAPH" copy "$record" "$folder/low.paraph" --for LOW
check "a copy verifies" 0 "withheld [1-9]" "$PARAPH" verify "$folder/low.paraph"
same=1
for answer in ${answers% cable}; do
	cmp -s <("$PARAPH" $answer "$folder/low.paraph" -o json) <("$PARAPH" $answer "$record" --as LOW -o json) || { same=; echo "differs: $answer"; }
done
[ -n "$same" ] && pass "a copy answers as --as does" || miss "a copy answers as --as does"
leaks=
for word in "administered jointly" "second amendment shows" "v3:3 as N1"; do
	strings -a "$folder/low.paraph" | grep -q -- "$word" && leaks="$leaks $word"
done
[ -z "$leaks" ] && pass "a copy holds nothing of other circles" || miss "a copy holds nothing of other circles:$leaks"
[ "$(ls "$folder" | grep -c "^low.paraph")" = 1 ] && pass "a copy is one file, and leaves no log beside it" || miss "a copy is one file, and leaves no log beside it"
check "a copy for nobody" 3 "is nobody in these minutes" "$PARAPH" copy "$record" "$folder/x.paraph" --for NOBODY
[ ! -e "$folder/x.paraph" ] && pass "a copy that fails leaves no file" || miss "a copy that fails leaves no file"
check "a copy of a copy" 3 "is itself a copy" "$PARAPH" copy "$folder/low.paraph" "$folder/x.paraph" --for LOW

# A party goes on in its copy, with its own key and its private minutes.
"$PARAPH" key new "$folder/low.key" --as LOW >"$folder/low.pub" 2>/dev/null
check "a party takes its own minutes into its copy" 0 "LOW" "$PARAPH" take "$folder/low.paraph" examples/lake/low.minutes --key "$folder/low.key"
check "its copy goes on verifying" 0 "all is as it was sealed" "$PARAPH" verify "$folder/low.paraph"
cmp -s <("$PARAPH" board "$folder/low.paraph" -o json) <("$PARAPH" board $lake examples/lake/low.minutes --as LOW -o json) &&
	pass "its record answers from both" || miss "its record answers from both"

# ---- what is not for this record; what was changed ----

check "another's private minutes are not mixed in" 3 "belong into its own record" "$PARAPH" take "$record" examples/lake/low.minutes
check "they are where one says so" 0 "new " "$PARAPH" take "$record" examples/lake/low.minutes --yes
mkdir "$folder/lake" && cp -r examples/lake/drafts "$folder/lake/"
cp examples/lake/*.minutes "$folder/lake/"
(cd "$folder/lake" && sed -i 's/^2026-06-03 16:40 UPP deletes v3:9 as N3 in m1/2026-06-03 16:40 UPP deletes v3:8 as N3 in m1/' shuttle-upp.minutes)
"$PARAPH" init "$folder/changed.paraph" >/dev/null
(cd "$folder/lake" && "$PARAPH" take ../changed.paraph shuttle-upp.minutes envoy.minutes talks.minutes table.minutes public.minutes shuttle-low.minutes >/dev/null &&
	sed -i 's/UPP deletes v3:8 as N3/UPP deletes v3:9 as N3/' shuttle-upp.minutes)
check "a changed entry is taken with a warning" 0 "looks like a changed form" bash -c "cd '$folder/lake' && '$PARAPH' take ../changed.paraph shuttle-upp.minutes"
printf 'keeper ENV\n2026-06-05 ENV tables v9 from nowhere.md\n' >"$folder/bad.minutes"
check "what has a fault is not taken" 3 "nothing was taken" "$PARAPH" take "$record" "$folder/bad.minutes"
printf '2026-06-04 09:00 ENV shows v3 to LOW\n2026-06-04 09:05 ENV shews v3 to UPP\n' >"$folder/mistyped.minutes"
check "what cannot be read keeps the rest from being taken" 3 "1 fault, so nothing was taken" "$PARAPH" take "$record" "$folder/mistyped.minutes"

# ---- keys ----

"$PARAPH" key new "$folder/upp.key" --as UPP >/dev/null 2>&1
printf 'keeper UPP\n2026-06-05 09:00 UPP says "we have read it" kind statement circle table\n' >"$folder/one.minutes"
check "a key that is not known may not seal there" 3 "adds it with 'paraph key add'" "$PARAPH" take "$record" "$folder/one.minutes" --key "$folder/upp.key"
check "key add lets it" 0 "is added in 3 logs" "$PARAPH" key add "$record" UPP "$folder/upp.key"
check "then it seals" 0 "new 1" "$PARAPH" take "$record" "$folder/one.minutes" --key "$folder/upp.key"
check "the log says that it is the party's own act" 0 "UPP's own" "$PARAPH" log "$record"
check "and what another entered" 0 "entered by ENV" "$PARAPH" log "$record"
check "a party provably has what it sealed, and what it had seen" 0 "as far as the record proves it" "$PARAPH" timeline "$record" --as UPP --provably
cmp -s <("$PARAPH" timeline "$record" --as LOW --provably -o json | jq '.rows | length') <(echo 0) &&
	pass "without a seal of its own nothing is proved of a party" || miss "without a seal of its own nothing is proved of a party"
check "minutes prove nothing" 3 "minutes prove nothing" "$PARAPH" board $lake --as UPP --provably
check "key revoke takes it back" 0 "is revoked in" "$PARAPH" key revoke "$record" "$folder/upp.key" --reason "lost"
printf '2026-06-05 10:00 UPP says "and again" kind statement circle table\n' >>"$folder/one.minutes"
check "a revoked key may not seal" 3 "was revoked" "$PARAPH" take "$record" "$folder/one.minutes" --key "$folder/upp.key"
check "what it sealed stands" 0 "all is as it was sealed" "$PARAPH" verify "$record"
check "key look lists the keys" 0 "revoked" "$PARAPH" key look "$record"
printf 'keeper ENV\n2026-06-06 ENV says "later" kind statement circle public\n' >"$folder/later.minutes"
PARAPH_PASSPHRASE=wrong check "a passphrase mistyped when sealing" 3 "the passphrase is not the one of this key" "$PARAPH" take "$record" "$folder/later.minutes"
if command -v ssh-keygen >/dev/null; then
	ssh-keygen -q -t ed25519 -N '' -f "$folder/id" && "$PARAPH" key add "$record" UPP "$folder/id.pub" >/dev/null
	printf 'keeper UPP\n2026-06-05 11:00 UPP says "by our own key" kind statement circle table\n' >"$folder/ssh.minutes"
	check "an SSH key seals" 0 "new 1" "$PARAPH" take "$record" "$folder/ssh.minutes" --key "$folder/id"
	check "and its seal verifies" 0 "all is as it was sealed" "$PARAPH" verify "$record"
else
	echo "skip an SSH key seals: there is no ssh-keygen"
fi

# ---- checkpoints kept elsewhere ----

cp "$record" "$folder/old.paraph"
"$PARAPH" verify "$record" --checkpoint -o "$folder/pin.txt"
"$PARAPH" take "$record" "$folder/later.minutes" >/dev/null
check "a checkpoint that was kept is still true" 0 "trusted" "$PARAPH" verify "$record" --since "$folder/pin.txt"
"$PARAPH" verify "$record" --checkpoint -o "$folder/pin2.txt"
check "a file that was rolled back is found out" 2 "rolled back" "$PARAPH" verify "$folder/old.paraph" --since "$folder/pin2.txt"
cp "$folder/old.paraph" "$folder/other.paraph"
printf 'keeper ENV\n2026-06-06 ENV says "otherwise" kind statement circle public\n' >"$folder/otherwise.minutes"
"$PARAPH" take "$folder/other.paraph" "$folder/otherwise.minutes" >/dev/null
check "a rewritten record is found out" 1 "is another one than when the checkpoint was kept" "$PARAPH" verify "$folder/other.paraph" --since "$folder/pin2.txt"
check "two copies that fork" 1 "two events of one number" "$PARAPH" verify "$record" --against "$folder/other.paraph"
check "the evidence stands on its own" 0 "signed two" "$PARAPH" verify "$record.fork"
check "a copy against its record" 0 "all is as it was sealed" "$PARAPH" verify "$folder/old.paraph" --against "$record"

# ---- burning, rebuilding ----

id=$("$PARAPH" log "$record" -o json | jq -r '[.rows[] | select(.says | test("amends v3:3 as N1"))][0].event')
check "event prints one event" 0 "administered jointly" "$PARAPH" event "$record" "${id:0:12}"
check "burn wants a reason" 3 "and why" "$PARAPH" burn "$record" "$id"
check "burn erases" 0 "its hash stays" "$PARAPH" burn "$record" "$id" --reason "not to be kept"
check "and the record verifies" 0 "burnt 1" "$PARAPH" verify "$record"
grep -qa "administered jointly" "$record"* && miss "what was burnt is not in the file" || pass "what was burnt is not in the file"
check "rebuild derives the same" 0 "the same as before" "$PARAPH" rebuild "$record"
sqlite3=$(command -v python3)
if [ -n "$sqlite3" ]; then
	python3 - "$record" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE d_sheet SET sheet = CAST(substr(sheet, 1, 40) || x'00' || substr(sheet, 42) AS BLOB)")
db.commit()
PY
	check "a kept sheet that was altered is not believed" 0 "Lake talks: where we stand" "$PARAPH" board "$record"
fi

# ---- trouble ----

check "no such record" 3 "there is no record" "$PARAPH" verify "$folder/none.paraph"
printf 'hello' >"$folder/text.paraph"
check "a file that is none" 3 "is no record" "$PARAPH" verify "$folder/text.paraph"
: >"$folder/empty.paraph"
check "an empty file" 3 "is no record" "$PARAPH" log "$folder/empty.paraph"
check "a folder" 3 "is no file" "$PARAPH" verify "$folder"
if [ -n "$sqlite3" ]; then
	cp "$record" "$folder/future.paraph" && python3 -c "import sqlite3; d = sqlite3.connect('$folder/future.paraph'); d.execute('PRAGMA user_version=9'); d.commit()"
	check "a file from the future" 3 "later version" "$PARAPH" verify "$folder/future.paraph"
	cp "$record" "$folder/altered.paraph" && python3 -c "import sqlite3; d = sqlite3.connect('$folder/altered.paraph'); d.execute('DROP TRIGGER event_stays'); d.commit()"
	check "a file with another schema" 1 "somebody altered it" "$PARAPH" verify "$folder/altered.paraph"
	cp "$record" "$folder/greedy.paraph" && python3 -c "import sqlite3; d = sqlite3.connect('$folder/greedy.paraph'); d.execute('UPDATE circle SET size = 1 << 60, peaks = zeroblob(32) WHERE circle = 1'); d.commit()"
	check "a size that would take all memory" 1 "more events than" "$PARAPH" verify "$folder/greedy.paraph"
	python3 - "$record" "$folder/locked" <<'PY' &
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
open(sys.argv[2], "w").close()
time.sleep(6)
PY
	while [ ! -e "$folder/locked" ]; do sleep 0.05; done
	printf '2026-06-07 ENV says "waiting" kind statement circle public\n' >>"$folder/later.minutes"
	check "a record that another holds" 4 "is in use by another program" "$PARAPH" take "$record" "$folder/later.minutes"
	check "can be read meanwhile" 0 "Lake talks" "$PARAPH" board "$record"
	wait
	check "and written afterwards" 0 "new 1" "$PARAPH" take "$record" "$folder/later.minutes"
fi
if [ "$(id -u)" -ne 0 ]; then
	chmod 444 "$folder/old.paraph"
	check "a read-only file" 4 "read-only" "$PARAPH" take "$folder/old.paraph" "$folder/later.minutes"
fi
cp "$record" "$folder/w.paraph"
for i in 1 2 3 4; do
	printf 'keeper ENV\n2026-06-08 1%s:00 ENV says "writer %s" kind statement circle public\n' $i $i >"$folder/w$i.minutes"
	"$PARAPH" take "$folder/w.paraph" "$folder/w$i.minutes" >/dev/null 2>&1 &
done
wait
for i in 1 2 3 4; do "$PARAPH" take "$folder/w.paraph" "$folder/w$i.minutes" >/dev/null; done
check "writers at once lose nothing" 0 "writer 4" "$PARAPH" minutes "$folder/w.paraph"
check "and the record verifies all the same" 0 "all is as it was sealed" "$PARAPH" verify "$folder/w.paraph"
finish

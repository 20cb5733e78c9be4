#!/usr/bin/env bash
# What is asked on a terminal: passphrases without echo, a mistyped one again, what is to be sealed before it is.
. tests/cli/check
command -v python3 >/dev/null || { echo "skip a terminal is asked: there is no python3"; exit 77; }
cat >"$work/ask.py" <<'PY'
import os, pty, select, sys, time

# ask.py "WORDS=ANSWER" … -- COMMAND: runs it on a terminal and answers each question once, in turn.
cut = sys.argv.index("--")
answers = [a.split("=", 1) for a in sys.argv[1:cut]]
pid, fd = pty.fork()
if pid == 0:
    os.environ.pop("PARAPH_PASSPHRASE", None)
    os.execvp(sys.argv[cut + 1], sys.argv[cut + 1:])
out, seen = b"", 0
while select.select([fd], [], [], 20)[0]:
    try:
        more = os.read(fd, 4096)
    except OSError:
        break
    if not more:
        break
    out += more
    while answers and answers[0][0].encode() in out[seen:]:
        seen = len(out)
        time.sleep(0.1)
        os.write(fd, answers.pop(0)[1].encode() + b"\n")
sys.stdout.buffer.write(out.replace(b"\r", b""))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
ask() {
	python3 "$work/ask.py" "$@" >"$work/out" 2>"$work/err"
	status=$?
}
export XDG_CONFIG_HOME=$work/config TERM=dumb
unset PARAPH_KEY PARAPH_PASSPHRASE
lake=$(cat examples/lake/envoy.txt)
record=$work/lake.paraph
ask "New passphrase=deep" "The same again=shallow" -- "$PARAPH" init "$record"
is 3 "two passphrases that differ make no key" "the two passphrases differ"
holds "and no record" test ! -e "$record"
ask "New passphrase=deep" "The same again=deep" -- "$PARAPH" init "$record"
is 0 "a passphrase is asked for twice" "is there, kept under the key"
holds "and is not echoed" test -z "$(grep deep "$work/out")"
# shellcheck disable=SC2086
ask "Seal these=n" -- "$PARAPH" take "$record" $lake
is 3 "what is to be sealed is shown, and asked" "nothing was taken"
# shellcheck disable=SC2086
ask "Seal these=y" "Passphrase of=shallow" "Passphrase of=deep" -- "$PARAPH" take "$record" $lake
is 0 "a mistyped passphrase is asked for again" "Sealed"
ask "Mix them=n" -- "$PARAPH" take "$record" examples/lake/low.minutes
is 3 "another's private minutes are asked about" "nothing was taken; '--yes' mixes them"
ask "Passphrase of=deep" "New passphrase=deeper" "The same again=deeper" -- "$PARAPH" key passphrase
is 0 "a key gets another passphrase" "has a new passphrase"
ask "Passphrase of=deep" "Passphrase of=deep" "Passphrase of=deep" -- "$PARAPH" copy "$record" "$work/low.paraph" --for LOW
is 3 "three times wrong is enough" "was mistyped 3 times; nothing was done"
holds "and leaves nothing" test ! -e "$work/low.paraph"
ask "Passphrase of=deeper" -- "$PARAPH" copy "$record" "$work/low.paraph" --for LOW
is 0 "the new one opens it" "The copy for LOW"
finish

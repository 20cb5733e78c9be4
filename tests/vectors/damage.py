#!/usr/bin/env python3
"""What a verifier must refuse: tests/vectors/damage.py [COMMAND…]

Damages the frozen records in every way below, and builds others that are signed by the right keys
and say what doc/record.md does not let them say.  Each is one line "ok NAME" or "not ok NAME".
tools/verify.py is asked; with a COMMAND (`build/paraph verify`), that is asked instead.
"""

import base64
import contextlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tools")]

import generate as g  # noqa: E402
import verify  # noqa: E402

from generate import ENV, LOW, LOW2, Log, Signer, added, entry, opening, order_of  # noqa: E402

GOOD, BROKEN, MISSING, UNREADABLE = range(4)
COMMAND = sys.argv[1:]
TRIGGERS = [line for line in g.SCHEMA.splitlines() if line.startswith("CREATE TRIGGER")]
failed = 0


def ask(path, since=None):
    """The status and the answer of the verifier."""
    if COMMAND:
        since = ["--since", since] if since else []
        run = subprocess.run([*COMMAND, path, *since], capture_output=True, text=True, check=False)
        return run.returncode, run.stdout + run.stderr
    lines = []
    return verify.verify_file(str(path), since, lines.append), "\n".join(lines)


def expect(name, statuses, path, pattern="", since=None):
    """Says whether the verifier ends with one of those statuses, and says what is wanted."""
    global failed
    statuses = (statuses,) if isinstance(statuses, int) else statuses
    status, said = ask(path, since)
    if status in statuses and (COMMAND or re.search(pattern, said)):
        print("ok", name)
        return
    failed += 1
    last = said.strip().splitlines()[-1:] or [""]
    print(f"not ok {name}\n  status {status}, wanted {statuses}; {pattern!r} wanted in: {last[0]}")


# ------------------------------------------------------------------------ damage to a frozen file


class Frozen:
    """A frozen file, to be damaged by SQL as somebody would who has the disk."""

    def __init__(self, name, folder):
        # In memory there is no WAL: the header says so for the time being.
        raw = (HERE / name).read_bytes()
        self.raw = raw[:18] + b"\1\1" + raw[20:]
        self.path = folder / name

    def write(self, *statements, triggers=True):
        """The path of a file where the statements, (SQL, values…), were run."""
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            db.deserialize(self.raw)
            for trigger in TRIGGERS:
                db.execute("DROP TRIGGER " + trigger.split()[2])
            for sql, *values in statements:
                db.execute(sql, values)
            for trigger in TRIGGERS if triggers else []:
                db.execute(trigger.rstrip(";"))
            raw = db.serialize()
        self.path.write_bytes(raw[:18] + b"\2\2" + raw[20:])
        return self.path

    def value(self, sql):
        with contextlib.closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(self.raw)
            return db.execute(sql).fetchone()[0]

    def flipped(self, table, column, where, step):
        """A file for every step-th byte of a value, with one bit of it flipped."""
        value = self.value(f"SELECT {column} FROM {table} WHERE {where}")
        for place in range(0, len(value), step):
            yield place, self.write((f"UPDATE {table} SET {column} = ? WHERE {where}",
                                     flip(value, place)))


def flip(data, place):
    return data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1:]


def flips(record, copy):
    """One bit of every byte of a note, of every few bytes of the rest that is sealed."""
    for name, step, file, table, column, where in (
            ("note", 1, record, "event", "note", "event = 101"),
            ("id", 1, record, "event", "id", "event = 103"),
            ("leaves", 11, record, "body", "leaves", "event = 202"),
            ("key of a body", 3, record, "body", "k", "event = 202"),
            ("leaves of a part", 11, copy, "body", "leaves", "event = 103"),
            ("hashes", 3, copy, "body", "hashes", "event = 103"),
            ("checkpoint", 5, record, "checkpoint", "note", "circle = 2"),
            ("cosignature", 5, record, "cosignature", "line", "size = 8"),
            ("circle's id", 3, record, "circle", "id", "circle = 2"),
            ("circle's peaks", 3, record, "circle", "peaks", "circle = 2"),
            ("copy's note", 11, copy, "copied", "note", "copy = 1"),
            ("copy's order", 11, copy, "copied", "orders", "copy = 1")):
        step = 30 if COMMAND else step
        missed = []
        for place, path in file.flipped(table, column, where, step):
            status, said = ask(path)
            # A cosignature whose key id was hit is of a key that nobody knows.
            unknown = name == "cosignature" and "cosignatures of unknown keys: 1" in said
            if status != BROKEN and not unknown:
                missed.append((place, status))
        report(f"bits flipped: {name}", missed)


def report(name, missed):
    global failed
    failed += bool(missed)
    print("not ok" if missed else "ok", name, *missed[:5])


def rows(record, copy):
    """Rows that are altered, moved, dropped or added."""
    swap = [("UPDATE event SET position = 99 WHERE event = 102",),
            ("UPDATE event SET position = 2 WHERE event = 103",),
            ("UPDATE event SET position = 3 WHERE event = 102",)]
    drop = [("DELETE FROM body WHERE event = 203",), ("DELETE FROM event WHERE event = 203",)]
    _, own = g.build_record()
    drop_well = drop + [("UPDATE circle SET size = 3, peaks = ? WHERE circle = 2",
                         g.peaks(own.hashes()[:3]))]
    expect("swapped events", BROKEN, record.write(*swap), "position 2, event .* have seen more")
    expect("dropped last event", BROKEN, record.write(*drop), "should have 4 events, and 3")
    expect("dropped last event, size and peaks too", BROKEN, record.write(*drop_well),
           "checkpoint of size 4: it seals 4 events, and only 3")
    expect("dropped last event and its checkpoint", MISSING, record.write(
        *drop_well, ("DELETE FROM checkpoint WHERE circle = 2",)), "last checkpoint(.|\n)*no order")
    expect("dropped first event", BROKEN, record.write(
        ("DELETE FROM body WHERE event = 200",), ("DELETE FROM event WHERE event = 200",)),
        "no event stands at position 0")
    expect("dropped checkpoint", MISSING, record.write(
        ("DELETE FROM checkpoint WHERE circle = 2",)), "4 events from position 0 on stand behind")
    expect("checkpoint under another size", BROKEN, record.write(
        ("UPDATE checkpoint SET size = 2 WHERE size = 3",)), "checkpoint of size 2: it says size 3")
    expect("cosignature without its checkpoint", BROKEN, record.write(
        ("UPDATE cosignature SET size = 5",)), "cosignature of size 5 has no checkpoint")
    expect("cosignature under another name", BROKEN, record.write(
        ("UPDATE cosignature SET witness = 'LOW'",)), "witness LOW is signed 'ENV'")
    expect("circle renamed", BROKEN, record.write(
        ("UPDATE circle SET name = 'LOW' WHERE circle = 1",)), "was opened as 'table'")
    expect("size", BROKEN, record.write(("UPDATE circle SET size = 9 WHERE circle = 1",)),
           "should have 9 events")
    expect("body gone", MISSING, record.write(("DELETE FROM body WHERE event = 102",)),
           "position 2, event .*its body is gone, and nobody burnt it")
    expect("body that opens a circle gone", (BROKEN, MISSING), record.write(
        ("DELETE FROM body WHERE event = 100",)), "which keys may seal")
    expect("burnt, and no event says so", MISSING, record.write(
        ("DELETE FROM body WHERE event = 102",), ("INSERT INTO burnt VALUES (102)",)),
        "no burn event")
    expect("burn without burnt", MISSING, record.write(("DELETE FROM burnt",)), "nobody burnt it")
    expect("burnt, and the body is there", BROKEN, record.write(
        ("INSERT INTO burnt VALUES (102)",)), "said to be burnt")
    expect("leaf count", BROKEN, record.write(("UPDATE body SET n = 32 WHERE event = 102",)),
           "the header says 8 leaves, the file 32")
    expect("body of nothing", BROKEN, record.write(
        ("INSERT INTO body VALUES (999, 8, NULL, x'', x'')",)), "belongs to nothing")
    expect("body of another event", BROKEN, record.write(
        ("UPDATE body SET event = 999 WHERE event = 102",),
        ("UPDATE body SET event = 102 WHERE event = 103",),
        ("UPDATE body SET event = 103 WHERE event = 999",)), "do not give the root|leaves")
    expect("hashes beside the key", BROKEN, record.write(
        ("UPDATE body SET hashes = zeroblob(32) WHERE event = 102",)), "hashes stand beside")
    expect("copy without its note", MISSING, copy.write(("DELETE FROM copied",)), "in no order")
    expect("leaf cut off", BROKEN, copy.write(
        ("UPDATE body SET leaves = substr(leaves, 1, length(leaves) - 1) WHERE event = 102",)),
        "in the middle")
    expect("hash too many", BROKEN, copy.write(
        ("UPDATE body SET hashes = CAST(hashes || zeroblob(32) AS BLOB) WHERE event = 102",)),
        "too many hashes")
    expect("hash too few", BROKEN, copy.write(
        ("UPDATE body SET hashes = substr(hashes, 33) WHERE event = 102",)), "too few hashes")
    expect("evidence that proves nothing", BROKEN, record.write(
        ("INSERT INTO evidence VALUES (1, 'events', x'00')",)), "evidence 1: it is no evidence")


def files(record, folder):
    """Files that are none, or of another kind."""
    odd = folder / "odd.paraph"
    for name, raw in (("empty file", b""), ("not a database", b"minutes\n" * 1000),
                      ("magic alone", b"SQLite format 3\0" * 8)):
        odd.write_bytes(raw)
        expect(name, UNREADABLE, odd, "unreadable")
    expect("no file", UNREADABLE, folder / "nowhere.paraph", "unreadable")
    odd.write_bytes((HERE / "record.paraph").read_bytes()[:20000])
    expect("cut off", (BROKEN, UNREADABLE), odd, "malformed|damaged")
    for name, sql, pattern in (
            ("future user_version", "PRAGMA user_version = 2", "version 2"),
            ("another application", "PRAGMA application_id = 7", "not a record"),
            ("table added", "CREATE TABLE extra(x)", "schema.* extra"),
            ("index added", "CREATE INDEX more ON event(note)", "more"),
            ("column added", "ALTER TABLE circle ADD COLUMN x ANY", "circle")):
        status = UNREADABLE if sql.startswith("PRAGMA") else BROKEN
        expect(name, status, record.write((sql,)), pattern)
    expect("triggers dropped", BROKEN, record.write(triggers=False), "trigger")


# ------------------------------------------------------ records that are sealed as they must not be


def log_of(build, name="ENV"):
    """A log of ENV's, in which LOW has a key, and what `build` does in it; with a checkpoint."""
    log = Log(name)
    log.add(ENV, "circle", opening(name, "ENV"))
    log.add(ENV, "key-add", added(LOW, "party"))
    build(log)
    log.checkpoint(ENV)
    return log


def sealed(folder, name, pattern, build, status=BROKEN, **options):
    path = folder / "built.paraph"
    log = log_of(build)
    g.write_file(path, [log], **options)
    expect(name, status, path, pattern)


def some(log, **changes):
    """An event that is right but for `changes`: LOW adds a second key of its own."""
    log.add(LOW, "key-add", added(LOW2, "party"), **changes)


SMALL = Signer("LOW", 9)
SMALL.key = (1).to_bytes(32, "little")


def wrong_line(signer, text):
    return LOW2.line(text)


def forged(signer, text):
    return g.signature_line("LOW", b"\1", signer.key, LOW2.sign(text))


def bigger_s(signer, text):
    raw = signer.sign(text)
    s = int.from_bytes(raw[32:], "little") + g.L
    return g.signature_line("LOW", b"\1", signer.key, raw[:32] + s.to_bytes(32, "little"))


def unpadded(signer, text):
    raw = g.sha256(b"LOW\n\1" + signer.key)[:4] + signer.sign(text)
    return f"— LOW {base64.b64encode(raw).decode().rstrip('=')}\n".encode()


def headers(folder):
    """Section 4: headers, chains and signatures."""
    sealed(folder, "nothing wrong", "verdict: good", some, GOOD)
    zero = "0" * 64
    for name, pattern, changes in (
            ("seq twice", "seq is 1 where 2", {"seq": "1", "prev": "-"}),
            ("seq left out", "seq is 3 where 2", {"seq": "3"}),
            ("prev of nothing", "prev is not", {"prev": zero}),
            ("prev of none behind the first", "prev is '-'", {"prev": "-"}),
            ("seen what never stood there", "what it saw", {"seen": f"1 {zero}"}),
            ("circle of another", "another circle", {"circle": zero}),
            ("circle of none", "another circle", {"circle": "-"}),
            ("a second opening", "first event|opens", {"type": "circle"}),
            ("type unknown", "no event of type 'wish'", {"type": "wish"}),
            ("type of another body", "body is of type", {"type": "burn"}),
            ("day that is none", "no time", {"time": "2026-02-30T09:00:00.000Z"}),
            ("second that is none", "no time", {"time": "2026-02-03T09:00:60.000Z"}),
            ("time of another form", "nine lines", {"time": "2026-02-03T09:00:00Z"}),
            ("leading zero", "nine lines", {"seq": "02"}),
            ("two blanks", "nine lines", {"seq": " 2"}),
            ("tenth line", "nine lines", {"seq": "2\nmore 1"}),
            ("upper-case hex", "nine lines", {"key": LOW.key.hex().upper()}),
            ("body of no size class", "no size class", {"body": f"16 {zero}"}),
            ("body of another root", "do not give the root", {"body": f"8 {zero}"})):
        def build(log, changes=changes):
            log.add(LOW, "burn", [("event", log.ids[1].hex()), ("reason", "x")])
            some(log, **changes)
        sealed(folder, name, pattern, build)
    sealed(folder, "seen what comes", "seen more",
           lambda log: some(log, **{"seen": f"3 {zero}"}))
    for name, pattern, sign in (
            ("unsigned", "not signed", lambda signer, text: b""),
            ("signed by another", "signature of LOW is wrong", wrong_line),
            ("forged", "signature of LOW is wrong", forged),
            ("signed in another's name", "'UPP' signs", lambda s, t: s.line(t, "UPP")),
            ("S above the order", "signature of LOW is wrong", bigger_s),
            ("base64 without padding", "base64", unpadded),
            ("a blank line behind", "signature line",
             lambda s, t: s.line(t) + b"\n"),
            ("a further line that is wrong", "further signature of ENV",
             lambda s, t: s.line(t) + g.signature_line("ENV", b"\1", ENV.key, bytes(64)))):
        sealed(folder, name, pattern, lambda log, sign=sign: some(log, sign=sign))
    sealed(folder, "a further line that is right", "signatures: 4\n",
           lambda log: some(log, sign=lambda s, t: s.line(t) + ENV.line(t)), GOOD)
    sealed(folder, "SSH, of another key", "signature of LOW is wrong", lambda log: some(
        log, sign=lambda s, t: LOW2.ssh_line(t).replace(LOW2.party.encode(), b"LOW")))


def who_may_seal(folder):
    """Section 5: keys and their rights."""
    def revoke(signer, whom, **more):
        return lambda log: log.add(signer, "key-revoke", [("key", whom.key.hex()),
                                                          ("reason", "lost")], **more)

    def after(first, then):
        return lambda log: (first(log), then(log))

    sealed(folder, "key revoked before", "may not seal here", after(revoke(ENV, LOW), some))
    sealed(folder, "key never added", "may not seal here", revoke(LOW2, LOW))
    sealed(folder, "a keeper revoked by a party", "no keeper here, and revokes", revoke(LOW, ENV))
    sealed(folder, "a key that nobody added revoked", "none that could be revoked",
           revoke(ENV, LOW2))
    sealed(folder, "a key revoked by itself", "verdict: good", revoke(LOW, LOW), GOOD)
    sealed(folder, "a checkpoint by a key that was revoked", "no key that may seal there",
           revoke(ENV, ENV))
    sealed(folder, "a key of another added by a party", "no keeper here, and adds", lambda log:
           log.add(LOW, "key-add", added(Signer("ENV", 2), "party")))
    sealed(folder, "a key added twice", "added before", lambda log:
           log.add(ENV, "key-add", added(LOW, "keeper")))
    sealed(folder, "small-order key added", "small order", lambda log:
           log.add(ENV, "key-add", added(SMALL, "party")))
    sealed(folder, "role unknown", "'boss' is no 'role'", lambda log:
           log.add(ENV, "key-add", added(LOW2, "boss")))
    log = Log("LOW")
    log.add(SMALL, "circle", opening("LOW", "LOW"), sign=lambda s, t: g.signature_line(
        "LOW", b"\1", s.key, s.key + bytes(32)))
    log.checkpoint(ENV)
    g.write_file(folder / "built.paraph", [log])
    expect("small-order key that opens", BROKEN, folder / "built.paraph", "small order")
    log = Log("LOW")
    log.add(LOW, "burn", [("event", "0" * 64), ("reason", "x")])
    log.checkpoint(LOW)
    g.write_file(folder / "built.paraph", [log])
    expect("a log that nothing opens", BROKEN, folder / "built.paraph", "first event of a log")


def what_leaves_say(folder):
    """Sections 3 and 5: leaves."""
    key = [("key", LOW2.key.hex()), ("party", "LOW"), ("role", "party"), ("custody", "self")]
    for name, pattern, fields in (
            ("leaves in another order", "is a field 'party'", [key[1], key[0], *key[2:]]),
            ("leaf left out", "are not there", key[:3]),
            ("leaf too many", "is a field 'more'", key + [("more", "x")]),
            ("custody unknown", "'x' is no 'custody'", key[:3] + [("custody", "x")]),
            ("hex that is none", "not 64 hex", [("key", "xy"), *key[1:]]),
            ("a provision where none stands", "no provision",
             key + [g.provision("1", "a", "b")]),
            ("a leaf of a kind to come", "kind 3", key + [(3, "x", "y")])):
        sealed(folder, name, pattern,
               lambda log, fields=fields: log.add(ENV, "key-add", fields))
    sealed(folder, "more padding than is due", "do not need 32", lambda log:
           log.add(ENV, "key-add", key, n=32))
    good = entry("2026-06-02 ENV says \"x\"")
    for name, pattern, fields in (
            ("entry without its last line feed", "last line feed", [("entry", "x"), *good[1:]]),
            ("circle neither given nor kept", "is no 'circle'", good[:2] + [("circle", "x")]),
            ("heading of another length", "another length",
             good + [(2, "1", "\t1\t\t0\t0\t1\t0\t9\nPort.\nwords")]),
            ("provision of seven fields", "eight fields", good + [(2, "1", "\t1\t\t0\t0\t1\t0\n")]),
            ("provision with other flags", "flags", good + [(2, "1", "\t1\t\t0\t0\t1\t4\t0\n\n")]),
            ("text behind a provision", "is a field 'text'",
             good + [g.provision("1", "a", "b"), ("text", "x")])):
        sealed(folder, name, pattern, lambda log, fields=fields: (
            log.add(ENV, "entry", fields), intake(log, "run 1 2 1")))


def intake(log, *lines, signer=ENV):
    log.add(signer, "intake", [("order", order_of(f"circle 1 {log.id.hex()}", "file - x", *lines))])


def orders(folder):
    """Section 7."""
    def two(*lines, signer=ENV):
        def build(log):
            for word in ("one", "two"):
                log.add(ENV, "entry", entry(f"2026-06-02 ENV says \"{word}\""))
            intake(log, *lines, signer=signer)
        return build
    sealed(folder, "an order that is right", "entries in order: 2", two("run 1 2 2"), GOOD)
    sealed(folder, "an entry that the order leaves out", "position 3.*stands in no order",
           two("run 1 2 1"), MISSING)
    for name, pattern, lines in (
            ("an entry twice in the order", "in the orders twice", ["run 1 2 2", "run 1 3 1"]),
            ("an order of what is no entry", "is no entry", ["run 1 1 3"]),
            ("an order of what is not there", "no position 5|is no entry", ["run 1 2 4"]),
            ("an order of a circle without a number", "circle 2 was not named", ["run 2 2 2"]),
            ("a run of nothing", "a run of no events", ["run 1 2 0"]),
            ("both of one circle", "names a circle twice", ["both 1:2 1:3"]),
            ("both of one", "none of 'circle'", ["both 1:2", "run 1 3 1"]),
            ("a line that is none", "none of 'circle'", ["walk 1 2 2"]),
            ("a path with ./", "not written out", ["file - ./y", "run 1 2 2"]),
            ("a path with x/../", "not written out", ["file - x/../y", "run 1 2 2"]),
            ("a circle numbered out of turn", "circle 2 is due", ["circle 3 " + "0" * 64]),
            ("a circle that is not here", "not here", ["circle 2 " + "0" * 64])):
        sealed(folder, name, pattern, two(*lines))
    sealed(folder, "an intake in another's log", "signer's own log", two("run 1 2 2", signer=LOW))
    table, own = g.build_record()
    other = Log("ENV")
    other.add(ENV, "circle", opening("ENV", "ENV"))
    other.add(ENV, "entry", entry("2026-06-02 10:00 ENV shows v9 to LOW form file"))
    other.add(ENV, "intake", [("order", order_of(
        f"circle 1 {table.id.hex()}", f"circle 2 {other.id.hex()}", "file - x", "both 1:2 2:1",
        "run 1 3 1", "run 1 6 1"))])
    other.checkpoint(ENV)
    g.write_file(folder / "built.paraph", [table, other], burnt=g.BURNT)
    expect("both of different entries", BROKEN, folder / "built.paraph", "different entries")
    g.write_file(folder / "built.paraph", [table, own], burnt=g.BURNT,
                 rows={("ENV", 3): own.bodies[3].part(set())})
    expect("an order that is withheld", MISSING, folder / "built.paraph", "withheld: 1")


def checkpoints(folder):
    """Section 6."""
    def checkpoint(signer, change=lambda text: text, name=None):
        log = log_of(some)
        origin, size, root = log.checkpoints[3].split(b"\n")[:3]
        text = change(b"\n".join((origin, size, root)) + b"\n")
        log.checkpoints[3] = text + b"\n" + signer.line(text, name or origin.decode())
        g.write_file(folder / "built.paraph", [log])
        return folder / "built.paraph"
    expect("a checkpoint by a party's key", GOOD, checkpoint(LOW), "checkpoints: 1")
    expect("a checkpoint by a stranger", BROKEN, checkpoint(Signer("UPP", 1)), "no key that may")
    expect("a checkpoint in a party's name", BROKEN, checkpoint(ENV, name="ENV"), "not the origin")
    expect("a checkpoint of another root", BROKEN, checkpoint(
        ENV, lambda text: text[:-45] + base64.b64encode(bytes(32)) + b"\n"), "its root is not")
    expect("a checkpoint of another origin", BROKEN, checkpoint(
        ENV, lambda text: text.replace(b"record/", b"record/0").replace(b"\n", b"", 0)),
        "three lines")
    expect("a checkpoint with a fourth line", BROKEN, checkpoint(
        ENV, lambda text: text + b"more\n"), "three lines")
    log = log_of(some)
    log.cosign(LOW, 3)
    g.write_file(folder / "built.paraph", [log])
    expect("a cosignature by another party", GOOD, folder / "built.paraph", "unwitnessed: 0")


def copies(folder):
    """Section 8."""
    table, _ = g.build_record()
    own, rows_, (note, order) = g.build_copy(table)

    def copy(name, pattern, copied, logs=(table, own), status=BROKEN):
        g.write_file(folder / "built.paraph", logs, rows=rows_, burnt=g.BURNT, copied=copied)
        expect(name, status, folder / "built.paraph", pattern)

    def changed(old, new):
        text = note[:note.index(b"\n\n") + 1].replace(old, new)
        return text + b"\n" + ENV.line(text), order
    copy("a copy that is right", "copy for: LOW", (note, order), status=GOOD)
    copy("a copy with another order", "order is not the one", (note, order + b"file - z\n"))
    copy("a copy whose note seals another order", "order is not the one",
         (g.copy_note(ENV, [table], b"other"), order))
    copy("a copy made by a stranger", "knows its key",
         (g.copy_note(Signer("UPP", 1), [table], order), order))
    copy("a copy without one of its circles", "is not there",
         (g.copy_note(ENV, [table, log_of(some)], order), order))
    copy("a copy of another size", "has 8 events, not 9", changed(b" 8 ", b" 9 "))
    copy("a copy of another root", "root of circle table", changed(
        g.mth(table.hashes()).hex().encode(), b"0" * 64))
    copy("a copy for nobody", "canonical form", changed(b"for LOW\n", b""))
    for name, pattern, old, new, status in (
            ("a copy with an entry in no order", "in no order", b"run 1 6 1\n", b"", MISSING),
            ("a copy with names of files", "files of a copy", b"000001", b"night", BROKEN),
            ("a copy with an entry twice", "twice", b"run 1 6 1", b"run 1 3 1", BROKEN)):
        other = order.replace(old, new)
        copy(name, pattern, (g.copy_note(ENV, [table], other), other), status=status)


def pins(record, folder):
    """--since: a checkpoint that was kept elsewhere."""
    table, own = g.build_record()
    pin = folder / "pin"
    pin.write_bytes(table.checkpoints[3])
    expect("pinned", GOOD, record.write(), "signatures: 9\ntrusted: 3", pin)
    pin.write_bytes(own.checkpoints[4])
    shorter = Log("ENV")
    shorter.__dict__ |= {k: v for k, v in own.__dict__.items() if k not in ("checkpoints",)}
    shorter.notes, shorter.checkpoints = own.notes[:1], {}
    shorter.checkpoint(ENV)
    g.write_file(folder / "built.paraph", [shorter])
    expect("not pinned, it is good", GOOD, folder / "built.paraph", "good")
    expect("rolled back behind a pinned checkpoint", MISSING, folder / "built.paraph", "older", pin)
    g.write_file(folder / "built.paraph", [log_of(some, "public")])
    expect("a pinned circle is gone", MISSING, folder / "built.paraph", "no such circle", pin)
    g.write_file(folder / "built.paraph", [log_of(some)])
    expect("made anew under a pinned checkpoint", BROKEN, folder / "built.paraph",
           "not those that it seals", repinned(folder))
    pin.write_bytes(table.checkpoints[3].replace(b"\n3\n", b"\n4\n"))
    expect("a pinned checkpoint that was changed", BROKEN, record.write(), "pinned", pin)
    pin.write_bytes(forged_pin(table))
    expect("a pinned checkpoint of a stranger", UNREADABLE, record.write(), "no key of circle", pin)
    pin.write_bytes(b"keep this\n")
    expect("a pinned checkpoint that is none", UNREADABLE, record.write(), "unreadable", pin)


def forged_pin(log):
    text = log.checkpoints[3][:log.checkpoints[3].index(b"\n\n") + 1]
    return text + b"\n" + LOW2.line(text, text.split(b"\n")[0].decode())


def repinned(folder):
    """ENV signs another tree for the circle of log_of(some)."""
    origin = "paraph.record/" + log_of(some).id.hex()[:16]
    text = f"{origin}\n2\n{base64.b64encode(bytes(32)).decode()}\n".encode()
    (folder / "other-pin").write_bytes(text + b"\n" + ENV.line(text, origin))
    return folder / "other-pin"


def forks(record, folder):
    """Section 12, and item 7 of section 11."""
    for kind in ("events", "checkpoints"):
        raw = (HERE / f"fork-{kind}.fork").read_bytes()
        path = folder / "changed.fork"
        path.write_bytes(raw)
        expect(f"evidence: {kind}", GOOD, path, "evidence holds")
        expect(f"evidence in a record: {kind}", BROKEN, record.write(
            ("INSERT INTO evidence VALUES (1, ?, ?)", kind, raw)), "evidence 1: key")
        missed = []
        for place in range(0, len(raw), 40 if COMMAND else 5):
            path.write_bytes(flip(raw, place))
            status, _ = ask(path)
            if status not in (BROKEN, UNREADABLE):
                missed.append((place, status))
        report(f"bits flipped: evidence, {kind}", missed)
    log = log_of(some)
    path.write_bytes(g.fork("events", LOW, [log.notes[2]] * 2, b""))
    expect("evidence of one event", BROKEN, path, "one event")
    leaves = "".join(hash_.hex() + "\n" for hash_ in log.hashes())
    path.write_bytes(g.fork("checkpoints", ENV, [log.checkpoint(ENV, 2), log.checkpoint(ENV, 3)],
                            f"leaves 3\n{leaves}".encode()))
    expect("evidence of one tree", BROKEN, path, "no fork")


def keys(folder):
    """Section 10."""
    path = folder / "key"
    blob = base64.b64encode(b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + ENV.key)
    for name, status, raw in (
            ("a key in hex", GOOD, ENV.key.hex().encode() + b"\n"),
            ("a key of OpenSSH", GOOD, b"ssh-ed25519 " + blob + b" env@host\n"),
            ("a key of small order", BROKEN, SMALL.key.hex().encode()),
            ("a key of OpenSSH that is cut", BROKEN, b"ssh-ed25519 " + blob[:-4] + b"\n"),
            ("a key file", GOOD, g.key_file(ENV)),
            ("a key file with another line", BROKEN, g.key_file(ENV) + b"more\n")):
        path.write_bytes(raw)
        expect(name, status, path, "key")


def wal(folder):
    """A file whose last events still stand in its -wal; and nothing is written beside it."""
    live, path = folder / "live.paraph", folder / "wal.paraph"
    shutil.copyfile(HERE / "record.paraph", live)
    with contextlib.closing(sqlite3.connect(live, isolation_level=None)) as db:
        g.write_log(db, 3, log_of(some, "public"), {}, ())
        for end in ("", "-wal"):
            shutil.copyfile(str(live) + end, str(path) + end)
        expect("a file that is open elsewhere", GOOD, live, "circles: 3")
        expect("a file with a WAL", GOOD, path, "circles: 3")
    report("nothing is written beside it", sorted(
        file.name for file in folder.glob("wal.paraph-*") if file.name != "wal.paraph-wal"))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record, copy = Frozen("record.paraph", folder), Frozen("copy.paraph", folder)
        expect("rewritten without damage", GOOD, record.write(), "good")
        rows(record, copy)
        files(record, folder)
        headers(folder)
        who_may_seal(folder)
        what_leaves_say(folder)
        orders(folder)
        checkpoints(folder)
        copies(folder)
        pins(record, folder)
        forks(record, folder)
        if not COMMAND:
            keys(folder)
            wal(folder)
        flips(record, copy)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

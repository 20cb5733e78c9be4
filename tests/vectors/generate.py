#!/usr/bin/env python3
"""Builds small records by doc/record.md, from fixed seeds: tests/vectors/generate.py DIR

It writes record.paraph, copy.paraph, fork-events.fork and fork-checkpoints.fork; the ones beside
this file are frozen, and tests/cli/second.sh says when they come out otherwise.  damage.py builds
with it what must be refused.  It shares nothing with tools/verify.py, and writes by definition
what that one reads by algorithm.
"""

import base64
import contextlib
import hashlib
import hmac
import sqlite3
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCHEMA = (HERE.parents[1] / "src" / "record" / "schema.sql").read_text()
DASH = "—"


def sha256(data):
    return hashlib.sha256(data).digest()


# ------------------------------------------------------------------------- keys and signatures


class Signer:
    """A key from a seed, and the party that it belongs to."""

    def __init__(self, party, seed):
        self.party = party
        digest = hashlib.sha512(sha256(f"{party} {seed}".encode())).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
        self.prefix = digest[32:]
        self.key = times(self.scalar)

    def sign(self, message):
        """RFC 8032, 5.1.6."""
        r = number(self.prefix + message)
        commitment = times(r)
        s = (r + number(commitment + self.key + message) * self.scalar) % L
        return commitment + s.to_bytes(32, "little")

    def line(self, text, name=None, kind=b"\x01"):
        """A signature line under a text (section 4)."""
        name = name or self.party
        return signature_line(name, kind, self.key, self.sign(text))

    def ssh_line(self, text):
        """A line of type SSH: a blob of PROTOCOL.sshsig."""
        def string(data):
            return struct.pack(">I", len(data)) + data
        names = string(b"paraph-event-v1") + string(b"") + string(b"sha512")
        signature = self.sign(b"SSHSIG" + names + string(hashlib.sha512(text).digest()))
        blob = (b"SSHSIG" + struct.pack(">I", 1)
                + string(string(b"ssh-ed25519") + string(self.key)) + names
                + string(string(b"ssh-ed25519") + string(signature)))
        return signature_line(self.party, b"\xffparaph-sshsig", self.key, blob)

    def witness(self, checkpoint, time):
        """A cosignature (section 6)."""
        text = checkpoint[:checkpoint.index(b"\n\n") + 1]
        signature = self.sign(b"cosignature/v1\ntime %d\n" % time + text)
        return signature_line(self.party, b"\x04", self.key, struct.pack(">Q", time) + signature)


P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
BASE = (15112221349535400772501151409588531511454012693041857206046113283949847762202,
        4 * pow(5, -1, P) % P)


def add(a, b):
    """The sum of two points of the curve, (X, Y, Z), RFC 8032, 5.1.4 without T."""
    (x1, y1, z1), (x2, y2, z2) = a, b
    z = z1 * z2 % P
    x, y, zz = x1 * x2 % P, y1 * y2 % P, z * z % P
    t = D * x * y % P
    cross = ((x1 + y1) * (x2 + y2) - x - y) % P
    return z * (zz - t) * cross % P, z * (zz + t) * (y + x) % P, (zz - t) * (zz + t) % P


def times(scalar):
    """The encoding of scalar times the base point."""
    total, point = (0, 1, 1), (*BASE, 1)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    x, y, z = total
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def number(data):
    return int.from_bytes(hashlib.sha512(data).digest(), "little") % L


def signature_line(name, kind, key, signature):
    keyid = sha256(name.encode() + b"\n" + kind + key)[:4]
    return f"{DASH} {name} {base64.b64encode(keyid + signature).decode()}\n".encode()


# ---------------------------------------------------------------------------- trees and bodies


def mth(hashes):
    """Section 2, as it stands there."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"")
    k = 1
    while 2 * k < len(hashes):
        k *= 2
    return sha256(b"\1" + mth(hashes[:k]) + mth(hashes[k:]))


def peaks(hashes):
    """The roots of the perfect subtrees, left to right."""
    out, start = b"", 0
    for bit in reversed(range(40)):
        if len(hashes) >> bit & 1:
            out += mth(hashes[start:start + (1 << bit)])
            start += 1 << bit
    return out


def multiproof(hashes, held):
    """The roots of the maximal subtrees that hold none of `held`, left to right."""
    def walk(low, high):
        if not any(low <= i < high for i in held):
            return mth(hashes[low:high])
        if high - low == 1:
            return b""
        middle = low + 1
        while 2 * (middle - low) < high - low:
            middle = low + 2 * (middle - low)
        return walk(low, middle) + walk(middle, high)
    return walk(0, len(hashes))


class Body:
    """Section 3: leaves are (kind, path, data)."""

    def __init__(self, k, kind, leaves, n=None):
        self.k = k
        self.leaves = [(1, "type-version", kind + " 1")] + leaves
        self.n = n or next(n for n in (8, 32, 128) if n >= len(self.leaves))
        padded = self.leaves + [(0, "", "")] * (self.n - len(self.leaves))
        self.raw = [struct.pack(">IBH", i, kind, len(path.encode())) + path.encode()
                    + struct.pack(">Q", len(data.encode())) + data.encode()
                    for i, (kind, path, data) in enumerate(padded)]
        self.salts = [hmac.new(k, b"paraph-salt v1\n" + struct.pack(">I", i), "sha256").digest()
                      for i in range(self.n)]
        self.hashes = [sha256(b"\0paraph-leaf v1\n" + salt + raw)
                       for salt, raw in zip(self.salts, self.raw)]

    def row(self):
        """n, k, leaves, hashes of a whole body (section 9)."""
        return self.n, self.k, b"".join(self.raw[:len(self.leaves)]), b""

    def part(self, held):
        """The same where only the leaves `held` are given."""
        leaves = b"".join(self.raw[i][:4] + self.salts[i] + self.raw[i][4:] for i in sorted(held))
        return self.n, None, leaves, multiproof(self.hashes, held)


# -------------------------------------------------------------------------------- logs and files


def canonical_time(minute):
    return f"2026-06-02T{9 + minute // 60:02}:{minute % 60:02}:00.000Z"


class Log:
    """One circle that grows, event by event."""

    def __init__(self, name):
        self.name, self.id = name, None
        self.notes, self.ids, self.bodies, self.headers = [], [], [], []
        self.chains = {}
        self.checkpoints, self.cosignatures = {}, []

    def add(self, signer, kind, fields, *, sign=Signer.line, seen=None, n=None, **changes):
        """Seals an event; `seen` is a size, or the line; `changes` replace lines of its header."""
        position = len(self.notes)
        k = sha256(f"body {self.name} {position}".encode())
        body = Body(k, kind, [f if len(f) == 3 else (1, *f) for f in fields], n)
        seq, prev = self.chains.get(signer.key, (0, None))
        if not isinstance(seen, str):
            seen = position if seen is None else seen
            seen = f"{seen} {mth(self.hashes()[:seen]).hex()}"
        lines = {
            "circle": self.id.hex() if self.id else "-",
            "type": kind,
            "key": signer.key.hex(),
            "seq": seq + 1,
            "prev": prev.hex() if prev else "-",
            "seen": seen,
            "time": canonical_time(position),
            "body": f"{body.n} {mth(body.hashes).hex()}",
        } | changes
        text = ("paraph-event v1\n" + "".join(f"{k} {v}\n" for k, v in lines.items())).encode()
        id_ = sha256(text)
        self.id = self.id or id_
        self.chains[signer.key] = (seq + 1, id_)
        self.ids.append(id_)
        self.notes.append(text + b"\n" + sign(signer, text))
        self.bodies.append(body)
        self.headers.append(text)
        return position

    def hashes(self):
        return [sha256(b"\0" + note) for note in self.notes]

    def checkpoint(self, signer, size=None):
        size = len(self.notes) if size is None else size
        root = base64.b64encode(mth(self.hashes()[:size])).decode()
        origin = "paraph.record/" + self.id.hex()[:16]
        text = f"{origin}\n{size}\n{root}\n".encode()
        self.checkpoints[size] = text + b"\n" + signer.line(text, origin)
        return self.checkpoints[size]

    def cosign(self, witness, size):
        line = witness.witness(self.checkpoints[size], 1780000000)
        self.cosignatures.append((size, witness.party, line))


def write_file(path, logs, *, rows=None, burnt=(), copied=None, version=1):
    """Section 9: a file of those logs.  `rows` replaces bodies: {(name, position): row or None}."""
    for end in ("", "-wal", "-shm"):
        Path(str(path) + end).unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA page_size = 4096")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for statement in SCHEMA.splitlines():
            db.execute(statement)
        db.execute("PRAGMA application_id = %d" % 0x50727068)
        db.execute("PRAGMA user_version = %d" % version)
        for number_, log in enumerate(logs, 1):
            write_log(db, number_, log, rows or {}, burnt)
        if copied:
            db.execute("INSERT INTO copied VALUES (1, ?, ?)", copied)
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write_log(db, number_, log, rows, burnt):
    db.execute("INSERT INTO circle VALUES (?, ?, ?, ?, ?)",
               (number_, log.id, log.name, len(log.notes), peaks(log.hashes())))
    for position, note in enumerate(log.notes):
        event = 100 * number_ + position
        db.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?)",
                   (event, number_, position, log.ids[position], note))
        row = rows.get((log.name, position), log.bodies[position].row())
        if (log.name, position) in burnt:
            db.execute("INSERT INTO burnt VALUES (?)", (event,))
        elif row is not None:
            db.execute("INSERT INTO body VALUES (?, ?, ?, ?, ?)", (event, *row))
    for size, note in log.checkpoints.items():
        db.execute("INSERT INTO checkpoint VALUES (?, ?, ?)", (number_, size, note))
    for size, witness, line in log.cosignatures:
        db.execute("INSERT INTO cosignature VALUES (?, ?, ?, ?)", (number_, size, witness, line))


# ------------------------------------------------------------------------------------ the records

ENV, LOW, LOW2 = Signer("ENV", 1), Signer("LOW", 1), Signer("LOW", 2)


def entry(words, circle="given", texts=()):
    return [("entry", words + "\n"), ("keeper", "ENV"), ("circle", circle), *texts]


def provision(number_, heading, words):
    size = len(heading.encode())
    return (2, number_, f"\t1\t\t0\t0\t{len(words.split())}\t0\t{size}\n{heading}\n{words}")


def opening(name, party):
    return [("circle", name), ("party", party), ("custody", "self")]


def added(signer, role):
    return [("key", signer.key.hex()), ("party", signer.party), ("role", role), ("custody", "self")]


def order_of(*lines):
    return "".join(line + "\n" for line in lines)


def build_record():
    """Two circles: ENV, the keeper's own, and table, in which ENV and LOW both seal."""
    table, own = Log("table"), Log("ENV")
    table.add(ENV, "circle", opening("table", "ENV"))
    table.add(ENV, "key-add", added(LOW, "party"), seen=0)
    table.add(ENV, "entry", entry("2026-06-02 10:00 ENV shows v1 to LOW form file", texts=[
        ("text", "1. **Port.** The port is shared.\n2. **Fleet.** It stays in port.\n"),
        provision("1", "Port.", "The port is shared."),
        provision("2", "Fleet.", "It stays in port.")]))
    table.checkpoint(ENV)
    table.add(LOW, "entry", entry("2026-06-02 10:30 LOW accepts v1:1"), sign=Signer.ssh_line)
    table.add(LOW, "key-add", added(LOW2, "party"))
    table.add(LOW2, "key-revoke", [("key", LOW.key.hex()), ("reason", "lost"), ("suspect", "4")])
    table.add(ENV, "entry", entry("2026-06-02 11:00 LOW says \"not now\""), time=canonical_time(1))
    table.add(LOW2, "burn", [("event", table.ids[6].hex()), ("reason", "said in confidence")])
    table.checkpoint(LOW2)
    table.cosign(ENV, 8)
    own.add(ENV, "circle", opening("ENV", "ENV"))
    own.add(ENV, "entry", entry("2026-06-02 17:30 ENV drafts v2", "kept"))
    own.add(ENV, "entry", entry("2026-06-02 10:00 ENV shows v1 to LOW form file"))
    own.add(ENV, "intake", [("order", order_of(
        f"circle 1 {table.id.hex()}", f"circle 2 {own.id.hex()}", "file ENV minutes/a b.minutes",
        "both 1:2 2:2", "run 2 1 1", "file LOW ../low.minutes", "run 1 3 1", "run 1 6 1"))])
    own.checkpoint(ENV)
    return table, own


BURNT = {("table", 6)}


def copy_note(signer, logs, order, party="LOW"):
    circles = sorted((log.id.hex(), len(log.notes), mth(log.hashes()).hex()) for log in logs)
    text = (f"paraph-copy v1\nfor {party}\nkey {signer.key.hex()}\ntime {canonical_time(90)}\n"
            + "".join("circle %s %d %s\n" % circle for circle in circles)
            + f"order {sha256(order).hex()}\n").encode()
    return text + b"\n" + signer.line(text)


def build_copy(table):
    """LOW's copy of table, without point 2, and behind it LOW's own log."""
    order = order_of(f"circle 1 {table.id.hex()}", "file ENV 000001", "run 1 2 1",
                     "file LOW 000002", "run 1 3 1", "run 1 6 1").encode()
    own = Log("LOW")
    own.add(LOW2, "circle", opening("LOW", "LOW"))
    own.add(LOW2, "entry", entry("2026-06-02 18:00 LOW says \"we read it\"", "kept"))
    own.add(LOW2, "intake", [("order", order_of(
        f"circle 1 {own.id.hex()}", "file LOW low.minutes", "run 1 1 1"))])
    own.checkpoint(LOW2)
    rows = {("table", 2): table.bodies[2].part({0, 1, 2, 3, 5}),
            ("table", 3): table.bodies[3].part({1, 2, 3})}
    return own, rows, (copy_note(ENV, [table], order), order)


def fork_of_events():
    """LOW seals two first events in one circle."""
    notes = []
    for words in ("2026-06-02 10:30 LOW accepts v1:1", "2026-06-02 10:30 LOW opposes v1:1"):
        log = Log("table")
        log.add(ENV, "circle", opening("table", "ENV"))
        log.add(LOW, "entry", entry(words))
        notes.append(log.notes[1])
    return fork("events", LOW, notes, b"")


def fork_of_checkpoints():
    """ENV signs a tree of two, and one of three that does not begin with it."""
    logs = []
    for words in ("2026-06-02 ENV says \"one\"", "2026-06-02 ENV says \"another\""):
        log = Log("table")
        log.add(ENV, "circle", opening("table", "ENV"))
        log.add(ENV, "entry", entry(words))
        logs.append(log)
    logs[1].add(ENV, "entry", entry("2026-06-02 ENV says \"more\""))
    leaves = "".join(hash_.hex() + "\n" for hash_ in logs[1].hashes())
    return fork("checkpoints", ENV, [log.checkpoint(ENV) for log in logs],
                f"leaves 3\n{leaves}".encode())


def fork(kind, signer, notes, rest):
    return (f"paraph-fork v1\nkind {kind}\nkey {signer.key.hex()}\n".encode()
            + b"".join(b"note %d\n" % len(note) + note for note in notes) + rest)


def key_file(signer):
    """Section 10; nothing is in its box."""
    return (f"paraph-key v1\nname {signer.party}\npublic {signer.key.hex()}\n"
            f"argon2id 3 67108864 {'0' * 32}\nsealed {'0' * 144}\n").encode()


def make(folder):
    folder = Path(folder)
    table, own = build_record()
    write_file(folder / "record.paraph", [table, own], burnt=BURNT)
    low, rows, copied = build_copy(table)
    write_file(folder / "copy.paraph", [table, low], rows=rows, burnt=BURNT, copied=copied)
    (folder / "fork-events.fork").write_bytes(fork_of_events())
    (folder / "fork-checkpoints.fork").write_bytes(fork_of_checkpoints())


if __name__ == "__main__":
    make(sys.argv[1])

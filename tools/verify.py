#!/usr/bin/env python3
"""A second verifier of paraph's records: python3 tools/verify.py FILE [--since CHECKPOINT]

Written from doc/record.md alone, with the standard library of Python 3 alone; it shares
nothing with the program. It reads whole records, parties' copies, and evidence of forks, and
checks all of section 11 but what is derived. Exit statuses are those of section 11:
0 good, 1 forged or broken, 2 something expected is missing, 3 cannot be read.
"""
import argparse
import base64
import hashlib
import hmac
import re
import sqlite3
import sys
import urllib.parse

GOOD, BROKEN, MISSING, UNREADABLE = 0, 1, 2, 3


class Fault(Exception):
    """What is wrong, and the exit status that it gives."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


def need(truth, text, status=BROKEN):
    if not truth:
        raise Fault(status, text)


def sha256(data):
    return hashlib.sha256(data).digest()


# ---- Ed25519, RFC 8032, on extended coordinates; strict as section 4 asks ----

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_double(p):
    a = p[0] * p[0] % P
    b = p[1] * p[1] % P
    c = 2 * p[2] * p[2] % P
    h = a + b
    e = h - (p[0] + p[1]) ** 2 % P
    g = a - b
    f = c + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


ZERO = (0, 1, 1, 0)


def point_times(n, table):
    """n times a point, from its multiples 0 to 15: four bits at a time."""
    q = ZERO
    for shift in range(252, -4, -4):
        q = point_double(point_double(point_double(point_double(q))))
        q = point_add(q, table[n >> shift & 15])
    return q


def multiples(p):
    table = [ZERO]
    for _ in range(15):
        table.append(point_add(table[-1], p))
    return table


def point_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_read(data):
    """The point of 32 bytes, or None where they are not its one form."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - x2) % P != 0 or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def is_small(p):
    return point_equal(point_double(point_double(point_double(p))), ZERO)


BASE = multiples(point_read((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")))
KEYS = {}


def key_table(key):
    """The multiples of a key's point; None for a key that is none, or of small order."""
    if key not in KEYS:
        point = point_read(key)
        usable = point is not None and not is_small(point)
        KEYS[key] = multiples(point) if usable else None
    return KEYS[key]


def ed25519_verify(key, message, signature):
    if len(signature) != 64 or key_table(key) is None:
        return False
    r = point_read(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if r is None or is_small(r) or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return point_equal(point_times(s, BASE), point_add(r, point_times(h, key_table(key))))


# ---- section 2: trees ----

def leaf_hash(data):
    return sha256(b"\0" + data)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def split(n):
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


class Tree:
    """Roots of all perfect subtrees: the root at any earlier size."""

    def __init__(self):
        self.size = 0
        self.levels = [[]]

    def add(self, leaf):
        self.size += 1
        level = 0
        self.levels[0].append(leaf)
        while len(self.levels[level]) % 2 == 0:
            if level + 1 == len(self.levels):
                self.levels.append([])
            self.levels[level + 1].append(node_hash(*self.levels[level][-2:]))
            level += 1

    def peaks(self, size):
        peaks, start = [], 0
        for level in reversed(range(len(self.levels))):
            if size >> level & 1:
                peaks.append(self.levels[level][start >> level])
                start += 1 << level
        return peaks

    def root(self, size):
        peaks = self.peaks(size)
        if not peaks:
            return sha256(b"")
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root


def multi_root(n, leaves, hashes):
    """Section 2: the root from some leaves (index to hash) and a multiproof."""
    left = list(hashes)
    shown = sorted(leaves)

    def walk(start, count, lo, hi):
        if lo == hi:
            need(left, "a proof with too few hashes")
            return left.pop(0)
        if count == 1:
            return leaves[shown[lo]]
        k = split(count)
        mid = lo
        while mid < hi and shown[mid] < start + k:
            mid += 1
        first = walk(start, k, lo, mid)
        return node_hash(first, walk(start + k, count - k, mid, hi))

    need(all(0 <= i < n for i in shown), "a leaf outside of its body")
    root = walk(0, n, 0, len(shown))
    need(not left, "a proof with too many hashes")
    return root


# ---- section 3: bodies ----

def body_size(count):
    n = 8
    while n < count:
        n *= 4
    return n


def salt(k, i):
    return hmac.new(k, b"paraph-salt v1\n" + i.to_bytes(4, "big"), hashlib.sha256).digest()


def salted_leaf(salted, i, kind, path, data):
    return leaf_hash(b"paraph-leaf v1\n" + salted + i.to_bytes(4, "big") + bytes([kind])
                     + len(path).to_bytes(2, "big") + path + len(data).to_bytes(8, "big") + data)


def read_leaves(blob, with_salts):
    """Section 9: the leaves held, as (index, salt, kind, path, data)."""
    at = 0

    def take(size):
        nonlocal at
        need(at + size <= len(blob), "a body that is cut short")
        at += size
        return blob[at - size:at]

    leaves = []
    while at < len(blob):
        i = int.from_bytes(take(4), "big")
        salted = take(32) if with_salts else None
        kind = take(1)[0]
        path = take(int.from_bytes(take(2), "big"))
        data = take(int.from_bytes(take(8), "big"))
        need(1 <= kind <= 4 and len(path) <= 1024, "a leaf of no known kind")
        need(not leaves or i > leaves[-1][0], "leaves out of their order")
        leaves.append((i, salted, kind, path, data))
    return leaves


class Body:
    """What the file holds of one body."""

    def __init__(self, n, k, leaves, hashes):
        self.n, self.k = n, k
        self.leaves = read_leaves(leaves, k is None)
        self.hashes = [hashes[i:i + 32] for i in range(0, len(hashes), 32)]
        self.fields = {}
        for leaf in self.leaves:
            if leaf[2] == 1:
                self.fields.setdefault(leaf[3].decode(), leaf[4])

    def root(self):
        if self.k is None:
            held = {i: salted_leaf(s, i, kind, path, data)
                    for i, s, kind, path, data in self.leaves}
            return multi_root(self.n, held, self.hashes)
        need(not self.hashes and [leaf[0] for leaf in self.leaves] == list(range(len(self.leaves)))
             and body_size(len(self.leaves)) == self.n, "a body whose leaves are not all there")
        tree = Tree()
        for i in range(self.n):
            _, _, kind, path, data = self.leaves[i] if i < len(self.leaves) else (0, 0, 0, b"", b"")
            tree.add(salted_leaf(salt(self.k, i), i, kind, path, data))
        return tree.root(self.n)

    def field(self, name):
        return self.fields.get(name, b"").decode()


# ---- section 4: notes and headers ----

SIG_ED25519, SIG_COSIGNATURE, SIG_SSH = b"\x01", b"\x04", b"\xffparaph-sshsig"
NUMBER = r"(0|[1-9][0-9]*)"
HEX = r"([0-9a-f]{64})"
INSTANT = r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)"
HEADER = re.compile(
    r"paraph-event v1\ncircle (-|[0-9a-f]{64})\ntype ([a-z][a-z0-9-]{0,31})\nkey " + HEX
    + r"\nseq ([1-9][0-9]*)\nprev (-|[0-9a-f]{64})\nseen " + NUMBER + " " + HEX + r"\ntime " + INSTANT
    + r"\nbody " + NUMBER + " " + HEX + r"\n")


def keyid(name, kind, key):
    return sha256(name.encode() + b"\n" + kind + key)[:4]


def is_day(text):
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (year >= 1970 and 1 <= month <= 12 and 1 <= day <= days[month - 1]
            and int(text[11:13]) < 24 and int(text[14:16]) < 60 and int(text[17:19]) < 60)


def read_note(data):
    """A note's text, and its lines as (name, key id, signature)."""
    end = data.rfind(b"\n\n")
    need(0 < end < len(data) - 2 and len(data) <= 65536, "a note without a signature")
    text, lines = data[:end + 1], []
    need(data.endswith(b"\n"), "a note that is cut short")
    for line in data[end + 2:].decode("utf-8", "replace").split("\n")[:-1]:
        match = re.fullmatch("\u2014 ([^\\s+]{1,255}) ([A-Za-z0-9+/]+=*)", line)
        need(match, "a signature line that is none")
        try:
            blob = base64.b64decode(match[2], validate=True)
        except ValueError:
            raise Fault(BROKEN, "a signature line that is none") from None
        need(base64.b64encode(blob).decode() == match[2] and len(blob) > 4,
             "a signature that is not in its one form")
        lines.append((match[1], blob[:4], blob[4:]))
    need(lines, "a note without a signature")
    return text, lines


def ssh_strings(blob):
    parts = []
    while blob:
        size = int.from_bytes(blob[:4], "big")
        need(len(blob) >= 4 + size, "an SSH signature that is cut short")
        parts.append(blob[4:4 + size])
        blob = blob[4 + size:]
    return parts


def ssh_verify(key, message, blob):
    """PROTOCOL.sshsig, and PROTOCOL.u2f for keys on a device."""
    if blob[:10] != b"SSHSIG\0\0\0\1":
        return False
    parts = ssh_strings(blob[10:])
    if len(parts) != 5 or parts[1] != b"paraph-event-v1" or parts[3] not in (b"sha512", b"sha256"):
        return False
    public, space, reserved, name, signature = parts
    digest = hashlib.new(name.decode(), message).digest()
    signed = b"SSHSIG" + b"".join(len(p).to_bytes(4, "big") + p
                                  for p in (space, b"", name, digest))
    kind, *rest = ssh_strings(public)
    if not rest or rest[0] != key:
        return False
    if kind == b"ssh-ed25519":
        inner = ssh_strings(signature)
        return len(rest) == 1 and len(inner) == 2 and inner[0] == kind and ed25519_verify(
            key, signed, inner[1])
    if kind != b"sk-ssh-ed25519@openssh.com" or len(rest) != 2 or len(signature) < 5:
        return False
    inner, flags = ssh_strings(signature[:-5]), signature[-5:]
    return (len(inner) == 2 and inner[0] == kind and flags[0] & 1 == 1
            and ed25519_verify(key, sha256(rest[1]) + flags + sha256(signed), inner[1]))


def line_signs(line, text, key):
    """Is a signature line of this key, and good?"""
    name, identity, signature = line
    if identity == keyid(name, SIG_ED25519, key):
        return ed25519_verify(key, text, signature)
    return identity == keyid(name, SIG_SSH, key) and ssh_verify(key, text, signature)


class Event:
    """One note of a log, its header taken apart."""

    def __init__(self, note):
        self.note = note
        self.text, self.lines = read_note(note)
        need(len(self.text) <= 4096, "a header of more than 4,096 bytes")
        match = HEADER.fullmatch(self.text.decode("utf-8", "replace"))
        need(match and is_day(match[8]), "a header that is not in its one form")
        self.circle, self.type = match[1], match[2]
        self.key = bytes.fromhex(match[3])
        self.seq, self.prev = int(match[4]), match[5]
        self.seen_size, self.seen_root = int(match[6]), match[7]
        self.time = match[8]
        self.body_n, self.body_root = int(match[9]), bytes.fromhex(match[10])
        need((self.seq == 1) == (self.prev == "-"), "a header whose seq and prev do not fit")
        self.id = sha256(self.text).hex()
        self.name = self.lines[0][0]

    def check_signature(self):
        need(line_signs(self.lines[0], self.text, self.key), "its signature is not good")


# ---- sections 5 and 6: a log ----

class Sealer:
    """A key in a log: whose, and where it may seal."""

    def __init__(self, party, is_keeper, start):
        self.party, self.is_keeper, self.start = party, is_keeper, start
        self.end, self.seq, self.last = None, 0, "-"

    def may_seal(self, position):
        return self.start <= position and (self.end is None or position < self.end)


CHECKPOINT = re.compile(r"paraph\.record/([0-9a-f]{16})\n" + NUMBER + r"\n([A-Za-z0-9+/]{43}=)\n")


def read_checkpoint(data):
    text, lines = read_note(data)
    match = CHECKPOINT.fullmatch(text.decode("utf-8", "replace"))
    need(match, "this is no checkpoint of a record")
    root = base64.b64decode(match[3])
    need(base64.b64encode(root).decode() == match[3], "this is no checkpoint of a record")
    return text, lines, match[1], int(match[2]), root


class Log:
    """One circle, as its events say it."""

    def __init__(self, row):
        self.row, self.id, self.name, self.size, self.peaks = row
        self.tree, self.sealers = Tree(), {}
        self.entries, self.orders, self.burns, self.burnt = set(), [], set(), set()
        self.lost = []
        self.witnessed = 0

    def fault(self, position, event_id, text, status=BROKEN):
        return Fault(status, f"circle '{self.name}', event {position} ({event_id[:8]}): {text}")

    def add_key(self, author, body, position):
        need(body, "it adds a key and does not say which")
        key = bytes.fromhex(body.field("key"))
        party, role = body.field("party"), body.field("role")
        need(key_table(key) is not None, "it adds a key that anybody could sign for")
        need(author.is_keeper or author.party == party, "it adds a key of another party")
        need(key not in self.sealers, "it adds a key that the log knows already")
        self.sealers[key] = Sealer(party, role == "keeper" and author.is_keeper, position + 1)

    def revoke_key(self, author, body, position):
        need(body, "it revokes a key and does not say which")
        gone = self.sealers.get(bytes.fromhex(body.field("key")))
        need(gone, "it revokes a key that the log does not know")
        need(author.is_keeper or author.party == gone.party, "it revokes a key of another party")
        if gone.end is None:
            gone.end = position + 1

    def take(self, position, event, body):
        """Section 11, item 2, of one event whose signature is good."""
        need((event.circle == "-") == (position == 0) and (event.type == "circle") == (position == 0),
             "a log is opened by its first event, and by no other")
        need((event.circle if position else event.id) == self.id.hex(), "it is of another circle")
        if position == 0:
            need(body and body.field("party") == event.name, "it opens the log in another name")
            need(body.field("circle") == self.name, "the log's name is not the one that was sealed")
            self.sealers[event.key] = Sealer(event.name, True, 0)
        author = self.sealers.get(event.key)
        need(author and author.may_seal(position), "its key may not seal here")
        need(author.party == event.name, "it is signed in another name than its key's party")
        need(event.seq == author.seq + 1 and event.prev == author.last,
             "it does not follow its key's event before it")
        need(event.seen_size <= position
             and self.tree.root(event.seen_size).hex() == event.seen_root,
             "it has seen another log than the one before it")
        author.seq, author.last = event.seq, event.id
        if event.type == "key-add":
            self.add_key(author, body, position)
        elif event.type == "key-revoke":
            self.revoke_key(author, body, position)
        elif event.type == "burn" and body:
            self.burns.add(body.field("event"))
        elif event.type == "intake" and body and "order" in body.fields:
            self.orders.append(body.field("order"))
        elif event.type == "entry":
            self.entries.add(position)
        self.tree.add(leaf_hash(event.note))

    def signer_of(self, text, lines, origin, size):
        for key, sealer in self.sealers.items():
            if size and sealer.may_seal(size - 1) and any(
                    line[0] == origin and line_signs(line, text, key) for line in lines):
                return key, sealer
        return None


# ---- the file, section 9 ----

SCHEMA = """
CREATE TABLE setting(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE circle(circle INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, size INTEGER NOT NULL, peaks BLOB NOT NULL) STRICT;
CREATE TABLE event(event INTEGER PRIMARY KEY, circle INTEGER NOT NULL REFERENCES circle, position INTEGER NOT NULL, id BLOB NOT NULL UNIQUE, note BLOB NOT NULL, UNIQUE(circle, position)) STRICT;
CREATE TABLE body(event INTEGER PRIMARY KEY REFERENCES event, n INTEGER NOT NULL, k BLOB, leaves BLOB NOT NULL, hashes BLOB NOT NULL) STRICT;
CREATE TABLE burnt(event INTEGER PRIMARY KEY REFERENCES event) STRICT;
CREATE TABLE checkpoint(circle INTEGER NOT NULL REFERENCES circle, size INTEGER NOT NULL, note BLOB NOT NULL, PRIMARY KEY(circle, size)) STRICT, WITHOUT ROWID;
CREATE TABLE cosignature(circle INTEGER NOT NULL REFERENCES circle, size INTEGER NOT NULL, witness TEXT NOT NULL, line BLOB NOT NULL, PRIMARY KEY(circle, size, witness)) STRICT, WITHOUT ROWID;
CREATE TABLE copied(copy INTEGER PRIMARY KEY CHECK (copy = 1), note BLOB NOT NULL, orders BLOB NOT NULL) STRICT;
CREATE TABLE evidence(evidence INTEGER PRIMARY KEY, kind TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE d_state(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE d_sheet(key BLOB PRIMARY KEY, state BLOB NOT NULL, sheet BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER body_stays BEFORE UPDATE ON body BEGIN SELECT RAISE(ABORT, 'bodies are never changed'); END;
CREATE TRIGGER body_remains BEFORE DELETE ON body WHEN NOT EXISTS (SELECT 1 FROM burnt WHERE burnt.event = OLD.event) BEGIN SELECT RAISE(ABORT, 'bodies are only burnt'); END;
CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;
CREATE TRIGGER checkpoint_remains BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END;
CREATE TRIGGER cosignature_stays BEFORE UPDATE ON cosignature BEGIN SELECT RAISE(ABORT, 'cosignatures are never changed'); END;
CREATE TRIGGER cosignature_remains BEFORE DELETE ON cosignature BEGIN SELECT RAISE(ABORT, 'cosignatures are never deleted'); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
"""


def open_file(path):
    try:
        with open(path, "rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Fault(UNREADABLE, f"cannot open '{path}': {error.strerror}") from None
    need(len(head) == 100 and head.startswith(b"SQLite format 3\0"), f"'{path}' is no record",
         UNREADABLE)
    uri = "file:" + urllib.parse.quote(path) + "?mode=ro"
    try:
        db = sqlite3.connect(uri, uri=True)
        db.text_factory = bytes
        db.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError:
        # A folder that cannot be written: nothing lies beside the file, so it is read as it is.
        db = sqlite3.connect(uri + "&immutable=1", uri=True)
        db.text_factory = bytes
    return db


def check_file(db, path):
    """Section 11, item 1."""
    try:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        need(application == 0x50727068, f"'{path}' is a database, but no record", UNREADABLE)
        need(version == 1, f"'{path}' is of a form that is not known here", UNREADABLE)
        found = [row[0].decode() for row in db.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")]
        need(found == [line.rstrip(";") for line in SCHEMA.split("\n") if line],
             f"'{path}' has other tables or triggers than a record has")
        sound = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        need(sound == b"ok", f"'{path}' is damaged: {sound.decode('utf-8', 'replace')}")
    except sqlite3.DatabaseError as error:
        raise Fault(BROKEN, f"'{path}' is damaged: {error}") from None


class Record:
    """A whole record, or a copy."""

    def __init__(self, path, pinned):
        self.db, self.path, self.pinned = open_file(path), path, pinned
        self.logs = {}
        self.counts = dict.fromkeys(("events", "entries", "signatures", "trusted", "bodies", "withheld",
                                     "burnt", "checkpoints", "unwitnessed"), 0)
        self.missing = None

    def miss(self, text):
        self.missing = self.missing or text

    def verify(self):
        check_file(self.db, self.path)
        for row in self.db.execute("SELECT circle, id, name, size, peaks FROM circle ORDER BY circle"):
            log = Log((row[0], row[1], row[2].decode(), row[3], row[4]))
            self.logs[log.id.hex()] = log
        self.find_pinned()
        for log in self.logs.values():
            self.check_events(log)
            self.check_seals(log)
            self.check_gone(log)
        self.check_pinned()
        self.check_orders()
        return self.missing

    # items 2 and 4
    def check_events(self, log):
        position = 0
        trusted = self.pinned[3] if self.pinned and self.pinned[2] == log.id.hex()[:16] else 0
        for row in self.db.execute(
                "SELECT position, id, note, burnt.event IS NOT NULL, body.event IS NOT NULL, n, k, leaves,"
                " hashes FROM event LEFT JOIN burnt ON burnt.event = event.event LEFT JOIN body"
                " ON body.event = event.event WHERE circle = ? ORDER BY position", (log.row,)):
            try:
                self.check_event(log, position, row, position < trusted)
            except Fault as fault:
                raise log.fault(position, row[1].hex(), str(fault), fault.status) from None
            except (ValueError, UnicodeDecodeError):
                raise log.fault(position, row[1].hex(), "it holds what no event holds") from None
            position += 1
        need(position == log.size, f"circle '{log.name}' is said to have {log.size} events, and has"
             f" {position}")
        need(b"".join(log.tree.peaks(log.size)) == log.peaks,
             f"circle '{log.name}': the peaks are not those of its events")

    def check_event(self, log, position, row, trusted):
        at, identity, note, burnt, held, n, k, leaves, hashes = row
        need(at == position, "the event at this place is missing")
        event = Event(note)
        need(event.id == identity.hex(), "its id is not the hash of its header")
        if not trusted:
            event.check_signature()
        body = Body(n, k, leaves, hashes) if held else None
        if body:
            need(body.n == event.body_n and body.root() == event.body_root,
                 "its body is not the one that was sealed")
            self.counts["bodies"] += 1
            self.counts["withheld"] += k is None
        elif burnt:
            log.burnt.add(event.id)
        else:
            log.lost.append(position)
        log.take(position, event, body)
        self.counts["events"] += 1
        self.counts["entries"] += event.type == "entry"
        self.counts["trusted" if trusted else "signatures"] += 1

    # item 3
    def check_seals(self, log):
        sizes = {}
        for size, note in self.db.execute(
                "SELECT size, note FROM checkpoint WHERE circle = ? ORDER BY size", (log.row,)):
            where = f"circle '{log.name}', checkpoint at {size}: "
            text, lines, prefix, said, root = read_checkpoint(note)
            need(said == size and prefix == log.id.hex()[:16], where + "it is of another log or size")
            need(size <= log.size and log.tree.root(size) == root, where + "its root is not that of the events")
            signer = log.signer_of(text, lines, "paraph.record/" + prefix, size)
            need(signer, where + "no key that may seal there signed it")
            sizes[size] = (text, signer[1].party)
            self.counts["checkpoints"] += 1
        for size, line in self.db.execute(
                "SELECT size, line FROM cosignature WHERE circle = ? ORDER BY size", (log.row,)):
            self.check_cosignature(log, sizes, size, line)
        self.counts["unwitnessed"] += log.size - log.witnessed
        if not sizes or max(sizes) < log.size:
            self.miss(f"circle '{log.name}': events stand behind the last checkpoint")

    @staticmethod
    def check_cosignature(log, sizes, size, line):
        need(size in sizes, f"circle '{log.name}': a cosignature of no checkpoint")
        text, signer = sizes[size]
        _, lines = read_note(b"x\n\n" + line)
        name, identity, blob = lines[0]
        signed = b"cosignature/v1\ntime %d\n" % int.from_bytes(blob[:8], "big") + text
        for key, sealer in log.sealers.items():
            if identity == keyid(name, SIG_COSIGNATURE, key) and ed25519_verify(key, signed, blob[8:]):
                if sealer.party != signer:
                    log.witnessed = max(log.witnessed, size)
                return
        raise Fault(BROKEN, f"circle '{log.name}': a cosignature of no key that is known here")

    def check_gone(self, log):
        for event in sorted(log.burnt):
            if event not in log.burns:
                self.miss(f"circle '{log.name}': event {event[:8]} is marked as burnt, and no event says so")
            else:
                self.counts["burnt"] += 1
        if log.lost:
            self.miss(f"circle '{log.name}': bodies are gone that nobody burnt, the first of event"
                      f" {log.lost[0]}")

    # a pinned checkpoint
    def find_pinned(self):
        if not self.pinned:
            return
        by_prefix = {key[:16]: log for key, log in self.logs.items()}
        mine = [p for p in self.pinned if p[2] in by_prefix]
        need(mine, "the log of the checkpoint that was kept is not in this file", MISSING)
        self.pinned = mine[0]
        log = by_prefix[self.pinned[2]]
        need(log.size >= self.pinned[3], f"circle '{log.name}' has fewer events than when the checkpoint was"
             " kept: the file was rolled back, or is an older copy", MISSING)

    def check_pinned(self):
        if not self.pinned:
            return
        text, lines, prefix, size, root = self.pinned
        log = next(log for key, log in self.logs.items() if key[:16] == prefix)
        need(log.signer_of(text, lines, "paraph.record/" + prefix, size),
             "the checkpoint that was kept is signed by no key of its log", UNREADABLE)
        need(log.tree.root(size) == root, f"circle '{log.name}' is another one than when the checkpoint"
             " was kept")

    # item 5
    def check_orders(self):
        copied = self.db.execute("SELECT note, orders FROM copied").fetchone()
        if copied:
            self.check_copy(*copied)
            self.apply_order(copied[1].decode(), "of this copy")
        for log in self.logs.values():
            for order in log.orders:
                self.apply_order(order, f"in circle '{log.name}'")
        for log in self.logs.values():
            if log.entries:
                self.miss(f"circle '{log.name}', event {min(log.entries)}: no order of entries names it")

    def apply_order(self, order, whose):
        numbers, has_file = {}, False
        lines = order.split("\n")
        need(lines[-1] == "", f"the order of entries {whose} is cut short")
        for line in lines[:-1]:
            word, _, rest = line.partition(" ")
            if word == "circle" and re.fullmatch(r"[1-9][0-9]* [0-9a-f]{64}", rest):
                number, identity = rest.split(" ")
                numbers[number] = self.logs.get(identity)
                continue
            has_file = has_file or word == "file"
            need(has_file, f"the order of entries {whose}: entries before their file")
            if word == "file" and re.fullmatch(r"\S+ .+", rest):
                continue
            if word == "run" and re.fullmatch(r"[1-9][0-9]* (0|[1-9][0-9]*) [1-9][0-9]*", rest):
                number, first, count = rest.split(" ")
                places = [(number, int(first) + i) for i in range(int(count))]
            else:
                need(word == "both" and re.fullmatch(r"[1-9][0-9]*:[0-9]+( [1-9][0-9]*:[0-9]+)+", rest),
                     f"the order of entries {whose} has a line that is none")
                places = [(n, int(p)) for n, p in (place.split(":") for place in rest.split(" "))]
            for number, position in places:
                log = numbers.get(number)
                need(log and position in log.entries, f"the order of entries {whose} names what is no entry,"
                     " or one that is named before")
                log.entries.discard(position)

    # section 8
    def check_copy(self, note, orders):
        text, lines = read_note(note)
        match = re.fullmatch(r"paraph-copy v1\nfor (\S+)\nkey " + HEX + r"\ntime " + INSTANT
                             + r"\n((?:circle [0-9a-f]{64} [1-9][0-9]* [0-9a-f]{64}\n)*)order " + HEX + r"\n",
                             text.decode("utf-8", "replace"))
        need(match and is_day(match[3]), "the note of this copy is not in its one form")
        key = bytes.fromhex(match[2])
        need(line_signs(lines[0], text, key), "the note of this copy is not signed by its key")
        need(sha256(orders).hex() == match[5], "the order of entries is not the one that the copy was signed for")
        rows = [line.split(" ")[1:] for line in match[4].split("\n") if line]
        need(rows == sorted(rows), "the note of this copy names its logs out of order")
        for identity, size, root in rows:
            log = self.logs.get(identity)
            need(log and int(size) <= log.size and log.tree.root(int(size)).hex() == root,
                 "a log that the note of this copy names is not here, or another one")
            sealer = log.sealers.get(key)
            need(sealer and sealer.may_seal(int(size) - 1), "the key of this copy may not seal in its logs")


# ---- section 12 ----

def verify_fork(data):
    match = re.match(rb"paraph-fork v1\nkind (events|checkpoints)\nkey ([0-9a-f]{64})\n", data)
    need(match, "this is no evidence of a fork", UNREADABLE)
    key, rest, notes = bytes.fromhex(match[2].decode()), data[match.end():], []
    for _ in range(2):
        size = re.match(rb"note ([1-9][0-9]*)\n", rest)
        need(size and len(rest) >= size.end() + int(size[1]), "this evidence is cut short", UNREADABLE)
        notes.append(rest[size.end():size.end() + int(size[1])])
        rest = rest[size.end() + int(size[1]):]
    if match[1] == b"events":
        first, second = Event(notes[0]), Event(notes[1])
        first.check_signature()
        second.check_signature()
        need(first.key == second.key == key and first.circle == second.circle and first.seq == second.seq
             and first.id != second.id and not rest, "there is no fork: one log can have both events")
        return
    first, second = read_checkpoint(notes[0]), read_checkpoint(notes[1])
    for text, lines, prefix, _, _ in (first, second):
        need(any(line[0] == "paraph.record/" + prefix and line_signs(line, text, key) for line in lines),
             "a checkpoint that is not signed by the key")
    leaves = re.fullmatch(rb"leaves ([1-9][0-9]*)\n((?:[0-9a-f]{64}\n)*)", rest)
    need(leaves and first[2] == second[2] and first[3] <= second[3] == int(leaves[1]), "leaves that do not fit")
    tree = Tree()
    for line in leaves[2].split():
        tree.add(bytes.fromhex(line.decode()))
    need(tree.size == second[3] and tree.root(tree.size) == second[4], "leaves that are not the second's")
    need(tree.root(first[3]) != first[4], "there is no fork: one log has both checkpoints")


def read_pinned(path):
    """All checkpoints in a file: as printed one behind the other."""
    with open(path, "rb") as file:
        data = file.read()
    starts = [m.start() for m in re.finditer(rb"^paraph\.record/", data, re.M)] + [len(data)]
    need(len(starts) > 1 and starts[0] == 0, f"'{path}' is no checkpoint", UNREADABLE)
    return [read_checkpoint(data[a:b]) for a, b in zip(starts, starts[1:])]


def main():
    parser = argparse.ArgumentParser(description="verify a record of paraph, independently of paraph")
    parser.add_argument("file")
    parser.add_argument("--since", metavar="FILE", help="a checkpoint that was kept elsewhere")
    options = parser.parse_args()
    try:
        with open(options.file, "rb") as file:
            head = file.read(14)
        if head == b"paraph-fork v1":
            with open(options.file, "rb") as file:
                verify_fork(file.read())
            print(f"{options.file}: a fork, proved")
            return GOOD
        record = Record(options.file, read_pinned(options.since) if options.since else None)
        missing = record.verify()
    except OSError as error:
        print(f"{options.file}: cannot be read: {error.strerror}")
        return UNREADABLE
    except Fault as fault:
        words = {BROKEN: "broken", MISSING: "missing", UNREADABLE: "cannot be read"}
        print(f"{options.file}: {words[fault.status]}: {fault}")
        return fault.status
    for name, count in record.counts.items():
        print(f"{name}: {count}")
    if missing:
        print(f"{options.file}: missing: {missing}")
        return MISSING
    print(f"{options.file}: good")
    return GOOD


if __name__ == "__main__":
    sys.exit(main())

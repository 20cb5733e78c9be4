#!/usr/bin/env python3
"""The second verifier of records, written from doc/record.md alone.

    tools/verify.py FILE [--since CHECKPOINT]    a record, a party's copy, evidence of a fork, a key
    tools/verify.py --vectors DIR                the frozen vectors of the tests

Python 3.11 and its standard library, nothing else.  It shares no code with the program, opens
files only to read them, and writes nothing beside them.  "Section N" below is one of the page.

Exit status (section 11): 0 good, 1 forged or broken, 2 something expected is missing, 3 unreadable.
What is derived (item 6 of section 11) is the program's own and is left to it.
"""

import argparse
import base64
import binascii
import bisect
import contextlib
import datetime
import functools
import hashlib
import hmac
import os
import re
import shutil
import sqlite3
import struct
import sys
import tempfile
import unicodedata
import urllib.parse
from collections import Counter, namedtuple
from dataclasses import dataclass, field

# ---------------------------------------------------------------------------------- what goes wrong

BROKEN, MISSING, UNREADABLE = 1, 2, 3
WORD = {BROKEN: "broken", MISSING: "missing", UNREADABLE: "unreadable"}


class Bad(Exception):
    """Something is not as the page says; whoever knows the place turns it into a Failure."""


class Failure(Exception):
    """The first thing that fails, with its place and the exit status of section 11."""

    def __init__(self, status, place, what):
        super().__init__(f"{WORD[status]}: {place}: {what}")
        self.status = status


@contextlib.contextmanager
def at(place, status=BROKEN):
    """Gives a place to what goes wrong inside."""
    try:
        yield
    except Bad as bad:
        raise Failure(status, place, str(bad)) from None


def need(condition, what):
    if not condition:
        raise Bad(what)


# ------------------------------------------------------------------------------ Ed25519 (RFC 8032)
#
# Strict, as libsodium's crypto_sign_verify_detached is: S below L, A and R canonical and not of
# small order, and the equation without the cofactor.  Points are (X, Y, Z, T) of RFC 8032, 5.1.4.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def point_add(a, b):
    """The sum of two points; complete, so it doubles too."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    u = (y1 - x1) * (y2 - x2) % P
    v = (y1 + x1) * (y2 + x2) % P
    w = 2 * D * t1 % P * t2 % P
    z = 2 * z1 * z2 % P
    e, f, g, h = v - u, z - w, z + w, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_decode(data):
    """The point that 32 bytes stand for, or None where they are no canonical encoding."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x + u) % P == 0:
        x = x * ROOT_OF_MINUS_1 % P
    if (v * x * x - u) % P != 0 or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def point_encode(point):
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return ((y * inverse % P) | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def of_small_order(point):
    for _ in range(3):
        point = point_add(point, point)
    return point[0] == 0 and point[1] == point[2]


def window_table(point):
    """Row i holds 0 … 15 times 16^i times the point: a product is then 64 additions."""
    rows = []
    for _ in range(64):
        row = [NEUTRAL]
        for _ in range(15):
            row.append(point_add(row[-1], point))
        rows.append(row)
        point = point_add(row[-1], point)
    return rows


def point_sum(terms):
    """The sum of scalar times point over pairs of a window table and a scalar."""
    total = NEUTRAL
    for table, scalar in terms:
        for row in table:
            if scalar & 15:
                total = point_add(total, row[scalar & 15])
            scalar >>= 4
    return total


@functools.cache
def base_table():
    return window_table(point_decode((4 * pow(5, -1, P) % P).to_bytes(32, "little")))


@functools.lru_cache(maxsize=256)
def key_table(key):
    """The windows of minus the key's point; None where the key is to be refused."""
    point = point_decode(key)
    if point is None or of_small_order(point):
        return None
    x, y, z, t = point
    return window_table((P - x, y, z, P - t))


def ed25519_verify(key, message, signature):
    table = key_table(key)
    if table is None or len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    point = point_sum([(base_table(), s), (table, h)])
    return point_encode(point) == r and not of_small_order(point)


def check_key(key):
    """Section 4: keys of small order, and what is no point, are refused."""
    point = point_decode(key)
    need(point is not None, f"key {key.hex()} is no point of Ed25519 in its canonical form")
    need(not of_small_order(point), f"key {key.hex()} is of small order: anybody could sign for it")


# ------------------------------------------------------------------- hashes and trees (section 2)


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(data):
    return sha256(b"\0" + data)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


class Tree:
    """The compact range of a growing tree: the roots of its perfect subtrees, left to right."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, leaf):
        """Adds a leaf by its hash."""
        self.peaks.append(leaf)
        size = self.size
        while size & 1:
            right = self.peaks.pop()
            self.peaks.append(node_hash(self.peaks.pop(), right))
            size >>= 1
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256(b"")
        return functools.reduce(lambda right, left: node_hash(left, right), reversed(self.peaks))


def tree_root(leaves):
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def split(n):
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


def multiproof_root(n, held, hashes):
    """Section 2: the root of n leaves, of which `held` ({index: hash}) are there."""
    need(all(0 <= i < n for i in held), "a leaf stands outside the tree")
    indexes, rest = sorted(held), iter(hashes)

    def walk(low, high, first, last):
        # indexes[first:last] are the leaves held in [low, high)
        if first == last:
            root = next(rest, None)
            need(root is not None, "the multiproof has too few hashes")
            return root
        if high - low == 1:
            return held[low]
        middle = low + split(high - low)
        cut = bisect.bisect_left(indexes, middle, first, last)
        left = walk(low, middle, first, cut)
        return node_hash(left, walk(middle, high, cut, last))

    root = walk(0, n, 0, len(indexes))
    need(next(rest, None) is None, "the multiproof has too many hashes")
    return root


# -------------------------------------------------------------- notes and signatures (section 4)

NUMBER = rb"(0|[1-9][0-9]{0,18})"
HEX = rb"([0-9a-f]{64})"
HEX_OR_NONE = rb"([0-9a-f]{64}|-)"
TIME = rb"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)"

ED25519, COSIGNATURE, SSH = b"\x01", b"\x04", b"\xffparaph-sshsig"
DASH = "—".encode()
SIGNATURE_LINE = re.compile(DASH + rb" ([^ \n]+) ([A-Za-z0-9+/]+={0,2})\n")


def check_name(name):
    """Section 4: no blank, no `+`, no control character, 1 to 255 bytes of UTF-8."""
    text = utf8(name, "a name")
    need(1 <= len(name) <= 255, "a name is empty or longer than 255 bytes")
    odd = [c for c in text if c.isspace() or c == "+" or unicodedata.category(c) == "Cc"]
    need(not odd, f"a name holds a blank, a '+' or a control character: {text!r}")
    return text


def utf8(data, what):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad(f"{what} is no UTF-8") from None


def base64_decode(data):
    """Standard base64, padded, in the one canonical form."""
    try:
        raw = base64.b64decode(data, validate=True)
    except binascii.Error:
        raise Bad("a signature is no base64") from None
    need(base64.b64encode(raw) == data, "a signature's base64 is not in its canonical form")
    return raw


def parse_signature_line(line):
    """A signature line as (name, key id, what was signed with it)."""
    match = SIGNATURE_LINE.fullmatch(line)
    need(match, "a signature line is not '— NAME BASE64'")
    blob = base64_decode(match[2])
    need(len(blob) > 4, "a signature is too short")
    return check_name(match[1]), blob[:4], blob[4:]


def parse_note(raw):
    """A C2SP signed note as (text, signature lines)."""
    need(len(raw) <= 65536, "the note is longer than 65,536 bytes")
    text, gap, lines = raw.partition(b"\n\n")
    need(gap and lines, "the note is not signed: no signature line stands behind an empty line")
    return text + b"\n", [parse_signature_line(line) for line in lines.splitlines(keepends=True)]


def key_id(name, kind, key):
    return sha256(name.encode() + b"\n" + kind + key)[:4]


def claims(name, keyid, key):
    """Whether a key id says that the line is this key's."""
    return keyid in (key_id(name, ED25519, key), key_id(name, SSH, key))


def signature_right(name, keyid, blob, key, text, verify=True):
    """Whether a line's signature is the key's; without `verify`, whether it claims to be."""
    if keyid == key_id(name, ED25519, key):
        return len(blob) == 64 and (not verify or ed25519_verify(key, text, blob))
    if keyid == key_id(name, SSH, key):
        return not verify or ssh_verify(key, text, blob)
    return False


class Strings:
    """Reads the wire format of SSH (RFC 4251, section 5)."""

    def __init__(self, data):
        self.data = data

    def take(self, count):
        need(len(self.data) >= count, "it ends too soon")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self):
        return int.from_bytes(self.take(4), "big")

    def string(self):
        return self.take(self.number())

    def end(self):
        need(not self.data, "bytes stand behind its end")


def ssh_string(data):
    return struct.pack(">I", len(data)) + data


PLAIN_KEY, TOKEN_KEY = b"ssh-ed25519", b"sk-ssh-ed25519@openssh.com"


def parse_ssh_key(blob):
    """An OpenSSH public key as (kind, point, application)."""
    wire = Strings(blob)
    kind = wire.string()
    need(kind in (PLAIN_KEY, TOKEN_KEY), "it is no Ed25519 key")
    point = wire.string()
    need(len(point) == 32, "its key has not 32 bytes")
    application = wire.string() if kind == TOKEN_KEY else b""
    wire.end()
    return kind, point, application


def ssh_verify(key, text, blob):
    """PROTOCOL.sshsig: whether the blob is this key's signature of the text."""
    try:
        wire = Strings(blob)
        need(wire.take(6) == b"SSHSIG" and wire.number() == 1, "it is no SSHSIG of version 1")
        kind, point, application = parse_ssh_key(wire.string())
        namespace, reserved, hash_name = wire.string(), wire.string(), wire.string()
        signature = Strings(wire.string())
        wire.end()
        need(point == key, "it is another key's")
        need(namespace == b"paraph-event-v1", "it is of another namespace")
        need(hash_name in (b"sha512", b"sha256"), "its hash is neither sha512 nor sha256")
        need(signature.string() == kind, "its signature is of another kind than its key")
        raw = signature.string()
        counter = signature.take(5) if kind == TOKEN_KEY else b""
        signature.end()
    except Bad:
        return False
    digest = hashlib.new(hash_name.decode(), text).digest()
    signed = b"SSHSIG" + b"".join(map(ssh_string, (namespace, reserved, hash_name, digest)))
    if kind == TOKEN_KEY:
        signed = sha256(application) + counter + sha256(signed)
    return ed25519_verify(key, signed, raw)


# ------------------------------------------------------------------------- events (sections 4, 5)

EVENT = re.compile(
    rb"paraph-event v1\ncircle " + HEX_OR_NONE + rb"\ntype ([a-z][a-z0-9-]{0,31})\nkey " + HEX
    + rb"\nseq " + NUMBER + rb"\nprev " + HEX_OR_NONE + rb"\nseen " + NUMBER + rb" " + HEX
    + rb"\ntime " + TIME + rb"\nbody " + NUMBER + rb" " + HEX + rb"\n")

Header = namedtuple("Header", "circle type key seq prev seen_size seen_root time n root")


def unhex(text):
    """64 hex digits as 32 bytes, "-" as None."""
    return None if text == b"-" else bytes.fromhex(text.decode())


def check_time(text):
    try:
        datetime.datetime.fromisoformat(text.decode()[:-1])
    except ValueError:
        raise Bad(f"there is no time {text.decode()}") from None


def is_body_size(n):
    """Section 3: 8, 32, 128, 512 …, and not above 2^20."""
    return 8 <= n <= 2**20 and n & (n - 1) == 0 and n.bit_length() % 2 == 0


def parse_event(text):
    """A header of section 4; whatever is not in the one canonical form is refused."""
    need(len(text) <= 4096, "the header is longer than 4,096 bytes")
    match = EVENT.fullmatch(text)
    need(match, "the header is not nine lines in the canonical form")
    circle, kind, key, seq, prev, size, seen, time, n, root = match.groups()
    check_time(time)
    header = Header(unhex(circle), kind.decode(), unhex(key), int(seq), unhex(prev), int(size),
                    unhex(seen), time, int(n), unhex(root))
    need(header.seq >= 1, "seq is 0")
    need((header.seq == 1) == (header.prev is None), "prev is '-' where seq is 1, and only there")
    need(is_body_size(header.n), f"a body of {header.n} leaves is of no size class")
    return header


# ------------------------------------------------------------------------------ bodies (section 3)

PADDING, FIELD, PROVISION = 0, 1, 2
Leaf = namedtuple("Leaf", "index salt kind path data")


def parse_leaves(raw, salted):
    """Section 9: the leaves held of a body, in ascending order."""
    leaves, place = [], 0

    def take(count):
        nonlocal place
        need(place + count <= len(raw), "the leaves end in the middle of one")
        place += count
        return raw[place - count:place]

    while place < len(raw):
        index = int.from_bytes(take(4), "big")
        salt = take(32) if salted else None
        kind = take(1)[0]
        path = take(int.from_bytes(take(2), "big"))
        data = take(int.from_bytes(take(8), "big"))
        need(not leaves or index > leaves[-1].index, "the leaves are not in ascending order")
        leaves.append(Leaf(index, salt, kind, path, data))
    return leaves


def body_salt(k, index):
    return hmac.digest(k, b"paraph-salt v1\n" + struct.pack(">I", index), "sha256")


def body_leaf_hash(salt, index, kind, path, data):
    return leaf_hash(b"paraph-leaf v1\n" + salt + struct.pack(">IBH", index, kind, len(path)) + path
                     + struct.pack(">Q", len(data)) + data)


def whole_root(n, k, leaves):
    """The root of a body whose key is held: its leaves, then padding."""
    need(len(k) == 32, "the key of the body has not 32 bytes")
    need([leaf.index for leaf in leaves] == list(range(len(leaves))), "a leaf is left out")
    need(all(leaf.kind != PADDING for leaf in leaves), "padding stands among the leaves")
    need(len(leaves) <= n, "there are more leaves than the header says")
    need(n == 8 or len(leaves) > n // 4, f"{len(leaves)} leaves do not need {n}")
    hashes = [body_leaf_hash(body_salt(k, leaf.index), *_content(leaf)) for leaf in leaves]
    hashes += [body_leaf_hash(body_salt(k, i), i, PADDING, b"", b"") for i in range(len(leaves), n)]
    return tree_root(hashes)


def _content(leaf):
    return leaf.index, leaf.kind, leaf.path, leaf.data


def part_root(n, leaves, hashes):
    """The root of a body of which leaves are withheld."""
    need(len(hashes) % 32 == 0, "the multiproof is no row of hashes")
    held = {leaf.index: body_leaf_hash(leaf.salt, *_content(leaf)) for leaf in leaves}
    return multiproof_root(n, held, [hashes[i:i + 32] for i in range(0, len(hashes), 32)])


def check_body(header, n, k, raw, hashes):
    """Sections 3, 5 and 9: the leaves held, after everything about them was found right."""
    need(n == header.n, f"the header says {header.n} leaves, the file {n}")
    leaves = parse_leaves(raw, k is None)
    if k is None:
        root = part_root(n, leaves, hashes)
    else:
        need(not hashes, "hashes stand beside the key of the body")
        root = whole_root(n, k, leaves)
    need(root == header.root, "the leaves do not give the root in the header")
    check_layout(header.type, leaves, k is not None)
    return leaves


# -------------------------------------------------------------------- what leaves say (section 5)

FIELDS = {
    "circle": ("circle", "party", "custody"),
    "key-add": ("key", "party", "role", "custody"),
    "key-revoke": ("key", "reason", "suspect"),
    "entry": ("entry", "keeper", "circle", "text"),
    "intake": ("order",),
    "burn": ("event", "reason"),
}
OPTIONAL = ("suspect", "text")
VALUES = {
    ("circle", "custody"): ("self", "server", "hardware"),
    ("key-add", "custody"): ("self", "server", "hardware"),
    ("key-add", "role"): ("keeper", "party"),
    ("entry", "circle"): ("given", "kept", "all"),
}
NAMES = (("circle", "circle"), ("circle", "party"), ("key-add", "party"))
HEXES = (("key-add", "key"), ("key-revoke", "key"), ("burn", "event"))


def check_layout(kind, leaves, whole):
    """Sections 3 and 5: every leaf held stands where its type says, and says what it may."""
    need(kind in FIELDS, f"this version of the format knows no event of type '{kind}'")
    least = 1 + sum(name not in OPTIONAL for name in FIELDS[kind])
    need(not whole or len(leaves) >= least, f"leaves of an event of type '{kind}' are not there")
    padded = False
    for leaf in leaves:
        need(len(leaf.path) <= 1024, "a path is longer than 1,024 bytes")
        need(not padded or leaf.kind == PADDING, "a leaf stands behind padding")
        padded = leaf.kind == PADDING
        with_index = f"leaf {leaf.index}"
        if leaf.kind == PADDING:
            need(leaf.index >= least, f"{with_index} is padding where a field belongs")
            need(not leaf.path and not leaf.data, f"{with_index} is padding that says something")
        elif leaf.kind == FIELD:
            check_field(kind, leaf, with_index)
        elif leaf.kind == PROVISION:
            need(kind == "entry" and leaf.index >= least, f"{with_index} is no provision")
            check_provision(leaf, with_index)
        else:
            raise Bad(f"{with_index} is of kind {leaf.kind}, which no type of event has")


def check_field(kind, leaf, name):
    names = ("type-version",) + FIELDS[kind]
    path, value = utf8(leaf.path, f"the name of {name}"), utf8(leaf.data, name)
    need(leaf.index < len(names) and names[leaf.index] == path, f"{name} is a field '{path}'")
    if leaf.index == 0:
        need(value == kind + " 1", f"the body is of type '{value}', the header's is '{kind}'")
    if (kind, path) in VALUES:
        need(value in VALUES[kind, path], f"'{value}' is no '{path}'")
    if (kind, path) in NAMES:
        check_name(leaf.data)
    if (kind, path) in HEXES:
        need(re.fullmatch(HEX, leaf.data), f"'{path}' is not 64 hex digits")
    if path == "suspect":
        need(re.fullmatch(NUMBER, leaf.data), "'suspect' is no position")
    if path == "entry":
        need(value.endswith("\n"), "the entry has lost its last line feed")


def check_provision(leaf, name):
    """Section 3: eight fields parted by tabs, the heading by its length, the words."""
    utf8(leaf.path, f"the number of {name}")
    utf8(leaf.data, name)
    line, _, rest = leaf.data.partition(b"\n")
    fields = line.split(b"\t")
    need(len(fields) == 8, f"{name}: the first line of a provision has eight fields")
    need(fields[6] in (b"0", b"1", b"2", b"3"), f"{name}: the flags of a provision are 0 to 3")
    need(re.fullmatch(NUMBER, fields[7]), f"{name}: the length of the heading is no number")
    length = int(fields[7])
    need(rest[length:length + 1] == b"\n", f"{name}: the heading has another length")


def values_of(leaves):
    """The fields among leaves, {name: value}."""
    return {leaf.path.decode(): leaf.data.decode() for leaf in leaves if leaf.kind == FIELD}


# ------------------------------------------------------------------- one log (sections 5 and 6)


@dataclass
class Key:
    """A key of a circle: it may seal behind `added`, and up to `revoked`."""
    party: str
    keeper: bool
    added: int
    revoked: int | None = None
    last: "Event | None" = None
    suspect: int | None = None


@dataclass
class Event:
    row: int
    position: int
    id: bytes
    raw: bytes
    header: Header | None = None
    lines: list = field(default_factory=list)
    entry: bytes | None = None      # digest of the entry's words, where they are held
    ordered: bool = False


@dataclass
class Log:
    row: int
    id: bytes
    name: str
    size: int
    peaks: bytes
    events: list = field(default_factory=list)
    keys: dict = field(default_factory=dict)
    roots: list = field(default_factory=list)   # roots[n] is the root of the first n events
    trusted: int = 0                            # signatures below were verified before (--since)

    def place(self, event=None):
        if event is None:
            return f"circle {self.name} ({self.id.hex()[:16]})"
        return (f"circle {self.name} ({self.id.hex()[:16]}), position {event.position},"
                f" event {event.id.hex()[:16]}")

    def origin(self):
        return "paraph.record/" + self.id.hex()[:16]

    def may_seal(self, key, position):
        """Section 5: whether the log before that position lets the key seal at it."""
        known = self.keys.get(key)
        if known is None or position <= known.added:
            return False
        return known.revoked is None or position <= known.revoked

    def grow(self):
        """The roots of all sizes, and the peaks of the last."""
        tree = Tree()
        self.roots = [tree.root()]
        for event in self.events:
            tree.add(leaf_hash(event.raw))
            self.roots.append(tree.root())
        return b"".join(tree.peaks)


def check_chain(log, event):
    """Section 4: circle, seq, prev and seen of an event, against the log before it."""
    header, first = event.header, event.position == 0
    need((header.type == "circle") == first, "only the first event of a log opens a circle")
    if first:
        need(header.circle is None, "the first event of a circle says '-' for the circle")
    else:
        need(header.circle == log.id, "it was sealed for another circle")
    last = log.keys[header.key].last
    seq, prev = (last.header.seq, last.id) if last else (0, None)
    need(header.seq == seq + 1, f"the key's seq is {header.seq} where {seq + 1} is due")
    need(header.prev == prev, "prev is not this key's event before")
    need(header.seen_size <= event.position, "it says to have seen more than stood before it")
    need(header.seen_root == log.roots[header.seen_size],
         f"what it saw of the circle, {header.seen_size} events, is not what stands here")


def check_signatures(log, event, counts):
    """Section 4: the author's line, and those of other keys that the log knows."""
    text, key = event.raw[:event.raw.index(b"\n\n") + 1], event.header.key
    party, verify = log.keys[key].party, event.position >= log.trusted
    name, keyid, blob = event.lines[0]
    need(name == party, f"'{name}' signs with a key of {party}")
    need(signature_right(name, keyid, blob, key, text, verify), f"the signature of {name} is wrong")
    counts["signatures" if verify else "trusted"] += 1
    for name, keyid, blob in event.lines[1:]:
        claimed = [k for k in log.keys
                   if log.may_seal(k, event.position) and claims(name, keyid, k)]
        if not claimed:
            counts["signatures of unknown keys"] += 1
            continue
        need(any(log.keys[k].party == name and signature_right(name, keyid, blob, k, text, verify)
                 for k in claimed), f"the further signature of {name} is wrong")
        counts["signatures" if verify else "trusted"] += 1


def open_log(log, event, values):
    """Section 5: the first event names the circle, and its key is the first keeper."""
    need(event.id == log.id, "the circle's id is not that of its first event")
    need(values["circle"] == log.name, f"the circle was opened as '{values['circle']}'")
    check_key(event.header.key)
    log.keys[event.header.key] = Key(values["party"], True, -1)


def change_keys(log, event, values):
    """Section 5: what key-add and key-revoke do, if the signer may do it."""
    signer, key = log.keys[event.header.key], bytes.fromhex(values["key"])
    if event.header.type == "key-add":
        check_key(key)
        need(key not in log.keys, f"key {values['key'][:16]} was added before")
        keeper = values["role"] == "keeper"
        need(signer.keeper or values["party"] == signer.party and not keeper,
             f"{signer.party} is no keeper here, and adds a key of another or a keeper's key")
        log.keys[key] = Key(values["party"], keeper, event.position)
        return
    known = log.keys.get(key)
    need(known and known.revoked is None, f"key {values['key'][:16]} is none that could be revoked")
    need(signer.keeper or known.party == signer.party,
         f"{signer.party} is no keeper here, and revokes a key of {known.party}")
    known.revoked = event.position
    if "suspect" in values:
        known.suspect = int(values["suspect"])
        need(known.suspect <= event.position, "suspect names a position behind the revocation")


def check_log(log, body_values, counts):
    """Item 2 of section 11, for one log.  `body_values(log, event)` gives a whole body's fields."""
    for event in log.events:
        with at(log.place(event)):
            text, event.lines = parse_note(event.raw)
            event.header = parse_event(text)
            need(sha256(text) == event.id, "its id is not the hash of its header")
            if event.position == 0:
                need(event.header.type == "circle", "the first event of a log opens it")
                open_log(log, event, body_values(log, event))
            need(event.position == 0 or log.may_seal(event.header.key, event.position),
                 f"key {event.header.key.hex()[:16]} may not seal here")
            check_chain(log, event)
            check_signatures(log, event, counts)
            if event.header.type in ("key-add", "key-revoke"):
                change_keys(log, event, body_values(log, event))
            if event.header.type == "intake":
                need(event.lines[0][0] == log.name, "an intake stands in its signer's own log")
            author = log.keys[event.header.key]
            if author.last:
                counts["times that stand still"] += event.header.time == author.last.header.time
                counts["times that run backwards"] += event.header.time < author.last.header.time
            author.last = event
            counts["events"] += 1
    for key in log.keys.values():
        if key.suspect is not None:
            counts["events suspect"] += sum(1 for e in log.events if e.position >= key.suspect
                                            and log.keys[e.header.key] is key)


# ------------------------------------------------------- checkpoints and cosignatures (section 6)

CHECKPOINT = re.compile(rb"(paraph\.record/[0-9a-f]{16})\n" + NUMBER + rb"\n([A-Za-z0-9+/]{43}=)\n")
Checkpoint = namedtuple("Checkpoint", "origin size root text lines")


def parse_checkpoint(raw):
    text, lines = parse_note(raw)
    match = CHECKPOINT.fullmatch(text)
    need(match, "it is no checkpoint of three lines")
    return Checkpoint(match[1].decode(), int(match[2]), base64_decode(match[3]), text, lines)


def check_checkpoint(log, checkpoint, counts):
    """The root is the tree's, and every signer may seal behind the events that it seals.

    The page has them signed with type 0x01; a key that only OpenSSH holds cannot do that, and signs
    them as it signs events, so that both are read.
    """
    size = checkpoint.size
    need(checkpoint.origin == log.origin(), f"it is of another origin, {checkpoint.origin}")
    need(size <= len(log.events), f"it seals {size} events, and only {len(log.events)} are there")
    need(checkpoint.root == log.roots[size], "its root is not that of the events")
    for name, keyid, blob in checkpoint.lines:
        need(name == checkpoint.origin, f"'{name}' signs it, not the origin")
        verify = size > log.trusted or not log.trusted
        keys = [k for k in log.keys if claims(name, keyid, k) and log.may_seal(k, size)]
        need(keys, "no key that may seal there signed it")
        need(any(signature_right(name, keyid, blob, k, checkpoint.text, verify) for k in keys),
             "its signature is wrong")
        counts["signatures of checkpoints" if verify else "trusted"] += 1


def cosigned(log, checkpoint, witness, line):
    """Whether a cosignature is of a key that the log knows; one that is and is wrong is refused."""
    name, keyid, blob = parse_signature_line(line if line.endswith(b"\n") else line + b"\n")
    need(name == witness, f"the line of witness {witness} is signed '{name}'")
    need(len(blob) == 72, "a cosignature has 8 bytes of time and 64 of signature")
    time = int.from_bytes(blob[:8], "big")
    text = b"cosignature/v1\ntime %d\n" % time + checkpoint.text
    keys = [k for k, known in log.keys.items() if known.party == name
            and log.may_seal(k, checkpoint.size) and keyid == key_id(name, COSIGNATURE, k)]
    need(not keys or any(ed25519_verify(k, text, blob[8:]) for k in keys),
         f"the cosignature of {name} is wrong")
    return bool(keys)


def signers(log, checkpoint):
    """The parties whose keys signed a checkpoint."""
    return {known.party for k, known in log.keys.items() for name, keyid, _ in checkpoint.lines
            if claims(name, keyid, k)}


# ------------------------------------------------------------------------ the file (section 9)

SCHEMA = """\
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

APPLICATION_ID, USER_VERSION = 0x50727068, 1


def schema_of(connection):
    return sorted(connection.execute("SELECT type, name, tbl_name, coalesce(sql, '')"
                                     " FROM sqlite_schema"))


def expected_schema():
    with contextlib.closing(sqlite3.connect(":memory:")) as memory:
        memory.text_factory = bytes
        memory.executescript(SCHEMA)
        return schema_of(memory)


@contextlib.contextmanager
def opened(path):
    """The file, open to read.  Nothing is written: without a WAL it is opened as immutable; with
    one whose index (-shm) is gone, which SQLite would write anew, both are read from a copy."""
    with contextlib.ExitStack() as stack:
        wal = os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0
        if wal and not os.path.exists(path + "-shm"):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            for end in ("", "-wal"):
                shutil.copyfile(path + end, os.path.join(folder, "copy" + end))
            path = os.path.join(folder, "copy")
        uri = "file:" + urllib.parse.quote(os.path.abspath(path)) + "?mode=ro"
        connection = sqlite3.connect(uri if wal else uri + "&immutable=1", uri=True,
                                     isolation_level=None)
        stack.callback(connection.close)
        connection.text_factory = bytes
        connection.execute("BEGIN")
        yield connection


def check_file(db):
    """Item 1 of section 11: whether it is a record, and one of this version."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    need(application == APPLICATION_ID, "it is an SQLite file, and not a record")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    need(version == USER_VERSION, f"it is a record of version {version}, and this tool knows 1")


def check_schema(db):
    """Section 9: the schema is that of a record, to the byte."""
    found, expected = schema_of(db), expected_schema()
    for kind, name, _, _ in set(found) ^ set(expected):
        what = (kind + b" " + name).decode(errors="replace")
        raise Bad(f"somebody altered its schema, and nothing else of it was read: {what}")
    need(found == expected, "its schema has something twice")


def check_sound(db):
    """Item 1 of section 11: SQLite's own checks."""
    result = db.execute("PRAGMA integrity_check").fetchone()[0].decode(errors="replace")
    need(result == "ok", f"the file is damaged: {result}")
    stray = db.execute("PRAGMA foreign_key_check").fetchone()
    need(stray is None, f"a row of table {stray and stray[0].decode()} belongs to nothing")


# --------------------------------------------------------- the verification of a file (section 11)


class Verification:
    """Goes through section 11, counts what it verified, and keeps what is missing."""

    def __init__(self, db, pins, say):
        self.db, self.pins, self.say = db, pins, say
        self.counts, self.missing = Counter(), []
        self.copy = db.execute("SELECT note, orders FROM copied").fetchone()
        self.burnt = {row for row, in db.execute("SELECT event FROM burnt")}
        self.burns = set()      # (circle's id, id of an event): what `burn` events name
        self.orders = []        # (place, order) of every intake whose body is held
        self.logs = []

    def run(self):
        """Returns the status; raises Failure at the first thing that is broken."""
        self.read_logs()
        for log in self.logs:
            check_log(log, self.body_values, self.counts)
        self.tell("events", "signatures", "trusted", "signatures of unknown keys",
                  "times that stand still", "times that run backwards", "events suspect")
        for log in self.logs:
            self.check_checkpoints(log)
        self.check_pins()
        self.tell("checkpoints", "cosignatures", "cosignatures of unknown keys",
                  "unwitnessed")
        for log in self.logs:
            self.check_bodies(log)
        self.check_burns()
        self.tell("bodies", "withheld", "burnt", "leaves")
        self.check_orders()
        self.tell("orders", "entries", "entries in order")
        self.check_evidence()
        for line in self.missing:
            self.say("missing: " + line)
        return MISSING if self.missing else 0

    def tell(self, *names):
        for name in names:
            self.say(f"{name}: {self.counts[name]}")

    # -- reading, items 2 and 3

    def read_logs(self):
        """The logs with their events; sizes and peaks are the tree's."""
        rows = self.db.execute("SELECT circle, id, name, size, peaks FROM circle ORDER BY circle")
        for row, id_, name, size, peaks in rows.fetchall():
            with at(f"circle {row}"):
                self.logs.append(Log(row, id_, check_name(name), size, peaks))
            self.read_events(self.logs[-1])
        self.counts["circles"] = len(self.logs)
        self.tell("circles")

    def read_events(self, log):
        rows = self.db.execute("SELECT event, position, id, note FROM event WHERE circle = ?"
                               " ORDER BY position", (log.row,))
        log.events = [Event(*row) for row in rows]
        with at(log.place()):
            for due, event in enumerate(log.events):
                need(event.position == due, f"no event stands at position {due}")
            need(log.events, "the circle has no event")
        log.own_peaks = log.grow()
        pin = self.pins.get(log.origin())
        if pin and pin.size < len(log.roots) and pin.root == log.roots[pin.size]:
            log.trusted = pin.size

    def body_values(self, log, event):
        """The fields of an event that says who may seal: it must be held whole."""
        row = self.body_row(event)
        if row is None or row[1] is None:
            status = BROKEN if event.row in self.burnt or row else MISSING
            raise Failure(status, log.place(event), "its body is gone, so that nobody can tell"
                          " which keys may seal in this circle")
        return values_of(check_body(event.header, *row))

    def body_row(self, event):
        return self.db.execute("SELECT n, k, leaves, hashes FROM body WHERE event = ?",
                               (event.row,)).fetchone()

    def check_checkpoints(self, log):
        """Item 3 of section 11, for one log."""
        with at(log.place()):
            need(log.size == len(log.events),
                 f"the circle should have {log.size} events, and {len(log.events)} are there")
            need(log.peaks == log.own_peaks, "its peaks are not those of its events")
        last, witnessed = 0, 0
        rows = self.db.execute("SELECT size, note FROM checkpoint WHERE circle = ? ORDER BY size",
                               (log.row,))
        for size, note in rows.fetchall():
            with at(f"{log.place()}, checkpoint of size {size}"):
                checkpoint = parse_checkpoint(note)
                need(checkpoint.size == size, f"it says size {checkpoint.size}")
                check_checkpoint(log, checkpoint, self.counts)
                if self.check_cosignatures(log, checkpoint) - signers(log, checkpoint):
                    witnessed = size
            last = size
            self.counts["checkpoints"] += 1
        self.check_stray_cosignatures(log)
        self.counts["unwitnessed"] += log.size - witnessed
        if last < log.size:
            self.missing.append(f"{log.place()}: {log.size - last} events from position {last} on"
                                " stand behind the last checkpoint")

    def check_cosignatures(self, log, checkpoint):
        """The parties that cosigned; a witness is one of another party than the signer's."""
        parties = set()
        rows = self.db.execute("SELECT witness, line FROM cosignature WHERE circle = ?"
                               " AND size = ?", (log.row, checkpoint.size))
        for witness, line in rows.fetchall():
            name = utf8(witness, "the name of a witness")
            if cosigned(log, checkpoint, name, line):
                parties.add(name)
            else:
                self.counts["cosignatures of unknown keys"] += 1
        self.counts["cosignatures"] += len(parties)
        return parties

    def check_stray_cosignatures(self, log):
        stray = self.db.execute("SELECT size FROM cosignature WHERE circle = ? AND size NOT IN"
                                " (SELECT size FROM checkpoint WHERE circle = ?)",
                                (log.row, log.row)).fetchone()
        with at(log.place()):
            need(stray is None, f"a cosignature of size {stray and stray[0]} has no checkpoint")

    def check_pins(self):
        """Section 11, --since: the pinned checkpoint must be of a log that goes on from it."""
        for origin, pin in self.pins.items():
            place = f"pinned checkpoint {origin} of size {pin.size}"
            log = next((log for log in self.logs if log.origin() == origin), None)
            if log is None:
                self.missing.append(f"{place}: the file has no such circle")
            elif pin.size > len(log.events):
                self.missing.append(f"{place}: the file is older, it has {len(log.events)} events"
                                    f" of circle {log.name}")
            else:
                with at(place):
                    need(pin.root == log.roots[pin.size], f"the first {pin.size} events of circle"
                         f" {log.name} are not those that it seals")
                with at(place, UNREADABLE):
                    self.check_pin(log, pin)

    def check_pin(self, log, pin):
        need(any(name == pin.origin and log.may_seal(k, pin.size)
                 and signature_right(name, keyid, blob, k, pin.text)
                 for name, keyid, blob in pin.lines for k in log.keys),
             f"no key of circle {log.name} signed it")

    # -- bodies, item 4

    def check_bodies(self, log):
        for event in log.events:
            with at(log.place(event)):
                row = self.body_row(event)
                if row is None:
                    self.body_gone(log, event)
                    continue
                need(event.row not in self.burnt, "its body is there, and is said to be burnt")
                leaves = check_body(event.header, *row)
            self.counts["leaves"] += len(leaves)
            self.counts["bodies"] += 1
            self.counts["withheld"] += row[1] is None
            self.use_body(log, event, values_of(leaves))

    def body_gone(self, log, event):
        """Whether it was burnt is settled in check_burns, when all `burn` events are known."""
        if event.row not in self.burnt:
            self.missing.append(f"{log.place(event)}: its body is gone, and nobody burnt it")

    def use_body(self, log, event, values):
        kind = event.header.type
        if kind == "entry" and "entry" in values:
            event.entry = sha256(values["entry"].encode())
        if kind == "burn" and "event" in values:
            self.burns.add((log.id, bytes.fromhex(values["event"])))
        if kind == "intake" and "order" in values:
            self.orders.append((log.place(event), values["order"].encode()))

    def check_burns(self):
        """Section 11, item 4: burnt is what `burnt` and a `burn` event of the circle both name."""
        for log in self.logs:
            for event in log.events:
                if event.row not in self.burnt:
                    continue
                if (log.id, event.id) in self.burns:
                    self.counts["burnt"] += 1
                else:
                    self.missing.append(f"{log.place(event)}: its body is gone, and no burn event"
                                        " says why")

    # -- the order of entries and the copy's note, item 5

    def check_orders(self):
        """Section 7: every entry once, in the orders of intakes and of the copy."""
        logs = {log.id: log for log in self.logs}
        if self.copy:
            self.check_copy(logs, *self.copy)
        for place, order in self.orders:
            with at(place):
                read_order(order, logs)
            self.counts["orders"] += 1
        entries = [(log, e) for log in self.logs for e in log.events if e.header.type == "entry"]
        self.counts["entries"] = len(entries)
        self.counts["entries in order"] = sum(event.ordered for _, event in entries)
        for log, event in entries:
            if not event.ordered:
                self.missing.append(f"{log.place(event)}: the entry stands in no order, and is read"
                                    " behind all others")

    def check_copy(self, logs, raw, orders):
        """Section 8: the copy's note is its signer's, and true; its order is of copied logs."""
        with at("note of the copy"):
            copy = parse_copy(raw)
            (name, keyid, blob), *_ = copy.lines
            check_key(copy.key)
            need(signature_right(name, keyid, blob, copy.key, copy.text),
                 f"the signature of {name} is wrong")
            need(copy.order == sha256(orders), "the order is not the one that it seals")
            copied = {id_: logs[id_] for id_ in copy.circles if id_ in logs}
            for id_, (size, root) in copy.circles.items():
                need(id_ in logs, f"circle {id_.hex()[:16]} is not there")
                check_copied(logs[id_], size, root)
            need(not copied or any(log.may_seal(copy.key, copy.circles[log.id][0])
                                   and log.keys[copy.key].party == name
                                   for log in copied.values()),
                 f"no circle of the copy knows its key as one of {name}")
        with at("order of the copy"):
            files = read_order(orders, copied)
            need(copy_names(files), "files of a copy are named 000001, 000002, …")
        self.counts["orders"] += 1
        self.say(f"copy for: {copy.party}")
        self.say(f"copy by: {name}")

    # -- forks, item 7

    def check_evidence(self):
        """Item 7: within a log seq is a chain (item 2), so that only evidence tells of a fork."""
        rows = self.db.execute("SELECT evidence, kind, bytes FROM evidence ORDER BY evidence")
        found = []
        for row, kind, raw in rows.fetchall():
            with at(f"evidence {row}"):
                fork = parse_fork(raw)
                need(fork.kind.encode() == kind, f"it is evidence of {fork.kind}")
                found.append((row, fork))
        self.say(f"forks: {len(found)}")
        for row, fork in found:
            raise Failure(BROKEN, f"evidence {row}", fork.what)


def check_copied(log, size, root):
    """Section 8: what the copy's note says of one log, which the file may have gone on from."""
    need(size <= len(log.events), f"circle {log.name} has {len(log.events)} events, not {size}")
    need(root == log.roots[size], f"the root of circle {log.name} is not the one that it lists")
    need(log.name != "-", "no copy has the circle '-'")


COPY = re.compile(rb"paraph-copy v1\nfor ([^ \n]+)\nkey " + HEX + rb"\ntime " + TIME
                  + rb"\n((?:circle [^\n]+\n)*)order " + HEX + rb"\n")
COPY_CIRCLE = re.compile(rb"circle " + HEX + rb" " + NUMBER + rb" " + HEX + rb"\n")
Copy = namedtuple("Copy", "party key circles order text lines")


def parse_copy(raw):
    """Section 8: the note of a copy."""
    text, lines = parse_note(raw)
    match = COPY.fullmatch(text)
    need(match, "its header is not in the canonical form")
    check_time(match[3])
    rows = [COPY_CIRCLE.fullmatch(line) for line in match[4].splitlines(keepends=True)]
    need(all(rows), "a line of a circle is not in the canonical form")
    ids = [row[1] for row in rows]
    need(ids == sorted(set(ids)), "its circles do not stand by id, each once")
    circles = {unhex(row[1]): (int(row[2]), unhex(row[3])) for row in rows}
    return Copy(check_name(match[1]), unhex(match[2]), circles, unhex(match[5]), text, lines)


# ------------------------------------------------------------- the order of entries (section 7)

ORDER_LINE = re.compile(
    rb"circle " + NUMBER + rb" " + HEX + rb"|file ([^ \n]+) ([^\n]+)|run " + NUMBER + rb" " + NUMBER
    + rb" " + NUMBER + rb"|both ((?:[0-9]+:[0-9]+)(?: [0-9]+:[0-9]+)+)")
PLACE = re.compile(NUMBER + rb":" + NUMBER)


def read_order(raw, logs):
    """Marks the entries that an order names, each once; returns the files that it names."""
    utf8(raw, "the order")
    need(not raw or raw.endswith(b"\n"), "the order has lost its last line feed")
    circles, files = [], []
    for number, line in enumerate(raw.split(b"\n")[:-1], 1):
        try:
            read_order_line(line, logs, circles, files)
        except Bad as bad:
            raise Bad(f"line {number} of the order: {bad}") from None
    return files


def read_order_line(line, logs, circles, files):
    match = ORDER_LINE.fullmatch(line)
    need(match, "it is none of 'circle', 'file', 'run', 'both'")
    number, circle, keeper, path, run, position, count, both = match.groups()
    if circle:
        need(int(number) == len(circles) + 1, f"circle {len(circles) + 1} is due")
        need(unhex(circle) in logs, "it names a circle that is not here")
        need(logs[unhex(circle)] not in circles, "it numbers a circle twice")
        circles.append(logs[unhex(circle)])
        return
    if path:
        need(keeper == b"-" or check_name(keeper), "")
        need(plain_path(path), "its path is not written out")
        files.append(path)
        return
    need(files, "entries stand before a file is named")
    if run:
        need(int(count) >= 1, "a run of no events")
        for place in range(int(position), int(position) + int(count)):
            mark(circles, int(run), place)
        return
    places = [PLACE.fullmatch(place) for place in both.split(b" ")]
    need(all(places), "a number has leading zeros")
    need(len({place[1] for place in places}) == len(places), "it names a circle twice")
    told = {mark(circles, int(place[1]), int(place[2])).entry for place in places} - {None}
    need(len(told) <= 1, "'both' joins events with different entries")


def mark(circles, number, position):
    need(1 <= number <= len(circles), f"circle {number} was not named before")
    log = circles[number - 1]
    need(position < len(log.events), f"circle {log.name} has no position {position}")
    event = log.events[position]
    need(event.header.type == "entry", f"{log.place(event)} is no entry")
    need(not event.ordered, f"{log.place(event)} stands in the orders twice")
    event.ordered = True
    return event


def plain_path(path):
    """Section 7: without `./` and `x/../`."""
    parts = path.split(b"/")
    down = [i for i, part in enumerate(parts) if part not in (b"", b"..")]
    return b"." not in parts and not any(i + 1 < len(parts) and parts[i + 1] == b".." for i in down)


def copy_names(files):
    """Section 8: the files of a copy are named 000001, 000002, …"""
    return sorted(set(files)) == [b"%06d" % (i + 1) for i in range(len(set(files)))]


# --------------------------------------------------------------- evidence of a fork (section 12)

FORK = re.compile(rb"paraph-fork v1\nkind (events|checkpoints)\nkey " + HEX + rb"\n")
Fork = namedtuple("Fork", "kind key what")


def parse_fork(raw):
    """The evidence, after everything that it must show was found in it."""
    match = FORK.match(raw)
    need(match, "it is no evidence of a fork: its first three lines are not in the canonical form")
    kind, key, place = match[1].decode(), unhex(match[2]), match.end()
    notes = []
    for _ in range(2):
        line = re.compile(rb"note " + NUMBER + rb"\n").match(raw, place)
        need(line, "a line 'note BYTES' is due")
        place = line.end() + int(line[1])
        need(place <= len(raw), "a note ends too soon")
        notes.append(raw[line.end():place])
    check_key(key)
    check = events_fork if kind == "events" else checkpoints_fork
    return Fork(kind, key, check(key, *notes, raw[place:]))


def events_fork(key, one, other, rest):
    need(not rest, "bytes stand behind the second note")
    headers = []
    for raw in (one, other):
        text, lines = parse_note(raw)
        headers.append(parse_event(text))
        need(headers[-1].key == key, "a note is of another key")
        need(signature_right(*lines[0], key, text), "a signature is wrong")
    first, second = headers
    need(first.circle is not None and first.circle == second.circle, "the circles are not one")
    need(first.seq == second.seq, "the two have not one seq")
    need(first != second, "the two are one event")
    return (f"key {key.hex()} sealed two events as its number {first.seq} in the circle"
            f" {first.circle.hex()}")


def checkpoints_fork(key, one, other, rest):
    first, second = parse_checkpoint(one), parse_checkpoint(other)
    need(first.origin == second.origin, "the two checkpoints are not of one origin")
    need(first.size <= second.size, "the greater checkpoint stands second")
    for point in (first, second):
        need(any(name == point.origin and signature_right(name, keyid, blob, key, point.text)
                 for name, keyid, blob in point.lines), "a checkpoint is not signed by the key")
    lines = re.compile(rb"leaves " + NUMBER + rb"\n((?:[0-9a-f]{64}\n)*)").fullmatch(rest)
    need(lines, "'leaves COUNT' and the leaf hashes, one a line, are due")
    leaves = [unhex(line) for line in lines[2].split()]
    need(len(leaves) == int(lines[1]) == second.size, "there is not one leaf hash an event")
    need(tree_root(leaves) == second.root, "the leaf hashes do not give the second root")
    need(tree_root(leaves[:first.size]) != first.root, "one tree can have both: it is no fork")
    return (f"key {key.hex()} signed two checkpoints of {first.origin}, of {first.size} and"
            f" {second.size} events, that no tree can both have")


# ------------------------------------------------------------------------------- keys (section 10)

KEY_FILE = re.compile(rb"paraph-key v1\nname ([^\n]+)\npublic " + HEX + rb"\nargon2id " + NUMBER
                      + rb" " + NUMBER + rb" ([0-9a-f]{32})\nsealed ([0-9a-f]{144})\n")


def parse_key(raw):
    """The public key of a key file, a line of OpenSSH or 64 hex digits; None where it is none."""
    if raw.startswith(b"paraph-key v1\n"):
        match = KEY_FILE.fullmatch(raw)
        need(match, "the key file is not in the canonical form")
        check_name(match[1])
        return unhex(match[2])
    if raw.startswith((PLAIN_KEY + b" ", TOKEN_KEY + b" ")):
        kind, blob, *_ = raw.split(None, 2) + [b""]
        found, point, _ = parse_ssh_key(base64_decode(blob))
        need(found == kind, "the line names another kind of key than it holds")
        return point
    return unhex(raw.strip()) if re.fullmatch(HEX + rb"\s*", raw) else None


# -------------------------------------------------------------------------------- the command line


def verify_record(path, pins, say):
    """A record or a copy: its status, after its counts were said."""
    try:
        with opened(path) as db:
            with at(path, UNREADABLE):
                check_file(db)
            with at(path):
                check_schema(db)
                check_sound(db)
            return Verification(db, pins, say).run()
    except UnicodeDecodeError:
        raise Failure(BROKEN, path, "the file is damaged, and SQLite quotes bytes of it") from None
    except sqlite3.Error as error:
        broken = getattr(error, "sqlite_errorcode", 0) & 0xff == sqlite3.SQLITE_CORRUPT
        raise Failure(BROKEN if broken else UNREADABLE, path, str(error)) from None


def read_file(path, limit=-1):
    try:
        with open(path, "rb") as file:
            return file.read(limit)
    except OSError as error:
        raise Failure(UNREADABLE, path, error.strerror) from None


NOTE = re.compile(rb"(?:[^\n]+\n)+\n(?:" + DASH + rb" [^\n]+\n)+")


def read_pins(path):
    """--since: the checkpoints of a file, one behind the other, {origin: checkpoint}."""
    if path is None:
        return {}
    raw = read_file(path)
    with at(path, UNREADABLE):
        notes = NOTE.findall(raw)
        need(notes and b"".join(notes) == raw, "it is not one checkpoint or several")
        pins = [parse_checkpoint(note) for note in notes]
        need(len({pin.origin for pin in pins}) == len(pins), "it pins a circle twice")
    return {pin.origin: pin for pin in pins}


def print_plain(line):
    """A line may quote what a stranger wrote: nothing of it may steer a terminal."""
    print("".join(c if c.isprintable() else "?" for c in line))


def verify_file(path, since=None, say=print_plain):
    """Says what was verified, or what failed first; returns the exit status."""
    try:
        pins = read_pins(since)
        if read_file(path, 16) == b"SQLite format 3\0":
            status = verify_record(path, pins, say)
            say("verdict: " + ("good" if status == 0 else "something is missing"))
            return status
        raw = read_file(path)
        with at(path):
            if raw.startswith(b"paraph-fork v1\n"):
                say("evidence holds: " + parse_fork(raw).what)
                return 0
            key = parse_key(raw)
            if key:
                check_key(key)
                say(f"key: {key.hex()}")
                return 0
        raise Failure(UNREADABLE, path, "it is no record, no evidence and no key")
    except Failure as failure:
        say(str(failure))
        return failure.status


# ------------------------------------------------------------------------- the frozen vectors


def check_vectors(folder):
    """ed25519.txt, and each NAME.txt beside NAME.paraph or NAME.fork: what is to be said of it."""
    wrong = 0
    for name in sorted(os.listdir(folder)):
        stem, end = os.path.splitext(name)
        if end == ".txt":
            right = check_vector(folder, stem)
            wrong += not right
            print(f"{name}: {'as it is frozen' if right else 'not as it is frozen'}")
    return BROKEN if wrong else 0


def check_vector(folder, stem):
    path = os.path.join(folder, stem)
    text = read_file(path + ".txt").decode()
    wanted = [line for line in text.splitlines() if line and not line.startswith("#")]
    if stem == "ed25519":
        return all(check_signature_vector(*line.split()) for line in wanted)
    said = []
    verify_file(next(path + end for end in (".paraph", ".fork") if os.path.exists(path + end)),
                say=said.append)
    return said == wanted


def check_signature_vector(answer, key, signature, message):
    message = bytes.fromhex("" if message == "-" else message)
    right = ed25519_verify(bytes.fromhex(key), message, bytes.fromhex(signature))
    return right == (answer == "good")


def main():
    parser = argparse.ArgumentParser(description="Verifies a record, a copy, evidence or a key.")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--since", metavar="CHECKPOINT", help="a checkpoint kept elsewhere")
    parser.add_argument("--vectors", metavar="DIR", help="check the frozen vectors of the tests")
    arguments = parser.parse_args()
    if bool(arguments.file) == bool(arguments.vectors):
        parser.error("name one file, or --vectors and a folder")
    if arguments.vectors:
        return check_vectors(arguments.vectors)
    return verify_file(arguments.file, arguments.since)


if __name__ == "__main__":
    sys.exit(main())

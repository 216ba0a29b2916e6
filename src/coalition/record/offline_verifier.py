"""Verifies a bundle of a record without this program: one file, the standard library and `cryptography`.

    python offline_verifier.py BUNDLE [--roster roster.json] [--print]

Copy it out, read it, run it anywhere. It is a second statement of the rules, written apart from the program:
RFC 6962 trees, Ed25519 over `context || bytes`, rosters built from statements signed by root keys. With
`--roster` only that file says whose keys are whose; without it the bundle is believed about them, and the
digest of each nation's first statement is shown, to be compared by another way.
Exit code 0: all verified; 1: something does not; 2: the call or the file cannot be used.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CONTEXT = "coalition.record/{}/v1\x00"
WHOLE_NUMBER_MAX = 2**53 - 1
NOTE = re.compile(
    r"coalition\.record/([^/\n]+)/([^/\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n"
    r"epoch (0|[1-9][0-9]*) (0|[1-9][0-9]*)\n\n(.+)",
    re.DOTALL,
)
BROKEN = 1
BAD_CALL = 2


class NotVerifiedError(Exception):
    """What does not verify, in words."""


def fail(text: str) -> NoReturn:
    """Stop with what does not verify."""
    raise NotVerifiedError(text)


def context(name: str) -> bytes:
    """What stands before signed or hashed bytes of one purpose."""
    return CONTEXT.format(name).encode()


def sha256(*parts: bytes) -> bytes:
    """SHA-256 of the parts one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962, section 2.1."""
    return sha256(b"\x01", left, right)


def leaf_of(salt: bytes, payload: bytes) -> bytes:
    """The leaf hash of an entry: over its salt and the hash of its payload."""
    return sha256(b"\x00", salt, sha256(context("item"), payload))


def root_of(leaves: list[bytes]) -> bytes:
    """The root of a whole tree, level by level; the odd one at the end of a level goes up as it is."""
    level = leaves
    while len(level) > 1:
        pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0] if level else sha256()


def root_of_path(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a leaf and its siblings lead to."""
    sides, begin, end = [], 0, size
    while end - begin > 1:
        split = begin + (1 << ((end - begin - 1).bit_length() - 1))
        sides.append(index < split)
        begin, end = (begin, split) if index < split else (split, end)
    if len(sides) != len(path):
        fail(f"the proof of entry {index} has {len(path)} hashes, not {len(sides)}")
    for is_left, sibling in zip(reversed(sides), path, strict=True):
        leaf = node_hash(leaf, sibling) if is_left else node_hash(sibling, leaf)
    return leaf


def parse(data: bytes) -> Any:
    """The value of canonical JSON; anything else is refused."""
    text = data.decode()
    value = json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
    check_scalars(value)
    if json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != text:
        fail("JSON that is not canonical")
    return value


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The map of a JSON object whose keys stand once and are ASCII."""
    if len(dict(pairs)) != len(pairs) or not all(key.isascii() for key, _ in pairs):
        fail("a JSON key stands twice or is not ASCII")
    return dict(pairs)


def refuse(text: str) -> NoReturn:
    """Refuse a float, NaN or infinity."""
    fail(f"`{text}` is no whole number")


def check_scalars(value: Any) -> None:
    """Refuse numbers that not every reader keeps exact."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            check_scalars(inner)
    elif isinstance(value, int) and abs(value) > WHOLE_NUMBER_MAX:
        fail("a whole number past 2**53 - 1")


def key_id(public: bytes) -> str:
    """The name of a public key."""
    return sha256(context("key"), public).hex()[:32]


def check_key(public: bytes) -> bytes:
    """The key, when it is a canonical point of prime order; see RFC 8032, 5.1.3."""
    number = int.from_bytes(public, "little")
    sign, y = number >> 255, number % 2**255
    if len(public) != 32 or y >= PRIME:
        fail("a public key that is not canonical")
    d = -121665 * pow(121666, -1, PRIME) % PRIME
    square = (y * y - 1) * pow(d * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if (x * x - square) % PRIME or (x == 0 and sign):
        fail("a public key that is not on the curve")
    x = PRIME - x if x % 2 != sign else x
    if (x, y) == (0, 1) or not is_zero(multiply(ORDER, (x, y, 1), d)):
        fail("a public key of small or mixed order")
    return public


def is_zero(point: tuple[int, int, int]) -> bool:
    """Whether a point in projective coordinates is the neutral one, (0, 1)."""
    return point[0] % PRIME == 0 and (point[1] - point[2]) % PRIME == 0


def multiply(factor: int, point: tuple[int, int, int], d: int) -> tuple[int, int, int]:
    """The multiple of a point, bit by bit from the top."""
    total = (0, 1, 1)
    for bit in f"{factor:b}":
        total = add(total, total, d)
        if bit == "1":
            total = add(total, point, d)
    return total


def add(one: tuple[int, int, int], two: tuple[int, int, int], d: int) -> tuple[int, int, int]:
    """The sum of two points of -x^2 + y^2 = 1 + d x^2 y^2, projective and complete (EFD `add-2008-bbjlp`)."""
    a, c, e = one[2] * two[2], one[0] * two[0], one[1] * two[1]
    square, product = a * a % PRIME, d * c % PRIME * e % PRIME
    f, g = square - product, square + product
    cross = (one[0] + one[1]) * (two[0] + two[1]) - c - e
    return a * f % PRIME * cross % PRIME, a * g % PRIME * (e + c) % PRIME, f * g % PRIME


def is_signed(public: bytes, name: str, data: bytes, signature: bytes) -> bool:
    """Whether the signature is the key's over the context of that name and the data."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, context(name) + data)
    except InvalidSignature:
        return False
    return True


class Nation:
    """What the statements of one nation have come to."""

    def __init__(self, first: bytes) -> None:
        self.first = hashlib.sha256(first).hexdigest()
        self.roots: dict[str, bytes] = {}
        self.threshold = 0
        self.keys: list[str] = []
        self.publics: dict[str, bytes] = {}
        self.revoked: set[str] = set()
        self.epoch = 0
        self.sequence = 0
        self.last = ""

    def signed(
        self, payload: bytes, signatures: dict[str, bytes], *, roots: dict[str, bytes], need: int
    ) -> None:
        """Stop unless at least `need` of the roots signed."""
        good = [
            k for k in roots if is_signed(roots[k], "statement", payload, signatures.get(k, b""))
        ]
        if len(good) < need:
            fail("a statement about keys is not signed by enough root keys")

    def take(self, payload: bytes, content: dict[str, Any], signatures: dict[str, bytes]) -> None:
        """The next statement of the nation."""
        kind = content["kind"]
        if content["sequence"] != self.sequence or (self.last and content["previous"] != self.last):
            fail("a statement about keys is out of its chain")
        if kind == "enrolled" and self.sequence:
            fail("a nation is enrolled twice")
        if kind != "enrolled":
            self.signed(payload, signatures, roots=self.roots, need=self.threshold)
        if kind in ("enrolled", "roots-replaced"):
            self.take_roots(payload, content, signatures)
        elif kind == "key-added":
            public = check_key(bytes.fromhex(content["key"]))
            self.signed(payload, signatures, roots={key_id(public): public}, need=1)
            self.keys.append(key_id(public))
            self.publics[key_id(public)] = public
        elif kind == "key-revoked":
            self.revoked.add(content["key_id"])
        elif kind == "epoch-begun" and content["epoch"] == self.epoch + 1:
            self.epoch += 1
        else:
            fail(f"a statement of an unknown kind `{kind}`")
        self.sequence, self.last = self.sequence + 1, hashlib.sha256(payload).hexdigest()

    def take_roots(
        self, payload: bytes, content: dict[str, Any], signatures: dict[str, bytes]
    ) -> None:
        """New root keys, all of which must have signed."""
        publics = [check_key(bytes.fromhex(root)) for root in content["roots"]]
        roots = {key_id(public): public for public in publics}
        if len(roots) != len(publics) or not 1 <= content["threshold"] <= len(roots):
            fail("root keys that stand twice, or a threshold that cannot be")
        self.signed(payload, signatures, roots=roots, need=len(roots))
        self.roots, self.threshold = roots, content["threshold"]


def signatures_of(line: dict[str, Any]) -> dict[str, bytes]:
    """The signatures of a line by key id."""
    return {key: bytes.fromhex(signature) for key, signature in line["signatures"]}


class Stream:
    """One stream of the bundle: its checkpoint, verified when the line is read, and what came of it since."""

    def __init__(self, line: dict[str, Any], nations: dict[str, Nation]) -> None:
        match = NOTE.fullmatch(line["checkpoint"])
        if match is None or (match[1], match[2]) != (line["origin"], line["audience"]):
            fail("a checkpoint is not of the shape of a checkpoint of its stream")
        self.name = f"{match[1]}/{match[2]}"
        self.origin, self.audience = match[1], match[2]
        self.size, self.root = int(match[3]), base64.b64decode(match[4])
        self.epoch, self.whole = int(match[5]), line["whole"]
        self.nation = nations.get(self.origin) or fail(f"no keys of `{self.origin}`")
        self.limits: dict[str, int] = {}
        self.leaves: list[bytes] = []
        self.entry: dict[str, Any] = {}
        self.redacted: set[int] = set()
        self.reasoned: set[int] = set()
        self.turn = self.entry_epoch = self.entries = 0
        self.signer = self.check_note(line["checkpoint"], match[7])
        self.alone: list[int] = []

    def check_note(self, note: str, lines: str) -> str:
        """The key of the origin that signed the checkpoint."""
        body = note.partition("\n\n")[0].encode() + b"\n"
        name = f"coalition.record/{self.origin}"
        for line in lines.splitlines():
            signer, _, text = line.removeprefix("— ").partition(" ")
            raw = base64.b64decode(text, validate=True)
            for key, public in self.nation.publics.items():
                hint = sha256(name.encode(), b"\n\xff", context("checkpoint")[:-1], public)[:4]
                if (signer, raw[:4]) == (name, hint) and is_signed(
                    public, "checkpoint", body, raw[4:]
                ):
                    return key
        return fail(f"no key of `{self.origin}` signed the checkpoint of {self.name}")

    def may_sign(self, key: str, index: int) -> None:
        """Stop when the key may not speak at that place."""
        if key not in self.nation.publics:
            fail(f"{self.name} {index}: its key is not one of `{self.origin}`")
        if key in self.nation.revoked and index >= self.limits.get(key, 0):
            fail(f"{self.name} {index}: its key was revoked and no limit covers it")

    def take_limit(self, line: dict[str, Any]) -> None:
        """Below which size a revoked key still counts here."""
        payload = line["payload"].encode()
        content = parse(payload)
        if (content["kind"], content["nation"], content["audience"]) != (
            "key-limited",
            self.origin,
            self.audience,
        ):
            fail("a limit of a key is about another stream")
        self.nation.signed(
            payload, signatures_of(line), roots=self.nation.roots, need=self.nation.threshold
        )
        size = self.limits.get(content["key_id"], content["size"])
        self.limits[content["key_id"]] = min(size, content["size"])

    def take_entry(self, line: dict[str, Any]) -> None:
        """The next entry."""
        index, leaf, key = line["index"], bytes.fromhex(line["leaf"]), line["key"]
        if (self.whole and index != self.entries) or not 0 <= index < self.size or len(leaf) != 32:
            fail(f"{self.name}: entry {index} where {self.entries} should be, of {self.size}")
        if line["payload"] is None:
            self.redacted.add(index)
        elif self.leaf_said(line) != leaf:
            fail(f"{self.name} {index}: its payload does not have its hash")
        self.may_sign(key, index)
        self.advance(line)
        signature = bytes.fromhex(line["signature"])
        if not is_signed(self.nation.publics[key], "entry", self.message(line, leaf), signature):
            fail(f"{self.name} {index}: its signature is not that of its key")
        self.entries += 1
        self.leaves.append(leaf)
        self.entry = line

    def leaf_said(self, line: dict[str, Any]) -> bytes:
        """The leaf of what the line says."""
        return leaf_of(
            bytes.fromhex(line["salt"]), base64.b64decode(line["payload"], validate=True)
        )

    def advance(self, line: dict[str, Any]) -> None:
        """Stop when the key or the epoch is one that was over before."""
        turn = self.nation.keys.index(line["key"])
        if turn < self.turn or not self.entry_epoch <= line["epoch"] <= self.nation.epoch:
            fail(f"{self.name} {line['index']}: its key or epoch is over")
        self.turn, self.entry_epoch = turn, line["epoch"]

    def message(self, line: dict[str, Any], leaf: bytes) -> bytes:
        """What an entry's signature covers."""
        names = [text.encode() for text in (self.origin, self.audience)]
        head = b"".join(len(name).to_bytes(2, "big") + name for name in names)
        place: bytes = line["epoch"].to_bytes(4, "big") + line["index"].to_bytes(8, "big")
        return head + place + leaf

    def take_redaction(self, line: dict[str, Any]) -> None:
        """Why the payload of the entry before is gone."""
        statement = line["statement"].encode()
        content, entry = parse(statement), self.entry
        about = (content["origin"], content["audience"], content["index"], content["leaf"])
        if about != (self.origin, self.audience, entry.get("index"), entry.get("leaf")):
            fail(f"{self.name}: a redaction is about another entry")
        public = self.nation.publics.get(line["key"], b"")
        if not public or not is_signed(
            public, "redaction", statement, bytes.fromhex(line["signature"])
        ):
            fail(f"{self.name} {content['index']}: its redaction is not signed by its key")
        self.reasoned.add(content["index"])

    def take_proof(self, line: dict[str, Any]) -> None:
        """That the entry before is under the checkpoint's root."""
        if self.entry.get("index") != line["index"]:
            fail(f"{self.name}: a proof without its entry")
        path = [bytes.fromhex(hash_) for hash_ in line["path"]]
        if root_of_path(self.leaves[-1], line["index"], self.size, path) != self.root:
            fail(f"{self.name} {line['index']}: it is not under the checkpoint's root")
        self.alone.append(line["index"])

    def close(self) -> str:
        """A sentence on what was verified."""
        if self.redacted - self.reasoned:
            without = sorted(self.redacted - self.reasoned)[:5]
            fail(f"{self.name}: payloads are gone and nobody signed why: {without}")
        if self.signer in self.nation.revoked and self.size > self.limits.get(self.signer, 0):
            fail(f"{self.name}: the key of its checkpoint was revoked and no limit covers it")
        if not self.whole:
            if len(self.alone) != self.entries:
                fail(f"{self.name}: an entry without its proof")
            listed = ", ".join(str(index) for index in self.alone)
            return f"{self.name}: entry {listed} of {self.size} is under the signed root"
        if len(self.leaves) != self.size or root_of(self.leaves) != self.root:
            fail(
                f"{self.name}: {len(self.leaves)} entries do not give the signed root of {self.size}"
            )
        gone = f", {len(self.redacted)} of them redacted" if self.redacted else ""
        return f"{self.name}: all {self.size} entries{gone} give the signed root"


class Bundle:
    """Reads a bundle line by line and verifies as it goes; `sentences` say what was verified."""

    def __init__(self, nations: dict[str, Nation] | None) -> None:
        self.trusted = nations is not None
        self.nations: dict[str, Nation] = nations or {}
        self.stream: Stream | None = None
        self.sentences: list[str] = []
        self.payloads: list[bytes] = []

    def take(self, line: dict[str, Any]) -> None:
        """The next line."""
        kind = line["kind"]
        if kind == "statement":
            if not self.trusted:
                take_statement(self.nations, line)
        elif kind == "stream":
            self.close()
            self.stream = Stream(line, self.nations)
        else:
            self.take_of_stream(kind, line)

    def take_of_stream(self, kind: str, line: dict[str, Any]) -> None:
        """A line about the stream before it."""
        if self.stream is None:
            fail(f"a line `{kind}` before any stream")
        take = {
            "limit": self.stream.take_limit,
            "entry": self.stream.take_entry,
            "redaction": self.stream.take_redaction,
            "proof": self.stream.take_proof,
        }.get(kind) or fail(f"a line of an unknown kind `{kind}`")
        take(line)
        if kind == "entry" and line["payload"] is not None:
            self.payloads.append(base64.b64decode(line["payload"]))

    def close(self) -> None:
        """End the stream that is being read."""
        if self.stream is not None:
            self.sentences.append(self.stream.close())
        self.stream = None


def take_statement(nations: dict[str, Nation], line: dict[str, Any]) -> None:
    """One more statement about keys."""
    payload = line["payload"].encode()
    content = parse(payload)
    name = content["nation"]
    if content["kind"] == "enrolled" and name not in nations:
        nations[name] = Nation(payload)
    if name not in nations or content["v"] != 1:
        fail(f"a statement of a nation that is not enrolled: `{name}`")
    nations[name].take(payload, content, signatures_of(line))


def read_roster(path: Path) -> dict[str, Nation]:
    """The nations of a file of statements."""
    nations: dict[str, Nation] = {}
    for line in parse(path.read_bytes().strip())["statements"]:
        take_statement(nations, line)
    return nations


def verify_bundle(path: Path, nations: dict[str, Nation] | None = None) -> Bundle:
    """The bundle, verified to its end; NotVerifiedError with what does not verify."""
    bundle = Bundle(nations)
    with path.open("rb") as file:
        if parse(file.readline().removesuffix(b"\n")) != {"kind": "bundle", "v": 1}:
            fail("no bundle of a record, or of a newer kind")
        for line in file:
            if not line.endswith(b"\n"):
                fail("the bundle is cut short")
            bundle.take(parse(line[:-1]))
    bundle.close()
    return bundle


def main(arguments: list[str] | None = None) -> int:
    """Verify the file that the arguments name; the exit code."""
    parser = argparse.ArgumentParser(description="Verify a bundle of a record, offline.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--roster", type=Path, help="the file that says whose keys are whose")
    parser.add_argument("--print", action="store_true", dest="payloads", help="show what was said")
    asked = parser.parse_args(arguments)
    try:
        bundle = verify_bundle(asked.bundle, read_roster(asked.roster) if asked.roster else None)
    except NotVerifiedError as error:
        print(f"NOT VERIFIED: {error}")
        return BROKEN
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        print(f"cannot be read: {error!r}", file=sys.stderr)
        return BAD_CALL
    tell(bundle, payloads=asked.payloads)
    return 0


def tell(bundle: Bundle, *, payloads: bool) -> None:
    """Say what was verified."""
    for sentence in bundle.sentences:
        print(sentence)
    for payload in bundle.payloads if payloads else ():
        print(payload.decode(errors="replace"))
    if not bundle.trusted:
        print("keys are as the bundle says; compare these with the nations by another way:")
        for name, nation in sorted(bundle.nations.items()):
            print(f"  {name} {nation.first}")
    print("verified")


if __name__ == "__main__":
    sys.exit(main())

"""The verifier that stands alone: it imports nothing of the program, takes honest bundles and no others."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.record.making import ALL, NOW, PAIR, chance, drafts, keys, opened
from tests.vectors import making_canonical, making_signatures

from coalition.errors import InputError
from coalition.record import offline_verifier as verifier
from coalition.record import revoke_key, rotate_key, save_keyring
from coalition.record.canonical import canonical_bytes
from coalition.record.carriage.exporting import Wish, export_bundle, read_wish
from coalition.record.signing.curve import fault_of_key
from coalition.record.signing.issuing import begin_epoch

KEYRING = keys()
Line = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bundles")
    with opened(made / "r.db", KEYRING) as record:
        record.append(drafts(30))
        record.redact(ALL, 4, reason="names a source")
    rotated = rotate_key(KEYRING, "DEU", random=chance(5), now=NOW)
    rotated = begin_epoch(rotated, "DEU", reason="a test", now=NOW)
    with opened(made / "r.db", rotated, seed=7) as record:
        record.append(drafts(10, begin=30))
    save_keyring(rotated, made / "keys")
    export_bundle(made / "r.db", made / "all.jsonl", [Wish(ALL), Wish(PAIR)])
    export_bundle(made / "r.db", made / "one.jsonl", [Wish(ALL, 7)])
    return made


def lines_of(folder: Path, name: str = "all.jsonl") -> list[Line]:
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def verdict(scratch: Path, lines: list[Line], roster: Path | None = None) -> str:
    """`verified`, or what does not verify."""
    path = scratch / "bundle.jsonl"
    path.write_bytes(b"".join(canonical_bytes(line) + b"\n" for line in lines))
    try:
        verifier.verify_bundle(path, verifier.read_roster(roster) if roster else None)
    except verifier.NotVerifiedError as error:
        return str(error)
    return "verified"


def test_it_imports_the_standard_library_and_cryptography_alone() -> None:
    tree = ast.parse(Path(verifier.__file__).read_text())
    named = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    foreign = {name.split(".")[0] for name in named} - sys.stdlib_module_names
    assert foreign == {"cryptography"}


def run_alone(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The file copied out and run where the program cannot be imported."""
    copy = folder / "copied_verifier.py"
    shutil.copy(verifier.__file__, copy)
    script = (
        "import sys, runpy; sys.modules['coalition'] = None; sys.argv = sys.argv[1:]; "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    command = [sys.executable, "-c", script, str(copy), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_copied_out_it_verifies_whole_streams(folder: Path) -> None:
    done = run_alone(folder, folder / "all.jsonl", "--roster", folder / "keys/roster.json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "DEU/members: all 20 entries, 1 of them redacted give the signed root",
        "FRA/a1b2c3: all 20 entries give the signed root",
        "verified",
    ]


def test_copied_out_it_verifies_one_entry_and_shows_what_was_said(folder: Path) -> None:
    done = run_alone(folder, folder / "one.jsonl", "--print")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[:2] == [
        "DEU/members: entry 7 of 20 is under the signed root", '{"n":14}',
    ]  # fmt: skip
    assert "compare these with the nations" in done.stdout


def test_it_says_by_its_exit_code_what_came_of_it(folder: Path, scratch: Path) -> None:
    (scratch / "bad.jsonl").write_bytes(
        (folder / "one.jsonl").read_bytes().replace(b'"index":7', b'"index":8')
    )
    bad = run_alone(folder, scratch / "bad.jsonl")
    assert (bad.returncode, bad.stdout.startswith("NOT VERIFIED: ")) == (1, True)
    assert run_alone(folder, scratch / "none.jsonl").returncode == 2
    assert run_alone(folder).returncode == 2


def test_a_bundle_tells_nothing_of_other_streams_or_of_the_order(folder: Path) -> None:
    text = (folder / "one.jsonl").read_text()
    assert "FRA" not in text
    assert "position" not in text
    assert "chain" not in text


def first(lines: list[Line], kind: str, number: int = 0) -> Line:
    return [line for line in lines if line["kind"] == kind][number]


CHANGES: dict[str, Callable[[list[Line]], object]] = {
    "a payload": lambda lines: first(lines, "entry").update(payload="eA=="),
    "a salt": lambda lines: first(lines, "entry").update(salt="00" * 32),
    "a leaf": lambda lines: first(lines, "entry").update(leaf="00" * 32),
    "a leaf of no length": lambda lines: first(lines, "entry").update(leaf=""),
    "a signature": lambda lines: first(lines, "entry").update(
        signature=first(lines, "entry", 1)["signature"]
    ),
    "a key": lambda lines: first(lines, "entry").update(key="00" * 16),
    "an epoch": lambda lines: first(lines, "entry").update(epoch=1),
    "an epoch that never was": lambda lines: first(lines, "entry", 19).update(epoch=2),
    "an index": lambda lines: first(lines, "entry").update(index=1),
    "an entry less": lambda lines: lines.remove(first(lines, "entry", 3)),
    "the last entry less": lambda lines: lines.remove(first(lines, "entry", 19)),
    "an entry twice": lambda lines: lines.insert(
        lines.index(first(lines, "entry", 3)), first(lines, "entry", 3)
    ),
    "two entries exchanged": lambda lines: exchange(lines, first(lines, "entry", 1), first(lines, "entry", 2)),
    "an entry redacted in silence": lambda lines: first(lines, "entry").update(payload=None, salt=None),
    "a redaction less": lambda lines: lines.remove(first(lines, "redaction")),
    "a redaction's reason": lambda lines: first(lines, "redaction").update(
        statement=first(lines, "redaction")["statement"].replace("source", "friend")
    ),
    "a redaction's key": lambda lines: first(lines, "redaction").update(key="00" * 16),
    "a checkpoint's size": lambda lines: first(lines, "stream").update(
        checkpoint=first(lines, "stream")["checkpoint"].replace("\n20\n", "\n19\n")
    ),
    "a checkpoint of another stream": lambda lines: first(lines, "stream").update(
        checkpoint=first(lines, "stream", 1)["checkpoint"]
    ),
    "a stream's name": lambda lines: first(lines, "stream").update(audience="others"),
    "a statement less": lambda lines: lines.remove(first(lines, "statement", 1)),
    "the last statement less": lambda lines: lines.remove(
        next(s for s in lines if "epoch-begun" in s.get("payload", ""))
    ),
    "statements out of order": lambda lines: exchange(
        lines, first(lines, "statement", 0), first(lines, "statement", 1)
    ),
    "a statement's signature": lambda lines: first(lines, "statement").update(
        signatures=[[first(lines, "statement")["signatures"][0][0], "00" * 64]]
    ),
    "no signatures on a statement": lambda lines: first(lines, "statement").update(signatures=[]),
    "a kind nobody knows": lambda lines: lines.append({"kind": "blessing"}),
    "another version": lambda lines: lines[0].update(v=2),
    "no head": lambda lines: lines.pop(0),
    "entries before a stream": lambda lines: lines.insert(1, first(lines, "entry")),
    "whole told of one entry": lambda lines: first(lines, "stream").update(whole=False),
}  # fmt: skip


def exchange(lines: list[Line], one: Line, two: Line) -> None:
    i, j = lines.index(one), lines.index(two)
    lines[i], lines[j] = lines[j], lines[i]


def test_an_honest_bundle_verifies(folder: Path, scratch: Path) -> None:
    assert verdict(scratch, lines_of(folder)) == "verified"
    assert verdict(scratch, lines_of(folder, "one.jsonl")) == "verified"


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_bundle_does_not_verify(folder: Path, scratch: Path, name: str) -> None:
    lines = lines_of(folder)
    CHANGES[name](lines)
    assert verdict(scratch, lines) != "verified"


@pytest.mark.parametrize("change", [{"path": []}, {"index": 6}, {"path": ["00" * 32] * 5}])
def test_a_changed_proof_does_not_verify(folder: Path, scratch: Path, change: Line) -> None:
    lines = lines_of(folder, "one.jsonl")
    first(lines, "proof").update(change)
    assert verdict(scratch, lines) != "verified"


def test_an_entry_alone_needs_its_proof(folder: Path, scratch: Path) -> None:
    lines = lines_of(folder, "one.jsonl")
    lines.remove(first(lines, "proof"))
    assert "without its proof" in verdict(scratch, lines)


def test_a_stranger_who_signs_everything_is_not_in_the_roster(
    folder: Path, scratch: Path, tmp_path: Path
) -> None:
    stranger = keys(99)
    with opened(tmp_path / "r.db", stranger) as record:
        record.append(drafts(4))
    export_bundle(tmp_path / "r.db", tmp_path / "b.jsonl", [Wish(ALL)])
    lines = lines_of(tmp_path, "b.jsonl")
    assert verdict(scratch, lines) == "verified"
    assert "no key of `DEU` signed" in verdict(scratch, lines, folder / "keys/roster.json")


def test_a_bundle_that_leaves_out_a_revocation_is_caught_with_the_roster(
    folder: Path, scratch: Path
) -> None:
    old = KEYRING.signer_of("DEU", NOW)
    rotated = begin_epoch(
        rotate_key(KEYRING, "DEU", random=chance(5), now=NOW), "DEU", reason="a test", now=NOW
    )
    save_keyring(revoke_key(rotated, old.key_id, reason="stolen", now=NOW), scratch / "keys")
    assert "was revoked" in verdict(scratch, lines_of(folder), scratch / "keys/roster.json")


def test_its_strict_json_has_the_verdict_of_every_vector() -> None:
    def accepts(case: Line) -> bool:
        try:
            verifier.parse(bytes.fromhex(case["bytes"]) * case.get("repeat", 1))
        except (verifier.NotVerifiedError, ValueError, RecursionError):
            return False
        return True

    deep = {"nested 65 deep"}
    cases = json.loads(making_canonical.FILE.read_text())["cases"]
    assert [c["name"] for c in cases if accepts(c) != c["accept"] and c["name"] not in deep] == []


def test_its_judgement_of_keys_is_that_of_the_program() -> None:
    publics = {
        bytes.fromhex(c["public"]) for c in json.loads(making_signatures.FILE.read_text())["cases"]
    }

    def sound(public: bytes) -> bool:
        try:
            verifier.check_key(public)
        except verifier.NotVerifiedError:
            return False
        return True

    assert [p.hex() for p in sorted(publics) if sound(p) != (fault_of_key(p) is None)] == []


@pytest.mark.parametrize("text", ["DEU", "DEU/x:y", "DEU/x:-1", "", "/x", "a b/c"])
def test_a_wish_that_names_no_stream_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_wish(text)


def test_what_is_not_there_is_not_exported(folder: Path, scratch: Path) -> None:
    for wish in ("DEU/none", "DEU/members:20"):
        with pytest.raises(InputError, match="unknown-stream"):
            export_bundle(folder / "r.db", scratch / "b.jsonl", [read_wish(wish)])
    with pytest.raises(InputError, match="cannot-write"):
        export_bundle(folder / "r.db", folder / "all.jsonl", [Wish(ALL)])

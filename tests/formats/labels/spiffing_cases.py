"""The cases of the spiffing library, read from its own list; nothing of it is kept here.

The corpus lies outside the project (`COALITION_CORPORA`, else `../shared/corpora`); without it tests skip.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.labels import read_ess_label, read_label, read_policy
from coalition.formats.labels.xml_tree import LANGUAGE, parse_xml
from coalition.labels import Label, Policy

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / os.environ.get("COALITION_CORPORA", "../shared/corpora") / "spiffing" / "test-data"


@dataclass(frozen=True)
class Case:
    """One test of the list, with the policies in force where it stands."""

    number: int
    stated: dict[str, str]
    policies: tuple[Policy, ...]

    @property
    def language(self) -> str:
        return self.stated.get(LANGUAGE, "en")

    def label(self) -> Label:
        return label_of(self.stated["label"], self.policies)

    def policy(self, name: str) -> Policy:
        return next(p for p in self.policies if name in (p.name, p.identifier))


def data_of(name: str) -> bytes:
    """A file's bytes, with the one misspelt end tag of the food policies mended; none when it is absent."""
    path = CORPUS / name
    data = path.read_bytes() if path.is_file() else b""
    return data.replace(b"</securityCategiryTagSet>", b"</securityCategoryTagSet>")


def label_of(name: str, policies: tuple[Policy, ...]) -> Label:
    read = read_ess_label if name.endswith(".ber") else read_label
    return read(data_of(name), policies, where=name).label


def policy_of(name: str) -> Policy:
    return read_policy(data_of(name), where=name)


def need_corpus() -> None:
    if not (CORPUS / "tests.xml").is_file():
        pytest.skip(f"no spiffing corpus at {CORPUS}")


def cases() -> Iterator[Case]:
    """Every test of the list in order."""
    need_corpus()
    number = 0
    for sequence in parse_xml(data_of("tests.xml"), where="tests.xml").children:
        policies: list[Policy] = []
        for node in sequence.children:
            if node.name == "policy":
                policies += _policies(node.attributes["spif"])
            else:
                number += 1
                yield Case(number, dict(node.attributes), tuple(policies))


def _policies(name: str) -> list[Policy]:
    try:
        return [policy_of(name)]
    except InputError:
        return []

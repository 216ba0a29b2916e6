"""The 196 inclusion and consistency vectors of transparency-dev/merkle, good and bad."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition.record.merkle.verifying import consistent, includes

CORPUS = Path(__file__).parents[3] / "../shared/corpora/rfc6962-merkle/testdata"


def vectors(kind: str) -> Iterator[dict]:
    for path in sorted((CORPUS / kind).rglob("*.json")):
        yield json.loads(path.read_text())


def hashes(vector: dict) -> list[bytes]:
    return [b64decode(text) for text in vector["proof"] or []]


@pytest.fixture(scope="module", autouse=True)
def corpus() -> None:
    if not CORPUS.is_dir():
        pytest.skip("no vectors at ../shared/corpora/rfc6962-merkle")


def test_every_inclusion_vector_has_its_verdict() -> None:
    wrong = [
        vector["desc"]
        for vector in vectors("inclusion")
        if includes(
            b64decode(vector["root"] or ""),
            vector["treeSize"],
            index=vector["leafIdx"],
            leaf=b64decode(vector["leafHash"] or ""),
            path=hashes(vector),
        )
        == vector["wantErr"]
    ]
    assert not wrong


def test_every_consistency_vector_has_its_verdict() -> None:
    wrong = [
        vector["desc"]
        for vector in vectors("consistency")
        if consistent(
            b64decode(vector["root1"] or ""),
            b64decode(vector["root2"] or ""),
            old=vector["size1"],
            new=vector["size2"],
            path=hashes(vector),
        )
        == vector["wantErr"]
    ]
    assert not wrong


def test_there_are_196_vectors() -> None:
    assert len(list(vectors("inclusion"))) + len(list(vectors("consistency"))) == 196

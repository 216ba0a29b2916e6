"""Documents by digest: the same goes in once, and one that was changed is never given out."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import IntegrityError
from coalition.operations.crisis.planning.shelf import PlanShelf


def test_a_document_comes_back_by_its_digest(tmp_path: Path) -> None:
    shelf = PlanShelf(tmp_path)
    digest = shelf.put({"plan": "x"})
    assert shelf.put({"plan": "x"}) == digest
    assert PlanShelf(tmp_path).find(digest) == {"plan": "x"}
    assert PlanShelf(tmp_path).find("0" * 64) is None
    assert PlanShelf(tmp_path).find("../../etc/passwd") is None


def test_a_changed_document_is_not_given_out(tmp_path: Path) -> None:
    digest = PlanShelf(tmp_path).put({"plan": "x"})
    path = next(tmp_path.iterdir())
    path.write_bytes(path.read_bytes().replace(b"x", b"y"))
    with pytest.raises(IntegrityError):
        PlanShelf(tmp_path).find(digest)

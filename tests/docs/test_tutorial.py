"""The tutorial is run as it stands."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_tutorial_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs/tutorial/first-plan.md").read_text().replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "first-plan", None, 0)
    results = doctest.DocTestRunner().run(test)
    assert results.attempted > 8
    assert results.failed == 0

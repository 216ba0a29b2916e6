"""Whoever starts a server is told to carry the root keys off, as long as they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.cli import serving
from coalition.server.running import _roots_of


def test_root_keys_are_told_of_until_they_are_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roots = tmp_path / "keys" / "roots"
    assert _roots_of(tmp_path) is None
    roots.mkdir(parents=True)
    assert _roots_of(tmp_path) is None
    (roots / "DEU.key").write_text("x")
    assert _roots_of(tmp_path) == roots
    serving._tell("http://127.0.0.1:8080/", [], roots)
    assert f"{roots}: carry them off this machine" in capsys.readouterr().out.replace("\n", "")
    serving._tell("http://127.0.0.1:8080/", [], None)
    assert "carry" not in capsys.readouterr().out

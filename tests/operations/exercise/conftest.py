"""A small book, and lists to play on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.operations.exercise.lists import HEADS

from coalition.formats.new_book import new_book


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exercise") / "book"
    new_book(folder)
    return folder


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """Writes a list of rows under the usual heads."""

    def write(*rows: str, heads: str = HEADS) -> Path:
        path = tmp_path / "events.csv"
        path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
        return path

    return write

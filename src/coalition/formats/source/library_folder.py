"""The library that comes with the program: instruments, bodies, nations and catalogues in the book's format."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

LIBRARY = Path(__file__).parents[2] / "library"
"""Where the packaged library lies."""
_NAME = re.compile(r"(?:(?:instruments|national|positions)/)?[A-Za-z0-9][\w.\-]*", re.ASCII)
_UNKNOWN = ("", "?")


def find_instrument(name: str) -> Path | None:
    """The file of `NAME`, `national/ISO` or `positions/NAME`, or None when the library has none."""
    if not _NAME.fullmatch(name):
        return None
    path = LIBRARY / f"{name if '/' in name else 'instruments/' + name}.toml"
    return path if path.is_file() else None


def instrument_names() -> tuple[str, ...]:
    """Every name a book may take from the library, sorted."""
    rooms = (("instruments", ""), ("national", "national/"), ("positions", "positions/"))
    found = [mark + path.stem for room, mark in rooms for path in (LIBRARY / room).glob("*.toml")]
    return tuple(sorted(found))


def command_powers() -> dict[tuple[str, str], bool]:
    """Whether a state of command allows a power, by state and power; what is not stated is not there."""
    return {
        (row["state"], row["power"]): row["allowed"].strip().lower() in {"yes", "true", "1"}
        for row in _rows("command_states.csv")
        if row.get("state") and row.get("power") and (row.get("allowed") or "") not in _UNKNOWN
    }


def caveat_kinds() -> frozenset[str]:
    """The catalogued kinds of caveat: the first column of `caveat_kinds.csv`."""
    return frozenset(next(iter(row.values())) for row in _rows("caveat_kinds.csv"))


def _rows(file: str) -> list[dict[str, str]]:
    path = LIBRARY / file
    if not path.is_file():
        return []
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))

"""How a good book is broken: small changes to its files, each with the faults it must be found by.

    broken("wrong unit", replace("lift.csv", "speed_kmh", "speed_t"),
           ("wrong-dimension", "lift.csv:row 1, column speed_t"))

An expected fault is its code and its place; the place `file@text` is the line that holds the text. Every
fault found must be expected too, unless the book is marked `more`: one mistake must not make a heap of others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path], None]
Expected = tuple[str, str]


@dataclass(frozen=True)
class Broken:
    """A book broken on purpose."""

    name: str
    changes: tuple[Change, ...]
    expected: tuple[Expected, ...]
    more: bool = False

    def places(self, folder: Path) -> list[Expected]:
        """Code and place of each fault expected, line numbers looked up in the broken files."""
        return [(code, find_line(folder, where)) for code, where in self.expected]


def find_line(folder: Path, where: str) -> str:
    """`file@text` as `file:line` of the last line that holds the text; anything else as it is."""
    file, _, text = where.partition("@")
    if not text:
        return where
    lines = (folder / file).read_text().split("\n")
    return f"{file}:{max(number for number, line in enumerate(lines, start=1) if text in line)}"


def broken(name: str, *parts: Change | Expected, more: bool = False) -> Broken:
    """A broken book: first its changes, then the faults expected."""
    changes = tuple(part for part in parts if not isinstance(part, tuple))
    return Broken(name, changes, tuple(part for part in parts if isinstance(part, tuple)), more)


def replace(file: str, old: str, new: str) -> Change:
    """Replace the first `old` in a file; it must be there."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text()
        assert old in text, f"{file} does not hold {old!r}"
        (folder / file).write_text(text.replace(old, new, 1))

    return change


def append(file: str, text: str) -> Change:
    """Put text at the end of a file."""

    def change(folder: Path) -> None:
        with (folder / file).open("a") as stream:
            stream.write(text)

    return change


def write(file: str, content: str | bytes) -> Change:
    """Write a whole file."""

    def change(folder: Path) -> None:
        data = content.encode() if isinstance(content, str) else content
        (folder / file).write_bytes(data)

    return change


def remove(file: str) -> Change:
    """Remove a file."""
    return lambda folder: (folder / file).unlink()


def cell(file: str, row: int, head: str, value: str) -> Change:
    """Put a value into a cell of a plain CSV (rows numbered as a spreadsheet does)."""

    def change(folder: Path) -> None:
        lines = (folder / file).read_text().split("\n")
        cells = lines[row - 1].split(",")
        cells[lines[0].split(",").index(head)] = value
        lines[row - 1] = ",".join(cells)
        (folder / file).write_text("\n".join(lines))

    return change


def column(file: str, head: str, *values: str) -> Change:
    """Add a column with the values from row 2 on; rows left over stay blank."""

    def change(folder: Path) -> None:
        lines = (folder / file).read_text().rstrip("\n").split("\n")
        rest = list(values) + [""] * len(lines)
        added = [f"{lines[0]},{head}"] + [f"{line},{rest[n]}" for n, line in enumerate(lines[1:])]
        (folder / file).write_text("\n".join(added) + "\n")

    return change


def drop_column(file: str, head: str) -> Change:
    """Take a column out of a plain CSV."""

    def change(folder: Path) -> None:
        lines = (folder / file).read_text().rstrip("\n").split("\n")
        place = lines[0].split(",").index(head)
        kept = [",".join(c for n, c in enumerate(line.split(",")) if n != place) for line in lines]
        (folder / file).write_text("\n".join(kept) + "\n")

    return change

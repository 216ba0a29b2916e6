"""Writes a generated book into a folder; the only module of the room that touches the disk."""

from __future__ import annotations

from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.generation.northern import northern_reinforcement, small_reinforcement


def generate_book(
    *,
    requirements: int,
    seed: int,
    folder: Path,
    scarcity: str = "medium",
    unknowns: int = 0,
    small: bool = False,
) -> tuple[Path, ...]:
    """The files written, in order of name; the folder is made when it is missing.

    Raises InputError when the folder already holds files, or for options that are not understood.
    """
    if folder.exists() and any(folder.iterdir()):
        hint = "name a new folder, so that nothing of yours is overwritten"
        raise InputError([Fault(str(folder), "generate-folder", "the folder is not empty", hint)])
    make = small_reinforcement if small else northern_reinforcement
    files = make(requirements, seed, scarcity=scarcity, unknowns=unknowns)
    for name, text in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in sorted(files))

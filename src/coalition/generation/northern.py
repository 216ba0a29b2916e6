"""The door of the room: a fictional reinforcement of the north as texts, or written into a folder.

Only `generate_book` touches the disk; the other two are pure.
"""

from __future__ import annotations

from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.generation.composition import book_files
from coalition.generation.theatre.frame import Frame, Profile, Scarcity


def northern_reinforcement(
    requirements: int, seed: int, *, scarcity: str = "medium", unknowns: int = 0
) -> dict[str, str]:
    """File name to text of a fictional reinforcement of the north over about 70 real places, 90 days.

    Raises InputError for a number below one or a scarcity that is not `ample`, `medium` or `scarce`.
    """
    return book_files(_frame(requirements, seed, Profile.NORTHERN, scarcity, unknowns))


def small_reinforcement(
    requirements: int, seed: int, *, scarcity: str = "medium", unknowns: int = 0
) -> dict[str, str]:
    """The same rules over ten places, few carriers and 30 days, for exact models. Raises as above."""
    return book_files(_frame(requirements, seed, Profile.SMALL, scarcity, unknowns))


def _frame(requirements: int, seed: int, profile: Profile, scarcity: str, unknowns: int) -> Frame:
    faults = []
    if requirements < 1:
        faults.append(Fault("requirements", "generate-size", f"`{requirements}` is below one"))
    if unknowns < 0:
        faults.append(Fault("unknowns", "generate-unknowns", f"`{unknowns}` is below zero"))
    if scarcity not in set(Scarcity):
        hint = f"write one of {', '.join(Scarcity)}"
        faults.append(Fault("scarcity", "generate-scarcity", f"`{scarcity}` is no scarcity", hint))
    if faults:
        raise InputError(faults)
    return Frame(requirements, seed, profile, Scarcity(scarcity), unknowns)


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
    if folder.is_file() or (folder.exists() and any(folder.iterdir())):
        hint = "name a new folder, so that nothing of yours is overwritten"
        raise InputError([Fault(str(folder), "generate-folder", "the folder is not empty", hint)])
    make = small_reinforcement if small else northern_reinforcement
    files = make(requirements, seed, scarcity=scarcity, unknowns=unknowns)
    for name, text in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in sorted(files))

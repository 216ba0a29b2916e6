"""The command that writes fictional books."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter, validators
from rich.console import Console


def generate(
    folder: Path,
    /,
    *,
    requirements: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=100_000))] = 200,
    seed: int = 1,
    scarcity: Literal["ample", "medium", "scarce"] = "medium",
) -> int:
    """Write a fictional northern reinforcement over real geography, of any size.

    The same seed and size give the same bytes. Example:
    `coalition generate out/north --requirements 1000 --seed 7`

    Parameters
    ----------
    folder
        Where to write the book; must be absent or empty.
    requirements
        How many requirements (ULNs).
    seed
        Chooses among the books of this size.
    scarcity
        How short lift is.

    """
    from coalition.generation.northern import generate_book

    generate_book(folder=folder, requirements=requirements, seed=seed, scarcity=scarcity)
    Console().print(f"wrote {folder} ({requirements} requirements, seed {seed}, {scarcity} lift)")
    return 0

"""Where the bundled cases lie, and what the environment asks of this run. The only reader of either."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run takes from outside its arguments: where cases lie, and whether to show progress."""

    cases: Path
    show_progress: bool


def read_settings() -> Settings:
    """Settings of this run. `COALITION_QUIET` turns live progress off.

    The cases are those in the installed package, or in the checkout the package is run from.
    """
    packaged = _PACKAGE / "cases"
    cases = packaged if packaged.is_dir() else _PACKAGE.parents[1] / "cases"
    return Settings(cases=cases, show_progress=not os.environ.get("COALITION_QUIET"))

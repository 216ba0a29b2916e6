"""Names by which well-known treaties go: our own short list, `titles.csv`, for ATOP has none."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coalition.model.law import Bindingness


@dataclass(frozen=True, slots=True)
class Title:
    """A treaty's name (empty: none is known) and whether it binds in law."""

    text: str = ""
    nature: Bindingness = Bindingness.LEGAL


@cache
def known_titles() -> Mapping[str, Title]:
    """The titles by ATOP id: common knowledge, matched by parties and date, unchecked."""
    text = files("coalition.formats.atop").joinpath("titles.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["atop"]: Title(row["title"], Bindingness(row["nature"])) for row in rows}

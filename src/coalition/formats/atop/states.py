"""The states of the Correlates of War (COW) numbers, as nation ids: our own table, `states.csv`.

ISO 3166-1 alpha-3 where the number stands for one present state, ISO 3166-3 for former ones that have a
code there, else a user-assigned `X..` code, the library's where it has one. COW's own abbreviations of former
states are understood as well. What a state was called changes with time: Serbia and Yugoslavia are one
number, and so one id. The former names and their dates are common knowledge, unchecked.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from coalition.model.identity import NationId


@dataclass(frozen=True, slots=True)
class States:
    """COW numbers to nations and back, other codes a person may type, and names by time."""

    nations: Mapping[str, NationId]
    numbers: Mapping[NationId, tuple[str, ...]]
    also: Mapping[str, NationId]
    names: Mapping[NationId, tuple[tuple[str, str, str], ...]]

    def nation(self, number: str) -> NationId:
        """The nation of a COW number; `COW` and the number when the table has none."""
        return self.nations.get(number, NationId(f"COW{number}"))

    def typed(self, text: str) -> NationId | None:
        """The nation someone means: its id, a former code, or a COW number (`211`, `COW211`)."""
        code = text.strip().upper()
        if code in self.names:
            return NationId(code)
        return self.also.get(code) or self.nations.get(code.removeprefix("COW"))

    def name(self, nation: str, on: date | None = None) -> str:
        """What the nation was called on a day (default: last known); its id when the table has none."""
        names = self.names.get(NationId(nation), ())
        for name, opens, closes in names if on else ():
            if (not opens or opens <= f"{on}") and (not closes or f"{on}" < closes):
                return name
        return names[-1][0] if names else nation

    def like(self, nation: NationId) -> tuple[str, ...]:
        """Other nations whose name shares its first word (`AUT`: `XAH Austria-Hungary`)."""
        words = {name.split()[0].split("-")[0] for name, _, _ in self.names.get(nation, ())}
        return tuple(
            f"{other} {names[-1][0]}"
            for other, names in sorted(self.names.items())
            if other != nation and any(set(_words(name)) & words for name, _, _ in names)
        )


def _words(name: str) -> list[str]:
    return name.replace("-", " ").replace("(", " ").split()


@cache
def read_states() -> States:
    """The table as it ships."""
    text = files("coalition.formats.atop").joinpath("states.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    numbers: dict[NationId, list[str]] = {}
    names: dict[NationId, list[tuple[str, str, str]]] = {}
    for row in rows:
        nation = NationId(row["nation"])
        numbers.setdefault(nation, []).append(row["cow"])
        names.setdefault(nation, []).append((row["name"], row["from"], row["until"]))
    return States(
        {row["cow"]: NationId(row["nation"]) for row in rows},
        {nation: tuple(dict.fromkeys(found)) for nation, found in numbers.items()},
        {code: NationId(r["nation"]) for r in rows for code in r["also"].split(";") if code},
        {nation: tuple(found) for nation, found in names.items()},
    )

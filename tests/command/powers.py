"""The matrix of the states of command, from the library."""

from __future__ import annotations

import csv
from importlib.resources import files

from coalition.model.law import CommandState


def _read() -> dict[CommandState, frozenset[str]]:
    text = (files("coalition.library") / "command_states.csv").read_text(encoding="utf-8")
    found: dict[CommandState, frozenset[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["allowed"] == "yes":
            state = CommandState(row["state"])
            found[state] = found.get(state, frozenset()) | {row["power"]}
    return found


POWERS = _read()

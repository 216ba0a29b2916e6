"""A TOML text as values with their lines; reads on past a faulty line to find the faults after it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from coalition.formats.faults import FaultLog
from coalition.formats.source.toml_position import Path, line_of, lines_of

_MOST_REPAIRS = 20
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_DUPLICATES = ("Cannot overwrite a value", "Cannot declare", "Duplicate inline table key")
_DEEPEST = 60
_ENDLESS_NUMBER = re.compile(r"\d{400}", re.ASCII)
"""Python refuses to convert a number of more than 4,300 digits and does not say where it stands."""


@dataclass(slots=True)
class TomlFile:
    """What a TOML file says; `whole` is False when lines were left out to read the rest."""

    shown: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=lambda: {(): 1})
    whole: bool = True

    def where(self, path: Path) -> str:
        """`file:line` of the path or its nearest known parent."""
        return f"{self.shown}:{line_of(self.lines, path)}"


def parse_toml(text: str, shown: str, log: FaultLog) -> TomlFile:
    """The values of the text; every syntax fault that can be passed by is logged with its line."""
    text = text.replace("\r\n", "\n")
    if _too_deep(text):
        log.add("too-deep", f"{shown}:1", f"values nested deeper than {_DEEPEST}")
        return TomlFile(shown, whole=False)
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if _ENDLESS_NUMBER.search(line):
            log.add("absurd-value", f"{shown}:{number}", "a number of hundreds of digits")
            lines[number - 1] = ""
    for _ in range(_MOST_REPAIRS):
        try:
            values = tomllib.loads("\n".join(lines))
        except (ValueError, RecursionError) as error:
            faulty = _report(error, len(lines), shown, log)
            if faulty is None or not lines[faulty - 1].strip():
                break
            lines[faulty - 1] = ""
        else:
            repaired = "\n".join(lines)
            return TomlFile(shown, values, lines_of(repaired), whole=repaired == text)
    return TomlFile(shown, whole=False)


def _report(error: Exception, last: int, shown: str, log: FaultLog) -> int | None:
    """Log the syntax fault and return its line, or None when the parser names none."""
    text = str(error)
    found = _AT_LINE.search(text)
    message = _AT_LINE.sub("", text)
    code = "duplicate-key" if message.startswith(_DUPLICATES) else "toml-syntax"
    number = int(found[1]) if found and found[1] else None
    log.add(code, f"{shown}:{number or last}", message[:1].lower() + message[1:])
    return number


def _too_deep(text: str) -> bool:
    """Whether brackets nest so deep, comments and strings included, that parsing could exhaust."""
    depth = 0
    for character in text:
        if character in "[{":
            depth += 1
            if depth > _DEEPEST:
                return True
        elif character in "]}":
            depth = max(depth - 1, 0)
    return False

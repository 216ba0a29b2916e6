"""The lessons file: from an observation to a lesson learned, each with the check that keeps it learned.

The stations are those of NATO's lessons process: an observation, the lesson identified in it, a remedial action
with the body that acts, and a lesson learned once the action is done and shown to work. Here it is shown by a
check: an exercise played again to an event, and what the plan is held to there.

    [[lesson]]
    id = "northern-1"
    observation = "..."                 # what was seen
    lesson = "..."                      # what is to be learned from it
    body = "..."                        # who acts
    action = "..."                      # what is done about it
    due = 2027-06-01
    done = 2027-05-20                   # when the action was done; absent: not yet

    [lesson.check]
    book = "book"                       # paths from this file on
    list = "book/exercise/list.csv"
    event = "E3"                        # played to this event; absent: to the end
    expect = "unmet = 0"
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coalition.formats.exercise.expectation import read_clauses
from coalition.formats.faults import FaultLog, did_you_mean, quote
from coalition.formats.parse.values import ValueFault, read_id
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import TomlFile, parse_toml
from coalition.measure.instants import Minute

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TEXTS = ("id", "observation", "lesson", "body", "action")
_DATES = ("due", "done")
_CHECK = ("book", "list", "map", "plan", "event", "expect", "work", "seed")
_CHECK_NEEDS = ("book", "list", "expect")


@dataclass(frozen=True, slots=True)
class Check:
    """An exercise to be played to an event, and what the plan is held to there. Paths are from the file on."""

    book: str
    list: str
    expect: str
    event: str = ""
    map: str = ""
    plan: str = ""
    work: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it stands in the file. Dates are ISO, blank when absent."""

    id: str
    observation: str
    lesson: str = ""
    body: str = ""
    action: str = ""
    due: str = ""
    done: str = ""
    check: Check | None = None
    where: str = ""

    @property
    def station(self) -> str:
        """How far it has come, before its check has spoken."""
        if not self.lesson:
            return "observation"
        if not (self.action and self.body):
            return "lesson identified"
        return "action done" if self.done else "action assigned"


def read_lessons(path: Path, log: FaultLog) -> tuple[Lesson, ...]:
    """The lessons of the file, in order; every fault with its line goes to the log."""
    text = read_clean_text(path, path.name, log, most=MOST_TOML_BYTES)
    if text is None:
        return ()
    file = parse_toml(text, path.name, log)
    for key in file.values.keys() - {"lesson"}:
        log.add("unknown-key", file.where((key,)), f"{quote(key)} is no part of a lessons file")
    tables = file.values.get("lesson")
    if not isinstance(tables, list) or not tables:
        if file.whole:
            log.add("missing-key", file.where(()), "the file holds no `[[lesson]]`")
        return ()
    found = [
        _Reader(file, ("lesson", place), table, log).lesson() for place, table in enumerate(tables)
    ]
    seen: set[str] = set()
    for one in found:
        if one.id and one.id in seen:
            log.add("duplicate-id", one.where, f"{quote(one.id)} is already a lesson of this file")
        seen.add(one.id)
    return tuple(found)


def written_lesson(lesson: Lesson) -> str:
    """The lesson as TOML, to stand at the end of a file."""
    lines = ["[[lesson]]"]
    lines += [
        f"{name} = {_quoted(getattr(lesson, name))}" for name in _TEXTS if getattr(lesson, name)
    ]
    lines += [f"{name} = {getattr(lesson, name)}" for name in _DATES if getattr(lesson, name)]
    if lesson.check is not None:
        given = {name: getattr(lesson.check, name) for name in _CHECK}
        lines += ["", "[lesson.check]"]
        lines += [
            f"{name} = {_quoted(value) if isinstance(value, str) else value}"
            for name, value in given.items() if value not in {"", None} and (name, value) != ("seed", 0)
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML 1.0: JSON's escapes are among its own, DEL is not allowed bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Reader:
    """Reads one lesson; knows where it stands."""

    def __init__(
        self, file: TomlFile, path: tuple[str | int, ...], table: Any, log: FaultLog
    ) -> None:
        self._file, self._path, self._log = file, path, log
        self._table: dict[str, Any] = table if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            log.add("wrong-type", file.where(path), "a lesson is a table")

    def lesson(self) -> Lesson:
        """The lesson, its faults in the log."""
        table, where = self._table, self._file.where(self._path)
        self._check_keys(table, self._path, (*_TEXTS, *_DATES, "check"), ("id", "observation"))
        texts = {name: self._text(table, self._path, name) for name in _TEXTS}
        if texts["id"]:
            self._tried(lambda: read_id(texts["id"]), (*self._path, "id"))
        dates = {name: self._date(name) for name in _DATES}
        return Lesson(**texts, **dates, check=self._check(), where=where)

    def _check(self) -> Check | None:
        table = self._table.get("check")
        path = (*self._path, "check")
        if table is None:
            return None
        if not isinstance(table, dict):
            self._log.add("wrong-type", self._file.where(path), "a check is a table")
            return None
        self._check_keys(table, path, _CHECK, _CHECK_NEEDS)
        texts = {n: self._text(table, path, n) for n in _CHECK if n not in {"work", "seed"}}
        for fault in read_clauses(texts["expect"], Minute(0))[1]:
            where = self._file.where((*path, "expect"))
            self._log.add(fault.code, where, fault.message, fault.hint)
        work, seed = (self._whole(table, path, name) for name in ("work", "seed"))
        return Check(**texts, work=work, seed=seed or 0)

    def _check_keys(
        self, table: dict[str, Any], path: tuple[str | int, ...], known: tuple[str, ...], needs: tuple[str, ...]
    ) -> None:  # fmt: skip
        for key in table:
            if key not in known:
                where = self._file.where((*path, key))
                self._log.add(
                    "unknown-key", where, f"{quote(key)} is not read", did_you_mean(key, known)
                )
        for key in needs:
            if not table.get(key):
                self._log.add("missing-key", self._file.where(path), f"`{key}` is missing or empty")

    def _text(self, table: dict[str, Any], path: tuple[str | int, ...], name: str) -> str:
        value = table.get(name, "")
        if isinstance(value, str):
            return value
        self._log.add("wrong-type", self._file.where((*path, name)), f"`{name}` is a text")
        return ""

    def _whole(self, table: dict[str, Any], path: tuple[str | int, ...], name: str) -> int | None:
        value = table.get(name)
        if value is None or (type(value) is int and value >= 0):
            return value
        self._log.add(
            "wrong-type", self._file.where((*path, name)), f"`{name}` is a whole number from 0"
        )
        return None

    def _date(self, name: str) -> str:
        value = self._table.get(name, "")
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        if value:
            where = self._file.where((*self._path, name))
            hint = "write it like 2027-05-20, without quotes"
            self._log.add("bad-date", where, f"`{name}` is not a day", hint)
        return ""

    def _tried(self, read: Callable[[], object], path: tuple[str | int, ...]) -> None:
        try:
            read()
        except ValueFault as fault:
            self._log.add(fault.code, self._file.where(path), fault.message, fault.hint)

"""Keep a lesson in its file, and play the checks of lessons again as regression tests.

A lesson is learned when its action is done and its check holds. A check that fails is told in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from os.path import relpath
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.exercise.expectation import read_clauses
from coalition.formats.exercise.lessons import Check, Lesson, read_lessons, written_lesson
from coalition.formats.exercise.nouns import Clause
from coalition.formats.faults import CODES, FaultLog, quote
from coalition.formats.parse.values import ValueFault, read_id
from coalition.formats.plan_json import read_plan
from coalition.formats.whole_write import write_file
from coalition.measure.instants import Minute
from coalition.operations.exercise.content import clause_row
from coalition.operations.exercise.evaluation import Checked, check_clause
from coalition.operations.exercise.playing import USUAL_WORK, ExerciseRun, play
from coalition.operations.exercise.script import Script, read_script


class Outcome(StrEnum):
    """What a check says."""

    HOLDS = "holds"
    FAILS = "fails"
    NONE = "no check"


@dataclass(frozen=True, slots=True)
class LessonChecked:
    """A lesson of a file with what its check says; `station` is how far it has come now."""

    file: Path
    lesson: Lesson
    outcome: Outcome
    station: str
    clauses: tuple[Checked, ...]
    words: tuple[str, ...]
    """Each clause with what was measured."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A check whose exercise is read: where it is played to, and what holds there."""

    file: Path
    lesson: Lesson
    check: Check | None
    script: Script | None = None
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonAsked:
    """A lesson as a user says it: its texts and dates by key, paths of its check, where it is held to what."""

    texts: Mapping[str, str]
    dates: Mapping[str, str]
    paths: Mapping[str, Path | None]
    event: str = ""
    expect: str = ""


def keep_asked(file: Path, asked: LessonAsked) -> Lesson:
    """The lesson as kept. Raises InputError also when a part of the check lacks, or a date or id is none."""
    log = FaultLog()
    for name, text in asked.dates.items():
        if text and not _is_day(text):
            log.add("bad-date", f"--{name}", f"{quote(text)} is not a day")
    given = {name: str(path) for name, path in asked.paths.items() if path is not None}
    parts = {"book": given.get("book"), "events": given.get("list"), "expect": asked.expect}
    wanted = bool(given or asked.event or asked.expect)
    for name, part in parts.items():
        if wanted and not part:
            log.add("missing-value", f"--{name}", f"a check needs `--{name}`")
    if asked.texts.get("id"):
        try:
            read_id(asked.texts["id"])
        except ValueFault as fault:
            log.add(fault.code, "--id", fault.message, fault.hint)
    if not asked.texts.get("observation", "").strip():
        log.add("missing-value", "--observation", "a lesson begins with what was seen")
    if log.found:
        raise InputError(log.found)
    paths = (given.get("book", ""), given.get("list", ""))
    check = Check(*paths, asked.expect, asked.event, given.get("map", "")) if wanted else None
    return keep_lesson(file, Lesson(**{"id": "", **asked.texts}, **asked.dates, check=check))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def keep_lesson(file: Path, lesson: Lesson) -> Lesson:
    """The lesson as kept at the end of the file, which is made when absent; an empty id takes the next number.

    Paths of its check are taken from the working folder, and kept from the file on. Raises InputError when
    the file has faults, the id is taken, or the check cannot be read; the file is then as it was.
    """
    log = FaultLog()
    known = read_lessons(file, log) if file.exists() else ()
    if log.found:
        raise InputError(log.found)
    kept = replace(
        lesson, id=lesson.id or _next(known), check=_from_file(lesson.check, file.parent)
    )
    if any(one.id == kept.id for one in known):
        message = f"{quote(kept.id)} is already a lesson of this file"
        raise InputError([Fault(file.name, "duplicate-id", message, CODES["duplicate-id"][1])])
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    text = (before.rstrip("\n") + "\n\n" if before.strip() else "") + written_lesson(kept)
    _proved(file, kept)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_file(file, text.encode("utf-8"))
    return kept


def check_lessons(files: Iterable[Path]) -> tuple[LessonChecked, ...]:
    """Every lesson of the files with what its check says; exercises that several share are played once.

    Raises InputError with every fault of all files, and of the exercises their checks name; also when there is
    no file, since nothing checked must not look like everything in order.
    """
    ready, log, scripts = list[_Ready](), FaultLog(), dict[tuple[Path, ...], Script]()
    named = tuple(files)
    if not named:
        log.add("missing-file", "lessons", "no lessons file is named", "name at least one")
    for file in named:
        ready += [_ready(file, lesson, scripts, log) for lesson in read_lessons(file, log)]
    if log.found:
        raise InputError(log.found)
    runs: dict[tuple[object, ...], ExerciseRun] = {}
    for key, members in _shared(ready).items():
        runs[key] = _run(members)
    return tuple([_checked(one, runs) for one in ready])


def _next(known: tuple[Lesson, ...]) -> str:
    taken = {one.id for one in known}
    return next(f"L{n}" for n in range(1, len(known) + 2) if f"L{n}" not in taken)


def _from_file(check: Check | None, folder: Path) -> Check | None:
    if check is None:
        return None

    def shown(path: str) -> str:
        return Path(relpath(Path(path).resolve(), folder.resolve())).as_posix() if path else ""

    book, listed = shown(check.book), shown(check.list)
    return replace(check, book=book, list=listed, map=shown(check.map), plan=shown(check.plan))


def _proved(file: Path, lesson: Lesson) -> None:
    """Raises InputError when the lesson would not be read back, or its exercise has faults."""
    log = FaultLog()
    if lesson.check is not None:
        _ready(file, lesson, {}, log)
    if log.found:
        raise InputError(log.found)


def _ready(
    file: Path, lesson: Lesson, scripts: dict[tuple[Path, ...], Script], log: FaultLog
) -> _Ready:
    check = lesson.check
    if check is None or not (check.book and check.list):
        return _Ready(file, lesson, None)
    places = tuple(
        (file.parent / part).resolve() for part in (check.book, check.list, check.map) if part
    )
    try:
        if places not in scripts:
            mapping = places[2] if check.map else None
            scripts[places] = read_script(places[0], places[1], mapping=mapping)
    except InputError as error:
        where = lesson.where or file.name
        log.found += [replace(fault, where=f"{where}, {fault.where}") for fault in error.faults]
        return _Ready(file, lesson, check)
    script = scripts[places]
    clauses = _clauses(lesson, check, script, log)
    return _Ready(file, lesson, check, script, clauses)


def _clauses(lesson: Lesson, check: Check, script: Script, log: FaultLog) -> tuple[Clause, ...]:
    played = [event.number for event in script.events.script]
    if check.event and check.event not in played:
        message = f"the list plays no event {quote(check.event)}"
        log.add("unknown-reference", lesson.where, message)
    names = set(map(str, script.book.requirements))
    brought = {str(item.subject) for news in script.news.values() for item in news.items}
    clauses, faults = read_clauses(
        check.expect, script.book.crisis.activated, sorted(names | brought)
    )
    for fault in faults:
        log.add(fault.code, lesson.where, fault.message, fault.hint)
    return tuple(clauses)


def _key(one: _Ready) -> tuple[object, ...]:
    """What two checks share when one run answers both."""
    check = one.check or Check("", "", "")
    plan = (one.file.parent / check.plan).resolve() if check.plan else None
    return id(one.script), plan, check.work, check.seed


def _shared(ready: Iterable[_Ready]) -> Mapping[tuple[object, ...], list[_Ready]]:
    groups: dict[tuple[object, ...], list[_Ready]] = {}
    for one in ready:
        if one.script is not None:
            groups.setdefault(_key(one), []).append(one)
    return groups


def _run(members: list[_Ready]) -> ExerciseRun:
    """The exercise played as far as the last of the checks needs."""
    first = members[0]
    script, check = first.script, first.check
    if script is None or check is None:
        raise ValueError("a check without an exercise cannot be played")
    order = {event.number: place for place, event in enumerate(script.events.script)}
    wanted = [one.check.event if one.check else "" for one in members]
    last = None if "" in wanted else max(wanted, key=order.__getitem__)
    plan = read_plan(first.file.parent / check.plan) if check.plan else None
    work = USUAL_WORK if check.work is None else check.work
    return play(script, plan, work=work, seed=check.seed, until=last)


def _checked(one: _Ready, runs: Mapping[tuple[object, ...], ExerciseRun]) -> LessonChecked:
    if one.script is None or one.check is None:
        return LessonChecked(one.file, one.lesson, Outcome.NONE, one.lesson.station, (), ())
    run = runs[_key(one)]
    event = one.check.event
    reached = [
        played.measured for played in run.played if not event or played.event.number == event
    ]
    measured = reached[-1] if reached else run.start
    found = tuple(check_clause(clause, measured) for clause in one.clauses)
    holds = all(checked.met for checked in found)
    station = "lesson learned" if holds and one.lesson.done else one.lesson.station
    return LessonChecked(
        one.file, one.lesson, Outcome.HOLDS if holds else Outcome.FAILS, station, found,
        _words(found, one.script.book.crisis.activated),
    )  # fmt: skip


def _words(found: Iterable[Checked], c_day: Minute) -> tuple[str, ...]:
    rows = [clause_row(checked, c_day) for checked in found]
    return tuple(
        f"{row.expected}: {row.measured}" + ("" if row.met else ", not met") for row in rows
    )

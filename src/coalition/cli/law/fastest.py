"""The command that finds the fastest lawful way to a permission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.ask import NO_MORE, Narrow, question_from
from coalition.cli.law.sheets import Format, Sheet, write_sheets
from coalition.model.cargo import Nature
from coalition.model.law import Action
from coalition.model.places import Mode

if TYPE_CHECKING:
    from coalition.authority.answer import Bar
    from coalition.measure.instants import Minute
    from coalition.operations.law.ask_fastest import Fastest
    from coalition.operations.law.fastest import WayToLeave


def fastest(
    book: Path,
    /,
    *,
    actor: str,
    action: Action,
    territory: str,
    mode: Mode | None = None,
    cargo: tuple[Nature, ...] = (),
    on: str | None = None,
    narrow: Narrow = NO_MORE,
    position: tuple[str, ...] = (),
    top: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=1_000))] = 3,
    format: Format = "table",  # noqa: A002
) -> int:
    """Find the fastest lawful way to have something permitted, and the next ones: steps, dates, signatures.

    Example: `coalition fastest cases/ebola-2014 --actor USA --action transit --territory SEN --mode sea`.
    Exit code 1 when no way opens at a time that anybody knows.

    Parameters
    ----------
    book
        The folder of the book.
    actor
        The nation that wants to act (ISO alpha-3).
    action
        What it wants to do.
    territory
        Whose soil, air, base, stock or lift it touches (its own for `send`).
    mode
        By which mode.
    cargo
        What the load is in law; repeat for several.
    on
        When it is asked for; default the crisis's C-day.
    narrow
        What narrows it further.
    position
        Whose version of a text speaks, like `eu-military-mobility=council`; repeat for several.
    top
        How many ways to list.
    format
        How to write the list.

    """
    from coalition.operations.law.ask_fastest import ask_fastest

    wanted = question_from((actor, action, territory), mode, cargo, narrow)
    found = ask_fastest(book, wanted, on, position)
    shown = found.ways.ways[:top]
    ranked = list(enumerate(shown, start=1))
    sheets = [_overview(found, ranked), *(_steps(found, number, way) for number, way in ranked)]
    if format == "csv":
        sheets = sheets[:1]
    write_sheets(sheets, format, head={"book": found.book.title}, notes=_notes(found, ranked))
    return 0 if shown and shown[0].opens is not None else 1


def _overview(found: Fastest, ranked: list[tuple[int, WayToLeave]]) -> Sheet:
    from coalition.authority.proof import ask
    from coalition.measure.instants import write_instant

    heads = (
        "way",
        "permission",
        "instrument",
        "earliest",
        "likely",
        "latest",
        "hours",
        "steps",
        "signs",
    )
    rows = tuple(
        (
            number, way.permission or "own soil", found.title_of(way.permission or ""),
            _day(way.earliest), _day(way.opens), _day(way.latest),
            None if way.opens is None else -(-(way.opens - found.at) // 60),
            tuple(step.procedure for step in way.asked),
            _signing(found, way),
        )
        for number, way in ranked
    )  # fmt: skip
    title = f"{ask(found.ways.answer.question)}, asked for at {write_instant(found.at)}"
    return Sheet("ways", title, heads, rows)


def _signing(found: Fastest, way: WayToLeave) -> tuple[str, ...]:
    """The bodies that must still assent, each with its nations."""
    nations: dict[str, list[str]] = {}
    for one in way.answer.missing:
        body = found.body_name(one.body, (one.nation,))
        nations.setdefault(body, []).append(one.nation)
    return tuple(
        f"{body} ({', '.join(dict.fromkeys(members))})" if len(members) > 1 else body
        for body, members in nations.items()
    )


def _steps(found: Fastest, number: int, way: WayToLeave) -> Sheet:
    heads = ("step", "what", "body", "signs", "begins", "earliest", "likely", "latest", "state")
    rows = tuple(
        (
            step.procedure, step.text, found.body_name(step.body, step.signatories),
            step.signatories, _day(step.begins), _day(step.earliest), _day(step.ends),
            _day(step.latest), found.state_of(step),
        )
        for step in way.steps
    )  # fmt: skip
    return Sheet(f"way_{number}", f"way {number}: {way.permission or 'own soil'}", heads, rows)


def _notes(found: Fastest, ranked: list[tuple[int, WayToLeave]]) -> list[str]:
    """What keeps a way shut, what nobody has stated, and what to remark."""
    notes = []
    for number, way in ranked:
        if way.opens is None:
            when = " a time nobody has stated" if way.answer.finding.endswith("from") else ""
            notes.append(f"way {number}: {way.answer.finding}{when}")
        if way.opens is None or way.opens > found.at:
            notes += [f"way {number}: in the way: {bar.text}" for bar in _standing(way, found.at)]
        notes += [f"way {number}: it takes a new decision under {p}" for p in found.refused(way)]
        notes += [f"way {number} is not certain: {text}" for text in way.answer.unknowns]
        notes += [f"way {number}: {text}" for text in way.answer.remarks]
    if not ranked:
        notes.append(f"no permission in the book speaks of this: {found.ways.answer.finding}")
        notes += [f"in the way: {bar.text}" for bar in found.ways.answer.bars]
        notes += [f"not known: {text}" for text in found.ways.answer.unknowns]
    left = len(found.ways.ways) - len(ranked)
    if left:
        notes.append(f"{left} slower ways are not shown (--top {len(found.ways.ways)})")
    if found.ways.untried:
        notes.append("there are more ways through the requirements than were tried")
    return notes


def _standing(way: WayToLeave, at: Minute) -> list[Bar]:
    """The bars that stand between the minute and the opening."""
    until = way.opens
    return [
        bar
        for bar in way.answer.bars
        if not bar.lapse and bar.closes > at and (until is None or bar.opens < until)
    ]


def _day(at: Minute | None) -> str:
    """A day, with the time when it is no midnight."""
    from coalition.measure.instants import ALWAYS, MINUTES_PER_DAY, write_day, write_instant

    if at is None:
        return "?"
    if at <= ALWAYS:
        return "always"
    return write_instant(at) if at % MINUTES_PER_DAY else write_day(at)

"""The after-action report as one page that needs nothing else; every text is escaped by the template.

Style and typeface are those of the plan report. The page's own content security policy forbids all but itself.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from coalition.formats.exercise.after_action import AfterAction, EventRow
from coalition.formats.exercise.expectation import OF_ONE, WHOLE
from coalition.formats.exercise.nouns import Standing
from coalition.formats.exercise.shown import HEADED, shown_number
from coalition.formats.report.drawing.palette import ACCENT, FAINT_INK, VERDICTS
from coalition.measure.instants import MINUTES_PER_DAY, write_span

_TEMPLATES = files("coalition.formats.exercise") / "templates"
_REPORT = files("coalition.formats.report")
_COLOURS = {
    Standing.MET: VERDICTS["green"], Standing.PARTLY: VERDICTS["amber"],
    Standing.NOT: VERDICTS["red"], Standing.OPEN: FAINT_INK,
}  # fmt: skip
MARKS = {Standing.MET: "+", Standing.PARTLY: "~", Standing.NOT: "-", Standing.OPEN: "o"}
"""Sign in a dot of the timeline, so that nothing rests on colour alone."""
_LEFT, _RIGHT, _LANE, _TOP = 190, 1150, 46, 34
_MOST_PROMISES = 8
_NEAR = 24
"""Dots nearer than this are set apart."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An event in the timeline: position, colour, sign, number, and what a reader sees on pointing at it."""

    x: float
    y: float
    colour: str
    mark: str
    number: str
    title: str
    news: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: lanes of storylines, ticks of days from C-day, dots."""

    height: int
    lanes: tuple[tuple[int, str], ...]
    ticks: tuple[tuple[float, str], ...]
    dots: tuple[Dot, ...]
    left: int = _LEFT
    right: int = _RIGHT


def write_page(report: AfterAction) -> str:
    """The page as HTML text; the same report gives the same bytes."""
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_template), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.update(number=shown_number, span=write_span, colour=_COLOURS, mark=MARKS)
    return environment.get_template("after_action.html.j2").render(
        report=report, style=Markup(_style()), heads=HEADED, timeline=draw_timeline(report),  # noqa: S704
        standing=overall(report), count=_counts(report), promises_max=_MOST_PROMISES, accent=ACCENT,
        meanings={name: meaning for name, (_, meaning) in {**WHOLE, **OF_ONE}.items()},
    )  # fmt: skip


def overall(report: AfterAction) -> Standing:
    """Met when every objective that was evaluated is, not when none is, else partly."""
    found = {one.standing for one in report.objectives} - {Standing.OPEN}
    if not found:
        return Standing.OPEN
    return found.pop() if len(found) == 1 else Standing.PARTLY


def draw_timeline(report: AfterAction) -> Timeline:
    """Events by storyline and time; what lies too near its neighbour moves to the right."""
    names = list(dict.fromkeys(row.event.text("storyline") for row in report.events))
    first = min((row.minute for row in report.events), default=0)
    last = max((row.minute for row in report.events), default=0)
    days = (
        first // MINUTES_PER_DAY,
        max(-(-last // MINUTES_PER_DAY), first // MINUTES_PER_DAY + 1),
    )
    width = (days[1] - days[0]) * MINUTES_PER_DAY
    ends: dict[str, float] = {}
    dots = []
    for row in report.events:
        name = row.event.text("storyline")
        share = (row.minute - days[0] * MINUTES_PER_DAY) / width
        x = max(_LEFT + 20 + share * (_RIGHT - _LEFT - 40), ends.get(name, 0) + _NEAR)
        ends[name] = x
        dots.append(_dot(row, x, _TOP + names.index(name) * _LANE + _LANE / 2))
    step = max(1, -(-(days[1] - days[0]) // 12))
    ticks = tuple(
        (
            _LEFT + 20 + (day - days[0]) * MINUTES_PER_DAY / width * (_RIGHT - _LEFT - 40),
            f"C{day:+}",
        )
        for day in range(days[0], days[1] + 1, step)
    )
    lanes = tuple(
        (_TOP + place * _LANE, name or "no storyline") for place, name in enumerate(names)
    )
    return Timeline(_TOP + len(names) * _LANE + 8, lanes, ticks, tuple(dots))


def _dot(row: EventRow, x: float, y: float) -> Dot:
    title = f"{row.event.number} at {row.when}: {row.event.title} ({row.standing.value})"
    return Dot(
        round(x, 1), y, _COLOURS[row.standing], MARKS[row.standing], row.event.number, title,
        bool(row.news),
    )  # fmt: skip


def _counts(report: AfterAction) -> dict[str, int]:
    clauses = [one for row in report.events for one in row.clauses]
    return {
        "events": len(report.events), "news": sum(bool(row.news) for row in report.events),
        "clauses": len(clauses), "met": sum(one.met for one in clauses),
        "objectives": len(report.objectives),
        "objectives_met": sum(one.standing is Standing.MET for one in report.objectives),
        "observed": sum(bool(row.event.text("observed")) for row in report.events),
    }  # fmt: skip


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _style() -> str:
    css = (_REPORT / "templates" / "report.css").read_text(encoding="utf-8")
    faces = "".join(_face(cut, weight) for cut, weight in (("Regular", 400), ("SemiBold", 600)))
    return faces + css + _template("after_action.css")


def _face(cut: str, weight: int) -> str:
    data = b64encode((_REPORT / "fonts" / f"Inter-{cut}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:Inter;font-weight:{weight};font-style:normal;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
    )

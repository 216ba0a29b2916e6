"""The page of a rehearsal: figures, pictures, tables. It needs nothing but itself; every text is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from coalition.formats.rehearsed.content import Known, RehearsalContent
from coalition.formats.report.drawing.lettering import count, percent
from coalition.formats.report.drawing.svg import Picture, inline
from coalition.formats.report.page_style import page_style
from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_day

_ROOM = files("coalition.formats.rehearsed")
CAUSES_MAX, GOALS_MAX = 40, 200
_PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the page."""

    fan: Picture
    tornado: Picture
    promises: Picture


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and a note under it."""

    label: str
    value: str
    note: str


def fill_page(content: RehearsalContent, pictures: Pictures) -> str:
    """The page as HTML text."""
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_template), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["picture"] = lambda picture: Markup(inline(picture))  # noqa: S704
    environment.globals["count"] = count
    return environment.get_template("rehearsal.html.j2").render(
        content=content, pictures=pictures, style=page_style(), figures=figures_of(content),
        saying=saying_of(content), hedges=_hedges(content), causes=_causes(content),
        causes_left=max(0, len(_felt(content)) - CAUSES_MAX), goals=_goals(content),
        goals_left=max(0, len(content.goals) - GOALS_MAX), against=against_words(content),
    )  # fmt: skip


def figures_of(content: RehearsalContent) -> list[Figure]:
    """The four numbers that come first."""
    late, low, high = (
        _days(v) for v in (content.lateness.value, content.lateness.low, content.lateness.high)
    )
    return [
        Figure("weight on time", percent(content.on_time.value),
               f"plan {percent(content.planned_on_time)}; half of all between "
               f"{percent(content.on_time_quantiles[1])} and {percent(content.on_time_quantiles[3])}"),
        Figure("weighted days late", late,
               f"{low} to {high} (95 %); plan {_days(content.planned_lateness)}"),
        Figure("weighted requirements undelivered", f"{content.undelivered.value / _PPM:,.1f}",
               f"plan {content.planned_undelivered / _PPM:,.1f}"),
        Figure("everything on time", percent(content.all_on_time.value),
               f"of {count(len(content.replications), 'replication')}"),
    ]  # fmt: skip


def saying_of(content: RehearsalContent) -> str:
    """What it comes to, in a sentence or two."""
    heavy = [one.name for one in content.causes if one.charged > 0][:3]
    words = f"What weighs most: {'; '.join(heavy)}." if heavy else "No cause added lateness."
    if not content.as_planned:
        words += (
            " Even when nothing goes wrong the plan does not close when it says: have it judged."
        )
    return words


def against_words(content: RehearsalContent) -> list[tuple[str, str]]:
    """The comparison with another plan, a line each."""
    against = content.against
    if against is None:
        return []
    lines = [
        ("weighted days late", _interval_days(against.lateness)),
        ("weighted requirements undelivered", _interval(against.undelivered, _PPM, 2)),
        ("share of weight on time", _interval(against.on_time, 0.01, 1) + " percentage points"),
        ("probability that this plan is better", _interval(against.better, 1, 2)),
    ]
    if against.gain is not None:
        lines.append(("replications saved by pairing", f"{against.gain:,.1f} times"))
    return lines


def _template(name: str) -> str:
    return (_ROOM / "templates" / name).read_text(encoding="utf-8")


def _hedges(content: RehearsalContent) -> list[dict[str, object]]:
    return [
        {
            "rank": one.rank,
            "name": one.name,
            "days": _days(one.lateness.value),
            "interval": f"{_days(one.lateness.low)} to {_days(one.lateness.high)}",
            "on_time": f"{100 * one.on_time.value:+.1f} points",
            "delivered": f"{one.undelivered.value / _PPM:,.2f}",
        }
        for one in content.hedges
    ]


def _felt(content: RehearsalContent) -> list[object]:
    return [one for one in content.causes if one.felt.value > 0]


def _causes(content: RehearsalContent) -> list[dict[str, str]]:
    return [
        {
            "name": one.name,
            "felt": percent(one.felt.value),
            "critical": percent(one.critical.value),
            "charged": _days(one.charged),
            "more": "" if one.sensitivity is None else _days(one.sensitivity),
        }
        for one in content.causes
        if one.felt.value > 0
    ][:CAUSES_MAX]


def _goals(content: RehearsalContent) -> list[dict[str, object]]:
    """The requirements that put most weight at risk."""
    rows = sorted(content.goals, key=lambda one: (-one.weight * (1 - one.on_time.value), one.name))
    return [
        {
            "name": one.name,
            "title": one.title,
            "weight": one.weight,
            "rdd": write_day(one.rdd),
            "planned": _day(one.planned),
            "on_time": percent(one.on_time.value),
            "interval": f"{percent(one.on_time.low)} to {percent(one.on_time.high)}",
            "never": percent(one.never),
            "middle": _day(one.closure[len(one.closure) // 2]),
            "last": _day(one.closure[-1]),
        }
        for one in rows[:GOALS_MAX]
    ]


def _day(at: Minute | None) -> str:
    return "never" if at is None else write_day(at)


def _days(minutes: float) -> str:
    return f"{minutes / MINUTES_PER_DAY:,.0f}"


def _interval_days(known: Known) -> str:
    return _interval(known, MINUTES_PER_DAY, 0)


def _interval(known: Known, unit: float, digits: int) -> str:
    value, low, high = (f"{one / unit:,.{digits}f}" for one in (known.value, known.low, known.high))
    return f"{value} ({low} to {high})"

"""The page of an answer: figures, map, tables, trade-offs. It needs only itself; every text is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from coalition.formats.placed.content import BarredRow, ConsentRow, PlacedContent, WorthRow
from coalition.formats.report.drawing.lettering import count, percent, tonnes
from coalition.formats.report.drawing.svg import Picture, inline
from coalition.formats.report.page_style import page_style

_ROOM = files("coalition.formats.placed")
ROWS_MAX = 60
_NAMES_MAX = 4


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the page; without trade-offs there is no frontier."""

    stores: Picture
    response: Picture
    frontier: Picture | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and a note under it."""

    label: str
    value: str
    note: str


def fill_page(content: PlacedContent, pictures: Pictures) -> str:
    """The page as HTML text."""
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_template), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["picture"] = lambda picture: Markup(inline(picture))  # noqa: S704
    environment.globals.update(
        count=count, percent=percent, tonnes=tonnes, money=money, perhaps=perhaps, names=names,
        span=span, hours=hours,
    )  # fmt: skip
    place_names = {spot.place: spot.name for spot in content.places}
    return environment.get_template("preposition.html.j2").render(
        content=content, pictures=pictures, style=page_style(), figures=figures_of(content),
        saying=saying_of(content), place_names=place_names, rows_max=ROWS_MAX,
        consents=leaves_of(content), barred=barred_of(content), worths=worths_of(content),
    )  # fmt: skip


def figures_of(content: PlacedContent) -> list[Figure]:
    """The four numbers that come first, each beside what it is with today's stock."""
    plan, today = content.worth, content.today
    return [
        Figure("money in all", money(plan.total), f"{money(plan.now)} now; today {money(today.total)}"),
        Figure("need never met", percent(plan.unmet), f"today {percent(today.unmet)}"),
        Figure("mean hours of what comes", f"{plan.hours:,.0f}", f"today {today.hours:,.0f}"),
        Figure("worst tenth, money later", money(plan.tail), f"today {money(today.tail)}"),
    ]  # fmt: skip


def saying_of(content: PlacedContent) -> str:
    """What it comes to, in a few sentences."""
    opened = [row.spot.name for row in content.stores if row.size]
    proof = content.proof
    words = (
        f"Opens {count(len(opened), 'store')}: {', '.join(opened)}. "
        if opened
        else "Opens no store. "
    )
    words += f"Proven within {proof.gap:.2%}: it comes to {proof.total:,.0f}, "
    words += f"and no plan to less than {proof.bound:,.0f}."
    if content.asked:
        words += f" Asked besides: {'; '.join(content.asked)}."
    return words


def worths_of(content: PlacedContent) -> list[tuple[str, WorthRow]]:
    """The plan, and today's stock."""
    return [("the plan", content.worth), ("today's stock", content.today)]


def leaves_of(content: PlacedContent) -> tuple[list[ConsentRow], int]:
    """Leaves still to be given first, then by what rests on them; and how many more there are."""
    rows = sorted(content.consents, key=lambda row: (not row.missing, -row.units, row.question))
    return rows[:ROWS_MAX], max(0, len(rows) - ROWS_MAX)


def barred_of(content: PlacedContent) -> tuple[list[BarredRow], int]:
    """What the law shuts out in most scenarios first; and how many more there are."""
    return list(content.barred[:ROWS_MAX]), max(0, len(content.barred) - ROWS_MAX)


def money(value: float) -> str:
    """Money as read at a glance: whole up to a million, then in millions or billions with four digits."""
    size = abs(value)
    if size >= 1e9:
        return f"{value / 1e9:,.2f} bn"
    if size >= 1e6:
        return f"{value / 1e6:,.1f} m" if size < 1e8 else f"{value / 1e6:,.0f} m"
    return f"{value:,.0f}"


def span(low: float, high: float) -> str:
    """Money between two bounds; one when both read the same."""
    return money(low) if money(low) == money(high) else f"{money(low)} to {money(high)}"


def perhaps(share: float | None) -> str:
    """A share, or nothing."""
    return "" if share is None else percent(share)


def hours(value: float | None) -> str:
    """Hours, or that there are none."""
    return "never" if value is None else f"{value:,.0f}"


def names(values: tuple[str, ...]) -> str:
    """The first few, and how many more."""
    more = f" and {len(values) - _NAMES_MAX} more" if len(values) > _NAMES_MAX else ""
    return "; ".join(values[:_NAMES_MAX]) + more


def _template(name: str) -> str:
    return (_ROOM / "templates" / name).read_text(encoding="utf-8")

"""The table of all ways to plan over size, and its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10

from coalition.formats.report.drawing.svg import (
    Picture,
    Point,
    element,
    line,
    path,
    rect,
    standalone,
    text,
)

WAYS = {
    "planner": "coalition",
    "dispatch": "priority dispatch",
    "mip": "time-expanded MIP",
    "cpsat": "CP-SAT",
}
COLOURS = {"planner": "#0b5394", "dispatch": "#7f7f7f", "mip": "#c0504d", "cpsat": "#4f9d4f"}
WIDTH, HEIGHT, PANEL = 960.0, 330.0, 240.0
CSS = "text{font-family:Inter,Arial,sans-serif;font-size:12px;fill:#222}"


@dataclass(frozen=True)
class Row:
    """One way to plan one book, judged; worth is None when no plan was found."""

    size: int
    way: str
    undelivered: float | None
    lateness: float | None
    closure: float | None
    bound: float
    first_s: float | None
    seconds: float
    breaches: int
    model: str
    status: str


def table(rows: Sequence[Row]) -> str:
    """All rows, with ratios to our planner on the same book; `-` where there is nothing to divide."""
    head = ("req", "way", "undelivered", "late, days", "closure, days", "first plan, s", "s", "bound",
            "breaches", "ratios: undel. / late / closure / s", "model", "ended")  # fmt: skip
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    ours = {row.size: row for row in rows if row.way == "planner"}
    for row in rows:
        cells = (
            str(row.size), WAYS[row.way], _figure(row.undelivered), _figure(row.lateness),
            _figure(row.closure), _figure(row.first_s, "-"), _figure(row.seconds), _figure(row.bound),
            str(row.breaches), _ratios(row, ours.get(row.size)), row.model, row.status,
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _figure(value: float | None, nothing: str = "none") -> str:
    return nothing if value is None else f"{value:,.2f}"


def _ratios(row: Row, ours: Row | None) -> str:
    if ours is None or row is ours:
        return ""
    pairs = (
        (row.undelivered, ours.undelivered), (row.lateness, ours.lateness),
        (row.closure, ours.closure), (row.seconds, ours.seconds),
    )  # fmt: skip
    return " / ".join(f"{a / b:.2f}" if a is not None and b else "-" for a, b in pairs)


def picture(rows: Sequence[Row]) -> str:
    """Seconds, undelivered and weighted closure of every way over the number of requirements."""
    panels: tuple[tuple[str, Callable[[Row], float | None]], ...] = (
        ("seconds", lambda row: row.seconds),
        ("undelivered, weighted requirements", lambda row: row.undelivered),
        ("closure, weighted days", lambda row: row.closure),
    )
    body = [
        part for i, (name, of) in enumerate(panels) for part in _panel(rows, name, of, 60 + i * 310)
    ]
    for k, (way, words) in enumerate(WAYS.items()):
        body.append(rect((60 + k * 200, 300), 12, 12, fill=COLOURS[way]))
        body.append(text((78 + k * 200, 311), words))
    return standalone(
        Picture("peers", "Ways to plan over size", "Each way to plan, by number of requirements.",
                WIDTH, HEIGHT, "".join(body)),
        CSS,
    )  # fmt: skip


def _panel(
    rows: Sequence[Row], name: str, of: Callable[[Row], float | None], left: float
) -> list[str]:
    known = [(row, value) for row in rows if (value := of(row)) is not None]
    most = max((value for _, value in known), default=1.0) or 1.0
    low, high = (log10(f(row.size for row in rows)) for f in (min, max))

    def spot(size: int, value: float) -> Point:
        share = (log10(size) - low) / (high - low) if high > low else 0.5
        return left + share * PANEL, 260 - 210 * value / most

    parts = [
        text((left, 30), name),
        line((left, 260), (left + PANEL, 260), stroke="#444444"),
        line((left, 50), (left, 260), stroke="#444444"),
        text((left - 4, 54), f"{most:,.0f}", text_anchor="end"),
        *(
            text((spot(s, 0)[0], 276), str(s), text_anchor="middle")
            for s in sorted({r.size for r in rows})
        ),
    ]
    for way, colour in COLOURS.items():
        points = [spot(row.size, value) for row, value in known if row.way == way]
        parts.append(
            path(points, fill="none", stroke=colour, stroke_width=2) if len(points) > 1 else ""
        )
        parts += [element("circle", cx=x, cy=y, r=3, fill=colour) for x, y in points]
    return parts

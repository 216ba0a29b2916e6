"""The frontier: money now against response, and against the worst tenth of scenarios.

Each number is a plan of the table below it; hollow ones are beaten by another in all that counts. The line
joins those that no cheaper one beats in the panel's own measure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

from coalition.formats.placed.content import PlacedContent
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.labels import Box, Wanted, mark_box, place_labels
from coalition.formats.report.drawing.scales import LinearScale
from coalition.formats.report.drawing.svg import (
    Picture,
    Point,
    element,
    group,
    line,
    path,
    rect,
    steps,
    text,
)

WIDTH, HEIGHT = 1180.0, 400.0
_TOP, _BOTTOM, _GAP = 34.0, 346.0, 90.0
_PANEL = (WIDTH - _GAP) / 2 - 14
_UNITS = ((1e9, "billions"), (1e6, "millions"), (1e3, "thousands"), (1.0, "money"))


@dataclass(frozen=True, slots=True)
class _Dot:
    """A plan: money now, the panel's measure, its sign (`plan`, `today` or a number), and words."""

    now: float
    value: float
    sign: str
    words: str
    beaten: bool = False


@dataclass(frozen=True, slots=True)
class _Measure:
    """What an axis shows: its name, and how its values are written."""

    name: str
    write: Callable[[float], str]


def draw_frontier(content: PlacedContent) -> Picture:
    """Two panels side by side."""
    now = _money("money now", [row.now for row in content.frontier])
    tail = _money("mean of the worst tenth", [row.tail for row in content.frontier])
    hours = _Measure("mean hours until what comes is there", "{:,.0f} h".format)
    body = [
        *_panel(_dots(content, "hours"), 0.0, now, hours),
        *_panel(_dots(content, "tail"), _PANEL + _GAP, now, tail),
    ]
    words = f"{len(content.frontier)} plans under other terms, beside the plan and today's stock"
    return Picture("frontier", "Cost now, response and risk", words, WIDTH, HEIGHT, "".join(body))


def _dots(content: PlacedContent, measure: str) -> list[_Dot]:
    rows = [
        _Dot(row.now, getattr(row, measure), str(number), row.asked, row.beaten)
        for number, row in enumerate(content.frontier, start=1)
    ]
    plan, today = content.worth, content.today
    rows.append(_Dot(plan.now, getattr(plan, measure), "plan", "the plan"))
    rows.append(_Dot(today.now, getattr(today, measure), "today", "today's stock"))
    return rows


def _panel(dots: Sequence[_Dot], start: float, now: _Measure, measure: _Measure) -> list[str]:
    left, right = start + 58, start + _PANEL
    xs, ys = _ticks([dot.now for dot in dots]), _ticks([dot.value for dot in dots])
    across = LinearScale(xs[0], xs[-1], left, right)
    up = LinearScale(ys[0], ys[-1], _BOTTOM, _TOP)
    parts = [text((left - 50, _TOP - 16), measure.name, class_="strong")]
    for tick in ys:
        y = up.at(tick)
        parts.append(line((left, y), (right, y), class_="grid"))
        parts.append(
            text((left - 6, y + 3.5), measure.write(tick), class_="tick", text_anchor="end")
        )
    for tick in xs:
        x = across.at(tick)
        parts.append(line((x, _BOTTOM), (x, _BOTTOM + 4), class_="rule"))
        parts.append(text((x, _BOTTOM + 16), now.write(tick), class_="tick", text_anchor="middle"))
    middle = (left + right) / 2
    parts.append(text((middle, _BOTTOM + 36), now.name, class_="tick", text_anchor="middle"))
    at = {dot.sign: (across.at(dot.now), up.at(dot.value)) for dot in dots}
    frame = Box(left, _TOP - 12, right, _BOTTOM)
    return [*parts, *_edge(dots, at, right), *_drawn(dots, at, frame, (now, measure))]


def _edge(dots: Sequence[_Dot], at: dict[str, Point], right: float) -> list[str]:
    """The staircase under which no plan lies."""
    lowest, corners = float("inf"), []
    for dot in sorted(
        (one for one in dots if one.sign != "today"), key=lambda one: (one.now, one.value)
    ):
        if dot.value < lowest:
            lowest = dot.value
            corners.append(at[dot.sign])
    points = steps([*corners, (right, corners[-1][1])])
    return [path(points, fill="none", stroke=palette.ACCENT, stroke_width=1.3, stroke_opacity=0.55)]


def _drawn(
    dots: Sequence[_Dot], at: dict[str, Point], frame: Box, axes: tuple[_Measure, _Measure]
) -> list[str]:
    shown = [dot for dot in dots if not dot.beaten] + [dot for dot in dots if dot.beaten]
    order = sorted(shown, key=lambda dot: dot.sign not in {"plan", "today"})
    wanted = [
        Wanted(dot.sign, at[dot.sign], 5, dot.sign, 10.5, strong=dot.sign in {"plan", "today"})
        for dot in order
    ]
    placed = place_labels(wanted, frame, [mark_box(one, 4) for one in at.values()])
    parts = [
        group([_mark(dot, at[dot.sign])],
              hover=f"{dot.words}: {axes[0].write(dot.now)} now, {axes[1].write(dot.value)}")
        for dot in reversed(order)
    ]  # fmt: skip
    parts += [
        line(p.wanted.at, (p.at[0], p.at[1] - 4), stroke=palette.SOFT, stroke_width=0.5)
        for p in placed if p.far
    ]  # fmt: skip
    parts += [
        text(p.at, p.wanted.words, text_anchor=p.anchor, font_size=p.wanted.size,
             class_="halo strong" if p.wanted.strong else "halo")
        for p in placed
    ]  # fmt: skip
    return parts


def _mark(dot: _Dot, at: Point) -> str:
    if dot.sign == "today":
        return rect((at[0] - 4.5, at[1] - 4.5), 9, 9, fill=palette.SOFT, stroke="#fff")
    if dot.sign == "plan":
        return element("circle", cx=at[0], cy=at[1], r=6, fill=palette.INK, stroke="#fff")
    fill = "#fff" if dot.beaten else palette.ACCENT
    return element(
        "circle", cx=at[0], cy=at[1], r=4, fill=fill, stroke=palette.ACCENT, stroke_width=1.4
    )


def _ticks(values: Sequence[float]) -> list[float]:
    """Round values around all of these, from 0 only when they come near it."""
    low, high = min(values), max(values)
    span = max(high - low, abs(high) * 0.05, 1e-9)
    raw = span / 4
    power = 10.0 ** floor(log10(raw))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= raw - 1e-12)
    first = max(floor((low - span * 0.08) / step), 0 if low >= 0 else floor(low / step))
    ticks = [first * step]
    while ticks[-1] < high + span * 0.05:
        ticks.append(ticks[-1] + step)
    return ticks


def _money(name: str, values: Sequence[float]) -> _Measure:
    """Money in the unit that leaves its largest value at least 10, where there is one."""
    most = max(values, default=0.0)
    size, unit = next((one for one in _UNITS if most >= 10 * one[0]), _UNITS[-1])

    def write(value: float) -> str:
        shown = value / size
        return f"{shown:,.0f}" if abs(shown - round(shown)) < 1e-6 else f"{shown:,.1f}"

    return _Measure(f"{name}, {unit}" if size > 1 else name, write)

"""The closure curve: what is required by each day beside what has closed by then.

Shares are of requirement weight, by the score of the planning rules: a requirement counts from the
minute it closes, and what never closes never counts. Below, tonnes and passengers set down at their
destinations.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import amount_axis, time_axis
from coalition.formats.report.drawing.lettering import count, percent
from coalition.formats.report.drawing.scales import LinearScale
from coalition.formats.report.drawing.svg import (
    Picture,
    Point,
    element,
    line,
    path,
    steps,
    text,
    track,
)  # fmt: skip
from coalition.formats.report.scene import Scene
from coalition.measure.instants import write_day
from coalition.model.plan import PPM

WIDTH, HEIGHT = 1180.0, 476.0
_LEFT, _RIGHT = 56.0, WIDTH - 150
_TOP, _BOTTOM = 40.0, 324.0
_LOW_TOP, _LOW_BOTTOM = 366.0, 452.0
Curve = list[tuple[int, float]]


def draw_closure_curve(scene: Scene) -> Picture:
    """Required and closed over time, and below it what has arrived."""
    across = scene.frame.scale(_LEFT, _RIGHT)
    required, closed = _required(scene), _closed(scene)
    up = LinearScale(0, 1, _BOTTOM, _TOP)
    body = [
        *time_axis(scene.frame, across, _TOP, _BOTTOM),
        *_shares(up),
        *_area(closed, across, up),
        *_gap(required, closed, across, up),
        *_bound(scene, across, up),
        path(
            _stairs(required, across, up), fill="none", stroke=palette.INK, stroke_width=1.6,
            stroke_dasharray="5 3",
        ),
        path(_stairs(closed, across, up), fill="none", stroke=palette.ACCENT, stroke_width=2.4),
        *_names(required, closed, up),
        *_arrivals(scene),
    ]  # fmt: skip
    words = (
        f"{percent(closed[-1][1])} of the weight of {count(len(scene.lines), 'requirement')} closes "
        f"within the time shown; {percent(required[-1][1])} is required by then"
    )
    return Picture("closure", "Required and closed over time", words, WIDTH, HEIGHT, "".join(body))


def _required(scene: Scene) -> Curve:
    return _curve(scene, ((e.requirement.rdd, e.requirement.weight) for e in scene.lines))


def _closed(scene: Scene) -> Curve:
    return _curve(
        scene,
        (
            (e.closing.closed_at, e.requirement.weight)
            for e in scene.lines if e.closing.closed_at is not None
        ),
    )  # fmt: skip


def _curve(scene: Scene, events: Iterable[tuple[int, int]]) -> Curve:
    """Cumulated share of all weight, from the beginning of the frame to its end."""
    whole = sum(e.requirement.weight for e in scene.lines) or 1
    sums: dict[int, int] = {}
    for at, weight in events:
        held = max(at, scene.frame.begins)
        sums[held] = sums.get(held, 0) + weight
    reached, curve = 0, [(int(scene.frame.begins), 0.0)]
    for at in sorted(sums):
        if at > scene.frame.ends:
            break
        reached += sums[at]
        curve.append((at, reached / whole))
    return [*curve, (int(scene.frame.ends), reached / whole)]


def _stairs(curve: Curve, across: LinearScale, up: LinearScale) -> list[Point]:
    return steps([(across.at(at), up.at(share)) for at, share in curve])


def _shares(up: LinearScale) -> list[str]:
    parts = []
    for quarter in range(5):
        y = up.at(quarter / 4)
        parts.append(line((_LEFT, y), (_RIGHT, y), class_="grid"))
        parts.append(
            text((_LEFT - 6, y + 3.5), f"{quarter * 25}%", class_="tick", text_anchor="end")
        )
    return parts


def _area(closed: Curve, across: LinearScale, up: LinearScale) -> list[str]:
    corners = [*_stairs(closed, across, up), (across.end, up.start), (across.start, up.start)]
    return [path(corners, closed=True, fill=palette.ACCENT, fill_opacity=0.09)]


def _gap(required: Curve, closed: Curve, across: LinearScale, up: LinearScale) -> list[str]:
    """Shaded where more is required than has closed."""
    stamps = sorted({at for at, _ in required} | {at for at, _ in closed})
    shape = []
    for begin, end in pairwise(stamps):
        want, have = _at(required, begin), _at(closed, begin)
        if want > have:
            left, right = across.at(begin), across.at(end)
            corners = [
                (left, up.at(want)),
                (right, up.at(want)),
                (right, up.at(have)),
                (left, up.at(have)),
            ]
            shape.append(track(corners, closed=True))
    return (
        [element("path", d="".join(shape), fill=palette.LATE, fill_opacity=0.16)] if shape else []
    )


def _at(curve: Curve, at: int) -> float:
    return curve[bisect_right(curve, at, key=lambda point: point[0]) - 1][1]


def _bound(scene: Scene, across: LinearScale, up: LinearScale) -> list[str]:
    """The most that any right plan can deliver, when a bound says less than all."""
    bound = scene.content.plan.bound
    whole = sum(e.requirement.weight for e in scene.lines) * PPM
    if bound is None or not bound.undelivered or not whole:
        return []
    best = 1 - min(1.0, bound.undelivered / whole)
    y, words = up.at(best), f"no right plan delivers more than {percent(best)}"
    return [
        line((across.start, y), (across.end, y), stroke=palette.SOFT, stroke_width=1, stroke_dasharray="1 3"),
        text((across.start + 8, y + 13), words, class_="tick halo"),
    ]  # fmt: skip


def _names(required: Curve, closed: Curve, up: LinearScale) -> list[str]:
    """The curves' names at their right ends, kept apart."""
    marks = [
        (up.at(required[-1][1]), f"required {percent(required[-1][1])}", palette.INK),
        (up.at(closed[-1][1]), f"closed {percent(closed[-1][1])}", palette.ACCENT),
    ]
    if abs(marks[0][0] - marks[1][0]) < 15:
        middle = max((marks[0][0] + marks[1][0]) / 2, _TOP + 8)
        marks = [(middle - 8, *marks[0][1:]), (middle + 8, *marks[1][1:])]
    return [
        text((_RIGHT + 8, y + 4), words, fill=colour, class_="strong") for y, words, colour in marks
    ]


def _arrivals(scene: Scene) -> list[str]:
    """Two small curves on their own scales: tonnes and passengers at destination."""
    delivered = sorted(
        (leg.done, leg.freight.mass_kg, leg.freight.pax)
        for leg in scene.travel.legs
        if leg.delivers
    )
    middle = (_LEFT + _RIGHT) / 2
    halves = ((_LEFT, middle - 46), (middle + 46, _RIGHT))
    parts: list[str] = []
    for (left, right), unit, index, divisor in (
        (halves[0], "tonnes at destination", 1, 1000), (halves[1], "passengers at destination", 2, 1),
    ):  # fmt: skip
        amounts = [
            (row[0], row[index] / divisor) for row in delivered if row[0] <= scene.frame.ends
        ]
        parts += _small(scene, (left, right), unit, amounts)
    return parts


def _small(
    scene: Scene, sides: tuple[float, float], unit: str, amounts: Sequence[tuple[int, float]]
) -> list[str]:
    total, reached = sum(a for _, a in amounts), 0.0
    up, parts = amount_axis(total, (_LOW_BOTTOM, _LOW_TOP), sides)
    across = scene.frame.scale(*sides)
    corners = [(across.start, up.at(0))]
    for at, amount in amounts:
        reached += amount
        corners.append((across.held(at), up.at(reached)))
    corners = steps([*corners, (across.end, up.at(reached))])
    fill = [*corners, (across.end, up.at(0)), (across.start, up.at(0))]
    return [
        *parts,
        path(fill, closed=True, fill=palette.ACCENT, fill_opacity=0.09),
        path(corners, fill="none", stroke=palette.ACCENT, stroke_width=1.6),
        text((sides[0], _LOW_TOP - 9), f"{round(total):,} {unit}", class_="strong"),
        text((sides[0], _LOW_BOTTOM + 15), write_day(scene.frame.begins), class_="tick"),
        text(
            (sides[1], _LOW_BOTTOM + 15),
            write_day(scene.frame.ends),
            class_="tick",
            text_anchor="end",
        ),
    ]

"""What the plan brings beside what was published: one small chart for each capability with counts.

A published entry is read as the count reached in its place by its date; the curve adds up the places.
The planned count is what units and stocks of that capability bring once they have been set down whole
at their destination.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import TimeFrame, amount_axis, time_axis, whole_days
from coalition.formats.report.drawing.svg import Picture, Point, element, path, steps, text, title
from coalition.formats.report.scene import Scene
from coalition.formats.report.travel import load_of
from coalition.measure.instants import Minute, write_day
from coalition.model.identity import MovementId, PlaceId
from coalition.model.plan import Movement

WIDTH = 1180.0
_HEIGHT, _LEFT, _RIGHT = 230.0, 64.0, WIDTH - 150
Count = tuple[int, int]
"""A minute and the count reached by then."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One capability: counts published and counts planned, each rising in time order."""

    capability: str
    published: tuple[Count, ...]
    planned: tuple[Count, ...]


def compare(scene: Scene) -> tuple[Comparison, ...]:
    """A comparison for each capability of the timeline that has counts, by name."""
    names = {
        e.capability for e in scene.content.book.timeline if e.capability and e.amount is not None
    }
    return tuple(
        Comparison(name, published_counts(scene, name), planned_counts(scene, name))
        for name in sorted(names)
    )


def published_counts(scene: Scene, capability: str) -> tuple[Count, ...]:
    """The sum over places of the count last published for each."""
    latest: dict[PlaceId | None, int] = {}
    counts: dict[int, int] = {}
    for entry in sorted(scene.content.book.timeline, key=lambda e: e.at):
        if entry.capability == capability and entry.amount is not None:
            latest[entry.place] = entry.amount
            counts[entry.at] = sum(latest.values())
    return tuple(counts.items())


def planned_counts(
    scene: Scene, capability: str, place: PlaceId | None = None
) -> tuple[Count, ...]:
    """What of a capability has been set down whole, there or anywhere, cumulated over time."""
    done = _set_down(scene)
    reached, counts = 0, []
    arrivals = sorted(
        (at, scene.travel.movements[m].covers)
        for m, at in done.items()
        if _brings(scene, scene.travel.movements[m], capability)
        and place in {None, scene.travel.movements[m].destination}
    )
    for at, covers in arrivals:
        reached += covers
        counts.append((at, reached))
    return tuple(counts)


def _brings(scene: Scene, movement: Movement, capability: str) -> bool:
    """Whether the unit or stock that moves has the capability."""
    book = scene.content.book
    if movement.unit is not None:
        return book.units[movement.unit].capability == capability
    return movement.stock is not None and book.stocks[movement.stock].capability == capability


def _set_down(scene: Scene) -> dict[MovementId, int]:
    """When the last piece of each movement was set down; movements never whole are left out."""
    wanted = {m.id: load_of(m).weight_kg for m in scene.travel.movements.values()}
    brought: dict[MovementId, tuple[int, int]] = {}
    for leg in scene.travel.legs:
        if leg.delivers:
            weight, at = brought.get(leg.movement, (0, 0))
            brought[leg.movement] = (weight + leg.freight.weight_kg, max(at, leg.done))
    return {m: at for m, (weight, at) in brought.items() if weight >= wanted[m]}


def draw_published(scene: Scene) -> Picture:
    """Charts one above the other."""
    comparisons = compare(scene)
    body = [_chart(scene, c, n * _HEIGHT) for n, c in enumerate(comparisons)]
    names = ", ".join(c.capability for c in comparisons) or "none"
    return Picture(
        "published", "Plan beside the published timeline", f"Capabilities: {names}",
        WIDTH, max(1, len(comparisons)) * _HEIGHT, "".join(body),
    )  # fmt: skip


def _frame(scene: Scene) -> TimeFrame:
    """The report's time frame, widened to what was published within the horizon."""
    ends = [
        e.at for e in scene.content.book.timeline if e.at <= scene.content.book.crisis.horizon_end
    ]
    last = max([scene.frame.ends, *ends])
    return whole_days(scene.frame.begins, last, scene.frame.activated)


def _chart(scene: Scene, comparison: Comparison, top: float) -> str:
    upper, lower = top + 58, top + _HEIGHT - 14
    frame = _frame(scene)
    across = frame.scale(_LEFT, _RIGHT)
    most = max((n for _, n in (*comparison.published, *comparison.planned)), default=0)
    up, lines = amount_axis(most, (lower, upper), (_LEFT, _RIGHT))

    def stairs(counts: tuple[Count, ...]) -> list[Point]:
        inside = [(at, n) for at, n in counts if at <= frame.ends]
        last = inside[-1][1] if inside else 0
        points = [(int(frame.begins), 0), *inside, (int(frame.ends), last)]
        return steps([(across.held(at), up.at(n)) for at, n in points])

    planned, published = stairs(comparison.planned), stairs(comparison.published)
    ends = [
        (published[-1][1], "published", palette.SOFT),
        (planned[-1][1], "planned", palette.ACCENT),
    ]
    if abs(ends[0][0] - ends[1][0]) < 14:
        middle = max((ends[0][0] + ends[1][0]) / 2, upper + 8)
        ends = [(middle - 8, *ends[0][1:]), (middle + 8, *ends[1][1:])]
    dots = [
        element(
            "circle", title(f"published {n:,} by {write_day(Minute(at))}"),
            cx=across.held(at), cy=up.at(n), r=3.2, fill="#fff", stroke=palette.SOFT, stroke_width=1.6,
        )
        for at, n in comparison.published if frame.begins <= at <= frame.ends
    ]  # fmt: skip
    parts = [
        text((0, top + 14), comparison.capability, class_="strong", font_size=12),
        *time_axis(frame, across, upper, lower),
        *lines,
        path(published, fill="none", stroke=palette.SOFT, stroke_width=1.6, stroke_dasharray="5 3"),
        path(planned, fill="none", stroke=palette.ACCENT, stroke_width=2.4),
        *dots,
        *(
            text((_RIGHT + 8, y + 4), words, fill=colour, class_="strong")
            for y, words, colour in ends
        ),
    ]
    return "".join(parts)

"""The Gantt chart: one row a requirement, with its legs by mode, waits, dates and lateness.

Rows run by priority, then RDD. Above `ROWS_MAX` rows the unmet and the latest are chosen, and as many others
as fit; the caller says so beside the picture.

Not here: rows outside the time frame are held at its edge.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import time_axis
from coalition.formats.report.drawing.lettering import count, fit, plain_span, width_of
from coalition.formats.report.drawing.scales import LinearScale
from coalition.formats.report.drawing.svg import Picture, group, line, path, rect, text
from coalition.formats.report.pictures.bars import Span, even_pages, merge_spans, pack_spans
from coalition.formats.report.scene import Fate, Line, Scene
from coalition.measure.instants import Minute, write_day, write_instant, write_span
from coalition.model.places import Mode

WIDTH = 1180.0
ROW = 20.0
HEAD = 44.0
FOOT = 34.0
ROWS_MAX = 300
PAGE_ROWS = 32
_ULN, _NAME, _NATION, _LEFT = 12.0, 104.0, 292.0, 350.0
_RIGHT = WIDTH - 74
_BAR = 11.0
_TRACKS_MAX = 3
_WAIT, _READY = "#bcc4cd", "#7d8894"


def choose_rows(scene: Scene) -> tuple[Line, ...]:
    """The lines to draw, in their order: all, or above `ROWS_MAX` the worst and the first others."""
    if len(scene.lines) <= ROWS_MAX:
        return scene.lines
    troubled = [n for n, entry in enumerate(scene.lines) if entry.fate is not Fate.ON_TIME]
    troubled = sorted(troubled, key=lambda n: _harm(scene.lines[n]))[:ROWS_MAX]
    calm = [n for n, entry in enumerate(scene.lines) if entry.fate is Fate.ON_TIME]
    chosen = sorted(troubled + calm[: ROWS_MAX - len(troubled)])
    return tuple(scene.lines[n] for n in chosen)


def _harm(entry: Line) -> tuple[bool, int]:
    """The unmet first, then the latest."""
    return (entry.fate is not Fate.UNMET, -entry.closing.late_minutes)


def draw_gantt_pages(scene: Scene) -> tuple[Picture, ...]:
    """The chart in pieces of one printed page each."""
    rows = choose_rows(scene)
    pieces = even_pages(rows, PAGE_ROWS)
    return tuple(draw_gantt(scene, piece, f"gantt-{n}") for n, piece in enumerate(pieces, 1))


def draw_gantt(scene: Scene, rows: Sequence[Line], name: str = "gantt") -> Picture:
    """One chart of the given rows."""
    scale = scene.frame.scale(_LEFT, _RIGHT)
    bottom = HEAD + ROW * len(rows)
    modes = {leg.fleet.mode for entry in rows for leg in entry.legs}
    windows = any(e.requirement.ead or e.requirement.lad for e in rows)
    body = [
        *_heads(),
        *time_axis(scene.frame, scale, HEAD, bottom, spare=14),
        *(_row(scene, entry, scale, HEAD + ROW * n) for n, entry in enumerate(rows)),
        group(_key(bottom + 22, modes, windows=windows), class_="foot", data_top=bottom),
    ]
    words = f"{count(len(rows), 'requirement')}: legs by mode, waits, required delivery dates and lateness"
    return Picture(name, "Movements over time", words, WIDTH, bottom + FOOT, "".join(body))


def _heads() -> list[str]:
    heads = [("ULN", _ULN), ("Requirement", _NAME), ("From", _NATION)]
    parts = [text((x, HEAD - 5), words, class_="tick strong") for words, x in heads]
    parts.append(text((WIDTH - 8, HEAD - 5), "Late by", class_="tick strong", text_anchor="end"))
    return [*parts, line((0, HEAD), (WIDTH, HEAD), class_="rule")]


def _row(scene: Scene, entry: Line, scale: LinearScale, top: float) -> str:
    requirement = entry.requirement
    middle = top + ROW / 2
    parts = [
        rect((0, top), WIDTH, ROW, fill="#fff", fill_opacity=0, class_="row-ground"),
        line((0, top + ROW), (WIDTH, top + ROW), stroke=palette.FAINT, stroke_width=1),
        *_words(scene, entry, middle),
        *_dates(entry, scale, top),
        *_waits(entry, scale, middle),
        *_legs(scene, entry, scale, top),
        *_due(entry, scale, top),
        *_end(entry, middle),
    ]
    return group(
        parts, hover=_hover(scene, entry), class_=f"row fate-{entry.fate.name.lower()}",
        data_uln=requirement.id, data_words=entry.words, data_nations=" ".join(entry.nations),
    )  # fmt: skip


def _words(scene: Scene, entry: Line, middle: float) -> list[str]:
    requirement, base = entry.requirement, middle + 3.8
    parts = [
        text((_ULN, base), fit(requirement.id, _NAME - _ULN - 8, 11, strong=True), class_="strong"),
        text((_NAME, base), fit(requirement.description, _NATION - _NAME - 10, 11)),
    ]
    if not entry.nations:
        return parts
    first = entry.nations[0]
    parts.append(rect((_NATION, middle - 4), 8, 8, fill=scene.colour(first), rx=1.5))
    more = f" +{len(entry.nations) - 1}" if len(entry.nations) > 1 else ""
    parts.append(
        text((_NATION + 12, base), fit(first + more, _LEFT - _NATION - 14, 10), font_size=10)
    )
    return parts


def _dates(entry: Line, scale: LinearScale, top: float) -> list[str]:
    """The window from earliest to latest arrival, as a pale band."""
    ead, lad = entry.requirement.ead, entry.requirement.lad
    if ead is None and lad is None:
        return []
    left = scale.held(ead if ead is not None else (entry.ready or scale.low))
    right = scale.held(lad if lad is not None else entry.requirement.rdd)
    return (
        [rect((left, top + 2), right - left, ROW - 4, fill="#dfe8f1", rx=2)] if right > left else []
    )


def _waits(entry: Line, scale: LinearScale, middle: float) -> list[str]:
    """A thin grey bar from ready to the last arrival, under the legs."""
    if not entry.legs:
        return []
    begins = entry.legs[0].depart if entry.ready is None else min(entry.ready, entry.legs[0].depart)
    left, right = scale.held(begins), scale.held(max(leg.done for leg in entry.legs))
    return [
        rect((left, middle - 1.3), right - left, 2.6, fill=_WAIT),
        line((left, middle - 4), (left, middle + 4), stroke=_READY, stroke_width=1.4),
    ]


def _legs(scene: Scene, entry: Line, scale: LinearScale, top: float) -> list[str]:
    spans = merge_spans(
        [Span(scale.held(g.depart), scale.held(g.arrive), g.fleet.mode, g) for g in entry.legs]
    )
    tracks = pack_spans(spans, _TRACKS_MAX)
    used = max((n for n, _ in tracks), default=0) + 1
    height = (_BAR + (used - 1) * 1.5) / used
    parts = []
    for n, span in tracks:
        y = top + (ROW - height * used) / 2 + n * height
        bar = rect(
            (span.begins, y), max(span.ends - span.begins, 1.6), height - (0.8 if used > 1 else 0),
            fill=palette.MODES[span.mode], rx=min(1.5, height / 3),
        )  # fmt: skip
        parts.append(group([bar], hover=_leg_hover(scene, span)))
    return parts


def _due(entry: Line, scale: LinearScale, top: float) -> list[str]:
    """The required delivery date, and from there to closure a line in the colour of lateness."""
    x = scale.held(entry.requirement.rdd)
    parts = []
    if entry.fate is Fate.LATE and entry.closing.closed_at is not None:
        end = scale.held(entry.closing.closed_at)
        parts.append(
            line(
                (x, top + ROW - 2.6), (end, top + ROW - 2.6), stroke=palette.LATE, stroke_width=2.4
            )
        )
    colour = palette.INK if entry.fate is Fate.ON_TIME else palette.LATE
    parts.append(line((x, top + 1.5), (x, top + ROW - 1.5), stroke=colour, stroke_width=1.6))
    parts.append(
        path([(x - 3.4, top + 1), (x + 3.4, top + 1), (x, top + 5.6)], closed=True, fill=colour)
    )
    return parts


def _end(entry: Line, middle: float) -> list[str]:
    at = (WIDTH - 8, middle + 3.8)
    if entry.fate is Fate.ON_TIME:
        return []
    late = entry.fate is Fate.LATE
    words = plain_span(entry.closing.late_minutes) if late else "unmet"
    return [text(at, words, class_="late strong", text_anchor="end")]


def _hover(scene: Scene, entry: Line) -> str:
    requirement, closing = entry.requirement, entry.closing
    due = f"RDD {write_day(requirement.rdd)}, priority {requirement.priority}"
    parts = [
        f"{requirement.id} {requirement.description}",
        f"to {scene.place(requirement.destination)}, {due}",
    ]
    if closing.closed_at is None:
        parts.append("not closed within the horizon")
    else:
        late = f", {write_span(closing.late_minutes)} late" if closing.late_minutes > 0 else ""
        parts.append(f"closes {write_instant(closing.closed_at)}{late}")
    return "\n".join(parts)


def _leg_hover(scene: Scene, span: Span) -> str:
    leg = span.leg
    rides = f" and {span.rides - 1} more" if span.rides > 1 else ""
    when = f"{write_instant(leg.depart)} to {write_instant(Minute(span.last))}"
    ends = f"{scene.place(leg.origin)} to {scene.place(leg.destination)}"
    return f"{ends}{rides}\nby {palette.MODE_NAMES[leg.fleet.mode]}, {leg.fleet.name}\n{when}"


def _key(y: float, modes: set[Mode], *, windows: bool) -> list[str]:
    """The legend under the rows."""
    parts: list[str] = []
    x = _ULN

    def entry(sign: list[str], words: str, room: float) -> None:
        nonlocal x
        parts.extend(sign)
        parts.append(text((x + room + 6, y), words, class_="tick"))
        x += room + 6 + width_of(words, 10) + 22

    for mode in palette.MODES:
        if mode in modes:
            bar = rect((x, y - 8), 20, 8, fill=palette.MODES[mode], rx=1.5)
            entry([bar], f"under way by {palette.MODE_NAMES[mode]}", 20)
    ready = line((x, y - 8), (x, y), stroke=_READY, stroke_width=1.4)
    entry([rect((x, y - 5.3), 20, 2.6, fill=_WAIT), ready], "ready, then waiting", 20)
    if windows:
        entry([rect((x, y - 11), 20, 14, fill="#dfe8f1", rx=2)], "EAD to LAD", 20)
    tick = path([(x, y - 10), (x + 7, y - 10), (x + 3.5, y - 5.4)], closed=True, fill=palette.INK)
    stem = line((x + 3.5, y - 10), (x + 3.5, y + 2), stroke=palette.INK, stroke_width=1.6)
    entry([tick, stem], "required delivery (RDD)", 7)
    late = line((x, y - 3), (x + 20, y - 3), stroke=palette.LATE, stroke_width=2.4)
    entry([late], "late", 20)
    return parts

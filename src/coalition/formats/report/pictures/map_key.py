"""The map's legend and its scale bar."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.labels import Box
from coalition.formats.report.drawing.lettering import tonnes, width_of
from coalition.formats.report.drawing.svg import Point, element, line, rect, text
from coalition.formats.report.pictures.flows import Flow
from coalition.formats.report.scene import Scene
from coalition.formats.report.travel import add_up
from coalition.model.places import Mode

_BAR_PX = 150
_ROW, _SIZE = 16.0, 10.5
_MARKS = (("origin", "origin"), ("port", "change of carrier"), ("destination", "destination"))
_AVOID = "kept clear of by order"


def draw_key(scene: Scene, flows: Sequence[Flow], box: Box, *, avoid: str) -> list[str]:
    """Modes with what each moves, the kinds of place, and nations kept clear of, filled with `avoid`."""
    left, y = box.left, box.top + 18
    ground = rect(
        (left, box.top), box.right - left, box.bottom - box.top, fill="#fff", fill_opacity=0.95,
        stroke=palette.RULE, rx=2,
    )  # fmt: skip
    parts = [ground]
    for mode, words in _modes(flows):
        parts += [*_stroke(mode, (left + 10, y - 4)), text((left + 54, y), words, font_size=_SIZE)]
        y += _ROW
    y += 4 if flows else 0
    for role, words in _MARKS:
        parts += [_sign(role, (left + 27, y - 4)), text((left + 54, y), words, font_size=_SIZE)]
        y += _ROW
    if scene.content.book.crisis.avoid:
        patch = rect((left + 12, y - 10), 30, 11, fill=avoid, stroke=palette.RULE)
        parts += [patch, text((left + 54, y), _AVOID, font_size=_SIZE)]
    return parts


def place_key(scene: Scene, flows: Sequence[Flow], frame: Box, busy: Sequence[Point]) -> Box:
    """The corner for the legend in which the fewest points of the plan lie; the scale bar keeps its own."""
    words = [w for _, w in _modes(flows)] + [w for _, w in _MARKS] + [_AVOID]
    rows = len(words) - (0 if scene.content.book.crisis.avoid else 1)
    width = 68 + max(width_of(w, _SIZE) for w in words)
    height = _ROW * rows + (18 if flows else 14)
    corners = [
        Box(x, y, x + width, y + height)
        for x, y in (
            (frame.left + 10, frame.bottom - height - 10), (frame.left + 10, frame.top + 10),
            (frame.right - width - 10, frame.top + 10),
        )
    ]  # fmt: skip
    return min(corners, key=lambda box: sum(_near(point, box) for point in busy))


def _near(point: Point, box: Box) -> bool:
    return (
        box.left - 12 <= point[0] <= box.right + 12 and box.top - 12 <= point[1] <= box.bottom + 12
    )


def _modes(flows: Sequence[Flow]) -> list[tuple[Mode, str]]:
    rows = []
    for mode in palette.MODES:
        chosen = [f for f in flows if f.mode is mode]
        if chosen:
            total = add_up(f.freight for f in chosen)
            pax = f", {total.pax:,} pax" if total.pax else ""
            rows.append((mode, f"{palette.MODE_NAMES[mode]}: {tonnes(total.mass_kg)}{pax} carried"))
    return rows


def _stroke(mode: Mode, at: Point) -> list[str]:
    end = (at[0] + 34, at[1])
    parts = [
        line(
            at,
            end,
            stroke=palette.MODES[mode],
            stroke_width=3.4,
            stroke_dasharray=palette.DASHES[mode],
        )
    ]
    if mode is Mode.ROAD:
        parts.append(line(at, end, stroke="#fff3dc", stroke_width=1.1))
    return parts


def _sign(role: str, at: Point) -> str:
    if role == "port":
        return rect(
            (at[0] - 3.2, at[1] - 3.2), 6.4, 6.4, fill="#fff", stroke=palette.INK, stroke_width=1.4
        )
    full = role == "destination"
    return element(
        "circle", cx=at[0], cy=at[1], r=5 if full else 3.6, fill=palette.INK if full else "#fff",
        stroke=palette.INK, stroke_width=0 if full else 1.7,
    )  # fmt: skip


def draw_scale_bar(metres_per_px: float, corner: Point) -> list[str]:
    """A bar of round kilometres ending at `corner`; true at the centre of the map."""
    reach = metres_per_px * _BAR_PX / 1000
    power = 10.0 ** len(str(int(max(reach, 1)))) / 10
    km = max(s * power for s in (1, 2, 5) if s * power <= reach) if reach >= 1 else 1.0
    px = km * 1000 / metres_per_px
    left = corner[0] - px
    half = left + px / 2
    return [
        rect((left - 8, corner[1] - 19), px + 16, 26, fill="#fff", fill_opacity=0.9),
        rect((left, corner[1] - 4), px / 2, 4, fill=palette.INK),
        rect((half, corner[1] - 4), px / 2, 4, fill="#fff", stroke=palette.INK, stroke_width=0.8),
        text((left, corner[1] - 8), "0", font_size=9.5),
        text((corner[0], corner[1] - 8), f"{int(km):,} km", font_size=9.5, text_anchor="end"),
    ]

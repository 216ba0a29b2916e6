"""The map's legend and its scale bar."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.labels import Box
from coalition.formats.report.drawing.lettering import tonnes
from coalition.formats.report.drawing.svg import Point, element, line, rect, text
from coalition.formats.report.pictures.flows import Flow
from coalition.formats.report.scene import Scene
from coalition.formats.report.travel import Freight

_BAR_PX = 150


def draw_key(scene: Scene, flows: Sequence[Flow], frame: Box) -> list[str]:
    """Modes with what each moves, the kinds of place, and nations kept clear of, in the lower left."""
    rows = [_mode_row(mode, flows) for mode in palette.MODES if any(f.mode is mode for f in flows)]
    marks = [("origin", "origin"), ("port", "change of carrier"), ("destination", "destination")]
    box = key_box(scene, flows, frame)
    left, top = box.left, box.top
    parts = [
        rect((left, top), box.right - left, box.bottom - top, fill="#fff", fill_opacity=0.94,
             stroke=palette.RULE, rx=2)
    ]  # fmt: skip
    y = top + 18
    for colour, dash, words in rows:
        parts.append(
            line(
                (left + 10, y - 4),
                (left + 44, y - 4),
                stroke=colour,
                stroke_width=3,
                stroke_dasharray=dash,
            )
        )
        parts.append(text((left + 54, y), words, font_size=10.5))
        y += 16
    y += 4 if rows else 0
    for role, words in marks:
        parts += [_sign(role, (left + 27, y - 4)), text((left + 54, y), words, font_size=10.5)]
        y += 16
    if scene.content.book.crisis.avoid:
        parts.append(rect((left + 12, y - 10), 30, 11, fill="url(#map-avoid)", stroke=palette.RULE))
        parts.append(text((left + 54, y), "kept clear of by order", font_size=10.5))
    return parts


def key_box(scene: Scene, flows: Sequence[Flow], frame: Box) -> Box:
    """Where the legend stands, so that no label goes under it."""
    modes = len({f.mode for f in flows})
    height = 16 * (modes + 3 + bool(scene.content.book.crisis.avoid)) + (24 if modes else 14)
    left, bottom = frame.left + 10, frame.bottom - 10
    return Box(left, bottom - height, left + 224, bottom)


def _mode_row(mode: object, flows: Sequence[Flow]) -> tuple[str, str | None, str]:
    chosen = [f for f in flows if f.mode is mode]
    real = chosen[0].mode
    total = sum((f.freight for f in chosen), Freight())
    words = f"{palette.MODE_NAMES[real]}: {tonnes(total.mass_kg)}"
    words += f", {total.pax:,} pax" if total.pax else ""
    return palette.MODES[real], palette.DASHES[real], words + " carried"


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

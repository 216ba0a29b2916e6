"""The map of stores: where they open, how much they hold, what is expected to go where, what stays unmet.

An open store is a square that grows with the mass it holds, a candidate that stays closed a small hollow one.
A place of need is a ring that grows with the mass it is expected to need; its red part is never met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from coalition.formats.placed.content import NeedRow, PlacedContent, Spot, StoreRow, WayRow
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.labels import Box, Wanted, mark_box, place_labels
from coalition.formats.report.drawing.lettering import count, percent, tonnes, width_of
from coalition.formats.report.drawing.svg import (
    Picture,
    Point,
    element,
    group,
    line,
    number,
    rect,
    text,
)
from coalition.formats.report.pictures.map_key import draw_scale_bar
from coalition.formats.report.pictures.map_picture import (
    draw_arrow,
    draw_land,
    draw_way,
    width_of_way,
)
from coalition.formats.report.pictures.map_sheet import WIDTH, Outlines, Sheet, grown, lay_sheet
from coalition.formats.report.pictures.projection import Position, great_circle

STORE_PX, NEED_PX, LEAST_PX = 26.0, 21.0, 7.0
KEY_ROW, KEY_SIZE = 17.0, 10.5


@dataclass(frozen=True, slots=True)
class _Way:
    row: WayRow
    line: tuple[Position, ...]
    width: float


def draw_store_map(content: PlacedContent, outlines: Outlines) -> Picture:
    """The map of the whole answer."""
    ways = _ways(content)
    positions = [_position(spot) for spot in content.places]
    positions += [at for way in ways for at in way.line]
    sheet = lay_sheet("stores", outlines, positions)
    frame = sheet.frame
    taking_part = {row.nation for row in content.held if row.units} | {
        spot.nation for spot in content.places
    }
    drawn = [(way, [sheet.projection.at(at) for at in way.line]) for way in ways]
    key = _key_box(content, frame, [point for _, points in drawn for point in points])
    body = [
        rect((0, 0), WIDTH, frame.bottom, fill="#e9eff3"),
        *draw_land(sheet, taking_part),
        *(group(draw_way(points, way.row.mode, way.width), hover=_way_words(content, way.row))
          for way, points in drawn),
        *(draw_arrow(points, way.row.mode, way.width, frame) for way, points in drawn),
        *_marks(content, sheet, key),
        *_key(content, key),
        *draw_scale_bar(sheet.projection.metres_per_px, (frame.right - 16, frame.bottom - 18)),
        rect((0.5, 0.5), WIDTH - 1, frame.bottom - 1, fill="none", stroke=palette.RULE),
    ]  # fmt: skip
    opened = sum(1 for row in content.stores if row.size)
    words = (
        f"{count(opened, 'store')} open of {count(len(content.stores), 'candidate')}, "
        f"{count(len(content.needs), 'place')} of need, {count(len(ways), 'way')}"
    )
    return Picture("stores", "Stores and needs", words, WIDTH, frame.bottom, "".join(body))


def _ways(content: PlacedContent) -> list[_Way]:
    spots = {spot.place: spot for spot in content.places}
    most = max((row.kg for row in content.ways), default=1.0) or 1.0
    ways = []
    for row in content.ways:
        ends = _position(spots[row.store]), _position(spots[row.place])
        known = row.line if len(row.line) > 1 else tuple(great_circle(*ends))
        ways.append(_Way(row, known, width_of_way(row.kg, most)))
    return ways


def _way_words(content: PlacedContent, row: WayRow) -> str:
    names = {spot.place: spot.name for spot in content.places}
    how = f"{names[row.store]} to {names[row.place]} by {palette.MODE_NAMES[row.mode]}"
    return f"{how}: {tonnes(round(row.kg))} expected"


def _position(spot: Spot) -> Position:
    return spot.lat_udeg, spot.lon_udeg


def _marks(content: PlacedContent, sheet: Sheet, key: Box) -> list[str]:
    """Rings of need below, squares of stores above, then names where they find room."""
    needs = [(row, sheet.projection.at(_position(row.spot)), _radius(content, row))
             for row in content.needs if row.need_kg > 0]  # fmt: skip
    stores = [(row, sheet.projection.at(_position(row.spot)), _side(content, row))
              for row in content.stores]  # fmt: skip
    corner = sheet.frame
    taken = [mark_box(at, radius) for _, at, radius in needs]
    taken += [mark_box(at, side / 2) for _, at, side in stores]
    taken += [key, Box(corner.right - 190, corner.bottom - 42, corner.right, corner.bottom)]
    placed = place_labels(_wanted(needs, stores), grown(sheet.frame, -6), taken)
    parts = [_need(row, at, radius) for row, at, radius in needs]
    parts += [_store(content, row, at, side) for row, at, side in stores]
    parts += [
        line(p.wanted.at, (p.at[0] + {"start": -1.5, "middle": 0, "end": 1.5}[p.anchor], p.at[1] - 4),
             stroke=palette.SOFT, stroke_width=0.6)
        for p in placed if p.far
    ]  # fmt: skip
    parts += [
        text(p.at, p.wanted.words, text_anchor=p.anchor, font_size=p.wanted.size,
             class_="halo strong" if p.wanted.strong else "halo",
             fill=palette.INK if p.wanted.strong else "#3c4854")
        for p in placed
    ]  # fmt: skip
    return parts


def _wanted(
    needs: Sequence[tuple[NeedRow, Point, float]], stores: Sequence[tuple[StoreRow, Point, float]]
) -> list[Wanted]:
    """Open stores with what they hold first, then places of need, then what stays closed."""
    reach = {row.spot.place: radius for row, _, radius in needs}
    for row, _, side in stores:
        reach[row.spot.place] = max(reach.get(row.spot.place, 0.0), side / 2)
    opened = [
        Wanted(row.spot.place, at, reach[row.spot.place] + 1,
               f"{row.spot.name}, {tonnes(row.held_kg)}", 11.5, strong=True)
        for row, at, _ in stores if row.size
    ]  # fmt: skip
    named = {one.id for one in opened}
    rest = [(row.spot, at, 11.0) for row, at, _ in needs]
    rest += [(row.spot, at, 10.0) for row, at, _ in stores if not row.size]
    for spot, at, size in rest:
        if spot.place not in named:
            named.add(spot.place)
            opened.append(Wanted(spot.place, at, reach[spot.place] + 1, spot.name, size))
    return opened


def _radius(content: PlacedContent, row: NeedRow) -> float:
    most = max((one.need_kg for one in content.needs), default=1.0) or 1.0
    return max(LEAST_PX, NEED_PX * sqrt(row.need_kg / most))


def _side(content: PlacedContent, row: StoreRow) -> float:
    most = max((one.held_kg for one in content.stores), default=1) or 1
    return max(LEAST_PX, STORE_PX * sqrt(row.held_kg / most)) if row.size else LEAST_PX


def _need(row: NeedRow, at: Point, radius: float) -> str:
    share = row.unmet_kg / row.need_kg
    parts = [element("circle", cx=at[0], cy=at[1], r=radius, fill=palette.OPEN, fill_opacity=0.22,
                     stroke=palette.OPEN, stroke_width=1.4)]  # fmt: skip
    if share > 0.002:
        parts.append(_sector(at, radius, min(share, 0.9999)))
    come = "" if row.hours is None else f", what comes takes {row.hours:.0f} h on average"
    words = (
        f"{row.spot.name} ({row.spot.nation}): {tonnes(round(row.need_kg))} expected to be needed, "
        f"{percent(share)} never met{come}"
    )
    return group(parts, hover=words)


def _sector(at: Point, radius: float, share: float) -> str:
    """The part of a circle from twelve o'clock on."""
    turn = 2 * pi * share
    end = (at[0] + radius * sin(turn), at[1] - radius * cos(turn))
    large = 1 if share > 0.5 else 0
    spots = [number(v) for v in (*at, at[0], at[1] - radius, radius, radius, *end)]
    track = f"M{spots[0]} {spots[1]}L{spots[2]} {spots[3]}A{spots[4]} {spots[5]} 0 {large} 1 "
    return element("path", d=f"{track}{spots[6]} {spots[7]}Z", fill=palette.LATE, fill_opacity=0.55)


def _store(content: PlacedContent, row: StoreRow, at: Point, side: float) -> str:
    corner = (at[0] - side / 2, at[1] - side / 2)
    if not row.size:
        hollow = rect(corner, side, side, fill="#fff", stroke=palette.SOFT, stroke_width=1.2)
        return group([hollow], hover=f"{row.spot.name} ({row.spot.nation}): stays closed")
    held = "; ".join(
        f"{one.units:,} {one.commodity} of {one.nation}"
        for one in content.held
        if one.place == row.spot.place and one.units
    )
    full = rect(corner, side, side, fill=palette.ACCENT, stroke="#fff", stroke_width=1.4)
    words = f"{row.spot.name} ({row.spot.nation}): {row.size}, {tonnes(row.held_kg)}; {held}"
    return group([full], hover=words)


_SIGNS = ("open store, by mass held", "candidate that stays closed", "need, by expected mass",
          "share never met")  # fmt: skip


def _modes(content: PlacedContent) -> list[tuple[str, str]]:
    found = []
    for mode in palette.MODES:
        kg = sum(row.kg for row in content.ways if row.mode is mode)
        if kg > 0:
            words = f"{palette.MODE_NAMES[mode]}: {tonnes(round(kg))} expected"
            found.append((str(mode), words))
    return found


def _key_box(content: PlacedContent, frame: Box, busy: Sequence[Point]) -> Box:
    """The corner of the three in which the fewest points lie; the scale bar keeps its own."""
    words = [*(w for _, w in _modes(content)), *_SIGNS]
    width = 66 + max(width_of(one, KEY_SIZE) for one in words)
    height = KEY_ROW * len(words) + 16
    corners = [
        Box(x, y, x + width, y + height)
        for x, y in (
            (frame.left + 10, frame.bottom - height - 10), (frame.left + 10, frame.top + 10),
            (frame.right - width - 10, frame.top + 10),
        )
    ]  # fmt: skip
    return min(
        corners,
        key=lambda box: sum(
            box.left - 12 <= x <= box.right + 12 and box.top - 12 <= y <= box.bottom + 12
            for x, y in busy
        ),
    )


def _key(content: PlacedContent, box: Box) -> list[str]:
    left, y = box.left, box.top + 19
    parts = [rect((left, box.top), box.right - left, box.bottom - box.top, fill="#fff",
                  fill_opacity=0.95, stroke=palette.RULE, rx=2)]  # fmt: skip
    names = {str(mode): mode for mode in palette.MODES}
    for mode, words in _modes(content):
        start, end = (left + 10, y - 4), (left + 44, y - 4)
        parts += [
            *draw_way([start, end], names[mode], 3.4),
            text((left + 54, y), words, font_size=KEY_SIZE),
        ]
        y += KEY_ROW
    middle = left + 27
    for sign, words in enumerate(_SIGNS):
        parts += [_sign(sign, (middle, y - 4)), text((left + 54, y), words, font_size=KEY_SIZE)]
        y += KEY_ROW
    return parts


def _sign(sign: int, at: Point) -> str:
    if sign == 0:
        return rect((at[0] - 5.5, at[1] - 5.5), 11, 11, fill=palette.ACCENT)
    if sign == 1:
        return rect(
            (at[0] - 3.5, at[1] - 3.5), 7, 7, fill="#fff", stroke=palette.SOFT, stroke_width=1.2
        )
    ring = element("circle", cx=at[0], cy=at[1], r=6, fill=palette.OPEN, fill_opacity=0.22,
                   stroke=palette.OPEN, stroke_width=1.4)  # fmt: skip
    return ring if sign == 2 else ring + _sector(at, 6, 0.3)

"""The tornado of causes: weighted days each adds on causal chains, and what taking it out buys, with
intervals.
"""

from __future__ import annotations

from coalition.formats.rehearsed.content import CauseRow, HedgeLine, RehearsalContent
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import amount_axis
from coalition.formats.report.drawing.lettering import fit, percent
from coalition.formats.report.drawing.scales import LinearScale
from coalition.formats.report.drawing.svg import Picture, group, line, rect, text
from coalition.measure.instants import MINUTES_PER_DAY

ROWS_MAX = 15
WIDTH = 1180.0
_NAMES, _LEFT, _RIGHT = 300.0, 316.0, WIDTH - 110
_ROW, _TOP, _FOOT = 26.0, 44.0, 12.0


def draw_tornado(content: RehearsalContent) -> Picture:
    """The heaviest causes, the heaviest on top."""
    causes = [one for one in content.causes if one.charged > 0][:ROWS_MAX]
    bought = {one.name: one for one in content.hedges}
    bottom = _TOP + _ROW * max(1, len(causes))
    high = max([_most(one, bought.get(one.name)) for one in causes], default=1.0)
    scale, axis = _axis(high, bottom)
    body = [*axis, *_key()]
    for place, cause in enumerate(causes):
        body.append(_row(cause, bought.get(cause.name), _TOP + _ROW * place, scale))
    words = (
        f"{causes[0].name} weighs most: {causes[0].charged / MINUTES_PER_DAY:,.0f} weighted days a replication"
        if causes
        else "no cause added lateness"
    )
    return Picture(
        "tornado", "Causes by what they cost", words, WIDTH, bottom + _FOOT, "".join(body)
    )


def _key() -> list[str]:
    """What the bars are."""
    parts, x = [], _LEFT
    for colour, words in (
        (palette.ACCENT, "weighted days of lateness charged to it"),
        (palette.OPEN, "bought by taking it out, with 95 % interval"),
    ):
        parts.append(rect((x, 4), 9, 9, fill=colour))
        parts.append(text((x + 14, 12), words, class_="tick"))
        x += 250
    return parts


def _most(cause: CauseRow, hedge: HedgeLine | None) -> float:
    found = max(cause.charged, hedge.lateness.high if hedge else 0.0)
    return found / MINUTES_PER_DAY


def _axis(high: float, bottom: float) -> tuple[LinearScale, list[str]]:
    """An upright scale laid on its side."""
    marks, _ = amount_axis(high, (0, 1), (0, 0))
    scale = LinearScale(0, marks.high, _LEFT, _RIGHT)
    parts, step = [], marks.high / 4
    for mark in range(5):
        x = scale.at(step * mark)
        parts.append(line((x, _TOP - 4), (x, bottom), class_="grid upright"))
        label = f"{step * mark:,.0f}"
        parts.append(text((x, _TOP - 8), label, class_="tick", text_anchor="middle"))
    return scale, parts


def _row(cause: CauseRow, hedge: HedgeLine | None, y: float, scale: LinearScale) -> str:
    """One cause: its name, what it is charged with, and what taking it out buys."""
    charged = cause.charged / MINUTES_PER_DAY
    hover = f"{cause.name}: {charged:,.0f} weighted days, on a causal chain in {percent(cause.critical.value)}"
    parts = [
        text((_NAMES, y + 16), fit(cause.name, _NAMES - 8, 11), text_anchor="end"),
        rect((_LEFT, y + 4), scale.at(charged) - _LEFT, 10, fill=palette.ACCENT, fill_opacity=0.85),
        text((_RIGHT + 10, y + 16), f"{percent(cause.critical.value)} critical", class_="tick"),
    ]
    if hedge is not None:
        low, middle, high = (
            scale.held(max(0.0, value) / MINUTES_PER_DAY)
            for value in (hedge.lateness.low, hedge.lateness.value, hedge.lateness.high)
        )
        parts.append(rect((_LEFT, y + 15), middle - _LEFT, 5, fill=palette.OPEN))
        parts.append(line((low, y + 17.5), (high, y + 17.5), stroke=palette.INK, stroke_width=1))
        hover += f"; taken out it buys {hedge.lateness.value / MINUTES_PER_DAY:,.0f}"
    return group(parts, hover=hover)

"""The fan of closure: what share of weight has closed by each day, in how many of the replications.

The dark band holds half of all replications, the light one nine of ten, the line is the middle one; beside them
what the plan says and what is required.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition.formats.rehearsed.content import RehearsalContent
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import time_axis, whole_days
from coalition.formats.report.drawing.lettering import count, percent
from coalition.formats.report.drawing.scales import LinearScale
from coalition.formats.report.drawing.svg import Picture, Point, line, path, steps, text

WIDTH, HEIGHT = 1180.0, 400.0
_LEFT, _RIGHT = 56.0, WIDTH - 170
_TOP, _BOTTOM = 40.0, 372.0


def draw_fan(content: RehearsalContent) -> Picture:
    """The fan over the whole horizon."""
    frame = whole_days(content.activated, content.horizon_end, content.activated)
    across, up = frame.scale(_LEFT, _RIGHT), LinearScale(0, 1, _BOTTOM, _TOP)
    fan = content.fan
    curves = [[(across.at(at), up.at(share)) for at, share in zip(fan.at, band, strict=True)]
              for band in fan.bands]  # fmt: skip
    planned, due = (
        steps([(across.at(at), up.at(share)) for at, share in zip(fan.at, one, strict=True)])
        for one in (fan.planned, fan.due)
    )
    body = [
        *time_axis(frame, across, _TOP, _BOTTOM), *_shares(up),
        *_band(curves[0], curves[-1], 0.14), *_band(curves[1], curves[-2], 0.24),
        path(due, fill="none", stroke=palette.INK, stroke_width=1.4, stroke_dasharray="5 3"),
        path(planned, fill="none", stroke=palette.OPEN, stroke_width=1.8),
        path(steps(curves[len(curves) // 2]), fill="none", stroke=palette.ACCENT, stroke_width=2.4),
        *_names(content, up),
    ]  # fmt: skip
    middle = fan.bands[len(fan.bands) // 2][-1]
    words = (
        f"in the middle of {count(len(content.replications), 'replication')} {percent(middle)} of the weight "
        f"closes within the time shown; the plan says {percent(fan.planned[-1])}"
    )
    return Picture("fan", "Closure over time under chance", words, WIDTH, HEIGHT, "".join(body))


def _shares(up: LinearScale) -> list[str]:
    parts = []
    for quarter in range(5):
        y = up.at(quarter / 4)
        parts.append(line((_LEFT, y), (_RIGHT, y), class_="grid"))
        label = f"{quarter * 25}%"
        parts.append(text((_LEFT - 6, y + 3.5), label, class_="tick", text_anchor="end"))
    return parts


def _band(low: Sequence[Point], high: Sequence[Point], opacity: float) -> list[str]:
    return [path([*low, *reversed(high)], closed=True, fill=palette.ACCENT, fill_opacity=opacity)]


def _names(content: RehearsalContent, up: LinearScale) -> list[str]:
    """The names of the curves at their right ends, kept apart."""
    fan = content.fan
    middle = fan.bands[len(fan.bands) // 2][-1]
    marks = sorted(
        [
            (up.at(fan.due[-1]), f"required {percent(fan.due[-1])}", palette.INK),
            (up.at(fan.planned[-1]), f"plan {percent(fan.planned[-1])}", palette.OPEN),
            (up.at(middle), f"middle replication {percent(middle)}", palette.ACCENT),
        ]
    )
    parts, lowest = [], _TOP - 14.0
    for y, words, colour in marks:
        lowest = max(y, lowest + 15)
        parts.append(text((_RIGHT + 8, lowest + 4), words, fill=colour, class_="strong"))
    return parts

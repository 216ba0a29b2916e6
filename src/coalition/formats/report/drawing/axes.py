"""The time axis that every chart over time shares: ISO dates above, days from C-day beneath them."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.lettering import c_day
from coalition.formats.report.drawing.scales import LinearScale, Tick, day_ticks, round_ticks
from coalition.formats.report.drawing.svg import line, text
from coalition.measure.instants import MINUTES_PER_DAY, Minute

_LABEL_PX = 74


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """The stretch of time a report shows, and C-day within it."""

    begins: Minute
    ends: Minute
    activated: Minute

    def scale(self, start: float, end: float) -> LinearScale:
        """The stretch laid onto [start, end] px."""
        return LinearScale(self.begins, self.ends, start, end)

    def ticks(self, width: float) -> tuple[Tick, ...]:
        """Dates that fit side by side in a width; on long frames, first days of months."""
        return day_ticks(self.begins, self.ends, most=max(2, int(width / _LABEL_PX)))


def time_axis(
    frame: TimeFrame, scale: LinearScale, top: float, bottom: float, *, spare: float = _LABEL_PX
) -> list[str]:
    """Dates above `top`, and thin lines from there to `bottom`; labels may reach `spare` px past the end."""
    parts = []
    for tick in frame.ticks(scale.end - scale.start):
        x = scale.at(tick.value)
        parts.append(line((x, top), (x, bottom), class_="grid upright"))
        if x + _LABEL_PX - 16 <= scale.end + spare:
            parts.append(text((x, top - 16), tick.label, class_="tick", text_anchor="start"))
            day = c_day(Minute(int(tick.value)), frame.activated)
            parts.append(text((x, top - 5), day, class_="tick faint", text_anchor="start"))
    if frame.begins < frame.activated < frame.ends:
        x = scale.at(frame.activated)
        parts.append(line((x, top), (x, bottom), stroke=palette.INK, class_="upright"))
    return parts


def amount_axis(
    high: float, span: tuple[float, float], edges: tuple[float, float], *, unit: str = ""
) -> tuple[LinearScale, list[str]]:
    """A scale from 0 to a round value over `span` (bottom, top), with lines between `edges` (left, right)."""
    marks = round_ticks(high)
    scale = LinearScale(0, marks[-1], *span)
    parts = []
    for mark in marks:
        y = scale.at(mark)
        parts.append(line((edges[0], y), (edges[1], y), class_="grid"))
        label = f"{int(mark):,}{unit}"
        parts.append(text((edges[0] - 6, y + 3.5), label, class_="tick", text_anchor="end"))
    return scale, parts


def whole_days(begins: Minute, ends: Minute, activated: Minute) -> TimeFrame:
    """A frame widened to whole UTC days, at least one."""
    low = begins // MINUTES_PER_DAY * MINUTES_PER_DAY
    high = -(-ends // MINUTES_PER_DAY) * MINUTES_PER_DAY
    return TimeFrame(Minute(low), Minute(max(high, low + MINUTES_PER_DAY)), activated)

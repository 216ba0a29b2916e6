"""Promises: for each requirement the spread of its closure about its RDD, the least likely on top."""

from __future__ import annotations

from coalition.formats.rehearsed.content import GoalRow, RehearsalContent
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import time_axis, whole_days
from coalition.formats.report.drawing.lettering import fit, percent
from coalition.formats.report.drawing.scales import LinearScale
from coalition.formats.report.drawing.svg import Picture, group, line, rect, text

ROWS_MAX = 40
WIDTH = 1180.0
_NAMES, _LEFT, _RIGHT = 250.0, 262.0, WIDTH - 120
_ROW, _TOP = 17.0, 44.0


def draw_promises(content: RehearsalContent) -> Picture:
    """The requirements whose dates are least likely to be met, weighed by what they are worth."""
    rows = sorted(content.goals, key=lambda one: (-one.weight * (1 - one.on_time.value), one.name))
    shown = rows[:ROWS_MAX]
    bottom = _TOP + _ROW * max(1, len(shown)) + 6
    frame = whole_days(content.activated, content.horizon_end, content.activated)
    across = frame.scale(_LEFT, _RIGHT)
    body = time_axis(frame, across, _TOP - 6, bottom)
    for place, goal in enumerate(shown):
        body.append(_row(content, goal, _TOP + _ROW * place, across))
    words = f"the {len(shown)} of {len(rows)} requirements that put most weight at risk"
    title = "Closure of the requirements most at risk"
    return Picture("promises", title, words, WIDTH, bottom + 8, "".join(body))


def _row(content: RehearsalContent, goal: GoalRow, y: float, across: LinearScale) -> str:
    """Light bar nine of ten, dark bar half of all replications, stroke the middle one, mark the RDD."""
    ends = [across.held(content.horizon_end if at is None else at) for at in goal.closure]
    middle = ends[len(ends) // 2]
    late = goal.closure[len(ends) // 2] is None or ends[len(ends) // 2] > across.held(goal.rdd)
    colour = palette.LATE if late else palette.ACCENT
    rdd = across.held(goal.rdd)
    return group(
        [
            text((_NAMES, y + 10), fit(f"{goal.name} {goal.title}", _NAMES - 6, 10), class_="small",
                 text_anchor="end"),
            rect((ends[0], y + 3), ends[-1] - ends[0], 8, fill=colour, fill_opacity=0.22),
            rect((ends[1], y + 3), ends[-2] - ends[1], 8, fill=colour, fill_opacity=0.55),
            line((middle, y + 2), (middle, y + 12), stroke=colour, stroke_width=2),
            line((rdd, y + 1), (rdd, y + 13), stroke=palette.INK, stroke_width=1.4),
            text((_RIGHT + 8, y + 10), f"{percent(goal.on_time.value)} on time", class_="tick"),
        ],
        hover=f"{goal.name}: {percent(goal.on_time.value)} on time, {percent(goal.never)} never",
    )  # fmt: skip

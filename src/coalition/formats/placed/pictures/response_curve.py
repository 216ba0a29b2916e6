"""Response over time: share of all that may be needed that has come by so many hours, planned and today.

Over all scenarios by their chance; units weigh what their lack costs.
"""

from __future__ import annotations

from coalition.formats.placed.content import PlacedContent
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.lettering import percent
from coalition.formats.report.drawing.scales import LinearScale, round_ticks
from coalition.formats.report.drawing.svg import Picture, line, path, steps, text

WIDTH, HEIGHT = 1180.0, 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, WIDTH - 150, 20.0, 318.0


def draw_response(content: PlacedContent) -> Picture:
    """Two staircases: the plan, and today's stock."""
    ticks = round_ticks(content.response[-1].hours, 10)
    across, up = LinearScale(0, ticks[-1], _LEFT, _RIGHT), LinearScale(0, 1, _BOTTOM, _TOP)
    body = []
    for quarter in range(5):
        y = up.at(quarter / 4)
        body.append(line((_LEFT, y), (_RIGHT, y), class_="grid"))
        body.append(
            text((_LEFT - 6, y + 3.5), f"{25 * quarter}%", class_="tick", text_anchor="end")
        )
    for tick in ticks:
        x = across.at(tick)
        body.append(line((x, _BOTTOM), (x, _BOTTOM + 4), class_="rule"))
        body.append(text((x, _BOTTOM + 16), f"{tick:,.0f}", class_="tick", text_anchor="middle"))
    middle = (_LEFT + _RIGHT) / 2
    body.append(
        text(
            (middle, _BOTTOM + 34), "hours from the activation", class_="tick", text_anchor="middle"
        )
    )
    last = content.response[-1]
    ends = {"today": last.today, "plan": last.plan}
    for name, colour, width in (("today", palette.SOFT, 1.6), ("plan", palette.ACCENT, 2.6)):
        points = [(across.at(row.hours), up.at(getattr(row, name))) for row in content.response]
        points.append((_RIGHT, up.at(ends[name])))
        body.append(path(steps(points), fill="none", stroke=colour, stroke_width=width))
    body += _names(ends, up)
    plan, today = percent(last.plan), percent(last.today)
    words = f"in the end {plan} of need is met with the plan, {today} with today's stock"
    return Picture("response", "Response over time", words, WIDTH, HEIGHT, "".join(body))


def _names(ends: dict[str, float], up: LinearScale) -> list[str]:
    """Names of the curves at their right ends, kept apart."""
    marks = sorted([
        (up.at(ends["plan"]), f"plan {percent(ends['plan'])}", palette.ACCENT),
        (up.at(ends["today"]), f"today's stock {percent(ends['today'])}", palette.SOFT),
    ])  # fmt: skip
    parts, lowest = [], _TOP - 15.0
    for y, words, colour in marks:
        lowest = max(y, lowest + 15)
        parts.append(text((_RIGHT + 8, lowest + 4), words, fill=colour, class_="strong"))
    return parts

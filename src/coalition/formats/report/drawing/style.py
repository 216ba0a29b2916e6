"""The style sheet of pictures, the same in the page and in the files beside it."""

from __future__ import annotations

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.svg import FONT_STACK, Value, element, line, rect

PICTURE_CSS = f"""
.picture{{font-family:{FONT_STACK};font-size:11px;fill:{palette.INK}}}
.picture .tick{{font-size:10px;fill:{palette.SOFT}}}
.picture .faint{{fill:{palette.FAINT_INK}}}
.picture .small{{font-size:9.5px}}
.picture .soft{{fill:{palette.SOFT}}}
.picture .strong{{font-weight:600}}
.picture .late{{fill:{palette.LATE}}}
.picture .grid{{stroke:{palette.RULE};stroke-width:.6}}
.picture .rule{{stroke:{palette.RULE};stroke-width:1}}
.picture .halo{{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}}
""".replace("\n", "")


def hatch(name: str, colour: str, *, gap: float = 5, width: float = 1.6, ground: str = "") -> str:
    """A pattern of slanting lines; `name` must be unique in the page."""
    values: dict[str, Value] = {
        "width": gap, "height": gap, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)",
    }  # fmt: skip
    below = rect((0, 0), gap, gap, fill=ground) if ground else ""
    stripe = line((0, 0), (0, gap), stroke=colour, stroke_width=width)
    return element("pattern", below + stripe, id=name, **values)

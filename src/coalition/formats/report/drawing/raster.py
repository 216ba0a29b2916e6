"""SVG to PNG by resvg with the bundled typeface only, so that the pixels are the same everywhere.

Signs outside the bundled subset (Latin, Greek, Cyrillic) show as empty boxes in PNG files; the page and
the SVG files use the reader's own typefaces for them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import sqrt

import resvg_py

_PIXELS_MAX = 9_000_000
"""Most pixels of a PNG; a long Gantt chart stays readable and quick to make."""


@cache
def _typefaces() -> tuple[str, ...]:
    folder = files("coalition.formats.report") / "fonts"
    return tuple(str(folder / f"Inter-{cut}.otf") for cut in ("Regular", "SemiBold"))


def png_of(svg: str, width: float, height: float) -> bytes:
    """The PNG of an SVG text at twice its size, or less where that would be unwieldy."""
    zoom = max(0.25, min(2.0, sqrt(_PIXELS_MAX / (width * height))))
    rendered: bytes = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=list(_typefaces()),
        font_family="Inter", sans_serif_family="Inter",
    )  # fmt: skip
    return rendered

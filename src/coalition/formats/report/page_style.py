"""Style and typeface as they stand inside a page, which needs nothing but itself."""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import files

from markupsafe import Markup

from coalition.formats.report.drawing.style import PICTURE_CSS

_ROOM = files("coalition.formats.report")


def page_style() -> Markup:
    """The style sheet with the typeface in it: our own text, so it is not escaped."""
    css = (_ROOM / "templates" / "report.css").read_text(encoding="utf-8")
    faces = "".join(_face(cut, weight) for cut, weight in (("Regular", 400), ("SemiBold", 600)))
    return Markup(faces + css + PICTURE_CSS)  # noqa: S704


def _face(cut: str, weight: int) -> str:
    data = b64encode((_ROOM / "fonts" / f"Inter-{cut}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:Inter;font-weight:{weight};font-style:normal;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
    )

"""All files of a rehearsal, as name and bytes: for programs, for spreadsheets, for people."""

from __future__ import annotations

from coalition.formats.rehearsed import tables
from coalition.formats.rehearsed.content import RehearsalContent
from coalition.formats.rehearsed.page import Pictures, fill_page
from coalition.formats.rehearsed.pictures.fan import draw_fan
from coalition.formats.rehearsed.pictures.promises import draw_promises
from coalition.formats.rehearsed.pictures.tornado import draw_tornado
from coalition.formats.report.drawing.raster import png_of
from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import standalone

PAGE = "rehearsal.html"


def rehearsal_files(content: RehearsalContent) -> dict[str, bytes]:
    """The files by name; equal content gives equal bytes."""
    pictures = Pictures(draw_fan(content), draw_tornado(content), draw_promises(content))
    texts = {
        "rehearsal.json": tables.write_json(content),
        "requirements.csv": tables.requirements_csv(content),
        "causes.csv": tables.causes_csv(content),
        "hedges.csv": tables.hedges_csv(content),
        "replications.csv": tables.replications_csv(content),
        PAGE: fill_page(content, pictures),
    }
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    for picture in (pictures.fan, pictures.tornado, pictures.promises):
        svg = standalone(picture, PICTURE_CSS)
        files[f"{picture.name}.svg"] = svg.encode("utf-8")
        files[f"{picture.name}.png"] = png_of(svg, picture.width, picture.height)
    return files

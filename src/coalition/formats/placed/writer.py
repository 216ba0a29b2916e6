"""All files of an answer, as name and bytes: for programs, for spreadsheets, for people."""

from __future__ import annotations

from coalition.formats.placed import tables
from coalition.formats.placed.content import PlacedContent
from coalition.formats.placed.page import Pictures, fill_page
from coalition.formats.placed.pictures.frontier import draw_frontier
from coalition.formats.placed.pictures.response_curve import draw_response
from coalition.formats.placed.pictures.store_map import draw_store_map
from coalition.formats.report.drawing.raster import png_of
from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import standalone
from coalition.network.globe.outlines import read_outlines

PAGE = "report.html"


def placed_files(content: PlacedContent) -> dict[str, bytes]:
    """The files by name, the page first; equal content gives equal bytes."""
    pictures = Pictures(
        draw_store_map(content, read_outlines()), draw_response(content),
        draw_frontier(content) if content.frontier else None,
    )  # fmt: skip
    texts = {
        PAGE: fill_page(content, pictures),
        "preposition.json": tables.write_json(content),
        "stores.geojson": tables.write_geojson(content),
        **{f"{name}.csv": text for name, text in tables.write_tables(content).items()},
    }
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    for picture in (pictures.stores, pictures.response, pictures.frontier):
        if picture is not None:
            svg = standalone(picture, PICTURE_CSS)
            files[f"{picture.name}.svg"] = svg.encode("utf-8")
            files[f"{picture.name}.png"] = png_of(svg, picture.width, picture.height)
    return files

"""Writes the report: one page that needs nothing else, and every picture as SVG and PNG beside it.

The same content gives the same bytes. A file appears whole or not at all.
"""

from __future__ import annotations

from pathlib import Path

from coalition.formats.report.content import ReportContent
from coalition.formats.report.drawing.raster import png_of
from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import Picture, standalone
from coalition.formats.report.page import PagePictures, fill_page
from coalition.formats.report.pictures.closure_curve import draw_closure_curve
from coalition.formats.report.pictures.gantt import choose_rows, draw_gantt, draw_gantt_pages
from coalition.formats.report.pictures.lanes import (
    choose_lanes,
    draw_lane_pages,
    draw_lanes,
)
from coalition.formats.report.pictures.lift_use import draw_lift_use
from coalition.formats.report.pictures.map_picture import draw_maps
from coalition.formats.report.pictures.published import compare, draw_published
from coalition.formats.report.scene import Scene, see
from coalition.network.globe.outlines import read_outlines


def write_report(content: ReportContent, out: Path) -> tuple[Path, ...]:
    """Paths of what was written into the folder `out`: the page first, then the pictures.

    A picture with nothing to show is left out. Raises OSError when the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    scene = see(content)
    pictures = _page_pictures(scene)
    written = [_put(out / "report.html", fill_page(scene, pictures).encode())]
    for picture in _file_pictures(scene, pictures):
        svg = standalone(picture, PICTURE_CSS)
        written.append(_put(out / f"{picture.name}.svg", svg.encode()))
        written.append(
            _put(out / f"{picture.name}.png", png_of(svg, picture.width, picture.height))
        )
    return tuple(written)


def make_page(content: ReportContent) -> str:
    """The page alone, as HTML text."""
    scene = see(content)
    return fill_page(scene, _page_pictures(scene))


def _page_pictures(scene: Scene) -> PagePictures:
    return PagePictures(
        draw_maps(scene, read_outlines()), draw_closure_curve(scene), draw_gantt_pages(scene),
        draw_lane_pages(scene), draw_lift_use(scene), draw_published(scene),
    )  # fmt: skip


def _file_pictures(scene: Scene, pictures: PagePictures) -> list[Picture]:
    """The same pictures as files; Gantt and lanes in one piece."""
    found = [*pictures.maps, pictures.closure, draw_gantt(scene, choose_rows(scene))]
    if pictures.lanes:
        found.append(draw_lanes(scene, choose_lanes(scene)))
    if scene.content.plan.trips:
        found.append(pictures.lift)
    if compare(scene):
        found.append(pictures.published)
    return found


def _put(path: Path, data: bytes) -> Path:
    """Writes a file beside its name, then renames it into place."""
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(data)
    return draft.replace(path)

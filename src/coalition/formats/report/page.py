"""The page: the template filled with pictures, tables and words, every text escaped by the template.

The page needs nothing but itself: style, script and typeface stand inside it, and its own content
security policy forbids everything else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from coalition.formats.report import tables
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.lettering import count, percent
from coalition.formats.report.drawing.svg import Picture, inline
from coalition.formats.report.headline import brought_words, frame_words, headline_of, late_words
from coalition.formats.report.page_style import page_style
from coalition.formats.report.pictures.gantt import ROWS_MAX
from coalition.formats.report.pictures.lanes import LANES_MAX, telling_lanes
from coalition.formats.report.pictures.lift_use import FLEETS_MAX, fleets_used
from coalition.formats.report.pictures.published import compare
from coalition.formats.report.scene import Fate, Scene
from coalition.measure.instants import write_day

_ROOM = files("coalition.formats.report")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\dZ)?(?: \(C[+-]\d+\))?")


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures as the page shows them; long ones come in pieces of one printed page."""

    maps: tuple[Picture, ...]
    closure: Picture
    gantt: tuple[Picture, ...]
    lanes: tuple[Picture, ...]
    lift: Picture
    published: Picture


def fill_page(scene: Scene, pictures: PagePictures) -> str:
    """The page as HTML text."""
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_template), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["picture"] = lambda picture: Markup(inline(picture))  # noqa: S704
    environment.filters["dated"] = _dated
    environment.globals.update(count=count, percent=percent, write_day=write_day)
    page = environment.get_template("report.html.j2")
    return page.render(**_inside(), **_shown(scene, pictures))


def _template(name: str) -> str:
    return (_ROOM / "templates" / name).read_text(encoding="utf-8")


def _dated(words: str) -> Markup:
    """The words, escaped, with every ISO date kept on one line."""
    return Markup(_DATE.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))  # noqa: S704


def _inside() -> dict[str, object]:
    """Style, script with its hash, and typeface: our own text, so it is not escaped."""
    script = _template("report.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return {
        "style": page_style(), "script": Markup(script),  # noqa: S704
        "script_hash": f"sha256-{digest}",
    }  # fmt: skip


def _shown(scene: Scene, pictures: PagePictures) -> dict[str, object]:
    content, judgement = scene.content, scene.content.judgement
    late, late_left = tables.late_rows(scene)
    sources, sources_left = tables.source_rows(scene)
    uses = fleets_used(scene)
    notices = [
        (name, title, meaning, len(found), *tables.notice_rows(scene, found))
        for name, title, meaning, found in (
            (
                "breaches",
                "Breaches",
                "Rules this plan breaks; each makes it red.",
                judgement.breaches,
            ),
            (
                "doubts",
                "Doubts",
                "What is unknown or estimated and must be settled.",
                judgement.doubts,
            ),
            ("risks", "Risks", "What could go wrong though nothing is unknown.", judgement.risks),
        )
    ]
    return {
        "book": content.book, "plan": content.plan, "note": content.note, "files": content.files,
        "pictures": pictures, "headline": headline_of(scene), "frame": frame_words(scene),
        "verdict_colour": palette.VERDICTS[judgement.verdict],
        "lateness": late_words(scene), "fate_colours": palette.FATES,
        "brought": brought_words(scene), "requirements": len(scene.lines), "rows_max": ROWS_MAX,
        "troubled": len(scene.fated(Fate.LATE)) + len(scene.fated(Fate.UNMET)),
        "lanes": len(telling_lanes(scene)), "open": tables.open_rows(scene), "lanes_max": LANES_MAX,
        "fleets": [use for use in uses if use.trips], "fleets_max": FLEETS_MAX,
        "idle": [use.fleet.name for use in uses if not use.trips],
        "sent": tables.sent_table(scene), "late": late, "late_left": late_left, "notices": notices,
        "timeline": tables.timeline_rows(scene), "compared": bool(compare(scene)),
        "hedges": content.more.hedges, "figures": content.more.figures, "remarks": content.more.remarks,
        "instruments": tables.instrument_rows(scene), "sources": sources, "sources_left": sources_left,
        "nations": sorted({n for entry in scene.lines for n in entry.nations}),
        "nation_name": scene.nation, "colour": scene.colour,
    }  # fmt: skip

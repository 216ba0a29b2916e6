from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from tests.formats.report.fictional_alliance import fictional_content

from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import Picture, standalone
from coalition.formats.report.pictures.bars import Span, even_pages, merge_spans, pack_spans
from coalition.formats.report.pictures.gantt import (
    PAGE_ROWS,
    ROWS_MAX,
    choose_rows,
    draw_gantt,
    draw_gantt_pages,
)
from coalition.formats.report.scene import Fate, see
from coalition.model.places import Mode

SVG = "{http://www.w3.org/2000/svg}"
SCENE = see(fictional_content())


def rows_of(picture: Picture) -> list[Element]:
    root = fromstring(standalone(picture, PICTURE_CSS))
    return [g for g in root.iter(f"{SVG}g") if (g.get("class") or "").startswith("row")]


def test_rows_run_by_priority_then_date_and_show_how_each_ends() -> None:
    rows = rows_of(draw_gantt(SCENE, SCENE.lines))
    ranks = [(e.requirement.priority, e.requirement.rdd) for e in SCENE.lines]
    assert ranks == sorted(ranks)
    assert [r.get("data-uln") for r in rows] == [e.requirement.id for e in SCENE.lines]
    for row, entry in zip(rows, SCENE.lines, strict=True):
        words = [t.text for t in row.iter(f"{SVG}text")]
        assert ("unmet" in words) == (entry.fate is Fate.UNMET)
        late = [t for t in row.iter(f"{SVG}text") if "late" in (t.get("class") or "")]
        assert bool(late) == (entry.fate is not Fate.ON_TIME)


def test_every_bar_stays_inside_the_picture() -> None:
    picture = draw_gantt(SCENE, SCENE.lines)
    for row in rows_of(picture):
        for bar in row.iter(f"{SVG}rect"):
            left, width = float(bar.get("x", 0)), float(bar.get("width", 0))
            assert left >= 0
            assert left + width <= picture.width + 0.1


def test_pages_hold_what_prints_and_are_about_equally_full() -> None:
    pages = draw_gantt_pages(SCENE)
    assert [len(rows_of(p)) for p in pages] == [20, 20]
    assert [len(p) for p in even_pages(range(61), PAGE_ROWS)] == [31, 30]
    assert even_pages([], PAGE_ROWS) == []


def test_above_the_limit_the_late_and_unmet_come_first_and_order_is_kept() -> None:
    scene = see(fictional_content(ROWS_MAX + 60))
    rows = choose_rows(scene)
    assert len(rows) == ROWS_MAX
    troubled = [e for e in scene.lines if e.fate is not Fate.ON_TIME]
    assert 0 < len(troubled) < ROWS_MAX
    assert [e for e in rows if e.fate is not Fate.ON_TIME] == troubled
    order = {e.requirement.id: n for n, e in enumerate(scene.lines)}
    places = [order[e.requirement.id] for e in rows]
    assert places == sorted(places)


def test_bars_that_touch_become_one_and_those_that_overlap_take_tracks() -> None:
    leg = SCENE.travel.legs[0]
    spans = [
        Span(0, 10, Mode.SEA, leg), Span(10.5, 20, Mode.SEA, leg), Span(15, 30, Mode.AIR, leg),
        Span(16, 18, Mode.ROAD, leg), Span(40, 50, Mode.SEA, leg),
    ]  # fmt: skip
    merged = merge_spans(spans)
    assert [(s.begins, s.ends, s.rides) for s in merged] == [
        (0, 20, 2), (15, 30, 1), (16, 18, 1), (40, 50, 1),
    ]  # fmt: skip
    assert [n for n, _ in pack_spans(merged, 3)] == [0, 1, 2, 0]
    assert [n for n, _ in pack_spans(merged, 2)] == [0, 1, 1, 0]

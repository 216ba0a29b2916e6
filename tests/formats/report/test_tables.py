from __future__ import annotations

from dataclasses import replace

from tests.formats.report.fictional_alliance import fictional_content

from coalition.formats.report.content import Notice
from coalition.formats.report.pictures.lift_use import fleets_used
from coalition.formats.report.pictures.published import compare
from coalition.formats.report.scene import Fate, see
from coalition.formats.report.tables import (
    cite,
    instrument_rows,
    late_rows,
    notice_rows,
    sent_table,
    source_rows,
    timeline_rows,
)  # fmt: skip
from coalition.formats.report.travel import load_of

SCENE = see(fictional_content())


def tonnes(text: str) -> int:
    return int(text.removesuffix(" t").replace(",", "")) if text.endswith(" t") else 0


def test_what_nations_send_adds_up_to_what_left_its_origin() -> None:
    table = sent_table(SCENE)
    gone = {leg.movement for leg in SCENE.travel.legs}
    whole = sum(load_of(SCENE.travel.movements[m]).mass_kg for m in gone) // 1000
    assert tonnes(table.totals[-1].mass) == whole
    assert sum(tonnes(total.mass) for *_, total in table.rows) == whole
    assert len(table.heads) == len(table.totals) - 1 == len(table.rows[0][3])
    assert max(cell.tint for row in table.rows for cell in row[3]) == 1


def test_a_long_plan_is_told_in_at_most_ten_columns() -> None:
    scene = see(fictional_content(400))
    late = [replace(leg, depart=leg.depart + 300 * 1440) for leg in scene.travel.legs]
    table = sent_table(replace(scene, travel=replace(scene.travel, legs=tuple(late))))
    assert len(table.heads) <= 10
    assert table.weeks > 1


def test_the_unmet_stand_first_then_the_latest_each_with_its_chain() -> None:
    rows, left = late_rows(SCENE)
    assert left == 0
    assert [r.line.fate for r in rows][:2] == [Fate.UNMET, Fate.UNMET]
    late = [r.line.closing.late_minutes for r in rows if r.line.fate is Fate.LATE]
    assert late == sorted(late, reverse=True)
    assert all(r.chain for r in rows)


def test_provisions_are_cited_by_title_and_article_or_left_as_they_are() -> None:
    assert cite(SCENE, "troops-act/2") == "Act on sending forces abroad, s. 2"
    assert cite(SCENE, "elsewhere/9") == "elsewhere/9"


def test_notices_with_the_same_words_are_one_row() -> None:
    notices = tuple(Notice("R6", f"port {n}", "berths unknown") for n in range(9))
    rows, left = notice_rows(SCENE, (*notices, Notice("R8", "rail", "gauge unknown")))
    assert [(r.rule, r.number) for r in rows] == [("R6", 9), ("R8", 1)]
    assert rows[0].subjects == "port 0, port 1, port 2, port 3 and 5 more"
    assert left == 0


def test_planned_counts_stand_beside_published_ones() -> None:
    rows = [r for r in timeline_rows(SCENE) if r.published]
    planned = dict(compare(SCENE)[0].planned)
    assert [r.published for r in rows] == ["20", "45", "70"]
    assert max(planned.values()) == 25 * len(planned)
    assert [int(r.planned) for r in rows] == sorted(int(r.planned) for r in rows)


def test_sources_and_instruments_say_how_far_they_can_be_trusted() -> None:
    sources, left = source_rows(SCENE)
    assert left == 0
    assert ("World Port Index", "2024", "official", "3 places") in sources
    assert {row[-1] for row in instrument_rows(SCENE)} == {"fictional"}


def test_a_fleet_at_work_all_day_is_used_whole_and_an_idle_one_not_at_all() -> None:
    uses = {u.fleet.id: u for u in fleets_used(SCENE)}
    assert max(max(u.shares) for u in uses.values()) == 1
    assert uses["bel-air"].mean == 0  # type: ignore[index]
    assert all(0 <= share <= 1 for u in uses.values() for share in u.shares)

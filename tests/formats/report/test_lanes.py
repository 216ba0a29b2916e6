from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

from tests.formats.report.fictional_alliance import C_DAY, fictional_content

from coalition.formats.report.content import LaneStep, StepState
from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import standalone
from coalition.formats.report.pictures.lanes import draw_lanes, plain_lanes, telling_lanes
from coalition.formats.report.scene import see
from coalition.formats.report.tables import open_rows
from coalition.measure.instants import Minute
from coalition.model.identity import ProvisionId

SVG = "{http://www.w3.org/2000/svg}"
SCENE = see(fictional_content())
LANES = {f"{x.actor} {x.action} {x.territory}": x for x in SCENE.content.lanes}


def drawn(lane_name: str, **changes: object) -> Element:
    lane = replace(LANES[lane_name], **changes)  # type: ignore[arg-type]
    root = fromstring(standalone(draw_lanes(SCENE, (lane,)), PICTURE_CSS))
    return next(g for g in root.iter(f"{SVG}g") if "lane" in (g.get("class") or ""))


def words_of(lane: Element) -> str:
    return " | ".join(t.text or "" for t in lane.iter(f"{SVG}text"))


def fills_of(lane: Element) -> list[str]:
    return [r.get("fill", "") for r in lane.iter(f"{SVG}rect")]


def test_what_is_open_all_the_time_on_decided_steps_is_told_and_not_drawn() -> None:
    assert [(x.actor, x.action) for x in plain_lanes(SCENE)] == [("FRA", "overfly")]
    assert len(telling_lanes(SCENE)) == len(SCENE.content.lanes) - 1
    assert open_rows(SCENE) == (("FRA", "France", "overfly DEU"),)


def test_a_lane_says_from_when_and_under_which_article() -> None:
    words = words_of(drawn("FRA send FRA"))
    assert "FRA send FRA" in words
    assert "permitted from 2031-03-05, compact art. 7(2)" in words
    assert "Council, art. 5" in words


def test_decided_steps_are_solid_and_estimated_ones_hatched_with_what_rests_on_them() -> None:
    decided, guessed = fills_of(drawn("FRA send FRA")), fills_of(drawn("DEU send DEU"))
    assert not [f for f in decided if f.startswith("url")]
    assert "url(#lanes-estimate)" in guessed
    assert "url(#lanes-open)" in guessed


def test_missing_assents_and_refusals_are_written_out() -> None:
    assert "awaits ESP (Cortes)" in words_of(drawn("ESP send ESP"))
    refused = drawn("ITA transit AUT")
    assert "no basis found" in words_of(refused)
    assert "url(#lanes-barred)" in fills_of(refused)


def test_a_step_without_an_end_is_named_as_unknown_and_one_before_the_frame_stays_in_it() -> None:
    unknown = LaneStep(ProvisionId("compact/5"), "territory", C_DAY, None, StepState.ESTIMATED)
    past = LaneStep(
        ProvisionId("compact/5"), "actor", None, Minute(C_DAY - 99_999), StepState.DECIDED
    )
    lane = drawn("DEU enter LTU", steps=(unknown, past))
    assert "DEU, art. 5, then LTU, art. 5 (time unknown)" in words_of(lane)
    bars = [r for r in lane.iter(f"{SVG}rect") if r.get("height") == "13"]
    assert [float(b.get("x", 0)) for b in bars] == [286.0]

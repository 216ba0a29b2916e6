from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

from tests.formats.report.fictional_alliance import fictional_content

from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import Picture, standalone
from coalition.formats.report.pictures.flows import flows_of, nodes_of
from coalition.formats.report.pictures.map_picture import draw_maps
from coalition.formats.report.scene import see
from coalition.formats.report.travel import Freight
from coalition.model.identity import NationId
from coalition.model.places import Mode

SVG = "{http://www.w3.org/2000/svg}"
SCENE = see(fictional_content())
SQUARE = (
    (48_000_000, 5_000_000),
    (56_000_000, 5_000_000),
    (56_000_000, 15_000_000),
    (48_000_000, 15_000_000),
)
OUTLINES = {
    NationId("DEU"): (SQUARE,),
    NationId("RUS"): (tuple((a, b + 30_000_000) for a, b in SQUARE),),
}


def parts(picture: Picture, kind: str) -> list[Element]:
    root = fromstring(standalone(picture, PICTURE_CSS))
    return [g for g in root.iter(f"{SVG}g") if g.get("class") == kind]


def test_every_way_and_place_is_drawn_and_says_what_it_carries() -> None:
    whole = draw_maps(SCENE, OUTLINES)[0]
    ways, places = parts(whole, "way"), parts(whole, "place")
    assert len(ways) == len(flows_of(SCENE))
    assert len(places) == len(nodes_of(SCENE))
    titles = [way.findtext(f"{SVG}title") or "" for way in ways]
    assert any(
        t.startswith("Bremerhaven to Klaip\u0117da by sea") or " by sea: " in t for t in titles
    )
    assert all(" on " in t and "trip" in t for t in titles)


def test_flows_carry_in_all_what_the_trips_carry() -> None:
    total = sum((f.freight for f in flows_of(SCENE)), Freight())
    assert total == sum((hop.freight for hop in SCENE.travel.hops), Freight())


def test_a_way_with_geometry_keeps_it_and_one_without_is_a_marked_great_circle() -> None:
    for flow in flows_of(SCENE):
        assert flow.estimated == (flow.mode is not Mode.SEA and len(flow.line) == 49)


def test_a_theatre_too_small_to_read_is_drawn_again() -> None:
    whole, theatre = draw_maps(SCENE, OUTLINES)
    assert (whole.name, theatre.name) == ("map", "theatre")
    assert "Rukla" in theatre.body
    assert "Badajoz" not in theatre.body.replace("Badajoz to", "")


def test_a_plan_in_one_region_needs_no_second_map() -> None:
    book = SCENE.content.book
    one = {k: replace(p, lat_udeg=50_000_000 + n * 90_000, lon_udeg=10_000_000 + n * 140_000)
           for n, (k, p) in enumerate(sorted(book.places.items()))}  # fmt: skip
    content = replace(SCENE.content, book=replace(book, places=one), ways=())
    assert [p.name for p in draw_maps(see(content), OUTLINES)] == ["map"]


def test_nations_to_keep_clear_of_are_hatched_and_named_in_the_key() -> None:
    whole = draw_maps(SCENE, OUTLINES)[0]
    assert whole.body.count("url(#map-avoid)") == 2
    assert "kept clear of by order" in whole.body
    assert 'id="map-avoid"' in whole.defs

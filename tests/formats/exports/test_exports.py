"""What goes out of a judged plan holds what the plan holds, and no formula."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from openpyxl import load_workbook
from tests.simulators.small_books import SmallNetwork, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.formats.exports.geojson import geometry, write_geojson
from coalition.formats.exports.legs import Manifest, legs_of
from coalition.formats.exports.movements import HEADS, write_movements
from coalition.formats.exports.plan_workbook import write_plan_workbook
from coalition.formats.exports.safe_text import safe_text
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.model.book import Book
from coalition.model.identity import CarrierId, FleetId, LineId, MovementId
from coalition.model.plan import Load, Plan, Stop, Trip

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx")


def judged_plan(plan: Plan | None = None, book: Book | None = None) -> tuple[Book, JudgedPlan]:
    found = small_book() if book is None else book
    return found, judge(
        found, Authority(found), SmallNetwork(), small_plan() if plan is None else plan
    )


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_movement_list_has_a_row_for_every_load_of_every_leg() -> None:
    book, judged = judged_plan()
    rows = rows_of(write_movements(book, judged))
    loaded = [row for row in rows if row["movement"]]
    assert tuple(rows[0]) == HEADS
    assert len(loaded) == sum(len(leg.aboard) for leg in legs_of(judged.plan))
    assert {row["carrier"] for row in rows} == {trip.carrier for trip in judged.plan.trips}


def test_what_is_loaded_is_what_arrives_in_the_movement_list() -> None:
    book, judged = judged_plan()
    manifest = Manifest(book, judged.plan)
    rows = rows_of(write_movements(book, judged))
    for movement in manifest.movements.values():
        for line in movement.lines:
            arriving = sum(
                int(row["pieces"])
                for row in rows
                if (row["movement"], row["line"], row["to"])
                == (movement.id, line.id, movement.destination)
            )
            assert arriving == line.pieces


def test_passengers_have_seats_and_cargo_has_mass_in_the_movement_list() -> None:
    book, judged = judged_plan()
    for row in rows_of(write_movements(book, judged)):
        if row["category"] == "pax":
            assert (row["kg"], row["pax"]) == ("0", row["pieces"])
        elif row["category"]:
            assert int(row["kg"]) > 0
            assert row["pax"] == "0"


def test_a_plan_of_things_the_book_does_not_hold_is_still_written() -> None:
    book = small_book()
    place = next(iter(book.places))
    at = book.crisis.activated
    ghost = Load(MovementId("GHOST"), LineId("sheet"), 3)
    trip = Trip(
        CarrierId("NOBODY#1"), (Stop(place, at, at, (), (ghost,)), Stop(place, at, at, (ghost,)))
    )
    _, judged = judged_plan(replace(small_plan(), trips=(trip,)), book)
    assert rows_of(write_movements(book, judged))[0]["movement"] == "GHOST"
    assert json.loads(write_geojson(book, judged, SmallNetwork()))["features"] == []
    assert load_workbook(io.BytesIO(write_plan_workbook(book, judged, [["a"]]))).sheetnames


def test_no_text_cell_of_an_export_begins_like_a_formula() -> None:
    book = small_book()
    fleet_id, fleet = next(iter(book.fleets.items()))
    evil = FleetId(f"={fleet_id}")
    book = replace(book, fleets={**book.fleets, evil: replace(fleet, id=evil)})
    plan = small_plan()
    trips = tuple(replace(trip, carrier=CarrierId(f"={trip.carrier}")) for trip in plan.trips)
    _, judged = judged_plan(replace(plan, trips=trips), book)
    for row in csv.reader(io.StringIO(write_movements(book, judged))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    summary = [["what", "value"], *([text, text] for text in FORMULAS)]
    workbook = load_workbook(io.BytesIO(write_plan_workbook(book, judged, summary)))
    for sheet in workbook.worksheets:
        for cells in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in cells)
            assert not any(str(cell.value).startswith(("=", "+", "@")) for cell in cells)


def test_formula_like_text_gets_an_apostrophe_and_other_text_stays() -> None:
    assert [safe_text(text) for text in FORMULAS] == [f"'{text}" for text in FORMULAS]
    assert safe_text("Munster - Kaunas") == "Munster - Kaunas"
    assert safe_text("") == ""
    assert safe_text("\0=1") == "'=1"


def test_plan_workbook_has_its_five_sheets_and_the_same_bytes_each_time() -> None:
    book, judged = judged_plan()
    first = write_plan_workbook(book, judged, [["verdict"], [str(judged.verdict)]])
    assert first == write_plan_workbook(book, judged, [["verdict"], [str(judged.verdict)]])
    workbook = load_workbook(io.BytesIO(first))
    assert workbook.sheetnames == ["summary", "movements", "trips", "sourcing", "findings"]
    assert workbook["summary"]["A2"].value == "green"
    assert workbook["trips"].max_row == 1 + sum(len(trip.stops) for trip in judged.plan.trips)
    assert workbook["sourcing"].max_row == 1 + len(judged.plan.assignments)


def test_findings_of_a_red_plan_stand_in_the_workbook() -> None:
    plan = small_plan()
    book, judged = judged_plan(replace(plan, trips=plan.trips[:-1]))
    cells = load_workbook(io.BytesIO(write_plan_workbook(book, judged, [["a"]])))["findings"]
    rules = {row[1].value for row in cells.iter_rows(min_row=2)}
    assert rules == {one.rule for one in (*judged.breaches, *judged.doubts, *judged.risks)}


def test_map_has_a_line_for_every_leg_with_longitude_first() -> None:
    book, judged = judged_plan()
    features = json.loads(write_geojson(book, judged, SmallNetwork()))["features"]
    assert len(features) == len(list(legs_of(judged.plan)))
    for feature in features:
        start = book.places[feature["properties"]["from"]]
        assert feature["geometry"]["coordinates"][0] == [start.lon_udeg / 1e6, start.lat_udeg / 1e6]


def test_line_over_the_antimeridian_is_cut_there() -> None:
    shape = geometry(((0, 179_000_000), (2_000_000, -179_000_000)))
    assert shape == {
        "type": "MultiLineString",
        "coordinates": [[[179.0, 0.0], [180.0, 1.0]], [[-180.0, 1.0], [-179.0, 2.0]]],
    }

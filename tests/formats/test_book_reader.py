"""What a good book says is what its nouns hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.book_reader import check_book, read_book
from coalition.formats.book_workbook import book_to_workbook
from coalition.formats.new_book import new_book
from coalition.formats.sheets.writer import Sheet, workbook_bytes
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category, Nature
from coalition.model.facts import all_of_words, undated
from coalition.model.identity import LineId, NationId, PlaceId, ProvisionId
from coalition.model.law import AllOf, AnyOf, Duration, Limits, Step, TimeUnit
from coalition.model.places import Mode
from coalition.model.provenance import Confidence

PLACES = "place,name,nation,lat,lon,modes"

ALLIANCE = """
name = "A"
members = ["DEU", "POL"]
[groups]
west = ["DEU"]
all = ["west", "POL"]
[[body]]
id = "council"
name = "Council"
members = ["members"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of two nations, three places and nothing else."""
    tmp_path = tmp_path / "book"
    (tmp_path / "instruments").mkdir(parents=True)
    write(tmp_path, "book.toml", 'title = "T"\n')
    write(tmp_path, "crisis.toml", 'title = "C"\nactivated = 2025-03-01\nhorizon_days = 10\n')
    write(tmp_path, "alliance.toml", ALLIANCE)
    write(tmp_path, "nations.csv", "nation,name,calendar\nDEU,Germany,\nPOL,Poland,DEU\n")
    write(
        tmp_path,
        "places.csv",
        f"{PLACES}\nA,Air,DEU,52.5,9.4,air\nS,Sea,POL,54.4,18.7,sea;rail\nR,Road,POL,52,20,road\n",
    )
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)


def lines_of(folder: Path, heads: str, *cells: str) -> tuple[CargoLine, ...]:
    """The lines of a movement that gives its load in its own columns."""
    base = "uln,kind,description,destination,rdd,priority,nation,origin"
    write(
        folder,
        "requirements.csv",
        f"{base},{heads}\nM,movement,goods,R,C+5,3,DEU,A,{','.join(cells)}\n",
    )
    return next(iter(read_book(folder).requirements.values())).lines


def test_blank_limits_of_a_place_are_unknown_where_its_modes_need_them(folder: Path) -> None:
    places = read_book(folder).places
    assert places[PlaceId("A")].unknown == {"runway_m", "mog"}
    assert places[PlaceId("S")].unknown == {"berths", "draught_cm", "tracks"}
    assert places[PlaceId("R")].unknown == frozenset()
    assert places[PlaceId("A")].slots(Mode.AIR) == 1
    assert places[PlaceId("R")].slots(Mode.ROAD) is None


def test_a_question_mark_is_unknown_and_a_zero_is_zero(folder: Path) -> None:
    write(
        folder,
        "places.csv",
        f"{PLACES},mog,runway_ft,storage_t,docks\nA,Air,DEU,52.5,9.4,air;road,0,9000,?,?\n",
    )
    place = read_book(folder).places[PlaceId("A")]
    assert (place.mog, place.runway_m, place.storage_kg, place.docks) == (0, 2743, None, None)
    assert place.unknown == {"storage_kg", "docks"}


@pytest.mark.parametrize(
    ("head", "cell", "field", "value"),
    [
        ("payload_ston", "10", "payload_kg", 9072), ("payload_lb", "2205", "payload_kg", 1000),
        ("deck_sqft", "100", "deck_dm2", 929), ("draught_ft", "20", "draught_cm", 610),
        ("draught_m", "6.5", "draught_cm", 650), ("height_max_in", "100", "height_cm_max", 254),
        ("range_nm", "1000", "range_m", 1_852_000), ("load_min", "90", "load_minutes", 90),
        ("unload_d", "0.5", "unload_minutes", 720), ("duty_h", "9", "duty_minutes", 540),
    ],
)  # fmt: skip
def test_units_of_heads_come_out_in_base_units(
    folder: Path, head: str, cell: str, field: str, value: int
) -> None:
    base = "fleet,name,nation,mode,home,count,speed_kt,seats,categories"
    write(
        folder,
        "lift.csv",
        f"{base},{head}\nF,Fleet,DEU,sea,S,2,20,9,pax,{cell}\n",
    )
    fleet = next(iter(read_book(folder).fleets.values()))
    assert fleet.speed_m_per_hour == 37_040
    assert getattr(fleet, field) == value


def test_a_load_in_tonnes_becomes_whole_pieces_and_a_rest(folder: Path) -> None:
    bulk, rest = lines_of(folder, "bulk_t,piece_t", "10.5", "4")
    assert (bulk.id, bulk.pieces, bulk.piece_kg) == ("bulk", 2, 4000)
    assert (rest.id, rest.pieces, rest.piece_kg) == ("bulk-rest", 1, 2500)


def test_pieces_of_a_load_weigh_a_tonne_unless_stated(folder: Path) -> None:
    (line,) = lines_of(folder, "outsize_t", "7")
    assert (line.category, line.pieces, line.piece_kg) == (Category.OUTSIZE, 7, 1000)


def test_area_is_shared_out_and_what_division_leaves_goes_to_the_rest(folder: Path) -> None:
    lines = lines_of(folder, "bulk_t,piece_t,area_m2", "10.5", "4", "1")
    assert [line.piece_dm2 for line in lines] == [33, 34]
    assert sum(line.piece_dm2 * line.pieces for line in lines) == 100


def test_area_without_a_rest_is_rounded_up_for_each_piece(folder: Path) -> None:
    (line,) = lines_of(folder, "bulk_t,area_m2", "3", "1")
    assert line.piece_dm2 == 34


def test_passengers_have_seats_and_no_mass(folder: Path) -> None:
    pax, bulk = lines_of(folder, "pax,bulk_t,hazard,nature", "40", "2", "1.4", "ammunition")
    assert (pax.category, pax.pieces, pax.piece_kg, pax.nature) == (
        Category.PAX,
        40,
        0,
        Nature.PERSONNEL,
    )
    assert bulk.natures == {Nature.AMMUNITION, Nature.HAZARDOUS}


def test_weight_falls_with_priority_and_is_never_below_one(folder: Path) -> None:
    base = "uln,kind,description,destination,rdd,priority,capability,amount"
    rows = [f"Q{n},capability,x,R,C+1,{n},c,1" for n in (1, 10, 50)]
    write(folder, "requirements.csv", "\n".join([base, *rows]))
    assert [want.weight for want in read_book(folder).requirements.values()] == [10, 1, 1]


def test_dates_may_be_counted_from_c_day(folder: Path) -> None:
    base = "uln,kind,description,destination,rdd,priority,capability,amount,rld"
    write(folder, "requirements.csv", f"{base}\nQ,capability,x,R,C+12T06:00,1,c,1,C-1\n")
    (want,) = read_book(folder).requirements.values()
    c_day = read_book(folder).crisis.activated
    assert (want.rdd - c_day, (want.rld or 0) - c_day) == (12 * 1440 + 360, -1440)


def test_pledges_open_by_word_by_date_or_not_at_all(folder: Path) -> None:
    base = "unit,name,nation,home,notice_h,pledged,pledged_from"
    rows = [
        "Y,y,DEU,R,1,yes,",
        "N,n,DEU,R,1,no,C+1",
        "D,d,DEU,R,1,,C+0",
        "B,b,DEU,R,1,,",
        "U,u,DEU,R,?,?,",
    ]
    write(folder, "units.csv", "\n".join([base, *rows]))
    units = {unit.id: unit for unit in read_book(folder).units.values()}
    c_day = read_book(folder).crisis.activated
    assert [units[name].pledged for name in units] == [
        Interval(ALWAYS, FOREVER), None, Interval(c_day, FOREVER), None, Interval(ALWAYS, FOREVER),
    ]  # fmt: skip
    unknown = next(unit.unknown for name, unit in units.items() if name == "U")
    assert unknown == {"pledged", "ntm_minutes"}


INSTRUMENT = """
[[instrument]]
id = "ta"
title = "TA"
kind = "mou"
in_force = 2020-01-01
until = 2030-01-01
fictional = true
[[instrument.party]]
nations = ["all"]
in_force = 2021-01-01
reservations = ["1"]
[[instrument.provision]]
id = "1"
kind = "permission"
article = "1"
text = "x"
actors = ["parties", "members"]
territories = ["west"]
cargo = ["any"]
requires = { all = ["p", { any = ["ta/q", "q"] }] }
limits = { pax = 5, mass_t = 2.5, stay_days = 9 }
excepts = ["caveats-DEU/night"]
conditions = { asked = true, level = 3 }
[[instrument.provision]]
id = "p"
kind = "procedure"
article = "2"
text = "x"
body = "council"
duration = { likely = 5, most = "?", unit = "working-days" }
[[instrument.provision]]
id = "q"
kind = "procedure"
article = "3"
text = "x"
body = "territory"
duration = "?"
"""
CAVEATS = """
[[caveat]]
id = "night"
nation = "DEU"
text = "no"
cargo = ["ammunition"]
from = 2022-01-01
declared = false
[[caveat]]
id = "far"
nation = "DEU"
text = "no"
"""


@pytest.fixture
def law(folder: Path) -> Book:
    write(folder, "instruments/ta.toml", INSTRUMENT)
    write(folder, "caveats.toml", CAVEATS)
    write(
        folder,
        "decisions.csv",
        "decision,procedure,outcome,at,by,actors,limit_t\nd,ta/p,granted,C+1,c,all,3\n",
    )
    return read_book(folder)


def test_groups_are_expanded_for_parties_decisions_and_bodies_and_kept_in_scopes(law: Book) -> None:
    scope = law.instruments[0].provisions[0].scope
    assert [party.nation for party in law.instruments[0].parties] == ["DEU", "POL"]
    assert law.decisions[0].actors == ("DEU", "POL")
    assert next(iter(law.alliance.bodies.values())).members == ("DEU", "POL")
    assert scope.actors == ("parties", "DEU", "POL")
    assert scope.territories == ("west",)
    assert law.alliance.groups == {"west": ("DEU",), "all": ("DEU", "POL")}


def test_parties_are_bound_from_their_own_date_until_the_instrument_ends(law: Book) -> None:
    instrument = law.instruments[0]
    party = instrument.parties[0]
    assert instrument.in_force.opens < party.in_force.opens
    assert party.in_force.closes == instrument.in_force.closes
    assert party.reservations == {"ta/1"}


def test_requirement_trees_and_limits_are_read_as_written(law: Book) -> None:
    provision = law.instruments[0].provisions[0]
    p, q = Step(ProvisionId("ta/p")), Step(ProvisionId("ta/q"))
    assert provision.requires == AllOf((p, AnyOf((q, q))))
    assert provision.limits == Limits(5, 2500, 9)
    assert provision.excepts == ("caveats-DEU/night",)
    assert provision.conditions == all_of_words({"asked": "true", "level": "3"})
    assert provision.scope.any_cargo
    assert provision.provenance.confidence is Confidence.FICTIONAL


def test_an_unknown_duration_is_none_and_a_bound_left_out_is_the_likely_one(law: Book) -> None:
    durations = [provision.duration for provision in law.instruments[0].provisions[1:]]
    assert durations == [Duration(5, 5, None, TimeUnit.WORKING_DAYS), Duration(None, None, None)]


def test_caveats_of_a_nation_are_one_instrument_of_prohibitions(law: Book) -> None:
    caveats = law.instruments[1]
    assert (caveats.id, caveats.kind, len(law.instruments)) == ("caveats-DEU", "caveat", 2)
    assert [party.nation for party in caveats.parties] == ["DEU"]
    assert [one.id for one in caveats.provisions] == ["caveats-DEU/night", "caveats-DEU/far"]
    assert all(one.caveat and one.scope.actors == ("DEU",) for one in caveats.provisions)
    assert [one.declared for one in caveats.provisions] == [False, True]
    assert caveats.provisions[0].scope.cargo == (Nature.AMMUNITION,)


def test_decisions_limit_mass_in_kilograms(law: Book) -> None:
    assert law.decisions[0].limits == Limits(None, 3000)
    assert law.decisions[0].until == FOREVER


def test_a_book_takes_the_files_it_lacks_from_the_one_it_extends(folder: Path) -> None:
    other = folder.parent / "variant"
    other.mkdir()
    write(other, "book.toml", 'title = "V"\nextends = "../book"\n')
    write(other, "nations.csv", "nation,name\nDEU,Deutschland\nPOL,Polska\n")
    book = read_book(other)
    assert (book.title, book.crisis.title) == ("V", "C")
    assert book.nations[NationId("DEU")].name == "Deutschland"
    write(folder, "places.csv", f"{PLACES}\nA,Air,DEU,x,9.4,air\n")
    assert [fault.where for fault in check_book(other)] == ["../book/places.csv:row 2, column lat"]


def test_files_saved_by_spreadsheets_read_the_same(folder: Path) -> None:
    before = read_book(folder)
    text = (folder / "places.csv").read_text().replace("\n", "\r\n")
    (folder / "places.csv").write_bytes(b"\xef\xbb\xbf" + text.encode() + b",,,,,\r\n")
    assert read_book(folder) == before


def test_horizon_and_facts_of_the_crisis(folder: Path) -> None:
    write(folder, "crisis.toml", 'title = "C"\nactivated = "2025-03-01T06:30Z"\nhorizon_days = 2\n'
          'avoid = ["RUS"]\n[facts]\nasked = true\nlevel = "high"\nnobody_knows = "?"\n')  # fmt: skip
    crisis = read_book(folder).crisis
    assert crisis.horizon_end == Minute(crisis.activated + 2880)
    assert crisis.facts == undated({"asked": "true", "level": "high"})
    assert crisis.avoid == ("RUS",)


def test_cargo_rows_belong_to_their_owner_in_order(folder: Path) -> None:
    write(folder, "units.csv", "unit,name,nation,home,notice_d\nU,u,DEU,R,1\n")
    write(folder, "cargo.csv", "owner,line,description,category,pieces,piece_kg,piece_m2\n"
          "U,z,last,bulk,2,?,1.5\nU,a,first,pax,9,80,\n")  # fmt: skip
    (unit,) = read_book(folder).units.values()
    assert [line.id for line in unit.lines] == [LineId("z"), LineId("a")]
    assert unit.lines[0].unknown == {"piece_kg"}
    assert unit.lines[0].piece_dm2 == 150
    assert unit.lines[1].piece_kg == 0


def test_a_workbook_is_checked_by_sheet_row_and_column(tmp_path: Path) -> None:
    new_book(tmp_path / "book")
    book_to_workbook(tmp_path / "book", tmp_path / "good.xlsx")
    assert check_book(tmp_path / "good.xlsx") == ()
    rows = [["A", "Alpha", "DEU", 95.5, 9, "air"]]
    nations = Sheet("nations", ["nation", "name"], [["DEU", "Germany"]])
    (tmp_path / "bad.xlsx").write_bytes(
        workbook_bytes([nations, Sheet("places", PLACES.split(","), rows)])
    )
    (fault,) = check_book(tmp_path / "bad.xlsx")
    assert (fault.code, fault.where) == ("bad-position", "bad.xlsx[places]:row 2, column lat")
    with pytest.raises(InputError, match="a workbook holds tables only"):
        read_book(tmp_path / "good.xlsx")


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    codes = {fault.code for fault in check_book(tmp_path / "nowhere")}
    assert codes == {"missing-file"}

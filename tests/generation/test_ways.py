"""Declared ways: line sums are shortest, no pair comes twice, ends serve the mode."""

from __future__ import annotations

from itertools import pairwise

from coalition.generation.theatre.frame import Frame, Profile
from coalition.generation.theatre.geography import SITES
from coalition.generation.theatre.ways import closures, ways

NORTH = Frame(requirements=200, seed=1)
SMALL = Frame(requirements=30, seed=1, profile=Profile.SMALL)
LETTER = {"rail": "r", "road": "d"}


def pair_of(row: object) -> tuple[str, frozenset[str]]:
    assert isinstance(row, dict)
    return row["mode"], frozenset((row["from"], row["to"]))


def test_only_detours_join_ends_that_are_joined_already() -> None:
    for frame in (NORTH, SMALL):
        rows = ways(frame)
        pairs = [pair_of(row) for row in rows if not str(row["way"]).endswith("-detour")]
        assert len(pairs) == len(set(pairs))
        assert {pair_of(row) for row in rows} == set(pairs)


def test_both_ends_of_a_way_serve_its_mode() -> None:
    modes = {site.id: site.modes for site in SITES}
    for row in ways(NORTH):
        for end in (row["from"], row["to"]):
            assert LETTER[str(row["mode"])] in modes[str(end)], row["way"]


def test_line_lengths_are_the_shortest_sums() -> None:
    km = {row["way"]: row["length_km"] for row in ways(NORTH) if row.get("length_km")}
    assert km["rail-kaunas-klaipeda"] == 160 + 130 + 35
    assert km["rail-klaipeda-tapa"] == 160 + 130 + 365
    assert km["rail-hanko-rovaniemi"] == 570 + 420
    assert km["rail-kaunas-powidz"] == 430 + 100 + 135
    assert "rail-adazi-hanko" not in km


def test_line_lengths_never_beat_a_detour() -> None:
    rows = [row for row in ways(NORTH) if row["mode"] == "rail" and row.get("length_km")]
    km = {frozenset((row["from"], row["to"])): int(row["length_km"]) for row in rows}
    stops = sorted({str(end) for pair in km for end in pair})
    for a in stops:
        for b in stops:
            for c in stops:
                legs = [km.get(frozenset(leg)) for leg in pairwise((a, b, c))]
                direct = km.get(frozenset((a, c)))
                if len({a, b, c}) == 3 and direct and None not in legs:
                    assert direct <= sum(leg or 0 for leg in legs)


def test_every_closed_way_and_place_is_in_the_book() -> None:
    for frame in (NORTH, SMALL):
        known = {f"way:{row['way']}" for row in ways(frame)}
        known |= {f"place:{site.id}" for site in frame.sites} | {"passage:kiel-canal"}
        assert {row["subject"] for row in closures(frame)} <= known

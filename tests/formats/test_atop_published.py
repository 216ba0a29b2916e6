"""The published files, where they are at hand: counts, known answers, agreement with ATOP's own dyad-years."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from tests.formats.atop.agreement import by_file, by_instruments
from tests.formats.atop.made_up import ATOP, PRESENT, WHY

from coalition.formats.atop import AtopData, read_atop
from coalition.formats.atop.partners import KINDS, Dyads, read_pairs
from coalition.formats.atop.published import DYADS, find_file, read_dyads, read_tables
from coalition.formats.atop.titles import known_titles
from coalition.model.law import ProvisionKind

pytestmark = pytest.mark.skipif(not PRESENT, reason=WHY)
LAST = 2016
"""The year in which the treaty files end; the dyad-years run on to 2018."""
LATER_ADDITIONS = {"defense": 102, "offense": 20, "neutral": 112, "nonagg": 1532, "consul": 164}
"""Directed dyad-years only in the file: ATOP 5.1 has treaties that 4.01 has not (Central America 1876-1890)."""
NO_STATE = "1320"
"""France and Annam: the dyad-years list states of the COW system alone."""


@cache
def data(*, refined: bool = True) -> AtopData:
    return read_atop(ATOP, dyads=refined)


@cache
def dyads() -> Dyads:
    path = find_file(ATOP, DYADS)
    assert path is not None
    return read_pairs(read_dyads(path))


def test_every_treaty_becomes_an_instrument() -> None:
    assert len(data().treaties) == 745


def test_every_row_is_used_or_reported() -> None:
    members, alliances = read_tables(ATOP)
    assert len(members) == 2398
    assert len(alliances) == 745
    bound = {(t.atop, p.nation) for t in data().treaties.values() for p in t.instrument.parties}
    rows = {(row["atopid"], data().states.nation(row["member"])) for row in members}
    assert bound == rows
    assert data().unused == ()


def test_every_promised_kind_of_every_row_stands_in_a_provision() -> None:
    members, _ = read_tables(ATOP)
    wanted = {
        (f"atop-{row['atopid']}", kind, data().states.nation(row["member"]))
        for row in members
        for kind in KINDS
        if row[kind] == "1"
    }
    assert wanted == {
        (iid, p.article.removeprefix("ATOP "), actor)
        for iid, treaty in data().treaties.items()
        for p in treaty.instrument.provisions
        for actor in p.scope.actors
    }


def test_all_provisions_are_obligations_of_parties_with_ids_of_their_own() -> None:
    provisions = [p for t in data().treaties.values() for p in t.instrument.provisions]
    assert {p.kind for p in provisions} == {ProvisionKind.OBLIGATION}
    assert len({p.id for p in provisions}) == len(provisions)
    for treaty in data().treaties.values():
        parties = {party.nation for party in treaty.instrument.parties}
        assert all(set(p.scope.actors) <= parties for p in treaty.instrument.provisions)


def test_titles_name_treaties_that_are_there() -> None:
    assert set(known_titles()) <= {treaty.atop for treaty in data().treaties.values()}


def test_the_north_atlantic_treaty_has_its_members_by_their_own_dates() -> None:
    parties = data().treaties["atop-3180"].instrument.parties
    joined = Counter(party.nation for party in parties)
    assert {"TUR", "GRC", "DEU", "ESP", "POL", "EST", "ALB"} <= set(joined)
    assert len({party.in_force.opens for party in parties}) >= 6


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("defense", 0.997),
        ("offense", 0.99),
        ("neutral", 0.95),
        ("nonagg", 0.993),
        ("consul", 0.998),
    ],
)
def test_the_instruments_agree_with_the_dyad_years(kind: str, least: float) -> None:
    """Set against each other without letting the dyad-years say to whom an uneven obligation runs."""
    plain = data(refined=False)
    ours, theirs = by_instruments(plain, kind, LAST), by_file(dyads(), plain, kind, LAST)
    assert len(theirs - set(ours)) <= LATER_ADDITIONS[kind]
    assert len(theirs & set(ours)) / len(theirs | set(ours)) >= least


def test_nearly_all_that_only_the_instruments_owe_comes_from_uneven_treaties() -> None:
    plain = data(refined=False)
    members, _ = read_tables(ATOP)
    uneven = {row["atopid"] for row in members if row["obvary"] == "1"}
    ours, theirs = by_instruments(plain, "defense", LAST), by_file(dyads(), plain, "defense", LAST)
    unexplained = [d for d, ids in ours.items() if d not in theirs and not ids & uneven]
    left = {d for d in unexplained if NO_STATE not in ours[d]}
    yemen = {d for d in left if d[2] == 1990 and set(d[:2]) <= {"XYN", "YMD", "YEM"}}  # became one
    assert left - yemen == {("BRA", "URY", 1857)}  # a phase changed: the file takes the new one


def test_the_dyad_years_narrow_uneven_treaties() -> None:
    ours, theirs = (
        by_instruments(data(), "defense", LAST),
        by_file(dyads(), data(), "defense", LAST),
    )
    before = by_instruments(data(refined=False), "defense", LAST)
    assert set(ours) < set(before)
    assert theirs & set(before) == theirs & set(ours)

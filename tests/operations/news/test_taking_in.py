"""Each kind of news changes what it says in a book, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import pytest
from tests.simulators.news_books import day, told, told_book

from coalition.model.book import Book
from coalition.model.change.news import NewsKind
from coalition.model.law import Outcome
from coalition.operations.news.taking_in import EFFECTS, take_in

BOOK = told_book()


@dataclass(frozen=True)
class Told:
    """News as lines, the table, entry and fields that may differ after it, and what must be true then."""

    lines: tuple[str, ...]
    table: str
    entry: str
    differs: frozenset[str]
    holds: Callable[[Any], bool]


def tell(lines: str, table: str, entry: str, differs: str, holds: Callable[[Any], bool]) -> Told:
    return Told(tuple(lines.split("; ")), table, entry, frozenset(differs.split()), holds)


def days(number: int) -> int:
    return day(BOOK, number)


NEW_LINE = (
    'uln = "NEW"; kind = "movement"; description = "water"; destination = "KAUNAS"; rdd = "C+18"; '
    'priority = 2; nation = "DEU"; origin = "MUNSTER"; pax = 20; bulk_t = 12'
)
SCOPE = 'text = "no"; actions = ["transit"]; territories = ["POL"]; modes = ["road"]'

TOLD: dict[NewsKind, Told] = {
    NewsKind.CONSENT_WITHDRAWN: tell(
        'decision = "council-1"; from = "C+6"', "decisions", "council-1", "until",
        lambda d: d.until == days(6) and d.outcome is Outcome.GRANTED),
    NewsKind.CONSENT_REFUSED: tell(
        'procedure = "transit-ta/clearance"; by = "POL"; taken = "C+4"; territories = ["POL"]',
        "decisions", "news-1", "", lambda d: d.outcome is Outcome.REFUSED and d.territories == ("POL",)),
    NewsKind.CONSENT_EARLY: tell(
        'decision = "council-1"; taken = "C+0"', "decisions", "council-1", "at",
        lambda d: d.at == days(0)),
    NewsKind.CONSENT_LATE: tell(
        'decision = "council-1"; taken = "C+5"', "decisions", "council-1", "at",
        lambda d: d.at == days(5)),
    NewsKind.DECISION_EARLY: tell(
        'procedure = "transit-ta/clearance"; by = "POL"; taken = "C+4"', "decisions", "news-1", "",
        lambda d: d.outcome is Outcome.GRANTED and d.at == days(4)),
    NewsKind.PROCEDURE_SLOW: tell(
        'procedure = "transit-ta/clearance"; duration = { likely = 9, unit = "working-days" }',
        "provisions", "transit-ta/clearance", "duration", lambda p: p.duration.likely == 9),
    NewsKind.PROHIBITION: tell(
        f'[news.prohibition]; id = "ban"; nation = "POL"; {SCOPE}', "provisions", "news-POL/ban", "",
        lambda p: p.valid.opens == days(4) and not p.caveat),
    NewsKind.CAVEAT_DECLARED: tell(
        f'[news.caveat]; id = "ours"; nation = "DEU"; {SCOPE}', "provisions", "caveats-DEU/ours", "",
        lambda p: p.valid.opens == days(4) and p.caveat),
    NewsKind.CAVEAT_LIFTED: tell(
        'provision = "caveats-DEU/no-ammunition-by-road"', "provisions",
        "caveats-DEU/no-ammunition-by-road", "valid", lambda p: p.valid.closes == days(4)),
    NewsKind.AIRSPACE_CLOSED: tell(
        'nation = "POL"; until = "C+9"', "closures", "nation:air:POL", "",
        lambda c: (c.closed.opens, c.closed.closes) == (days(4), days(9))),
    NewsKind.PASSAGE_CLOSED: tell(
        'passage = "suez"; from = "C+5"', "closures", "passage:suez", "",
        lambda c: c.closed.opens == days(5)),
    NewsKind.PLACE_CLOSED: tell(
        'place = "KLAIPEDA"; text = "mines"', "closures", "place:KLAIPEDA", "",
        lambda c: c.reason == "mines" and c.closed.opens == days(4)),
    NewsKind.PLACE_REOPENED: tell(
        'place = "ESBJERG"; from = "C+6"', "closures", "place:ESBJERG", "closed",
        lambda c: (c.closed.opens, c.closed.closes) == (days(2), days(6))),
    NewsKind.WAY_CLOSED: tell(
        'way = "A1"; until = "C+9"', "closures", "way:A1", "", lambda c: c.closed.closes == days(9)),
    NewsKind.SLOTS_CHANGED: tell(
        'place = "KLAIPEDA"; mode = "sea"; slots = 1', "places", "KLAIPEDA", "berths",
        lambda p: p.berths == 1),
    NewsKind.FLEET_LATE: tell(
        'fleet = "DEU-AIR"; from = "C+7"', "fleets", "DEU-AIR", "available",
        lambda f: f.available.opens == days(7)),
    NewsKind.CARRIERS_LOST: tell(
        'fleet = "DEU-AIR"; carriers = 1', "fleets", "DEU-AIR", "count", lambda f: f.count == 1),
    NewsKind.CARRIERS_ADDED: tell(
        'fleet = "DEU-AIR"; carriers = 2', "fleets", "DEU-AIR", "count", lambda f: f.count == 4),
    NewsKind.SPEED_REDUCED: tell(
        'fleet = "DNK-SHIP"; percent = 25', "fleets", "DNK-SHIP", "speed_m_per_hour",
        lambda f: f.speed_m_per_hour == 21_000),
    NewsKind.READINESS_SLIPS: tell(
        'unit = "POL-BRG"; notice_d = 9', "units", "POL-BRG", "ntm_minutes",
        lambda u: u.ntm_minutes == 9 * 1440),
    NewsKind.UNIT_WITHDRAWN: tell(
        'unit = "DEU-ENG"; from = "C+5"', "units", "DEU-ENG", "pledged",
        lambda u: u.pledged.closes == days(5)),
    NewsKind.PLEDGE_WITHDRAWN: tell(
        'stock = "DNK-TENTS"', "stocks", "DNK-TENTS", "pledged",
        lambda s: s.pledged.closes == days(4)),
    NewsKind.STOCK_REDUCED: tell(
        'stock = "DNK-TENTS"; pieces = 6', "stocks", "DNK-TENTS", "line pledged_pieces",
        lambda s: (s.line.pieces, s.pledged_pieces) == (6, 6)),
    NewsKind.REQUIREMENT_NEW: tell(
        f"[news.new]; {NEW_LINE}", "requirements", "NEW", "",
        lambda r: sum(line.pieces for line in r.lines) == 32 and r.weight == 9),
    NewsKind.RDD_MOVED: tell(
        'requirement = "ENG-1"; rdd = "C+10"', "requirements", "ENG-1", "rdd",
        lambda r: r.rdd == days(10)),
    NewsKind.PRIORITY_CHANGED: tell(
        'requirement = "ENG-1"; priority = 1; weight = 50', "requirements", "ENG-1",
        "priority weight", lambda r: (r.priority, r.weight) == (1, 50)),
    NewsKind.LOAD_CHANGED: tell(
        'requirement = "ENG-1"; percent = 150', "units", "DEU-ENG", "lines",
        lambda u: [line.pieces for line in u.lines] == [120, 18, 9]),
    NewsKind.POD_CHANGED: tell(
        'requirement = "ENG-1"; pod = "KLAIPEDA"', "requirements", "ENG-1", "pod",
        lambda r: r.pod == "KLAIPEDA"),
    NewsKind.DESTINATION_CHANGED: tell(
        'requirement = "ENG-1"; destination = "KLAIPEDA"', "requirements", "ENG-1", "destination",
        lambda r: r.destination == "KLAIPEDA"),
}  # fmt: skip


def after(kind: NewsKind, lines: tuple[str, ...]) -> Book:
    return take_in(BOOK, told(BOOK, f'kind = "{kind}"', *lines))


def entries(book: Book, table: str) -> dict[str, Any]:
    """A table of the book by the names of its entries."""
    if table == "provisions":
        return {str(one.id): one for text in book.instruments for one in text.provisions}
    held = getattr(book, table)
    if isinstance(held, Mapping):
        return dict(held)
    return {str(getattr(one, "id", "") or getattr(one, "subject", "")): one for one in held}


def differing(one: Any, other: Any) -> set[str]:
    if one is None or other is None or not is_dataclass(one):
        return set()
    return {f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)}


@pytest.mark.parametrize("kind", TOLD)
def test_a_kind_changes_what_it_says_and_nothing_else(kind: NewsKind) -> None:
    case = TOLD[kind]
    book = after(kind, case.lines)
    field = "instruments" if case.table == "provisions" else case.table
    assert differing(BOOK, book) == {field}
    old, new = entries(BOOK, case.table), entries(book, case.table)
    assert {name for name in old | new if old.get(name) != new.get(name)} == {case.entry}
    assert differing(old.get(case.entry), new[case.entry]) == case.differs
    assert case.holds(new[case.entry])


def test_a_cancelled_requirement_is_gone_and_nothing_waits_for_it() -> None:
    book = after(NewsKind.REQUIREMENT_CANCELLED, ('requirement = "ENG-1"',))
    assert differing(BOOK, book) == {"requirements"}
    assert "ENG-1" not in book.requirements
    assert BOOK.requirements["BRG-1"].after == ("ENG-1",)  # type: ignore[index]
    assert book.requirements["BRG-1"].after == ()  # type: ignore[index]


def test_every_kind_has_an_effect_and_is_told_here() -> None:
    assert set(EFFECTS) == set(NewsKind)
    assert set(TOLD) | {NewsKind.REQUIREMENT_CANCELLED} == set(NewsKind)


def test_a_consent_withdrawn_before_it_would_hold_is_refused() -> None:
    book = after(NewsKind.CONSENT_WITHDRAWN, ('decision = "council-1"', 'from = "C+1"'))
    decision = entries(book, "decisions")["council-1"]
    assert (decision.outcome, decision.at) == (Outcome.REFUSED, days(1))


def test_news_is_taken_in_from_the_first_to_the_last() -> None:
    lines = ('fleet = "DEU-AIR"', "carriers = 1", "[[news]]", 'kind = "carriers-added"', 'fleet = "DEU-AIR"',
             "carriers = 3")  # fmt: skip
    assert entries(after(NewsKind.CARRIERS_LOST, lines), "fleets")["DEU-AIR"].count == 4

"""A file of news is read whole, or every fault of it is named with its line."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.simulators.news_books import day, starter_book, told, told_book

from coalition.errors import InputError
from coalition.formats.documents.json_schemas import schemas
from coalition.formats.documents.news_page import example_news
from coalition.formats.news.reader import parse_news, read_news
from coalition.formats.schema.news import KINDS
from coalition.measure.instants import FOREVER
from coalition.model.change.news import NewsKind
from coalition.model.law import Instrument
from coalition.model.requirements import Requirement
from coalition.operations.news.taking_in import take_in

BOOK = told_book()

FAULTY = """\
at = "C+x"
[[news]]
kind = "consent-withdrwn"
[[news]]
kind = "place-closed"
place = "KLAIPEDAA"
from = "C+9"
until = "C+3"
slots = 3
[[news]]
kind = "consent-early"
decision = "council-1"
taken = "C+200"
[[news]]
kind = "pledge-withdrawn"
[[news]]
kind = "requirement-new"
[news.new]
uln = "DEU-ENG"
kind = "movement"
description = "x"
destination = "KAUNAS"
rdd = "C+20"
priority = 2
[[news]]
kind = "passage-closed"
passage = "suezz"
[[news]]
kind = "carriers-lost"
fleet = "DEU-AIR"
carriers = 40
[[news]]
kind = "caveat-declared"
[news.caveat]
id = "no-ammunition-by-road"
nation = "DEU"
text = "no"
actions = ["transit"]
territories = ["membrs"]
[[news]]
kind = "rdd-moved"
requirement = "ENG-9"
rdd = 3
[[news]]
kind = "slots-changed"
place = "KAUNAS"
mode = "sea"
slots = 1
[[news]]
kind = "consent-refused"
procedure = "transit-ta/3"
by = "POL"
taken = "C+5"
[[news]]
kind = "place-reopened"
place = "KAUNAS"
[[news]]
kind = "stock-reduced"
stock = "DNK-TENTS"
pieces = 21
"""

EXPECTED = [
    (1, "bad-date"), (3, "bad-choice"), (6, "unknown-reference"), (8, "contradictory-dates"),
    (9, "unknown-key"), (13, "contradictory-dates"), (14, "missing-key"), (18, "no-load"),
    (19, "duplicate-id"), (27, "unknown-reference"), (31, "contradiction"), (35, "duplicate-id"),
    (39, "unknown-nation"), (42, "unknown-reference"), (43, "wrong-type"), (47, "mode-not-served"),
    (51, "not-a-procedure"), (56, "contradiction"), (60, "contradiction"),
]  # fmt: skip


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        parse_news(text, BOOK, shown="news.toml")
    assert all(fault.hint for fault in caught.value.faults)
    return [
        (int(fault.where.removeprefix("news.toml:")), fault.code) for fault in caught.value.faults
    ]


def test_every_fault_is_named_with_its_line_at_once() -> None:
    assert faults(FAULTY) == EXPECTED


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('at = "C+3"', "missing-key"),
        ('[[news]]\nkind = "place-closed"\nplace = "KAUNAS"', "missing-key"),
        ('at = "C+3"\nnews = 3', "wrong-type"),
        ('at = "C+3"\n[[news]]\ntext = "no kind"', "missing-key"),
        ('at = "C+3"\n[[news]]\nkind = "place-closed"\nplace = 3', "wrong-type"),
        ('at = "C+3"\n[[news]]\nkind = "fleet-late"\nfleet = "DEU-AIR"', "missing-key"),
        (
            'at = "C+3"\n[[news]]\nkind = "pledge-withdrawn"\nunit = "DEU-ENG"\nstock = "DNK-TENTS"',
            "contradiction",
        ),
        (
            'at = "C+3"\n[[news]]\nkind = "speed-reduced"\nfleet = "DEU-AIR"\npercent = 100',
            "absurd-value",
        ),
        ('at = "C+3"\n[[news]', "toml-syntax"),
        ("at = ", "toml-syntax"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    assert code in [found for _, found in faults(text)]


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing-file"):
        read_news(tmp_path / "news.toml", BOOK)


def test_the_example_fits_the_book_a_user_starts_from(tmp_path: Path) -> None:
    (tmp_path / "news.toml").write_text(example_news())
    news = read_news(tmp_path / "news.toml", starter_book())
    assert news.at == day(BOOK, 6) + 720
    assert len(news.items) == 5
    assert "KLAIPEDA" in news.touches


def test_what_is_brought_becomes_a_noun() -> None:
    line = 'uln = "N1"\nkind = "movement"\ndescription = "x"\ndestination = "KAUNAS"\nrdd = "C+20"'
    more = 'priority = 2\nnation = "DEU"\norigin = "MUNSTER"\npax = 4\nafter = ["ENG-1"]'
    brought = told(BOOK, 'kind = "requirement-new"', "[news.new]", line, more).items[0].made
    assert isinstance(brought, Requirement)
    assert brought.after == ("ENG-1",)
    ban = 'id = "b"\nnation = "POL"\ntext = "no"\nactors = ["members"]\nactions = ["transit"]'
    text = told(BOOK, 'kind = "prohibition-declared"', "[news.prohibition]", ban).items[0].made
    assert isinstance(text, Instrument)
    assert set(text.provisions[0].scope.actors) == set(BOOK.alliance.members)


def test_what_states_no_time_holds_from_the_news_on() -> None:
    item = told(BOOK, 'kind = "place-closed"', 'place = "KAUNAS"').items[0]
    assert (item.when.opens, item.when.closes) == (day(BOOK, 4), FOREVER)


def validator() -> Draft202012Validator:
    schema = json.loads(schemas()["news.json"])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_example_fits_the_schema() -> None:
    assert list(validator().iter_errors(as_json(tomllib.loads(example_news())))) == []


@pytest.mark.parametrize(
    "item",
    [
        {"kind": "place-closed"},
        {"kind": "place-closed", "place": "KAUNAS", "slots": 2},
        {"kind": "pledge-withdrawn", "unit": "A", "stock": "B"},
        {"kind": "readiness-slips", "unit": "A"},
        {"kind": "nonsense", "unit": "A"},
    ],
)
def test_the_schema_holds_each_kind_to_its_keys(item: dict[str, Any]) -> None:
    assert not validator().is_valid({"at": "C+3", "news": [item]})


def test_every_kind_is_declared() -> None:
    assert set(KINDS) == set(NewsKind)


def is_taken_in_or_refused(text: str) -> bool:
    """Whether the news made another book of the same title, or every fault says where it is and its mend."""
    try:
        book = take_in(BOOK, parse_news(text, BOOK))
    except InputError as refused:
        return bool(refused.faults) and all(f.where and f.hint for f in refused.faults)
    return book.title == BOOK.title


LINES = (example_news() + FAULTY).splitlines()


@settings(max_examples=150, deadline=None)
@given(picked=st.lists(st.sampled_from(LINES), max_size=40), torn=st.text(max_size=12))
def test_whatever_stands_in_the_file_is_read_or_refused_with_its_faults(
    picked: list[str], torn: str
) -> None:
    assert is_taken_in_or_refused("\n".join((*picked, torn)))


NEW = (
    '[news.new]; uln = "N1"; kind = "movement"; description = "x"; destination = "KAUNAS"; rdd = "C+20"; '
    'priority = 2; nation = "DEU"; origin = "MUNSTER"; pax = 4; after = ["ENG-1"]'
)
PAIRS = [f'[[news]]\nkind = "{kind}"\n' + lines.replace("; ", "\n") for kind, lines in (
    ("requirement-cancelled", 'requirement = "ENG-1"'),
    ("rdd-moved", 'requirement = "ENG-1"; rdd = "C+10"'),
    ("requirement-new", NEW),
    ("priority-changed", 'requirement = "N1"; priority = 3'),
    ("requirement-cancelled", 'requirement = "N1"'),
    ("carriers-lost", 'fleet = "DEU-AIR"; carriers = 2'),
)]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=6))
def test_items_that_hang_together_are_taken_in_or_refused(items: list[str]) -> None:
    assert is_taken_in_or_refused("\n".join(('at = "C+3"', *items)))


def test_a_requirement_is_not_spoken_of_before_it_is_wanted_or_after() -> None:
    head = 'at = "C+3"'
    assert parse_news("\n".join((head, PAIRS[2], PAIRS[3], PAIRS[0])), BOOK).items
    for order in ((3, 2), (0, 1), (0, 2), (0, 0)):
        text = "\n".join((head, *(PAIRS[n] for n in order)))
        assert [code for _, code in faults(text)] == ["contradiction"]

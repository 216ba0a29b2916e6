"""The file of chances: every fault at once, the book's word over what is assumed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.simulators.small_books import small_book

from coalition.errors import InputError
from coalition.formats.chances.reader import (
    assumed_chances,
    assumed_text,
    parse_chances,
    read_chances,
)
from coalition.formats.chances.schema import KINDS
from coalition.formats.faults import FaultLog
from coalition.formats.source.book_folder import find_files
from coalition.model.chance.chances import ChanceKind, Each, Spread
from coalition.model.provenance import Confidence

BOOK = small_book()


def codes(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_chances(text, BOOK)
    return [fault.code for fault in caught.value.faults]


def test_what_is_assumed_covers_every_kind_and_says_that_it_is_judgement() -> None:
    found = assumed_chances(BOOK)
    assert {one.kind for one in found.chances} == set(ChanceKind)
    assert all(one.assumed for one in found.chances)
    assert {one.provenance.confidence for one in found.chances} == {Confidence.JUDGEMENT}
    assert all("assumption" in one.provenance.source for one in found.chances)
    assert "judgement" in assumed_text()


def test_a_book_without_a_file_has_what_is_assumed(tmp_path: Path) -> None:
    assert read_chances(tmp_path, BOOK) == assumed_chances(BOOK)


def test_a_file_is_read_with_its_units(tmp_path: Path) -> None:
    text = """
        assumed = false
        [[cause]]
        id = "sky"
        each = "place"
        share_percent = 12.5
        [[chance]]
        id = "fog"
        kind = "weather"
        cause = "sky"
        every_d = 2
        lasts = { least_min = 30, likely_h = 2, most_h = 5 }
        modes = ["air"]
        places = ["KUN"]
        source = "a logbook"
        confidence = "secondary"
    """
    (tmp_path / "chances.toml").write_text(text)
    found = read_chances(tmp_path, BOOK)
    (cause,), (fog,) = found.causes, found.chances
    assert (cause.each, cause.share_ppm) == (Each.PLACE, 125_000)
    assert (fog.every, fog.lasts) == (2880, Spread(30, 120, 300))
    assert (fog.places, fog.assumed) == (("KUN",), False)
    assert found.cause("sky") is cause
    assert found.cause("sea") is None


def test_the_books_word_takes_the_place_of_what_is_assumed() -> None:
    text = """
        drop = ["airspace"]
        [[chance]]
        id = "readiness"
        kind = "readiness-late"
        probability_percent = 1
        lasts = { likely_d = 1 }
    """
    found = parse_chances(text, BOOK)
    mine = [one for one in found.chances if one.id == "readiness"]
    assert [one.assumed for one in mine] == [False]
    assert mine[0].lasts == Spread(0, 1440, 1440)
    assert "airspace" not in {one.id for one in found.chances}
    assert "demand" in {one.id for one in found.chances}


def test_groups_are_nations() -> None:
    text = """
        [[chance]]
        id = "x"
        kind = "source-withdrawn"
        probability_ppm = 10
        nations = ["members"]
    """
    mine = next(one for one in parse_chances(text, BOOK).chances if one.id == "x")
    assert mine.nations == BOOK.alliance.members


@pytest.mark.parametrize("kind", list(ChanceKind))
def test_every_kind_needs_its_keys_and_takes_no_others(kind: ChanceKind) -> None:
    bare = f'[[chance]]\nid = "x"\nkind = "{kind}"\n'
    wanted = KINDS[kind]
    if wanted.needs:
        assert codes(bare) == ["missing-key"] * len(wanted.needs)
    strange = {
        "every": "every_h = 5",
        "more": "more = { likely_percent = 5 }",
        "lasts": "lasts = { likely_h = 5 }",
    }
    for key, line in strange.items():
        if key not in wanted.keys:
            assert "unknown-key" in codes(bare + line)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('cause = "luck"', "unknown-reference"),
        ('nations = ["XXX"]', "unknown-nation"),
        ('units = ["NOBODY"]', "unknown-reference"),
        ("lasts = { least_h = 5, likely_h = 2 }", "contradiction"),
        ("lasts = { likely_h = 5, most_h = 2 }", "contradiction"),
        ("probability_percent = 101", "absurd-value"),
        ("probability = 1", "missing-unit"),
        ("colour = 1", "unknown-key"),
    ],
)
def test_what_cannot_be_is_a_fault(line: str, code: str) -> None:
    given = {"lasts": "lasts = { likely_h = 5 }", "probability": "probability_percent = 1"}
    kept = [text for key, text in given.items() if not line.startswith(key)]
    text = "\n".join(['[[chance]]\nid = "x"\nkind = "readiness-late"', *kept, line])
    assert code in codes(text)


def test_all_faults_come_at_once_each_with_its_line() -> None:
    text = (
        'drop = ["x"]\n[[cause]]\nid = "a"\nshare_percent = 5\n[[cause]]\nid = "a"\nshare_percent = 5\n'
        '[[chance]]\nid = "p"\nkind = "consent-refused"\nprobability_percent = 1\n'
        'procedures = ["mandate/send"]\n'
    )
    with pytest.raises(InputError) as caught:
        parse_chances(text, BOOK)
    found = [(fault.code, fault.where) for fault in caught.value.faults]
    assert found == [
        ("unknown-reference", "chances.toml:1"),
        ("duplicate-id", "chances.toml:6"),
        ("not-a-procedure", "chances.toml:12"),
    ]


def test_a_file_that_is_no_toml_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "chances.toml").write_text("[[chance]\n")
    with pytest.raises(InputError):
        read_chances(tmp_path, BOOK)


def test_a_book_may_hold_the_file(tmp_path: Path) -> None:
    (tmp_path / "chances.toml").write_text("")
    log = FaultLog()
    find_files(tmp_path, log)
    assert "unknown-file" not in {fault.code for fault in log.found}

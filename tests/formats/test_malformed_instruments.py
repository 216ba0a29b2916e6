"""Malformed instruments: each fault named with its place, its code and its mend; all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.malformed_instruments import ALLIANCE, CRISIS, INSTRUMENT, MALFORMED, Malformed

from coalition.errors import Fault
from coalition.formats.book_reader import check_book

OTHER = """[[instrument]]
id = "pl"
title = "Law"
kind = "national-law"
in_force = 2000-01-01
[[instrument.party]]
nations = ["POL"]
[[instrument.provision]]
id = "duty"
kind = "obligation"
article = "1"
text = "duty"
actions = ["consult"]
"""


def write(folder: Path, **changed: str) -> Path:
    files = {
        "book.toml": 'title = "B"\n',
        "crisis.toml": CRISIS,
        "alliance.toml": ALLIANCE,
        "nations.csv": "nation,name\nDEU,Germany\nPOL,Poland\nLTU,Lithuania\n",
        "places.csv": "place,name,nation,lat,lon,modes\n",
        "instruments/t.toml": INSTRUMENT,
        "instruments/other.toml": OTHER,
        **changed,
    }
    (folder / "instruments").mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def changed_text(case: Malformed) -> str:
    text = CRISIS if case.file == "crisis.toml" else INSTRUMENT
    assert case.old in text, f"`{case.old}` is not in the sound text"
    return text.replace(case.old, case.new, 1).replace(*case.also, 1)


def place(case: Malformed, text: str) -> str:
    return f"{case.file}:{text[: text.index(case.at)].count(chr(10)) + 1}"


def test_the_sound_instrument_has_no_fault(tmp_path: Path) -> None:
    assert check_book(write(tmp_path)) == ()


def test_there_are_fifty_ways_to_be_malformed() -> None:
    assert len({case.name for case in MALFORMED}) == len(MALFORMED) >= 50


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case.name)
def test_a_malformed_instrument_is_named_with_place_and_mend(
    case: Malformed, tmp_path: Path
) -> None:
    text = changed_text(case)
    faults = check_book(write(tmp_path, **{case.file: text}))
    shown = "\n".join(f"{f.where}: {f.code}: {f.message} (hint: {f.hint})" for f in faults)
    fitting = [f for f in faults if f.code == case.code and f.where == place(case, text)]
    assert fitting, f"no {case.code} at {place(case, text)} among\n{shown}"
    assert any(case.mend in f.hint for f in fitting), shown


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Changes that do not touch each other are all found together."""
    text, wanted = INSTRUMENT, []
    for case in MALFORMED:
        lone = case.file != "crisis.toml" and "\n" not in case.old + case.new
        if (
            lone
            and text.count(case.old) == 1
            and case.code in ("bad-eid", "bad-work", "self-defeating")
        ):
            text = text.replace(case.old, case.new)
            wanted.append(case.code)
    text = text.replace('liability = "actor"', 'liability = "nobody"')
    faults: tuple[Fault, ...] = check_book(write(tmp_path, **{"instruments/t.toml": text}))
    assert {*wanted, "bad-choice"} <= {fault.code for fault in faults}
    assert len(wanted) >= 3

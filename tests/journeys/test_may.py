"""`coalition may` from the command line: amounts, positions, and the forms of the proof."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coalition.authority.reprove import question_of, reprove
from coalition.cli.app import run
from coalition.formats.new_book import new_book

ASK = ("--actor", "USA", "--action", "use-base", "--territory", "SEN", "--mode", "air")
EBOLA = str(Path(__file__).parents[2] / "cases" / "ebola-2014")


def test_a_record_from_the_command_line_proves_the_finding_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run(["may", EBOLA, *ASK, "--on", "2014-10-01", "--format", "json"])
    record = capsys.readouterr().out
    finding = json.loads(record)["finding"]
    assert (code, finding) == (0, "permitted")
    assert reprove(record, question_of(record)).value == finding


def test_a_page_from_the_command_line_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    run(["may", EBOLA, *ASK, "--format", "html"])
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")


def test_what_is_no_amount_and_no_position_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["may", EBOLA, *ASK, "--amount", "px=3", "--amount", "pax=many"]) == 2
    assert "`px=3` is no amount" in capsys.readouterr().err
    assert run(["may", EBOLA, *ASK, "--position", "text=me"]) == 2
    assert "`text=me` is no position" in capsys.readouterr().err


def test_a_position_is_chosen_for_one_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book"
    new_book(book)
    for who in ("council", "parliament"):
        (book / "instruments" / f"{who}.toml").write_text(
            f'[[instrument]]\nid = "{who}"\ntitle = "T"\nkind = "treaty"\nin_force = 2000-01-01\n'
            f'variant_of = "text"\nposition = "{who}"\n[[instrument.party]]\nnations = ["POL"]\n'
            '[[instrument.provision]]\nid = "1"\narticle = "1"\ntext = "t"\nactions = ["station"]\n'
            f'kind = "{"permission" if who == "council" else "prohibition"}"\n'
        )
    asked = ["may", str(book), "--actor", "DEU", "--action", "station", "--territory", "POL"]
    assert run(asked) == 1
    assert "whose position on `text` holds is not chosen" in capsys.readouterr().out
    assert run([*asked, "--position", "text=council"]) == 0
    assert run([*asked, "--position", "text=parliament"]) == 1

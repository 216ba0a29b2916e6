"""An inject's news in its cell, or in a file beside the list, with lines as their writer sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.simulators.news_books import starter_book

from coalition.formats.exercise.news_cell import read_news_cell
from coalition.formats.faults import FaultLog
from coalition.measure.instants import Minute
from coalition.model.change.news import News, NewsKind
from coalition.model.law import Decision

BOOK = starter_book()
AT = Minute(BOOK.crisis.activated + 6 * 1440)


def read(cell: str, folder: Path = Path()) -> tuple[News | None, list[str]]:
    log = FaultLog()
    news = read_news_cell(
        cell, AT, BOOK, folder=folder, where="list.csv:row 2, column news", prefix="event1", log=log
    )
    return news, [f"{fault.where}: {fault.code}" for fault in log.found]


@pytest.mark.parametrize(
    "cell",
    [
        'kind = "place-closed"\nplace = "KLAIPEDA"',
        '{kind = "place-closed", place = "KLAIPEDA"}',
        '[[news]]\nkind = "place-closed"\nplace = "KLAIPEDA"',
        'at = "C+6"\n[[news]]\nkind = "place-closed"\nplace = "KLAIPEDA"',
    ],
)
def test_a_cell_holds_keys_tables_or_a_whole_file(cell: str) -> None:
    news, faults = read(cell)
    assert not faults
    assert news is not None
    assert (news.at, [item.kind for item in news.items]) == (AT, [NewsKind.PLACE_CLOSED])


def test_a_cell_holds_several_pieces() -> None:
    one = '{kind = "place-closed", place = "KLAIPEDA"}'
    news, _ = read(f"{one},\n{one}")
    assert news is not None
    assert len(news.items) == 2


def test_a_file_beside_the_list_is_read(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "port.toml").write_text(
        '[[news]]\nkind = "place-closed"\nplace = "KLAIPEDA"\n', encoding="utf-8"
    )
    news, faults = read("news/port.toml", tmp_path)
    assert not faults
    assert news is not None


def test_faults_stand_at_the_line_of_the_cell_or_file(tmp_path: Path) -> None:
    assert read('kind = "place-closed"\nplace = "KLAIPEDO"')[1] == [
        "list.csv:row 2, column news:2: unknown-reference"
    ]
    assert read('{kind = "place-closed", place = "KLAIPEDO"}')[1] == [
        "list.csv:row 2, column news:1: unknown-reference"
    ]
    (tmp_path / "x.toml").write_text('\n[[news]]\nkind = "nothing"\n', encoding="utf-8")
    assert read("x.toml", tmp_path)[1] == ["list.csv:row 2, column news, x.toml:3: bad-choice"]


def test_a_file_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("", encoding="utf-8")
    folder = tmp_path / "exercise"
    folder.mkdir()
    assert read("../secret.toml", folder)[1] == ["list.csv:row 2, column news: missing-file"]


def test_news_of_another_time_than_its_event_is_a_contradiction() -> None:
    news, faults = read('at = "C+5"\n[[news]]\nkind = "place-closed"\nplace = "KLAIPEDA"')
    assert news is None
    assert faults == ["list.csv:row 2, column news: contradiction"]


def test_a_decision_is_named_by_its_event() -> None:
    news, faults = read(
        'kind = "decision-early"\nprocedure = "transit-ta/clearance"\nby = "DNK"\ntaken = "C+6"\n'
        'territories = ["DNK"]'
    )
    assert not faults
    assert news is not None
    made = news.items[0].made
    assert isinstance(made, Decision)
    assert made.id == "event1-news-1"

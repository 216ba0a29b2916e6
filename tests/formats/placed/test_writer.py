from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as Xml

import pytest
from tests.formats.placed.made_up import made_up

from coalition.formats.placed.writer import PAGE, placed_files


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return placed_files(made_up())


def test_the_same_content_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert placed_files(made_up()) == files


def test_pages_tables_and_pictures_are_all_there(files: dict[str, bytes]) -> None:
    assert next(iter(files)) == PAGE
    assert {"preposition.json", "stores.geojson", "stores.csv", "frontier.csv"} <= files.keys()
    for name in ("stores", "response", "frontier"):
        assert files[f"{name}.png"].startswith(b"\x89PNG")
        assert Xml.fromstring(files[f"{name}.svg"]).tag.endswith("svg")


def test_the_page_needs_nothing_but_itself(files: dict[str, bytes]) -> None:
    page = files[PAGE].decode()
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
    assert "default-src 'none'" in page


def test_the_page_is_whole_and_its_links_lead_somewhere(files: dict[str, bytes]) -> None:
    seen: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, dict(attrs)))

    Reader().feed(files[PAGE].decode())
    ids = {facts["id"] for _, facts in seen if "id" in facts}
    links = [str(facts["href"])[1:] for tag, facts in seen if tag == "a"]
    assert links
    assert set(links) <= ids
    assert sum(tag == "section" for tag, _ in seen) == 9


def test_names_are_escaped(files: dict[str, bytes]) -> None:
    page = placed_files(made_up("<script>alert(1)</script>"))[PAGE].decode()
    assert "<script" not in page
    assert "East &lt;depot&gt;" in page


def test_without_trade_offs_there_is_no_frontier() -> None:
    files = placed_files(replace(made_up(), frontier=()))
    assert "frontier.svg" not in files
    assert "Not drawn." in files[PAGE].decode()


def test_what_is_missing_and_what_is_shut_out_is_said(files: dict[str, bytes]) -> None:
    page = files[PAGE].decode()
    for words in ("AAA in cabinet", "BBB enter AAA: forbidden", "whether BBB has a licence",
                  "80 % of each need within 72 h", "stays closed"):  # fmt: skip
        assert words in page

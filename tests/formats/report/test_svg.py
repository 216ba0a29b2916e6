from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import (
    Picture,
    group,
    number,
    path,
    standalone,
    steps,
    text,
    track,
)  # fmt: skip

HOSTILE = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onclick='x",
    "a\x00b\x1f",
    "&amp;",
]


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (-0.04, "0"), (0.25, "0.2"), (12.34, "12.3"), (-3.0, "-3"), (100, "100")],
)
def test_numbers_have_at_most_one_decimal_and_no_negative_zero(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_text_attributes_and_titles(words: str) -> None:
    body = group([text((0, 0), words, data_words=words)], hover=words, data_uln=words)
    picture = Picture("p", words, words, 10, 10, body)
    root = fromstring(standalone(picture, PICTURE_CSS))
    shown = "".join(c for c in words if c >= " ")
    space = "{http://www.w3.org/2000/svg}"
    assert {e.tag.removeprefix(space) for e in root.iter()} == {
        "svg", "title", "desc", "style", "rect", "g", "text",
    }  # fmt: skip
    assert root.find(f".//{space}text").text == shown  # type: ignore[union-attr]
    assert root.find(f"{space}g").get("data-uln") == shown  # type: ignore[union-attr]
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]


def test_a_line_names_each_spot_once() -> None:
    assert track([(0, 0), (0.01, 0.02), (5, 5), (5, 5)], closed=True) == "M0 0L5 5Z"
    assert track([]) == ""
    assert path([(1, 2), (3, 4)], fill="none") == '<path d="M1 2L3 4" fill="none"/>'


def test_a_staircase_holds_each_value_until_the_next() -> None:
    assert steps([(0, 1), (2, 3)]) == [(0, 1), (2, 1), (2, 3)]

"""The Python interface holds what it promises, and no more."""

from __future__ import annotations

import coalition


def test_every_promised_name_is_there_and_documented() -> None:
    for name in coalition.__all__:
        assert getattr(coalition, name).__doc__, name


def test_the_interface_is_the_listed_one() -> None:
    assert sorted(coalition.__all__) == [
        "explain",
        "fastest",
        "gaps",
        "hedge",
        "judge",
        "may",
        "plan",
        "read_book",
        "read_news",
        "read_plan",
        "replan",
    ]


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(coalition, "no_such_name")

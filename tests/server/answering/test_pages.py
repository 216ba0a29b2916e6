"""Kept pages are those of the version asked for, and never more than there is room for."""

from __future__ import annotations

from coalition.server.answering.pages import Pages
from coalition.server.answering.tags import tag_of


def test_a_page_is_made_once_a_version() -> None:
    pages, made = Pages(), []

    def make() -> bytes:
        made.append(len(made))
        return b"page %d" % len(made)

    assert pages.page("a", 1, make) == (b"page 1", tag_of(b"page 1"))
    assert pages.page("a", 1, make)[0] == b"page 1"
    assert pages.page("a", 2, make)[0] == b"page 2"
    assert pages.page("b", 2, make)[0] == b"page 3"
    assert pages.page("a", 1, make)[0] == b"page 4"


def test_the_longest_unused_page_goes_first() -> None:
    pages = Pages(bytes_max=25)
    for name in "ab":
        pages.page(name, 0, lambda: b"x" * 10)
    pages.page("a", 0, lambda: b"made anew")
    pages.page("c", 0, lambda: b"x" * 10)
    assert pages.page("a", 0, lambda: b"made anew")[0] == b"x" * 10
    assert pages.page("b", 0, lambda: b"made anew")[0] == b"made anew"


def test_a_page_larger_than_all_room_is_told_and_not_kept() -> None:
    pages = Pages(bytes_max=5)
    assert pages.page("a", 0, lambda: b"x" * 10)[0] == b"x" * 10
    assert pages.page("a", 0, lambda: b"anew")[0] == b"anew"


def test_whoever_has_a_page_that_is_kept_is_told_its_tag_alone() -> None:
    pages, whole = Pages(), b"the same words " * 1_000
    tag = tag_of(whole)
    assert pages.page("a", 0, lambda: whole, known=tag) == (whole, tag)
    assert pages.page("a", 0, lambda: whole, known=f'"other", W/{tag}') == (b"", tag)
    assert pages.page("a", 0, lambda: whole, known='"other"') == (whole, tag)

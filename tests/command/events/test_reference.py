"""The page on events is what the code says."""

from __future__ import annotations

from scripts.write_events import PAGE, events_page

from coalition.command.events.registry import KINDS


def test_the_page_on_events_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == events_page(), "run scripts/write_events.py"


def test_every_kind_stands_on_the_page_with_its_verb() -> None:
    page = events_page()
    missing = [k.name for k in KINDS if f"### {k.name}\n\n`{k.verb}`" not in page]
    assert missing == []

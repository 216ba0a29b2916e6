"""A row of the book is its owner's, and stays the same row."""

from __future__ import annotations

from typing import Any

from tests.command.stage import Stage

from coalition.command.events.event import Event
from coalition.command.events.kinds.facts import FactRetired, FactStated


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def test_a_row_is_stated_anew_by_its_owner_alone() -> None:
    stage = Stage()
    row = stage.say("AAA", FactStated("place", "port", {"berths": 2}))
    stage.say("BBB", FactStated("place", "port", {"berths": 9}), row)
    stage.say("AAA", FactStated("place", "harbour", {"berths": 9}), row)
    assert find(stage, row).state.stated.fields == {"berths": 2}
    newer = stage.say("AAA", FactStated("place", "port", {"berths": 3}), row)
    assert find(stage, row).state.version == newer.id


def test_a_row_retired_may_be_stated_again() -> None:
    stage = Stage()
    row = stage.say("AAA", FactStated("place", "port", {}))
    stage.say("BBB", FactRetired(), row)
    assert find(stage, row).state.retired is None
    stage.say("AAA", FactRetired(), row)
    stage.say("AAA", FactRetired(), row)
    assert len(find(stage, row).set_aside) == 2
    stage.say("AAA", FactStated("place", "port", {"berths": 1}), row)
    assert find(stage, row).state.retired is None

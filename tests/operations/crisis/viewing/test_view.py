"""Views: folded from what may be seen alone, sharing what is alike, kept up event by event."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.simulators.crisis_sites import Browser, CrisisSite, crisis_site

from coalition.command.events.registry import Noun
from coalition.labels import clearance_up_to
from coalition.measure.instants import parse_instant
from coalition.operations.crisis.viewing.view import View

ONLY_POL = {"classification": "UNCLASSIFIED", "categories": {"Only": ["POL"]}}
SECRET = {"classification": "SECRET", "categories": {"Releasable To": ["POL", "DEU"]}}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[CrisisSite]:
    made = crisis_site(tmp_path)
    yield made
    made.close()


def view(site: CrisisSite, nation: str, level: str = "SECRET") -> View:
    return site.parts.open.room.view(clearance_up_to(level, nation=nation))


def said(pol: Browser, label: object = None) -> str:
    return str(pol.say("TaskAssigned", {"owner": "POL", "title": "x"}, label=label).json["subject"])


def test_a_view_holds_what_its_clearance_may_see_and_no_more(site: CrisisSite) -> None:
    pol = site.log_in("pol.pol")
    shared, own, secret = said(pol), said(pol, ONLY_POL), said(pol, SECRET)
    seen = {
        name: {record.subject for record in view(site, *name).picture().each(Noun.TASK)}
        for name in (("POL", "SECRET"), ("DEU", "SECRET"), ("DEU", "RESTRICTED"), ("LTU", "SECRET"))
    }
    assert seen[("POL", "SECRET")] == {shared, own, secret}
    assert seen[("DEU", "SECRET")] == {shared, secret}
    assert seen[("DEU", "RESTRICTED")] == {shared}
    assert seen[("LTU", "SECRET")] == {shared}


def test_views_that_see_the_same_of_an_object_share_its_state(site: CrisisSite) -> None:
    pol = site.log_in("pol.pol")
    task = said(pol)
    both = [view(site, nation).picture().find(task) for nation in ("POL", "DEU")]  # type: ignore[arg-type]
    assert both[0] is both[1]
    pol.say("TaskAccepted", {}, task, ONLY_POL)
    both = [view(site, nation).picture().find(task) for nation in ("POL", "DEU")]  # type: ignore[arg-type]
    assert [len(one.events) for one in both if one] == [2, 1]


def test_a_view_kept_up_is_a_view_made_anew(site: CrisisSite) -> None:
    pol = site.log_in("pol.pol")
    kept = view(site, "DEU")
    for label in (None, ONLY_POL, SECRET):
        said(pol, label)
        view(site, "DEU")
    site.parts.open.room._views.clear()
    anew = view(site, "DEU")
    assert anew is not kept
    assert list(kept.picture().each(Noun.TASK)) == list(anew.picture().each(Noun.TASK))
    assert kept.event_keys() == anew.event_keys()


def test_the_view_of_an_instant_ends_there(site: CrisisSite) -> None:
    pol = site.log_in("pol.pol")
    first = said(pol)
    site.wait(60)
    said(pol)
    room = site.parts.open.room
    then = room.view_at(clearance_up_to("SECRET", nation="DEU"), parse_instant("2025-03-03T00:30Z"))
    assert [record.subject for record in then.picture().each(Noun.TASK)] == [first]
    assert then.find_event(view(site, "DEU").event_keys()[-1][-1][1]) is None


def test_an_event_that_is_hidden_is_not_found(site: CrisisSite) -> None:
    pol = site.log_in("pol.pol")
    own = said(pol, ONLY_POL)
    assert view(site, "POL").find_event(own) is not None
    assert view(site, "DEU").find_event(own) is None
    assert view(site, "DEU").find_event("f" * 32) is None

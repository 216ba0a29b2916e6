"""What is followed change by change is what is made anew of the whole view."""

from __future__ import annotations

from pathlib import Path

from tests.server.leaks.worlds import SEEN_BY, VIEWER, Known, steps, take
from tests.simulators.crisis_sites import crisis_site

from coalition.command.events.registry import Noun
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.notices import notice_rows
from coalition.operations.crisis.searching import search
from coalition.operations.crisis.viewing.following import followed

WORDS = ("fuel", "hospital", "bridge convoy", "rations fuel", "klaipeda", "nothing of it")
ACTS = 60


def test_notices_and_words_found_are_those_of_a_view_made_anew(tmp_path: Path) -> None:
    site = crisis_site(tmp_path)
    people = {}
    for name in SEEN_BY:
        site.turn(name)
        people[name] = site.log_in(name)
    reader = people[VIEWER]
    clearance = site.parts.office.find(reader.cookie)[0].clearance
    known = Known({
        "body": [one["id"] for one in reader.get("/api/bodies").json["items"]],
        "requirement": [one["id"] for one in reader.get("/api/requirements").json["items"]],
    })  # fmt: skip
    room, marks = site.parts.open.room, site.parts.marks
    notices = found = 0
    for number, step in enumerate(steps("followed", ACTS, hidden=False)):
        site.wait()
        take(site, people[step.who], known, step)
        if number % 4:
            continue
        anew = room._opened(clearance)
        anew.catch_up(room.clock.minute())
        here, there = (Ground(room, view, marks, None) for view in (room.view(clearance), anew))
        assert notice_rows(here) == notice_rows(there)
        notices = len(notice_rows(here))
        for words in WORDS:
            assert list(search(here, words)) == list(search(there, words))
            found += len(search(here, words))
    site.close()
    assert notices > 2
    assert found > 50


def test_an_object_of_which_nothing_is_made_any_longer_is_left_out(tmp_path: Path) -> None:
    site = crisis_site(tmp_path)
    reader = site.log_in(VIEWER)
    clearance = site.parts.office.find(reader.cookie)[0].clearance
    view = site.parts.open.room.view(clearance)

    def open_ones(record):
        return None if record.state.cancelled is not None else record.subject

    before = followed(view, "open", (Noun.REQUIREMENT,), open_ones).values()
    wanted = site.log_in("staff.staff")
    assert wanted.say("RequirementCancelled", {"reason": "r"}, before[0]).status == 201
    view = site.parts.open.room.view(clearance)
    after = followed(view, "open", (Noun.REQUIREMENT,), open_ones).values()
    assert sorted(after) == sorted(before[1:])
    site.close()

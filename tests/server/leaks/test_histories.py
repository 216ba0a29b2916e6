"""Non-interference over histories: visible acts, hidden acts and reads in any order, and at every read both
worlds answer alike.

The two worlds hear the same visible acts; hidden ones come to one, the other, or both in other words. What
fails is shrunk to the shortest history by Hypothesis.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from tests.server.leaks.mutants import MUTANTS
from tests.server.leaks.replay import GARBAGE, LISTS
from tests.server.leaks.worlds import (
    CANARY,
    HIDDEN_BY,
    MAKERS,
    SEEN_BY,
    VIEWER,
    WORDS,
    Step,
    World,
    build,
    take,
)

from coalition.server.listening import _context

KINDS = st.sampled_from(sorted(MAKERS))
SEEDS = st.integers(0, 2**32 - 1)
WHERE = st.sampled_from(("one", "other", "both"))
OTHERWISE = ("map", "reading", "labels", "crisis", "gantt?by=carrier", "jobs", "session")
SOON = ("history?limit=500", "notifications", "search?q=fuel&limit=500")
"""Read after every hidden act: most that leaks leaks here."""
HEALTH = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
NORMAL = settings(
    max_examples=3, stateful_step_count=20, deadline=None, derandomize=True,
    suppress_health_check=HEALTH,
)  # fmt: skip
CAMPAIGN = settings(
    NORMAL, max_examples=300, stateful_step_count=30, derandomize=False, print_blob=True
)


class Histories(RuleBasedStateMachine):
    """Two worlds kept alike but for what is hidden from Poland."""

    def __init__(self) -> None:
        super().__init__()
        self.data = Path(tempfile.mkdtemp(prefix="histories-"))
        self.worlds = {
            name: build(self.data / name, [], [], before=name == "one") for name in ("one", "other")
        }
        self.minute = 0

    def teardown(self) -> None:
        for world in self.worlds.values():
            world.site.close()
        shutil.rmtree(self.data)

    def _say(self, name: str, step: Step) -> None:
        world = self.worlds[name]
        take(world.site, world.people[step.who], world.known, step)
        world.site.turn("viewer")

    def _pass_a_minute(self) -> None:
        self.minute += 1
        for world in self.worlds.values():
            world.site.clock.ms += 60_000

    def _alike(self, ask: Any) -> None:
        here, there = (ask(world) for world in self.worlds.values())
        assert here == there
        assert here.status < 500
        assert CANARY.encode() not in here.body

    @rule(kind=KINDS, who=st.sampled_from(SEEN_BY), seed=SEEDS)
    def something_is_said(self, kind: str, who: str, seed: int) -> None:
        self._pass_a_minute()
        for name in self.worlds:
            self._say(name, Step(who, self.minute, kind, f"seen {seed}"))
        one, other = (world.known.seen for world in self.worlds.values())
        assert one == other
        self._alike(partial(heard, 2))

    @rule(kind=KINDS, who=st.sampled_from(HIDDEN_BY), seed=SEEDS, where=WHERE)
    def something_hidden_is_said(self, kind: str, who: str, seed: int, where: str) -> None:
        self._pass_a_minute()
        for name in self.worlds if where == "both" else (where,):
            self._say(name, Step(who, self.minute, kind, f"{name} {seed}", hidden=True))
        for path in SOON:
            self._alike(partial(read, path))

    @rule(name=st.sampled_from(LISTS), limit=st.sampled_from((1, 3, 500)))
    def a_list_is_read(self, name: str, limit: int) -> None:
        self._alike(lambda world: world.viewer.get(f"/api/{name}?limit={limit}"))

    @rule(name=st.sampled_from(LISTS), minutes=st.integers(0, 720))
    def a_list_is_read_as_it_was(self, name: str, minutes: int) -> None:
        at = f"2025-03-03T{minutes // 60:02}:{minutes % 60:02}Z"
        self._alike(lambda world: world.viewer.get(f"/api/{name}?at={at}"))

    @rule(path=st.sampled_from(OTHERWISE))
    def something_else_is_read(self, path: str) -> None:
        self._alike(partial(read, path))

    @rule(word=st.sampled_from((*WORDS, CANARY)))
    def a_word_is_searched(self, word: str) -> None:
        self._alike(lambda world: world.viewer.get(f"/api/search?q={quote(word)}"))

    @rule(seed=SEEDS)
    def a_known_thing_is_read(self, seed: int) -> None:
        """What the viewer knows of, what is hidden, or what is not there."""
        known = [world.known.ids(all_of=True) for world in self.worlds.values()]
        ids = sorted({*known[0], *known[1], GARBAGE})
        one = ids[seed % len(ids)]
        self._alike(lambda world: world.viewer.get(f"/api/objects/{one}"))
        self._alike(lambda world: world.viewer.get(f"/api/history/{one}"))

    @rule(back=st.integers(1, 20))
    def the_viewer_listens(self, back: int) -> None:
        self._alike(partial(heard, back))


def read(path: str, world: World) -> Any:
    return world.viewer.get(f"/api/{path}")


def heard(back: int, world: World) -> Any:
    """What the viewer is told that came after one of the last events it knows."""
    events = world.viewer.get("/api/history?limit=500").json["items"]
    clearance = world.site.parts.office.find(world.viewer.cookie)[0].clearance
    last = world.site.parts.seal.close(events[-min(back, len(events))]["id"], _context(clearance))
    return world.viewer.get("/api/events", {"last-event-id": last})


def test_the_viewer_is_among_those_who_are_seen() -> None:
    assert VIEWER in SEEN_BY
    assert not set(SEEN_BY) & set(HIDDEN_BY)


@pytest.mark.slow
def test_hidden_acts_change_no_answer_in_any_history() -> None:
    run_state_machine_as_test(Histories, settings=NORMAL)


def found_in_a_history(name: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the histories show a planted leak."""
    MUTANTS[name].plant(monkeypatch)
    tried = settings(NORMAL, max_examples=20, phases=[Phase.generate], report_multiple_bugs=False)
    try:
        run_state_machine_as_test(Histories, settings=tried)
    except AssertionError:
        return True
    return False


@pytest.mark.slow
def test_a_planted_leak_is_found_in_a_history(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_in_a_history("classification not looked at", monkeypatch)


@pytest.mark.campaign
@pytest.mark.parametrize(
    "name", ["audience not looked at", "size of a batch", "gap in message ids"]
)
def test_more_planted_leaks_are_found_in_histories(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found_in_a_history(name, monkeypatch)


@pytest.mark.campaign
def test_hidden_acts_change_no_answer_in_many_histories() -> None:
    run_state_machine_as_test(Histories, settings=CAMPAIGN)

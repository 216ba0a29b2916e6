"""The leak tests are worth what they find: every leak planted on purpose changes an answer that they
compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.server.leaks.mutants import MUTANTS
from tests.server.leaks.planting import Mutant
from tests.server.leaks.replay import Replay, difference
from tests.server.leaks.slips_in_pictures import ROOM
from tests.server.leaks.test_leaks import two_worlds
from tests.server.leaks.worlds import CANARY, World

SEEDS = ("mutants 1", "mutants 2", "mutants 3")
"""Pairs of worlds that are tried in turn until one shows the leak."""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[World, World]]]:
    found = []
    for seed in SEEDS:
        pair = two_worlds(tmp_path_factory.mktemp("worlds"), seed)
        for world in pair:
            world.viewer.ask("POST", "/api/plans", {"work": 0})
        found.append(pair)
    yield found
    for pair in found:
        for world in pair:
            world.site.close()


def said(body: Any, open_words: dict[str, str]) -> Any:
    """The body with the ids and words that the mutant's request leaves open."""
    if isinstance(body, dict):
        return {key: said(item, open_words) for key, item in body.items()}
    if isinstance(body, list):
        return [said(item, open_words) for item in body]
    for name, word in open_words.items():
        body = body.replace(name, word) if isinstance(body, str) else body
    return body


def titles_of(world: World) -> list[str]:
    """What is hidden is called, which a viewer may guess."""
    events = world.site.parts.open.room.journal.events
    return [event.body.title for event in events if CANARY in getattr(event.body, "title", "")]


def asked(world: World, mutant: Mutant, ids: list[str], titles: list[str]) -> Replay:
    """What the mutant's requests are answered in a world whose views are made anew."""
    ROOM[0] = world.site.parts.open.room
    world.site.parts.open.room._views.clear()
    world.site.parts.open.room.journal.table._masks.clear()
    world.site.parts.pages._kept.clear()
    for path in ("/api/requirements", *mutant.warm):
        world.other.get(path)
    replay = Replay(world, ids, "mutant")
    seen = world.known.seen["requirement"][-1]
    for method, path, body in mutant.asks:
        if path == "/api/events":
            replay.listen()
        for hidden, title in guesses(path + str(body), ids, titles):
            words = {"{hidden}": hidden, "{title}": title, "{seen}": seen}
            replay.ask(method, path, said(path, words), said(body, words))
    return replay


def guesses(request: str, ids: list[str], titles: list[str]) -> list[tuple[str, str]]:
    """What is put in for what a request leaves open."""
    if "{hidden}" in request:
        return [(one, "") for one in ids]
    return [(ids[0], title) for title in titles] if "{title}" in request else [(ids[0], "")]


def found_in(pair: tuple[World, World], mutant: Mutant) -> str:
    one, other = pair
    ids = sorted({*one.known.ids(all_of=True), *other.known.ids(all_of=True)})
    titles = sorted({*titles_of(one), *titles_of(other)})
    return difference(asked(one, mutant, ids, titles), asked(other, mutant, ids, titles))


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTANTS)
def test_a_planted_leak_is_found(
    name: str, pairs: list[tuple[World, World]], monkeypatch: pytest.MonkeyPatch
) -> None:
    MUTANTS[name].plant(monkeypatch)
    assert any(found_in(pair, MUTANTS[name]) for pair in pairs), f"`{name}` goes unnoticed"


@pytest.mark.slow
def test_without_a_planted_leak_nothing_is_found(pairs: list[tuple[World, World]]) -> None:
    for name, mutant in MUTANTS.items():
        if name != "queue position":  # orders a plan, which takes its time
            assert found_in(pairs[0], mutant) == "", name


def test_there_are_forty_planted_leaks_and_more() -> None:
    assert len(MUTANTS) >= 40

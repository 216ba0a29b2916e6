"""Non-interference: what is hidden from a viewer changes no byte of what it is answered, whatever it asks
or does.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.server.leaks.replay import ENDS_SESSION, ROUTES, Replay, difference
from tests.server.leaks.worlds import CANARY, World, build, steps

PAIRS = 3
PAIRS_OF_A_CAMPAIGN = 400
PLANNED_IN = 1
"""How many of the pairs make plans, which take longer."""


def two_worlds(data: Path, seed: str) -> tuple[World, World]:
    """Two worlds alike but for what is hidden."""
    seen = steps(f"{seed} seen", 24, hidden=False)
    one = build(data / "one", seen, steps(f"{seed} one", 30, hidden=True), before=True)
    other = build(data / "other", seen, steps(f"{seed} other", 30, hidden=True), before=False)
    return one, other


def replays(one: World, other: World, seed: str, *, plans: bool) -> tuple[Replay, Replay]:
    """The same asked of both, with every id of both."""
    ids = sorted({*one.known.ids(all_of=True), *other.known.ids(all_of=True)})
    found = []
    for world in (one, other):
        replay = Replay(world, ids, seed)
        replay.read_all()
        replay.change_all(plans=plans)
        replay.read_all()
        found.append(replay)
    return found[0], found[1]


def check_pair(data: Path, seed: str, *, plans: bool = False) -> set[tuple[str, str]]:
    one, other = two_worlds(data, seed)
    try:
        here, there = replays(one, other, seed, plans=plans)
        assert one.known.seen == other.known.seen, "visible acts have other ids"
        assert one.known.hidden != other.known.hidden, "both worlds hide the same"
        assert difference(here, there) == ""
        told = b"".join(answer.body for _, answer in here.answers)
        assert CANARY.encode() not in told
        assert all(answer.status < 500 for _, answer in here.answers)
        return {asked.route for asked, _ in here.answers}
    finally:
        one.site.close()
        other.site.close()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(PAIRS))
def test_what_is_hidden_changes_no_byte_of_any_answer(tmp_path: Path, number: int) -> None:
    asked = check_pair(tmp_path, f"pair {number}", plans=number < PLANNED_IN)
    missing = ROUTES - asked - ENDS_SESSION
    assert not missing, f"ask these of both worlds too: {sorted(missing)}"


@pytest.mark.campaign
@pytest.mark.parametrize("number", range(PAIRS_OF_A_CAMPAIGN))
def test_what_is_hidden_changes_no_byte_in_many_worlds(tmp_path: Path, number: int) -> None:
    check_pair(tmp_path, f"campaign {number}", plans=number % 20 == 0)

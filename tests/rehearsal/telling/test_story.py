"""The story of a replication tells what went otherwise, in order of time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.rehearsal_pieces import (
    assumed,
    by_chance,
    chance,
    piece_of,
    play_of,
    small_north,
    small_script,
    under,
)

from coalition.model.chance.chances import ChanceKind
from coalition.model.identity import PlaceId
from coalition.rehearsal.engine.reactions import ALL
from coalition.rehearsal.part import Piece
from coalition.rehearsal.telling.outcome import outcome_of
from coalition.rehearsal.telling.story import Event, story_of

ALWAYS = {"probability_ppm": 1_000_000}
TWO_DAYS = {"lasts_h": (48, 48, 48)}


def told(piece: Piece, number: int = 0) -> tuple[Event, ...]:
    play = play_of(piece, 1, first=number)
    return story_of(play, piece.register, outcome_of(play, piece.register))


def test_nothing_is_told_when_nothing_goes_otherwise_and_all_is_on_time() -> None:
    script = small_script()
    patient = replace(
        script, goals=replace(script.goals, rdd=script.goals.rdd * 0 + script.horizon)
    )
    assert told(piece_of(patient)) == ()


def test_events_come_in_order_of_time() -> None:
    frame, _, script = small_north()
    events = told(piece_of(script, assumed(frame.book)), 3)
    assert list(events) == sorted(events)
    assert len({one.kind for one in events}) >= 4


@pytest.mark.parametrize(
    ("one", "kind", "words"),
    [
        (chance(ChanceKind.READINESS_LATE, **ALWAYS, **TWO_DAYS), "readiness", "2 d late"),
        (chance(ChanceKind.FLEET_LATE, **ALWAYS, **TWO_DAYS), "lift", "not there before"),
        (chance(ChanceKind.CONSENT_REFUSED, **ALWAYS), "consent", "never permitted"),
        (chance(ChanceKind.CONSENT_LATE, **ALWAYS, **TWO_DAYS), "consent", "2 d later"),
        (chance(ChanceKind.PLACE_LOST, **ALWAYS), "closure", "for good"),
        (chance(ChanceKind.SOURCE_WITHDRAWN, **ALWAYS), "withdrawal", "taken back"),
        (chance(ChanceKind.DEMAND_GROWS, **ALWAYS, more_percent=(900, 900, 900)), "demand", "larger"),
        (chance(ChanceKind.BREAKDOWN, every=60, probability_ppm=0, **TWO_DAYS), "breakdown", "breaks down for"),
        (chance(ChanceKind.WEATHER, every=60, places=(PlaceId("BHV"),), **TWO_DAYS), "waiting", "Bremerhaven"),
    ],
    ids=lambda one: getattr(one, "kind", ""),
)  # fmt: skip
def test_each_kind_of_chance_has_its_words(one: object, kind: str, words: str) -> None:
    events = told(piece_of(small_script(), under(one)))  # type: ignore[arg-type]
    assert any(event.kind == kind and words in event.text for event in events)


def test_help_is_told() -> None:
    breaks = chance(
        ChanceKind.BREAKDOWN, every=3600, lasts_h=(100, 200, 300), probability_ppm=200_000
    )
    piece = piece_of(by_chance(3)[2], under(breaks), ALL)
    kinds = {event.kind for number in range(60) for event in told(piece, number)}
    assert {"help", "breakdown", "late"} <= kinds

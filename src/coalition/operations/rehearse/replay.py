"""One replication alone, with its story: the same that it is among a thousand."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.operations.rehearse.piece import Staged
from coalition.rehearsal.part import Part, calm_part, play_part, played
from coalition.rehearsal.telling.figures import weighted_share
from coalition.rehearsal.telling.outcome import lateness, on_time, outcome_of, undelivered
from coalition.rehearsal.telling.story import Event, story_of


@dataclass(frozen=True, slots=True)
class Replayed:
    """A replication: its score and its timeline. `origin` is C-day in minutes UTC."""

    title: str
    seed: int
    number: int
    origin: int
    lateness: int
    planned_lateness: int
    undelivered: int
    on_time: float
    events: tuple[Event, ...]


def replay(staged: Staged, seed: int, number: int) -> Replayed:
    """The replication of that number."""
    piece, register = staged.piece, staged.piece.register
    play = played(piece, register, Part(seed, number, 1))
    outcome, calm = outcome_of(play, register), play_part(piece, calm_part())
    script = piece.script
    return Replayed(
        script.title, seed, number, script.origin,
        int(lateness(script, outcome.closure)[0]), int(lateness(script, calm.closure)[0]),
        int(undelivered(script, outcome.delivered)[0]),
        float(weighted_share(script, on_time(script, outcome.closure))[0]),
        story_of(play, register, outcome),
    )  # fmt: skip

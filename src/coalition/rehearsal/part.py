"""One part of a rehearsal: some replications of a script under chances. What every process and machine runs.

Pure: the outcome hangs on the part and on nothing else, so parts may be played anywhere, in any order, again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.model.chance.chances import Chances
from coalition.rehearsal.engine.play import play_out
from coalition.rehearsal.engine.reactions import ALL, Reactions
from coalition.rehearsal.engine.state import Play
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.outcome import Outcome, outcome_of
from coalition.rehearsal.world.rows import EVERYTHING, RowPlan, each_once
from coalition.rehearsal.world.strikes import Register, register
from coalition.rehearsal.world.world import draw_world

BYTES_A_VISIT = 160
"""Rough memory of one visit in one row, all arrays together; to choose how many rows go into a part."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is rehearsed: a script under chances, with people who react so."""

    script: Script
    chances: Chances
    reactions: Reactions = ALL

    @property
    def register(self) -> Register:
        """Every chance with its subjects."""
        return register(self.script, self.chances)


@dataclass(frozen=True, slots=True)
class Part:
    """The replications `first` to `first + count - 1` of a seed; or, of them, some with a group taken out.

    `picked`: (how many after the first, group) of each row; empty is each once with nothing taken out.
    """

    seed: int
    first: int
    count: int
    picked: tuple[tuple[int, int], ...] = ()

    @property
    def rows(self) -> RowPlan:
        """Its rows."""
        if not self.picked:
            return each_once(self.seed, self.first, self.count)
        picks, without = np.array(self.picked, dtype=np.int32).T
        return RowPlan(self.seed, self.first, self.count, picks, without)


def play_part(piece: Piece, part: Part) -> Outcome:
    """The outcome of the part, row by row."""
    strikes = piece.register
    return outcome_of(played(piece, strikes, part), strikes)


def played(piece: Piece, strikes: Register, part: Part) -> Play:
    """The part played, with everything that happened in it."""
    world = draw_world(piece.script, strikes, part.rows)
    return play_out(piece.script, world, piece.reactions)


def calm_part() -> Part:
    """One replication in which nothing goes otherwise than planned."""
    return Part(0, 0, 1, ((0, EVERYTHING),))


def parts_of(seed: int, first: int, count: int, *, most: int) -> list[Part]:
    """Parts of at most `most` replications, in order."""
    return [Part(seed, first + begun, min(most, count - begun)) for begun in range(0, count, most)]


def rows_that_fit(script: Script, bytes_most: int) -> int:
    """How many rows of the script fit into so much memory, at least one."""
    visits = max(1, len(script.visits.arrive))
    return max(1, bytes_most // (visits * BYTES_A_VISIT))

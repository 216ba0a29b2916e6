"""Planning again inside a replication: what people would do who have a planner.

Whenever something large becomes known (a place or an airspace is shut for long, a consent is refused or taken
back, a source is taken back, a carrier is lost), the news of it is handed to the planner with the plan in
force, and the replication is played again in the same world with the plan it makes. What had begun stays
(`planning.replanning`). The planner knows what is news by then and nothing else; it may well choose worse than
waiting would have been.

The plan in force is handed over as planned, not as far as it has slipped: that the planner does not know how
late everything already runs is the coarsest part of this.

Not here: what is news (`becoming_known`), and what it does to a book (`operations.news`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.operations.news.replan import frame_after, plan_after
from coalition.operations.rehearse.becoming_known import news_after
from coalition.operations.rehearse.piece import Staged, staged
from coalition.operations.rehearse.runners import Listener
from coalition.planning.effort import effort_within
from coalition.rehearsal.part import Part, played
from coalition.rehearsal.telling.figures import Estimate, mean_of
from coalition.rehearsal.telling.outcome import lateness, outcome_of

_WORK = 200
"""Neighbourhoods searched each time: counted, not timed, so that a seed gives the same everywhere."""
_TIMES = 6
"""So often it is planned again in one replication at most."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """One piece of news: its minute from C-day and its words."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class ReplannedRow:
    """One replication: what became known, and weighted minutes late with the plan kept and made again."""

    number: int
    news: tuple[Learnt, ...]
    kept: int
    again: int


@dataclass(frozen=True, slots=True)
class Replanning:
    """All of them; `gain` is what planning again saves, in weighted minutes a replication."""

    title: str
    count: int
    rows: tuple[ReplannedRow, ...]
    gain: Estimate


def rehearse_replanning(
    at_hand: Staged, *, seed: int, count: int, listener: Listener = None
) -> Replanning:
    """The first replications of the seed, each with the plan kept and with the plan made again."""
    rows = []
    for number in range(count):
        rows.append(_row(at_hand, seed, number))
        if listener is not None:
            listener(number + 1, count)
    saved = np.array([row.kept - row.again for row in rows], dtype=np.float64)
    return Replanning(at_hand.piece.script.title, count, tuple(rows), mean_of(saved))


def _row(at_hand: Staged, seed: int, number: int) -> ReplannedRow:
    """The replication, planned again at each piece of news."""
    frame, now, since = at_hand.frame, at_hand, -1
    known: list[Learnt] = []
    late: list[int] = []
    while True:
        piece = now.piece
        register = piece.register
        play = played(piece, register, Part(seed, number, 1))
        late.append(int(lateness(piece.script, outcome_of(play, register).closure)[0]))
        news = news_after(frame, play, register, since)
        if news is None or len(known) >= _TIMES:
            return ReplannedRow(number, tuple(known), late[0], late[-1])
        since = int(news.at) - piece.script.origin
        known.append(Learnt(since, ", ".join(item.words for item in news.items)))
        frame = frame_after(frame, now.plan, news)
        effort = effort_within(frame.book, seconds=None, work=_WORK, gap=None)
        plan = plan_after(frame, now.plan, news, seed=seed, effort=effort)
        now = staged(at_hand.frame, plan, piece.chances, piece.reactions)

"""Planning again inside a replication: what people would do who have a planner.

When something large becomes known (a place is lost, a consent is refused or withdrawn, a source is taken
back, a carrier is lost), the news of it is handed to the planner with the plan in force, and the replication
is played again in the same world with the plan it makes. What had begun stays (`planning.replanning`); so up
to that minute the two plays are the same, as far as what comes later does not reach back.

Not here: what counts as news of a kind (`operations.news`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.operations.news.replan import frame_after, plan_after
from coalition.operations.rehearse.piece import Staged, staged
from coalition.operations.rehearse.runners import Listener
from coalition.planning.effort import effort_within
from coalition.rehearsal.engine.state import Play
from coalition.rehearsal.part import Part, play_part, played
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.telling.figures import Estimate, mean_of
from coalition.rehearsal.telling.outcome import lateness, outcome_of

_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ReplannedRow:
    """One replication: what became known and when (minutes from C-day), and lateness with and without."""

    number: int
    news: str
    at: int
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
    piece, part = at_hand.piece, Part(seed, number, 1)
    register = piece.register
    play = played(piece, register, part)
    kept = int(lateness(piece.script, outcome_of(play, register).closure)[0])
    items = _known(at_hand, play)
    if not items:
        return ReplannedRow(number, "", 0, kept, kept)
    at, item = min(items, key=lambda one: (one[0], one[1].kind, one[1].subject))
    again = _again(at_hand, seed, number, News(Minute(piece.script.origin + at), (item,)))
    return ReplannedRow(number, item.words, at, kept, min(kept, again))


def _again(at_hand: Staged, seed: int, number: int, news: News) -> int:
    """Weighted lateness of the replication with the plan made again at the news, in the book as it was."""
    frame, plan, piece = at_hand.frame, at_hand.plan, at_hand.piece
    after = frame_after(frame, plan, news)
    effort = effort_within(frame.book, seconds=_SECONDS, work=None, gap=None)
    new = plan_after(after, plan, news, seed=seed, effort=effort)
    other = staged(frame, new, piece.chances, piece.reactions)
    outcome = play_part(other.piece, Part(seed, number, 1))
    return int(lateness(other.piece.script, outcome.closure)[0])


def _known(at_hand: Staged, play: Play) -> list[tuple[int, NewsItem]]:
    """Everything large that becomes known, with its minute."""
    return [*_lost_places(play), *_taken_back(at_hand, play), *_lost_carriers(play)]


def _lost_places(play: Play) -> list[tuple[int, NewsItem]]:
    closings, spots, origin = play.world.places, play.script.spots, play.script.origin
    found: dict[int, tuple[int, NewsItem]] = {}
    for door, thing in enumerate(closings.number.tolist()):
        for begins, ends, blame in zip(
            closings.begins[0, thing].tolist(), closings.ends[0, thing].tolist(),
            closings.blame[0, thing].tolist(), strict=True,
        ):  # fmt: skip
            if begins < play.script.horizon and blame >= 0 and ends - begins >= _LARGE_MINUTES:
                place = door // 4
                until = FOREVER if ends >= NEVER else origin + ends
                when = Interval(Minute(origin + begins), Minute(until))
                item = NewsItem(NewsKind.PLACE_CLOSED, spots.names[place], when)
                found.setdefault(place, (begins, item))
    return list(found.values())


def _taken_back(at_hand: Staged, play: Play) -> list[tuple[int, NewsItem]]:
    moved, sources, origin = play.script.movements, play.world.sources, play.script.origin
    book, found = at_hand.book, []
    for number in np.nonzero(sources.gone_blame[0] >= 0)[0].tolist():
        source, at = moved.sources[number], int(sources.gone[0, number])
        if source in book.units or source in book.stocks:
            when = Interval(Minute(origin + at), FOREVER)
            found.append((at, NewsItem(NewsKind.PLEDGE_WITHDRAWN, source, when)))
    return found


def _lost_carriers(play: Play) -> list[tuple[int, NewsItem]]:
    """One carrier fewer of its fleet, from when it was lost."""
    legs, record, found = play.script.legs, play.record, []
    lost = (record.depart < NEVER) & (record.arrive >= NEVER)
    for leg in np.nonzero(lost)[0].tolist():
        at = int(record.depart[leg])
        fleet = play.script.fleets.names[play.script.chains.fleet[legs.chain[leg]]]
        when = Interval(Minute(play.script.origin + at), FOREVER)
        found.append((at, NewsItem(NewsKind.CARRIERS_LOST, fleet, when, 1)))
    return found


_LARGE_MINUTES = 2880
"""A place that is shut for less is waited for."""

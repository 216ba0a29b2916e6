"""When a place may be worked at or left: its hours, and the times at which it is shut.

The rule: R6. Work begins only when it can end before the next closing, which is known by then; who comes to a
shut place waits outside it.
"""

from __future__ import annotations

import numpy as np

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.rehearsal.engine.state import Array, Play
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.script import MODES
from coalition.rehearsal.world.closings import Closings

_ROUNDS = 40
BY_THE_BOOK = -1


def open_at(
    play: Play, which: tuple[Array, Array], at: Array, work: Array | None, asked: Array | None
) -> tuple[Array, Array, Array]:
    """[n] the first minute from `at` on at which work of that length may begin there (None: at which it may be
    left); which of them have to wait; and which strike makes those wait. NEVER where it is shut for good.

    `which` are rows and doors; of doors without hours only those `asked` about (None: all) are looked at.
    """
    (rows, door), closings = which, play.world.places
    shut = next_closing(closings, (rows, closings.number.take(door)), at)[0]
    closed = shut < at + (1 if work is None else np.maximum(work, 1))
    if asked is not None:
        closed &= asked
    late = (closed | play.given.has_hours.take(door)).nonzero()[0]
    blame = np.full(len(late), BY_THE_BOOK, dtype=np.int16)
    if not len(late):
        return at, late, blame
    here = at[late].astype(np.int64)
    lasting = np.ones(len(late), dtype=np.int64) if work is None else np.maximum(work[late], 1)
    _wait(play, (rows[late], door[late]), (here, lasting), blame)
    waits = (here > at[late]).nonzero()[0]
    found = at.copy()
    found[late] = np.minimum(here, NEVER)
    return found, late[waits], blame[waits]


def next_closing(
    closings: Closings, which: tuple[Array, Array], at: Array
) -> tuple[Array, Array, Array]:
    """[n] when the first closing that is not over at `at` begins, when it ends, and where it stands."""
    (rows, thing), (things, times) = which, closings.begins.shape[1:]
    days = closings.ended.shape[2]
    base = rows * things + thing
    day = np.minimum(at // MINUTES_PER_DAY, days - 1)
    place = base * times + closings.ended.ravel().take(base * days + day, mode="clip")
    ends = closings.ends.ravel()
    over = ((ends.take(place) <= at) & (at < NEVER)).nonzero()[0]
    while len(over):  # over since the day began
        place[over] += 1
        over = over[ends.take(place[over]) <= at[over]]
    return closings.begins.ravel().take(place), ends.take(place), place


def _wait(play: Play, which: tuple[Array, Array], when: tuple[Array, Array], blame: Array) -> None:
    """Move `at` past shut hours and past every closing that meets [at, at + lasting), in place."""
    (rows, door), (at, lasting) = which, when
    spots, closings = play.script.spots, play.world.places
    opens, length = (one[door // len(MODES)] for one in (spots.opens, spots.length))
    thing = closings.number[door]
    still = np.arange(len(at))
    for _ in range(_ROUNDS):
        since = (at[still] + play.script.origin - opens[still]) % MINUTES_PER_DAY
        outside = since > length[still]
        at[still] += np.where(outside, MINUTES_PER_DAY - since, 0)
        begins, ends, place = next_closing(closings, (rows[still], thing[still]), at[still])
        meets = begins < at[still] + lasting[still]
        shut = still[meets]
        at[shut] = ends[meets]
        blame[shut] = closings.blame.ravel()[place[meets]]
        still = still[(meets & (at[still] < NEVER)).nonzero()[0]]
        if not len(still):
            return

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

_ROUNDS = 12
BY_THE_BOOK = -1


def open_at(
    play: Play, which: tuple[Array, Array], at: Array, work: Array | None, asked: Array | None
) -> tuple[Array, Array, Array]:
    """[n] the first minute from `at` on at which work of that length may begin there (None: at which it may be
    left); which of them have to wait; and which strike makes those wait. NEVER where it is shut for good.

    `which` are rows and doors; of places without hours only those `asked` about (None: all) are looked at.
    """
    rows, door = which
    late = np.nonzero(_may_be_shut(play, which, at, work, asked))[0]
    blame = np.full(len(late), BY_THE_BOOK, dtype=np.int16)
    if not len(late):
        return at, late, blame
    here = at[late].astype(np.int64)
    lasting = np.ones(len(late), dtype=np.int64) if work is None else np.maximum(work[late], 1)
    still = np.arange(len(late))
    for _ in range(_ROUNDS):
        some = late[still]
        moved = _move_on(play, (rows[some], door[some]), here[still], lasting[still])
        changed = np.nonzero(moved[0] > here[still])[0]
        if not len(changed):
            break
        still = still[changed]
        here[still], blame[still] = moved[0][changed], moved[1][changed]
    waits = here > at[late]
    found = at.copy()
    found[late] = np.minimum(here, NEVER)
    return found, late[waits], blame[waits]


def _may_be_shut(
    play: Play, which: tuple[Array, Array], at: Array, work: Array | None, asked: Array | None
) -> Array:
    """Whether it must be looked at: it has hours, or is shut at some minute of the first or last day."""
    (rows, door), closings = which, play.world.places
    shut = play.given.has_hours.take(door)
    things, days = closings.days.shape[1:]
    if not things:
        return np.asarray(shut)
    thing = closings.number.take(door)
    base = (rows * things + thing) * days
    flat = closings.days.ravel()
    first = np.minimum(at // MINUTES_PER_DAY, days - 1)
    flagged = flat.take(base + first, mode="clip")
    if work is not None:
        last = np.minimum((at + work) // MINUTES_PER_DAY, days - 1)
        flagged |= flat.take(base + last, mode="clip")
        flagged |= last - first > 1
    flagged &= thing >= 0
    return np.asarray(shut | (flagged if asked is None else flagged & asked))


def _move_on(
    play: Play, where: tuple[Array, Array], at: Array, lasting: Array
) -> tuple[Array, Array]:
    """To the next opening hour, then past the closing that meets [at, at + lasting) and ends last."""
    (rows, door), spots, closings = where, play.script.spots, play.world.places
    place = door // len(MODES)
    since = (at + play.script.origin - spots.opens[place]) % MINUTES_PER_DAY
    here = np.where(since > spots.length[place], at + MINUTES_PER_DAY - since, at)
    blame = np.full(len(at), BY_THE_BOOK, dtype=np.int16)
    thing = closings.number[door]
    some = np.nonzero(thing >= 0)[0]
    if not len(some) or not closings.begins.shape[2]:
        return here, blame
    rows, thing, at = rows[some], thing[some], here[some]
    begins, ends = closings.begins[rows, thing], closings.ends[rows, thing]
    meets = (begins < (at + lasting[some])[:, None]) & (ends > at[:, None])
    until = np.where(meets, ends, -1)
    latest = until.argmax(axis=1)
    passed = until[np.arange(len(some)), latest]
    moved = np.nonzero(passed > at)[0]
    here[some[moved]] = passed[moved]
    blame[some[moved]] = closings.blame[rows[moved], thing[moved], latest[moved]]
    return here, blame

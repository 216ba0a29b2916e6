"""Which groups of chances went otherwise than planned in which row, whether it mattered or not.

Where a group did not strike, taking it out changes nothing: so a hedge need not be tried there.
"""

from __future__ import annotations

import numpy as np

from coalition.rehearsal.engine.state import Array, Play
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.world.strikes import Register


def struck_in(play: Play, register: Register) -> Array:
    """[rows, groups]."""
    groups = np.array([*(strike.group for strike in register.strikes), 0], dtype=np.int32)
    found = np.zeros((play.sizes.rows, len(register.groups)), dtype=np.bool_)
    for rows, strikes in (*_by_row(play), *_by_thing(play)):
        some = np.nonzero(strikes >= 0)[0]
        found[rows[some], groups[strikes[some]]] = True
    return found


def _by_row(play: Play) -> list[tuple[Array, Array]]:
    """Rows and strikes of what is blamed row by row."""
    world = play.world
    blames = (
        world.consents.blame, world.sources.ready_blame, world.sources.gone_blame,
        world.carriers.opens_blame,
    )  # fmt: skip
    found = [(np.nonzero(blame >= 0)[0], blame[blame >= 0]) for blame in blames]
    for closings in (world.places, world.skies):
        shut = np.nonzero(closings.begins < NEVER)
        found.append((shut[0], closings.blame[shut]))
    return found


def _by_thing(play: Play) -> list[tuple[Array, Array]]:
    """Rows and strikes of what has one strike a thing."""
    world = play.world
    broken = world.carriers.breaks[:, :, 0] < NEVER
    found = []
    for happens, blame in (
        (broken, world.carriers.breaks_blame),
        (world.carriers.slow > 0, world.carriers.slow_blame),
        (world.work.more > 0, world.work.more_blame),
        (world.work.grows > 0, world.work.grows_blame),
    ):
        rows, thing = np.nonzero(happens)
        found.append((rows, blame[thing]))
    return found

"""A world: everything that goes otherwise, in every row, for one script."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.rehearsal.script.instants import Indices
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.world.closings import Closings, draw_places, draw_skies
from coalition.rehearsal.world.consents import Consents, draw_consents
from coalition.rehearsal.world.forces import (
    Carriers,
    Sources,
    Work,
    draw_carriers,
    draw_sources,
    draw_work,
)
from coalition.rehearsal.world.rows import Dice, RowPlan
from coalition.rehearsal.world.strikes import Register


@dataclass(frozen=True, slots=True)
class World:
    """Draws by row. `replication` [rows] says which replication each row is."""

    replication: Indices
    consents: Consents
    places: Closings
    skies: Closings
    sources: Sources
    carriers: Carriers
    work: Work

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.replication)


def draw_world(script: Script, strikes: Register, rows: RowPlan) -> World:
    """The world of every row. Pure: it depends on the seed, the replications and names alone."""
    dice = Dice(rows)
    return World(
        rows.replication,
        draw_consents(script, strikes, dice),
        draw_places(script, strikes, dice),
        draw_skies(script, strikes, dice),
        draw_sources(script, strikes, dice),
        draw_carriers(script, strikes, dice),
        draw_work(script, strikes, dice),
    )


def bytes_of(world: World) -> int:
    """How much memory it takes, so that rows can be chosen to fit."""
    parts = (world.consents, world.places, world.skies, world.sources, world.carriers, world.work)
    arrays = (getattr(part, name) for part in parts for name in part.__slots__)
    return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))

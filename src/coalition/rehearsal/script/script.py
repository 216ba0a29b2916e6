"""The nouns of a script: a plan as arrays, and nothing of the book but what playing it needs.

A *visit* is a stop at which a carrier works, takes a working place, or ends one *leg* and begins another. A
*chain* is all visits of one carrier in order. A *carriage* is so many
pieces of one line carried by one trip from one visit to another. Visits are numbered by planned time, so that
the number also parts those who come at the same minute; legs chain by chain in order of travel.

Minutes count from C-day (`instants`). A script is plain data: it travels to other processes and machines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from coalition.model.places import Mode
from coalition.rehearsal.script.instants import Flags, Indices, Minutes

MODES = tuple(str(mode) for mode in Mode)
"""Modes by number."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Lists of numbers by row, laid end to end: row i is `values[starts[i]:starts[i + 1]]`."""

    starts: Indices
    values: Indices

    def of(self, row: int) -> Indices:
        """The numbers of one row."""
        return self.values[self.starts[row] : self.starts[row + 1]]


def rows_of(lists: list[list[int]]) -> Rows:
    """The lists laid end to end."""
    starts = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum([len(one) for one in lists], out=starts[1:])
    return Rows(starts, np.array([value for one in lists for value in one], dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Visits:
    """All arrays are [visits]. `work`: least minutes of handling. `door`: place and mode, as `place * MODES +
    mode`. `desk`: the working places it takes `slots`
    of, -1 where they are unlimited. `leg` leads here from the visit before, -1 when that is at the same place.
    `idle`: whether the carrier comes here with nothing aboard. `planned_ready` is the latest readiness that
    the plan counted on.
    """

    arrive: Minutes
    depart: Minutes
    work: Minutes
    place: Indices
    door: Indices
    desk: Indices
    slots: Indices
    chain: Indices
    following: Indices
    before: Indices
    leg: Indices
    idle: Flags
    works: Flags
    on: Rows
    off: Rows
    """Carriages taken on and set down."""


@dataclass(frozen=True, slots=True)
class Legs:
    """All arrays are [legs]. `moving` are minutes under way; `need` [legs, bounds]: least minutes from the
    departure of the leg `back` before to the arrival of this one, rest included (R5); the first column is from
    its own departure. `law`: what must be open when it leaves (-1: nothing), `landing`: and when it arrives.
    `sky`: when the way is shut (-1: never). `daily`: a way of so many carriers a day (-1: none).
    """

    depart: Minutes
    arrive: Minutes
    moving: Minutes
    need: Minutes
    back: Indices
    chain: Indices
    origin: Indices
    destination: Indices
    law: Indices
    landing: Indices
    sky: Indices
    daily: Indices
    ordinal: Indices
    """Which leg of its carrier it is, so that chances of travel have a name."""
    aboard: Rows
    """Carriages aboard."""
    aboard_law: Rows
    """What must be open for each of them alone, beside `aboard`."""
    detours: Rows
    """Numbers of the other ways it could take (`Detours`)."""


@dataclass(frozen=True, slots=True)
class Detours:
    """Other ways of legs, [detours]: moving minutes, least minutes, law and sky as of legs."""

    moving: Minutes
    need: Minutes
    law: Indices
    sky: Indices
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """Carriers, [chains]: fleet, first visit, and from when to when it is at hand."""

    names: tuple[str, ...]
    fleet: Indices
    first: Indices
    opens: Minutes
    closes: Minutes


@dataclass(frozen=True, slots=True)
class Fleets:
    """Fleets, [fleets]: nation, mode (as a word), metres an hour."""

    names: tuple[str, ...]
    nations: tuple[str, ...]
    modes: tuple[str, ...]
    speed: Minutes


@dataclass(frozen=True, slots=True)
class Spots:
    """Places, [places]. `length` is how many minutes of the day it is open from `opens` on, `closings` its
    closed times that the book knows, as (place, from, to).
    """

    names: tuple[str, ...]
    titles: tuple[str, ...]
    nations: tuple[str, ...]
    modes: tuple[tuple[str, ...], ...]
    opens: Minutes
    length: Minutes
    lat_udeg: NDArray[np.int64]
    lon_udeg: NDArray[np.int64]
    closings: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Skies:
    """When ways are shut, by sky: closings the book knows, and the nations whose airspace is crossed."""

    closings: tuple[tuple[tuple[int, int], ...], ...]
    nations: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Freight:
    """Carriages, [carriages]: movement, pieces, visits where they are taken on and set down.

    `sources`: the carriages that brought them there; `parts` beside it: how many pieces each, in millionths of
    its own. `homes`: millionths that stand there from the beginning. `after` [visits]: visits that may not
    begin before that visit has ended. `delivers`: whether it is set down at the destination.
    """

    movement: Indices
    line: tuple[str, ...]
    pieces: Indices
    taken: Indices
    left: Indices
    homes: Indices
    sources: Rows
    parts: Rows
    delivers: Flags
    after: Rows
    waits: Indices
    """[visits] for how many visits each waits."""


@dataclass(frozen=True, slots=True)
class Movements:
    """Movements, [movements]. `pledge`: until when its source is pledged. `whole`: whether the plan brings all
    of it. `spare_ppm`: how much larger its load may be before a trip of it is too small.
    """

    names: tuple[str, ...]
    requirement: Indices
    nations: tuple[str, ...]
    sources: tuple[str, ...]
    ready: Minutes
    pledge: Minutes
    covers: Indices
    weight_kg: NDArray[np.int64]
    whole: Flags
    still: Flags
    """Origin is destination: it closes when it is ready."""
    spare_ppm: Indices
    deliveries: Rows
    """Carriages that bring it to its destination."""
    shares: Rows
    """Beside `deliveries`: millionths of the movement that each brings."""


@dataclass(frozen=True, slots=True)
class Goals:
    """Requirements, [requirements]. `amount`: wanted of a capability, 0 for a movement. `planned`: closure in
    the plan itself as its own times say it (NEVER: none).
    """

    names: tuple[str, ...]
    titles: tuple[str, ...]
    nations: tuple[str, ...]
    rdd: Minutes
    weight: Indices
    amount: Indices
    movements: Rows
    planned: Minutes


@dataclass(frozen=True, slots=True)
class Desks:
    """Working places, [desks]: place, mode (as a word), how many at once."""

    place: Indices
    modes: tuple[str, ...]
    slots: Indices


@dataclass(frozen=True, slots=True)
class Step:
    """One procedure on the way to a permission: whose it is, when it begins and how long it takes.

    Amounts are in `unit`; `calendar` numbers the working days that count (-1: none). `ends` is when it ends as
    recorded or estimated; `decided`: it is recorded.
    """

    name: str
    procedure: str
    nation: str
    begins: int
    ends: int
    least: int
    likely: int
    most: int
    unit: str
    calendar: int
    decided: bool


class Word(StrEnum):
    """How the parts of a need stand together."""

    ALL = "all"
    ANY = "any"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Need:
    """On what a window hangs: all parts, any part, or a `step` begun when its one part is there."""

    word: Word
    parts: tuple[Need, ...] = ()
    step: int = -1


@dataclass(frozen=True, slots=True)
class Opening:
    """A window of a question: when it opens and closes by the plan's estimates, and on what that hangs."""

    opens: int
    closes: int
    need: Need


@dataclass(frozen=True, slots=True)
class Laws:
    """What must be open. A *lock* is a question as far as it can be told apart: its windows, `locks`.

    A *law* is all locks of a leg: `parts` [laws, locks of one] numbers of locks (-1: no more), `begins` and
    `ends` by how many minutes sooner than the window the leg must leave so that the moment that counts is
    inside.
    """

    steps: tuple[Step, ...]
    calendars: tuple[Indices, ...]
    """For each day from C-day on, the number of the next working day after it."""
    locks: tuple[tuple[Opening, ...], ...]
    parts: Indices
    begins: Minutes
    ends: Minutes
    words: tuple[str, ...]
    """Each lock as a question in words."""


@dataclass(frozen=True, slots=True)
class Script:
    """A plan laid out. `origin` is C-day in minutes UTC since 1970, `horizon` the minutes from it to the end.

    `queue` [visits]: the visit that goes before at the same working places in the plan (-1: none).
    """

    title: str
    fictional: bool
    origin: int
    horizon: int
    visits: Visits
    legs: Legs
    detours: Detours
    chains: Chains
    fleets: Fleets
    spots: Spots
    desks: Desks
    skies: Skies
    daily: Indices
    """[ways] carriers a day."""
    freight: Freight
    movements: Movements
    goals: Goals
    laws: Laws
    queue: Indices

"""Who is to blame: the causal chain of every late requirement, walked back from its last delivery.

At each visit the chain follows what the beginning waited for last: its carrier, its freight, a working place
that another visit held; and it ends where something began as planned. Every chance met on the way is charged
with the minutes it added there, weighted by the requirement: the walk of `explanation.walk`, over all rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.model.plan import PPM
from coalition.rehearsal.engine.state import UNBLAMED, Array, Play
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.world.strikes import Register

_STEPS_MAX = 400


@dataclass(frozen=True, slots=True)
class Blame:
    """[rows, groups] whether chances of the group held anything, and weighted minutes on causal chains."""

    felt: Array
    critical: Array


@dataclass(slots=True)
class _Walkers:
    """Chains under way: where each is, and what a minute on it weighs."""

    row: Array
    visit: Array
    weight: Array

    def at(self, places: Array) -> _Walkers:
        return _Walkers(self.row[places], self.visit[places], self.weight[places])


def blame_of(play: Play, register: Register, closure: Array) -> Blame:
    """Whom to blame for what; `closure` [rows, requirements]."""
    groups = np.array([*(strike.group for strike in register.strikes), 0], dtype=np.int32)
    ledger = _Ledger(play, groups, len(register.groups))
    ledger.feel()
    _charge_all(play, ledger, _walk(play, _last_visits(play, ledger, closure)))
    return Blame(ledger.felt, ledger.critical)


class _Ledger:
    """Charges strikes by row and group."""

    def __init__(self, play: Play, groups: Array, count: int) -> None:
        self._play, self._groups = play, groups
        self.felt = np.zeros((play.sizes.rows, count), dtype=np.bool_)
        self.critical = np.zeros((play.sizes.rows, count), dtype=np.int64)

    def charge(self, row: Array, strike: Array, minutes: Array) -> None:
        """So many weighted minutes to each strike; those unblamed are passed over."""
        some = np.nonzero((strike > UNBLAMED) & (minutes > 0))[0]
        if len(some):
            index = row[some] * self.critical.shape[1] + self._groups[strike[some]]
            np.add.at(self.critical.ravel(), index, minutes[some])

    def feel(self) -> None:
        """Note every group that held anything, whether it mattered or not."""
        record, sizes = self._play.record, self._play.sizes
        for blames, width in (
            (record.place_blame, sizes.visits),
            (record.leave_blame, sizes.visits),
            (np.where(record.leg_why > 0, record.leg_blame, UNBLAMED), sizes.legs),
            (record.travel_blame, sizes.legs),
            (self._play.state.share_blame, len(self._play.script.freight.pieces)),
        ):
            some = np.nonzero(blames > UNBLAMED)[0]
            self._feel(some // max(1, width), blames[some])
        self._feel_always()

    def _feel_always(self) -> None:
        """What is drawn for all of a thing at once: readiness, late fleets, slow work and travel, loads."""
        world, script = self._play.world, self._play.script
        for blame in (world.sources.ready_blame, world.carriers.opens_blame):
            row, thing = np.nonzero(blame > UNBLAMED)
            self._feel(row, blame[row, thing])
        used = np.unique(script.visits.place)
        for more, blame, things in (
            (world.work.more, world.work.more_blame, used),
            (world.carriers.slow, world.carriers.slow_blame, np.arange(self._play.sizes.legs)),
        ):
            row, thing = np.nonzero(more[:, things] > 0)
            self._feel(row, blame[things[thing]])
        row, goal = np.nonzero(world.work.grows > 0)
        self._feel(row, world.work.grows_blame[goal])

    def _feel(self, row: Array, strike: Array) -> None:
        some = np.nonzero(strike > UNBLAMED)[0]
        self.felt[row[some], self._groups[strike[some]]] = True


def _last_visits(play: Play, ledger: _Ledger, closure: Array) -> _Walkers:
    """A walker at the last delivery of each requirement that is late and later than planned; what never closes
    is charged to whatever kept its freight.
    """
    script, rows = play.script, play.sizes.rows
    goals, moved, freight = script.goals, script.movements, script.freight
    ends = play.record.end.reshape(rows, -1)
    found: list[_Walkers] = []
    for goal in np.nonzero(goals.planned < NEVER)[0].tolist():
        carriages = np.concatenate([moved.deliveries.of(one) for one in goals.movements.of(goal)])
        if not len(carriages):
            continue
        closed = closure[:, goal]
        due = max(int(goals.rdd[goal]), int(goals.planned[goal]))
        late = np.nonzero((closed > due) & (closed < NEVER))[0]
        visits = freight.left[carriages]
        last = visits[ends[late][:, visits].argmax(axis=1)]
        weight = np.full(len(late), int(goals.weight[goal]), dtype=np.int64)
        found.append(_Walkers(late, last.astype(np.int64), weight))
        found.append(_lacking(play, ledger, (goal, np.nonzero(closed >= NEVER)[0]), carriages))
    empty = np.zeros(0, dtype=np.int64)
    return _Walkers(
        np.concatenate([empty, *(one.row for one in found)]),
        np.concatenate([empty, *(one.visit for one in found)]),
        np.concatenate([empty, *(one.weight for one in found)]),
    )


def _lacking(play: Play, ledger: _Ledger, where: tuple[int, Array], carriages: Array) -> _Walkers:
    """Charge what never closes, from RDD to the horizon's end, to whatever kept the first piece that lacks, or
    to the load that has outgrown its trips; where nothing did, walk back from the visit that never was.
    """
    (goal, rows), script = where, play.script
    shares, blames = (
        one.reshape(play.sizes.rows, -1)[rows][:, carriages]
        for one in (play.state.share, play.state.share_blame)
    )
    lacking = shares < PPM
    first = lacking.argmax(axis=1)
    blame = blames[np.arange(len(rows)), first]
    weight = int(script.goals.weight[goal])
    minutes = max(0, script.horizon - int(script.goals.rdd[goal])) * weight
    outgrown = play.world.work.grows[rows, goal] > 0
    grown = np.where(outgrown, play.world.work.grows_blame[goal], UNBLAMED)
    charged = np.where(lacking.any(axis=1), blame, grown)
    ledger.charge(rows, charged, np.full(len(rows), minutes, dtype=np.int64))
    walking = np.nonzero(lacking.any(axis=1) & (blame <= UNBLAMED))[0]
    visits = _never_visit(play, rows[walking], carriages[first[walking]])
    return _Walkers(rows[walking], visits, np.full(len(walking), weight, dtype=np.int64))


def _never_visit(play: Play, rows: Array, carriage: Array) -> Array:
    """Where pieces that lack would have been taken on, or set down when they were."""
    freight = play.script.freight
    taken, left = freight.taken[carriage].astype(np.int64), freight.left[carriage]
    was = play.record.begin[rows * play.sizes.visits + taken] < NEVER
    return np.where(was & (left >= 0), left, taken)


def _onward(play: Play) -> Array:
    """[rows * visits] the visit whose end each visit's beginning waited for, as an index of the same; -1 where
    a chain ends.
    """
    script, record, sizes = play.script, play.record, play.sizes
    shape = (sizes.rows, sizes.visits)
    came, desk = record.came.reshape(shape), record.desk_free.reshape(shape)
    released, earliest = play.state.released.reshape(shape), play.given.earliest.reshape(shape)
    latest = np.maximum(np.maximum(came, desk), np.maximum(released, earliest))
    late = latest > script.visits.arrive
    before = np.broadcast_to(script.visits.before, shape)
    onward = np.where(late & (latest == came), before, -1)
    by_freight = late & (latest == released)
    onward = np.where(by_freight, play.state.released_by.reshape(shape), onward)
    onward = np.where(late & (latest == desk), record.desk_of.reshape(shape), onward)
    missed = came >= NEVER
    onward = np.where(missed, -1, onward).astype(np.int64)
    row, visit = np.nonzero(missed & (before >= 0))
    free = np.nonzero(_held_by(play, row, visit) <= UNBLAMED)[0]
    onward[row[free], visit[free]] = before[row[free], visit[free]]
    onward = np.where(onward >= 0, onward + np.arange(sizes.rows)[:, None] * sizes.visits, -1)
    return onward.ravel()


def _held_by(play: Play, row: Array, visit: Array) -> Array:
    """The strike that kept a carrier from coming to its visit at all."""
    leg = play.script.visits.leg[visit]
    on_leg = row * play.sizes.legs + np.maximum(leg, 0)
    held = play.record.leg_blame[on_leg]
    blame = np.where(held > UNBLAMED, held, play.record.travel_blame[on_leg])
    return np.where(leg >= 0, blame, UNBLAMED)


def _walk(play: Play, walkers: _Walkers) -> _Walkers:
    """Every visit on any of the chains, with all the weight of those it lies on."""
    onward, visits = _onward(play), play.sizes.visits
    load = np.zeros(len(onward), dtype=np.int64)
    node, weight = walkers.row * visits + walkers.visit, walkers.weight
    for _ in range(_STEPS_MAX):
        if not len(node):
            break
        np.add.at(load, node, weight)
        node = onward[node]
        going = np.nonzero(node >= 0)[0]
        node, weight = node[going], weight[going]
    met = np.nonzero(load)[0]
    return _Walkers(met // visits, met % visits, load[met])


def _charge_all(play: Play, ledger: _Ledger, walkers: _Walkers) -> None:
    """What the beginning of each visit waited for is charged.

    Where the carrier was lost, or might never leave, that is charged with a minute.
    """
    script, record, given = play.script, play.record, play.given
    missed = record.came[walkers.row * play.sizes.visits + walkers.visit] >= NEVER
    lost = walkers.at(np.nonzero(missed)[0])
    ledger.charge(lost.row, _held_by(play, lost.row, lost.visit), lost.weight)
    walkers = walkers.at(np.nonzero(~missed)[0])
    row, visit = walkers.row, walkers.visit
    here = row * play.sizes.visits + visit
    _charge_stay(play, ledger, walkers, here)
    begin = record.begin[here].astype(np.int64)
    came, desk = record.came[here], record.desk_free[here]
    released, earliest = play.state.released[here], given.earliest[here]
    latest = np.maximum(np.maximum(came, desk), np.maximum(released, earliest))
    shut = np.where(begin >= NEVER, 1, begin - latest)
    ledger.charge(row, record.place_blame[here], shut * walkers.weight)
    planned = script.visits.arrive[visit]
    others = (latest > planned) & ((latest == released) | (latest == desk))
    by_leg = (latest > planned) & (latest == came) & ~others
    _charge_leg(play, ledger, walkers.at(np.nonzero(by_leg)[0]))
    late = ~by_leg & ~others & (earliest > planned)
    _charge_ready(play, ledger, walkers.at(np.nonzero(late)[0]))


def _charge_stay(play: Play, ledger: _Ledger, walkers: _Walkers, here: Array) -> None:
    """What kept it there: slow handling, freight not ready to leave, a place shut when it was done."""
    script, world, record, given = play.script, play.world, play.record, play.given
    row, visit, weight = walkers.row, walkers.visit, walkers.weight
    weight = np.where(record.begin[here] < NEVER, weight, 0)
    worked = record.begin[here].astype(np.int64) + given.work[here]
    planned = script.visits.depart[visit]
    slow = np.minimum(given.work[here] - script.visits.work[visit], worked - planned)
    ledger.charge(row, world.work.more_blame[script.visits.place[visit]], slow * weight)
    done, ready = np.maximum(worked, planned), given.ready[here].astype(np.int64)
    ledger.charge(row, _ready_blame(play, walkers), (ready - done) * weight)
    left = record.end[here] - np.maximum(done, ready)
    ledger.charge(row, record.leave_blame[here], left * weight)


def _ready_blame(play: Play, walkers: _Walkers) -> Array:
    """The strike that made the latest freight of each visit late."""
    sources = play.world.sources
    movement = sources.late_movement[walkers.row, walkers.visit]
    blame = sources.ready_blame[walkers.row, np.maximum(movement, 0)]
    return np.where(movement >= 0, blame, UNBLAMED)


def _charge_ready(play: Play, ledger: _Ledger, walkers: _Walkers) -> None:
    here = walkers.row * play.sizes.visits + walkers.visit
    late = play.given.earliest[here].astype(np.int64) - play.script.visits.arrive[walkers.visit]
    ledger.charge(walkers.row, _ready_blame(play, walkers), late * walkers.weight)


def _charge_leg(play: Play, ledger: _Ledger, walkers: _Walkers) -> None:
    """What held the departure, what made the way longer, and a carrier that was late to begin with."""
    script, record, world = play.script, play.record, play.world
    leg = script.visits.leg[walkers.visit]
    chain = script.visits.chain[walkers.visit]
    first = script.visits.before[walkers.visit] < 0
    opens = world.carriers.opens[walkers.row, chain].astype(np.int64)
    blame = np.where(first, world.carriers.opens_blame[walkers.row, chain], UNBLAMED)
    ledger.charge(walkers.row, blame, np.maximum(opens, 0) * walkers.weight)
    on_leg = walkers.at(np.nonzero(leg >= 0)[0])
    leg = leg[leg >= 0]
    here = on_leg.row * play.sizes.legs + leg
    before = script.visits.before[on_leg.visit]
    free = record.end[on_leg.row * play.sizes.visits + np.maximum(before, 0)].astype(np.int64)
    free = np.where(before >= 0, free, world.carriers.opens[on_leg.row, script.legs.chain[leg]])
    waited = record.depart[here] - np.maximum(free, script.legs.depart[leg])
    ledger.charge(on_leg.row, record.leg_blame[here], waited * on_leg.weight)
    slow = world.carriers.slow[on_leg.row, leg].astype(np.int64)
    ledger.charge(on_leg.row, world.carriers.slow_blame[leg], slow * on_leg.weight)
    came = record.came[on_leg.row * play.sizes.visits + on_leg.visit].astype(np.int64)
    longer = came - record.depart[here]
    longer -= script.legs.need[leg, 0] + slow
    ledger.charge(on_leg.row, record.travel_blame[here], longer * on_leg.weight)

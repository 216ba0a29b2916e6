"""What the judge finds in the trips of one carrier by themselves, and everything that rests on.

Not here: what hangs on other carriers' trips too - pieces, places, ways in a day, permissions (`transcript`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from operator import is_
from typing import TypeVar

from coalition.authority.answer import Answer, Bar, Question, Window
from coalition.judging.again.levels import Changes, changes_of
from coalition.judging.closing import moving_cost
from coalition.judging.docket import Docket, Layout, Run, in_order
from coalition.judging.doors import LawBook
from coalition.judging.hearing import Heard, Hearing
from coalition.judging.ledger import Ledger
from coalition.judging.plain import Sight
from coalition.judging.reliance import Finding
from coalition.judging.rules.carriers import find_capacity
from coalition.judging.rules.continuity import find_joins, find_shapes
from coalition.judging.rules.duty import find_rest, find_work
from coalition.judging.rules.lawful import find_status, find_unlawful
from coalition.judging.rules.pieces import find_conservation, find_divisibility
from coalition.judging.rules.readiness import find_early
from coalition.judging.rules.slots import Occupied, find_hours, occupied_by
from coalition.judging.rules.sourcing import find_departures
from coalition.judging.rules.ways import find_legs, find_places
from coalition.measure.instants import Minute
from coalition.model.forces import fleet_of
from coalition.model.identity import FleetId, NationId, PlaceId, ProvisionId, RequirementId
from coalition.model.places import Mode
from coalition.model.plan import Plan, Trip
from coalition.model.ways import Way, WayKey

Status = tuple[NationId, NationId, Minute]
Thing = TypeVar("Thing")
NO_LEDGER = Ledger((), (), {}, {})
_NO_ANSWERS: frozenset[Question] = frozenset()
_NO_STATUSES: Mapping[Status, ProvisionId | None] = {}


@dataclass(slots=True)
class Listener:
    """A law that notes which questions were answered in full."""

    law: LawBook
    answered: set[Question] = field(default_factory=set)
    statuses: dict[Status, ProvisionId | None] = field(default_factory=dict)

    def windows(self, question: Question, /) -> Sequence[Window]:
        """As the law says."""
        return self.law.windows(question)

    def alternatives(self, question: Question, /) -> Sequence[Window]:
        """As the law says."""
        return self.law.alternatives(question)

    def bars(self, question: Question, /) -> Sequence[Bar]:
        """As the law says."""
        return self.law.bars(question)

    def answer(self, question: Question, at: Minute, /) -> Answer:
        """As the law says."""
        self.answered.add(question)
        return self.law.answer(question, at)

    def status(self, actor: NationId, territory: NationId, at: Minute, /) -> ProvisionId | None:
        """As the law says."""
        found = self.statuses[actor, territory, at] = self.law.status(actor, territory, at)
        return found


@dataclass(frozen=True, slots=True)
class Ruling:
    """What law finds in one trip, the questions opened by a permission with limits, and what that rests on.

    `asked` are sets of questions by number; `sights` are its legs if of none there was anything to say.
    """

    found: tuple[Finding, ...]
    limited: tuple[Heard, ...]
    asked: frozenset[int]
    answered: frozenset[Question]
    statuses: Mapping[Status, ProvisionId | None]
    sights: tuple[Sight, ...] | None = None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What law may say otherwise than when it was heard last; `all_of_it` when names in law differ."""

    sets: Set[int] = frozenset()
    answers: Set[Question] = frozenset()
    statuses: Set[Status] = frozenset()
    all_of_it: bool = False

    @property
    def is_any(self) -> bool:
        """Whether law says anything otherwise."""
        return bool(self.all_of_it or self.sets or self.answers or self.statuses)

    def lets_stand(self, heard: Ruling, hearing: Hearing) -> bool:
        """Whether there still is nothing to say of its legs, though the law is asked anew."""
        return (
            not self.all_of_it
            and heard.sights is not None
            and self.statuses.isdisjoint(heard.statuses)
            and hearing.is_silent(heard.sights)
        )

    def touches(self, heard: Ruling | Part) -> bool:
        """Whether what was heard has to be heard again."""
        return (
            self.all_of_it
            or not heard.asked.isdisjoint(self.sets)
            or not heard.answered.isdisjoint(self.answers)
            or not self.statuses.isdisjoint(heard.statuses)
        )


@dataclass(frozen=True, slots=True)
class Stale:
    """What the book holds otherwise: trips with these are laid out again, or only looked at again."""

    fleets: Set[FleetId] = frozenset()
    places: Set[PlaceId] = frozenset()
    ways: Set[WayKey] = frozenset()
    moved: Set[RequirementId] = frozenset()
    closed: Set[PlaceId] = frozenset()
    changed: Set[RequirementId] = frozenset()

    def laid(self, part: Part) -> set[int]:
        """Ids of the part's runs that are to be laid out again."""
        found = _carrying_any(part, self.moved)
        if self.places:
            found |= {id(run) for run in part.runs if _visits(run, self.places)}
        return found

    def led(self, part: Part) -> set[int]:
        """Ids of the part's runs whose visits stand, but fleet or ways are others."""
        found = set[int]()
        if self.fleets:
            found |= {id(run) for run in part.runs if fleet_of(run.carrier) in self.fleets}
        if self.ways and not self.ways.isdisjoint(part.ways):
            found |= {id(r) for r in part.runs if not self.ways.isdisjoint(_ways_of((r,)))}
        return found

    def looked_at(self, part: Part) -> set[int]:
        """Ids of the part's runs of which a rule may say something else."""
        found = _carrying_any(part, self.changed)
        if self.closed:
            found |= {id(run) for run in part.runs if _visits(run, self.closed)}
        return found


def _visits(run: Run, places: Set[PlaceId]) -> bool:
    return any(visit.stop.place in places for visit in run.visits)


def _carrying_any(part: Part, names: Set[RequirementId]) -> set[int]:
    return {id(run) for name in names & part.carrying.keys() for run in part.carrying[name]}


@dataclass(frozen=True, slots=True)
class Court:
    """What is the same for all parts that are judged together."""

    law: LawBook
    layout: Layout
    hearing: Hearing
    otherwise: Otherwise
    stale: Stale


@dataclass(frozen=True, slots=True)
class Part:
    """One carrier's trips as the plan gives them, as they are run, and what is found in them.

    `bodies` are, run by run, what is the same thing as long as its visits are, whatever the trip's number;
    `names` the requirements of which it carries anything, or claims to.
    `rulings` are what law finds trip by trip, `ruled` all of it; `singly` what other rules find trip by trip,
    `findings` all of that and of the trips together; `limited` are questions opened by a permission with
    limits; `ways` is None where there is none.
    """

    given: tuple[Trip, ...]
    ordered: tuple[Trip, ...]
    runs: tuple[Run, ...]
    bodies: tuple[object, ...]
    names: tuple[tuple[RequirementId, ...], ...]
    singly: tuple[tuple[Finding, ...], ...]
    findings: tuple[Finding, ...]
    rulings: tuple[Ruling, ...]
    ruled: tuple[Finding, ...]
    limited: tuple[Heard, ...]
    asked: frozenset[int]
    answered: frozenset[Question]
    statuses: Mapping[Status, ProvisionId | None]
    moving: int
    places: frozenset[PlaceId]
    ways: Mapping[WayKey, Way | None]
    carrying: Mapping[RequirementId, tuple[Run, ...]]
    occupied: Mapping[tuple[PlaceId, Mode], list[Occupied]]
    slots: Mapping[tuple[PlaceId, Mode], Changes]
    counted: bool


def part_of(docket: Docket, court: Court, given: tuple[Trip, ...], old: Part | None) -> Part:
    """The part of a carrier; what is found of single trips that are as in the old part is not sought again."""
    ordered = given if len(given) < 2 or _told_in_order(given) else tuple(in_order(given))
    laid = _laid_out(ordered, court, old)
    runs, names = tuple([one.run for one in laid]), tuple([one.names for one in laid])
    alone = replace(docket, runs=runs, plan=Plan("", (), ()))
    known = {} if old is None else _known(old, laid, court.stale.looked_at(old))
    singly = tuple(
        known[id(run)][0] if id(run) in known else _singly(replace(alone, runs=(run,)))
        for run in runs
    )
    findings = (
        *chain.from_iterable(singly), *find_joins(alone), *find_rest(alone),
    )  # fmt: skip
    legs = alone.legs
    counted = any(leg.way is not None and leg.way.carriers_per_day is not None for leg in legs)
    rulings = {run: ruling for run, (_, ruling) in known.items()}
    return Part(
        given, ordered, runs, tuple([one.body for one in laid]), names, singly, findings,
        *_heard(alone, court, rulings), moving_cost(legs),
        frozenset(visit.stop.place for visit in alone.visits),
        _ways_of(runs),
        _carrying(runs, names), occupied := occupied_by(runs), _slots(occupied), counted,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Laid:
    """A trip laid out, what is the same as long as its visits are, and the old run whose findings hold."""

    run: Run
    body: object
    names: tuple[RequirementId, ...]
    held: Run | None = None


def _laid_out(ordered: tuple[Trip, ...], court: Court, old: Part | None) -> list[_Laid]:
    """The trips laid out, of those that the old part has only what is stale."""
    if old is None:
        runs = [court.layout.run(trip, n) for n, trip in enumerate(ordered, 1)]
        return [_Laid(run, run.visits, _names_of(run)) for run in runs]
    laid, led = court.stale.laid(old), court.stale.led(old)
    begins = {trip.stops[0].arrive: n for n, trip in enumerate(old.ordered) if trip.stops}
    found, taken = [], set[int]()
    for n, trip in enumerate(ordered):
        at = begins.get(trip.stops[0].arrive, -1) if trip.stops else -1
        if at < 0 or at in taken or not _same(old.ordered[at], trip) or id(old.runs[at]) in laid:
            run = court.layout.run(trip, n + 1)
            found.append(_Laid(run, run.visits, _names_of(run)))
            continue
        taken.add(at)
        known = old.runs[at]
        run = known if at == n else court.layout.renamed(known, n + 1)
        if id(known) in led:
            found.append(_Laid(court.layout.again(run), old.bodies[at], old.names[at]))
        else:
            found.append(_Laid(run, old.bodies[at], old.names[at], known))
    return found


def _same(one: Trip, other: Trip) -> bool:
    return one is other or one == other


_Known = dict[int, tuple[tuple[Finding, ...], Ruling]]


def _known(old: Part, laid: list[_Laid], looked_at: set[int]) -> _Known:
    """What is found of single runs, where the old part tells: by the run's id, but for law and by law."""
    told = {
        id(run): (found, ruling)
        for run, found, ruling in zip(old.runs, old.singly, old.rulings, strict=True)
        if id(run) not in looked_at
    }
    known: _Known = {}
    for one in laid:
        if one.held is not None and id(one.held) in told:
            found, ruling = told[id(one.held)]
            names_it = found or ruling.found or ruling.limited
            if one.run is one.held or not names_it:
                known[id(one.run)] = found, ruling
    return known


def _slots(
    occupied: Mapping[tuple[PlaceId, Mode], list[Occupied]],
) -> dict[tuple[PlaceId, Mode], Changes]:
    """By how many slots more or fewer are taken from when on."""
    return {
        key: changes_of([
            row for one in held for stop, slots in ((one.visit.stop, one.fleet.slots),)
            for row in ((stop.arrive, slots), (stop.depart, -slots))
        ], 2)
        for key, held in occupied.items()
    }  # fmt: skip


def _singly(alone: Docket) -> tuple[Finding, ...]:
    """What rules other than law find of one trip by itself."""
    return (
        *find_shapes(alone), *find_work(alone), *find_conservation(alone, NO_LEDGER),
        *find_divisibility(alone), *find_capacity(alone),
        *find_hours(alone), *find_places(alone), *find_legs(alone), *find_early(alone),
        *find_departures(alone),
    )  # fmt: skip


def heard_again(docket: Docket, court: Court, old: Part) -> Part:
    """The part of a carrier of which nothing changed but what law says; the old one when that is the same."""
    rulings, ruled, limited, asked, answered, statuses = _heard(
        replace(docket, runs=old.runs),
        court,
        {id(run): ruling for run, ruling in zip(old.runs, old.rulings, strict=True)},
    )
    if all(map(is_, rulings, old.rulings)):
        return old
    return replace(
        old, rulings=rulings, ruled=ruled, limited=limited, asked=asked, answered=answered,
        statuses=statuses,
    )  # fmt: skip


_OfLaw = tuple[
    tuple[Ruling, ...], tuple[Finding, ...], tuple[Heard, ...], frozenset[int], frozenset[Question],
    Mapping[Status, ProvisionId | None],
]  # fmt: skip


def _heard(alone: Docket, court: Court, known: Mapping[int, Ruling]) -> _OfLaw:
    """What law finds of the runs, the questions opened under limits, and what it was asked."""
    rulings, otherwise = [], court.otherwise.is_any
    for run in alone.runs:
        ruling = known.get(id(run))
        if ruling is None or (
            otherwise
            and court.otherwise.touches(ruling)
            and not court.otherwise.lets_stand(ruling, court.hearing)
        ):
            ruling = _ruling(replace(alone, runs=(run,)), court)
        rulings.append(ruling)
    statuses: dict[Status, ProvisionId | None] = {}
    for one in rulings:
        statuses.update(one.statuses)
    return (
        tuple(rulings),
        tuple(chain.from_iterable(one.found for one in rulings)),
        tuple(chain.from_iterable(one.limited for one in rulings)),
        frozenset().union(*(one.asked for one in rulings)),
        frozenset().union(*(one.answered for one in rulings)),
        statuses,
    )


def _ruling(alone: Docket, court: Court) -> Ruling:
    listener, asked, sights = Listener(court.law), set[int](), list[Sight]()
    legs = alone.legs
    hearing = court.hearing.hear(legs, asked, sights)
    found = (*find_unlawful(hearing, listener), *find_status(alone, listener))
    limited = tuple([h for h in hearing if (w := h.window) is not None and w.limits.any])
    return Ruling(
        found, limited, frozenset(asked), frozenset(listener.answered) or _NO_ANSWERS,
        listener.statuses or _NO_STATUSES, tuple(sights) if len(sights) == len(legs) else None,
    )  # fmt: skip


def _told_in_order(trips: tuple[Trip, ...]) -> bool:
    """Whether the carrier's trips come one after another in the plan already."""
    begins = [trip.stops[0].arrive if trip.stops else None for trip in trips]
    return None not in begins and all(one < other for one, other in pairwise(begins))  # type: ignore[operator]


def _ways_of(runs: tuple[Run, ...]) -> dict[WayKey, Way | None]:
    """Every way asked for, with the answer."""
    found: dict[WayKey, Way | None] = {}
    for run in runs:
        for leg in run.legs:
            if run.fleet is not None and leg.start.place and leg.end.place:
                stop, end = leg.start.stop, leg.end.stop
                found[WayKey(run.fleet.mode, stop.place, end.place, stop.avoiding)] = leg.way
    return found


def _carrying(
    runs: tuple[Run, ...], names: tuple[tuple[RequirementId, ...], ...]
) -> dict[RequirementId, tuple[Run, ...]]:
    """The runs that carry anything of a requirement, or claim to."""
    found: dict[RequirementId, list[Run]] = {}
    for run, carried in zip(runs, names, strict=True):
        for name in carried:
            found.setdefault(name, []).append(run)
    return {name: tuple(held) for name, held in found.items()}


def _names_of(run: Run) -> tuple[RequirementId, ...]:
    """The requirements of which the run carries anything, or claims to."""
    found: dict[RequirementId, None] = {}
    for visit in run.visits:
        for carried in (*visit.on, *visit.off):
            found[carried.movement.requirement] = None
        for load in (*visit.stop.on, *visit.stop.off):
            found[RequirementId(load.movement.partition("+")[0])] = None
    return tuple(found)

"""The door: a judged plan taken down by parts, so that one much like it is judged again quickly.

What is found in the trips of a carrier rests on these trips, on the book's facts of what they use and on what
law was asked; what is found of a requirement's pieces on the trips that carry them; what is found of a place on
those that stop there. Whatever rests on nothing that changed is not worked out again. The verdict is that of
`judge`, which `tests/judging/again` holds it to. Not here: the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from coalition.authority.answer import Question
from coalition.judging.again.account import Account, account_of
from coalition.judging.again.levels import stays_within
from coalition.judging.again.part import (
    Court,
    Otherwise,
    Part,
    Stale,
    Status,
    heard_again,
    part_of,
)
from coalition.judging.again.serving import Serving
from coalition.judging.closing import closure_time
from coalition.judging.docket import Docket, Layout, Run
from coalition.judging.doors import LawBook, WayBook
from coalition.judging.hearing import Hearing
from coalition.judging.ledger import Ledger
from coalition.judging.plain import named_in_law
from coalition.judging.reliance import Finding, gather_doubts, gather_risks, sort_breaches
from coalition.judging.rules.bound import find_false_bound
from coalition.judging.rules.consents import find_consents
from coalition.judging.rules.readiness import find_sequence
from coalition.judging.rules.slots import find_slots_at
from coalition.judging.rules.sourcing import find_assigned
from coalition.judging.rules.storage import STORAGE_FIELDS, find_storage
from coalition.judging.rules.ways import find_busy
from coalition.judging.verdict import _SEAL, Breach, JudgedPlan, Verdict
from coalition.measure.collector import without_collector
from coalition.measure.instants import MINUTES_PER_HOUR
from coalition.model.book import Book
from coalition.model.forces import fleet_of
from coalition.model.identity import CarrierId, PlaceId, ProvisionId, RequirementId
from coalition.model.places import SLOT_FIELDS, Mode, Place
from coalition.model.plan import Plan, Score, Trip
from coalition.model.ways import WayKey

T = TypeVar("T")
Carriers = defaultdict[T, set[CarrierId]]


@dataclass(slots=True)
class _Known:
    """The book, law, ways and plan that were judged."""

    book: Book
    law: LawBook
    ways: WayBook
    plan: Plan


class Transcript:
    """One judged plan by parts; `judge` brings it to another."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._known: _Known | None = None
        self._hearing: Hearing | None = None
        self._parts: dict[CarrierId, Part] = {}
        self._accounts: dict[RequirementId, Account] = {}
        self._serving = Serving()
        self._given: dict[CarrierId, tuple[Trip, ...]] = {}
        self._sequence: dict[CarrierId, tuple[Finding, ...]] = {}
        self._slots: dict[tuple[PlaceId, Mode], tuple[Finding, ...]] = {}
        self._stores: dict[PlaceId, tuple[Finding, ...]] = {}
        self._crowded: set[PlaceId] = set()
        self._assigned: tuple[Finding, ...] = ()
        self._at_place: Carriers[PlaceId] = defaultdict(set)
        self._on_way: Carriers[WayKey] = defaultdict(set)
        self._carrying: Carriers[RequirementId] = defaultdict(set)
        self._storing: dict[PlaceId, set[RequirementId]] = defaultdict(set)

    def judge(self, book: Book, law: LawBook, ways: WayBook, plan: Plan) -> JudgedPlan:
        """The judged plan, as `judging.judge.judge` gives it; what is taken down goes on from here."""
        with without_collector():
            return self._judge(_Known(book, law, ways, plan))

    def _judge(self, new: _Known) -> JudgedPlan:
        old = self._known
        if old is not None and _of_another_crisis(old.book, new.book):
            self._forget()
            old = None
        changed = _changed(old, new)
        moved = self._serving.turn(new.book, new.plan.assignments, changed)
        docket = Docket(new.book, new.plan, self._serving.movements, (), self._serving.lines)
        stale = Stale() if old is None else self._stale(old, new, moved, changed)
        again = self._resting_on(stale)
        if old is None or new.plan.trips is not old.plan.trips:
            self._given = _by_carrier(new.plan.trips)
            again |= {c for c, trips in self._given.items() if not self._stands(c, trips)}
        given = self._given
        court = self._court(docket, old, new, stale)
        touches = court.otherwise.touches
        ruled = {carrier for carrier, part in self._parts.items() if touches(part)} - again
        wanted, places = self._renew(docket, court, given, again)
        for carrier in ruled & given.keys():
            self._parts[carrier] = heard_again(docket, court, self._parts[carrier])
        if old is not None:
            places |= {n for n, p in new.book.places.items() if p is not old.book.places.get(n)}
        self._account(docket, wanted | moved | changed, places)
        self._work_places(docket, places)
        if old is None or self._is_assigned_otherwise(old, new):
            self._assigned = tuple(find_assigned(docket))
        self._known = new
        return self._sum_up(docket)

    def _is_assigned_otherwise(self, old: _Known, new: _Known) -> bool:
        one, other = old.book, new.book
        facts = (
            (one.requirements, other.requirements),
            (one.units, other.units),
            (one.stocks, other.stocks),
        )
        return old.plan.assignments != new.plan.assignments or any(a is not b for a, b in facts)

    def _stands(self, carrier: CarrierId, trips: tuple[Trip, ...]) -> bool:
        part = self._parts.get(carrier)
        return part is not None and part.given == trips

    def _stale(
        self, old: _Known, new: _Known, moved: set[RequirementId], changed: set[RequirementId]
    ) -> Stale:
        """What the book or its ways hold otherwise; `moved` are requirements that others serve."""
        return Stale(
            _differing(old.book.fleets, new.book.fleets),
            _differing(old.book.places, new.book.places),
            frozenset() if new.ways is old.ways else self._rerouted(new.ways),
            moved, _reclosed(old.book, new.book), changed,
        )  # fmt: skip

    def _resting_on(self, stale: Stale) -> set[CarrierId]:
        """Carriers of whose trips any rests on what is stale."""
        found: set[CarrierId] = set()
        if stale.fleets:
            found |= {carrier for carrier in self._parts if fleet_of(carrier) in stale.fleets}
        for place in stale.places | stale.closed:
            found |= self._at_place.get(place, set())
        for name in stale.moved | stale.changed:
            found |= self._carrying.get(name, set())
        for key in stale.ways:
            found |= self._on_way.get(key, set())
        return found

    def _rerouted(self, ways: WayBook) -> set[WayKey]:
        found = set()
        for key, carriers in self._on_way.items():
            if carriers:
                known = next(iter(carriers))
                if self._parts[known].ways[key] != ways.find_way(key):
                    found.add(key)
        return found

    def _court(self, docket: Docket, old: _Known | None, new: _Known, stale: Stale) -> Court:
        """The court of the book, which goes on from the old one's where law names the same."""
        layout = Layout(new.book, new.ways, docket.lines)
        if self._hearing is None or old is None or not _names_alike(old.book, new.book):
            self._hearing = Hearing(docket, new.law)
            return Court(new.law, layout, self._hearing, Otherwise(all_of_it=True), stale)
        if _is_same_law(old.law, new.law):
            self._hearing.go_on(docket, new.law, None)
            return Court(new.law, layout, self._hearing, Otherwise(), stale)
        kept = _Kept(old.law, new.law)
        sets = self._hearing.go_on(docket, new.law, kept)
        answers = {
            question for part in self._parts.values() for question in part.answered
            if not kept.surely(question)
        }  # fmt: skip
        otherwise = Otherwise(sets, answers, self._statuses_otherwise(new.law))
        return Court(new.law, layout, self._hearing, otherwise, stale)

    def _statuses_otherwise(self, law: LawBook) -> set[Status]:
        """Of which a force has another status now."""
        known: dict[Status, ProvisionId | None] = {}
        for part in self._parts.values():
            known.update(part.statuses)
        return {status for status, said in known.items() if law.status(*status) != said}

    def _renew(
        self,
        docket: Docket,
        court: Court,
        given: Mapping[CarrierId, tuple[Trip, ...]],
        again: set[CarrierId],
    ) -> tuple[set[RequirementId], set[PlaceId]]:
        """Judge the parts again; requirements and places whose runs are not the same any more."""
        gone = self._parts.keys() - given.keys()
        wanted: set[RequirementId] = set()
        places: set[PlaceId] = set()
        for carrier in sorted(again | gone):
            old = self._parts.pop(carrier, None)
            self._sequence.pop(carrier, None)
            now = None
            if carrier in given:
                now = self._parts[carrier] = part_of(docket, court, given[carrier], old)
            self._index(carrier, old, now)
            for run in _not_shared(old, now):
                places |= {visit.stop.place for visit in run.visits}
            for part, other in ((old, now), (now, old)):
                wanted |= _wanted(part, other)
            if now is not None:
                self._rename(now, old, wanted, places)
        return wanted, places

    def _rename(
        self, now: Part, old: Part | None, wanted: set[RequirementId], places: set[PlaceId]
    ) -> None:
        """Add what is found where runs of the part, that only bear another number now, are named."""
        known = set(map(id, old.runs)) if old else set()
        for run in now.runs:
            if id(run) in known:
                continue
            places |= {v.stop.place for v in run.visits if v.stop.place in self._crowded}
            carried = {one.movement.requirement for v in run.visits for one in (*v.on, *v.off)}
            wanted |= {
                name for name in carried if name in self._accounts and self._accounts[name].findings
            }  # fmt: skip

    def _index(self, carrier: CarrierId, old: Part | None, now: Part | None) -> None:
        """Have the carrier found by what its part has, and no more by what only the old one had."""
        for index, before, after in (
            (self._at_place, old.places if old else (), now.places if now else ()),
            (self._on_way, old.ways if old else (), now.ways if now else ()),
            (self._carrying, old.carrying if old else (), now.carrying if now else ()),
        ):
            for key in before:
                if key not in after:
                    index[key].discard(carrier)  # type: ignore[index]
            for key in after:
                if key not in before:
                    index[key].add(carrier)  # type: ignore[index]

    def _account(self, docket: Docket, wanted: set[RequirementId], places: set[PlaceId]) -> None:
        """Draw up the accounts again; places where something stands otherwise are added."""
        book, moved = docket.book, set()
        for name in sorted(wanted | (book.requirements.keys() - self._accounts.keys())):
            old = self._accounts.pop(name, None)
            for place in old.standings if old else ():
                places.add(place)
                self._storing[place].discard(name)
            requirement = book.requirements.get(name)
            if requirement is None:
                continue
            runs = [
                run for carrier in sorted(self._carrying.get(name, ()))
                for run in self._parts[carrier].carrying[name]
            ]  # fmt: skip
            account = account_of(docket, requirement, self._serving.of(name), runs)
            self._accounts[name] = account
            for place in account.standings:
                places.add(place)
                self._storing[place].add(name)
            if old is None or old.closing.at != account.closing.at:
                moved.add(name)
        self._follow(docket, moved, wanted)

    def _follow(
        self, docket: Docket, moved: set[RequirementId], wanted: set[RequirementId]
    ) -> None:
        """What is set down before all it comes after has closed (R9)."""
        later = {
            one.id for one in docket.book.requirements.values()
            if one.after and (one.id in wanted or not moved.isdisjoint(one.after))
        }  # fmt: skip
        carriers = set().union(*(self._carrying.get(name, set()) for name in later | wanted))
        carriers |= self._parts.keys() - self._sequence.keys()
        closings = {name: account.closing for name, account in self._accounts.items()}
        follow = {one.id for one in docket.book.requirements.values() if one.after}
        for carrier in carriers:
            part, found = self._parts[carrier], tuple[Finding, ...]()
            if not follow.isdisjoint(part.carrying):
                found = tuple(find_sequence(replace(docket, runs=part.runs), closings))
            self._sequence[carrier] = found

    def _work_places(self, docket: Docket, places: set[PlaceId]) -> None:
        """Who is at work and what stands at the places (R6, R7)."""
        for place in places:
            for mode in Mode:
                self._slots.pop((place, mode), None)
            self._stores.pop(place, None)
            self._crowded.discard(place)
            if place not in docket.book.places:
                continue
            carriers = sorted(self._at_place.get(place, ()))
            for mode in Mode:
                parts = [
                    p for p in map(self._parts.get, carriers) if p and (place, mode) in p.slots
                ]
                if parts:
                    self._work_slots(docket.book.places[place], mode, parts)
            names = sorted(self._storing.get(place, ()))
            if names:
                self._work_store(docket, docket.book.places[place], names)

    def _work_slots(self, place: Place, mode: Mode, parts: list[Part]) -> None:
        """Who is at work at the place by the mode; no more is looked for where the numbers say that all fit."""
        key, limit = (place.id, mode), place.slots(mode)
        if SLOT_FIELDS[mode] in place.unknown or not stays_within(
            [part.slots[key] for part in parts], (limit,)
        ):
            held = [one for part in parts for one in part.occupied[key]]
            self._slots[key] = tuple(find_slots_at(place, mode, held))
            self._crowded.add(place.id)

    def _work_store(self, docket: Docket, place: Place, names: list[RequirementId]) -> None:
        """What stands at the place; no more is looked for where the numbers say that all fits."""
        accounts = [self._accounts[name] for name in names]
        limits = (place.storage_kg, place.storage_pax)
        if not place.unknown.isdisjoint(STORAGE_FIELDS) or not stays_within(
            [account.amounts[place.id] for account in accounts], limits
        ):
            standings = chain.from_iterable(one.standings[place.id] for one in accounts)
            self._stores[place.id] = tuple(
                find_storage(docket, Ledger((), tuple(standings), {}, {}))
            )

    def _sum_up(self, docket: Docket) -> JudgedPlan:
        book, plan = docket.book, docket.plan
        accounts = [self._accounts[name] for name in book.requirements]
        moving = sum(part.moving for part in self._parts.values())
        value = Score(
            sum(one.undelivered for one in accounts),
            sum(one.closing.requirement.weight * one.closed.lateness for one in accounts),
            moving // MINUTES_PER_HOUR,
        )
        findings = list(self._findings(docket))
        breaches = sort_breaches(findings) or self._false_bound(docket, value)
        doubts = gather_doubts(findings)
        verdict = Verdict.RED if breaches else Verdict.AMBER if doubts else Verdict.GREEN
        return JudgedPlan(
            plan, verdict, breaches, doubts, gather_risks(findings), value,
            tuple([one.closed for one in accounts]), _SEAL,
        )  # fmt: skip

    def _false_bound(self, docket: Docket, value: Score) -> tuple[Breach, ...]:
        if docket.plan.bound is None:
            return ()
        closings = {name: self._accounts[name].closing for name in docket.book.requirements}
        return find_false_bound(docket.plan, value, closure_time(docket, closings))

    def _findings(self, docket: Docket) -> Iterator[Finding]:
        for part in self._parts.values():
            yield from part.findings
            yield from part.ruled
        for account in self._accounts.values():
            yield from account.findings
        kept = (self._sequence.values(), self._slots.values(), self._stores.values())
        for found in chain.from_iterable(kept):
            yield from found
        yield from self._assigned
        counted = self._runs(carrier for carrier, part in self._parts.items() if part.counted)
        yield from find_busy(replace(docket, runs=counted))
        limited = tuple(h for c in sorted(self._parts) for h in self._parts[c].limited)
        names = {one.movement.requirement for heard in limited for one in heard.loads}
        carriers = set().union(*(self._carrying.get(name, set()) for name in names))
        yield from find_consents(replace(docket, runs=self._runs(carriers)), limited)

    def _runs(self, carriers: Iterable[CarrierId]) -> tuple[Run, ...]:
        return tuple(run for carrier in sorted(carriers) for run in self._parts[carrier].runs)


def _is_same_law(before: LawBook, law: LawBook) -> bool:
    speaks_as = getattr(law, "speaks_as", None)
    return law is before or (speaks_as is not None and bool(speaks_as(before)))


class _Kept:
    """Which questions a law answers as the law before did; each is looked at once."""

    def __init__(self, before: LawBook, law: LawBook) -> None:
        self._before, self._law, self._keeps = before, law, getattr(law, "keeps", None)
        self._known: dict[Question, bool] = {}

    def __call__(self, question: Question) -> bool:
        known = self._known.get(question)
        if known is None:
            known = self.surely(question) or _says(self._before, question) == _says(
                self._law, question
            )
            self._known[question] = known
        return known

    def surely(self, question: Question) -> bool:
        """Whether it does in all that may be asked of it, without asking."""
        return self._keeps is not None and bool(self._keeps(self._before, question))


def _names_alike(old: Book, new: Book) -> bool:
    """Whether law names the same units, fleets, places and tasks."""
    return old.instruments is new.instruments or named_in_law(old) == named_in_law(new)


def _of_another_crisis(old: Book, new: Book) -> bool:
    return (old.crisis, old.nations) != (new.crisis, new.nations)


def _by_carrier(trips: Iterable[Trip]) -> dict[CarrierId, tuple[Trip, ...]]:
    found: dict[CarrierId, list[Trip]] = defaultdict(list)
    for trip in trips:
        found[trip.carrier].append(trip)
    return {carrier: tuple(held) for carrier, held in found.items()}


def _differing(old: Mapping[T, object], new: Mapping[T, object]) -> set[T]:
    if old is new:
        return set()
    gone = old.keys() - new.keys()
    return gone | {name for name, one in new.items() if old.get(name) is not one}


def _changed(old: _Known | None, new: _Known) -> set[RequirementId]:
    """Requirements that the book holds with other words, or not any more, or whose source it does."""
    if old is None:
        return set()
    names = _differing(old.book.requirements, new.book.requirements)
    units = _differing(old.book.units, new.book.units)
    stocks = _differing(old.book.stocks, new.book.stocks)
    if units or stocks:
        names |= {
            a.requirement for plan in (old.plan, new.plan) for a in plan.assignments
            if a.unit in units or a.stock in stocks
        }  # fmt: skip
    return names


def _reclosed(old: Book, new: Book) -> set[PlaceId]:
    """Places of which another closure is told."""
    if old.closures is new.closures:
        return set()
    told = set(old.closures) ^ set(new.closures)
    subjects = (one.subject.partition(":") for one in told)
    return {PlaceId(name) for kind, _, name in subjects if kind == "place"}


def _says(law: LawBook, question: Question) -> tuple[object, ...]:
    return (
        tuple(law.windows(question)),
        tuple(law.alternatives(question)),
        tuple(law.bars(question)),
    )


def _not_shared(old: Part | None, new: Part | None) -> list[Run]:
    """Runs of only one of the two parts: by what is done on them, and the slots that takes."""
    before, after = (set(_work(part)) if part else set() for part in (old, new))
    return [
        run for part, other in ((old, after), (new, before)) if part
        for run, work in zip(part.runs, _work(part), strict=True) if work not in other
    ]  # fmt: skip


def _work(part: Part) -> list[tuple[int, int]]:
    slots = [run.fleet.slots if run.fleet else 0 for run in part.runs]
    return list(zip(map(id, part.bodies), slots, strict=True))


def _wanted(part: Part | None, other: Part | None) -> set[RequirementId]:
    """Requirements that the part carries by other visits than the other part does."""
    if part is None:
        return set()
    mine, theirs = _bodies_of(part), _bodies_of(other) if other is not None else {}
    return {name for name, bodies in mine.items() if bodies != theirs.get(name)}


def _bodies_of(part: Part) -> dict[RequirementId, list[int]]:
    bodies = dict(zip(map(id, part.runs), map(id, part.bodies), strict=True))
    return {name: [bodies[id(run)] for run in runs] for name, runs in part.carrying.items()}

"""From a plan to the best this model finds: the whole book when it is small, else some carriers at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.differential.exact.building import SPARE, Choice, build
from tests.differential.exact.frame import Frame, WayBook
from tests.differential.exact.solving import Outcome, improve
from tests.differential.exact.sources import sources
from tests.differential.exact.unfolding import PlanLeg, Unfolded, strip, unfold

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.identity import CarrierId, PlaceId, RequirementId
from coalition.model.plan import PPM, Assignment, Plan, movement_of
from coalition.model.requirements import Requirement

_SLOTS = 20
"""So many slots of carriers are free at a time."""
_ROUND = 0.5
"""Deterministic work of one round."""


@dataclass
class Found:
    """The best right plan, how it was come by, and what went wrong on the way."""

    judged: JudgedPlan
    proven: bool = False
    rounds: int = 0
    better: int = 0
    unfit: int = 0
    """Rounds whose model does not hold the plan they began from."""
    refused: int = 0
    """Plans of the model that the judge refuses: faults of the model."""
    work: float = 0.0

    @property
    def value(self) -> tuple[int, int]:
        return self.judged.score.undelivered, self.judged.score.lateness


def search(
    book: Book, law: Authority, network: WayBook, plan: Plan, *, work: float, seed: int = 0
) -> Found:
    """The best plan found from the given right one on, within so much deterministic work."""
    return Search(book, law, network, plan, seed).run(work)


class Search:
    def __init__(self, book: Book, law: Authority, network: WayBook, plan: Plan, seed: int) -> None:
        self.frame = Frame(book, law, network)
        self.book, self.law, self.network = book, law, network
        self.chance = Random(seed)
        self.found = Found(judge(book, law, network, _ordered(book, plan)))
        bare = judge(book, law, network, strip(book, self.found.judged.plan))
        if not bare.breaches:
            self.found.judged = bare
        self._take(self.found.judged)

    def _take(self, judged: JudgedPlan) -> None:
        self.found.judged = judged
        self.given: Unfolded = unfold(self.book, judged.plan)
        self.closed_at = {c.requirement: c.closed_at for c in judged.closures}
        self.late = {c.requirement: c for c in judged.closures}
        for legs in self.given.legs.values():
            for leg in legs:
                for arc in leg.arcs:
                    self.frame.know(leg.fleet.mode, arc)

    def run(self, work: float) -> Found:
        """Rounds until the work is done or nothing is left to gain."""
        while self.found.work < work and not self.is_best:
            self.round(self.choose())
        self.found.proven = self.found.proven or self.is_best
        return self.found

    @property
    def is_best(self) -> bool:
        """Whether the bound is met: no right plan is better, of whatever shape."""
        bound = self.found.judged.plan.bound
        low = (0, 0) if bound is None else (bound.undelivered, bound.lateness)
        return self.found.value <= low

    def whole(self, work: float) -> Outcome:
        """One solve with every carrier free and every source on offer."""
        outcome = self.round(self.everything(), work)
        self.found.proven = outcome.proven
        return outcome

    def everything(self) -> Choice:
        """Every carrier from end to end, every requirement, every source."""
        every = [c for f in self.book.fleets.values() for c in f.carriers()]
        carriers = {c: (0, len(self.given.legs.get(c, []))) for c in every}
        offers = [a for r in self.book.requirements.values() for a in self._offers(r)]
        return Choice(carriers, tuple(self.book.requirements), tuple(offers), hubs=self._hubs(1))

    def round(self, choice: Choice, work: float = _ROUND) -> Outcome:
        """One model from the best plan on; its plan is kept when the judge finds it right and better."""
        found = self.found
        u, value = build(self.frame, self.given, choice, self.closed_at, self._finish())
        outcome = improve(u, value, work, self.chance.randrange(1000))
        found.rounds += 1
        found.work += outcome.work
        found.unfit += outcome.plan is None
        if outcome.plan is not None:
            plan = _ordered(self.book, outcome.plan)
            judged = judge(self.book, self.law, self.network, replace(plan, bound=None))
            if judged.breaches:
                found.refused += 1
            elif (judged.score.undelivered, judged.score.lateness) < found.value:
                found.better += 1
                self._take(judge(self.book, self.law, self.network, plan))
        return outcome

    def _finish(self) -> int:
        """A minute by which no better plan has anything left to do: cut only when all is delivered."""
        undelivered, lateness = self.found.value
        if undelivered:
            return self.frame.end
        latest = [r.rdd + lateness // max(1, r.weight) for r in self.book.requirements.values()]
        ends = [legs[-1].times[3] for legs in self.given.legs.values()]
        return min(self.frame.end, max([*latest, *ends]))

    # --- what a round may change ------------------------------------------------------------------

    def choose(self) -> Choice:
        """A requirement that is late or unmet, some days, and legs of those days that could help it."""
        target = self._target()
        carriers = self._stretches(target)
        names = {target.id} | set(self._aboard(carriers))
        others = [r for r in self._squeaking() if r.id not in names]
        names |= {r.id for r in self.chance.sample(others, min(1, len(others)))}
        chosen = tuple(r for r in self.book.requirements if r in names)
        spare = [a for r in chosen for a in self._spare(self.book.requirements[r])]
        return Choice(carriers, chosen, tuple(spare), hubs=self._hubs(1))

    def _squeaking(self) -> list[Requirement]:
        return [
            r
            for r in self.book.requirements.values()
            if self.late[r.id].lateness or self.late[r.id].delivered_ppm < PPM
        ]

    def _target(self) -> Requirement:
        wanting = self._squeaking()
        weights = [1 + r.weight * self.late[r.id].lateness for r in wanting]
        return self.chance.choices(wanting, weights)[0]

    def _days(self, target: Requirement) -> tuple[int, int]:
        """Days that end as the target closes, or any days."""
        length = self.chance.choice((2, 3, 4, 6, 9)) * MINUTES_PER_DAY
        closed = self.closed_at.get(target.id)
        latest = max((legs[-1].times[3] for legs in self.given.legs.values()), default=0)
        last = closed or self.chance.randint(self.frame.start, max(self.frame.start, latest))
        last += self.chance.randint(0, length // 2)
        return last - length, last

    def _stretches(self, target: Requirement) -> dict[CarrierId, tuple[int, int]]:
        """Carriers of the target, then others by chance, with their legs within some days."""
        first, last = self._days(target)
        carrying = [c for c, legs in self.given.legs.items() if self._carries(legs, target)]
        every = [c for f in self.book.fleets.values() for c in f.carriers() if c not in carrying]
        self.chance.shuffle(carrying)
        self.chance.shuffle(every)
        found: dict[CarrierId, tuple[int, int]] = {}
        slots = 0
        for carrier in (*carrying, *every):
            legs = self.given.legs.get(carrier, [])
            inside = [
                k for k, leg in enumerate(legs) if first <= leg.times[0] and leg.times[3] <= last
            ]
            i = inside[0] if inside else sum(leg.times[0] < first for leg in legs)
            j = inside[-1] + 1 if inside else i
            whole = all(len(leg.arcs) == 1 for leg in legs[i:j])
            if whole and (not found or slots + j - i + SPARE <= _SLOTS):
                found[carrier] = (i, j)
                slots += j - i + SPARE
        return found

    def _carries(self, legs: list[PlanLeg], target: Requirement) -> bool:
        names = {name for leg in legs for name, _ in leg.loads}
        return any(self.given.movements[name].requirement == target.id for name in names)

    def _aboard(self, carriers: dict[CarrierId, tuple[int, int]]) -> Iterator[RequirementId]:
        for carrier, (i, j) in carriers.items():
            for leg in self.given.legs.get(carrier, [])[i:j]:
                for name, _ in leg.loads:
                    yield self.given.movements[name].requirement

    def _hubs(self, count: int) -> tuple[PlaceId, ...]:
        places = sorted(self.book.places.values(), key=lambda p: (-len(p.modes), p.id))
        first = [p.id for p in places[: count + 2]]
        return tuple(self.chance.sample(first, min(count, len(first))))

    def _spare(self, requirement: Requirement) -> list[Assignment]:
        """A few sources the plan does not use that could serve the requirement."""
        offers = self._offers(requirement)
        return self.chance.sample(offers, min(3, len(offers)))

    def _offers(self, requirement: Requirement) -> list[Assignment]:
        used = {movement_of(self.book, a).id for a in self.given.plan.assignments}
        offers = [a for a in sources(self.book, requirement) if self._movement(a) not in used]
        return [a for a in offers if self._movement(a) is not None]

    def _movement(self, assignment: Assignment) -> str | None:
        try:
            return movement_of(self.book, assignment).id
        except KeyError:
            return None


def _ordered(book: Book, plan: Plan) -> Plan:
    """The same plan with like carriers numbered by their trips, most first."""
    counts: dict[CarrierId, int] = {}
    for trip in plan.trips:
        counts[trip.carrier] = counts.get(trip.carrier, 0) + 1
    names: dict[CarrierId, CarrierId] = {}
    for fleet in book.fleets.values():
        carriers = fleet.carriers()
        ordered = sorted(carriers, key=lambda c: -counts.get(c, 0))
        names |= dict(zip(ordered, carriers, strict=True))
    trips = tuple(replace(trip, carrier=names[trip.carrier]) for trip in plan.trips)
    return replace(plan, trips=trips)

"""What a book says of ways and law, asked once for all models of the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from tests.differential.exact.facts import LONG, Spans, joined, may_go, may_use, outside
from tests.differential.exact.unfolding import Arc

from coalition.authority.answer import LegLaw, Moment
from coalition.authority.evaluate import Authority
from coalition.authority.legs import Aboard, Leg, questions_of_leg
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, PlaceId
from coalition.model.law import Limits
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey

Rule = tuple[Moment, Spans]
"""At this moment of the leg, time must lie in one of these stretches."""
Rules = frozenset[Rule]
Account = tuple[str, str, str]
"""Permission, actor, territory (R12)."""


class WayBook(Protocol):
    def find_way(self, key: WayKey) -> Way | None: ...


@dataclass
class Frame:
    """Ways and law of one book; `variants` are ways a plan takes that avoid more than the crisis says."""

    book: Book
    law: Authority
    network: WayBook
    variants: dict[tuple[Mode, PlaceId, PlaceId], set[tuple[str, ...]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self.start, self.end = self.book.crisis.activated, self.book.crisis.horizon_end
        self.way = lru_cache(maxsize=None)(self._way)
        self.rules = lru_cache(maxsize=None)(self._rules)
        self.accounts = lru_cache(maxsize=None)(self._accounts)
        self._open = lru_cache(maxsize=None)(self._spans)

    def _way(self, mode: Mode, arc: Arc) -> Way | None:
        return self.network.find_way(WayKey(mode, *arc))

    def know(self, mode: Mode, arc: Arc) -> None:
        """A way a plan takes: models of the book may take it too."""
        self.variants.setdefault((mode, arc[0], arc[1]), set()).add(arc[2])

    def arcs(self, fleet: Fleet, places: set[PlaceId]) -> dict[Arc, int]:
        """What the fleet can travel lawfully at some time when empty, with moving minutes."""
        usable = [p for p in sorted(places) if may_use(fleet, self.book.places[p])]
        avoided = () if fleet.mode is Mode.SEA else tuple(sorted(self.book.crisis.avoid))
        found = {}
        for one in usable:
            for other in usable:
                for avoiding in sorted(
                    {avoided} | self.variants.get((fleet.mode, one, other), set())
                ):
                    arc = (one, other, avoiding)
                    way = None if one == other else self.way(fleet.mode, arc)
                    if (
                        way is not None
                        and may_go(fleet, way)
                        and _possible(self.rules(fleet.id, arc, ()))
                    ):
                        found[arc] = -(-way.length_m * 60 // fleet.speed_m_per_hour)
        return found

    def leg(self, fleet: Fleet, arc: Arc, aboard: tuple[Aboard, ...]) -> tuple[LegLaw, ...]:
        way = self.way(fleet.mode, arc)
        if way is None:
            return ()
        ends = [self.book.places[p] for p in arc[:2]]
        return questions_of_leg(Leg(fleet.nation, fleet.id, way, *ends, aboard=aboard))

    def _rules(self, fleet_id: FleetId, arc: Arc, aboard: tuple[Aboard, ...]) -> Rules:
        """What law and closures ask of the leg's times; rules that always hold are left out."""
        fleet = self.book.fleets[fleet_id]
        found = {(law.moment, self._open(law.question)) for law in self.leg(fleet, arc, aboard)}
        way = self.way(fleet.mode, arc)
        if way is not None and way.closed:
            found.add((Moment.WHOLE, self._clip(outside((c.opens, c.closes) for c in way.closed))))
        always = ((-LONG, LONG),)
        return frozenset(rule for rule in found if rule[1] != always)

    def _spans(self, question: object) -> Spans:
        return self._clip(joined((w.opens, w.closes) for w in self.law.windows(question)))  # type: ignore[arg-type]

    def _clip(self, spans: Spans) -> Spans:
        """Those that touch the time of the crisis; what reaches past either end is without end."""
        return tuple(
            (-LONG if a <= self.start else a, LONG if b > self.end else b)
            for a, b in spans
            if b > self.start and a <= self.end
        )

    def _accounts(
        self, fleet_id: FleetId, arc: Arc, aboard: tuple[Aboard, ...]
    ) -> tuple[tuple[Account, Limits], ...]:
        """Permissions with limits on which the load may rest on the leg."""
        found: dict[tuple[Account, Limits], None] = {}
        for law in self.leg(self.book.fleets[fleet_id], arc, aboard):
            q = law.question
            each = self.law.alternatives(q)
            free = joined((w.opens, w.closes) for w in each if not w.limits.any)
            if self._clip(free) == ((-LONG, LONG),) and len(free) == 1:
                continue
            for w in each:
                if w.limits.pax is not None or w.limits.mass_kg is not None:
                    found[(w.permission or "", q.actor, q.territory), w.limits] = None
        return tuple(found)


def _possible(rules: Rules) -> bool:
    return all(spans for _, spans in rules)


possible = _possible


def natures_of(lines: object) -> frozenset[Nature]:
    return frozenset(n for line in lines for n in line.natures)  # type: ignore[attr-defined]

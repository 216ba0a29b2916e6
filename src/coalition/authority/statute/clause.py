"""A provision with its instrument, made ready to be asked: whom it names, whom it binds, when.

The rule: sections 2 and 3 of `docs/explanation/authority.md`. A nation alone speaks for its soil: a permission
over T counts only while T is bound by the instrument and has not reserved the provision (Vienna Convention on
the Law of Treaties 1969, arts. 2(1)(d), 21, 26, 34), or when a resolution names T (UN Charter, arts. 25 and
41-42). For soil that is nobody's the actor's own bond counts. A prohibition binds whoever is a party; at home
a resolution binds whom it names there. A caveat binds its own nation alone. Not here: cargo (`scope`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coalition.authority.answer import AIDING
from coalition.authority.statute.cover import Cover, Named, Names
from coalition.authority.steps.spans import Spans, intersect, union
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.identity import NationId
from coalition.model.law import (
    Action,
    Hierarchy,
    Instrument,
    Provision,
    ProvisionKind,
    RenewalKind,
    Scope,
)
from coalition.model.nations import Alliance

NO_ONE: Spans = ()
RESOLUTION = "resolution"
"""The instrument kind of UN Security Council resolutions under Chapter VII."""
_FORBIDS = (ProvisionKind.PROHIBITION, ProvisionKind.OBLIGATION)


def resolve(names: tuple[str, ...], alliance: Alliance) -> Names:
    """What the names stand for; groups come flat, holding nations only."""
    nations: set[NationId] = set()
    for name in names:
        if name not in ("any", "parties"):
            nations |= nations_of(name, alliance)
    return Names(not names or "any" in names, frozenset(nations), "parties" in names)


def nations_of(name: str, alliance: Alliance) -> set[NationId]:
    """The nations of a group or of `members`; any other name stands for itself."""
    if name == "members":
        return set(alliance.members)
    return set(alliance.groups.get(name, (NationId(name),)))


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision made ready to be asked.

    `span` is when it and its instrument are in force, `life` the same as a set; `steady`: each party is
    bound all that time; `runs_on` when the instrument began to run on by tacit renewal. `parties` is when
    each party is one; `bound` the same, reservations taken out; `reserved` are parties with a reservation.
    `nobodys` is the soil for which nobody speaks. `doubt` says why nobody knows whether it speaks at all (a
    position not chosen). `narrow`: its scope says more than actors, territories and actions; `alongside`: of
    partners or beneficiaries. `conditional`: whether it speaks hangs on facts or a doubt; `threshold`: on
    amounts; `capped`: it has limits. `remarkable`: it runs on, or is political, so that a leave by it is
    remarked.
    """

    number: int
    provision: Provision
    instrument: Instrument
    span: Interval
    life: Spans
    steady: bool
    runs_on: Minute | None
    hierarchy: Hierarchy
    actions: frozenset[Action]
    names: Named
    covers: tuple[Cover, ...]
    parties: Mapping[NationId, Spans]
    bound: Mapping[NationId, Spans]
    reserved: frozenset[NationId]
    nobodys: frozenset[NationId]
    doubt: str
    narrow: bool
    alongside: bool
    conditional: bool
    threshold: bool
    capped: bool
    remarkable: bool

    def when(self, actor: NationId, territory: NationId, action: Action | None = None) -> Spans:
        """When the clause reaches what the actor does with the territory; empty: never."""
        if not self.life:
            return NO_ONE
        spans = self._binding(actor, territory, action)
        if self.steady:
            return self.life if spans and self._names(actor, territory) else NO_ONE
        for names, nation in (
            (self.names.actors, actor),
            (self.names.territories, territory),
            (self.names.within, territory),
        ):
            if not spans:
                return NO_ONE
            spans = intersect(spans, self.named(names, nation))
        return intersect(spans, self.life)

    def _names(self, actor: NationId, territory: NationId) -> bool:
        """Whether a clause that is steady names both."""
        actors, territories, within, *_ = self.names
        return (
            (actors.any or bool(self.named(actors, actor)))
            and (territories.any or bool(self.named(territories, territory)))
            and (within.any or bool(self.named(within, territory)))
        )

    def named(self, names: Names, nation: NationId) -> Spans:
        """When the names stand for the nation."""
        if names.any or nation in names.nations:
            if nation in self.reserved:
                return self.bound[nation]
            return self.life
        return self.bound.get(nation, NO_ONE) if names.parties else NO_ONE

    def explicit(self, territory: NationId) -> bool:
        """Whether the provision or its instrument names the territory by its own id."""
        return territory in (*self.provision.scope.territories, *self.instrument.territories)

    def at_home(self, nation: NationId) -> bool:
        """Whether the provision names the nation, by its own id, both as actor and as territory."""
        return nation in self.provision.scope.actors and self.explicit(nation)

    @property
    def sole_party(self) -> NationId | None:
        """The only party of the instrument, or None."""
        return next(iter(self.bound)) if len(self.bound) == 1 else None

    def _binding(self, actor: NationId, territory: NationId, action: Action | None) -> Spans:
        if self.provision.caveat:
            own = not self.bound and actor in self.names.actors.nations
            return self.life if own else self.bound.get(actor, NO_ONE)
        decreed, abroad = self.instrument.kind == RESOLUTION, actor != territory
        if self.provision.kind in _FORBIDS:
            by_decree = decreed and (abroad or self.at_home(actor))
            return self.life if by_decree else self._either(actor, territory)
        if decreed and abroad and self.explicit(territory):
            return self.life
        if action in AIDING:
            return self._either(actor, territory)
        by_actor = action is Action.TRANSFER_COMMAND or territory in self.nobodys
        return self.bound.get(actor if by_actor else territory, NO_ONE)

    def _either(self, actor: NationId, territory: NationId) -> Spans:
        left, right = self.bound.get(actor, NO_ONE), self.bound.get(territory, NO_ONE)
        if not left or not right or left == right:
            return left or right
        return union((*left, *right))


def life_of(instrument: Instrument) -> Interval:
    """When the instrument is in force: tacit renewal runs on past `until`, denunciation ends it."""
    closes = instrument.in_force.closes
    if instrument.renewal.kind is RenewalKind.TACIT:
        closes = FOREVER
    if instrument.denounced is not None:
        closes = min(closes, instrument.denounced)
    return Interval(instrument.in_force.opens, closes)


def bound_in(
    instrument: Instrument, provision: Provision | None
) -> tuple[dict[NationId, Spans], frozenset[NationId]]:
    """When each party is bound (by the provision), and which parties have reserved it."""
    spans: dict[NationId, list[Interval]] = {}
    reserved = set()
    life = life_of(instrument)
    for party in instrument.parties:
        mine = spans.setdefault(party.nation, [])
        if provision is not None and provision.id in party.reservations:
            reserved.add(party.nation)
        elif party.in_force.closes == instrument.in_force.closes:
            mine.append(Interval(party.in_force.opens, life.closes))
        else:
            mine.append(party.in_force)
    return {nation: union(mine) for nation, mine in spans.items()}, frozenset(reserved)


def is_narrow(scope: Scope) -> bool:
    """Whether the scope says more than actors, territories and actions."""
    said: Iterable[object] = (
        scope.modes, scope.cargo, scope.units, scope.fleets, scope.places, scope.tasks,
        scope.missions, scope.partners, scope.beneficiaries,
    )  # fmt: skip
    return any(said)

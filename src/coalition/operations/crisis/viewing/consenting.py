"""Consents as decisions of the book: each under the provision it names, of a body once enough members
consented.

The rules: a consent holds from the later of its granting and its window's opening, to its window's end or its
revocation; revoked before it would hold it is a refusal (as `operations.news.law`). Under a procedure of
the actor or of the territory the nation decides alone. Under a body's, its members' consents are gathered:
all of them (one for a single authority, more than half for a majority); until then the decision is
pending, with the assents there are. Whoever has no say under a procedure changes nothing by consenting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from coalition.command.fold.object import ObjectRecord
from coalition.command.nouns.consents import Consent, ConsentPhase
from coalition.measure.instants import FOREVER, Minute
from coalition.model.identity import BodyId, DecisionId, NationId, ProvisionId
from coalition.model.law import Decision, Instrument, Outcome
from coalition.model.nations import Alliance, Rule

_SIDES = frozenset({"actor", "territory"})


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who decides under each procedure: its body's word, its members (none: the nation alone), and the rule."""

    bodies: Mapping[str, str]
    members: Mapping[str, tuple[NationId, ...]]
    rules: Mapping[str, Rule]

    @staticmethod
    def of(alliance: Alliance, texts: Iterable[Instrument], nations: Iterable[Any]) -> Deciders:
        """The deciders of the procedures of the texts."""
        known = frozenset(str(nation) for nation in nations)
        bodies, members, rules = {}, {}, {}
        for text in texts:
            for one in text.provisions:
                if one.body:
                    bodies[str(one.id)], rules[str(one.id)] = one.body, one.rule
                    members[str(one.id)] = _members(alliance, text, one.body, known)
        return Deciders(bodies, members, rules)

    def has_say(self, procedure: str, nation: str) -> bool:
        """Whether the nation's consent counts under the procedure."""
        return self.bodies.get(procedure) in _SIDES or nation in self.members.get(procedure, ())

    def enough(self, procedure: str, consenting: int) -> bool:
        """Whether so many members' consents make a decision."""
        rule, of = self.rules[procedure], len(self.members[procedure])
        if rule is Rule.SINGLE:
            return consenting > 0
        return 2 * consenting > of if rule is Rule.MAJORITY else consenting >= of


def _members(
    alliance: Alliance, text: Instrument, body: str, nations: frozenset[str]
) -> tuple[NationId, ...]:
    """The body's members, the nation it is, or the parties of the text when nobody says who sits in it."""
    if body in _SIDES:
        return ()
    found = alliance.bodies.get(BodyId(body))
    if found is not None:
        return found.members
    return (NationId(body),) if body in nations else tuple(party.nation for party in text.parties)


def consent_id(subject: str) -> DecisionId:
    """The id of the decision that a consent is in the book."""
    return DecisionId(f"c-{subject[:12]}")


def decisions_of(records: Iterable[ObjectRecord], deciders: Deciders) -> list[Decision]:
    """The decisions that the consents are, in no order that means anything."""
    found: list[Decision] = []
    gathered: dict[tuple[str, tuple[NationId, ...]], list[Decision]] = {}
    for record in records:
        consent = record.state
        if not isinstance(consent, Consent) or not deciders.has_say(
            consent.provision, consent.host
        ):
            continue
        decision = decision_of(consent, record, deciders.bodies)
        if deciders.bodies[decision.procedure] in _SIDES:
            found.append(decision)
        else:
            gathered.setdefault((decision.procedure, decision.actors), []).append(decision)
    return found + [_together(group, deciders) for group in gathered.values()]


def _together(group: list[Decision], deciders: Deciders) -> Decision:
    """What the members' consents come to: named by the first of them."""
    ordered = sorted(group, key=lambda one: (one.at, one.id))
    granted = {one.by: one for one in ordered if one.outcome is Outcome.GRANTED}
    refused = next((one for one in ordered if one.outcome is Outcome.REFUSED), None)
    signed = tuple(sorted(NationId(nation) for nation in granted))
    first = replace(ordered[0], signed_by=signed, by=", ".join(signed) or ordered[0].by)
    if deciders.enough(first.procedure, len(granted)):
        last = max(granted.values(), key=lambda one: one.at)
        until = min(one.until for one in granted.values())
        return replace(first, outcome=Outcome.GRANTED, at=last.at, until=until)
    if refused is not None:
        return replace(refused, id=first.id, signed_by=signed)
    return replace(first, outcome=Outcome.PENDING, until=FOREVER)


def decision_of(consent: Consent, record: ObjectRecord, bodies: Mapping[str, str]) -> Decision:
    """The decision that a consent is, under its provision."""
    said = next(event for event in record.events if event.id == consent.version)
    own, whom = (NationId(consent.host),), tuple(map(NationId, consent.scope.beneficiaries))
    side = bodies.get(consent.provision, "")
    decision = Decision(
        consent_id(record.subject),
        ProvisionId(consent.provision),
        Outcome.GRANTED,
        max(said.minute, consent.scope.window.opens),
        consent.host,
        text=consent.reason,
        until=consent.scope.window.closes,
        actors=own if side == "actor" else whom,
        territories=own if side == "territory" else (),
        limits=consent.scope.limits,
    )
    if consent.phase is ConsentPhase.ASKED:
        return replace(decision, outcome=Outcome.PENDING, at=said.minute, until=FOREVER)
    if consent.phase is ConsentPhase.REFUSED:
        refused = record.events[-1].minute
        return replace(decision, outcome=Outcome.REFUSED, at=refused, until=FOREVER)
    if consent.revoked is None:
        return decision
    if side in _SIDES or consent.revoked > decision.at:
        return withdrawn(decision, consent.revoked)
    return replace(decision, outcome=Outcome.PENDING, until=FOREVER)


def withdrawn(decision: Decision, at: Minute) -> Decision:
    """The decision as it stands once withdrawn from `at` on."""
    if at > decision.at:
        return replace(decision, until=min(decision.until, at))
    return replace(decision, outcome=Outcome.REFUSED, at=at)

"""Why a requirement never closes: no source, no consent, no carrier, no way, or no time left.

Looks in that order and names the first that stands, with the provision or decision when it is law.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.authority.answer import Answer, Bar, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.explanation.causes import Cause, CauseKind
from coalition.explanation.evidence import Evidence
from coalition.judging.doors import WayBook
from coalition.measure.instants import write_day
from coalition.model.cargo import CargoLine, Category, Nature
from coalition.model.forces import Fleet
from coalition.model.identity import NationId, PlaceId, RequirementId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.plan import Movement
from coalition.model.requirements import Kind, Requirement
from coalition.model.ways import Way, WayKey

_BARRED = (Finding.FORBIDDEN, Finding.NO_BASIS, Finding.CONFLICT)


@dataclass(frozen=True, slots=True)
class Unmet:
    """Explains requirements that do not close."""

    evidence: Evidence
    authority: Authority
    network: WayBook

    def chain(self, requirement_id: RequirementId) -> tuple[Cause, ...]:
        """The causes that keep it from closing; never empty."""
        requirement = self.evidence.book.requirements[requirement_id]
        movements = self.evidence.serving.get(requirement_id, [])
        found = [*self._sourcing(requirement, movements)]
        for movement in movements:
            if not self._is_delivered(movement):
                found += self._movement(requirement, movement)
        return tuple(dict.fromkeys(found)) or (self._no_time(requirement),)

    def _sourcing(self, requirement: Requirement, movements: list[Movement]) -> list[Cause]:
        if requirement.kind is Kind.MOVEMENT and movements:
            return []
        covered = sum(m.covers for m in movements)
        if requirement.kind is Kind.CAPABILITY and covered >= requirement.amount:
            return []
        if requirement.kind is Kind.MOVEMENT:
            text = f"no source is put to {requirement.id}"
            return [Cause(CauseKind.SOURCING, str(requirement.id), text)]
        about = (f"capability:{requirement.capability}", f"requirement:{requirement.id}")
        pledged = self.evidence.pledged.get(requirement.capability, 0)
        text = (
            f"{covered} of {requirement.amount} {requirement.capability} are sourced; "
            f"{pledged} are pledged in all"
        )
        return [Cause(CauseKind.SOURCING, requirement.capability, text, about=about)]

    def _is_delivered(self, movement: Movement) -> bool:
        return all(
            any(
                c.leaving.place == movement.destination
                for c in self.evidence.by_load.get((movement.id, line.id), ())
            )
            for line in movement.lines
        )

    def _movement(self, requirement: Requirement, movement: Movement) -> list[Cause]:
        return (
            self._law(requirement, movement)
            or self._carriers(movement)
            or self._ways(requirement, movement)
            or [self._no_time(requirement)]
        )

    def _law(self, requirement: Requirement, movement: Movement) -> list[Cause]:
        """Consents that stay closed: the sender's, the host's, and, by land, of those between."""
        natures = frozenset[Nature]().union(*(line.natures for line in movement.lines))
        host = self.evidence.book.places[movement.destination].nation

        def ask(action: Action, territory: NationId, mode: Mode | None = None) -> Question:
            return Question(
                movement.nation,
                action,
                territory,
                mode,
                natures,
                unit=movement.unit or "",
                place=movement.origin if action is Action.SEND else movement.destination,
                task=requirement.task,
            )

        modes = sorted(self.evidence.book.places[movement.destination].modes)
        closed = self._closed([ask(Action.SEND, movement.nation, mode) for mode in modes])
        if not closed and host != movement.nation:
            closed = self._closed([ask(Action.ENTER, host, mode) for mode in modes])
        return closed

    def _closed(self, questions: list[Question]) -> list[Cause]:
        """Causes when every one of the questions stays closed; none when one opens."""
        at = self.evidence.book.crisis.activated
        answers = [self.authority.answer(question, at) for question in questions]
        if any(a.finding not in _BARRED and a.opens is not None for a in answers):
            return []
        return [cause for answer in answers for cause in consent_causes(answer)][:3]

    def _carriers(self, movement: Movement) -> list[Cause]:
        fleets = list(self.evidence.book.fleets.values())
        return [
            Cause(
                CauseKind.LIFT,
                f"no carrier for {line.category}",
                f"no carrier in the book takes {line.pieces} pieces of {line.description} ({line.category})",
            )
            for line in movement.lines
            if not any(takes(fleet, line) for fleet in fleets)
        ]

    def _ways(self, requirement: Requirement, movement: Movement) -> list[Cause]:
        """Refusals on the direct ways, then places without any way between them."""
        ends = [requirement.poe or movement.origin, requirement.pod or movement.destination]
        causes: list[Cause] = []
        found = 0
        for mode in Mode:
            for origin, destination in {
                (movement.origin, movement.destination),
                (ends[0], ends[1]),
                (ends[1], movement.destination),
            }:
                way = self._way(mode, origin, destination)
                found += way is not None
                causes += self._refusals(requirement, movement, way) if way else []
        if not found and movement.origin != movement.destination:
            text = f"no way leads from {movement.origin} to {movement.destination}"
            causes.append(Cause(CauseKind.WAY, f"{movement.origin}-{movement.destination}", text))
        return sorted(set(causes), key=lambda c: (c.subject, c.text))

    def _way(self, mode: Mode, origin: PlaceId, destination: PlaceId) -> Way | None:
        if origin == destination:
            return None
        avoid = tuple(self.evidence.book.crisis.avoid)
        return self.network.find_way(WayKey(mode, origin, destination, avoid))

    def _refusals(self, requirement: Requirement, movement: Movement, way: Way) -> list[Cause]:
        host = self.evidence.book.places[movement.destination].nation
        natures = frozenset[Nature]().union(*(line.natures for line in movement.lines))
        passing = Action.OVERFLY if way.key.mode is Mode.AIR else Action.TRANSIT
        causes: list[Cause] = []
        for crossed in dict.fromkeys(crossing.nation for crossing in way.crossings):
            if crossed != movement.nation:
                action = Action.ENTER if crossed == host else passing
                question = Question(
                    movement.nation,
                    action,
                    crossed,
                    way.key.mode,
                    natures,
                    unit=movement.unit or "",
                    task=requirement.task,
                )
                causes += self._closed([question])
        return causes

    def _no_time(self, requirement: Requirement) -> Cause:
        ends = write_day(self.evidence.book.crisis.horizon_end)
        text = f"lawful ways and carriers exist, but none was free in time before the horizon ends on {ends}"
        about = (f"requirement:{requirement.id}",)
        return Cause(CauseKind.HORIZON, "lift before the horizon ends", text, about=about)


def takes(fleet: Fleet, line: CargoLine) -> bool:
    """Whether one carrier of the fleet can take one piece of the line."""
    if line.category is Category.PAX:
        return fleet.seats > 0
    fits = (
        (fleet.piece_kg_max or fleet.payload_kg) >= line.piece_kg
        and (fleet.height_cm_max is None or (line.height_cm or 0) <= fleet.height_cm_max)
        and (fleet.width_cm_max is None or (line.width_cm or 0) <= fleet.width_cm_max)
        and (fleet.deck_dm2 is None or line.piece_dm2 <= fleet.deck_dm2)
    )
    return fits and line.category in fleet.categories and (not line.hazard or fleet.hazardous)


def consent_causes(answer: Answer) -> list[Cause]:
    """One cause for each bar of a closed answer, or one that says nothing was found."""
    q = answer.question
    asked = f"{q.actor} {q.action} {q.territory}" + (f" by {q.mode}" if q.mode else "")
    about = (f"actor:{q.actor}", f"action:{q.action}", f"territory:{q.territory}")
    causes = [
        Cause(
            CauseKind.CONSENT,
            f"{q.actor} {q.action} {q.territory}",
            f"{asked} is {answer.finding}: {bar.text}",
            provision=str(bar.decision or bar.provision or ""),
            about=(*about, *_barring(bar)),
        )
        for bar in answer.bars
    ]
    if causes:
        return causes
    doubt = f" ({'; '.join(answer.unknowns)})" if answer.unknowns else ""
    text = f"{asked}: {answer.finding}{doubt}"
    none = (*about, "basis:none")
    return [Cause(CauseKind.CONSENT, f"{q.actor} {q.action} {q.territory}", text, about=none)]


def _barring(bar: Bar) -> tuple[str, ...]:
    """The decision that refuses or has lapsed, else the provision that forbids."""
    if bar.decision is not None:
        return (f"decision:{bar.decision}",)
    forbids = bar.provision is not None and not bar.lapse and not bar.limit
    return (f"provision:{bar.provision}",) if forbids else ()

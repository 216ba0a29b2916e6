"""Every kind of event: its body, the noun it is about, the verb that makes it, and who may say it.

A kind's name is the name of its body's class. `opens` kinds make a new object; every other is about one that
is there. `speaker` says under whose origin it must be signed, `roles` in which role a person may do it.
`docs/reference/events.md` is written from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coalition.command.events.kinds import (
    bodies,
    consents,
    consignments,
    contributions,
    decisions,
    disputes,
    escalation,
    facts,
    plans,
    tasks,
    transfers,
)


class Noun(StrEnum):
    """What an object is."""

    BODY = "body"
    CONSULTATION = "consultation"
    DRAFT = "draft"
    PROPOSAL = "proposal"
    PROTOCOL = "protocol"
    ORDER = "order"
    DUTY_ROSTER = "duty-roster"
    REQUIREMENT = "requirement"
    CONTRIBUTION = "contribution"
    CONSENT = "consent"
    TRANSFER = "transfer"
    TASK = "task"
    DISPUTE = "dispute"
    PLAN = "plan"
    CONSIGNMENT = "consignment"
    FACT = "fact"


class Role(StrEnum):
    """What a person is in the room."""

    REPRESENTATIVE = "national-representative"
    """Speaks for its nation: positions, consents, what the nation gives."""
    PLANNER = "planner"
    LEGAL = "legal-adviser"
    INFORMATION = "information-manager"
    EXERCISE = "exercise-control"
    AUDITOR = "auditor"
    """Reads everything it may see, and says nothing."""
    SECRETARY = "secretary"
    """Of a body: puts texts, notes letters, issues action sheets, under the secretariat's origin."""


class Speaker(StrEnum):
    """Under whose origin a kind must be signed."""

    ANYONE = "anyone"
    OPENER = "opener"
    """The origin that made the object."""
    MEMBER = "member"
    """A nation of the roster, for itself."""
    SECRETARIAT = "secretariat"
    """That of the body concerned."""
    TERRITORY = "territory"
    """The nation whose consent it is."""
    HOLDER = "holder"
    """Whoever holds, owns or receives: a task's owner, a unit's commander, a consignment's receiver."""
    ADDRESSEE = "addressee"
    PARTY = "party"
    """A party of the dispute, or its mediator where the text says so."""
    DECLARER = "declarer"
    """Whom the protocol lets declare the state."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event."""

    body: type[Any]
    noun: Noun | None
    """None: about any object."""
    verb: str
    speaker: Speaker
    roles: tuple[Role, ...]
    opens: bool = False

    @property
    def name(self) -> str:
        """The kind as events name it."""
        return self.body.__name__


_NATION = (Role.REPRESENTATIVE,)
_DESK = (Role.REPRESENTATIVE, Role.PLANNER)
_LAW = (Role.REPRESENTATIVE, Role.LEGAL)
_SECRETARY = (Role.SECRETARY,)
_KEEPER = (Role.SECRETARY, Role.INFORMATION, Role.EXERCISE)
_STAFF = (Role.REPRESENTATIVE, Role.PLANNER, Role.LEGAL, Role.SECRETARY)
_HANDS = (Role.REPRESENTATIVE, Role.PLANNER, Role.INFORMATION)
_ALL = tuple(role for role in Role if role is not Role.AUDITOR)

_S = Speaker
_N = Noun

KINDS: tuple[Kind, ...] = (
    Kind(bodies.BodyFounded, _N.BODY, "found-body", _S.SECRETARIAT, _KEEPER, opens=True),
    Kind(bodies.RosterChanged, _N.BODY, "change-roster", _S.SECRETARIAT, _KEEPER),
    Kind(bodies.RulesChanged, _N.BODY, "change-rules", _S.SECRETARIAT, _KEEPER),
    Kind(bodies.BodyDissolved, _N.BODY, "dissolve-body", _S.SECRETARIAT, _KEEPER),
    Kind(
        bodies.ConsultationRequested,
        _N.CONSULTATION,
        "request-consultation",
        _S.MEMBER,
        _NATION,
        opens=True,
    ),
    Kind(
        bodies.ConsultationConvened,
        _N.CONSULTATION,
        "convene-consultation",
        _S.SECRETARIAT,
        _SECRETARY,
    ),
    Kind(
        bodies.ConsultationHeld, _N.CONSULTATION, "record-consultation", _S.SECRETARIAT, _SECRETARY
    ),
    Kind(
        bodies.ConsultationWithdrawn, _N.CONSULTATION, "withdraw-consultation", _S.OPENER, _NATION
    ),
    Kind(decisions.DraftWritten, _N.DRAFT, "write-draft", _S.ANYONE, _STAFF, opens=True),
    Kind(decisions.DraftRevised, _N.DRAFT, "revise-draft", _S.OPENER, _STAFF),
    Kind(decisions.DraftTabled, _N.DRAFT, "table-draft", _S.OPENER, _STAFF),
    Kind(decisions.DraftDropped, _N.DRAFT, "drop-draft", _S.OPENER, _STAFF),
    Kind(decisions.ProposalTabled, _N.PROPOSAL, "table-proposal", _S.ANYONE, _STAFF, opens=True),
    Kind(decisions.TextRevised, _N.PROPOSAL, "revise-text", _S.OPENER, _STAFF),
    Kind(decisions.ProposalWithdrawn, _N.PROPOSAL, "withdraw-proposal", _S.OPENER, _STAFF),
    Kind(decisions.DecisionOpened, _N.PROPOSAL, "open-decision", _S.SECRETARIAT, _SECRETARY),
    Kind(decisions.ReceiptSigned, _N.PROPOSAL, "sign-receipt", _S.MEMBER, _HANDS),
    Kind(decisions.PositionTaken, _N.PROPOSAL, "take-position", _S.MEMBER, _NATION),
    Kind(decisions.ConditionMet, _N.PROPOSAL, "meet-condition", _S.MEMBER, _NATION),
    Kind(decisions.PositionWithdrawn, _N.PROPOSAL, "withdraw-position", _S.MEMBER, _NATION),
    Kind(decisions.LetterNoted, _N.PROPOSAL, "note-letter", _S.SECRETARIAT, _SECRETARY),
    Kind(decisions.DeadlineExtended, _N.PROPOSAL, "extend-deadline", _S.SECRETARIAT, _SECRETARY),
    Kind(decisions.ForumChanged, _N.PROPOSAL, "change-forum", _S.SECRETARIAT, _SECRETARY),
    Kind(decisions.DecisionClosed, _N.PROPOSAL, "close-decision", _S.SECRETARIAT, _SECRETARY),
    Kind(
        decisions.ActionSheetIssued, _N.PROPOSAL, "issue-action-sheet", _S.SECRETARIAT, _SECRETARY
    ),
    Kind(escalation.ProtocolAdopted, _N.PROTOCOL, "adopt-protocol", _S.ANYONE, _KEEPER, opens=True),
    Kind(
        escalation.StateDeclared,
        _N.PROTOCOL,
        "declare-state",
        _S.DECLARER,
        (Role.REPRESENTATIVE, Role.SECRETARY),
    ),
    Kind(
        escalation.StateProlonged,
        _N.PROTOCOL,
        "prolong-state",
        _S.DECLARER,
        (Role.REPRESENTATIVE, Role.SECRETARY),
    ),
    Kind(
        escalation.StateStoodDown,
        _N.PROTOCOL,
        "stand-down",
        _S.DECLARER,
        (Role.REPRESENTATIVE, Role.SECRETARY),
    ),
    Kind(escalation.OrderIssued, _N.ORDER, "issue-order", _S.ANYONE, _STAFF, opens=True),
    Kind(escalation.OrderAcknowledged, _N.ORDER, "acknowledge-order", _S.ADDRESSEE, _HANDS),
    Kind(escalation.OrderRevoked, _N.ORDER, "revoke-order", _S.OPENER, _STAFF),
    Kind(
        escalation.DutyRosterSet, _N.DUTY_ROSTER, "set-duty-roster", _S.OPENER, _HANDS, opens=True
    ),
    Kind(
        contributions.RequirementStated,
        _N.REQUIREMENT,
        "state-requirement",
        _S.ANYONE,
        _STAFF,
        opens=True,
    ),
    Kind(contributions.RequirementRevised, _N.REQUIREMENT, "revise-requirement", _S.OPENER, _STAFF),
    Kind(
        contributions.RequirementCancelled, _N.REQUIREMENT, "cancel-requirement", _S.OPENER, _STAFF
    ),
    Kind(
        contributions.ContributionRequested,
        _N.REQUIREMENT,
        "request-contribution",
        _S.OPENER,
        _STAFF,
    ),
    Kind(contributions.OfferMade, _N.CONTRIBUTION, "make-offer", _S.ANYONE, _NATION, opens=True),
    Kind(contributions.OfferAccepted, _N.CONTRIBUTION, "accept-offer", _S.HOLDER, _STAFF),
    Kind(contributions.PledgeMade, _N.CONTRIBUTION, "make-pledge", _S.OPENER, _NATION),
    Kind(contributions.CommitmentMade, _N.CONTRIBUTION, "make-commitment", _S.OPENER, _NATION),
    Kind(
        contributions.GivingConditionMet,
        _N.CONTRIBUTION,
        "meet-giving-condition",
        _S.OPENER,
        _NATION,
    ),
    Kind(
        contributions.ContributionWithdrawn,
        _N.CONTRIBUTION,
        "withdraw-contribution",
        _S.OPENER,
        _NATION,
    ),
    Kind(consents.ConsentRequested, _N.CONSENT, "request-consent", _S.ANYONE, _STAFF, opens=True),
    Kind(consents.ConsentGranted, _N.CONSENT, "grant-consent", _S.TERRITORY, _LAW, opens=True),
    Kind(consents.ConsentConditionMet, _N.CONSENT, "meet-consent-condition", _S.TERRITORY, _LAW),
    Kind(consents.ConsentRefused, _N.CONSENT, "refuse-consent", _S.TERRITORY, _LAW),
    Kind(consents.ConsentChanged, _N.CONSENT, "change-consent", _S.TERRITORY, _LAW),
    Kind(consents.ConsentRevoked, _N.CONSENT, "revoke-consent", _S.TERRITORY, _LAW),
    Kind(consents.ConsentUsed, _N.CONSENT, "record-use", _S.ANYONE, _HANDS),
    Kind(transfers.TransferOffered, _N.TRANSFER, "offer-transfer", _S.ANYONE, _NATION, opens=True),
    Kind(transfers.TransferAccepted, _N.TRANSFER, "accept-transfer", _S.HOLDER, _STAFF),
    Kind(transfers.AuthorityDelegated, _N.TRANSFER, "delegate-authority", _S.HOLDER, _STAFF),
    Kind(transfers.TransferEnded, _N.TRANSFER, "end-transfer", _S.HOLDER, _STAFF),
    Kind(tasks.TaskAssigned, _N.TASK, "assign-task", _S.ANYONE, _STAFF, opens=True),
    Kind(tasks.TaskAccepted, _N.TASK, "accept-task", _S.HOLDER, _STAFF),
    Kind(tasks.TaskDeclined, _N.TASK, "decline-task", _S.HOLDER, _STAFF),
    Kind(tasks.TaskReported, _N.TASK, "report-task", _S.HOLDER, _STAFF),
    Kind(tasks.TaskDone, _N.TASK, "finish-task", _S.HOLDER, _STAFF),
    Kind(tasks.TaskCancelled, _N.TASK, "cancel-task", _S.OPENER, _STAFF),
    Kind(tasks.TaskHandedOver, _N.TASK, "hand-task-over", _S.OPENER, _STAFF),
    Kind(disputes.DisputeRaised, _N.DISPUTE, "raise-dispute", _S.ANYONE, _LAW, opens=True),
    Kind(disputes.DisputeConsulted, _N.DISPUTE, "record-consulting", _S.PARTY, _LAW),
    Kind(disputes.MediatorNamed, _N.DISPUTE, "name-mediator", _S.PARTY, _LAW),
    Kind(disputes.MediatorAgreed, _N.DISPUTE, "agree-mediator", _S.PARTY, _LAW),
    Kind(disputes.SettlementProposed, _N.DISPUTE, "propose-settlement", _S.PARTY, _STAFF),
    Kind(disputes.SettlementAgreed, _N.DISPUTE, "agree-settlement", _S.PARTY, _LAW),
    Kind(disputes.DisputeRecorded, _N.DISPUTE, "record-dispute", _S.PARTY, _STAFF),
    Kind(disputes.DisputeWithdrawn, _N.DISPUTE, "withdraw-dispute", _S.OPENER, _LAW),
    Kind(plans.PlanProposed, _N.PLAN, "propose-plan", _S.ANYONE, _DESK, opens=True),
    Kind(plans.PlanJudged, _N.PLAN, "judge-plan", _S.ANYONE, _STAFF),
    Kind(plans.PlanAdopted, _N.PLAN, "adopt-plan", _S.OPENER, _STAFF),
    Kind(plans.PlanWithdrawn, _N.PLAN, "withdraw-plan", _S.OPENER, _DESK),
    Kind(
        consignments.ConsignmentFormed,
        _N.CONSIGNMENT,
        "form-consignment",
        _S.ANYONE,
        _DESK,
        opens=True,
    ),
    Kind(consignments.ConsignmentLoaded, _N.CONSIGNMENT, "record-loading", _S.OPENER, _HANDS),
    Kind(consignments.LegDeparted, _N.CONSIGNMENT, "record-departure", _S.HOLDER, _HANDS),
    Kind(consignments.LegArrived, _N.CONSIGNMENT, "record-arrival", _S.HOLDER, _HANDS),
    Kind(consignments.ConsignmentReceived, _N.CONSIGNMENT, "record-receipt", _S.HOLDER, _HANDS),
    Kind(consignments.ConsignmentCalledOff, _N.CONSIGNMENT, "call-off", _S.OPENER, _DESK),
    Kind(facts.FactStated, _N.FACT, "state-fact", _S.OPENER, _ALL, opens=True),
    Kind(facts.FactRetired, _N.FACT, "retire-fact", _S.OPENER, _ALL),
    Kind(facts.Acknowledged, None, "acknowledge", _S.ANYONE, _ALL),
)
"""All kinds, in the order of their subjects."""

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
BY_VERB: dict[str, Kind] = {kind.verb: kind for kind in KINDS}


def kind_of(body: object) -> Kind | None:
    """The kind of a body; None for what this version does not know."""
    return BY_NAME.get(type(body).__name__)

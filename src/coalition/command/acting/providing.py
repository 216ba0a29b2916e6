"""What stands against giving, accepting, consenting and sending, beyond the fold's own rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coalition.command.acting.command import Objection
from coalition.command.acting.deciding import Check
from coalition.command.acting.steering import nations_once
from coalition.command.events.event import Event, ObjectId
from coalition.command.events.kinds import consents, consignments, contributions
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture
from coalition.command.giving.cover import ConsentState, consent_state, covers
from coalition.command.nouns.consents import Consent
from coalition.command.nouns.contributions import Contribution, Requirement, Stage
from coalition.command.soundness.rests import Soundness, finding_of


def _need(_picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: contributions.RequirementStated = event.body
    if not said.amounts:
        yield Objection("content", "a requirement says how much of what")
    if said.window.closes <= said.window.opens:
        yield Objection("content", "a window closes after it opens")


def _request(_picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: contributions.ContributionRequested = event.body
    yield from nations_once(said.nations, "a request")


def _offer(picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: contributions.OfferMade = event.body
    if said.line:
        yield from _line(picture, said.line)


def _line(picture: Picture, line: ObjectId) -> Iterator[Objection]:
    needed = picture.find_state(line, Requirement)
    if needed is None:
        yield Objection("unseen", "there is no such requirement in this picture")
    elif needed.cancelled is not None:
        yield Objection("state", "the requirement is cancelled")


def _accept(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    if record is None:
        return
    given: Contribution = record.state
    needed = picture.find_state(given.line, Requirement)
    if needed is not None and event.origin != needed.owner:
        yield Objection("origin", "whoever stated the requirement accepts what is offered")


def _ask(picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: consents.ConsentRequested = event.body
    if event.origin == said.scope.territory:
        yield Objection("content", "a nation asks others; on its own soil it decides")
    if said.answer_by is not None and said.answer_by <= picture.now:
        yield Objection("content", "it would be late at once")


def _use(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    said: consents.ConsentUsed = event.body
    if record is None:
        return
    consent: Consent = record.state
    entitled = consent.scope.beneficiaries
    if entitled and event.origin not in (*entitled, consent.host):
        yield Objection("origin", "whoever may use the consent, or the host, records a use")
    state = consent_state(consent, picture.now)
    if state not in {ConsentState.IN_FORCE, ConsentState.NOT_YET}:
        yield Objection("state", f"the consent is {state}")
        return
    need = consents.ConsentScope(
        territory=consent.host,
        window=consent.scope.window,
        actions=consent.scope.actions,
        beneficiaries=consent.scope.beneficiaries,
        modes=consent.scope.modes,
        cargo=consent.scope.cargo,
        places=consent.scope.places,
        limits=said.limits,
    )
    found = covers(picture, record.subject, need)
    yield from (Objection("right", why) for why in found.against)


def _form(picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    """A consignment goes out of a commitment of its own nation, under consents that hold."""
    said: consignments.ConsignmentFormed = event.body
    given = picture.find_state(said.contribution, Contribution)
    if given is None:
        yield Objection("unseen", "there is no such contribution in this picture")
    else:
        yield from _sends(event, given)
    for rest in said.consents:
        found = finding_of(picture, rest)
        if found.soundness is not Soundness.HOLDS:
            yield Objection("right", f"a consent it goes under: {found.why}")


def _sends(event: Event, given: Contribution) -> Iterator[Objection]:
    said: consignments.ConsignmentFormed = event.body
    if given.nation != event.origin:
        yield Objection("origin", "a nation sends what it gives")
    if given.line != said.line:
        yield Objection("content", "the contribution serves another line")
    if given.stage is not Stage.COMMITTED:
        yield Objection("state", f"the contribution is {given.stage}, not committed")
    if given.unmet:
        yield Objection("state", "conditions of the contribution are open")
    if not said.amounts:
        yield Objection("content", "a consignment says how much of what")


CHECKS: Mapping[type[Any], Check] = {
    contributions.RequirementStated: _need,
    contributions.RequirementRevised: _need,
    contributions.ContributionRequested: _request,
    contributions.OfferMade: _offer,
    contributions.OfferAccepted: _accept,
    consents.ConsentRequested: _ask,
    consents.ConsentUsed: _use,
    consignments.ConsignmentFormed: _form,
}

"""Does a consent cover a need: this territory, these people and goods, so many, then.

Every rule stands against for itself, and all are told. What the need does not number is not compared, as
in questions of law. Uses by the host or a beneficiary count against limits on numbers of people and things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.event import ObjectId
from coalition.command.events.kinds.consents import ConsentScope, ConsentUsed
from coalition.command.fold.picture import Picture
from coalition.command.nouns.consents import Consent, ConsentPhase
from coalition.measure.instants import Minute, write_instant
from coalition.model.cargo import SENSITIVE
from coalition.model.law import Limits

TOGETHER = frozenset({"pax", "mass_kg", "vehicles", "aircraft", "ships", "ship_t"})
"""Limits that hold for all uses together; the others hold for each."""


class ConsentState(StrEnum):
    """What a consent is worth at an instant."""

    ASKED = "asked"
    UNANSWERED = "unanswered"
    """Asked, and the time to answer is over; no answer is no consent."""
    CONDITIONAL = "conditional"
    """Granted, conditions open."""
    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    USED_UP = "used-up"
    EXPIRED = "expired"
    REFUSED = "refused"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Covered:
    """Whether a need is covered, and everything that stands against it."""

    covered: bool
    against: tuple[str, ...] = ()


def consent_state(consent: Consent, now: Minute) -> ConsentState:
    """What the consent is worth at `now`."""
    if consent.phase is ConsentPhase.ASKED:
        late = consent.answer_by is not None and now > consent.answer_by
        return ConsentState.UNANSWERED if late else ConsentState.ASKED
    if consent.phase is not ConsentPhase.GRANTED:
        return ConsentState(consent.phase.value)
    if now >= consent.scope.window.closes:
        return ConsentState.EXPIRED
    if consent.unmet:
        return ConsentState.CONDITIONAL
    if tuple(_over(consent, Limits())):
        return ConsentState.USED_UP
    return ConsentState.NOT_YET if now < consent.scope.window.opens else ConsentState.IN_FORCE


def used_of(consent: Consent) -> dict[str, int]:
    """What was used of the consent, by the name of the limit."""
    entitled = consent.scope.beneficiaries
    used: dict[str, int] = {}
    for event in consent.uses:
        body: ConsentUsed = event.body
        if entitled and event.origin not in (*entitled, consent.host):
            continue
        for name, number in body.limits.stated.items():
            known = used.get(name, 0)
            used[name] = known + number if name in TOGETHER else max(known, number)
    return used


def covers(picture: Picture, consent: ObjectId, need: ConsentScope) -> Covered:
    """Whether the consent covers the need at the picture's instant."""
    state = picture.find_state(consent, Consent)
    if state is None:
        return Covered(False, ("the consent is not in this picture",))
    against = tuple(_against(state, need, picture.now))
    return Covered(not against, against)


def _against(consent: Consent, need: ConsentScope, now: Minute) -> Iterator[str]:
    scope, state = consent.scope, consent_state(consent, now)
    if state not in {ConsentState.IN_FORCE, ConsentState.NOT_YET}:
        yield f"the consent is {state}"
    if need.territory != scope.territory:
        yield f"it is for the territory of {scope.territory}"
    if not scope.window.covers(need.window.opens, need.window.closes):
        closes = write_instant(scope.window.closes)
        yield f"it holds from {write_instant(scope.window.opens)} to {closes}"
    yield from _outside("beneficiary", need.beneficiaries, scope.beneficiaries)
    yield from _outside("action", need.actions, scope.actions)
    yield from _outside("mode", need.modes, scope.modes)
    yield from _outside("place", need.places, scope.places)
    yield from _cargo(need, scope)
    yield from _over(consent, need.limits)


def _outside(what: str, wanted: Collection[str], given: Collection[str]) -> Iterator[str]:
    if not given:
        return
    if not wanted:
        yield f"it holds for a certain {what} only, and the need names none"
    for each in wanted:
        if each not in given:
            yield f"it does not hold for the {what} {each}"


def _cargo(need: ConsentScope, scope: ConsentScope) -> Iterator[str]:
    for nature in need.cargo:
        if scope.cargo and nature not in scope.cargo:
            yield f"it does not cover {nature}"
        if not scope.cargo and nature in SENSITIVE:
            yield f"it does not name {nature}, which is covered only by name"


def _over(consent: Consent, wanted: Limits) -> Iterator[str]:
    used, more = used_of(consent), wanted.stated
    for name, limit in consent.scope.limits.stated.items():
        before, now = used.get(name, 0), more.get(name, 0)
        total = before + now if name in TOGETHER else max(before, now)
        if total > limit:
            yield f"{name}: {total} with what was used, {limit} allowed"

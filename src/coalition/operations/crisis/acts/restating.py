"""Rows of the book taken back like what was said in the room: a decision revoked, a unit or stock withdrawn.

What the book came with are rows, not consents and contributions; who takes one back states its row anew, as
`operations.news` would change it. So a person revokes a consent in one way, wherever it came from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coalition.command.events.event import ObjectId
from coalition.command.events.kinds.consents import ConsentRevoked
from coalition.command.events.kinds.contributions import ContributionWithdrawn
from coalition.command.events.kinds.facts import FactStated
from coalition.command.events.registry import Noun
from coalition.command.fold.picture import Picture
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.forces import Stock, Unit
from coalition.model.law import Decision
from coalition.operations.crisis.stated.shapes import to_json
from coalition.operations.crisis.viewing.consenting import withdrawn
from coalition.operations.crisis.viewing.facts import Nouns


def restated(picture: Picture, nouns: Nouns, body: Any, subject: str) -> Any:
    """What is to be said instead when a row of the book is taken back; the body as it is for anything else."""
    if not isinstance(body, ConsentRevoked | ContributionWithdrawn):
        return body
    record = picture.find(ObjectId(subject))
    if record is None or record.noun is not Noun.FACT:
        return body
    stated = record.state.stated
    at = picture.now if body.effective is None else max(body.effective, picture.now)
    noun = _taken_back(nouns.of(record.state), body, Minute(at))
    return body if noun is None else FactStated(stated.table, stated.key, to_json(noun))


def _taken_back(noun: Any, body: ConsentRevoked | ContributionWithdrawn, at: Minute) -> Any:
    """The row from `at` on; None when this is not how it is taken back."""
    if isinstance(noun, Decision) and isinstance(body, ConsentRevoked):
        told = (
            f"{noun.text} ({body.reason})"
            if noun.text and body.reason
            else body.reason or noun.text
        )
        return replace(withdrawn(noun, at), text=told)
    if isinstance(noun, Unit | Stock) and isinstance(body, ContributionWithdrawn):
        pledge = noun.pledged or Interval(ALWAYS, FOREVER)
        return replace(noun, pledged=Interval(min(pledge.opens, at), min(pledge.closes, at)))
    return None

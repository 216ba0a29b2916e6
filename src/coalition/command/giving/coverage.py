"""How far a requirement is covered, by whom, how firmly, and what is missing.

The rule: a contribution counts for what of it fits the requirement's goods and whose window spans the
requirement's; no more than was accepted, where the requirement's owner accepted part. Firm is committed
with every condition met. An offer is not consent and not a promise: it never lessens what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import ObjectId, Origin
from coalition.command.events.registry import Noun
from coalition.command.events.terms import Amount, Condition, Restriction
from coalition.command.fold.picture import Picture
from coalition.command.nouns.contributions import Contribution, Requirement, Stage
from coalition.measure.instants import Interval


@dataclass(frozen=True, slots=True)
class Share:
    """What one contribution brings to one line of a requirement."""

    contribution: ObjectId
    nation: Origin
    stage: Stage
    quantity: int
    unmet: tuple[Condition, ...] = ()
    caveats: tuple[Restriction, ...] = ()
    fits: bool = True
    """Whether its window spans the requirement's; otherwise it counts for nothing."""

    @property
    def firm(self) -> bool:
        """Whether planning may count on it."""
        return self.stage is Stage.COMMITTED and not self.unmet and self.fits


@dataclass(frozen=True, slots=True)
class Cover:
    """One good of a requirement: needed, and given so firmly. Each quantity is counted once."""

    needed: Amount
    firm: int
    conditional: int
    """Committed, conditions open."""
    pledged: int
    offered: int
    shares: tuple[Share, ...]

    @property
    def missing(self) -> int:
        """What nobody gives firmly."""
        return max(0, self.needed.quantity - self.firm)

    @property
    def over(self) -> int:
        """What is given firmly beyond the need."""
        return max(0, self.firm - self.needed.quantity)

    @property
    def unpromised(self) -> int:
        """What would be missing if every pledge and condition came true."""
        promised = self.firm + self.conditional + self.pledged
        return max(0, self.needed.quantity - promised)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A requirement with every good it asks for. `others` are goods given that it does not ask for."""

    requirement: Requirement
    covers: tuple[Cover, ...]
    others: tuple[tuple[ObjectId, Amount], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return all(cover.missing == 0 for cover in self.covers)


def coverage_of(picture: Picture, requirement: ObjectId) -> Coverage | None:
    """The coverage at the picture's instant; None when the requirement is not in the picture."""
    state = picture.find_state(requirement, Requirement)
    if state is None:
        return None
    records = picture.naming_each(requirement, Noun.CONTRIBUTION)
    given: list[Contribution] = [record.state for record in records]
    covers = tuple(_cover(amount, state, given) for amount in state.stated.amounts)
    asked = {(amount.what, amount.unit) for amount in state.stated.amounts}
    others = tuple(
        (each.id, amount)
        for each in given
        for amount in each.terms.amounts
        if (amount.what, amount.unit) not in asked and each.stage is not Stage.WITHDRAWN
    )
    return Coverage(state, covers, others)


def _cover(needed: Amount, requirement: Requirement, given: list[Contribution]) -> Cover:
    found = (_share(needed, requirement, each) for each in given)
    shares = tuple(share for share in found if share is not None)
    counted = [share for share in shares if share.fits]
    return Cover(
        needed=needed,
        firm=sum(s.quantity for s in counted if s.firm),
        conditional=sum(s.quantity for s in counted if s.stage is Stage.COMMITTED and s.unmet),
        pledged=sum(s.quantity for s in counted if s.stage is Stage.PLEDGED),
        offered=sum(s.quantity for s in counted if s.stage is Stage.OFFERED),
        shares=shares,
    )


def _share(needed: Amount, requirement: Requirement, given: Contribution) -> Share | None:
    if given.stage is Stage.WITHDRAWN:
        return None
    quantity = _quantity(given.terms.amounts, needed)
    if given.accepted is not None and given.accepted_by == requirement.owner:
        quantity = min(quantity, _quantity(given.accepted, needed))
    if quantity == 0:
        return None
    return Share(
        contribution=given.id,
        nation=given.nation,
        stage=given.stage,
        quantity=quantity,
        unmet=given.unmet,
        caveats=given.terms.caveats,
        fits=_spans(given.terms.window, requirement.stated.window),
    )


def _quantity(amounts: tuple[Amount, ...], like: Amount) -> int:
    return sum(a.quantity for a in amounts if (a.what, a.unit) == (like.what, like.unit))


def _spans(given: Interval, needed: Interval) -> bool:
    return given.covers(needed.opens, needed.closes)

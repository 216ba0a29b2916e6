"""Which prevails when a permission and a prohibition speak of the same thing.

The rule, in order: a caveat of the actor's own nation; an exception, one way; the Charter over what is below it
(UN Charter, art. 103); own law; special over general; later over earlier (Vienna Convention, art. 30(3)).
Beyond that nothing is decided: the two are in conflict, and both arguments are kept. Section 8 of
`docs/explanation/authority.md` says each step exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from coalition.authority.answer import Question
from coalition.authority.statute.clause import Clause
from coalition.authority.statute.within import dated, is_later, is_special
from coalition.model.law import Hierarchy

OWN_WORD = frozenset({"national-law", "request", "note"})
"""Kinds of instrument in which a nation speaks for itself, even when it names others as parties."""


OWN_LAW = "own law"


class Verdict(StrEnum):
    """What a prohibition does to a permission."""

    DEFEATS = "defeats"
    YIELDS = "yields"
    CONFLICT = "conflicts"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the rule it rests on."""

    verdict: Verdict
    rule: str


def verdict(permission: Clause | None, prohibition: Clause, question: Question) -> Verdict:
    """What the prohibition does to the permission; None stands for the right on one's own soil."""
    return ruling(permission, prohibition, question).verdict


def ruling(permission: Clause | None, prohibition: Clause, question: Question) -> Ruling:
    """The verdict with its rule."""
    own, home = is_own_law(prohibition, question), prohibition.at_home(question.actor)
    return settle(permission, prohibition, own=own, home=home)


def settle(
    permission: Clause | None, prohibition: Clause, *, own: bool, home: bool = False
) -> Ruling:
    """The ruling, given whether the prohibition is own law of the territory or the actor.

    On its own soil (no permission) a nation is bound by its own law, its caveats, and what names it there
    (`home`).
    """
    if prohibition.provision.caveat:
        return Ruling(Verdict.DEFEATS, "caveat of the actor's own nation")
    if permission is None:
        return Ruling(Verdict.DEFEATS if own or home else Verdict.YIELDS, "own soil")
    settled = _excepted(permission, prohibition) or _charter(permission, prohibition)
    if settled is not None:
        return settled
    if own and prohibition.provision.id not in permission.provision.excepts:
        return Ruling(Verdict.DEFEATS, OWN_LAW)
    for rule, prevails in _PREVAILS:
        if prevails(permission, prohibition):
            return Ruling(Verdict.YIELDS, rule)
        if prevails(prohibition, permission):
            return Ruling(Verdict.DEFEATS, rule)
    return Ruling(Verdict.CONFLICT, "conflict")


def is_unperformed(permission: Clause, question: Question) -> bool:
    """Whether the permission stands in a treaty that binds both (Vienna Convention, art. 27)."""
    both = question.actor in permission.bound and question.territory in permission.bound
    in_treaty = permission.hierarchy in (Hierarchy.TREATY, Hierarchy.CHARTER)
    return both and in_treaty and question.actor != question.territory


def is_own_law(prohibition: Clause, question: Question) -> bool:
    """Whether the prohibition is the law of the territory or of the actor itself."""
    if prohibition.sole_party in (question.actor, question.territory):
        return True
    return prohibition.instrument.kind in OWN_WORD and question.territory in prohibition.bound


def _excepted(permission: Clause, prohibition: Clause) -> Ruling | None:
    """An exception settles it when only one of the two names the other."""
    excepted = prohibition.provision.id in permission.provision.excepts
    excepting = permission.provision.id in prohibition.provision.excepts
    if excepted == excepting:
        return None
    return Ruling(Verdict.YIELDS if excepted else Verdict.DEFEATS, "exception")


def _charter(permission: Clause, prohibition: Clause) -> Ruling | None:
    above = permission.hierarchy is Hierarchy.CHARTER
    if above is (prohibition.hierarchy is Hierarchy.CHARTER):
        return None
    return Ruling(Verdict.YIELDS if above else Verdict.DEFEATS, "UN Charter, art. 103")


def arguments(permission: Clause, prohibition: Clause) -> tuple[str, str]:
    """What each side has to say where nothing decides."""
    yes, no = permission.provision, prohibition.provision
    return (
        f"for: {dated(permission)} permits: {yes.text}{_more(permission, prohibition)}",
        f"against: {dated(prohibition)} forbids: {no.text}{_more(prohibition, permission)}",
    )


def _more(one: Clause, other: Clause) -> str:
    """What speaks for the one, though it does not decide."""
    said = []
    if other.provision.id in one.provision.excepts:
        said.append("it excepts the other, which excepts it too")
    if one.instrument.in_force.opens > other.instrument.in_force.opens:
        said.append("it is the later, but not between the same parties")
    return f" ({'; '.join(said)})" if said else ""


_PREVAILS: tuple[tuple[str, Callable[[Clause, Clause], bool]], ...] = (
    ("special over general", is_special),
    ("later over earlier", is_later),
)

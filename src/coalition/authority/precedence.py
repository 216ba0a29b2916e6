"""Which prevails when a permission and a prohibition speak of the same thing.

The rule, in order: a caveat of the actor's own nation always defeats; a permission that excepts the
prohibition prevails over it, and the other way round; the own law of the nation whose soil it is, or of
the actor, defeats every permission that does not except it. Beyond that nothing is decided: the two
are in conflict, and both are named.

Not here: lex specialis, lex posterior, hierarchy of sources (UN Charter, art. 103). Whoever adds them adds
a step to `verdict` before the last line.
"""

from __future__ import annotations

from enum import StrEnum

from coalition.authority.answer import Question
from coalition.authority.compile import Clause

OWN_WORD = frozenset({"national-law", "request", "note"})
"""Kinds of instrument in which a nation speaks for itself, even when it names others as parties."""


class Verdict(StrEnum):
    """What a prohibition does to a permission."""

    DEFEATS = "defeats"
    YIELDS = "yields"
    CONFLICT = "conflicts"


def verdict(permission: Clause | None, prohibition: Clause, question: Question) -> Verdict:
    """What the prohibition does to the permission; None stands for the right on one's own soil.

    On its own soil a nation is bound by its own law and caveats only.
    """
    if prohibition.provision.caveat:
        return Verdict.DEFEATS
    own = is_own_law(prohibition, question)
    if permission is None:
        return Verdict.DEFEATS if own else Verdict.YIELDS
    excepted = prohibition.provision.id in permission.provision.excepts
    excepting = permission.provision.id in prohibition.provision.excepts
    if excepted != excepting:
        return Verdict.YIELDS if excepted else Verdict.DEFEATS
    return Verdict.DEFEATS if own and not excepted else Verdict.CONFLICT


def is_own_law(prohibition: Clause, question: Question) -> bool:
    """Whether the prohibition is the law of the territory or of the actor itself."""
    if prohibition.sole_party in (question.actor, question.territory):
        return True
    return prohibition.instrument.kind in OWN_WORD and question.territory in prohibition.bound

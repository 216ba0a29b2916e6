"""The clauses of a kind that speak of a question, and those that may.

The rule: sections 3 and 4 of `docs/explanation/authority.md`. Not here: when what they require is met
(`leaves`, `meeting`).
"""

from __future__ import annotations

from typing import NamedTuple

from coalition.authority.answer import Question
from coalition.authority.compile import Statute
from coalition.authority.scope import COMMANDING, covers, fits, gives
from coalition.authority.statute.clause import Clause
from coalition.authority.steps.spans import Spans, intersect, union
from coalition.authority.steps.truth import Doubt, Roles, exceeds
from coalition.measure.instants import Interval
from coalition.model.law import ProvisionKind

_UNSTATED = "how much is meant is not stated, and {} speaks only of more than a number"
_NO_STATE = "whether {} gives the power `{}` is not known"


class Heard(NamedTuple):
    """A clause that speaks of the question (`yes`) or may (`maybe`), and what is not known."""

    clause: Clause
    yes: Spans
    maybe: Spans = ()
    doubts: tuple[Doubt, ...] = ()


def hear(kind: ProvisionKind, question: Question, statute: Statute) -> list[Heard]:
    """Every clause of the kind that speaks or may speak of the question, in order of ids."""
    found = []
    permits = kind is ProvisionKind.PERMISSION
    commanding = permits and question.action in COMMANDING
    for clause, spans in statute.reach(kind, question):
        if clause.narrow:
            spans = _narrowed(clause, question, spans)  # noqa: PLW2901 - the same thing, less of it
            if not spans:
                continue
        elif permits and not covers(clause.provision.scope, question.cargo):
            continue
        if not clause.conditional and not commanding:
            found.append(Heard(clause, spans))
            continue
        heard = _tried(clause, question, spans, statute)
        if heard is not None:
            found.append(heard)
    return found


def _narrowed(clause: Clause, question: Question, spans: Spans) -> Spans:
    """When the clause speaks of what the question is about; empty: never."""
    scope, kind = clause.provision.scope, clause.provision.kind
    if not fits(scope, question, kind):
        return ()
    if scope.partners:
        named = [
            clause.named(clause.names.partners, partner) for partner in sorted(question.partners)
        ]
        if not named:
            return ()
        if kind is ProvisionKind.PERMISSION:
            for each in named:
                spans = intersect(spans, each)
        else:
            spans = intersect(spans, union(span for each in named for span in each))
    if scope.beneficiaries and spans:
        spans = intersect(spans, clause.named(clause.names.beneficiaries, question.benefits))
    return spans


def _tried(clause: Clause, question: Question, spans: Spans, statute: Statute) -> Heard | None:
    """The clause with its conditions, threshold and command tried; None when it does not speak."""
    roles = Roles(question.actor, question.territory, question.benefits)
    truth = statute.truths.of(clause, roles)
    heard = Heard(
        clause, intersect(spans, truth.yes), intersect(spans, truth.maybe),
        tuple(Doubt(when, d.text) for d in truth.doubts if (when := intersect(d.when, spans))),
    )  # fmt: skip
    provision = clause.provision
    if provision.over.any:
        more = exceeds(provision.over, question.amount)
        heard = _also(heard, more, _UNSTATED.format(provision.id))
    if question.action in COMMANDING and provision.kind is ProvisionKind.PERMISSION:
        known = (statute.alliance, statute.nations)
        given = gives(provision.command, question, statute.powers, known)
        heard = _also(heard, given, _NO_STATE.format(provision.id, question.power))
    return heard if heard.yes or heard.maybe else None


def _also(heard: Heard, holds: bool | None, doubt: str) -> Heard:
    """The clause when something else must hold too; None is unknown."""
    if holds:
        return heard
    if holds is False:
        return Heard(heard.clause, ())
    possible: list[Interval] = [*heard.yes, *heard.maybe]
    when = union(possible)
    return Heard(heard.clause, (), when, (*heard.doubts, Doubt(when, doubt)))

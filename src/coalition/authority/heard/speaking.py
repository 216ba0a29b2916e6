"""The clauses of a kind that speak of a question, and those that may.

The rule: sections 3 and 4 of `docs/explanation/authority.md`. Not here: when what they require is met
(`leaves`, `meeting`).
"""

from __future__ import annotations

from coalition.authority.answer import Question
from coalition.authority.compile import Heard, Statute, Whom
from coalition.authority.scope import COMMANDING, covers, fits, gives
from coalition.authority.statute.clause import Clause
from coalition.authority.steps.spans import EVER, intersect, intersect_all, union
from coalition.authority.steps.truth import Doubt, Roles, exceeds
from coalition.measure.instants import Interval
from coalition.model.law import Action, ProvisionKind

_UNSTATED = "how much is meant is not stated, and {} speaks only of more than a number"
_NO_STATE = "whether {} gives the power `{}` is not known"


def hear(kind: ProvisionKind, question: Question, statute: Statute) -> list[Heard]:
    """Every clause of the kind that speaks or may speak of the question, in order of ids."""
    found = []
    permits = kind is ProvisionKind.PERMISSION
    commanding = permits and question.action in COMMANDING
    for heard in reached(kind, question, statute):
        clause = heard.clause
        if clause.narrow:
            if not fits(clause.provision.scope, question, kind):
                continue
            if clause.alongside:
                heard = _alongside(heard, question)  # noqa: PLW2901 - the same, at fewer minutes
        elif permits and not covers(clause.provision.scope, question.cargo):
            continue
        if clause.threshold or commanding:
            heard = _weighed(heard, question, statute)  # noqa: PLW2901 - likewise
        if heard.yes or heard.maybe:
            found.append(heard)
    return found


def reached(kind: ProvisionKind, question: Question, statute: Statute) -> tuple[Heard, ...]:
    """The clauses that reach actor and territory with the action, conditions tried; kept."""
    whom = whom_of(question)
    by_kind = statute.heard.get(whom)
    if by_kind is None:
        by_kind = statute.heard[whom] = {}
    found = by_kind.get(kind)
    if found is None:
        action, actor, territory, benefits = whom
        roles = Roles(actor, territory, benefits)
        tried = statute.find(kind, action, actor, territory)
        all_heard = [_tried(clause, roles, action, statute) for clause in tried]
        found = by_kind[kind] = tuple([each for each in all_heard if each.yes or each.maybe])
    return found


def whom_of(question: Question) -> Whom:
    """Whom the question is about."""
    return (question.action, question.actor, question.territory, question.benefits)


def _tried(clause: Clause, roles: Roles, action: Action, statute: Statute) -> Heard:
    """The clause when it reaches the roles and its conditions hold, or may."""
    spans = clause.when(roles.actor, roles.territory, action)
    if not spans or not clause.conditional:
        return Heard(clause, spans)
    truth = statute.truths.of(clause, roles)
    doubts = (Doubt(intersect(doubt.when, spans), doubt.text) for doubt in truth.doubts)
    return Heard(
        clause, intersect(spans, truth.yes), intersect(spans, truth.maybe),
        tuple(doubt for doubt in doubts if doubt.when),
    )  # fmt: skip


def _alongside(heard: Heard, question: Question) -> Heard:
    """The clause at the minutes at which it names the question's partners and beneficiary."""
    clause = heard.clause
    scope, spans = clause.provision.scope, EVER
    if scope.partners:
        named = [clause.named(clause.names.partners, each) for each in sorted(question.partners)]
        if clause.provision.kind is ProvisionKind.PERMISSION and named:
            spans = intersect_all(named)
        else:
            spans = union(span for each in named for span in each)
    if scope.beneficiaries:
        spans = intersect(spans, clause.named(clause.names.beneficiaries, question.benefits))
    return Heard(
        clause, intersect(heard.yes, spans), intersect(heard.maybe, spans),
        tuple(Doubt(w, d.text) for d in heard.doubts if (w := intersect(d.when, spans))),
    )  # fmt: skip


def _weighed(heard: Heard, question: Question, statute: Statute) -> Heard:
    """The clause with its threshold and its command tried."""
    provision = heard.clause.provision
    if provision.over.any:
        more = exceeds(provision.over, question.amount)
        heard = _also(heard, more, _UNSTATED.format(provision.id))
    if question.action in COMMANDING and provision.kind is ProvisionKind.PERMISSION:
        known = (statute.alliance, statute.nations)
        given = gives(provision.command, question, statute.powers, known)
        heard = _also(heard, given, _NO_STATE.format(provision.id, question.power))
    return heard


def _also(heard: Heard, holds: bool | None, doubt: str) -> Heard:
    """The clause when something else must hold too; None is unknown."""
    if holds:
        return heard
    if holds is False:
        return Heard(heard.clause, ())
    possible: list[Interval] = [*heard.yes, *heard.maybe]
    when = union(possible)
    return Heard(heard.clause, (), when, (*heard.doubts, Doubt(when, doubt)))

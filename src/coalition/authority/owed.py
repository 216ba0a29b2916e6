"""Who owes what to whom at a minute, with the conditions that fail or that nobody knows.

The rule: section 10 of `docs/explanation/authority.md`. A third state may be a creditor (Vienna Convention on
the Law of Treaties 1969, art. 36); a debtor must be bound. Not here: what may be done (`case`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coalition.authority.answer import Owed, Standing
from coalition.authority.case import Bench
from coalition.authority.compile import Statute
from coalition.authority.statute.clause import RESOLUTION, Clause
from coalition.authority.statute.cover import Names
from coalition.authority.steps.held import spans_of
from coalition.authority.steps.needs import Pair
from coalition.authority.steps.spans import Spans
from coalition.authority.steps.truth import Roles
from coalition.measure.instants import Interval, Minute
from coalition.model.identity import NationId
from coalition.model.law import Bindingness, ProvisionKind


def owed(
    bench: Bench, debtor: NationId | None, creditor: NationId | None, at: Minute
) -> tuple[Owed, ...]:
    """The obligations between the two (None: anybody) at the minute, by provision, debtor, creditor."""
    asked_both = debtor is not None and creditor is not None
    found = []
    for clause in bench.statute.clauses:
        if clause.provision.kind is not ProvisionKind.OBLIGATION:
            continue
        for one, other in _pairs(clause, bench.statute, debtor, creditor):
            why = _not_bound(clause, one, other, at)
            if not why:
                found.append(_standing(clause, bench, Pair(one, other), at))
            elif asked_both and _is_between(clause, one, other):
                found.append(_owed(clause, Pair(one, other), at, Standing.DOES_NOT_STAND, (why,)))
    return tuple(found)


def _pairs(
    clause: Clause, statute: Statute, debtor: NationId | None, creditor: NationId | None
) -> Iterator[tuple[NationId, NationId]]:
    debtors = _ever(clause.names.actors, clause, statute.nations)
    towards = _towards(clause)
    others: Iterable[NationId] = statute.nations
    if towards.any and clause.names.actors.any:
        others = clause.parties
    creditors = _ever(towards, clause, others)
    for one in sorted(debtors if debtor is None else debtors & {debtor}):
        for other in sorted(creditors if creditor is None else creditors & {creditor}):
            if one != other:
                yield one, other


def _towards(clause: Clause) -> Names:
    """To whom it is owed: the beneficiaries, or else the territories."""
    return (
        clause.names.beneficiaries
        if clause.provision.scope.beneficiaries
        else clause.names.territories
    )


def _ever(names: Names, clause: Clause, everybody: Iterable[NationId]) -> frozenset[NationId]:
    if names.any:
        return frozenset(everybody)
    return names.nations | frozenset(clause.parties) if names.parties else names.nations


def _not_bound(clause: Clause, debtor: NationId, creditor: NationId, at: Minute) -> str:
    """Why the obligation is none between the two at the minute; empty when it is one."""
    own = clause.provision.id
    if not clause.span.contains(at):
        return f"{own} is not in force"
    if clause.instrument.kind != RESOLUTION and not _at(clause.bound.get(debtor, ()), at):
        if debtor in clause.reserved and _at(clause.parties.get(debtor, ()), at):
            return f"{debtor} has reserved {own}"
        return f"{debtor} is not bound by {own}"
    if not _at(clause.named(clause.names.actors, debtor), at):
        return f"{debtor} is not named by {own}"
    if not _at(clause.named(_towards(clause), creditor), at):
        return f"{own} is not owed to {creditor}"
    return ""


def _is_between(clause: Clause, debtor: NationId, creditor: NationId) -> bool:
    """Whether both are parties at some time, so that its not standing is worth saying."""
    return debtor in clause.parties and (
        creditor in clause.parties or creditor in _towards(clause).nations
    )


def _standing(clause: Clause, bench: Bench, pair: Pair, at: Minute) -> Owed:
    truths = bench.statute.truths
    roles = Roles(pair.actor, pair.territory, pair.territory)
    truth = truths.of(clause, roles)
    moment = Interval(at, Minute(at + 1))
    if not _at(truth.yes, at) and not _at(truth.maybe, at):
        failing = truths.failing(clause, roles, moment)
        return _owed(clause, pair, at, Standing.DOES_NOT_STAND, failing)
    unknown = tuple(doubt.text for doubt in truth.doubts if _at(doubt.when, at))
    standing, waits = _met(clause, bench, pair, at)
    if standing is Standing.DOES_NOT_STAND:
        return _owed(clause, pair, at, standing, waits)
    if unknown or waits:
        return _owed(clause, pair, at, Standing.MAY_STAND, (), (*unknown, *waits))
    return _owed(clause, pair, at, Standing.STANDS)


def _met(clause: Clause, bench: Bench, pair: Pair, at: Minute) -> tuple[Standing, tuple[str, ...]]:
    """Whether what the obligation requires is met at the minute, and what it waits for."""
    if _at(spans_of(bench.decided.ground(clause.provision.requires, pair).held), at):
        return Standing.STANDS, ()
    ground = bench.needs.ground(clause.provision.requires, pair)
    held = next((h for h in ground.held if h.opens <= at < h.closes), None)
    if held is not None:
        waits = [step.procedure for step in held.steps if step.decision is None]
        return Standing.STANDS, tuple(f"{name} is estimated, not decided" for name in waits)
    if _at(ground.maybe, at):
        return Standing.STANDS, ground.unknowns or ("what it requires may be met",)
    return Standing.DOES_NOT_STAND, (f"what {clause.provision.id} requires is not met",)


def _owed(
    clause: Clause, pair: Pair, at: Minute, standing: Standing, failing: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
) -> Owed:  # fmt: skip
    provision = clause.provision
    return Owed(
        provision.id, pair.actor, pair.territory, at, standing, provision.scope.actions, failing,
        unknown, provision.nature is Bindingness.POLITICAL,
    )  # fmt: skip


def _at(spans: Spans, at: Minute) -> bool:
    return any(span.contains(at) for span in spans)

"""Wrong engines: each a way to misread the law, made by putting one other function or table into the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from coalition.authority import compile as compiling
from coalition.authority import evaluate, precedence, scope
from coalition.authority.heard import leaves, meeting, speaking
from coalition.authority.statute import clause as clauses
from coalition.authority.statute import within
from coalition.authority.steps import decided, held, needs, truth
from coalition.authority.steps.spans import complement, intersect, sweep, union
from coalition.measure.instants import FOREVER, Interval
from coalition.model.law import Outcome, RenewalKind

Swap = tuple[Any, str, Any]
"""Where, the name, and what is put there."""


@dataclass(frozen=True)
class Mutant:
    """A misreading with what it puts into the engine."""

    name: str
    swaps: tuple[Swap, ...]


def _all_true(*_: Any, **__: Any) -> bool:
    return True


def _never(*_: Any, **__: Any) -> bool:
    return False


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _reversed(prevails: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda one, other: prevails(other, one)


def _settle_without_caveats(permission: Any, prohibition: Any, **what: Any) -> Any:
    mild = replace(prohibition, provision=replace(prohibition.provision, caveat=False))
    return _SETTLE(permission, mild, **what)


def _settle_conflicts(permission: Any, prohibition: Any, **what: Any) -> Any:
    ruled = _SETTLE(permission, prohibition, **what)
    if ruled.verdict is precedence.Verdict.CONFLICT:
        return precedence.Ruling(precedence.Verdict.YIELDS, "")
    return ruled


def _settle_home(permission: Any, prohibition: Any, **what: Any) -> Any:
    if permission is None:
        return precedence.Ruling(precedence.Verdict.DEFEATS, "")
    return _SETTLE(permission, prohibition, **what)


def _settle_foreign_at_home(permission: Any, prohibition: Any, **what: Any) -> Any:
    return _SETTLE(permission, prohibition, own=what["own"], home=False)


def _bound_by_soil_alone(self: Any, actor: Any, territory: Any, action: Any) -> Any:
    return _BINDING(replace(self, nobodys=frozenset()), actor, territory, action)


def _excused_for_ever(last: Any, rulings: Any) -> Any:
    return _EXCUSED([FOREVER for _ in last], rulings)


def _forbids_before(bar: Any, _: Any) -> bool:
    return not bar.lapse and not bar.limit


def _without_reservations(instrument: Any, provision: Any) -> Any:
    return _BOUND_IN(instrument, None)


def _not_tacit(instrument: Any) -> Any:
    return _life_with(instrument, RenewalKind.NONE, instrument.denounced)


def _express_runs_on(instrument: Any) -> Any:
    express = instrument.renewal.kind is RenewalKind.EXPRESS
    kind = RenewalKind.TACIT if express else instrument.renewal.kind
    return _life_with(instrument, kind, instrument.denounced)


def _not_denounced(instrument: Any) -> Any:
    return _life_with(instrument, instrument.renewal.kind, None)


def _life_with(instrument: Any, kind: RenewalKind, denounced: Any) -> Any:
    renewal = replace(instrument.renewal, kind=kind)
    return _LIFE_OF(replace(instrument, renewal=renewal, denounced=denounced))


def _until_inclusive(instrument: Any) -> Any:
    life = _LIFE_OF(instrument)
    return Interval(life.opens, min(life.closes + 1440, FOREVER))


def _estimate_with(which: str) -> Any:
    def step(self: Any, clause: Any, *rest: Any) -> Any:
        length = clause.provision.duration
        longer = replace(length, likely=getattr(length, which))
        return _STEP(
            self, replace(clause, provision=replace(clause.provision, duration=longer)), *rest
        )

    return step


def _unknown_is_true(self: Any, clause: Any, roles: Any) -> Any:
    found = _TRUTH(self, clause, roles)
    return truth.Truth(union((*found.yes, *found.maybe)))


def _undated_beside_dated(facts: list[Any]) -> Any:
    return _TIMELINE([replace(f, when=Interval(f.when.opens, f.when.closes)) for f in facts[:1]])


def _first_alternative(self: Any, clause: Any, roles: Any) -> Any:
    first = replace(clause.provision, conditions=clause.provision.conditions[:1])
    return _TRUTH(self, replace(clause, provision=first), roles)


def _values_known(facts: list[Any]) -> Any:
    return frozenset(v for fact in facts for v in fact.values) or None


def _opposite(self: Any, test: Any, values: Any, clause: Any, roles: Any) -> Any:
    met = _MET(self, test, values, clause, roles)
    return complement(met) if test.sense is truth.Sense.NONE_OF else met


def _all_ways(parts: Any) -> Any:
    return _ALL_OF(parts)


def _any_way(parts: Any) -> Any:
    return _ANY_OF(parts)


def _first_way(stretches: Any) -> Any:
    ranked = sorted(stretches, key=held._rank)
    return tuple(held.cut(each, opens, closes) for each, opens, closes in sweep(ranked))


def _refusals_forgotten(decisions: Iterable[Any]) -> Any:
    return [r for r in _REIGNS(decisions) if r[0].outcome is not Outcome.REFUSED]


def _first_reigns(decisions: Any) -> Any:
    return [(d, FOREVER) for d in decisions[:1]]


def _grants_never_end(decision: Any, closes: Any, step: Any) -> Any:
    return _GRANTED(decision, FOREVER, step)


def _binding_of_permission(self: Any, actor: Any, territory: Any, action: Any) -> Any:
    return self.bound.get(actor, ())


def _binding_both(self: Any, actor: Any, territory: Any) -> Any:
    return intersect(self.bound.get(actor, ()), self.bound.get(territory, ()))


def _estimates_forbid(_: Any) -> bool:
    return True


def _cargo_some(one: Any, cargo: Any) -> bool:
    return bool(not cargo or scope.meets(one, cargo))


def _without_lapse(_: Any) -> list[Any]:
    return []


def _own_law_of_actor_only(prohibition: Any, question: Any) -> bool:
    return prohibition.sole_party == question.actor


def _working_days_are_days(begin: Any, length: int, unit: Any, country: Any) -> Any:
    unit = needs.TimeUnit.DAYS if unit is needs.TimeUnit.WORKING_DAYS else unit
    return _END_OF(begin, length, unit, country)


def _one_day_early(begin: Any, length: int, unit: Any, country: Any) -> Any:
    end = _END_OF(begin, length, unit, country)
    return end if unit is needs.TimeUnit.HOURS or not length else max(begin, end - 1440)


def _every_exceeded(over: Any, amount: Any) -> bool:
    return True


_SETTLE, _BOUND_IN, _LIFE_OF = precedence.settle, clauses.bound_in, clauses.life_of
_TRUTH, _MET, _TIMELINE = truth.Truths._worked_out, truth.Truths._met, truth._timeline
_STEP, _ALL_OF, _ANY_OF = needs.Needs._step, needs.all_of, needs.any_of
_REIGNS, _GRANTED, _END_OF = decided._reigns, decided._granted, needs.end_of
_BINDING, _EXCUSED = clauses.Clause._binding, meeting._excused
_SPECIAL, _LATER = precedence._PREVAILS

MUTANTS = (
    Mutant("a caveat is like any prohibition", ((meeting, "settle", _settle_without_caveats),)),
    Mutant("conflicts are won by the permission", ((meeting, "settle", _settle_conflicts),)),
    Mutant("everything bars at home", ((meeting, "settle", _settle_home),)),
    Mutant("no treaty binds at home", ((meeting, "settle", _settle_foreign_at_home),)),
    Mutant("nobody may let in to nobody's soil", ((clauses.Clause, "_binding", _bound_by_soil_alone),)),
    Mutant("a ban is forgotten once it was excepted", ((meeting, "_excused", _excused_for_ever),)),
    Mutant("a ban forbids before it begins", ((evaluate, "_forbids", _forbids_before),)),
    Mutant("exceptions are not read", ((precedence, "_excepted", _nothing),)),
    Mutant("the Charter is like any treaty", ((precedence, "_charter", _nothing),)),
    Mutant("own law never defeats", ((meeting, "is_own_law", _never),)),
    Mutant("own law is the actor's alone", ((meeting, "is_own_law", _own_law_of_actor_only),)),
    Mutant("general over special", ((precedence, "_PREVAILS", (
        ("", _reversed(within.is_special)), _LATER)),)),
    Mutant("earlier over later", ((precedence, "_PREVAILS", (
        _SPECIAL, ("", _reversed(within.is_later)))),)),
    Mutant("later before special", ((precedence, "_PREVAILS", (_LATER, _SPECIAL)),)),
    Mutant("conditions do not make special", ((within, "_conditioned", _all_true),)),
    Mutant("reservations are not read", ((compiling, "bound_in", _without_reservations),)),
    Mutant("tacit renewal is none", ((clauses, "life_of", _not_tacit),
                                     (compiling, "life_of", _not_tacit))),
    Mutant("express renewal runs on", ((clauses, "life_of", _express_runs_on),
                                       (compiling, "life_of", _express_runs_on))),
    Mutant("denunciation is not read", ((clauses, "life_of", _not_denounced),
                                        (compiling, "life_of", _not_denounced))),
    Mutant("the day of `until` counts", ((clauses, "life_of", _until_inclusive),
                                            (compiling, "life_of", _until_inclusive))),
    Mutant("the most is planned with", ((needs.Needs, "_step", _estimate_with("most")),)),
    Mutant("the least is planned with", ((needs.Needs, "_step", _estimate_with("least")),)),
    Mutant("working days are days", ((needs, "end_of", _working_days_are_days),)),
    Mutant("days end a day early", ((needs, "end_of", _one_day_early),)),
    Mutant("unknown is true", ((truth.Truths, "_worked_out", _unknown_is_true),)),
    Mutant("only the first alternative counts", ((truth.Truths, "_worked_out", _first_alternative),)),
    Mutant("`?` is a value like others", ((truth, "_values", _values_known),)),
    Mutant("`!word` is `word`", ((truth.Truths, "_met", _opposite),)),
    Mutant("only the first statement of a fact counts", ((truth, "_timeline", _undated_beside_dated),)),
    Mutant("any is all", ((needs, "any_of", _all_ways),)),
    Mutant("all is any", ((needs, "all_of", _any_way),)),
    Mutant("of two ways the first is kept", ((held, "best", _first_way),)),
    Mutant("refusals are forgotten", ((decided, "_reigns", _refusals_forgotten),)),
    Mutant("the first decision stays", ((decided, "_reigns", _first_reigns),)),
    Mutant("grants never end", ((decided, "_granted", _grants_never_end),)),
    Mutant("decisions speak of everybody", ((needs, "_names", _all_true),)),
    Mutant("a permission binds by the actor", ((clauses.Clause, "_binding", _binding_of_permission),)),
    Mutant("both must be bound", ((clauses.Clause, "_either", _binding_both),)),
    Mutant("some cargo suffices", ((scope, "covers", _cargo_some), (speaking, "covers", _cargo_some))),
    Mutant("thresholds are always passed", ((speaking, "exceeds", _every_exceeded),)),
    Mutant("limits are not read", ((leaves, "shortfall", lambda *_: ()),)),
)  # fmt: skip
"""Each is found out by the witness within a thousand books."""

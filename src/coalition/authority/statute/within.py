"""Whether the scope of one provision lies within that of another (lex specialis), and which is the later.

The rule: section 8, steps 5 and 6, of `docs/explanation/authority.md`; Vienna Convention on the Law of Treaties
1969, art. 30(3). Not here: what follows from it (`precedence`).
"""

from __future__ import annotations

from collections.abc import Iterable

from coalition.authority.statute.clause import Clause, Names
from coalition.measure.instants import write_day
from coalition.model.law import Action

_ALL_ACTIONS = frozenset(Action)
_Cover = frozenset[str] | None
"""What is covered; None is everything."""


def is_special(one: Clause, other: Clause) -> bool:
    """Whether the one's scope lies strictly within the other's."""
    return _within(one, other) and not _within(other, one)


def is_later(one: Clause, other: Clause) -> bool:
    """Whether the one's instrument is later and has the other's parties, or more."""
    mine, theirs = frozenset(one.parties), frozenset(other.parties)
    if not theirs <= mine or bool(mine) != bool(theirs):
        return False
    here, there = one.instrument.in_force.opens, other.instrument.in_force.opens
    if here != there:
        return here > there
    signed, before = one.instrument.signed, other.instrument.signed
    return signed is not None and before is not None and signed > before


def dated(clause: Clause) -> str:
    """The clause with the date its instrument entered into force, for an argument."""
    return f"{clause.provision.id} (in force since {write_day(clause.instrument.in_force.opens)})"


def _within(one: Clause, other: Clause) -> bool:
    pairs = zip(_covers(one), _covers(other), strict=True)
    return all(_inside(mine, theirs) for mine, theirs in pairs) and _conditioned(one, other)


def _inside(mine: _Cover, theirs: _Cover) -> bool:
    return theirs is None or (mine is not None and mine <= theirs)


def _covers(clause: Clause) -> tuple[_Cover, ...]:
    scope = clause.provision.scope
    own, instrument = (_nations(names, clause) for names in clause.territories)
    return (
        _nations(clause.actors, clause),
        own if instrument is None else instrument if own is None else own & instrument,
        None if clause.actions == _ALL_ACTIONS else clause.actions,
        _words(scope.modes), _cargo(clause), _words(scope.units), _words(scope.fleets),
        _words(scope.places), _words(scope.tasks), _words(scope.missions),
        _nations(clause.partners, clause), _nations(clause.beneficiaries, clause),
    )  # fmt: skip


def _nations(names: Names, clause: Clause) -> _Cover:
    if names.any:
        return None
    return names.nations | frozenset(clause.parties) if names.parties else names.nations


def _words(words: Iterable[str]) -> _Cover:
    return frozenset(words) or None


def _cargo(clause: Clause) -> _Cover:
    """The cargo named; a list that is empty says nothing of cargo, in a permission too."""
    scope = clause.provision.scope
    return None if scope.any_cargo else _words(scope.cargo)


def _conditioned(one: Clause, other: Clause) -> bool:
    """Whether the one's conditions are the other's, or more."""
    wanted = [frozenset(tests) for tests in other.provision.conditions]
    if not wanted:
        return True
    mine = [frozenset(tests) for tests in one.provision.conditions]
    return bool(mine) and all(any(less <= tests for less in wanted) for tests in mine)

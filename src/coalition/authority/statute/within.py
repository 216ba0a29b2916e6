"""Whether the scope of one provision lies within that of another (lex specialis), and which is the later.

The rule: section 8, steps 5 and 6, of `docs/explanation/authority.md`; Vienna Convention on the Law of Treaties
1969, art. 30(3). Not here: what follows from it (`precedence`).
"""

from __future__ import annotations

from coalition.authority.statute.clause import Clause
from coalition.measure.instants import write_day


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
    for mine, theirs in zip(one.covers, other.covers, strict=True):
        if theirs is not None and (mine is None or not mine <= theirs):
            return False
    return _conditioned(one, other)


def _conditioned(one: Clause, other: Clause) -> bool:
    """Whether the one's conditions are the other's, or more."""
    wanted = [frozenset(tests) for tests in other.provision.conditions]
    if not wanted:
        return True
    mine = [frozenset(tests) for tests in one.provision.conditions]
    return bool(mine) and all(any(less <= tests for less in wanted) for tests in mine)

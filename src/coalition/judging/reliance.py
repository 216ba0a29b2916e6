"""Gathering what rules find: a breach stands alone, what rests on one fact is gathered into one doubt.

Not here: deciding that something rests on a fact; that is each rule's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.judging.verdict import Breach, Doubt, Risk
from coalition.measure.instants import ALWAYS, Minute


@dataclass(frozen=True, slots=True)
class Reliance:
    """One trip (or, with an empty `trip`, the plan as a whole) that rests on a fact nobody vouches for.

    `late_by` is set for a risk: minutes by which the fact, at its worst, comes too late.
    """

    rule: str
    code: str
    fact: str
    where: str
    trip: str = ""
    at: Minute | None = None
    provision: str = ""
    text: str = ""
    late_by: int | None = None


Finding = Breach | Reliance
"""What a rule yields."""


def sort_breaches(findings: Iterable[Finding]) -> tuple[Breach, ...]:
    """Every breach once, by rule, time and place."""
    return tuple(sorted({f for f in findings if isinstance(f, Breach)}, key=_breach_order))


def gather_doubts(findings: Iterable[Finding]) -> tuple[Doubt, ...]:
    """One doubt a fact, with the number of trips that rest on it."""
    return tuple(
        Doubt(
            first.rule, first.code, first.fact, first.where, first.at,
            trips, first.provision, first.text,
        )
        for first, trips in _gather(f for f in findings if _is_reliance(f, risk=False))
    )  # fmt: skip


def gather_risks(findings: Iterable[Finding]) -> tuple[Risk, ...]:
    """One risk a question of law, with the number of trips that rest on it."""
    return tuple(
        Risk(
            first.rule, first.code, first.fact, first.where, first.at,
            trips, first.late_by, first.provision, first.text,
        )
        for first, trips in _gather(f for f in findings if _is_reliance(f, risk=True))
    )  # fmt: skip


def _is_reliance(finding: Finding, *, risk: bool) -> bool:
    return isinstance(finding, Reliance) and (finding.late_by is not None) is risk


def _gather(findings: Iterable[Finding]) -> list[tuple[Reliance, int]]:
    facts: dict[tuple[int, str, str], list[Reliance]] = {}
    for finding in findings:
        if isinstance(finding, Reliance):
            key = (_number(finding.rule), finding.code, finding.fact)
            facts.setdefault(key, []).append(finding)
    return [
        (min(facts[key], key=_reliance_order), len({f.trip for f in facts[key] if f.trip}))
        for key in sorted(facts)
    ]


def _number(rule: str) -> int:
    return int(rule[1:])


def _reliance_order(found: Reliance) -> tuple[int, str, str, str]:
    return (ALWAYS if found.at is None else found.at, found.where, found.provision, found.text)


def _breach_order(breach: Breach) -> tuple[int, int, str, str, str, str, int]:
    at = ALWAYS if breach.at is None else breach.at
    amount = breach.amount or 0
    return (
        _number(breach.rule), at, breach.where, breach.code, breach.provision, breach.text, amount,
    )  # fmt: skip

"""What a plan is held to after an inject, as a person writes it in a cell: clauses parted by `;`.

    late <= 2; promises moved < 5
    closes N00012 <= C+30; closes N00013 = never
    moved N00012 <= 2 d; delivered N00012 >= 80 %
    verdict = green; verdict = green | amber

A clause is a measure, of one requirement where it needs one, a relation (`<=` `<` `=` `!=` `>=` `>`) and a
bound. There is nothing else in the language: no arithmetic, no names, nothing that runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from coalition.formats.exercise.columns import plain_head
from coalition.formats.exercise.nouns import Clause
from coalition.formats.exercise.reader import instant_of
from coalition.formats.faults import did_you_mean, quote
from coalition.formats.parse.values import ValueFault
from coalition.judging.verdict import Verdict
from coalition.measure.instants import MINUTES_PER_DAY, MINUTES_PER_HOUR, Minute


class Holds(Enum):
    """What the bound of a measure is."""

    COUNT = "a whole number"
    HOURS = "hours, or days with `d`"
    PERCENT = "percent"
    INSTANT = "C+DAYS, a date, or never"
    VERDICT = "green, amber or red; `|` parts several"


WHOLE: dict[str, tuple[Holds, str]] = {
    "late": (Holds.COUNT, "requirements that close late"),
    "unmet": (Holds.COUNT, "requirements that never close"),
    "on time": (Holds.COUNT, "requirements that close on time"),
    "newly late": (Holds.COUNT, "requirements late or unmet that were neither before the news"),
    "promises moved": (Holds.COUNT, "requirements that close at another time than before the news"),
    "trips changed": (Holds.COUNT, "trips added, dropped or changed by the news"),
    "stale consents": (Holds.COUNT, "permissions the plan in force used that hold no longer"),
    "breaches": (Holds.COUNT, "rules the plan breaks"),
    "avoidable breaches": (Holds.COUNT, "breaches that a plan could still avoid"),
    "doubts": (Holds.COUNT, "unknown facts the plan rests on"),
    "weighted hours": (Holds.HOURS, "lateness times weight, over all requirements"),
    "weighted hours moved": (Holds.HOURS, "how far promises moved times weight, over all"),
    "verdict": (Holds.VERDICT, "the judge's verdict"),
}
"""Measure of the plan as a whole -> its bound and what it is."""
OF_ONE: dict[str, tuple[Holds, str]] = {
    "closes": (Holds.INSTANT, "when the requirement closes"),
    "lateness": (Holds.HOURS, "how late the requirement closes"),
    "moved": (Holds.HOURS, "how much later it closes than before the news"),
    "delivered": (Holds.PERCENT, "share of it that is delivered"),
}
"""Measure of one requirement -> its bound and what it is."""

_RELATION = re.compile("(<=|>=|!=|==|=|<|>|\N{LESS-THAN OR EQUAL TO}|\N{GREATER-THAN OR EQUAL TO})")
_SAME = {"==": "=", "\N{LESS-THAN OR EQUAL TO}": "<=", "\N{GREATER-THAN OR EQUAL TO}": ">="}
_AMOUNT = re.compile(r"(-?\d{1,9}(?:\.\d{1,3})?)\s*(h|hours?|d|days?|%|percent)?", re.ASCII)
_PPM_A_PERCENT = 10_000
_MOST_CLAUSES = 50
_LIKE = "write a clause like `late <= 2`, `closes N00012 <= C+30` or `verdict = green`"


def read_clauses(
    text: str, c_day: Minute | None, requirements: Iterable[str] | None = None
) -> tuple[list[Clause], list[ValueFault]]:
    """The clauses of a cell, and the fault of each that cannot be read.

    `requirements` are the ids a clause may speak of; None allows any.
    """
    found, faults = [], []
    known = None if requirements is None else list(requirements)
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    for part in parts[:_MOST_CLAUSES]:
        try:
            found.append(_clause(part, c_day, known))
        except ValueFault as fault:
            faults.append(fault)
    if len(parts) > _MOST_CLAUSES:
        faults.append(ValueFault("bad-expectation", f"more than {_MOST_CLAUSES} clauses"))
    return found, faults


def _clause(text: str, c_day: Minute | None, known: list[str] | None) -> Clause:
    parts = _RELATION.split(text)
    if len(parts) != 3:
        raise ValueFault("bad-expectation", f"{quote(text)} has not one relation", _LIKE)
    left, relation, right = (part.strip() for part in parts)
    measure, subject, holds = _left(left, text, known)
    relation = _SAME.get(relation, relation)
    bound = _bound(right, holds, c_day, text)
    if holds is Holds.VERDICT and relation not in {"=", "!="}:
        hint = "write verdict = green, or verdict = green | amber"
        raise ValueFault("bad-expectation", f"{quote(text)}: verdicts are not more or less", hint)
    if bound is None and relation not in {"=", "!="} and right.casefold() == "never":
        raise ValueFault("bad-expectation", f"{quote(text)}: nothing is later than never", _LIKE)
    return Clause(text, measure, subject, relation, bound)


def _left(left: str, text: str, known: list[str] | None) -> tuple[str, str, Holds]:
    """Measure, requirement and kind of bound of a clause's left side."""
    plain = plain_head(left)
    if plain in WHOLE:
        return plain, "", WHOLE[plain][0]
    word, _, subject = left.partition(" ")
    word, subject = word.casefold(), subject.strip()
    if word not in OF_ONE or " " in subject:
        hint = did_you_mean(plain, WHOLE) or "one of " + ", ".join((*WHOLE, *OF_ONE))
        raise ValueFault("bad-expectation", f"{quote(text)}: {quote(left)} is no measure", hint)
    if not subject:
        raise ValueFault("bad-expectation", f"{quote(text)}: `{word}` of which requirement?", _LIKE)
    if known is not None and subject not in known:
        hint = did_you_mean(subject, known)
        message = f"{quote(text)}: the book has no requirement {quote(subject)}"
        raise ValueFault("unknown-reference", message, hint)
    return word, subject, OF_ONE[word][0]


def _bound(
    right: str, holds: Holds, c_day: Minute | None, text: str
) -> int | tuple[str, ...] | None:
    if holds is Holds.VERDICT:
        return _verdicts(right, text)
    if holds is Holds.INSTANT:
        return None if right.casefold() == "never" else instant_of(right, c_day)
    amount = _AMOUNT.fullmatch(right)
    unit = (amount[2] or "")[:1] if amount else ""
    allowed = {Holds.COUNT: ("",), Holds.HOURS: ("", "h", "d"), Holds.PERCENT: ("", "%", "p")}
    if amount is None or unit not in allowed[holds]:
        message = f"{quote(text)}: {quote(right)} is not {holds.value}"
        raise ValueFault("bad-expectation", message, f"the bound is {holds.value}")
    each = {Holds.COUNT: 1, Holds.HOURS: MINUTES_PER_HOUR, Holds.PERCENT: _PPM_A_PERCENT}[holds]
    value = Decimal(amount[1]) * (MINUTES_PER_DAY if unit == "d" else each)
    if value != int(value):
        message = f"{quote(text)}: {quote(right)} is not a whole number of the unit counted in"
        raise ValueFault("bad-expectation", message, f"the bound is {holds.value}")
    return int(value)


def _verdicts(right: str, text: str) -> tuple[str, ...]:
    words = tuple(word.strip().casefold() for word in right.split("|"))
    known = [verdict.value for verdict in Verdict]
    if any(word not in known for word in words):
        message = f"{quote(text)}: {quote(right)} is no verdict"
        raise ValueFault("bad-expectation", message, "green, amber or red; `|` parts several")
    return words

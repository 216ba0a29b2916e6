"""The silence procedure a second time, on one page: minute by minute, from its rules alone.

A saying is known once it has arrived and its own date has come. The states of a nation: `away` (no receipt),
`silent`, `yes`, `if` (assent on a condition), `left` (withdrew). A nation that is away, left or waits for its
condition has no end of time; every other one may not speak any more after the end.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Saying:
    """`what`: receipt, yes, no, if, met, leave. `signed` by the nation's clock, `arrives` by everybody's."""

    who: str
    what: str
    signed: int
    arrives: int


@dataclass(frozen=True)
class Case:
    roster: tuple[str, ...]
    opened: int
    until: int
    tolerance: int
    sayings: tuple[Saying, ...]
    closes: int | None = None
    """When the secretariat closes, with whatever has arrived, if there is anything to close."""


def outcome(case: Case, now: int) -> str:
    if case.closes is not None and now >= case.closes:
        then = _replay(case, _known(case, case.closes), case.closes)
        if then != "open":
            return then
    return _replay(case, _known(case, now), now)


def _known(case: Case, now: int) -> list[Saying]:
    return [s for s in case.sayings if max(s.arrives, s.signed) <= now and s.who in case.roster]


def _replay(case: Case, known: list[Saying], now: int) -> str:
    state = dict.fromkeys(case.roster, "away")
    for s in known:
        if s.what == "receipt" and s.signed <= case.until:
            state[s.who] = "silent"
    has_receipt = {who for who, how in state.items() if how == "silent"}
    for minute in range(min([case.opened, *(s.signed for s in known)]), now + 1):
        over = minute > case.until + case.tolerance
        for s in known:
            waits = state[s.who] in {"left", "if"} or s.who not in has_receipt
            if s.signed == minute and s.what != "receipt" and (waits or not over):
                if s.what == "no":
                    return "broken"
                state[s.who] = _speak(state[s.who], s.what)
    if now <= case.until + case.tolerance:
        return "open"
    ways = set(state.values())
    return "unknown" if "away" in ways else "held" if ways & {"left", "if"} else "agreed"


def _speak(how: str, what: str) -> str:
    """The state of a nation after it spoke; what it may not say in its state changes nothing."""
    if how in {"away", "silent", "left"} and what in {"yes", "if"}:
        return what
    if (how, what) == ("if", "met"):
        return "yes"
    return "left" if how in {"yes", "if"} and what == "leave" else how

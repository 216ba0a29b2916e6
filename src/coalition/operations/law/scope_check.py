"""Does a plan stay inside every permission it uses: numbers, stay, time, territory, cargo.

Counted as rule R12 counts (`docs/explanation/planning-rules.md`): a load once for each permission, actor and
territory it moves under. Written apart from the judge's own sums. A question of the plan that no permission
opens is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coalition.authority.answer import Window
from coalition.judging.docket import Carried, LoadKey
from coalition.judging.hearing import Heard
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.identity import CarrierId, MovementId, NationId, ProvisionId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.operations.frame import Frame
from coalition.operations.law.wanted import heard_in, plan_for, read_frame

Account = tuple[ProvisionId, NationId, NationId]
"""Permission, actor, territory."""
NOT_COUNTED = ("ship_t", "each_ship_t")
"""Limits that a plan gives no numbers for."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One limit: what is used, what is allowed, and when the limit is first passed.

    `used` is None when the plan does not say. Masses are kilograms, times minutes.
    """

    name: str
    used: int | None
    allowed: int
    passed: Minute | None = None

    @property
    def margin(self) -> int | None:
        """What is left; below zero when it is passed."""
        return None if self.used is None else self.allowed - self.used


@dataclass(frozen=True, slots=True)
class Usage:
    """What a plan does under one permission in one territory, measure by measure.

    `actions` are what it is used for, `first` and `last` the use in time, `closes` when the permission ends.
    `breach` says in words why it is outside, when no permission opens it.
    """

    permission: str
    actor: NationId
    territory: NationId
    actions: tuple[Action, ...]
    cargo: tuple[str, ...]
    legs: int
    first: Minute
    last: Minute
    closes: Minute
    measures: tuple[Measure, ...] = ()
    breach: str = ""

    @property
    def passed(self) -> Minute | None:
        """The first minute at which anything is passed; None when all is inside."""
        if self.breach:
            return self.first
        found = [m.passed for m in self.measures if m.passed is not None]
        return min(found, default=None)


@dataclass(slots=True)
class _Account:
    heard: list[tuple[Heard, Window]] = field(default_factory=list)


def usages_of(frame: Frame, hearing: Iterable[Heard]) -> tuple[Usage, ...]:
    """What is used of every permission, what is passed first; then what no permission opens."""
    accounts: dict[Account, _Account] = {}
    shut: list[Usage] = []
    heard_all = tuple(hearing)
    for heard in heard_all:
        question, window = heard.question, heard.window
        if heard.shut is not None:
            shut.append(_outside(frame, heard, heard.shut))
        elif window is not None and window.permission is not None:
            account = (window.permission, question.actor, question.territory)
            accounts.setdefault(account, _Account()).heard.append((heard, window))
    stays = _Stays(frame, heard_all)
    found = [_usage(account, accounts[account], stays) for account in sorted(accounts)]
    return tuple(sorted((*_once(shut), *found), key=_order))


def _order(usage: Usage) -> tuple[bool, int, str, str, str]:
    passed = usage.passed
    return (passed is None, passed or 0, usage.permission, usage.actor, usage.territory)


def _once(shut: list[Usage]) -> Iterator[Usage]:
    """Of what is not open, the first of each kind."""
    seen: set[tuple[str, ...]] = set()
    for one in sorted(shut, key=lambda u: u.first):
        key = (one.actor, one.territory, *one.actions, one.breach)
        if key not in seen:
            seen.add(key)
            yield one


def _outside(frame: Frame, heard: Heard, at: Minute) -> Usage:
    question = heard.question
    bars = [b for b in frame.authority.bars(question) if b.opens <= at < b.closes]
    answer = frame.authority.answer(question, at)
    why = bars[0].text if bars else str(answer.finding)
    named = next((bar.provision for bar in bars if bar.provision), None)
    cargo = tuple(sorted(map(str, question.cargo)))
    return Usage(
        named or "no permission", question.actor, question.territory, (question.action,), cargo, 1,
        at, heard.ends, at, breach=f"not open: {why}",
    )  # fmt: skip


def _usage(account: Account, used: _Account, stays: _Stays) -> Usage:
    permission, actor, territory = account
    heard = [one for one, _ in used.heard]
    closes = min(window.closes for _, window in used.heard)
    last = max(one.ends for one in heard)
    measures = [_time(used), *_counted(used), *_stay(used, territory, stays), *_silent(used)]
    return Usage(
        permission, actor, territory,
        tuple(sorted({one.question.action for one in heard})),
        tuple(sorted({str(nature) for one in heard for nature in one.question.cargo})),
        len(heard), min(one.begins for one in heard), last, closes, tuple(measures),
    )  # fmt: skip


def _time(used: _Account) -> Measure:
    """Minutes from the first use to the last, of those for which the permission is open from then."""
    first = min(heard.begins for heard, _ in used.heard)
    heard, window = max(used.heard, key=lambda pair: pair[0].ends - pair[1].closes)
    over = heard.ends > window.closes
    return Measure(
        "minutes", heard.ends - first, window.closes - first, window.closes if over else None
    )


def _counted(used: _Account) -> Iterator[Measure]:
    """People, mass, vehicles and carriers under the limits stated for them.

    Where decisions under one permission state several numbers, what moves under a number or a smaller one is
    held against it, and the one with the least left speaks.
    """
    for name in ("pax", "mass_kg", "vehicles", "aircraft", "ships", "days"):
        measures = [_measure(used, name, allowed) for allowed in sorted(set(_stated(used, name)))]
        yield from sorted(measures, key=lambda m: m.margin or 0)[:1]


def _measure(used: _Account, name: str, allowed: int) -> Measure:
    total, passed = _sum(used, name, allowed)
    return Measure(name, total, allowed, passed)


def _stated(used: _Account, name: str) -> list[int]:
    stated = (window.limits.stated.get(name) for _, window in used.heard)
    return [number for number in stated if number is not None]


def _allowed(used: _Account, name: str) -> int | None:
    return min(_stated(used, name), default=None)


def _sum(used: _Account, name: str, allowed: int) -> tuple[int, Minute | None]:
    """The total in order of time, and the first minute at which it is past what is allowed."""
    tally = _Tally(name)
    passed: Minute | None = None
    for heard, window in sorted(used.heard, key=lambda pair: (pair[0].begins, pair[0].leg.where)):
        own = window.limits.stated.get(name)
        if own is not None and own <= allowed:
            tally.add(heard)
        if passed is None and tally.total > allowed:
            passed = heard.begins
    return tally.total, passed


@dataclass(slots=True)
class _Tally:
    """A sum that counts each piece, and each carrier, once."""

    name: str
    total: int = 0
    pieces: dict[LoadKey, int] = field(default_factory=dict)
    carriers: set[CarrierId] = field(default_factory=set)
    first: Minute | None = None

    def add(self, heard: Heard) -> None:
        if self.name in ("aircraft", "ships"):
            mode = Mode.AIR if self.name == "aircraft" else Mode.SEA
            if heard.leg.fleet is not None and heard.leg.fleet.mode is mode:
                self.carriers.add(_carrier_of(heard))
            self.total = len(self.carriers)
        elif self.name == "days":
            self.first = heard.begins if self.first is None else self.first
            self.total = max(self.total, -(-(heard.ends - self.first) // MINUTES_PER_DAY))
        else:
            self.total += sum(self._more(carried) for carried in heard.loads)

    def _more(self, carried: Carried) -> int:
        before = self.pieces.get(carried.key, 0)
        now = min(before + carried.pieces, max(0, carried.line.pieces))
        self.pieces[carried.key] = max(before, now)
        more = Carried(carried.movement, carried.line, max(0, now - before))
        if self.name == "vehicles":
            return more.pieces if "vehicles" in map(str, carried.line.natures) else 0
        return more.pax if self.name == "pax" else more.kg


def _carrier_of(heard: Heard) -> CarrierId:
    """The carrier that a trip's name ends in: `trip 2 of C17#2`."""
    return CarrierId(heard.leg.trip.rsplit(" of ", maxsplit=1)[-1])


def _stay(used: _Account, territory: NationId, stays: _Stays) -> Iterator[Measure]:
    allowed = _allowed(used, "stay_days")
    if allowed is None:
        return
    own = {c.movement.id for heard, _ in used.heard if not heard.of_carrier for c in heard.loads}
    lasting = {movement: stays.of(movement, territory) for movement in sorted(own)}
    known = [(came, left) for came, left in (s for s in lasting.values() if s is not None)]
    longest = max((left - came for came, left in known), default=0)
    limit = allowed * MINUTES_PER_DAY
    passed = [Minute(came + limit) for came, left in known if left - came > limit]
    yield Measure("stay_days", -(-longest // MINUTES_PER_DAY), allowed, min(passed, default=None))


class _Stays:
    """When each movement came to each nation's soil and when it left; what stays counts to the horizon."""

    def __init__(self, frame: Frame, hearing: Iterable[Heard]) -> None:
        self._end = frame.book.crisis.horizon_end
        self._visits: dict[MovementId, list[tuple[Minute, Minute, NationId, NationId]]] = {}
        for heard in hearing:
            start, end = heard.leg.start.place, heard.leg.end.place
            if start is None or end is None:
                continue
            for movement in {carried.movement.id for carried in heard.loads}:
                visit = (heard.leg.depart, heard.leg.arrive, start.nation, end.nation)
                self._visits.setdefault(movement, []).append(visit)

    def of(self, movement: MovementId, soil: NationId) -> tuple[Minute, Minute] | None:
        """First arrival and last departure; None when it never comes there from elsewhere."""
        visits = self._visits.get(movement, ())
        came = [arrive for _, arrive, start, end in visits if end == soil and start != soil]
        if not came:
            return None
        left = [depart for depart, _, start, end in visits if start == soil and end != soil]
        return min(came), max(left) if left else self._end


def _silent(used: _Account) -> Iterator[Measure]:
    for name in NOT_COUNTED:
        allowed = _allowed(used, name)
        if allowed is not None:
            yield Measure(name, None, allowed)


def scope_check(folder: Path, plan_file: Path) -> tuple[Frame, tuple[Usage, ...]]:
    """The book and what its plan uses of every permission.

    Raises InputError when the book or the plan cannot be read, with every fault.
    """
    frame = read_frame(folder)
    return frame, usages_of(frame, heard_in(frame, plan_for(frame, plan_file)))

"""When each lock of the law is open under chance: procedures take their time, are late, refused, withdrawn.

A procedure begins when what it needs is there and ends by its own calendar (`authority.calendars`); a window
opens when the tree of its permission is met, as in `authority.steps.needs`. Where the plan's estimate opens
later than the tree alone would (a text not yet in force, a ban), that later minute stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY, MINUTES_PER_HOUR
from coalition.model.chance.chances import ChanceKind, Spread
from coalition.model.law import TimeUnit
from coalition.rehearsal.script.instants import LONG_AGO, NEVER, Indices
from coalition.rehearsal.script.law import likely_end
from coalition.rehearsal.script.script import Laws, Need, Opening, Script, Step, Word
from coalition.rehearsal.world.rows import Dice
from coalition.rehearsal.world.streams import triangular
from coalition.rehearsal.world.strikes import Register, Strike

Times = NDArray[np.int64]
UNBLAMED = -1


@dataclass(frozen=True, slots=True)
class Consents:
    """[rows, locks, windows] when each is open, and [rows, locks] which strike set its opening.

    `open_from` [rows, laws]: from when on all locks of the law stay open; `last_lock` which of them is last.
    """

    opens: NDArray[np.int32]
    closes: NDArray[np.int32]
    blame: Indices
    open_from: NDArray[np.int32]
    last_lock: Indices


@dataclass(frozen=True, slots=True)
class _End:
    """When something is met, and which strike made it so late."""

    at: Times
    blame: Indices


def draw_consents(script: Script, register: Register, dice: Dice) -> Consents:
    """The consents of every row."""
    laws = script.laws
    bench = _Bench(script, register, dice)
    rows, width = dice.plan.rows, max((len(lock) for lock in laws.locks), default=1)
    opens = np.full((rows, len(laws.locks), width), NEVER, dtype=np.int32)
    closes = np.full_like(opens, LONG_AGO)
    blame = np.full((rows, len(laws.locks)), UNBLAMED, dtype=np.int32)
    stays = np.full((rows, len(laws.locks)), NEVER, dtype=np.int32)
    for number, lock in enumerate(laws.locks):
        ends = []
        for column, opening in enumerate(lock):
            end, closing = bench.window(opening)
            opens[:, number, column] = np.minimum(end.at, NEVER)
            closes[:, number, column] = closing
            ends.append(end)
        _join(opens[:, number], closes[:, number])
        stays[:, number] = _stays(opens[:, number], closes[:, number])
        blame[:, number] = _blamed(ends, bench.closers(lock), stays[:, number], rows)
    return Consents(opens, closes, blame, *_laws(laws, stays))


class _Bench:
    """Works out procedures once each."""

    def __init__(self, script: Script, register: Register, dice: Dice) -> None:
        self._laws, self._dice = script.laws, dice
        self._origin, self._horizon = script.origin, script.horizon
        self._by_step: dict[ChanceKind, dict[int, list[tuple[int, Strike]]]] = {}
        for kind in _KINDS:
            found = self._by_step.setdefault(kind, {})
            for number, strike in register.of(kind):
                found.setdefault(strike.subject.number, []).append((number, strike))
        self._ends: dict[int, _End] = {}
        self._withdrawn: dict[int, _End] = {}

    def window(self, opening: Opening) -> tuple[_End, Times]:
        """When the window opens and closes, [rows]."""
        met, likely = self._met(opening.need), likely_end(opening.need, self._laws.steps)
        if likely <= opening.opens:
            at = met.at if likely == opening.opens else np.maximum(met.at, opening.opens)
        else:
            at = opening.opens + np.maximum(met.at - likely, 0)
        closes = np.full(self._dice.plan.rows, opening.closes, dtype=np.int64)
        for step in _steps_in(opening.need):
            closes = np.minimum(closes, self._withdrawal(step).at)
        blame = np.where(at > opening.opens, met.blame, UNBLAMED)
        return _End(np.where(at < closes, at, NEVER), blame), closes

    def closers(self, lock: tuple[Opening, ...]) -> list[_End]:
        """The withdrawals that may have closed the lock."""
        steps = {step for opening in lock for step in _steps_in(opening.need)}
        return [self._withdrawal(step) for step in sorted(steps)]

    def _met(self, need: Need) -> _End:
        if need.word is Word.STEP:
            return self._end(need.step, need.parts)
        parts = [self._met(part) for part in need.parts]
        if not parts:
            return self._flat(LONG_AGO if need.word is Word.ALL else NEVER)
        times = np.stack([part.at for part in parts])
        chosen = times.argmax(0) if need.word is Word.ALL else times.argmin(0)
        rows = np.arange(times.shape[1])
        return _End(times[chosen, rows], np.stack([part.blame for part in parts])[chosen, rows])

    def _flat(self, at: int) -> _End:
        rows = self._dice.plan.rows
        return _End(np.full(rows, at, dtype=np.int64), np.full(rows, UNBLAMED, dtype=np.int32))

    def _end(self, number: int, needs: tuple[Need, ...]) -> _End:
        if number not in self._ends:
            step = self._laws.steps[number]
            self._ends[number] = (
                self._flat(step.ends) if step.decided else self._run(number, step, needs)
            )
        return self._ends[number]

    def _run(self, number: int, step: Step, needs: tuple[Need, ...]) -> _End:
        """An undecided procedure from its beginning to its end."""
        begun = self._begins(step, needs)
        amount, blame = self._amount(number, step)
        ends = self._ending(step, begun.at, amount)
        blame = np.where(amount > self._likely(step), blame, begun.blame)
        for strike_number, strike in self._by_step[ChanceKind.CONSENT_LATE].get(number, ()):
            drawn = self._dice.throw(strike, 2)
            late = self._dice.happens(strike, drawn[:, 0])
            ends = ends + np.where(late, self._dice.lasts(strike, drawn[:, 1]), 0)
            blame = np.where(late, strike_number, blame)
        for strike_number, strike in self._by_step[ChanceKind.CONSENT_REFUSED].get(number, ()):
            refused = self._dice.happens(strike, self._dice.throw(strike)[:, 0])
            ends = np.where(refused, NEVER, ends)
            blame = np.where(refused, strike_number, blame)
        return _End(np.minimum(ends, NEVER), blame.astype(np.int32))

    def _begins(self, step: Step, needs: tuple[Need, ...]) -> _End:
        if not needs:
            return self._flat(step.begins)
        met, likely = self._met(needs[0]), likely_end(needs[0], self._laws.steps)
        if likely == step.begins:
            return met
        at = np.maximum(met.at, step.begins)
        return _End(at, np.where(met.at > step.begins, met.blame, UNBLAMED))

    def _amount(self, number: int, step: Step) -> tuple[Times, Indices]:
        """How long it takes, in minutes or days."""
        rows = self._dice.plan.rows
        amount = np.full(rows, self._likely(step), dtype=np.int64)
        blame = np.full(rows, UNBLAMED, dtype=np.int32)
        scale = MINUTES_PER_HOUR if step.unit == TimeUnit.HOURS else 1
        spread = Spread(step.least * scale, step.likely * scale, step.most * scale)
        for strike_number, strike in self._by_step[ChanceKind.PROCEDURE_TIME].get(number, ()):
            drawn = triangular(spread, self._dice.throw(strike)[:, 0])
            amount = np.where(self._dice.plan.holds(strike), drawn, amount)
            blame = np.full(rows, strike_number, dtype=np.int32)
        return amount, blame

    def _likely(self, step: Step) -> int:
        return step.likely * (MINUTES_PER_HOUR if step.unit == TimeUnit.HOURS else 1)

    def _ending(self, step: Step, begins: Times, amount: Times) -> Times:
        """As `authority.calendars.end_of`, over all rows at once."""
        if step.unit == TimeUnit.HOURS:
            return begins + amount
        day = (begins + self._origin) // MINUTES_PER_DAY - self._origin // MINUTES_PER_DAY
        if step.unit == TimeUnit.DAYS:
            last = day + amount
        else:
            last = _working_days(self._laws.calendars[step.calendar], day, amount)
        whole_days = self._origin // MINUTES_PER_DAY * MINUTES_PER_DAY - self._origin
        ended = (last + 1) * MINUTES_PER_DAY + whole_days
        return np.where(begins >= NEVER, NEVER, np.where(amount > 0, ended, begins))

    def _withdrawal(self, number: int) -> _End:
        """When the step's consent is taken back; NEVER in most rows."""
        if number not in self._withdrawn:
            found = self._flat(NEVER)
            strikes = self._by_step[ChanceKind.CONSENT_WITHDRAWN].get(number, ())
            for strike_number, strike in strikes:
                drawn = self._dice.throw(strike, 2)
                gone = self._dice.happens(strike, drawn[:, 0])
                at = np.rint(drawn[:, 1] * self._horizon).astype(np.int64)
                found = _End(
                    np.where(gone, np.minimum(found.at, at), found.at),
                    np.where(gone, strike_number, found.blame).astype(np.int32),
                )
            self._withdrawn[number] = found
        return self._withdrawn[number]


_KINDS = (
    ChanceKind.PROCEDURE_TIME,
    ChanceKind.CONSENT_LATE,
    ChanceKind.CONSENT_REFUSED,
    ChanceKind.CONSENT_WITHDRAWN,
)


def _working_days(following: Indices, day: Times, amount: Times) -> Times:
    """The n-th working day after a day; n differs by row."""
    last = np.clip(day, 0, len(following) - 1)
    for count in range(int(amount.max(initial=0))):
        onward = following[np.minimum(last, len(following) - 1)]
        last = np.where(amount > count, onward, last)
    return np.where(amount > 0, last, day)


def _steps_in(need: Need) -> set[int]:
    own = {need.step} if need.word is Word.STEP else set()
    return own.union(*(_steps_in(part) for part in need.parts))


def _join(opens: NDArray[np.int32], closes: NDArray[np.int32]) -> None:
    """Let windows that touch reach as far as together, in place; [rows, windows]."""
    width = opens.shape[1]
    for _ in range(width - 1):
        for one in range(width):
            for other in range(width):
                if one != other:
                    touch = (opens[:, other] <= closes[:, one]) & (
                        opens[:, one] <= closes[:, other]
                    )
                    touch &= (opens[:, one] < NEVER) & (opens[:, other] < NEVER)
                    np.minimum(opens[:, one], opens[:, other], out=opens[:, one], where=touch)
                    np.maximum(closes[:, one], closes[:, other], out=closes[:, one], where=touch)


def _stays(opens: NDArray[np.int32], closes: NDArray[np.int32]) -> NDArray[np.int32]:
    """[rows] from when on it stays open; NEVER when it closes for good."""
    lasting = np.where(closes >= NEVER, opens, NEVER)
    return np.asarray(lasting.min(axis=1, initial=NEVER), dtype=np.int32)


def _blamed(ends: list[_End], closers: list[_End], stays: NDArray[np.int32], rows: int) -> Indices:
    """Which strike made the lock open so late, or closed it."""
    found = np.full(rows, UNBLAMED, dtype=np.int32)
    if ends:
        times = np.stack([end.at for end in ends])
        found = np.stack([end.blame for end in ends])[times.argmin(0), np.arange(rows)]
    for closer in closers:
        found = np.where((stays >= NEVER) & (closer.at < NEVER), closer.blame, found)
    return found


def _laws(laws: Laws, stays: NDArray[np.int32]) -> tuple[NDArray[np.int32], Indices]:
    """[rows, laws] from when on all locks stay open, and which is the last."""
    shape = (stays.shape[0], len(laws.parts))
    open_from = np.full(shape, LONG_AGO, dtype=np.int32)
    last = np.full(shape, -1, dtype=np.int32)
    rows = np.arange(len(stays))
    for law, parts in enumerate(laws.parts):
        locks = parts[parts >= 0]
        at = stays[:, locks] - laws.begins[law, : len(locks)]
        at[stays[:, locks] >= NEVER] = NEVER
        latest = at.argmax(axis=1)
        open_from[:, law], last[:, law] = at[rows, latest], locks[latest]
    return open_from, last

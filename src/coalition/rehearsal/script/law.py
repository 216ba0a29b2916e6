"""What must be open for each leg, with what it hangs on, so that chance can move it.

The questions come from `authority.legs`, their windows from the authority itself. A window is kept together
with the tree of procedures its permission requires; chance moves the ends of procedures and the window with
them (`world.consents`). Questions that are open for good whatever happens are left out.

Not here: what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from coalition.authority.answer import LegLaw, Moment, Question, StepTaken, Window
from coalition.authority.calendars import end_of, has_calendar
from coalition.authority.evaluate import Authority
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.book import Book
from coalition.model.identity import NationId, ProvisionId
from coalition.model.law import AnyOf, ProvisionKind, TimeUnit
from coalition.model.law import Need as Required
from coalition.model.law import Step as Leaf
from coalition.rehearsal.script.instants import LONG_AGO, NEVER, Indices, held
from coalition.rehearsal.script.script import Laws, Need, Opening, Step, Word

ALWAYS_OPEN = -1
_DAYS_BEYOND = 400
_LONG_AFTER = 20
"""So many horizons."""
_NOTHING = Need(Word.ALL)
_NOT_TO_BE_HAD = Need(Word.ANY)

Part = tuple[int, int, int]
"""A lock, and by how many minutes sooner than its opening and closing the leg must leave."""


class LawTable:
    """Gathers locks and laws; the same question and the same set of locks are kept once."""

    def __init__(self, book: Book, authority: Authority) -> None:
        self._book, self._authority = book, authority
        self._origin = book.crisis.activated
        self._steps: dict[tuple[object, ...], int] = {}
        self._made: list[Step] = []
        self._calendars: dict[str, int] = {}
        self._locks: dict[tuple[Opening, ...], int] = {}
        self._words: list[str] = []
        self._expected: list[int] = []
        self._asked: dict[Question, int] = {}
        self._laws: dict[tuple[Part, ...], int] = {}

    def law_of(self, asked: Iterable[LegLaw], minutes: int, need: int) -> int:
        """The number of the law of a leg that takes so many minutes in the plan and at least `need`."""
        parts = {
            (lock, *_shifts(one.moment, minutes, need))
            for one in asked
            if (lock := self.lock_of(one.question)) != ALWAYS_OPEN
        }
        return self._law(parts)

    def landing_of(self, asked: Iterable[LegLaw]) -> int:
        """The law of its arrival alone."""
        arrivals = (one.question for one in asked if one.moment is Moment.ARRIVAL)
        locks = (self.lock_of(question) for question in arrivals)
        return self._law({(lock, 0, 0) for lock in locks if lock != ALWAYS_OPEN})

    def lock_of(self, question: Question) -> int:
        """The number of the lock; `ALWAYS_OPEN` when nothing can close it."""
        found = self._asked.get(question)
        if found is None:
            found = self._asked[question] = self._lock(question)
        return found

    def opens_by(self, lock: int) -> int:
        """When the lock is expected to be open at last; LONG_AGO when it is never."""
        return self._expected[lock]

    def table(self) -> Laws:
        """All that was gathered."""
        width = max((len(parts) for parts in self._laws), default=0)
        shape = (len(self._laws), width)
        numbers, begins, ends = (np.full(shape, fill, dtype=np.int32) for fill in (-1, 0, 0))
        for parts, law in self._laws.items():
            for place, part in enumerate(parts):
                numbers[law, place], begins[law, place], ends[law, place] = part
        calendars = tuple(self._days(country) for country in self._calendars)
        return Laws(
            tuple(self._made), calendars, tuple(self._locks), numbers, begins, ends,
            tuple(self._words),
        )  # fmt: skip

    def _law(self, parts: set[Part]) -> int:
        if not parts:
            return ALWAYS_OPEN
        key = tuple(sorted(parts))
        return self._laws.setdefault(key, len(self._laws))

    def _lock(self, question: Question) -> int:
        windows = self._authority.alternatives(question)
        openings = tuple(
            dict.fromkeys(
                Opening(self._rel(w.opens), self._closing(w.closes), self._need(w, question))
                for w in windows
                if w.closes > self._origin
            )
        )
        if any(o.opens <= 0 and o.closes >= NEVER and o.need == _NOTHING for o in openings):
            return ALWAYS_OPEN
        if openings not in self._locks:
            self._words.append(f"{question.actor} {question.action} {question.territory}")
            self._expected.append(max((one.opens for one in openings), default=LONG_AGO))
        return self._locks.setdefault(openings, len(self._locks))

    def _rel(self, at: Minute) -> int:
        return held(at - self._origin)

    def _closing(self, at: Minute) -> int:
        """What closes long after everything never closes."""
        closes = self._rel(at)
        horizon = self._book.crisis.horizon_end - self._origin
        return NEVER if closes > _LONG_AFTER * max(horizon, MINUTES_PER_DAY) else closes

    def _need(self, window: Window, question: Question) -> Need:
        """The tree of procedures that the window's permission requires."""
        if window.permission is None or not window.steps:
            return _NOTHING
        taken = {step.procedure: step for step in window.steps}
        found = self._authority.find_provision(window.permission)
        return _NOTHING if found is None else self._tree(found.requires, taken, question, ())

    def _tree(
        self,
        need: Required,
        taken: dict[ProvisionId, StepTaken],
        question: Question,
        within: tuple[ProvisionId, ...],
    ) -> Need:
        if isinstance(need, Leaf):
            return self._leaf(need.procedure, taken, question, within)
        parts = tuple(self._tree(part, taken, question, within) for part in need.parts)
        return Need(Word.ANY if isinstance(need, AnyOf) else Word.ALL, parts)

    def _leaf(
        self,
        name: ProvisionId,
        taken: dict[ProvisionId, StepTaken],
        question: Question,
        within: tuple[ProvisionId, ...],
    ) -> Need:
        provision = self._authority.find_provision(name)
        if provision is None or name in within:
            return _NOT_TO_BE_HAD
        below = (*within, name)
        if provision.kind is not ProvisionKind.PROCEDURE:
            return self._tree(provision.requires, taken, question, below)
        step = taken.get(name)
        if step is None or step.ends is None:
            return _NOT_TO_BE_HAD
        number = self._step(step, question)
        if step.decision is not None:
            return Need(Word.STEP, (), number)
        return Need(Word.STEP, (self._tree(provision.requires, taken, question, below),), number)

    def _step(self, taken: StepTaken, question: Question) -> int:
        whose = str(taken.signatories[0]) if len(taken.signatories) == 1 else taken.body
        key = (taken.procedure, whose, taken.decision, taken.begins, taken.ends)
        if key not in self._steps:
            self._steps[key] = len(self._made)
            self._made.append(self._made_of(taken, whose, question))
        return self._steps[key]

    def _made_of(self, taken: StepTaken, whose: str, question: Question) -> Step:
        length = self._authority.provision(taken.procedure).duration
        likely = length.likely or 0
        least = likely if length.least is None else length.least
        most = likely if length.most is None else length.most
        ends = 0 if taken.ends is None else self._rel(taken.ends)
        begins = ends if taken.begins is None else self._rel(taken.begins)
        working = length.unit is TimeUnit.WORKING_DAYS and taken.decision is None
        return Step(
            f"{taken.procedure} of {whose}", str(taken.procedure),
            str(taken.signatories[0]) if len(taken.signatories) == 1 else "",
            begins, ends, min(least, likely), likely, max(likely, most), length.unit,
            self._calendar(taken, question) if working else -1, taken.decision is not None,
        )  # fmt: skip

    def _calendar(self, taken: StepTaken, question: Question) -> int:
        """The calendar that counts, as `authority.steps.needs` chooses it."""
        provision = self._authority.provision(taken.procedure)
        named = provision.calendar or provision.body
        whose = {"actor": question.actor, "territory": question.territory}.get(named, named)
        nation = self._book.nations.get(NationId(whose))
        if nation is None and len(taken.signatories) == 1:
            nation = self._book.nations.get(taken.signatories[0])
        country = (nation.calendar or nation.id) if nation else ""
        country = country if has_calendar(country) else ""
        return self._calendars.setdefault(country, len(self._calendars))

    def _days(self, country: str) -> Indices:
        """For each day from C-day on, the number of the next working day after it, counted from C-day."""
        first = self._origin // MINUTES_PER_DAY
        last = self._book.crisis.horizon_end // MINUTES_PER_DAY + _DAYS_BEYOND
        ends = (
            end_of(Minute(day * MINUTES_PER_DAY), 1, TimeUnit.WORKING_DAYS, country)
            for day in range(first, last + 1)
        )
        return np.array([end // MINUTES_PER_DAY - 1 - first for end in ends], dtype=np.int32)


def _shifts(moment: Moment, minutes: int, need: int) -> tuple[int, int]:
    """Half open: it must leave before the closing, less the second (`authority.legs.departures`)."""
    if moment is Moment.WHOLE:
        return 0, need - 1
    return (0, 0) if moment is Moment.DEPARTURE else (minutes, need)


def likely_end(need: Need, steps: tuple[Step, ...]) -> int:
    """When the need is met by the plan's own estimates; `LONG_AGO` when nothing is needed."""
    if need.word is Word.STEP:
        return steps[need.step].ends
    ends = [likely_end(part, steps) for part in need.parts]
    return max(ends, default=LONG_AGO) if need.word is Word.ALL else min(ends, default=NEVER)

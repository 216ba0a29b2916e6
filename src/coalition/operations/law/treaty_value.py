"""Which new standing permission, if signed on C-day, buys the most weighted hours over some cases.

Each candidate is added to a case's book and the case is planned again; what is bought is the difference of
the two judged plans. Cases and candidates are planned in several processes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from coalition.authority.evaluate import Authority
from coalition.errors import InputError
from coalition.explanation.causes import Explanation
from coalition.explanation.walk import explain
from coalition.formats.book_reader import check_book
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import MINUTES_PER_HOUR
from coalition.model.identity import ProvisionId
from coalition.model.law import Action
from coalition.model.plan import PPM, Score
from coalition.operations.frame import Frame
from coalition.operations.law.candidates import (
    NEW,
    Candidate,
    candidates_of,
    excepted,
    with_permission,
)
from coalition.operations.law.wanted import (
    read_frame,
    sources_of,
    wanted_by_plan,
    wanted_by_ways,
    with_planned,
)
from coalition.planning.planner import make_plan
from coalition.planning.progress import Listener, Progress, ignore

_FIRST = "planning the cases as they stand"
_PHASE = "planning with one more permission"


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands: its title, the score of its plan, and which permissions are worth trying."""

    folder: Path
    title: str
    score: Score
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """One candidate in one case: the score before and after, what it excepts, and why nothing is gained,
    when nothing is.
    """

    case: str
    before: Score
    after: Score
    excepts: tuple[ProvisionId, ...] = ()
    why: str = ""

    @property
    def hours(self) -> int:
        """Weighted hours bought, rounded down; what was never delivered counts to the horizon's end."""
        return (self.before.lateness - self.after.lateness) // MINUTES_PER_HOUR

    @property
    def delivered(self) -> float:
        """Weighted requirements delivered more."""
        return (self.before.undelivered - self.after.undelivered) / PPM


@dataclass(frozen=True, slots=True)
class Valued:
    """A candidate with what it does in each case in which it was tried."""

    candidate: Candidate
    effects: tuple[Effect, ...]

    @property
    def hours(self) -> int:
        """Weighted hours bought over all cases."""
        return sum(effect.hours for effect in self.effects)

    @property
    def delivered(self) -> float:
        """Weighted requirements delivered more, over all cases."""
        return sum(effect.delivered for effect in self.effects)


@dataclass(frozen=True, slots=True)
class TreatyValue:
    """The cases as they stand, the candidates by value, and how many more were not tried."""

    cases: tuple[Case, ...]
    valued: tuple[Valued, ...]
    untried: int


def treaty_value(
    folders: Sequence[Path],
    *,
    actions: frozenset[Action] = frozenset(),
    most: int = 12,
    processes: int = 2,
    listener: Listener | None = None,
) -> TreatyValue:
    """The candidates of the cases, most weighted requirements delivered and then most hours bought first.

    `most` candidates a case are tried, those that most hangs on. The same cases give the same table whatever
    the number of processes. Raises InputError when a book cannot be read.
    """
    _refuse_faulty(folders)
    tell = listener or ignore
    with ProcessPoolExecutor(max_workers=max(1, processes)) as pool:
        tell(Progress(_FIRST, 0, len(folders)))
        cases: tuple[Case, ...] = ()
        for case in pool.map(_case, folders, [actions] * len(folders)):
            cases = (*cases, case)
            tell(Progress(_FIRST, len(cases), len(folders)))
        jobs = [(case, one) for case in cases for one in case.candidates[:most]]
        tell(Progress(_PHASE, 0, len(jobs)))
        waiting = {pool.submit(_effect, case, one): (case, one) for case, one in jobs}
        done: dict[tuple[Path, Candidate], Effect] = {}
        for future in as_completed(waiting):
            case, one = waiting[future]
            done[case.folder, one] = future.result()
            tell(Progress(_PHASE, len(done), len(jobs)))
    valued = sorted(_valued(jobs, done), key=_order)
    return TreatyValue(cases, tuple(valued), sum(len(c.candidates[most:]) for c in cases))


def _refuse_faulty(folders: Sequence[Path]) -> None:
    """Raise InputError with the faults of all books before any work begins."""
    faults = [fault for folder in folders for fault in check_book(folder)]
    if faults:
        raise InputError(faults)


def _valued(
    jobs: Sequence[tuple[Case, Candidate]], done: dict[tuple[Path, Candidate], Effect]
) -> Iterator[Valued]:
    for one in dict.fromkeys(candidate for _, candidate in jobs):
        effects = (done[case.folder, one] for case, other in jobs if other == one)
        yield Valued(one, tuple(effects))


def _order(valued: Valued) -> tuple[float, int, int, Candidate]:
    """Delivered, then hours; of equal value the narrower permission goes first."""
    return (
        -valued.delivered, -valued.hours, len(valued.candidate.triples), valued.candidate,
    )  # fmt: skip


@cache
def _standing(folder: Path) -> tuple[Frame, JudgedPlan, tuple[Explanation, ...]]:
    """The case as it stands, once a process."""
    frame = read_frame(folder)
    judged = _planned(frame)
    return frame, judged, explain(frame.book, frame.authority, frame.network, judged)


def _planned(frame: Frame) -> JudgedPlan:
    plan = make_plan(frame.book, frame.authority, frame.network)
    return judge(frame.book, frame.authority, frame.network, plan)


def _case(folder: Path, actions: frozenset[Action]) -> Case:
    frame, judged, explanations = _standing(folder)
    weights = {one.id: one.weight for one in frame.book.requirements.values()}
    sources = (*judged.plan.assignments, *sources_of(frame))
    wanted = with_planned(
        wanted_by_plan(frame, judged.plan), wanted_by_ways(frame, dict.fromkeys(sources))
    )
    found = candidates_of(frame.authority, explanations, wanted, weights, actions)
    return Case(folder, frame.book.title, judged.score, found)


@cache
def _frame(folder: Path) -> Frame:
    """The book with its ways, once a process."""
    return read_frame(folder)


def _effect(case: Case, candidate: Candidate) -> Effect:
    frame = _frame(case.folder)
    book = with_permission(frame.book, candidate)
    wider = replace(frame, book=book, authority=Authority(book))
    judged = _planned(wider)
    gained = judged.score < case.score
    return Effect(
        case.folder.resolve().name, case.score, judged.score, excepted(frame.book, candidate),
        "" if gained else _why(wider, judged, candidate),
    )  # fmt: skip


def _why(frame: Frame, judged: JudgedPlan, candidate: Candidate) -> str:
    """Why nothing is gained: the permission is struck, or something else holds what is late."""
    for bar in _bars(frame, judged, candidate):
        return f"it does not prevail: {bar}"
    causes = explain(frame.book, frame.authority, frame.network, judged)
    if not causes:
        return "nothing is late"
    roots = dict.fromkeys(f"{one.root.kind}: {one.root.subject}" for one in causes)
    return f"what is late is held by {'; '.join(list(roots)[:2])}"


def _bars(frame: Frame, judged: JudgedPlan, candidate: Candidate) -> Iterator[str]:
    """What bars a question of the plan or its ways that the new permission speaks of."""
    wanted = with_planned(
        wanted_by_plan(frame, judged.plan), wanted_by_ways(frame, judged.plan.assignments)
    )
    for one in wanted:
        if one.triple not in candidate.triples:
            continue
        windows = frame.authority.alternatives(one.question)
        if not any(w.permission == f"{NEW}/1" and w.opens <= one.begins for w in windows):
            bars = frame.authority.bars(one.question)
            yield from (bar.text for bar in bars if not (bar.lapse or bar.limit))

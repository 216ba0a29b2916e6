"""Plan again after news: the new plan, judged, with what it changes and why.

Not here: reading and writing (`operations.replan_book`), and how it is planned (`planning.replanning`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coalition.explanation.changed.breaches import trips_named
from coalition.explanation.changed.diff import Changed, diff_of
from coalition.explanation.changed.narrowing import carriers_asked, part_of
from coalition.explanation.changed.promises import promises_judged, promises_of
from coalition.explanation.changed.trips import ByCarrier, by_carrier, turns_between
from coalition.judging.judge import judge
from coalition.judging.verdict import Breach, JudgedPlan
from coalition.measure.instants import Minute
from coalition.model.change.diff import PlanDiff
from coalition.model.change.news import News
from coalition.model.plan import Plan
from coalition.operations.frame import Frame
from coalition.operations.news.begun import keep_begun
from coalition.operations.news.reframing import reframe
from coalition.operations.news.taking_in import take_in
from coalition.planning.effort import Effort
from coalition.planning.progress import Progress
from coalition.planning.replanning import Desk
from coalition.planning.replanning import replan as plan_again

Report = Callable[[Progress], None] | None
_CROWDED = "no-free-slot"
"""The breach of R6 that names all who are at work at the time."""
_OUT_OF_TURN = "before-what-it-follows"
"""The breach of R9 that hangs on when another requirement closes."""
_OVERDRAWN = "more-than-pledged"
"""The breach of R14 that names a stock."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """The book after the news, the new plan as judged, and the diff to the plan in force.

    `inherited` are breaches of what had begun before the news: it was right by what was known, and no plan
    can undo it. `open_breaches` are all others.
    """

    frame: Frame
    news: News
    judged: JudgedPlan
    diff: PlanDiff
    inherited: tuple[Breach, ...] = ()

    @property
    def open_breaches(self) -> tuple[Breach, ...]:
        """Breaches that a plan could still avoid."""
        inherited = set(self.inherited)
        return tuple(breach for breach in self.judged.breaches if breach not in inherited)


def frame_after(before: Frame, plan: Plan, news: News) -> Frame:
    """The frame of the book after the news, in which what has begun stays wanted."""
    return reframe(before, keep_begun(before.book, take_in(before.book, news), plan, news.at))


def replan(
    before: Frame,
    plan: Plan,
    news: News,
    *,
    seed: int = 0,
    effort: Effort | None = None,
    progress: Report = None,
) -> Replanned:
    """The plan after the news; `effort` None is what the planner thinks repays."""
    frame = frame_after(before, plan, news)
    new = plan_after(frame, plan, news, seed=seed, effort=effort, progress=progress)
    return compare(before, frame, (plan, new), news)


def plan_after(
    frame: Frame,
    plan: Plan,
    news: News,
    *,
    seed: int = 0,
    effort: Effort | None = None,
    progress: Report = None,
    desk: Desk | None = None,
) -> Plan:
    """The new plan alone, not judged. It claims no bound, which would cost as much time again."""
    return plan_again(
        frame.book, frame.authority, frame.network, plan,
        now=news.at, effort=effort, seed=seed, progress=progress, desk=desk,
    )  # fmt: skip


def compare(before: Frame, frame: Frame, plans: tuple[Plan, Plan], news: News) -> Replanned:
    """The new plan judged and set beside the one in force; `plans` are the old and the new."""
    old, new = plans
    judged = judge(frame.book, frame.authority, frame.network, new)
    broken = _broken(frame, plans, judged.breaches)
    promises = promises_of(before.book, before.network, old)
    diff = diff_of(Changed(promises, promises_judged(frame.book, judged), news, broken))
    return Replanned(frame, news, judged, diff, inherited(judged, broken, news.at))


def _broken(
    frame: Frame, plans: tuple[Plan, Plan], breaches: tuple[Breach, ...]
) -> tuple[Breach, ...]:
    """What the plan in force would break now, as far as it bears on what changed."""
    old, new = plans
    trips = by_carrier(old)
    carriers = carriers_asked(turns_between(trips, by_carrier(new)), breaches)
    if not carriers and not breaches:
        return ()
    part = part_of(frame.book, old, trips, carriers)
    return judge(frame.book, frame.authority, frame.network, part).breaches


def inherited(judged: JudgedPlan, broken: tuple[Breach, ...], now: Minute) -> tuple[Breach, ...]:
    """Breaches of what had begun before `now` that the plan in force has too, or that lie in it alone.

    Of the second kind are slots taken by none but who had begun, a stock of which every draft had begun before
    the pledge shrank, and what is under way though what it follows closes later: whether that could close
    sooner is not asked.
    """
    if not judged.breaches:
        return ()
    known = {_key(breach) for breach in broken}
    trips = by_carrier(judged.plan)
    return tuple(
        breach
        for breach in judged.breaches
        if (_key(breach) in known and _has_begun(breach, trips, now))
        or (breach.code == _CROWDED and _have_all_begun(breach, trips, now))
        or (breach.code == _OUT_OF_TURN and _have_all_begun(breach, trips, now))
        or (breach.code == _OVERDRAWN and _have_all_left(breach, judged.plan, now))
    )


def _key(breach: Breach) -> tuple[str, str, str, Minute | None]:
    return breach.rule, breach.code, breach.where, breach.at


def _have_all_begun(breach: Breach, trips: ByCarrier, now: Minute) -> bool:
    """Whether every trip of it had begun: others at work there only make it begin at another minute."""
    named = () if breach.text.endswith(" more") else trips_named(breach)
    return bool(named) and all(
        trips[carrier][number - 1].stops[0].arrive < now for carrier, number in named
    )


def _have_all_left(breach: Breach, plan: Plan, now: Minute) -> bool:
    """Whether of every draft on the stock named something had been taken on."""
    left = {
        load.movement.partition("+")[0]
        for trip in plan.trips if trip.stops and trip.stops[0].arrive < now
        for load in trip.stops[0].on
    }  # fmt: skip
    stock = breach.where.removeprefix("stock ")
    return all(one.requirement in left for one in plan.assignments if one.stock == stock)


def _has_begun(breach: Breach, trips: ByCarrier, now: Minute) -> bool:
    """Whether it lies before `now`, or in a trip that had begun by then."""
    if breach.at is not None and breach.at < now:
        return True
    named = trips_named(breach)[:1]
    begins = [trips[carrier][number - 1].stops[0].arrive for carrier, number in named]
    return bool(begins) and begins[0] < now

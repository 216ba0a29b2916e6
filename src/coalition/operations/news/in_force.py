"""A plan in force kept at hand: judged, with all that planner and judge know, ready for the next news.

The answers are those of `replan`, sooner: law, ways and findings that the news does not touch are not worked
out again. Not here: how that is done (`planning.core.memory`, `judging.again`).
"""

from __future__ import annotations

from collections.abc import Callable

from coalition.explanation.changed.diff import Changed, diff_of
from coalition.explanation.changed.promises import promises_judged
from coalition.judging.again.transcript import Transcript
from coalition.judging.verdict import JudgedPlan
from coalition.measure.collector import leave_standing, without_collector
from coalition.model.change.news import News
from coalition.model.plan import Plan
from coalition.operations.frame import Frame
from coalition.operations.news.replan import Replanned, frame_after, inherited, plan_after
from coalition.planning.effort import NO_EFFORT, Effort
from coalition.planning.progress import Progress
from coalition.planning.replanning import Desk, learn_ahead

Report = Callable[[Progress], None] | None


class PlanInForce:
    """One plan in force with its book. Not to be used from two threads at once."""

    def __init__(self, frame: Frame, plan: Plan) -> None:
        self._frame, self._plan = frame, plan
        self._desk, self._transcript = Desk(), Transcript()
        self._at = frame.book.crisis.activated
        self._learnt = False
        self._judged = self._judge(frame, plan)

    @property
    def judged(self) -> JudgedPlan:
        """The plan in force as judged."""
        return self._judged

    def take(
        self, news: News, *, seed: int = 0, effort: Effort | None = None, progress: Report = None
    ) -> Replanned:
        """The plan after the news, judged, with what it changes and why; the plan in force stays in force."""
        self._at = news.at
        with without_collector():
            before, plan = self._frame, self._plan
            frame = frame_after(before, plan, news)
            new = plan_after(
                frame, plan, news, seed=seed, effort=effort, progress=progress, desk=self._desk
            )  # fmt: skip
            broken = self._judge(frame, plan).breaches
            judged = self._judge(frame, new)
            promises = promises_judged(before.book, self._judged)
            diff = diff_of(Changed(promises, promises_judged(frame.book, judged), news, broken))
            return Replanned(frame, news, judged, diff, inherited(judged, broken, news.at))

    def go_on(self, answer: Replanned) -> None:
        """The answer is in force from now on."""
        self._frame, self._plan, self._judged = answer.frame, answer.judged.plan, answer.judged

    def rest(self) -> None:
        """Turn back to the plan in force while nothing is asked, so that the next answer need not.

        The first time takes as long as planning the book anew: what that asks of law and ways is asked ahead.
        """
        frame, plan = self._frame, self._plan
        self._judge(frame, plan)
        with without_collector():
            if not self._learnt:
                learn_ahead(frame.book, frame.authority, frame.network, plan, desk=self._desk)
                self._learnt = True
            plan_after(frame, plan, News(self._at, ()), effort=NO_EFFORT, desk=self._desk)
        leave_standing()

    def _judge(self, frame: Frame, plan: Plan) -> JudgedPlan:
        return self._transcript.judge(frame.book, frame.authority, frame.network, plan)

"""The functions of the Python interface; each mirrors a command."""

from __future__ import annotations

from coalition.authority.answer import Answer, Question
from coalition.authority.evaluate import Authority
from coalition.explanation.causes import Explanation
from coalition.explanation.walk import explain as explain_in
from coalition.judging.judge import judge as judge_in
from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import parse_instant
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.change.news import News
from coalition.model.identity import NationId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.plan import Plan
from coalition.operations.frame import frame_of
from coalition.operations.hedging.hedge_plan import HedgeAsked, HedgeTable, hedge_standing
from coalition.operations.hedging.standing import stand
from coalition.operations.law.fastest import WayToLeave, fastest_ways
from coalition.operations.law.gaps import Gap
from coalition.operations.law.gaps_of_book import gaps_in
from coalition.operations.news.replan import Replanned
from coalition.operations.news.replan import replan as replan_in
from coalition.planning.effort import effort_within
from coalition.planning.planner import make_plan


def may(
    book: Book,
    *,
    actor: str,
    action: str,
    territory: str,
    means: str | None = None,
    cargo: tuple[str, ...] = (),
    when: str | None = None,
) -> Answer:
    """Whether `actor` may do `action` in or with `territory` by `means` (a mode), with the proof.

    `when` is an ISO date or instant (default C-day); `cargo` are natures. Raises ValueError for an
    action, mode, nature or date that is none.
    """
    question = Question(
        NationId(actor), Action(action), NationId(territory),
        mode=None if means is None else Mode(means), cargo=frozenset(Nature(c) for c in cargo),
    )  # fmt: skip
    at = book.crisis.activated if when is None else parse_instant(when)
    return Authority(book).answer(question, at)


def plan(
    book: Book,
    *,
    seed: int = 0,
    work: int | None = None,
    time: float | None = None,
    gap: float | None = None,
) -> JudgedPlan:
    """A plan of the book with its bound, judged.

    `work` is how many neighbourhoods are searched, 0 priority dispatch alone, None what suits the book: then
    the same book and seed give the same plan. `time` bounds it in seconds by the clock; `gap`, a share of
    lateness, ends it early.
    """
    frame = frame_of(book)
    effort = effort_within(book, seconds=time, work=work, gap=gap)
    made = make_plan(book, frame.authority, frame.network, seed=seed, effort=effort)
    return judge_in(book, frame.authority, frame.network, made)


def replan(
    book: Book,
    plan: Plan,
    news: News,
    *,
    seed: int = 0,
    work: int | None = None,
    time: float | None = None,
) -> Replanned:
    """The plan after the news, judged, and what it changes in the one in force, with the reasons.

    `book` is the book before the news (`read_news(path, book)` reads a file of it). What has begun by then
    stays. `work` and `time` as in `plan`.
    """
    said = work is not None or time is not None
    effort = effort_within(book, seconds=time, work=work, gap=None) if said else None
    return replan_in(frame_of(book), plan, news, seed=seed, effort=effort)


def judge(book: Book, plan: Plan) -> JudgedPlan:
    """Anyone's plan, judged: verdict, every breach, every doubt, score and closures."""
    frame = frame_of(book)
    return judge_in(book, frame.authority, frame.network, plan)


def explain(book: Book, judged: JudgedPlan) -> tuple[Explanation, ...]:
    """For each requirement that is late or unmet, the chain of causes back to its root."""
    frame = frame_of(book)
    return explain_in(book, frame.authority, frame.network, judged)


def hedge(
    book: Book,
    plan: Plan,
    *,
    top: int = 20,
    work: int | None = None,
    time: float | None = None,
    seed: int = 0,
    processes: int = 1,
) -> HedgeTable:
    """What would buy time for the plan, by the weighted hours it buys: law beside logistics.

    `work` is how many neighbourhoods each plan is searched for, `time` bounds all in seconds by the clock.
    More `processes` than one need a script with `if __name__ == "__main__"` where processes are spawned.
    """
    frame = frame_of(book)
    standing = stand(book, frame.authority, frame.network, plan)
    return hedge_standing(standing, asked=HedgeAsked(top, work, time, seed, processes))


def gaps(book: Book, judged: JudgedPlan, *, soon_days: int = 180) -> tuple[Gap, ...]:
    """What the plan, and every way it could take, lacks in law; worst first.

    A text soon expires when it ends within the horizon or `soon_days` after it.
    """
    return gaps_in(frame_of(book), judged.plan, soon_days=soon_days).gaps


def fastest(book: Book, question: Question, *, when: str | None = None) -> tuple[WayToLeave, ...]:
    """Every lawful way to have the question permitted, fastest first.

    It is asked for at `when`, an ISO date (default C-day). Raises ValueError for a date that is none.
    """
    at = book.crisis.activated if when is None else parse_instant(when)
    return fastest_ways(book, question, at).ways

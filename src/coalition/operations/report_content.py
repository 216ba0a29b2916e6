"""What the report shows, gathered from the rooms that think and put into the report's own nouns."""

from __future__ import annotations

from collections.abc import Iterable

from coalition.authority.answer import Bar
from coalition.authority.evaluate import Authority
from coalition.authority.lanes import Lane, LaneStep, lanes
from coalition.explanation.asked import questions_asked
from coalition.explanation.causes import Cause, Explanation
from coalition.formats.report import content as page
from coalition.judging.verdict import Breach, Doubt, JudgedPlan, Risk
from coalition.measure.instants import write_instant
from coalition.model.forces import fleet_of
from coalition.model.law import Outcome
from coalition.model.ways import Way, WayKey
from coalition.operations.frame import Frame

_STATES = {
    Outcome.GRANTED: page.StepState.DECIDED,
    Outcome.REFUSED: page.StepState.REFUSED,
    Outcome.PENDING: page.StepState.PENDING,
    Outcome.UNKNOWN: page.StepState.PENDING,
}


def report_content(
    frame: Frame,
    judged: JudgedPlan,
    explanations: Iterable[Explanation],
    more: page.Additions | None = None,
) -> page.ReportContent:
    """Everything one report shows."""
    more = more or page.Additions()
    asked = questions_asked(frame.book, frame.authority, frame.network, judged.plan)
    return page.ReportContent(
        book=frame.book,
        plan=judged.plan,
        judgement=_judgement(judged),
        explanations=tuple(_explanation(e) for e in explanations),
        lanes=tuple(_lane(frame.authority, lane) for lane in lanes(frame.authority, asked)),
        ways=ways_used(frame, judged),
        files={
            "plan.json": "the plan, for a program or another judge",
            "movements.csv": "every load on every leg",
            "plan.xlsx": "the same as a workbook",
            "routes.geojson": "the trips, for a map",
        }
        | ({} if more.hedges is None else {"hedges.json": "what would buy time, for a program"})
        | ({"figures.csv": "the published figures beside the plan"} if more.figures else {}),
        more=more,
    )


def ways_used(frame: Frame, judged: JudgedPlan) -> tuple[Way, ...]:
    """The ways of the plan's legs, each once, in the order of their keys."""
    keys = {
        WayKey(
            frame.book.fleets[fleet_of(trip.carrier)].mode, here.place, there.place, here.avoiding
        )
        for trip in judged.plan.trips
        if fleet_of(trip.carrier) in frame.book.fleets
        for here, there in zip(trip.stops, trip.stops[1:], strict=False)
        if here.place in frame.book.places and there.place in frame.book.places
    }
    found = (frame.atlas.find_way(key) for key in sorted(keys))
    return tuple(way for way in found if way is not None)


def _judgement(judged: JudgedPlan) -> page.Judgement:
    return page.Judgement(
        page.Verdict(judged.verdict.value),
        judged.score,
        tuple(
            page.Closing(c.requirement, c.closed_at, c.lateness, c.delivered_ppm)
            for c in judged.closures
        ),
        tuple(_notice(b, b.where) for b in judged.breaches),
        tuple(_notice(d, d.fact) for d in judged.doubts),
        tuple(_notice(r, r.fact) for r in judged.risks),
    )


def _notice(found: Breach | Doubt | Risk, subject: str) -> page.Notice:
    return page.Notice(found.rule, subject, found.text, found.at, found.provision)


def _explanation(explanation: Explanation) -> page.Explanation:
    chain = tuple(_cause(cause) for cause in explanation.chain)
    return page.Explanation(explanation.requirement, explanation.late_minutes, chain, chain[-1])


def _cause(cause: Cause) -> page.Cause:
    return page.Cause(str(cause.kind), cause.subject, cause.text, cause.minutes, cause.provision)


def _lane(authority: Authority, lane: Lane) -> page.AuthorityLane:
    question = lane.question
    detail = [str(question.mode)] if question.mode else []
    detail += sorted(str(nature) for nature in question.cargo)
    opens = "" if lane.opens is None else write_instant(lane.opens)
    return page.AuthorityLane(
        lane.actor, str(lane.action), lane.territory, str(lane.finding),
        text=f"{lane.finding} {opens}".strip(), detail=", ".join(detail),
        steps=tuple(_step(authority, step) for step in lane.steps),
        windows=tuple(page.LaneWindow(w.opens, w.closes, w.permission) for w in lane.windows),
        bars=tuple(_bar(bar) for bar in lane.bars),
        missing=tuple(f"{s.nation} in {s.body}" for s in lane.missing),
    )  # fmt: skip


def _step(authority: Authority, step: LaneStep) -> page.LaneStep:
    state = page.StepState.ESTIMATED
    if step.decided:
        outcomes = [d.outcome for d in authority.book.decisions if d.procedure == step.procedure]
        state = _STATES[outcomes[-1]] if outcomes else page.StepState.DECIDED
    return page.LaneStep(step.procedure, step.body, step.begins, step.ends, state, step.text)


def _bar(bar: Bar) -> page.LaneBar:
    return page.LaneBar(bar.opens, bar.closes, bar.text, bar.provision)

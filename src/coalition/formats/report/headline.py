"""The answer in words: what the verdict means, what is delivered, how late, how much better it could be.

Not here: chains of causes; only their roots are counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.formats.report.content import Explanation, Judgement, Verdict
from coalition.formats.report.drawing.lettering import c_day, count, percent
from coalition.formats.report.scene import Fate, Scene
from coalition.formats.report.travel import add_up
from coalition.measure.instants import MINUTES_PER_DAY, write_day, write_span
from coalition.model.plan import PPM

_ROOTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the headline with its label and a line beneath it."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Root:
    """One root of lateness: what holds, and how many requirements hang on it, of them unmet."""

    kind: str
    subject: str
    text: str
    requirements: int
    unmet: int


@dataclass(frozen=True, slots=True)
class Headline:
    """All that stands above the first picture."""

    verdict: Verdict
    verdict_word: str
    verdict_text: str
    figures: tuple[Figure, ...]
    bound: str
    fates: tuple[tuple[str, int, float], ...]
    """(fate, requirements, share of all) for on time, late and unmet."""
    roots: tuple[Root, ...]
    roots_left: int


def headline_of(scene: Scene) -> Headline:
    """The headline of a scene."""
    judgement = scene.content.judgement
    roots = roots_of(scene.content.explanations)
    fates = tuple(
        (fate.value, len(scene.fated(fate)), len(scene.fated(fate)) / max(1, len(scene.lines)))
        for fate in Fate
    )
    return Headline(
        judgement.verdict, _VERDICT_WORDS[judgement.verdict], verdict_text(judgement),
        _figures(scene), bound_words(scene), fates, roots[:_ROOTS_SHOWN], max(0, len(roots) - _ROOTS_SHOWN),
    )  # fmt: skip


_VERDICT_WORDS = {Verdict.GREEN: "Green", Verdict.AMBER: "Amber", Verdict.RED: "Red"}


def verdict_text(judgement: Judgement) -> str:
    """What the colour says, in one sentence."""
    if judgement.verdict is Verdict.RED:
        return f"This plan cannot stand: {count(len(judgement.breaches), 'breach', 'breaches')} of the rules."
    if judgement.verdict is Verdict.AMBER:
        doubts = count(len(judgement.doubts), "doubt")
        return f"Lawful and feasible on what is known; {doubts} must be settled first."
    return "Lawful and feasible: no breach and no doubt."


def delivered_share(scene: Scene) -> float:
    """Share of requirement weight delivered, by the score."""
    whole = sum(entry.requirement.weight for entry in scene.lines) * PPM
    return 1 - min(1.0, scene.content.judgement.score.undelivered / whole) if whole else 1.0


def _figures(scene: Scene) -> tuple[Figure, ...]:
    crisis = scene.content.book.crisis
    days = (crisis.horizon_end - crisis.activated) // MINUTES_PER_DAY
    total = len(scene.lines)
    on_time = len(scene.fated(Fate.ON_TIME))
    return (
        Figure("Delivered", percent(delivered_share(scene)), "of requirement weight, within the horizon"),
        Figure("Closed on time", f"{on_time:,}", f"of {count(total, 'requirement')}"),
        _lateness(scene),
        Figure(
            "C-day", write_day(crisis.activated),
            f"horizon {count(days, 'day')}, to {write_day(crisis.horizon_end)}",
        ),
    )  # fmt: skip


def _lateness(scene: Scene) -> Figure:
    late = scene.fated(Fate.LATE)
    if not late:
        return Figure("Longest delay", "none", "no requirement closes after its date")
    worst = max(late, key=lambda e: (e.closing.late_minutes, e.requirement.id))
    mean = sum(e.closing.late_minutes for e in late) // len(late)
    return Figure(
        "Longest delay", _span(worst.closing.late_minutes),
        f"{worst.requirement.id}; the late are {_span(mean)} late on average",
    )  # fmt: skip


def _span(minutes: int) -> str:
    """A span that no line break divides."""
    return write_span(minutes).replace(" ", "\u00a0")


def bound_words(scene: Scene) -> str:
    """How much better any right plan could be."""
    bound, score = scene.content.plan.bound, scene.content.judgement.score
    if bound is None:
        return "No bound is known: how much better another plan could be is open."
    if score.undelivered > bound.undelivered:
        whole = max(1, sum(entry.requirement.weight for entry in scene.lines) * PPM)
        best = percent(1 - min(1.0, bound.undelivered / whole))
        own = percent(delivered_share(scene))
        return f"No right plan can deliver more than {best}; this one delivers {own}."
    if score.lateness > bound.lateness:
        gap = (score.lateness - bound.lateness) / score.lateness
        return (
            "No right plan delivers more. On lateness at most "
            f"{percent(gap)} of this plan's {weight_days(score.lateness)} could be saved."
        )
    return "Proven best: no right plan delivers more or is less late."


def late_words(scene: Scene) -> str:
    """Weighted lateness and weighted closure time, the latter with the least any right plan needs."""
    crisis, bound = scene.content.book.crisis, scene.content.plan.bound
    own = sum(
        entry.requirement.weight
        * (
            (crisis.horizon_end if entry.closing.closed_at is None else entry.closing.closed_at)
            - crisis.activated
        )
        for entry in scene.lines
    )
    late = weight_days(scene.content.judgement.score.lateness)
    words = f"{late}; time to closure from C-day, counted likewise, is {weight_days(own)}"
    if bound is None or bound.closure is None:
        return words
    gap = percent((own - bound.closure) / own if own else 0.0)
    return f"{words}, and no right plan needs less than {weight_days(bound.closure)} (gap {gap})"


def weight_days(lateness: int) -> str:
    """Weighted lateness in weight-days."""
    return f"{lateness / MINUTES_PER_DAY:,.0f} weight-days"


def roots_of(explanations: tuple[Explanation, ...]) -> tuple[Root, ...]:
    """Roots by kind and subject: most requirements first, then most unmet."""
    groups: dict[tuple[str, str], list[Explanation]] = {}
    for explanation in explanations:
        groups.setdefault((explanation.root.kind, explanation.root.subject), []).append(explanation)
    roots = [
        Root(
            kind, subject, members[0].root.text, len(members),
            sum(e.late_minutes is None for e in members),
        )
        for (kind, subject), members in groups.items()
    ]  # fmt: skip
    return tuple(sorted(roots, key=lambda r: (-r.requirements, -r.unmet, r.kind, r.subject)))


def brought_words(scene: Scene) -> str:
    """What reaches its destination, from how many nations and on how many trips."""
    arrived = [leg for leg in scene.travel.legs if leg.delivers]
    if not arrived:
        return "Nothing reaches its destination."
    freight = add_up(leg.freight for leg in arrived)
    nations = count(len({leg.nation for leg in arrived}), "nation")
    trips = count(len(scene.content.plan.trips), "trip")
    return f"Set down at destination: {freight.words()} from {nations}, on {trips}."


def frame_words(scene: Scene) -> str:
    """The stretch of time the pictures show: `2014-09-16 (C+0) to 2014-12-20 (C+95)`."""
    frame = scene.frame
    begins, ends = c_day(frame.begins, frame.activated), c_day(frame.ends, frame.activated)
    return f"{write_day(frame.begins)} ({begins}) to {write_day(frame.ends)} ({ends})"

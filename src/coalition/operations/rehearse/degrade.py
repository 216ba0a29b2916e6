"""The test of UltraLog: lose so much of the infrastructure, and see how much of the capability goes with it.

The bar: at up to 45 % infrastructure loss, at most 20 % loss of capability and at most 30 % of performance
(DARPA UltraLog, 2001-2005, as told in its public papers). There infrastructure was computers; here it is what
movement stands on: the working places of airfields, ports, railheads and depots by mode (MOG, berths, tracks,
docks).

Capability is the weighted share of requirements delivered within the horizon; performance is weighted closure
time, of which the loss is how much longer it takes. Lost are, each to the same share: working places drawn at
random; those through which the plan moves most (the worst places); those again and again, by an enemy who sees
every new plan and takes what it leans on (hunted); and drawn ones one blow after another while the plan is
carried out, with planning again after each. With `passage` only places are lost at which no
load begins or ends. A port of embarkation or debarkation that is wholly lost binds no longer.

Not here: losing places for a time (`rehearsal.world.closings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coalition.explanation.summary import summarise
from coalition.judging.judge import judge
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.chance.chances import CALM
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.plan import PPM, Plan, movement_of
from coalition.operations.frame import Frame
from coalition.operations.news.replan import frame_after, plan_after
from coalition.operations.rehearse.piece import staged
from coalition.planning.effort import effort_within
from coalition.planning.planner import make_plan
from coalition.rehearsal.engine.reactions import ALL
from coalition.rehearsal.part import Piece, calm_part, play_part
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.outcome import undelivered

CAPABILITY_BAR, PERFORMANCE_BAR = 0.20, 0.30
ULTRALOG_SHARE = 0.45
_BLOWS = 5

Loss = dict[tuple[PlaceId, Mode], int]
"""By place and mode: how many working places are lost."""
Listener = Callable[[int, int], None] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a plan achieves: delivered weight (weight x share) and weighted closure time in minutes."""

    delivered: float
    closure_time: int
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One loss: how, how many working places, and what is left with the plan kept (None: not tried) and with
    planning again.
    """

    way: str
    lost: int
    kept: Standing | None
    again: Standing


@dataclass(frozen=True, slots=True)
class Degraded:
    """All trials, beside the plan with everything in place."""

    title: str
    share: float
    working_places: int
    whole: Standing
    trials: tuple[Trial, ...]

    def capability_loss(self, left: Standing) -> float:
        """Share of delivered weight that is lost."""
        return 1 - left.delivered / self.whole.delivered if self.whole.delivered else 0.0

    def performance_loss(self, left: Standing) -> float:
        """By how much longer weighted closure takes."""
        return left.closure_time / self.whole.closure_time - 1 if self.whole.closure_time else 0.0

    def meets(self, left: Standing) -> bool:
        """Whether both losses are within the bar."""
        capability, performance = self.capability_loss(left), self.performance_loss(left)
        return capability <= CAPABILITY_BAR and performance <= PERFORMANCE_BAR


@dataclass(frozen=True, slots=True)
class DegradeAsked:
    """What is asked: the share that is lost, how many random draws, how much planning (neighbourhoods)."""

    share: float = ULTRALOG_SHARE
    passage: bool = True
    """Whether only places of passage may be lost: nobody's load begins or ends there."""
    draws: int = 5
    seed: int = 0
    work: int = 100


def degrade(frame: Frame, plan: Plan, asked: DegradeAsked, listener: Listener = None) -> Degraded:
    """The trials of a plan of the frame's book."""
    places = working_places(frame.book)
    if asked.passage:
        kept = _ends(frame.book, plan)
        places = [door for door in places if door[0] not in kept]
    tester = _Tester(frame, plan, asked)
    whole = tester.standing(frame, plan)
    count = round(asked.share * len(places))
    trials = []
    steps = asked.draws + 3
    for draw in range(asked.draws):
        lost = _drawn(places, count, asked.seed, draw)
        trials.append(tester.at_once(f"at random, draw {draw + 1}", lost))
        _tell(listener, draw + 1, steps)
    trials.append(tester.at_once("worst places", tester.worst(places, count)))
    _tell(listener, steps - 2, steps)
    trials.append(tester.at_once("hunted", tester.hunted(places, count)))
    _tell(listener, steps - 1, steps)
    order = _order(places, asked.seed, asked.draws)[:count]
    trials.append(tester.in_sequence(order))
    _tell(listener, steps, steps)
    return Degraded(frame.book.title, asked.share, len(places), whole, tuple(trials))


def working_places(book: Book) -> list[tuple[PlaceId, Mode]]:
    """Every working place of every limited mode of every place, in the book's order."""
    return [
        (place.id, mode)
        for place in book.places.values()
        for mode in sorted(place.modes)
        for _ in range(place.slots(mode) or 0)
    ]


def _ends(book: Book, plan: Plan) -> set[PlaceId]:
    """Where loads of the plan begin and end."""
    movements = [movement_of(book, one) for one in plan.assignments]
    return {end for one in movements for end in (one.origin, one.destination)}


class _Tester:
    """Tries losses on one plan."""

    def __init__(self, frame: Frame, plan: Plan, asked: DegradeAsked) -> None:
        self._frame, self._plan, self._asked = frame, plan, asked
        self._piece = staged(frame, plan, CALM).piece

    def at_once(self, way: str, lost: Loss) -> Trial:
        """Lost on C-day: the plan kept as far as it can be, and the book planned anew."""
        standing = self.standing(*self._planned_without(lost))
        return Trial(way, sum(lost.values()), self._kept(lost), standing)

    def _planned_without(self, lost: Loss) -> tuple[Frame, Plan]:
        news = _news(self._frame.book, lost, self._frame.book.crisis.activated)
        after = frame_after(self._frame, self._plan, news)
        after = replace(after, book=_freed(after.book, lost))
        effort = effort_within(after.book, seconds=None, work=self._asked.work, gap=None)
        return after, make_plan(
            after.book, after.authority, after.network, seed=self._asked.seed, effort=effort
        )

    def in_sequence(self, order: Sequence[tuple[PlaceId, Mode]]) -> Trial:
        """One blow after another in the first half of the horizon, planning again after each."""
        frame, plan = self._frame, self._plan
        crisis = frame.book.crisis
        step = (crisis.horizon_end - crisis.activated) // (2 * _BLOWS)
        effort = effort_within(frame.book, seconds=None, work=self._asked.work, gap=None)
        for blow in range(_BLOWS):
            lost = _counted(order[blow::_BLOWS])
            news = _news(frame.book, lost, Minute(crisis.activated + step * (blow + 1)))
            after = frame_after(frame, plan, news)
            frame = replace(after, book=_freed(after.book, lost))
            plan = plan_after(frame, plan, news, seed=self._asked.seed, effort=effort)
        return Trial("in sequence", len(order), None, self.standing(frame, plan))

    def worst(self, places: list[tuple[PlaceId, Mode]], count: int) -> Loss:
        """The working places through which the plan moves most weight, by place and mode."""
        return _counted(_ranked(places, _moved(self._piece.script, self._frame.book))[:count])

    def hunted(self, places: list[tuple[PlaceId, Mode]], count: int) -> Loss:
        """The worst places of the plan, then those of the plan made without them, and so on."""
        frame, plan, lost = self._frame, self._plan, Counter[tuple[PlaceId, Mode]]()
        for blow in range(_BLOWS):
            moved = _moved(staged(frame, plan, CALM).piece.script, frame.book)
            left = list((Counter(places) - lost).elements())
            share = count * (blow + 1) // _BLOWS - count * blow // _BLOWS
            lost.update(_ranked(left, moved)[:share])
            if blow + 1 < _BLOWS:
                frame, plan = self._planned_without(dict(lost))
        return dict(lost)

    def standing(self, frame: Frame, plan: Plan) -> Standing:
        """What a plan achieves, as the judge counts it."""
        judged = judge(frame.book, frame.authority, frame.network, plan)
        weight = sum(one.weight for one in frame.book.requirements.values())
        delivered = weight - judged.score.undelivered / PPM
        summary = summarise(frame.book, judged)
        return Standing(delivered, summary.closure_time, judged.verdict.value)

    def _kept(self, lost: Loss) -> Standing:
        """The plan as it is, with fewer working places: people wait and go round, nobody plans."""
        script = _with_fewer(self._piece.script, self._frame.book, lost)
        outcome = play_part(Piece(script, CALM, ALL), calm_part())
        weight = int(script.goals.weight.sum())
        delivered = weight - int(undelivered(script, outcome.delivered)[0]) / PPM
        closure = np.minimum(outcome.closure[0], script.horizon).astype(np.int64)
        return Standing(delivered, int((closure * script.goals.weight).sum()))


def _moved(script: Script, book: Book) -> dict[tuple[PlaceId, Mode], float]:
    """Weight of requirements times share of their load, by place and mode at which it is worked."""
    moved: dict[tuple[PlaceId, Mode], float] = {}
    names = list(book.places)
    weights = script.goals.weight[script.movements.requirement]
    for visit in np.nonzero(script.visits.works)[0].tolist():
        fleet = script.chains.fleet[script.visits.chain[visit]]
        door = names[script.visits.place[visit]], Mode(script.fleets.modes[fleet])
        freight = (*script.visits.on.of(visit), *script.visits.off.of(visit))
        weight = sum(float(weights[script.freight.movement[one]]) for one in freight)
        moved[door] = moved.get(door, 0.0) + weight
    return moved


def _ranked(
    places: list[tuple[PlaceId, Mode]], moved: dict[tuple[PlaceId, Mode], float]
) -> list[tuple[PlaceId, Mode]]:
    """Every working place, those of the doors through which most is moved first."""
    return sorted(places, key=lambda door: (-moved.get(door, 0.0), door[0], door[1]))


def _drawn(places: list[tuple[PlaceId, Mode]], count: int, seed: int, draw: int) -> Loss:
    return _counted(_order(places, seed, draw)[:count])


def _order(places: list[tuple[PlaceId, Mode]], seed: int, draw: int) -> list[tuple[PlaceId, Mode]]:
    """All working places in an order drawn from the seed."""
    generator = np.random.Generator(np.random.Philox(key=[seed, draw]))
    return [places[number] for number in generator.permutation(len(places)).tolist()]


def _counted(places: Sequence[tuple[PlaceId, Mode]]) -> Loss:
    found: Loss = {}
    for door in places:
        found[door] = found.get(door, 0) + 1
    return found


def _left(book: Book, door: tuple[PlaceId, Mode], lost: int) -> int:
    return max(0, (book.places[door[0]].slots(door[1]) or 0) - lost)


def _news(book: Book, lost: Loss, at: Minute) -> News:
    items = [
        NewsItem(
            NewsKind.SLOTS_CHANGED,
            door[0],
            Interval(at, FOREVER),
            _left(book, door, count),
            mode=door[1],
        )
        for door, count in sorted(lost.items())
    ]
    return News(at, tuple(items))


def _freed(book: Book, lost: Loss) -> Book:
    """The book in which ports that are wholly lost are prescribed to nobody any more."""
    gone = {
        place
        for place, _ in lost
        if all(book.places[place].slots(mode) == 0 for mode in book.places[place].modes)
    }
    requirements = {
        name: replace(
            one, poe=None if one.poe in gone else one.poe, pod=None if one.pod in gone else one.pod
        )
        for name, one in book.requirements.items()
    }
    return replace(book, requirements=requirements)


def _with_fewer(script: Script, book: Book, lost: Loss) -> Script:
    names = list(book.places)
    slots = script.desks.slots.copy()
    for desk, (place, mode) in enumerate(zip(script.desks.place, script.desks.modes, strict=True)):
        slots[desk] = max(0, slots[desk] - lost.get((names[place], Mode(mode)), 0))
    return replace(script, desks=replace(script.desks, slots=slots))


def _tell(listener: Listener, done: int, of: int) -> None:
    if listener is not None:
        listener(done, of)

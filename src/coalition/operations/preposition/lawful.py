"""Law as a constraint on stocks: when, in a scenario, what is held here may leave for there.

The questions are those of any leg (`authority.legs`): the owner sends, its host and the nations on the
way let it pass, the nation in need lets it in and its carriers land, and, where that nation is to use it,
the owner lets its stock be drawn on. A stock that may never leave counts nothing in the scenario; one
that may leave later is later by that. Scenarios with the same facts share one law.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.authority.answer import Answer, Finding, LegLaw, Moment, Question
from coalition.authority.evaluate import Authority
from coalition.authority.legs import Aboard, Leg, departures, questions_of_leg
from coalition.judging.hearing import say
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.facts import Fact
from coalition.model.identity import FleetId, NationId
from coalition.model.law import Action
from coalition.model.places import Place
from coalition.model.supply.placing import Scenario
from coalition.model.ways import Way

NO_FLEET = FleetId("")


@dataclass(frozen=True, slots=True)
class Sending:
    """Something of `owner` that leaves `origin` along the way (None: it is there already) for `destination`.

    `user` is the nation that is to use it, the owner or the nation in need; `minutes` the journey.
    """

    owner: NationId
    origin: Place
    destination: Place
    way: Way | None
    natures: frozenset[Nature]
    user: NationId
    minutes: int


@dataclass(frozen=True, slots=True)
class Opened:
    """Minutes from activation until it may leave, None when never; what it rests on, what stands against it."""

    wait_minutes: int | None
    doubts: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    barring: tuple[NationId, ...] = ()
    """Nations whose territory the questions that never open speak of."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A question a delivery needs open: in words, whose leave it is, under which provision, from when."""

    words: str
    whose: NationId
    finding: Finding
    provision: str
    opens: Minute | None
    missing: tuple[str, ...]


class ScenarioLaw:
    """The law of a book where a scenario's facts go before the book's own of the same name."""

    def __init__(self, book: Book, scenario: Scenario) -> None:
        own = tuple(Fact(name, values) for name, values in scenario.facts.items())
        rest = tuple(one for one in book.crisis.facts if one.name not in scenario.facts)
        self.book = replace(book, crisis=replace(book.crisis, facts=(*rest, *own)))
        self._authority = Authority(self.book)
        self._known: dict[tuple[object, ...], Opened] = {}

    def opened(self, sending: Sending) -> Opened:
        """When it may leave, at the earliest."""
        way = None if sending.way is None else sending.way.key
        key = (
            sending.owner, sending.origin.id, sending.destination.id, way, sending.natures,
            sending.user, sending.minutes,
        )  # fmt: skip
        if key not in self._known:
            self._known[key] = self._asked(sending)
        return self._known[key]

    def consents(self, sending: Sending) -> tuple[Consent, ...]:
        """Every question the sending needs, as it stands at the activation."""
        at = self.book.crisis.activated
        return tuple(_consent(self._authority.answer(law.question, at)) for law in laws_of(sending))

    def _asked(self, sending: Sending) -> Opened:
        start, end = self.book.crisis.activated, self.book.crisis.horizon_end
        laws = laws_of(sending)
        times = departures(self._authority, laws, sending.minutes)
        first = next((max(span.opens, start) for span in times if span.closes > start), None)
        if first is None or first >= end:
            return self._shut(laws, start, end)
        unsure = {
            unknown for law in laws for unknown in self._unknowns(law.question, Minute(first))
        }
        return Opened(first - start, tuple(sorted(unsure)))

    def _unknowns(self, question: Question, at: Minute) -> tuple[str, ...]:
        """What the answer rests on that nobody has stated; nothing when some window is free of it."""
        windows = [w for w in self._authority.windows(question) if w.opens <= at < w.closes]
        if any(not window.unknowns for window in windows):
            return ()
        return tuple(unknown for window in windows for unknown in window.unknowns)

    def _shut(self, laws: tuple[LegLaw, ...], start: Minute, end: Minute) -> Opened:
        against: list[str] = []
        barring: list[NationId] = []
        for law in laws:
            answer = self._authority.answer(law.question, start)
            if answer.opens is None or answer.opens >= end:
                against.append(_against(answer))
                barring.append(law.question.territory)
        words = tuple(dict.fromkeys(against)) or ("no time suits every leave that is needed",)
        return Opened(None, (), words, tuple(dict.fromkeys(barring)))


def laws_of(sending: Sending) -> tuple[LegLaw, ...]:
    """The questions of a sending; of what is there already, only that it may be given away and used."""
    consumer = sending.user if sending.user != sending.owner else None
    if sending.way is None:
        release = Question(
            sending.owner, Action.SEND, sending.owner, None, sending.natures,
            place=sending.origin.id,
        )  # fmt: skip
        laws = [LegLaw(release, Moment.DEPARTURE, "sender's authority")]
        if consumer is not None:
            use = Question(
                consumer, Action.USE_STOCK, sending.owner, None, sending.natures,
                place=sending.origin.id,
            )  # fmt: skip
            laws.append(LegLaw(use, Moment.DEPARTURE, "stock of another"))
        return tuple(laws)
    aboard = Aboard(
        sending.owner, sending.destination.nation, sending.natures, from_origin=True, set_down=True,
        consumer=consumer,
    )  # fmt: skip
    leg = Leg(sending.owner, NO_FLEET, sending.way, sending.origin, sending.destination, (aboard,))
    return questions_of_leg(leg)


def _against(answer: Answer) -> str:
    bar = next((one for one in answer.bars if not one.lapse and not one.limit), None)
    under = "" if bar is None else f" [{bar.decision or bar.provision or bar.text}]"
    return f"{say(answer.question)}: {answer.finding}{under}"


def _consent(answer: Answer) -> Consent:
    window = answer.window
    missing = tuple(
        dict.fromkeys(f"{one.nation} in {one.body or 'its own body'}" for one in answer.missing)
    )
    return Consent(
        say(answer.question), answer.question.territory, answer.finding,
        "" if window is None or window.permission is None else window.permission, answer.opens,
        missing,
    )  # fmt: skip

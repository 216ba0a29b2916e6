"""Law as a constraint on stocks: when, in a scenario, an owner may bring what it holds to where it is needed.

Three questions must be open: the owner may send (`send`), the host of the store lets it go (`transit`
through its soil, unless the store is at home), and the place's nation lets it in (`enter`, unless it is the
owner's own). A stock that may never come counts nothing in the scenario; one that may come later is later by
that.
"""

from __future__ import annotations

from dataclasses import replace

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.measure.instants import MINUTES_PER_HOUR
from coalition.model.book import Book
from coalition.model.facts import Fact
from coalition.model.identity import NationId
from coalition.model.law import Action
from coalition.model.supply.placing import Commodity, Scenario


class ScenarioLaw:
    """The law of a book in one scenario: its facts go before the book's own of the same name."""

    def __init__(self, book: Book, scenario: Scenario) -> None:
        own = tuple(Fact(name, values) for name, values in scenario.facts.items())
        rest = tuple(one for one in book.crisis.facts if one.name not in scenario.facts)
        self.book = replace(book, crisis=replace(book.crisis, facts=(*rest, *own)))
        self._authority = Authority(self.book)
        self._known: dict[tuple[NationId, NationId, NationId, str], int | None] = {}

    def delay_hours(
        self, owner: NationId, host: NationId, there: NationId, commodity: Commodity
    ) -> int | None:
        """Hours from the crisis's activation until all three are open; None when they never are."""
        key = (owner, host, there, str(commodity.nature))
        if key not in self._known:
            self._known[key] = self._asked(owner, host, there, commodity)
        return self._known[key]

    def _asked(
        self, owner: NationId, host: NationId, there: NationId, commodity: Commodity
    ) -> int | None:
        cargo, mode = frozenset({commodity.nature}), commodity.mode
        questions = [Question(owner, Action.SEND, owner, mode, cargo)]
        if host != owner:
            questions.append(Question(owner, Action.TRANSIT, host, mode, cargo))
        if there != owner:
            questions.append(Question(owner, Action.ENTER, there, mode, cargo))
        start, end = self.book.crisis.activated, self.book.crisis.horizon_end
        latest = start
        for question in questions:
            answer = self._authority.answer(question, start)
            if answer.opens is None or answer.opens > end:
                return None
            latest = max(latest, answer.opens)
        return -(-(latest - start) // MINUTES_PER_HOUR)

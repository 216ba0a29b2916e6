"""The fastest ways for a question as typed, of the book in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.authority.answer import Question, StepTaken
from coalition.formats.book_reader import read_book
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.identity import BodyId, DecisionId, NationId
from coalition.model.law import Outcome
from coalition.operations.ask_law import check_nations, instant_of, positioned
from coalition.operations.law.fastest import Ways, WayToLeave, fastest_ways


@dataclass(frozen=True, slots=True)
class Fastest:
    """A book, since when is asked, and the ways found."""

    book: Book
    at: Minute
    ways: Ways

    def body_name(self, body: str, signatories: tuple[NationId, ...]) -> str:
        """The name of a body, or whose own authority it is."""
        found = self.book.alliance.bodies.get(BodyId(body))
        if found is not None:
            return found.name
        whose = ", ".join(signatories)
        return f"competent authority of {whose}" if whose else body

    def state_of(self, step: StepTaken) -> str:
        """How a step stands: estimated, or decided, and how."""
        taken = {decision.id: decision for decision in self.book.decisions}.get(
            step.decision or DecisionId("")
        )
        return "estimated" if taken is None else f"{taken.outcome} ({taken.id})"

    def refused(self, way: WayToLeave) -> tuple[str, ...]:
        """The procedures of a way that were refused."""
        outcomes = {decision.id: decision.outcome for decision in self.book.decisions}
        return tuple(
            step.procedure
            for step in way.steps
            if step.decision is not None and outcomes.get(step.decision) is Outcome.REFUSED
        )

    def title_of(self, provision: str) -> str:
        """The instrument's title and the article of a provision."""
        for instrument in self.book.instruments:
            for one in instrument.provisions:
                if one.id == provision:
                    return f"{instrument.title}, {one.article}"
        return provision


def ask_fastest(
    folder: Path, question: Question, on: str | None, positions: tuple[str, ...] = ()
) -> Fastest:
    """The ways to have the question permitted, asked for at an instant (ISO text; default C-day).

    Raises InputError for a faulty book, an unknown nation or position, or an instant that is none.
    """
    book = positioned(read_book(folder), positions)
    check_nations(book, question)
    at = instant_of(book, on)
    return Fastest(book, at, fastest_ways(book, question, at))

"""The authority of a book: what may be done, from when, under which provision, with the proof.

The rule: law is asked as windows over all of time; a finding at a minute is read off them. Not here: how
a question is worked out (`case`), what a leg must ask (`legs`), words (`proof`).
"""

from __future__ import annotations

from bisect import bisect_right

from coalition.authority.answer import Answer, Bar, Finding, Question, Window
from coalition.authority.case import Case, work_out
from coalition.authority.compile import Clause, compile_statute
from coalition.authority.scope import fits
from coalition.authority.steps.held import spans_of
from coalition.authority.steps.needs import Needs, Pair
from coalition.authority.steps.spans import Spans
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.identity import DecisionId, NationId, ProvisionId
from coalition.model.law import Decision, Instrument, Provision, ProvisionKind


class Authority:
    """The law of one book, compiled once. Answers are pure; what was worked out is kept."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._statute = compile_statute(book)
        self._needs = Needs(book, self._statute)
        self._cases: dict[Question, Case] = {}

    def windows(self, question: Question) -> tuple[Window, ...]:
        """All times at which the answer is yes: sorted, disjoint, the best permission at each time.

        Windows of different permissions may touch; `legs.open_times` joins them.
        """
        return self.case(question).windows

    def alternatives(self, question: Question) -> tuple[Window, ...]:
        """Each permission's own windows with its limits, sorted; they may overlap."""
        return self.case(question).alternatives

    def bars(self, question: Question) -> tuple[Bar, ...]:
        """The prohibitions, refusals and lapses that speak of the question, sorted."""
        return self.case(question).bars

    def answer(self, question: Question, at: Minute) -> Answer:
        """What the law says from the minute on, with the proof of the next window.

        Without a window to come: forbidden when a prohibition or refusal stands, in conflict when
        a permission and a prohibition stand against each other, *permitted from* an unknown time when what
        is left takes nobody knows how long, and else no basis.
        """
        case = self.case(question)
        window = next((w for w in case.windows if w.closes > at), None)
        bars = tuple(bar for bar in case.bars if bar.closes > at)
        obligations = self._obligations(question, at)
        if window is not None:
            now = window.opens <= at
            return Answer(
                question, at, Finding.PERMITTED if now else Finding.PERMITTED_FROM,
                max(at, window.opens), window.closes, window, bars, window.missing,
                window.unknowns, obligations,
            )  # fmt: skip
        return Answer(
            question, at, _closed(case, bars, at), None, None, None, bars, case.missing,
            case.unknowns, obligations,
        )  # fmt: skip

    def status(self, actor: NationId, territory: NationId, at: Minute) -> ProvisionId | None:
        """The provision that gives the actor's forces a status on the territory at the minute, if any.

        Status is never consent to enter.
        """
        pair = Pair(actor, territory)
        for clause in self._statute.find(ProvisionKind.STATUS, None, actor, territory):
            if not clause.applies or not _covers(clause.when(actor, territory), at):
                continue
            if _covers(spans_of(self._needs.ground(clause.provision.requires, pair).held), at):
                return clause.provision.id
        return None

    def case(self, question: Question) -> Case:
        """Everything worked out about the question; kept."""
        found = self._cases.get(question)
        if found is None:
            found = self._cases[question] = self._narrow_case(question)
        return found

    def _narrow_case(self, question: Question) -> Case:
        narrowed = self._statute.narrowed(question)
        if narrowed not in self._cases:
            self._cases[narrowed] = work_out(narrowed, self._statute, self._needs)
        return self._cases[narrowed]

    def provision(self, provision: ProvisionId) -> Provision:
        """The provision of an id. Raises KeyError when the book has none."""
        return self._clause(provision).provision

    def find_provision(self, provision: ProvisionId) -> Provision | None:
        """The provision of an id, or None when the book has none."""
        clause = self._statute.clause(provision)
        return None if clause is None else clause.provision

    def instrument_of(self, provision: ProvisionId) -> Instrument:
        """The instrument that holds the provision. Raises KeyError when the book has none."""
        return self._clause(provision).instrument

    def decision(self, decision: DecisionId) -> Decision:
        """The decision of an id. Raises KeyError when the book has none."""
        return self._statute.decision_by_id[decision]

    def _clause(self, provision: ProvisionId) -> Clause:
        clause = self._statute.clause(provision)
        if clause is None:
            raise KeyError(provision)
        return clause

    def _obligations(self, question: Question, at: Minute) -> tuple[ProvisionId, ...]:
        found = self._statute.find(
            ProvisionKind.OBLIGATION, question.action, question.actor, question.territory
        )
        return tuple(
            clause.provision.id
            for clause in found
            if clause.applies
            and _covers(clause.when(question.actor, question.territory), at)
            and fits(clause.provision.scope, question, ProvisionKind.OBLIGATION)
        )


def _closed(case: Case, bars: tuple[Bar, ...], at: Minute) -> Finding:
    """The finding when no window is to come."""
    if _ends_after(case.contested, at):
        return Finding.CONFLICT
    if _ends_after(case.maybe, at):
        return Finding.PERMITTED_FROM
    if any(not bar.lapse for bar in bars):
        return Finding.FORBIDDEN
    return Finding.NO_BASIS


def _ends_after(spans: Spans, at: Minute) -> bool:
    return bool(spans) and spans[-1].closes > at


def _covers(spans: Spans, at: Minute) -> bool:
    place = bisect_right(spans, at, key=lambda span: span.opens)
    return place > 0 and at < spans[place - 1].closes

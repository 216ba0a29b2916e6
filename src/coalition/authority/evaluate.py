"""The authority of a book: what may be done, from when, under which provision, with the proof.

The rule: law is asked as windows over all of time; a finding at a minute is read off them. Not here: how
a question is worked out (`case`), what a leg must ask (`legs`), words (`proof`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from coalition.authority.answer import Answer, Bar, Finding, Owed, Question, Window
from coalition.authority.case import Case, missing_of, work_out
from coalition.authority.compile import Key, compile_statute, decisions_of
from coalition.authority.heard.carry import bench_of, carry_over, cases_kept, touches
from coalition.authority.heard.speaking import hear
from coalition.authority.owed import owed
from coalition.authority.precedence import arguments
from coalition.authority.statute.clause import Clause
from coalition.authority.steps.held import spans_of
from coalition.authority.steps.needs import Pair
from coalition.authority.steps.spans import EVER, Spans, intersect
from coalition.authority.steps.truth import Roles
from coalition.measure.instants import FOREVER, Minute
from coalition.model.book import Book
from coalition.model.identity import DecisionId, NationId, ProvisionId
from coalition.model.law import Decision, Instrument, Provision, ProvisionKind


class Authority:
    """The law of one book, compiled once. Answers are pure; what was worked out is kept."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._statute = compile_statute(book)
        self._bench = bench_of(book, self._statute)
        self._cases: dict[Key, Case] = {}
        self._asked: dict[Question, Case] = {}

    def windows(self, question: Question) -> tuple[Window, ...]:
        """All times at which the answer is yes: sorted, disjoint, the best permission at each time.

        Windows of different permissions may touch; `legs.open_times` joins them.
        """
        return self.case(question).windows

    def alternatives(self, question: Question) -> tuple[Window, ...]:
        """Each permission's own windows with its limits, sorted; they may overlap."""
        return self.case(question).alternatives

    def bars(self, question: Question) -> tuple[Bar, ...]:
        """The prohibitions, refusals, lapses and limits that speak of the question, sorted."""
        return self.case(question).bars

    def answer(self, question: Question, at: Minute) -> Answer:
        """What the law says from the minute on, with the proof of the next window.

        Without a window to come: in conflict when a permission and a prohibition stand against each
        other, *permitted from* an unknown time when what is left takes nobody knows how long, forbidden when a
        prohibition stands at the minute, or a refusal or a prohibition takes what would be met later, and
        else no basis.
        """
        case = self.case(question)
        window = next((w for w in case.windows if w.closes > at), None)
        bars = tuple(bar for bar in case.bars if bar.closes > at)
        obligations, change = self._obligations(question, at)
        until = min(case.next_change(at), change)
        if window is not None:
            opens = max(at, window.opens)
            return Answer(
                question, at, Finding.PERMITTED if opens == at else Finding.PERMITTED_FROM, opens,
                window.closes, window, bars, window.missing, window.unknowns, obligations, until,
                case.remarks_at(opens) if case.remarks else (),
            )  # fmt: skip
        missing = missing_of(case, self._bench.needs)
        return Answer(
            question, at, _closed(case, bars, at), None, None, None, bars, missing,
            case.unknowns_after(at), obligations, until, case.remarks_at(at),
        )  # fmt: skip

    def answer_all(self, questions: Iterable[Question], at: Minute) -> tuple[Answer, ...]:
        """The answers in the order of the questions; those of one pair of nations are worked out together."""
        asked = list(questions)
        order = sorted(range(len(asked)), key=lambda n: (asked[n].actor, asked[n].territory))
        answers = {n: self.answer(asked[n], at) for n in order}
        return tuple(answers[n] for n in range(len(asked)))

    def status(self, actor: NationId, territory: NationId, at: Minute) -> ProvisionId | None:
        """The provision that gives the actor's forces a status on the territory at the minute, if any.

        Status is never consent to enter.
        """
        pair = Pair(actor, territory)
        for clause in self._statute.find(ProvisionKind.STATUS, None, actor, territory):
            truth = self._statute.truths.of(clause, Roles(actor, territory, territory))
            spans = intersect(clause.when(actor, territory), truth.yes)
            if not _covers(spans, at):
                continue
            if _covers(
                spans_of(self._bench.needs.ground(clause.provision.requires, pair).held), at
            ):
                return clause.provision.id
        return None

    def owed(
        self, debtor: NationId | None, creditor: NationId | None, at: Minute
    ) -> tuple[Owed, ...]:
        """What the debtor (None: anybody) owes the creditor (None: anybody) at the minute, by provision.

        Obligations that stand, that may stand, and that do not stand because a condition fails.
        """
        return owed(self._bench, debtor, creditor, at)

    def arguments(self, bar: Bar) -> tuple[str, ...]:
        """What speaks for each side of a conflict, the permissions first; empty for other bars."""
        if bar.provision is None or not bar.against:
            return ()
        ban = self._clause(bar.provision)
        pairs = [arguments(self._clause(name), ban) for name in bar.against]
        return (*(yes for yes, _ in pairs), *dict.fromkeys(no for _, no in pairs))

    def speaking(self, question: Question) -> tuple[ProvisionId, ...]:
        """Every provision that speaks of the question or may, whatever its kind."""
        kinds = (ProvisionKind.PERMISSION, ProvisionKind.PROHIBITION, ProvisionKind.OBLIGATION)
        heard = (each for kind in kinds for each in hear(kind, question, self._statute))
        return tuple(each.clause.provision.id for each in heard)

    def case(self, question: Question) -> Case:
        """Everything worked out about the question; kept."""
        found = self._asked.get(question)
        if found is None:
            key = self._statute.key(question)
            found = self._cases.get(key)
            if found is None:
                found = self._cases[key] = work_out(question, self._bench)
            self._asked[question] = found
        return found

    def with_decisions(self, decisions: Iterable[Decision]) -> Authority:
        """The same law with more decisions recorded; what they do not touch is not worked out again.

        A decision replaces one of the same id. Raises KeyError for a procedure the book has not.
        """
        more = {decision.id: decision for decision in decisions}
        for decision in more.values():
            self._clause(decision.procedure)
        kept = tuple(d for d in self.book.decisions if d.id not in more)
        gone = tuple(d for d in self.book.decisions if d.id in more)
        taken = (*kept, *more.values())
        other = Authority.__new__(Authority)
        other.book = replace(self.book, decisions=taken)
        other._statute = replace(
            self._statute, decisions=decisions_of(taken, self.book.alliance),
            decision_by_id={decision.id: decision for decision in taken},
        )  # fmt: skip
        touched = self._statute.dependents({d.procedure for d in (*gone, *more.values())})
        other._bench = bench_of(other.book, other._statute)
        carry_over(self._bench, other._bench, touched)
        other._cases = {
            key: case
            for key, case in self._cases.items()
            if not touches(self._statute, key, touched)
        }
        other._asked = {}
        return other

    def with_decision(self, decision: Decision) -> Authority:
        """The same law with one more decision."""
        return self.with_decisions((decision,))

    def with_book(self, book: Book) -> Authority:
        """The law of another book; what the two agree in is not worked out again.

        The answers are those of `Authority(book)`, which it is when nations, alliance, powers or crisis differ.
        """
        other, mine = Authority(book), self.book
        if (book.nations, book.alliance, book.powers, book.crisis) != (
            mine.nations, mine.alliance, mine.powers, mine.crisis,
        ):  # fmt: skip
            return other
        other._cases, touched = cases_kept(self._statute, other._statute, self._cases)
        if self._statute.numbers == other._statute.numbers:
            carry_over(self._bench, other._bench, touched)
        if self._statute.narrow == other._statute.narrow:
            kept = {id(case) for case in other._cases.values()}
            other._asked = {q: case for q, case in self._asked.items() if id(case) in kept}
        return other

    def speaks_as(self, other: object) -> bool:
        """Whether the other is this very law, under a book that agrees in all that law looks at."""
        return isinstance(other, Authority) and self._asked is other._asked

    def keeps(self, before: object, question: Question) -> bool:
        """Whether it answers as the law before did, as far as that is known without working it out."""
        if not isinstance(before, Authority):
            return False
        known = before._asked.get(question)
        return known is not None and self._asked.get(question) is known

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

    def _obligations(
        self, question: Question, at: Minute
    ) -> tuple[tuple[ProvisionId, ...], Minute]:
        """The obligations that speak of the question at the minute, and when that may change."""
        found: list[ProvisionId] = []
        change = FOREVER
        for heard in hear(ProvisionKind.OBLIGATION, question, self._statute):
            if heard.yes is not EVER:
                ends = (
                    edge for span in heard.yes for edge in (span.opens, span.closes) if edge > at
                )
                change = min(change, min(ends, default=FOREVER))
            if heard.yes is EVER or _covers(heard.yes, at):
                found.append(heard.clause.provision.id)
        return tuple(found), change


def _closed(case: Case, bars: tuple[Bar, ...], at: Minute) -> Finding:
    """The finding when no window is to come."""
    if _ends_after(case.contested, at):
        return Finding.CONFLICT
    if _ends_after(case.maybe, at):
        return Finding.PERMITTED_FROM
    forbidden = _ends_after(case.taken, at) or any(_forbids(bar, at) for bar in bars)
    return Finding.FORBIDDEN if forbidden else Finding.NO_BASIS


def _forbids(bar: Bar, at: Minute) -> bool:
    """Whether a bar to come is a refusal, or a prohibition that stands already."""
    if bar.lapse or bar.limit:
        return False
    return bar.decision is not None or bar.opens <= at


def _ends_after(spans: Spans, at: Minute) -> bool:
    return bool(spans) and spans[-1].closes > at


def _covers(spans: Spans, at: Minute) -> bool:
    place = bisect_right(spans, at, key=lambda span: span.opens)
    return place > 0 and at < spans[place - 1].closes

"""What must hold of any law: more leave never delays, more bans never permit, names do not matter."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.law_books import (
    C_DAY,
    DAY,
    DEU,
    LTU,
    POL,
    USA,
    instrument,
    law_book,
    permission,
    pid,
    procedure,
    prohibition,
    scope,
)

from coalition.authority.answer import Answer, Finding, Question, StepTaken
from coalition.authority.evaluate import Authority
from coalition.authority.steps.spans import spans_where, subtract
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import DecisionId, NationId
from coalition.model.law import (
    Action,
    AllOf,
    AnyOf,
    Decision,
    Duration,
    Instrument,
    Limits,
    Need,
    Outcome,
    Provision,
    Step,
    TimeUnit,
)

NATIONS = (DEU, POL, LTU)
PROCEDURES = tuple(f"p/{n}" for n in range(5))
dates = st.integers(-5, 30).map(lambda n: Minute(C_DAY + n * DAY))
spells = st.tuples(dates, st.integers(1, 30)).map(
    lambda t: Interval(t[0], Minute(t[1] * DAY + t[0]))
)
valid = st.one_of(st.just(Interval(ALWAYS, FOREVER)), spells)
leaves = st.sampled_from(PROCEDURES).map(lambda name: Step(pid(name)))
needs: st.SearchStrategy[Need] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=5,
)
amounts = st.sampled_from([None, 0, 1, 5, 24, 30, 48, 72, 100, 150, 200])
durations = st.tuples(amounts, st.sampled_from(list(TimeUnit))).map(
    lambda t: Duration(
        t[0], t[0] if t[0] is None or t[1] is TimeUnit.HOURS else t[0] % 8, None, t[1]
    )
)
names = st.sampled_from([(), ("parties",), ("members",), (DEU, POL), (DEU,), (POL,)])
scopes = st.tuples(names, names).map(lambda t: scope(t[0], t[1]))
limits = st.sampled_from([Limits(), Limits(pax=10)])
some = st.lists(st.sampled_from([*NATIONS, USA]), min_size=1, max_size=3, unique=True)
parties = st.one_of(st.just([DEU, POL]), st.just([DEU, POL, LTU]), some)


@st.composite
def procedures(draw: st.DrawFn) -> tuple[Provision, ...]:
    """A chain of procedures: each may need those before it."""
    made: list[Provision] = []
    for number, name in enumerate(PROCEDURES):
        before = draw(st.lists(st.sampled_from(PROCEDURES[:number]), max_size=2)) if number else []
        need = AllOf(tuple(Step(pid(n)) for n in before))
        body = draw(st.sampled_from(["actor", "territory", "council"]))
        made.append(
            procedure(name, body=body, duration=draw(durations), requires=need, calendar="actor")
        )
    return tuple(made)


@st.composite
def permissions(draw: st.DrawFn, name: str) -> Instrument:
    leave = permission(
        f"{name}/1", draw(scopes), requires=draw(needs), valid=draw(valid), limits=draw(limits)
    )
    return instrument(name, draw(parties), leave)


@st.composite
def prohibitions(draw: st.DrawFn, name: str) -> Instrument:
    caveat = draw(st.booleans())
    kind = "caveat" if caveat else draw(st.sampled_from(["treaty", "national-law", "resolution"]))
    excepts = draw(st.sampled_from([(), (pid("leave0/1"),)]))
    ban = prohibition(f"{name}/1", draw(scopes), valid=draw(valid), caveat=caveat, excepts=excepts)
    return instrument(name, draw(parties), ban, kind=kind)


decisions = st.lists(
    st.builds(
        Decision,
        id=st.integers(0, 99).map(lambda n: DecisionId(f"d{n}")),
        procedure=st.sampled_from(PROCEDURES).map(pid),
        outcome=st.sampled_from(list(Outcome)),
        at=dates,
        by=st.just("body"),
        until=st.one_of(st.just(FOREVER), dates),
        actors=st.sampled_from([(), (DEU,)]),
        limits=limits,
    ),
    max_size=3,
    unique_by=lambda decision: decision.id,
)


@st.composite
def books(draw: st.DrawFn) -> Book:
    leave = [draw(permissions(f"leave{n}")) for n in range(draw(st.integers(1, 3)))]
    bans = [draw(prohibitions(f"ban{n}")) for n in range(draw(st.integers(0, 2)))]
    steps = instrument("p", [], *draw(procedures()))
    return law_book(*leave, *bans, steps, decisions=draw(decisions))


QUESTION = Question(DEU, Action.TRANSIT, POL)
EACH = settings(max_examples=60, deadline=None)


def open_in(book: Book) -> tuple[Interval, ...]:
    return spans_where(Authority(book).windows(QUESTION))


def _with(book: Book, *more: Instrument) -> Book:
    return replace(book, instruments=(*book.instruments, *more))


@EACH
@given(books(), permissions("more"))
def test_one_more_permission_never_closes_a_minute(book: Book, more: Instrument) -> None:
    assert subtract(open_in(book), open_in(_with(book, more))) == ()


@EACH
@given(books(), prohibitions("more"))
def test_one_more_prohibition_never_opens_a_minute(book: Book, more: Instrument) -> None:
    assert subtract(open_in(_with(book, more)), open_in(book)) == ()


@EACH
@given(books())
def test_windows_are_disjoint_sorted_and_taken_from_the_alternatives(book: Book) -> None:
    authority = Authority(book)
    windows = authority.windows(QUESTION)
    assert all(a.closes <= b.opens for a, b in itertools.pairwise(windows))
    assert spans_where(windows) == spans_where(authority.alternatives(QUESTION))
    for window in windows:
        assert window.opens < window.closes
        assert any(
            a.permission == window.permission
            and a.opens <= window.opens
            and window.closes <= a.closes
            for a in authority.alternatives(QUESTION)
        )


@EACH
@given(books())
def test_the_proof_alone_proves_the_opening_again(book: Book) -> None:
    """The critical chain hangs together and ends at the opening; every step of the proof is over then."""
    for window in Authority(book).windows(QUESTION):
        assert all(step.ends is not None and step.ends <= window.opens for step in window.steps)
        assert set(window.critical) <= set(window.steps)
        if window.critical:
            assert window.critical[-1].ends == window.opens
            assert _hangs_together(window.critical)


def _hangs_together(chain: tuple[StepTaken, ...]) -> bool:
    return all(later.begins == earlier.ends for earlier, later in itertools.pairwise(chain))


@EACH
@given(books(), st.integers(-10, 60), st.integers(0, 50 * DAY))
def test_an_answer_holds_until_the_next_dated_change(book: Book, start: int, later: int) -> None:
    authority = Authority(book)
    at = Minute(C_DAY + start * DAY)
    answer = authority.answer(QUESTION, at)
    dated = _dates(authority)
    then = Minute(at + later)
    if any(at < date <= then for date in dated):
        return
    again = authority.answer(QUESTION, then)
    assert (again.finding, again.window, again.bars) == (answer.finding, answer.window, answer.bars)


def _dates(authority: Authority) -> set[Minute]:
    ends = {w.closes for w in authority.windows(QUESTION)} | {
        w.opens for w in authority.windows(QUESTION)
    }
    bars = authority.bars(QUESTION)
    ends |= {bar.opens for bar in bars} | {bar.closes for bar in bars}
    case = authority.case(QUESTION)
    hidden = (*case.maybe, *case.contested)
    return ends | {span.opens for span in hidden} | {span.closes for span in hidden}


@EACH
@given(books(), st.integers(-10, 60))
def test_a_finding_fits_its_windows(book: Book, start: int) -> None:
    authority = Authority(book)
    at = Minute(C_DAY + start * DAY)
    answer = authority.answer(QUESTION, at)
    open_now = any(span.contains(at) for span in open_in(book))
    assert (answer.finding is Finding.PERMITTED) is open_now
    if answer.finding in (Finding.FORBIDDEN, Finding.NO_BASIS, Finding.CONFLICT):
        assert all(window.closes <= at for window in authority.windows(QUESTION))
    if answer.finding is Finding.FORBIDDEN:
        assert any(not bar.lapse for bar in answer.bars)
    if answer.opens is not None:
        assert answer.opens >= at


SHIFT = {"DEU": "FRA", "POL": "ESP", "LTU": "ITA", "USA": "CAN"}


@EACH
@given(books())
def test_renaming_nations_changes_nothing(book: Book) -> None:
    """Calendars stay with the nations: only the names change."""
    renamed = _rename(book)
    asked = Question(NationId("FRA"), Action.TRANSIT, NationId("ESP"))
    before = Authority(book).answer(QUESTION, C_DAY)
    after = Authority(renamed).answer(asked, C_DAY)
    assert _shape(after) == _shape(before)
    assert [m.nation for m in after.missing] == [SHIFT[m.nation] for m in before.missing]


def _shape(answer: Answer) -> tuple[object, ...]:
    return (answer.finding, answer.opens, answer.closes, answer.bars, answer.unknowns)


def _rename(book: Book) -> Book:
    def name(old: str) -> NationId:
        return NationId(SHIFT.get(old, old))

    def provision(old: Provision) -> Provision:
        where = replace(
            old.scope,
            actors=tuple(name(n) for n in old.scope.actors),
            territories=tuple(name(n) for n in old.scope.territories),
        )
        return replace(old, scope=where)

    def one(old: Instrument) -> Instrument:
        bound = tuple(replace(party, nation=name(party.nation)) for party in old.parties)
        return replace(old, parties=bound, provisions=tuple(provision(p) for p in old.provisions))

    bodies = {
        key: replace(body, members=tuple(name(n) for n in body.members))
        for key, body in book.alliance.bodies.items()
    }
    members = tuple(name(n) for n in book.alliance.members)
    return replace(
        book,
        alliance=replace(book.alliance, members=members, bodies=bodies),
        nations={name(n): replace(nation, id=name(n)) for n, nation in book.nations.items()},
        instruments=tuple(one(i) for i in book.instruments),
        decisions=tuple(
            replace(d, actors=tuple(name(n) for n in d.actors)) for d in book.decisions
        ),
    )


@EACH
@given(books(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_no_answer(book: Book, chance: object) -> None:
    instruments = list(book.instruments)
    taken = list(book.decisions)
    chance.shuffle(instruments)  # type: ignore[attr-defined]
    chance.shuffle(taken)  # type: ignore[attr-defined]
    other = replace(book, instruments=tuple(instruments), decisions=tuple(taken))
    one, two = Authority(book), Authority(other)
    assert one.windows(QUESTION) == two.windows(QUESTION)
    assert one.bars(QUESTION) == two.bars(QUESTION)

"""Steps: estimates, prerequisites, alternatives, recorded decisions, missing signatures, critical paths."""

from __future__ import annotations

from tests.simulators.law_books import (
    C_DAY,
    DAY,
    DEU,
    LTU,
    POL,
    USA,
    day,
    decision,
    instrument,
    law_book,
    permission,
    procedure,
    scope,
    span,
    steps,
    working_days,
)

from coalition.authority.answer import Answer, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.measure.instants import ALWAYS, FOREVER, Minute, write_instant
from coalition.model.book import Book
from coalition.model.identity import BodyId
from coalition.model.law import (
    Action,
    AllOf,
    AnyOf,
    Decision,
    Duration,
    Limits,
    Need,
    Outcome,
    Provision,
)
from coalition.model.nations import Body, Rule

TRANSIT = Question(DEU, Action.TRANSIT, POL)
GRANTED, REFUSED = Outcome.GRANTED, Outcome.REFUSED
PENDING, UNKNOWN = Outcome.PENDING, Outcome.UNKNOWN


def book_of(need: Need | str, *procedures: Provision, decisions: tuple[Decision, ...] = ()) -> Book:
    leave = permission("a/1", requires=need)
    return law_book(instrument("a", [DEU, POL], leave, *procedures), decisions=decisions)


def ask(book: Book, at: Minute = C_DAY) -> Answer:
    return Authority(book).answer(TRANSIT, at)


def spans(book: Book) -> list[tuple[Minute, Minute]]:
    return [(w.opens, w.closes) for w in Authority(book).windows(TRANSIT)]


def days(answer: Answer) -> float | None:
    return None if answer.opens is None else (answer.opens - C_DAY) / DAY


def chain(answer: Answer) -> list[str]:
    assert answer.window is not None
    return [step.procedure for step in answer.window.critical]


P24, P48, P72 = procedure("a/p24", 24), procedure("a/p48", 48), procedure("a/p72", 72)


def test_an_undecided_step_begins_at_activation() -> None:
    answer = ask(book_of("a/p24", P24))
    assert answer.finding is Finding.PERMITTED_FROM
    assert days(answer) == 1


def test_a_conjunction_waits_for_its_latest_part() -> None:
    answer = ask(book_of(AllOf(steps("a/p24", "a/p72", "a/p48")), P24, P48, P72))
    assert days(answer) == 3
    assert chain(answer) == ["a/p72"]
    assert answer.window is not None
    assert len(answer.window.steps) == 3


def test_a_conjunction_ends_with_its_first_part_to_end() -> None:
    one = decision("one", "a/p24", GRANTED, "2025-03-01", until="2025-03-20")
    two = decision("two", "a/p48", GRANTED, "2025-03-02", until="2025-03-10")
    for order in (("a/p24", "a/p48"), ("a/p48", "a/p24")):
        book = book_of(AllOf(steps(*order)), P24, P48, decisions=(one, two))
        assert spans(book) == [(day("2025-03-02"), day("2025-03-10"))]


def test_a_disjunction_takes_its_earliest_part() -> None:
    answer = ask(book_of(AnyOf(steps("a/p72", "a/p24")), P24, P72))
    assert days(answer) == 1
    assert chain(answer) == ["a/p24"]


def test_needs_nest() -> None:
    need = AllOf((AnyOf(steps("a/p72", "a/p48")), *steps("a/p24")))
    assert days(ask(book_of(need, P24, P48, P72))) == 2


def test_a_step_begins_when_its_own_prerequisites_end() -> None:
    second = procedure("a/second", 24, requires="a/p48")
    answer = ask(book_of("a/second", P48, second))
    assert days(answer) == 3
    assert chain(answer) == ["a/p48", "a/second"]
    assert answer.window is not None
    first, last = answer.window.critical
    assert (first.begins, first.ends, last.begins) == (C_DAY, last.begins, first.ends)
    assert last.ends == answer.opens


def test_alternative_permissions_compete() -> None:
    leaves = (permission("a/1", requires="a/p72"), permission("a/2", requires="a/p24"))
    answer = ask(law_book(instrument("a", [POL], *leaves, P24, P72)))
    assert days(answer) == 1
    assert answer.window is not None
    assert answer.window.permission == "a/2"


def test_least_and_most_durations_frame_the_end() -> None:
    first = procedure("a/first", duration=Duration(12, 24, 96))
    second = procedure("a/second", duration=Duration(24, 24, None), requires="a/first")
    answer = ask(book_of("a/second", first, second))
    assert answer.window is not None
    one, two = answer.window.critical
    assert (one.earliest, one.ends, one.latest) == (C_DAY + DAY / 2, C_DAY + DAY, C_DAY + 4 * DAY)
    assert (two.earliest, two.ends, two.latest) == (C_DAY + 1.5 * DAY, C_DAY + 2 * DAY, None)


def test_an_unknown_duration_opens_nothing_and_says_so() -> None:
    answer = ask(book_of("a/p", procedure("a/p", None)))
    assert (answer.finding, answer.opens) == (Finding.PERMITTED_FROM, None)
    assert "a/p" in answer.unknowns[0]
    assert [m.nation for m in answer.missing] == [POL]


def test_an_unknown_duration_does_not_hide_a_known_alternative() -> None:
    answer = ask(book_of(AnyOf(steps("a/p", "a/p24")), procedure("a/p", None), P24))
    assert days(answer) == 1
    assert answer.unknowns == ()


def test_an_unknown_part_makes_a_conjunction_unknown_and_a_refusal_makes_it_dead() -> None:
    need = AllOf(steps("a/p", "a/p24"))
    unknown = procedure("a/p", None)
    assert ask(book_of(need, unknown, P24)).finding is Finding.PERMITTED_FROM
    no = decision("no", "a/p24", REFUSED, "2025-03-01")
    answer = ask(book_of(need, unknown, P24, decisions=(no,)))
    assert answer.finding is Finding.FORBIDDEN
    assert [bar.decision for bar in answer.bars] == ["no"]


def test_a_grant_replaces_the_estimate_and_holds_until_its_end() -> None:
    yes = decision("yes", "a/p72", GRANTED, "2025-03-04", until="2025-04-01", limits=Limits(pax=50))
    book = book_of("a/p72", P72, decisions=(yes,))
    answer = ask(book)
    assert spans(book) == [(day("2025-03-04"), day("2025-04-01"))]
    assert answer.window is not None
    assert answer.window.limits == Limits(pax=50)
    assert answer.window.steps[0].decision == "yes"
    assert answer.missing == ()
    lapsed = ask(book, day("2025-04-01"))
    assert lapsed.finding is Finding.NO_BASIS
    assert lapsed.bars[0].lapse


def test_a_grant_before_activation_opens_before_it() -> None:
    yes = decision("yes", "a/p72", GRANTED, "2025-01-04")
    assert spans(book_of("a/p72", P72, decisions=(yes,))) == [(day("2025-01-04"), FOREVER)]


def test_the_tighter_limit_counts() -> None:
    yes = decision("yes", "a/p72", GRANTED, "2025-03-01", limits=Limits(pax=50, mass_kg=9000))
    leave = permission("a/1", requires="a/p72", limits=Limits(pax=80, mass_kg=7000, stay_days=30))
    answer = ask(law_book(instrument("a", [POL], leave, P72), decisions=[yes]))
    assert answer.window is not None
    assert answer.window.limits == Limits(50, 7000, 30)


def test_an_unlimited_alternative_takes_over_from_a_limited_one() -> None:
    yes = decision("yes", "a/p24", GRANTED, "2025-03-01", limits=Limits(pax=50))
    book = book_of(AnyOf(steps("a/p24", "a/p48")), P24, P48, decisions=(yes,))
    windows = Authority(book).windows(TRANSIT)
    assert [(w.opens, w.limits.pax) for w in windows] == [
        (day("2025-03-01"), 50),
        (Minute(C_DAY + 2 * DAY), None),
    ]


def test_a_refusal_kills_and_a_later_grant_opens_again() -> None:
    votes = (
        decision("yes-1", "a/p24", GRANTED, "2025-02-01"),
        decision("no", "a/p24", REFUSED, "2025-03-10"),
        decision("yes-2", "a/p24", GRANTED, "2025-03-20"),
    )
    book = book_of("a/p24", P24, decisions=votes)
    assert spans(book) == [
        (day("2025-02-01"), day("2025-03-10")),
        (day("2025-03-20"), FOREVER),
    ]
    answer = ask(book, day("2025-03-12"))
    assert (answer.finding, answer.opens) == (Finding.PERMITTED_FROM, day("2025-03-20"))
    (bar,) = answer.bars
    assert (bar.decision, bar.opens, bar.closes) == ("no", day("2025-03-10"), day("2025-03-20"))
    assert ask(book, day("2025-03-20")).bars == ()


def test_before_its_refusal_a_step_was_not_decided_either() -> None:
    no = decision("no", "a/p24", REFUSED, "2025-03-20")
    book = book_of("a/p24", P24, decisions=(no,))
    assert spans(book) == []
    assert ask(book).finding is Finding.FORBIDDEN


def test_a_refused_alternative_leaves_the_other() -> None:
    no = decision("no", "a/p24", REFUSED, "2025-03-01")
    answer = ask(book_of(AnyOf(steps("a/p24", "a/p72")), P24, P72, decisions=(no,)))
    assert days(answer) == 3


def test_a_request_starts_the_estimate_when_it_was_made() -> None:
    asked = decision("asked", "a/p48", PENDING, "2025-03-10", signed_by=(POL,))
    answer = ask(book_of("a/p48", P48, decisions=(asked,)))
    assert answer.opens == day("2025-03-12")
    assert answer.missing == ()
    unsigned = decision("asked", "a/p48", PENDING, "2025-03-10")
    assert [m.nation for m in ask(book_of("a/p48", P48, decisions=(unsigned,))).missing] == [POL]


def test_a_request_after_a_refusal_is_estimated_with_a_doubt() -> None:
    votes = (
        decision("no", "a/p24", REFUSED, "2025-03-01"),
        decision("again", "a/p24", PENDING, "2025-03-10"),
    )
    answer = ask(book_of("a/p24", P24, decisions=votes))
    assert answer.opens == day("2025-03-11")
    assert "again" in answer.unknowns[0]
    assert [bar.closes for bar in answer.bars] == [day("2025-03-11")]


def test_a_request_answered_later_is_no_estimate_any_more() -> None:
    votes = (
        decision("asked", "a/p24", PENDING, "2025-03-01"),
        decision("yes", "a/p24", GRANTED, "2025-03-20"),
    )
    book = book_of("a/p24", P24, decisions=votes)
    assert spans(book) == [(day("2025-03-20"), FOREVER)]
    (step,) = Authority(book).windows(TRANSIT)[0].steps
    assert (step.begins, step.ends) == (day("2025-03-01"), day("2025-03-20"))


def test_an_unknown_outcome_opens_nothing_and_is_no_refusal() -> None:
    maybe = decision("maybe", "a/p24", UNKNOWN, "2025-03-05")
    answer = ask(book_of("a/p24", P24, decisions=(maybe,)))
    assert (answer.finding, answer.opens, answer.bars) == (Finding.PERMITTED_FROM, None, ())
    assert "maybe" in answer.unknowns[0]


def test_a_decision_speaks_of_the_actors_and_territories_it_names() -> None:
    for_usa = decision("usa", "a/p24", REFUSED, "2025-03-01", actors=(USA,))
    elsewhere = decision("ltu", "a/p24", REFUSED, "2025-03-01", territories=(LTU,))
    both = decision("here", "a/p24", REFUSED, "2025-03-01", actors=(DEU,), territories=(POL,))
    assert days(ask(book_of("a/p24", P24, decisions=(for_usa, elsewhere)))) == 1
    assert ask(book_of("a/p24", P24, decisions=(both,))).finding is Finding.FORBIDDEN


def test_of_two_decisions_of_one_minute_the_one_that_names_the_actor_counts() -> None:
    votes = (
        decision("a-no", "a/p24", REFUSED, "2025-03-01"),
        decision("b-yes", "a/p24", GRANTED, "2025-03-01", actors=(DEU,)),
    )
    assert ask(book_of("a/p24", P24, decisions=votes)).finding is Finding.PERMITTED
    equal = (votes[0], decision("b-yes", "a/p24", GRANTED, "2025-03-01"))
    assert ask(book_of("a/p24", P24, decisions=equal)).finding is Finding.FORBIDDEN


def test_a_prerequisite_must_keep_holding() -> None:
    second = procedure("a/second", 24, requires="a/p24")
    mandate = decision("mandate", "a/p24", GRANTED, "2025-03-01", until="2025-03-08")
    assert spans(book_of("a/second", P24, second, decisions=(mandate,))) == [
        (Minute(C_DAY + DAY), day("2025-03-08"))
    ]


def test_a_prerequisite_renewed_without_a_gap_is_one() -> None:
    second = procedure("a/second", 24 * 7, requires="a/p24")
    mandates = (
        decision("one", "a/p24", GRANTED, "2025-03-01", until="2025-03-08"),
        decision("two", "a/p24", GRANTED, "2025-03-08"),
    )
    book = book_of("a/second", P24, second, decisions=mandates)
    assert spans(book) == [(Minute(C_DAY + 7 * DAY), FOREVER)]


def test_working_days_run_on_the_territorys_calendar() -> None:
    clearance = procedure("a/p", duration=working_days(1, 3, 10), calendar="territory")
    late = day("2025-04-29")
    leave = permission("a/1", requires="a/p")
    book = law_book(instrument("a", [POL], leave, clearance), activated=late)
    answer = Authority(book).answer(TRANSIT, late)
    assert answer.opens is not None
    # 30 April and 2 May are working days in Poland; 1 May and 3 May are not; then Monday, 5 May
    assert write_instant(answer.opens) == "2025-05-06T00:00Z"


def test_a_body_without_a_calendar_counts_monday_to_friday_and_says_so() -> None:
    vote = procedure("a/p", body="council", duration=working_days(1, 3, 10))
    answer = ask(book_of("a/p", vote))
    assert days(answer) == 4
    assert "Monday to Friday" in answer.unknowns[0]


def test_missing_signatures_are_those_of_the_body_less_the_signed() -> None:
    vote = procedure("a/p", 24, body="council", rule=Rule.UNANIMITY)
    answer = ask(book_of("a/p", vote))
    assert [(m.nation, m.body, m.procedure) for m in answer.missing] == [
        (nation, "council", "a/p") for nation in (DEU, POL, LTU)
    ]
    asked = decision("asked", "a/p", PENDING, "2025-03-03", signed_by=(POL, DEU))
    assert [m.nation for m in ask(book_of("a/p", vote, decisions=(asked,))).missing] == [LTU]


def test_a_notification_waits_for_nobodys_assent() -> None:
    notice = procedure("a/p", 24, body="territory", rule=Rule.NOTIFICATION)
    answer = ask(book_of("a/p", notice))
    assert days(answer) == 1
    assert answer.missing == ()


def test_the_actors_own_authority_signs_for_the_actor() -> None:
    answer = ask(book_of("a/p", procedure("a/p", 24, body="actor")))
    assert [m.nation for m in answer.missing] == [DEU]


def test_a_body_of_one_nation_signs_for_it() -> None:
    sejm = Body(BodyId("sejm"), "Sejm", (POL,), Rule.MAJORITY)
    leave = permission("a/1", requires="a/p")
    vote = procedure("a/p", 24, body="sejm")
    book = law_book(instrument("a", [POL], leave, vote), bodies=[sejm])
    assert [m.nation for m in Authority(book).answer(TRANSIT, C_DAY).missing] == [POL]


def test_what_requires_itself_or_is_missing_opens_nothing_and_says_so() -> None:
    circle = (procedure("a/p", 24, requires="a/q"), procedure("a/q", 24, requires="a/p"))
    answer = ask(book_of("a/p", *circle))
    assert answer.finding is Finding.NO_BASIS
    assert any("requires itself" in text for text in answer.unknowns)
    dangling = ask(book_of("a/none"))
    assert any("a/none" in text for text in dangling.unknowns)


def test_a_way_out_of_a_circle_is_found_from_either_end() -> None:
    out = AnyOf(steps("a/q", "a/p24"))
    circle = (procedure("a/p", 24, requires=out), procedure("a/q", 24, requires="a/p"))
    for order in (("a/p", "a/q"), ("a/q", "a/p")):
        leave = permission("a/1", requires=AllOf(steps(*order)))
        answer = ask(law_book(instrument("a", [POL], leave, *circle, P24)))
        assert days(answer) == 3


def test_a_leaf_may_be_another_provision_that_must_apply() -> None:
    other = instrument("b", [POL], permission("b/1", scope([DEU]), valid=span("2025-03-09")))
    leave = permission("a/1", requires="b/1")
    book = law_book(instrument("a", [POL], leave), other)
    assert spans(book) == [(day("2025-03-09"), FOREVER)]
    stranger = Authority(book).answer(Question(USA, Action.TRANSIT, POL), C_DAY)
    assert stranger.finding is Finding.NO_BASIS


def test_a_procedure_not_open_to_the_actor_opens_nothing() -> None:
    leave = permission("a/1", requires="a/p")
    narrow = procedure("a/p", 24)
    members_only = instrument("a", [POL], leave, narrow, territories=(POL,))
    assert Authority(law_book(members_only)).windows(TRANSIT)
    elsewhere = instrument("b", [POL], narrow, territories=(LTU,))
    book = law_book(instrument("a", [POL], leave), elsewhere)
    assert Authority(book).windows(TRANSIT) == ()


def test_a_permission_without_needs_was_always_open() -> None:
    assert spans(book_of(AllOf())) == [(ALWAYS, FOREVER)]

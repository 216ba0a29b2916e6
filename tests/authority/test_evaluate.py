"""Findings, windows and bars: who speaks for a soil, what binds whom, what prevails."""

from __future__ import annotations

import pytest
from tests.simulators.law_books import (
    C_DAY,
    DAY,
    DEU,
    LTU,
    POL,
    USA,
    caveats,
    day,
    decision,
    instrument,
    law_book,
    obligation,
    permission,
    pid,
    procedure,
    prohibition,
    scope,
    span,
    status,
)

from coalition.authority.answer import Answer, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.law import Action, Instrument, Limits, Outcome, Party, Scope

TRANSIT = Question(DEU, Action.TRANSIT, POL)
PARTIES = scope(["parties"], ["parties"])


def ask(book: Book, question: Question = TRANSIT, at: Minute = C_DAY) -> Answer:
    return Authority(book).answer(question, at)


def finding(*instruments: Instrument, question: Question = TRANSIT, **rest: object) -> Finding:
    return ask(law_book(*instruments, **rest), question).finding  # type: ignore[arg-type]


def test_a_standing_permission_permits_at_once_and_for_ever() -> None:
    answer = ask(law_book(instrument("ta", [DEU, POL], permission("ta/1", PARTIES))))
    assert answer.finding is Finding.PERMITTED
    assert (answer.opens, answer.closes) == (C_DAY, FOREVER)
    assert answer.window is not None
    assert (answer.window.opens, answer.window.permission) == (ALWAYS, "ta/1")


def test_where_nothing_speaks_there_is_no_basis() -> None:
    assert finding() is Finding.NO_BASIS
    assert finding(
        instrument("ta", [DEU, POL], permission("ta/1", scope(actions=[Action.ENTER])))
    ) is (Finding.NO_BASIS)


def test_only_a_nation_itself_speaks_for_its_soil() -> None:
    others = instrument("ta", [DEU, LTU], permission("ta/1", scope([DEU], [POL])))
    assert finding(others) is Finding.NO_BASIS
    assert finding(
        instrument("pol", [POL], permission("pol/1", scope([DEU])), kind="national-law")
    ) is (Finding.PERMITTED)


def test_a_resolution_permits_where_it_names_the_territory_itself() -> None:
    named = permission("res/1", scope(["members"], [POL]))
    unnamed = permission("res/1", scope(["members"], ["members"]))
    assert finding(instrument("res", [], named, kind="resolution")) is Finding.PERMITTED
    assert finding(instrument("res", [], unnamed, kind="resolution")) is Finding.NO_BASIS
    assert finding(instrument("res", [], unnamed, kind="resolution", territories=(POL,))) is (
        Finding.PERMITTED
    )


@pytest.mark.parametrize("who", ["members", "corridor", "DEU", "any"])
def test_actors_may_be_named_by_id_group_or_any(who: str) -> None:
    ta = instrument("ta", [POL], permission("ta/1", scope([who], ["corridor"])))
    groups = {"corridor": (DEU, POL)}
    assert finding(ta, groups=groups) is Finding.PERMITTED
    expected = Finding.PERMITTED if who == "any" else Finding.NO_BASIS
    assert finding(ta, groups=groups, question=Question(USA, Action.TRANSIT, POL)) is expected


def test_each_party_is_bound_from_its_own_date_until_it_leaves() -> None:
    late = Party(POL, span("2025-03-10", "2025-03-20"))
    book = law_book(instrument("ta", [DEU, late], permission("ta/1", PARTIES)))
    answer = ask(book)
    assert answer.finding is Finding.PERMITTED_FROM
    assert (answer.opens, answer.closes) == (day("2025-03-10"), day("2025-03-20"))
    gone = ask(book, at=day("2025-03-20"))
    assert gone.finding is Finding.NO_BASIS
    assert [bar.lapse for bar in gone.bars] == [True]


def test_a_party_may_leave_and_come_back() -> None:
    twice = [Party(POL, span("2025-03-01", "2025-03-05")), Party(POL, span("2025-03-09"))]
    authority = Authority(law_book(instrument("ta", [DEU, *twice], permission("ta/1", PARTIES))))
    assert [(w.opens, w.closes) for w in authority.windows(TRANSIT)] == [
        (day("2025-03-01"), day("2025-03-05")),
        (day("2025-03-09"), FOREVER),
    ]


@pytest.mark.parametrize("nation", [DEU, POL])
def test_a_reserved_provision_does_not_hold_between_the_reserving_party_and_others(
    nation: str,
) -> None:
    always = Interval(ALWAYS, FOREVER)
    both = [
        Party(n, always, frozenset({pid("ta/1")}) if n == nation else frozenset())
        for n in (DEU, POL)
    ]
    assert finding(instrument("ta", both, permission("ta/1", PARTIES))) is Finding.NO_BASIS
    by_name = permission("ta/1", scope([DEU], [POL]))
    assert finding(instrument("ta", both, by_name)) is Finding.NO_BASIS


def test_an_instrument_and_a_provision_hold_in_their_time_only() -> None:
    provision = permission("ta/1", PARTIES, valid=span("2025-03-06", "2025-04-10"))
    book = law_book(
        instrument("ta", [DEU, POL], provision, in_force=span("2025-03-01", "2025-04-01"))
    )
    windows = Authority(book).windows(TRANSIT)
    assert [(w.opens, w.closes) for w in windows] == [(day("2025-03-06"), day("2025-04-01"))]


def test_an_instrument_has_territorial_and_material_scope() -> None:
    one = permission("ta/1", scope())
    assert finding(instrument("ta", [POL], one, territories=(LTU,))) is Finding.NO_BASIS
    assert finding(instrument("ta", [POL], one, territories=("parties",))) is Finding.PERMITTED
    assert finding(instrument("ta", [POL], one, actions=(Action.ENTER,))) is Finding.NO_BASIS
    assert finding(instrument("ta", [POL], one, actions=(Action.TRANSIT,))) is Finding.PERMITTED


@pytest.mark.parametrize(
    ("fact", "expected", "doubts"),
    [("true", Finding.PERMITTED, 0), ("false", Finding.NO_BASIS, 0), ("?", Finding.NO_BASIS, 1)],
)
def test_a_condition_must_be_known_to_be_met(fact: str, expected: Finding, doubts: int) -> None:
    ta = instrument("ta", [POL], permission("ta/1", conditions={"host_request": "true"}))
    answer = ask(law_book(ta, facts={"host_request": fact}))
    assert answer.finding is expected
    assert len(answer.unknowns) == doubts
    assert (fact == "?") == ("host_request" in " ".join(answer.unknowns))


def test_an_absent_fact_is_unknown() -> None:
    ta = instrument("ta", [POL], permission("ta/1", conditions={"host_request": "true"}))
    assert ask(law_book(ta)).unknowns == ask(law_book(ta, facts={"host_request": "?"})).unknowns


def test_a_prohibition_that_may_apply_makes_windows_doubtful() -> None:
    ta = instrument("ta", [POL], permission("ta/1"))
    ban = prohibition("law/1", conditions={"epidemic": "true"})
    law = instrument("law", [POL], ban, kind="national-law")
    answer = ask(law_book(ta, law))
    assert answer.finding is Finding.PERMITTED
    assert "epidemic" in answer.unknowns[0]
    assert ask(law_book(ta, law, facts={"epidemic": "true"})).finding is Finding.FORBIDDEN
    assert ask(law_book(ta, law, facts={"epidemic": "false"})).unknowns == ()


def test_own_soil_is_always_open_but_not_for_sending() -> None:
    assert finding(question=Question(POL, Action.TRANSIT, POL)) is Finding.PERMITTED
    assert finding(question=Question(POL, Action.SEND, POL)) is Finding.NO_BASIS


def test_own_soil_is_closed_by_own_law_alone() -> None:
    own = Question(POL, Action.TRANSIT, POL)
    ban = prohibition("x/1", scope())
    assert finding(instrument("x", [POL], ban), question=own) is Finding.FORBIDDEN
    assert finding(instrument("x", [POL, DEU], ban), question=own) is Finding.PERMITTED


def test_sending_needs_an_instrument_of_the_sender() -> None:
    send = Question(DEU, Action.SEND, DEU)
    grant = permission("x/1", scope(actions=[Action.SEND]))
    named = permission("x/1", scope([DEU], [DEU], [Action.SEND]))
    assert finding(instrument("x", [POL], grant), question=send) is Finding.NO_BASIS
    assert finding(instrument("x", [], named, kind="resolution"), question=send) is Finding.NO_BASIS
    assert finding(instrument("x", [DEU], grant), question=send) is Finding.PERMITTED


@pytest.mark.parametrize("action", [Action.USE_LIFT, Action.USE_STOCK])
def test_lift_and_stock_are_used_by_leave_of_their_owner(action: Action) -> None:
    question = Question(DEU, action, POL)
    grant = permission("x/1", scope(actions=[action]))
    assert finding(instrument("x", [DEU, LTU], grant), question=question) is Finding.NO_BASIS
    assert finding(instrument("x", [POL], grant), question=question) is Finding.PERMITTED


def test_a_caveat_of_the_actors_own_nation_defeats_whatever_excepts_it() -> None:
    ta = instrument("ta", [DEU, POL], permission("ta/1", PARTIES, excepts=(pid("cav/1"),)))
    own = caveats(DEU, prohibition("cav/1", scope(territories=[POL]), caveat=True))
    answer = ask(law_book(ta, own))
    assert answer.finding is Finding.FORBIDDEN
    assert [(bar.provision, bar.caveat) for bar in answer.bars] == [("cav/1", True)]


def test_a_caveat_of_another_nation_binds_nobody_else() -> None:
    ta = instrument("ta", [DEU, POL], permission("ta/1", PARTIES))
    others = caveats(USA, prohibition("cav/1", scope(), caveat=True))
    assert finding(ta, others) is Finding.PERMITTED


def test_the_hosts_own_law_defeats_a_permission_that_does_not_except_it() -> None:
    law = instrument("law", [POL], prohibition("law/1"), kind="national-law")
    plain = instrument("ta", [DEU, POL], permission("ta/1", PARTIES))
    excepting = instrument("ta", [DEU, POL], permission("ta/1", PARTIES, excepts=(pid("law/1"),)))
    assert finding(plain, law) is Finding.FORBIDDEN
    answer = ask(law_book(excepting, law))
    assert answer.finding is Finding.PERMITTED
    assert answer.bars == ()


def test_treaties_that_say_yes_and_no_are_in_conflict() -> None:
    yes = instrument("yes", [DEU, POL], permission("yes/1", PARTIES))
    no = instrument("no", [DEU, POL], prohibition("no/1", PARTIES))
    answer = ask(law_book(yes, no))
    assert answer.finding is Finding.CONFLICT
    (bar,) = answer.bars
    assert bar.conflict
    assert bar.provision == "no/1"
    assert "yes/1" in bar.text


def test_an_explicit_exception_settles_a_conflict_either_way() -> None:
    yes = instrument("yes", [DEU, POL], permission("yes/1", PARTIES))
    no = instrument("no", [DEU, POL], prohibition("no/1", PARTIES))
    strong_yes = instrument("yes", [DEU, POL], permission("yes/1", PARTIES, excepts=(pid("no/1"),)))
    strong_no = instrument("no", [DEU, POL], prohibition("no/1", PARTIES, excepts=(pid("yes/1"),)))
    assert finding(strong_yes, no) is Finding.PERMITTED
    assert finding(yes, strong_no) is Finding.FORBIDDEN
    assert finding(strong_yes, strong_no) is Finding.CONFLICT


def test_a_prohibition_among_strangers_forbids_nothing() -> None:
    yes = instrument("yes", [DEU, POL], permission("yes/1", PARTIES))
    no = instrument("no", [USA, LTU], prohibition("no/1", scope()))
    assert finding(yes, no) is Finding.PERMITTED


def test_a_ban_in_conflict_with_one_permission_names_it_though_it_defeats_another() -> None:
    weak = permission("yes/1", PARTIES)
    beaten = permission("yes/2", PARTIES)
    no = instrument("no", [DEU, POL], prohibition("no/1", PARTIES, excepts=(pid("yes/2"),)))
    answer = ask(law_book(instrument("yes", [DEU, POL], weak, beaten), no))
    assert answer.finding is Finding.CONFLICT
    assert [(bar.conflict, bar.text) for bar in answer.bars] == [
        (True, "text of no/1 (against yes/1)")
    ]


def test_only_prohibitions_found_is_forbidden() -> None:
    no = instrument("no", [POL], prohibition("no/1"))
    answer = ask(law_book(no))
    assert answer.finding is Finding.FORBIDDEN
    assert answer.bars[0].provision == "no/1"


def test_a_dated_prohibition_splits_a_window() -> None:
    yes = instrument("yes", [DEU, POL], permission("yes/1", PARTIES))
    no = instrument("no", [POL], prohibition("no/1", valid=span("2025-03-10", "2025-03-12")))
    windows = Authority(law_book(yes, no)).windows(TRANSIT)
    assert [(w.opens, w.closes) for w in windows] == [
        (ALWAYS, day("2025-03-10")),
        (day("2025-03-12"), FOREVER),
    ]


def test_a_prohibition_that_only_may_come_forbids_nothing_yet() -> None:
    yes = instrument("yes", [DEU, POL], permission("yes/1", PARTIES))
    no = instrument("no", [POL], prohibition("no/1", requires="no/order"), procedure("no/order"))
    assert ask(law_book(yes, no)).closes == FOREVER
    assert finding(yes, no) is Finding.PERMITTED
    ordered = [decision("d", "no/order", Outcome.GRANTED, "2025-03-01")]
    assert finding(yes, no, decisions=ordered) is Finding.FORBIDDEN


def test_the_best_permission_at_each_time_makes_the_windows() -> None:
    limited = permission("a/1", PARTIES, limits=Limits(pax=100))
    free = permission("a/2", PARTIES, requires="a/p")
    authority = Authority(
        law_book(instrument("a", [DEU, POL], limited, free, procedure("a/p", 48)))
    )
    windows = authority.windows(TRANSIT)
    assert [(w.permission, w.opens, w.closes) for w in windows] == [
        ("a/1", ALWAYS, C_DAY + 2 * DAY),
        ("a/2", C_DAY + 2 * DAY, FOREVER),
    ]
    alternatives = authority.alternatives(TRANSIT)
    assert [(w.permission, w.opens, w.limits.pax) for w in alternatives] == [
        ("a/1", ALWAYS, 100),
        ("a/2", C_DAY + 2 * DAY, None),
    ]


def test_cargo_narrows_what_is_permitted() -> None:
    ta = instrument("ta", [POL], permission("ta/1", scope(cargo=(Nature.FOOD,))))
    food = Question(DEU, Action.TRANSIT, POL, cargo=frozenset({Nature.FOOD}))
    fuel = Question(DEU, Action.TRANSIT, POL, cargo=frozenset({Nature.FOOD, Nature.FUEL}))
    assert finding(ta, question=food) is Finding.PERMITTED
    assert finding(ta, question=fuel) is Finding.NO_BASIS


def test_obligations_that_speak_of_the_same_thing_are_named() -> None:
    ta = instrument("ta", [DEU, POL], permission("ta/1", PARTIES), obligation("ta/2", PARTIES))
    late = instrument("b", [DEU, POL], obligation("b/1", PARTIES, valid=span("2026-01-01")))
    assert ask(law_book(ta, late)).obligations == ("ta/2",)


def test_status_is_found_and_is_never_consent_to_enter() -> None:
    sofa = instrument(
        "sofa", [DEU, POL], status("sofa/7", Scope(("parties",), ("parties",))), kind="sofa",
        in_force=span("2025-03-05"),
    )  # fmt: skip
    authority = Authority(law_book(sofa))
    assert authority.status(DEU, POL, C_DAY) is None
    assert authority.status(DEU, POL, day("2025-03-05")) == "sofa/7"
    assert authority.status(USA, POL, day("2025-03-05")) is None
    assert authority.answer(Question(DEU, Action.ENTER, POL), C_DAY).finding is Finding.NO_BASIS


def test_status_may_wait_for_a_step() -> None:
    sofa = instrument(
        "sofa", [POL], status("sofa/7", requires="sofa/note"), procedure("sofa/note", 24)
    )
    authority = Authority(law_book(sofa))
    assert authority.status(DEU, POL, C_DAY) is None
    assert authority.status(DEU, POL, Minute(C_DAY + DAY)) == "sofa/7"


def test_provisions_decisions_and_instruments_are_looked_up_by_id() -> None:
    ta = instrument("ta", [POL], permission("ta/1"), procedure("ta/p"))
    taken = decision("d", "ta/p", Outcome.GRANTED, "2025-03-01")
    authority = Authority(law_book(ta, decisions=[taken]))
    assert authority.provision(pid("ta/1")).id == "ta/1"
    assert authority.instrument_of(pid("ta/p")).id == "ta"
    assert authority.decision(taken.id) is taken
    assert authority.find_provision(pid("ta/9")) is None
    with pytest.raises(KeyError, match="ta/9"):
        authority.provision(pid("ta/9"))


def test_a_question_asked_again_is_not_worked_out_again() -> None:
    authority = Authority(law_book(instrument("ta", [POL], permission("ta/1"))))
    assert authority.windows(TRANSIT) is authority.windows(Question(DEU, Action.TRANSIT, POL))

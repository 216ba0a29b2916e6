"""What is counted agrees with what the plan moves."""

from __future__ import annotations

from tests.simulators.small_books import SmallNetwork, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.explanation.summary import Summary, summarise
from coalition.judging.judge import judge
from coalition.model.plan import Plan


def counted(plan: Plan) -> Summary:
    book = small_book()
    return summarise(book, judge(book, Authority(book), SmallNetwork(), plan))


def test_every_requirement_ends_in_one_way() -> None:
    whole, cut = counted(small_plan()), counted(small_plan(hospital=None))
    assert (whole.on_time, whole.late, whole.unmet) == (5, 0, 0)
    assert (cut.on_time, cut.late, cut.unmet) == (4, 0, 1)
    assert cut.requirements == 5


def test_closure_time_weighs_the_minutes_from_c_day_and_counts_what_never_closes_to_the_end() -> (
    None
):
    book = small_book()
    begins, ends = book.crisis.activated, book.crisis.horizon_end
    judged = judge(book, Authority(book), SmallNetwork(), small_plan(hospital=None))
    by_hand = sum(
        book.requirements[c.requirement].weight * ((c.closed_at or ends) - begins)
        for c in judged.closures
    )
    assert summarise(book, judged).closure_time == by_hand
    assert by_hand > counted(small_plan()).closure_time > 0


def test_nations_and_weeks_add_up_to_the_same() -> None:
    found = counted(small_plan())
    assert sum(r.pax for r in found.by_nation) == sum(w.pax for w in found.by_week) == 70
    assert sum(r.mass_kg for r in found.by_nation) == sum(w.mass_kg for w in found.by_week) > 0
    assert sum(w.due for w in found.by_week) == sum(w.closed for w in found.by_week) == 5


def test_lift_is_counted_for_the_nation_of_the_carrier_leg_by_leg() -> None:
    rows = {row.nation: row for row in counted(small_plan()).by_nation}
    assert rows["LTU"].mass_kg < rows["LTU"].lifted_kg
    assert rows["LTU"].lifted_kg == 110_000
    assert counted(small_plan(vehicles=None)).by_nation != counted(small_plan()).by_nation

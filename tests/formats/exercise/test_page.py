"""The page: whatever stands in a list is shown as text, and nothing is fetched from elsewhere."""

from __future__ import annotations

import re
from itertools import pairwise

from coalition.formats.exercise.after_action import (
    AfterAction,
    ClauseRow,
    EventRow,
    ObjectiveRow,
    PromiseRow,
)
from coalition.formats.exercise.nouns import Event, Standing
from coalition.formats.exercise.page import draw_timeline, overall, write_page
from coalition.formats.exercise.shown import HEADED

NUMBERS = dict.fromkeys(HEADED, 0)
EVIL = "<script>alert(1)</script>"


def event_row(number: str, minute: int, standing: Standing, storyline: str = EVIL) -> EventRow:
    texts = {"inject": EVIL, "message": f"{EVIL} twice", "storyline": storyline, "observed": EVIL,
             "objective": "O1", "rating": "P"}  # fmt: skip
    return EventRow(
        Event(number, 2, None, texts), "2027-03-04T06:00Z", "C+3", minute, (EVIL,), standing,
        (ClauseRow("late <= 2", "3", met=False),), "green", NUMBERS, (EVIL,),
        (PromiseRow("N1", "never", "2027-03-04T06:00Z", 60, 3, EVIL),),
    )  # fmt: skip


def report(*standings: Standing) -> AfterAction:
    rows = tuple(event_row(f"E{n}", n, one) for n, one in enumerate(standings))
    goals = tuple(
        ObjectiveRow(f"O{n}", one, ((rows[n].event.number, rows[n].clauses[0]),), (rows[n].event,))
        for n, one in enumerate(standings)
    )
    return AfterAction(
        EVIL, "Northern alliance", True, "2027-03-01T00:00Z", "list.csv", NUMBERS, "green", rows,
        goals, (Event("H", 9, None, {"inject": EVIL, "status": "held"}),), (EVIL,),
    )  # fmt: skip


def test_what_a_list_says_is_shown_as_text() -> None:
    page = write_page(report(Standing.PARTLY))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; twice" in page
    assert "FICTIONAL" in page


def test_a_page_fetches_nothing() -> None:
    page = write_page(report(Standing.MET))
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert page == write_page(report(Standing.MET))


def test_all_objectives_together_are_met_partly_or_not() -> None:
    met, no, unknown = Standing.MET, Standing.NOT, Standing.OPEN
    assert overall(report(met, met)) is met
    assert overall(report(met, unknown)) is met
    assert overall(report(met, no)) is Standing.PARTLY
    assert overall(report(no)) is no
    assert overall(report(unknown)) is unknown


def test_events_near_each_other_do_not_hide_each_other() -> None:
    dots = draw_timeline(report(*[Standing.MET] * 5)).dots
    assert all(b.x - a.x >= 24 for a, b in pairwise(dots))


def test_an_exercise_without_events_has_a_page() -> None:
    assert "No event names an objective" in write_page(report())

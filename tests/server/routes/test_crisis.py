"""Deadlines are told before they are put on record, and every label is marked in both languages."""

from __future__ import annotations

import pytest
from tests.server.conftest import Browser


def test_calendars_are_those_of_the_nations_in_view(pol: Browser) -> None:
    answer = pol.get("/api/calendars")
    assert answer.status == 200
    known = {one["id"]: one for one in answer.json["items"]}
    assert {"DEU", "POL"} <= set(known)
    assert known["POL"]["weekdays"] == [0, 1, 2, 3, 4]


def test_working_minutes_and_a_local_time_come_to_the_same_instant(pol: Browser) -> None:
    ran = pol.get("/api/deadline?calendar=POL&working_minutes=2880").json
    meant = pol.get(f"/api/deadline?calendar=POL&local={ran['local']}").json
    assert meant["ends"] == ran["ends"]
    assert meant["offset_minutes"] in {60, 120}


def test_without_a_calendar_it_is_utc(pol: Browser) -> None:
    told = pol.get("/api/deadline?local=2030-01-05T12:00").json
    assert told == {
        "ends": "2030-01-05T12:00Z", "local": "2030-01-05T12:00", "offset_minutes": 0, "works": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    "query",
    ["", "working_minutes=5&local=2030-01-05", "local=soon", "calendar=XXX&working_minutes=5"],
)
def test_what_is_no_deadline_is_refused(pol: Browser, query: str) -> None:
    assert pol.get(f"/api/deadline?{query}").status == 422


def test_every_label_is_marked_in_both_languages(pol: Browser) -> None:
    pol.say("TaskAssigned", {"owner": "DEU", "title": "Count"})
    label = pol.get("/api/tasks").json["items"][0]["label"]
    assert "UNCLASSIFIED" in label["marking"]
    assert "SANS CLASSIFICATION" in label["marking_fr"]
    choice = pol.get("/api/labels").json["choices"][0]
    assert "SANS CLASSIFICATION" in choice["marking_fr"]
    assert pol.get("/api/session").json["clearance"]["marking_fr"]


def test_silence_by_working_days_may_be_extended(pol: Browser, staff: Browser) -> None:
    body = staff.get("/api/bodies").json["items"][0]["id"]
    words = {"body": body, "title": "Open the port", "text": "Now."}
    subject = pol.say("ProposalTabled", words).json["subject"]
    clock = {"working_minutes": 2880, "calendar": "POL"}
    staff.say("DecisionOpened", {"rule": "silence", "clock": clock}, subject)
    told = {one["kind"]: one for one in staff.get(f"/api/objects/{subject}").json["may"]}
    assert told["DeadlineExtended"]["allowed"], told["DeadlineExtended"]["why"]

"""Saying something on the record: once, by those who may, about what they see, and in what state it may be
said.
"""

from __future__ import annotations

import pytest
from tests.simulators.crisis_sites import Answer, Browser, CrisisSite

from coalition.command.acting.options import NOTHING
from coalition.command.events.registry import BY_NAME, KINDS
from coalition.command.events.stamps import read_stamp
from coalition.errors import IntegrityError
from coalition.labels import clearance_up_to
from coalition.measure.instants import parse_instant

TASK = {"owner": "DEU", "title": "find trucks"}
ONLY_POL = {"classification": "UNCLASSIFIED", "categories": {"Only": ["POL"]}}


def subjects(browser: Browser, name: str) -> list[str]:
    return [one["id"] for one in browser.get(f"/api/{name}").json["items"]]


def test_what_is_said_is_seen_by_whom_its_label_names(pol: Browser, deu: Browser) -> None:
    shared = pol.say("TaskAssigned", TASK).json["subject"]
    kept = pol.say("TaskAssigned", TASK, label=ONLY_POL).json["subject"]
    assert subjects(deu, "tasks") == [shared]
    assert set(subjects(pol, "tasks")) == {shared, kept}


def test_the_same_key_says_it_once(pol: Browser, deu: Browser) -> None:
    key = {"idempotency-key": "k-1"}
    first, again = (pol.say("TaskAssigned", TASK, None, None, **key) for _ in range(2))
    assert first.status == again.status == 201
    assert first.body == again.body
    assert len(subjects(pol, "tasks")) == 1
    other = pol.say("TaskAssigned", {**TASK, "title": "another"}, None, None, **key)
    assert (other.status, other.json["code"]) == (409, "repeated")
    theirs = deu.say("TaskAssigned", {**TASK, "owner": "POL"}, None, None, **key)
    assert theirs.status == 201


@pytest.mark.parametrize("key", ["", "two words", "x" * 65, "\u00e9"])
def test_a_key_that_is_none_is_a_fault(pol: Browser, key: str) -> None:
    answer = pol.say("TaskAssigned", TASK, None, None, **{"idempotency-key": key})
    assert answer.status == 422


def test_all_faults_are_told_at_once(pol: Browser) -> None:
    answer = pol.say("TaskAssigned", {"owner": 3, "due": "tomorrow", "colour": "red"})
    assert answer.status == 422
    faults = [fault["where"].rpartition(".")[2] for fault in answer.json["faults"]]
    assert faults == ["colour", "due", "owner", "title"]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"body": {}, "body": {}}', b'{"body": {"owner": NaN}}', b"\xff", b"[" * 5_000,
     b'{"body": {"owner": "DEU", "title": "\\ud800"}}', b'{"body": 3}', b'{"subject": 3, "body": {}}'],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_a_fault(pol: Browser, body: bytes) -> None:
    assert pol.ask("POST", "/api/acts/TaskAssigned", body).status == 422


def test_another_media_type_is_refused(pol: Browser) -> None:
    answer = pol.ask("POST", "/api/acts/TaskAssigned", b"{}", {"content-type": "text/plain"})
    assert answer.status == 415


def test_a_role_that_may_not_is_told_so_before_anything_is_looked_at(site: CrisisSite) -> None:
    site.add(
        "auditor", "POL", clearance_up_to("SECRET", nation="POL"), roles=frozenset({"auditor"})
    )
    auditor = site.log_in("auditor.pol")
    there = auditor.get("/api/requirements").json["items"][0]["id"]
    answers = [
        auditor.say("RequirementCancelled", {}, subject) for subject in (there, "f" * 32, None)
    ]
    answers.append(auditor.ask("POST", "/api/acts/RequirementCancelled", b"{"))
    assert {answer.body for answer in answers} == {answers[0].body}
    assert answers[0].status == 403


def test_hidden_and_absent_are_answered_alike(site: CrisisSite, pol: Browser, deu: Browser) -> None:
    hidden = pol.say("TaskAssigned", TASK, label=ONLY_POL).json["subject"]
    answers = [deu.say("TaskAccepted", {}, subject) for subject in (hidden, "f" * 32)]
    assert answers[0] == answers[1]
    assert answers[0].status == 404
    reads = [deu.get(f"/api/objects/{subject}") for subject in (hidden, "f" * 32)]
    assert reads[0] == reads[1]
    assert reads[0].status == 404


def test_a_nation_acts_for_itself_alone(pol: Browser, deu: Browser) -> None:
    scope = {"territory": "DEU", "window": {"opens": "always", "closes": "forever"}}
    answer = pol.say("ConsentGranted", {"scope": scope, "provision": "transit/clearance"})
    assert answer.status in {403, 409}
    task = deu.say("TaskAssigned", {"owner": "LTU", "title": "x"}).json["subject"]
    assert pol.say("TaskAccepted", {}, task).status in {403, 409}


def test_a_change_is_refused_when_the_object_has_changed(pol: Browser, deu: Browser) -> None:
    task = pol.say("TaskAssigned", TASK).json["subject"]
    tag = deu.get(f"/api/objects/{task}").header("etag")
    assert deu.say("TaskAccepted", {}, task, None, **{"if-match": tag}).status == 201
    late = deu.say("TaskReported", {"note": "half", "percent": 50}, task, None, **{"if-match": tag})
    assert late.status == 412


def test_a_label_is_no_lower_than_the_object_and_no_higher_than_the_speaker(
    pol: Browser, site: CrisisSite
) -> None:
    kept = pol.say("TaskAssigned", {"owner": "POL", "title": "x"}, label=ONLY_POL).json["subject"]
    assert pol.say("TaskAccepted", {}, kept, "all-1").status == 422
    top = {"classification": "TOP SECRET", "categories": {"Only": ["POL"]}}
    assert pol.say("TaskAssigned", TASK, label=top).status == 422
    assert pol.say("TaskAccepted", {}, kept).status == 201


@pytest.mark.parametrize(
    "label",
    ["none-9", 3, {}, {"classification": "GREEN"}, {"classification": "SECRET", "categories": []},
     {"classification": "SECRET", "categories": {"Only": ["XXX"]}},
     {"classification": "SECRET", "categories": {"Nobody": []}}],
)  # fmt: skip
def test_a_label_that_is_none_is_a_fault(pol: Browser, label: object) -> None:
    assert pol.say("TaskAssigned", TASK, label=label).status == 422


def test_what_only_some_see_moves_no_stamp_of_what_others_see(
    site: CrisisSite, pol: Browser, deu: Browser
) -> None:
    """The clock stands still: a secret statement about a task must not push the next open one on."""
    open_task, other = (pol.say("TaskAssigned", TASK).json["subject"] for _ in range(2))
    secret = {"classification": "UNCLASSIFIED", "categories": {"Only": ["DEU"]}}
    assert deu.say("Acknowledged", {}, open_task, secret).status == 201
    stamps = [deu.say("TaskAccepted", {}, task).json["at"] for task in (open_task, other)]
    assert stamps[0] == stamps[1]


def test_a_decision_of_the_book_is_revoked_like_a_consent(site: CrisisSite, pol: Browser) -> None:
    fields = {
        "id": "d-1", "procedure": "transit/clearance", "outcome": "granted", "at": 28_000_000, "by": "Warsaw",
        "territories": ["POL"],
    }  # fmt: skip
    said = pol.say("FactStated", {"table": "decision", "key": "d-1", "fields": fields})
    subject = said.json["subject"]
    assert pol.get(f"/api/consents/{subject}").json["state"] == "in-force"
    assert pol.say("ConsentRevoked", {"reason": "no longer"}, subject).status == 201
    row = pol.get(f"/api/consents/{subject}").json
    assert row["state"] == "expired"
    assert "no longer" in row["text"]


def test_a_row_of_the_book_is_its_own_nations_to_state(pol: Browser) -> None:
    fields = {
        "id": "d-2",
        "procedure": "transit/clearance",
        "outcome": "granted",
        "at": 1,
        "by": "x",
        "territories": ["DEU"],
    }
    answer = pol.say("FactStated", {"table": "decision", "key": "d-2", "fields": fields})
    assert (answer.status, answer.json["code"]) == (403, "origin")
    other = pol.say(
        "FactStated",
        {"table": "decision", "key": "d-3", "fields": {**fields, "territories": ["POL"]}},
    )
    assert other.status == 422


def test_when_nothing_can_be_written_acts_are_refused_and_reads_go_on(
    site: CrisisSite, pol: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = site.parts.open.room.journal.record

    def full(_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(record, "append", full)
        refused = pol.say("TaskAssigned", TASK)
        assert (refused.status, refused.json["code"]) == (503, "unavailable")
        assert pol.get("/api/tasks").json["items"] == []
    assert pol.say("TaskAssigned", TASK).status == 201
    assert len(subjects(pol, "tasks")) == 1


def test_when_the_record_does_not_verify_nothing_is_said_and_nothing_told_of_it(
    site: CrisisSite, pol: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise IntegrityError("entry 7 of DEU/ab does not have its hash")

    monkeypatch.setattr(site.parts.open.room.journal.record, "append", broken)
    answer = pol.say("TaskAssigned", TASK)
    assert (answer.status, answer.json["code"]) == (503, "integrity")
    assert b"DEU" not in answer.body


def test_every_verb_of_every_object_has_an_answer(
    site: CrisisSite, pol: Browser, deu: Browser
) -> None:
    """Each noun is looked at with its own verbs, and with none that would make a new object."""
    task = pol.say("TaskAssigned", {"owner": "DEU", "title": "x"}).json["subject"]
    for browser in (pol, deu):
        for one in ("/api/bodies", "/api/requirements", "/api/facts", "/api/tasks"):
            for row in browser.get(f"{one}?limit=3").json["items"]:
                thing = browser.get(f"/api/objects/{row['id']}").json
                kinds = [option["kind"] for option in thing["may"]]
                wanted = [k.name for k in KINDS if not k.opens and k.noun in (thing["noun"], None)]
                assert kinds == wanted
    mine = {one["kind"]: one for one in deu.get(f"/api/objects/{task}").json["may"]}
    assert mine["TaskAccepted"]["allowed"]
    assert not mine["TaskCancelled"]["allowed"]
    theirs = {one["kind"]: one for one in pol.get(f"/api/objects/{task}").json["may"]}
    assert not theirs["TaskAccepted"]["allowed"]
    assert theirs["TaskAccepted"]["why"] == ["only the owner of the task may say this"]
    assert theirs["TaskCancelled"]["allowed"]
    assert site.parts.open.room.journal.events[-1].subject == task


def test_a_verb_that_finds_nothing_to_be_about_says_so(staff: Browser) -> None:
    body = next(one for one in staff.get("/api/bodies").json["items"])
    tabled = staff.say(
        "ProposalTabled", {"body": body["id"], "title": "t", "text": "w", "matter": ""}
    )
    may = {
        one["kind"]: one for one in staff.get(f"/api/objects/{tabled.json['subject']}").json["may"]
    }
    assert may["DecisionClosed"] == {
        "kind": "DecisionClosed", "verb": BY_NAME["DecisionClosed"].verb, "allowed": False,
        "code": "state", "why": [NOTHING.why],
    }  # fmt: skip
    assert may["DecisionOpened"]["allowed"]


# -- drafts, clocks, closings and sheets ----------------------------------------------------------


def council(browser: Browser) -> str:
    return str(next(one for one in browser.get("/api/bodies").json["items"])["id"])


def put_to_silence(staff: Browser, clock: dict[str, object]) -> tuple[str, Answer]:
    tabled = staff.say("ProposalTabled", {"body": council(staff), "title": "t", "text": "words"})
    subject = str(tabled.json["subject"])
    return subject, staff.say("DecisionOpened", {"rule": "silence", "clock": clock}, subject)


def test_a_draft_is_its_nations_alone_until_it_is_tabled(pol: Browser, deu: Browser) -> None:
    said = {"title": "t", "text": "words", "matter": "*"}
    draft = pol.say("DraftWritten", said).json["subject"]
    assert subjects(pol, "drafts") == [draft]
    assert subjects(deu, "drafts") == []
    wide = {"classification": "UNCLASSIFIED", "categories": {"Releasable To": ["DEU", "POL"]}}
    answer = pol.say("DraftWritten", said, None, wide)
    assert answer.status == 422
    assert answer.json["faults"][0]["message"] == "a draft is for its own nation alone"
    path, body = f"/api/drafts/{draft}/tabling", {"body": {"body": council(pol)}}
    assert deu.ask("POST", path, body) == deu.ask("POST", path.replace(draft, "f" * 32), body)
    key = {"idempotency-key": "k-1"}
    tabled, again = (pol.ask("POST", path, body, key) for _ in range(2))
    assert tabled.status == 201
    assert again.body == tabled.body
    assert pol.ask("POST", path, body).status == 409
    row = deu.get(f"/api/proposals/{tabled.json['subject']}").json
    assert (row["title"], row["text"], row["by"]) == ("t", "words", "POL")
    assert draft not in deu.get(f"/api/objects/{row['id']}").body.decode()
    state = pol.get(f"/api/drafts/{draft}").json["state"]
    assert (state["phase"], state["proposal"]) == ("tabled", row["id"])
    assert len(subjects(deu, "proposals")) == 1


def test_a_silence_clock_runs_on_working_days_of_a_nation(
    site: CrisisSite, staff: Browser, pol: Browser
) -> None:
    """2025-03-08 is a Saturday; two working days of Poland run from Monday 00:00 to Wednesday 00:00 there."""
    begin = parse_instant("2025-03-08T09:00Z")
    site.wait(begin - site.parts.open.room.clock.minute())
    clock = {"working_minutes": 2 * 1440, "calendar": "POL"}
    subject, opened = put_to_silence(staff, clock)
    assert opened.status == 201
    assert pol.get(f"/api/proposals/{subject}").json["deadline"] == "2025-03-11T23:00Z"
    _, unknown = put_to_silence(staff, {**clock, "calendar": "Atlantis"})
    assert (unknown.status, unknown.json["code"]) == (409, "content")


def test_a_closing_and_a_sheet_are_filled_from_the_record(
    site: CrisisSite, staff: Browser, pol: Browser, deu: Browser
) -> None:
    end = "2099-01-01T00:00Z"
    subject, opened = put_to_silence(staff, {"until": end})
    assert opened.status == 201
    assert staff.say("DecisionClosed", {}, subject).status == 422
    ltu = site.log_in("ltu.ltu")
    for browser in (pol, deu, ltu):
        assert browser.say("ReceiptSigned", {}, subject).status == 201
    site.wait(parse_instant(end) - site.parts.open.room.clock.minute() + 1)
    closed = staff.say("DecisionClosed", {}, subject)
    assert closed.status == 201
    body = staff.get(f"/api/history/{closed.json['event']}").json["body"]
    assert body["outcome"] == "agreed"
    assert len(body["counted"]) == 3
    sheet = staff.say("ActionSheetIssued", {"document": "AS-1"}, subject)
    assert sheet.status == 201
    told = staff.get(f"/api/history/{sheet.json['event']}").json["body"]
    assert (told["document"], told["outcome"], told["text"]) == ("AS-1", "agreed", "words")
    assert told["opening"] == body["opening"]


def test_a_closing_that_leaves_out_what_is_in_hand_is_refused(
    site: CrisisSite, staff: Browser, pol: Browser
) -> None:
    subject, _ = put_to_silence(staff, {"until": "2099-01-01T00:00Z"})
    pol.say("ReceiptSigned", {}, subject)
    site.wait(parse_instant("2099-01-02T00:00Z") - site.parts.open.room.clock.minute())
    answer = staff.say("DecisionClosed", {"counted": [], "outcome": "agreed"}, subject)
    assert answer.status == 409
    assert staff.say("DecisionClosed", {}, subject).status == 201


def test_stamps_of_an_object_rise_though_time_stands_still(pol: Browser, deu: Browser) -> None:
    task = pol.say("TaskAssigned", TASK).json["subject"]
    assert deu.say("TaskAccepted", {}, task).status == 201
    for number in range(3):
        assert deu.say("TaskReported", {"note": str(number)}, task).status == 201
    rows = pol.get("/api/history?limit=500").json["items"]
    stamps = [read_stamp(row["at"]) for row in reversed(rows) if row["subject"] == task]
    assert len(set(stamps)) == 5
    assert stamps == sorted(stamps)

"""Something in every list of a crisis room, so that pages are looked at with what they are for."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import Speaker

ALWAYS = {"opens": "always", "closes": "forever"}
TITLE = "Stand by for the air bridge"


def furnish(address: str) -> None:
    """Orders, rosters, alert states, a proposal under silence, papers, goods, a transfer, a dispute, a task."""
    staff, usa, gbr = (Speaker(address, f"{one}.{one}") for one in ("staff", "usa", "gbr"))
    give_orders(staff, usa)
    decide(staff, usa)
    send_goods(usa)
    differ(usa, gbr)


def give_orders(staff: Speaker, usa: Speaker) -> None:
    """A warning order of the staff that one nation has acknowledged; a roster; a ladder of alert states."""
    order = staff.act("OrderIssued", None, {
        "order": "warning", "title": TITLE, "text": "Be ready to move in five days.",
        "addressees": ["USA", "GBR", "NLD"], "acknowledge_minutes": 30,
        "ladder": [{"after_minutes": 0, "post": "watch officer"}],
    })  # fmt: skip
    usa.act("OrderAcknowledged", order, {"note": "Seen."})
    usa.act("DutyRosterSet", None, {"turns": [
        {"post": "watch officer", "nation": "USA", "person": "Lt Vega", "window": ALWAYS},
        {"post": "movement control", "nation": "USA", "person": "Cpt Lin",
         "window": {"opens": "2014-09-01T06:00Z", "closes": "2014-09-02T06:00Z"}},
    ]})  # fmt: skip
    staff.act("ProtocolAdopted", None, {
        "name": "Ladder of alert states (fictional)", "keeper": "STAFF", "states": [
            {"name": "green", "rank": 0}, {"name": "orange", "rank": 1, "allows": ["activation"],
             "declared_by": ["STAFF"]},
        ],
    })  # fmt: skip


def decide(staff: Speaker, usa: Speaker) -> None:
    """A proposal under silence, a draft, and a consultation asked for."""
    body = staff.ask("GET", "/api/bodies")["items"][0]["id"]
    tabled = usa.act(
        "ProposalTabled", None, {"body": body, "title": "Open the port", "text": "Now."}
    )
    clock = {"working_minutes": 2880, "calendar": "USA"}
    staff.act("DecisionOpened", tabled, {"rule": "silence", "clock": clock})
    usa.act("DraftWritten", None, {"title": "Air bridge", "text": "Two aircraft a day."})
    asked = {"body": body, "provision": "", "matter": "The frontier", "threatened": ["SLE"]}
    usa.act("ConsultationRequested", None, asked)


def send_goods(usa: Speaker) -> None:
    """Goods that have left."""
    line = commitment(usa, "US-101", 5)
    amounts = line["amounts"]
    formed = usa.act("ConsignmentFormed", None, {
        "contribution": line["id"], "line": line["line"], "amounts": amounts, "from_place": "norfolk",
        "to_place": "roberts", "receiver": "LBR", "carriers": ["USA"],
    })  # fmt: skip
    usa.act("ConsignmentLoaded", formed, {"amounts": amounts, "place": "norfolk", "carrier": "x"})


def commitment(speaker: Speaker, uln: str, quantity: int) -> dict[str, Any]:
    """What a nation has committed to a requirement: its id, line and amounts."""
    found = speaker.ask("GET", f"/api/requirements?q={uln}")["items"][0]
    thing = speaker.ask("GET", f"/api/objects/{found['id']}")
    good = {**thing["state"]["stated"]["amounts"][0], "quantity": quantity}
    terms = {"amounts": [good], "window": ALWAYS, "sources": []}
    subject = speaker.act("OfferMade", None, {"terms": terms, "line": found["id"]})
    for kind in ("PledgeMade", "CommitmentMade"):
        speaker.act(kind, subject, {"terms": terms})
    return {"id": subject, "line": found["id"], "amounts": [good]}


def differ(usa: Speaker, gbr: Speaker) -> None:
    """A transfer offered, a dispute with a settlement proposed, a task."""
    unit = next(
        one for one in usa.ask("GET", "/api/forces?limit=500")["items"]
        if one["kind"] == "unit" and one["nation"] == "USA"
    )  # fmt: skip
    usa.act("TransferOffered", None, {
        "unit": unit["ref"], "to": "GBR", "state": "opcon", "window": ALWAYS, "caveats": [],
    })  # fmt: skip
    raised = {"against": ["USA"], "matter": "Who pays the berth", "provision": ""}
    dispute = gbr.act("DisputeRaised", None, raised)
    usa.act("SettlementProposed", dispute, {"text": "Half each."})
    usa.act("TaskAssigned", None, {"owner": "GBR", "title": "Count the beds", "text": ""})

"""What a new plan changes, for programs (`changes.json`, by its published schema) and for spreadsheets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coalition.formats.exports.safe_text import safe_text
from coalition.formats.source.grid import write_csv
from coalition.measure.instants import write_instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.judging.verdict import Breach
    from coalition.measure.instants import Minute
    from coalition.model.change.diff import PlanDiff, PromiseMoved, Reason, TripChanged
    from coalition.model.change.news import News
    from coalition.model.plan import Score, Trip

FORMAT = "coalition-changes-1"
HEADS = (
    "what", "requirements", "weight", "carrier", "before", "after", "minutes", "touch", "news", "why",
)  # fmt: skip


def write_changes_json(news: News, diff: PlanDiff, inherited: Iterable[Breach] = ()) -> str:
    """The whole diff as JSON text with a final newline; equal diffs give equal text."""
    told = [
        {"kind": str(item.kind), "subject": item.subject, "text": item.text} for item in news.items
    ]
    whole = {
        "format": FORMAT,
        "at": write_instant(diff.at),
        "news": told,
        "price": diff.price,
        "before": _score(diff.before),
        "after": _score(diff.after),
        "added": list(diff.added),
        "cancelled": list(diff.cancelled),
        "promises": [_promise(one) for one in diff.promises],
        "trips": [_trip(one) for one in diff.trips],
        "inherited": [_breach(one) for one in inherited],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def write_changes_csv(diff: PlanDiff) -> str:
    """Promises moved, then trips changed, a row each, as CSV text (RFC 4180, LF)."""
    return write_csv([HEADS, *change_rows(diff)])


def change_rows(diff: PlanDiff) -> Iterator[tuple[str | int, ...]]:
    """The rows; texts are safe for spreadsheets, and what is not there is empty."""
    for promise in diff.promises:
        yield _row(
            ("promise", promise.requirement, promise.weight, "", *_closings(promise), promise.minutes),
            promise.reason,
        )  # fmt: skip
    for trip in diff.trips:
        stands = (_begins(trip.before), _begins(trip.after))
        yield _row(
            (f"trip {trip.fate}", ";".join(trip.requirements), "", trip.carrier, *stands, ""), trip.reason
        )  # fmt: skip


def _row(head: tuple[str | int, ...], reason: Reason) -> tuple[str | int, ...]:
    item = "" if reason.item is None else reason.item
    cells = (*head, str(reason.touch), item, reason.text)
    return tuple(safe_text(cell) if isinstance(cell, str) else cell for cell in cells)


def _closings(promise: PromiseMoved) -> tuple[str, str]:
    return _closing(promise.before), _closing(promise.after)


def _closing(at: Minute | None) -> str:
    return "never" if at is None else write_instant(at)


def _begins(trip: Trip | None) -> str:
    return write_instant(trip.stops[0].arrive) if trip is not None and trip.stops else ""


def _score(score: Score) -> dict[str, int]:
    return {"undelivered": score.undelivered, "lateness": score.lateness, "cost": score.cost}


def _instant(at: Minute | None) -> str | None:
    return None if at is None else write_instant(at)


def _promise(promise: PromiseMoved) -> dict[str, object]:
    return {
        "requirement": promise.requirement,
        "weight": promise.weight,
        "before": _instant(promise.before),
        "after": _instant(promise.after),
        "minutes": promise.minutes,
        "late_before": promise.late_before,
        "late_after": promise.late_after,
        "reason": _reason(promise.reason),
    }


def _trip(trip: TripChanged) -> dict[str, object]:
    return {
        "fate": str(trip.fate),
        "carrier": trip.carrier,
        "begins": write_instant(trip.begins),
        "requirements": list(trip.requirements),
        "before": _stops(trip.before),
        "after": _stops(trip.after),
        "reason": _reason(trip.reason),
    }


def _stops(trip: Trip | None) -> list[dict[str, str]]:
    return [
        {"place": s.place, "arrive": write_instant(s.arrive), "depart": write_instant(s.depart)}
        for s in (trip.stops if trip is not None else ())
    ]


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "touch": str(reason.touch),
        "news": reason.item,
        "text": reason.text,
        "rule": reason.rule,
        "provision": reason.provision,
    }


def _breach(breach: Breach) -> dict[str, object]:
    return {
        "rule": breach.rule,
        "code": breach.code,
        "where": breach.where,
        "at": _instant(breach.at),
        "text": breach.text,
    }

"""How the changes of a plan look in a terminal: what it costs, promises first, then trips."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from coalition.cli.law.sheets import Cell, Sheet, write_sheets
from coalition.measure.instants import Minute, write_instant, write_span
from coalition.model.change.diff import PlanDiff, PromiseMoved, Reason, TripChanged
from coalition.model.change.news import News

_MOST_ROWS = 20
_PROMISES = ("requirement", "weight", "closed", "closes", "moved", "news", "why")
_TRIPS = ("trip", "carrier", "begins", "carries", "news", "why")


def show_changes(news: News, diff: PlanDiff) -> None:
    """What was told, what it changes, by how long, why, and the price of the change."""
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"known at {write_instant(news.at)}:", markup=False)
    for number, item in enumerate(news.items, 1):
        console.print(f"  {number} {item.words}", markup=False)
    if diff.empty:
        console.print("the plan in force stands: no promise moves and no trip changes")
        return
    sheets = [
        Sheet("promises", "promises moved", _PROMISES, tuple(map(_promise, diff.promises[:_MOST_ROWS]))),
        Sheet("trips", "trips changed", _TRIPS, tuple(map(_trip, diff.trips[:_MOST_ROWS]))),
    ]  # fmt: skip
    write_sheets(sheets, "table", notes=_notes(diff))


def _promise(promise: PromiseMoved) -> tuple[Cell, ...]:
    sign = "+" if promise.minutes > 0 else ""
    return (
        promise.requirement, promise.weight, _closing(promise.before), _closing(promise.after),
        f"{sign}{write_span(promise.minutes)}", *_why(promise.reason),
    )  # fmt: skip


def _trip(trip: TripChanged) -> tuple[Cell, ...]:
    begins = write_instant(trip.begins)
    return str(trip.fate), trip.carrier, begins, trip.requirements, *_why(trip.reason)


def _why(reason: Reason) -> tuple[Cell, Cell]:
    return ("" if reason.item is None else str(reason.item)), reason.text


def _closing(at: Minute | None) -> str:
    return "never" if at is None else write_instant(at)


def _notes(diff: PlanDiff) -> list[str]:
    fates = Counter(trip.fate for trip in diff.trips)
    trips = ", ".join(f"{count} {fate}" for fate, count in sorted(fates.items())) or "none"
    before, after = diff.before, diff.after
    price = (
        f"price of the change: {diff.price / 1440:,.1f} weighted days: {len(diff.promises)} promises "
        f"moved, {len(diff.trips)} trips not as they were ({trips})"
    )
    score = (
        f"weighted lateness {before.lateness / 1440:,.1f} days before the news, "
        f"{after.lateness / 1440:,.1f} now; undelivered {before.undelivered / 1e6:.2f} and "
        f"{after.undelivered / 1e6:.2f} weighted requirements"
    )
    notes = [price, score]
    if max(len(diff.promises), len(diff.trips)) > _MOST_ROWS:
        notes.append("the rest stands in changes.csv and changes.json")
    for words, names in (("wanted now", diff.added), ("wanted no longer", diff.cancelled)):
        notes += [f"{words}: {', '.join(names[:_MOST_ROWS])}"] if names else []
    return notes

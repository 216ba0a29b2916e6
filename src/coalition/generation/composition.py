"""All the files of one generated book, from its frame; pure, so that the same frame gives the same text."""

from __future__ import annotations

from collections.abc import Mapping

from coalition.generation.demands.brigades import demand
from coalition.generation.tables import Row, Value, csv_text, toml_text
from coalition.generation.theatre.capacity import places
from coalition.generation.theatre.frame import START, Frame
from coalition.generation.theatre.geography import AVOIDED, HOSTS, NATIONS
from coalition.generation.theatre.law import caveats, decisions, instrument_files, nations_of
from coalition.generation.theatre.lift import fleets
from coalition.generation.theatre.ways import closures, ways


def book_files(frame: Frame) -> dict[str, str]:
    """File name to text of the book of a frame."""
    made = demand(frame)
    tables: dict[str, list[Row]] = {
        "nations.csv": _nations(frame), "places.csv": places(frame), "ways.csv": ways(frame),
        "closures.csv": closures(frame), "units.csv": made.units, "cargo.csv": made.cargo,
        "stocks.csv": made.pool.rows(), "lift.csv": fleets(frame),
        "requirements.csv": made.requirements, "decisions.csv": decisions(frame),
    }  # fmt: skip
    return {
        "book.toml": _book(frame), "crisis.toml": _crisis(frame), "alliance.toml": _alliance(frame),
        **instrument_files(frame), "caveats.toml": caveats(frame),
        **{name: csv_text(rows, _FIRST.get(name, ())) for name, rows in tables.items() if rows},
    }  # fmt: skip


_FIRST = {
    "requirements.csv": (
        "uln", "kind", "description", "nation", "unit", "stock", "capability", "amount", "origin",
        "poe", "pod", "destination", "activated", "rld", "ald", "ead", "lad", "rdd", "priority",
        "after", "together",
    ),
    "units.csv": (
        "unit", "name", "nation", "home", "notice_d", "capability", "capability_amount",
        "interoperability", "pledged", "pledged_from", "pledge_tasks",
    ),
    "stocks.csv": ("stock", "name", "nation", "place", "pieces", "pledged_pieces"),
    "ways.csv": ("way", "mode", "from", "to", "length_km", "nations", "gauges_mm", "mlc", "height_m"),
}  # fmt: skip
"""Columns a reader looks for first, table by table."""


def _book(frame: Frame) -> str:
    title = (
        f"Northern reinforcement, {frame.requirements} requirements, seed {frame.seed} (fictional)"
    )
    return toml_text({"title": title, "version": "1", "fictional": True})


def _crisis(frame: Frame) -> str:
    crisis: Mapping[str, Value] = {
        "title": "Northern reinforcement (fictional)", "activated": START,
        "horizon_days": frame.horizon_days, "avoid": AVOIDED,
        "text": "Five hosts ask their allies to reinforce them. Forces, law, lift and dates are invented.",
    }  # fmt: skip
    return toml_text(crisis) + "\n" + toml_text({"host_request": True}, head="[facts]")


def _alliance(frame: Frame) -> str:
    members = nations_of(frame)
    hosts = [nation for nation in members if nation in HOSTS]
    bodies: tuple[Mapping[str, Value], ...] = (
        {
            "id": "council",
            "name": "Council of the case",
            "members": ["members"],
            "rule": "consensus",
        },
        {
            "id": "lift-cell",
            "name": "Lift cell of the case",
            "members": ["members"],
            "rule": "silence",
        },
    )
    parts = [
        toml_text({"name": "Northern alliance (fictional)", "members": members}),
        toml_text({"hosts": hosts}, head="[groups]"),
        *(toml_text(body, head="[[body]]") for body in bodies),
    ]
    return "\n".join(parts)


def _nations(frame: Frame) -> list[Row]:
    return [
        {
            "nation": nation,
            "name": NATIONS[nation],
            "source": "ISO 3166-1",
            "confidence": "official",
        }
        for nation in nations_of(frame)
    ]

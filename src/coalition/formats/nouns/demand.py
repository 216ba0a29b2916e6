"""Requirements, decisions and the timeline of records without a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.nouns.geography import (
    minute_or,
    nation_ids,
    place_or_none,
    provenance_of,
    unknown_fields,
)
from coalition.measure.instants import FOREVER, Minute
from coalition.model.book import TimelineEntry
from coalition.model.identity import (
    DecisionId,
    NationId,
    PlaceId,
    ProvisionId,
    RequirementId,
    StockId,
    UnitId,
)
from coalition.model.law import LIMIT_NAMES, NO_LIMITS, Decision, Limits, Outcome
from coalition.model.requirements import Kind, Requirement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coalition.formats.parse.record import Record
    from coalition.formats.schema.column import Shape
    from coalition.model.cargo import CargoLine

_TOP_WEIGHT = 11
"""A requirement of priority p weighs 11 - p unless it states its weight."""
_LINE_FIELDS = {"mlc", "hazard", "area", "volume"}
"""Unknowns that belong to the lines of a requirement, not to itself."""


def make_requirement(record: Record, shape: Shape, lines: tuple[CargoLine, ...]) -> Requirement:
    """A line of the requirement list."""
    priority = record.whole("priority") or 1
    return Requirement(
        RequirementId(record.text("uln")),
        Kind(record.text("kind")),
        record.text("description"),
        PlaceId(record.text("destination")),
        Minute(record.whole("rdd") or 0),
        priority,
        record.whole("weight") or max(_TOP_WEIGHT - priority, 1),
        nation=NationId(record.text("nation")) if record.has("nation") else None,
        unit=UnitId(record.text("unit")) if record.has("unit") else None,
        stock=StockId(record.text("stock")) if record.has("stock") else None,
        capability=record.text("capability"),
        amount=record.whole("amount") or 0,
        interoperability=frozenset(record.texts("interoperability")),
        origin=place_or_none(record.text("origin")),
        poe=place_or_none(record.text("poe")),
        pod=place_or_none(record.text("pod")),
        activated=record.minute("activated"),
        rld=record.minute("rld"),
        ald=record.minute("ald"),
        ead=record.minute("ead"),
        lad=record.minute("lad"),
        lines=lines,
        after=tuple(RequirementId(one) for one in record.texts("after")),
        together=bool(record.flag("together")),
        task=record.text("task"),
        unknown=unknown_fields(record, shape) - _LINE_FIELDS,
        provenance=provenance_of(record),
    )


def make_decision(
    record: Record, nations: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> Decision:
    """A recorded decision; `nations` expands groups."""
    return Decision(
        DecisionId(record.text("decision")),
        ProvisionId(record.text("procedure")),
        Outcome(record.text("outcome")),
        Minute(record.whole("at") or 0),
        record.text("by"),
        record.text("text"),
        minute_or(record.minute("until"), FOREVER),
        nation_ids(nations(record.texts("actors"))),
        nation_ids(nations(record.texts("territories"))),
        nation_ids(nations(record.texts("signed_by"))),
        limits_of(record, {name: f"limit_{name}" for name in LIMIT_NAMES} | {"mass_kg": "limit"}),
        provenance_of(record),
    )


def limits_of(record: Record, names: Mapping[str, str]) -> Limits:
    """The numbers of a record; `names` says in which column each stands."""
    stated = [record.whole(names[name]) for name in LIMIT_NAMES]
    return NO_LIMITS if all(number is None for number in stated) else Limits(*stated)


def make_entry(record: Record) -> TimelineEntry:
    """A published event."""
    return TimelineEntry(
        Minute(record.whole("at") or 0),
        record.text("text"),
        place_or_none(record.text("place")),
        record.text("capability"),
        record.whole("amount"),
        provenance_of(record),
    )

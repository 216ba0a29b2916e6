"""The nouns of chances whose records are without a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.parse.parsed import MEMBERS
from coalition.model.chance.chances import Chance, ChanceKind, CommonCause, Each, Spread
from coalition.model.identity import (
    FleetId,
    NationId,
    PlaceId,
    ProvisionId,
    RequirementId,
)
from coalition.model.places import Mode
from coalition.model.provenance import Confidence, Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coalition.formats.parse.record import Record
    from coalition.model.book import Book


def make_cause(record: Record) -> CommonCause:
    """One cause."""
    return CommonCause(
        record.text("id"), Each(record.text("each")), record.whole("share") or 0,
        record.text("text"), _provenance(record),
    )  # fmt: skip


def make_chance(record: Record, book: Book, *, assumed: bool) -> Chance:
    """One chance, its nations written out."""
    return Chance(
        record.text("id"),
        ChanceKind(record.text("kind")),
        record.text("cause"),
        record.whole("probability"),
        record.whole("every"),
        _spread(record.record("lasts")),
        _spread(record.record("more")),
        tuple([NationId(one) for one in expand(record.texts("nations"), book)]),
        tuple([PlaceId(one) for one in record.texts("places")]),
        tuple([Mode(one) for one in record.texts("modes")]),
        tuple([FleetId(one) for one in record.texts("fleets")]),
        (*record.texts("units"), *record.texts("stocks")),
        tuple([ProvisionId(one) for one in record.texts("procedures")]),
        tuple([RequirementId(one) for one in record.texts("requirements")]),
        record.text("text"),
        _provenance(record),
        assumed,
    )


def expand(names: Iterable[str], book: Book) -> tuple[str, ...]:
    """Nations and groups as nations, each once, in order."""
    groups = {**book.alliance.groups, MEMBERS: book.alliance.members}
    found = (nation for name in names for nation in groups.get(name, (name,)))
    return tuple(dict.fromkeys(str(nation) for nation in found))


def _spread(record: Record | None) -> Spread | None:
    """Least and most default to none and the likely."""
    if record is None:
        return None
    likely = record.whole("likely") or 0
    least, most = record.whole("least"), record.whole("most")
    return Spread(0 if least is None else least, likely, likely if most is None else most)


def _provenance(record: Record) -> Provenance:
    return Provenance(
        record.text("source"), record.text("source_date"),
        Confidence(record.text("confidence") or Confidence.UNKNOWN),
    )  # fmt: skip

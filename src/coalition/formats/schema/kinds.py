"""Short ways to declare columns, so that a table reads like the table it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.schema.column import SIZE_OR_LENGTH, Column, Kind
from coalition.model.provenance import Confidence

if TYPE_CHECKING:
    from enum import StrEnum

    from coalition.measure.units import Dimension


def own_id(name: str, doc: str) -> Column:
    """The id of the row itself."""
    return Column(name, Kind.ID, doc, required=True)


def text(name: str, doc: str, *, required: bool = False, many: bool = False) -> Column:
    """Free text, or a list of words."""
    return Column(name, Kind.TEXT, doc, required=required, many=many)


def ref(name: str, of: str, doc: str, *, required: bool = False, many: bool = False) -> Column:
    """The id of something else in the book."""
    return Column(name, Kind.REF, doc, required=required, many=many, of=of)


def nation(name: str, doc: str, *, required: bool = False) -> Column:
    """A nation of nations.csv."""
    return Column(name, Kind.NATION, doc, required=required)


def nations(name: str, doc: str, *, required: bool = False) -> Column:
    """A list of nations or groups."""
    return Column(name, Kind.NATIONS, doc, required=required, many=True)


def choice(
    name: str, words: type[StrEnum], doc: str, *, required: bool = False, many: bool = False,
    default: str | None = None,
) -> Column:  # fmt: skip
    """One of the words of an enumeration, or a list of them."""
    return Column(
        name, Kind.CHOICE, doc, required=required, many=many, default=default,
        choices=tuple(str(word) for word in words),
    )  # fmt: skip


def flag(name: str, doc: str, *, field: str = "", default: bool | None = None) -> Column:
    """Yes or no."""
    return Column(name, Kind.FLAG, doc, field=field, default=default)


def whole(
    name: str, least: int, most: int, doc: str, *, required: bool = False, field: str = "",
    default: int | None = None, many: bool = False,
) -> Column:  # fmt: skip
    """A whole number without a unit."""
    return Column(
        name, Kind.WHOLE, doc, required=required, least=least, most=most, field=field,
        default=default, many=many,
    )  # fmt: skip


def quantity(
    name: str, dimension: Dimension, least: int, most: int, doc: str, *, required: bool = False,
    field: str = "", head: str = "",
) -> Column:  # fmt: skip
    """A number with its unit in the head."""
    return Column(
        name, Kind.QUANTITY, doc, required=required, least=least, most=most,
        dimensions=(dimension,), field=field, head=head,
    )  # fmt: skip


def size(name: str, least: int, most: int, doc: str, *, field: str = "") -> Column:
    """A length of a thing: in cm, mm, in, or in m, ft; plausible bounds in cm."""
    return Column(
        name, Kind.QUANTITY, doc, least=least, most=most, dimensions=SIZE_OR_LENGTH, field=field
    )


def instant(name: str, doc: str, *, required: bool = False, field: str = "") -> Column:
    """A date or date-time."""
    return Column(name, Kind.INSTANT, doc, required=required, field=field)


PROVENANCE = (
    text("source", "where the fact is published"),
    text("source_date", "date of the source, as written there"),
    choice("confidence", Confidence, "how far it can be trusted"),
    text("note", "free remark; nothing reads it"),
)
"""Columns every table may carry."""

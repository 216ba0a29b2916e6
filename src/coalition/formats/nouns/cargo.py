"""Cargo lines: rows of cargo.csv, and loads given in tonnes and cut into pieces.

An inline load of so many kg in pieces of `piece` kg becomes a line of whole pieces and, when some kg are
left, a line `NAME-rest` of one piece. Deck area is shared out evenly over all pieces; what division leaves
goes to the last rest line, or, without one, each piece is rounded up to the next dm2 (the cautious side).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.formats.checks.loads import DEFAULT_PIECE_KG, INLINE_LOADS
from coalition.formats.nouns.geography import unknown_fields
from coalition.model.cargo import CargoLine, Category, Nature
from coalition.model.identity import LineId

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record
    from coalition.formats.schema.column import Shape


def make_line(record: Record, shape: Shape) -> CargoLine:
    """A row of cargo.csv."""
    category = Category(record.text("category"))
    return CargoLine(
        LineId(record.text("line")),
        record.text("description"),
        category,
        record.whole("pieces") or 0,
        piece_kg=piece_kg(record, category),
        piece_dm2=record.whole("piece_area") or 0,
        length_cm=record.whole("length"),
        width_cm=record.whole("width"),
        height_cm=record.whole("height"),
        mlc=record.whole("mlc"),
        hazard=record.text("hazard"),
        nature=nature_of(record, category),
        supply_class=record.text("supply_class"),
        unknown=unknown_fields(record, shape),
    )


def piece_kg(record: Record, category: Category) -> int:
    """Mass of a piece; passengers take seats, not payload (rule R3)."""
    return 0 if category is Category.PAX else record.whole("piece_mass") or 0


def nature_of(record: Record, category: Category) -> Nature:
    """The stated nature, or personnel for passengers and general for cargo."""
    stated = record.text("nature")
    if stated:
        return Nature(stated)
    return Nature.PERSONNEL if category is Category.PAX else Nature.GENERAL


def inline_lines(record: Record, shape: Shape) -> tuple[CargoLine, ...]:
    """The lines of a requirement that gives its load in its own columns."""
    wanted = [(name, record.whole(name) or 0) for name in INLINE_LOADS]
    cargo = [line for name, kg in wanted[1:] if kg for line in _cut(record, shape, name, kg)]
    lines = _share_area(cargo, record.whole("area") or 0)
    pax = record.whole("pax") or 0
    if not pax:
        return tuple(lines)
    seated = CargoLine(LineId("pax"), "passengers", Category.PAX, pax, nature=Nature.PERSONNEL)
    return (seated, *lines)


def _cut(record: Record, shape: Shape, name: str, kg: int) -> list[CargoLine]:
    """Whole pieces of the load and a last short one."""
    category = Category(name)
    piece = record.whole("piece") or DEFAULT_PIECE_KG
    pieces, rest = divmod(kg, piece)
    unknown = unknown_fields(record, shape)
    one = CargoLine(
        LineId(name), f"{record.text('description')} ({name})", category, pieces, piece,
        mlc=record.whole("mlc"), hazard=record.text("hazard"), nature=nature_of(record, category),
        unknown=frozenset(
            ({"piece_dm2"} if "area" in unknown else set()) | (unknown & {"mlc", "hazard"})
        ),
    )  # fmt: skip
    last = replace(one, id=LineId(f"{name}-rest"), pieces=1, piece_kg=rest)
    return ([one] if pieces else []) + ([last] if rest else [])


def _share_area(lines: list[CargoLine], dm2: int) -> list[CargoLine]:
    pieces = sum(line.pieces for line in lines)
    if not dm2 or not pieces:
        return lines
    share, left = divmod(dm2, pieces)
    rests = [line.id for line in lines if line.id.endswith("-rest")]
    if not rests:
        return [replace(line, piece_dm2=share + (left > 0)) for line in lines]
    return [
        replace(line, piece_dm2=share + (left if line.id == rests[-1] else 0)) for line in lines
    ]

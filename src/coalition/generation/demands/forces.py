"""What moves: cargo lines and kinds of unit, all of invented size.

What the case means for the surface only is marked `nat`. Masses and sizes are round planning figures
of vehicle classes, not of a type; no real unit's strength or equipment stands here.
"""

from __future__ import annotations

from coalition.generation.chance import Chance
from coalition.generation.tables import Row

_COLUMNS = (
    "category", "piece_t", "piece_m2", "length_m", "width_m", "height_m", "mlc", "hazard", "nature",
    "supply_class",
)  # fmt: skip

_LINES = """\
soldiers|pax||||||||personnel|
tanks|outsize|62|37|9.8|3.7|2.9|70||weapons|VII
tracked carriers|outsize|32|23|7.0|3.2|3.0|35||weapons|VII
wheeled carriers|oversize|16|20|7.2|2.8|2.6|18||weapons|VII
heavy trucks|nat|14|25|9.6|2.5|3.4|20||vehicles|VII
bridge carriers|nat|24|31|10.5|2.9|3.5|30||vehicles|VII
light vehicles|oversize|3.5|11|5.0|2.2|2.2|4||vehicles|VII
trailers|nat|5|14|6.0|2.4|2.5|||vehicles|VII
light trailers|oversize|1.5|5|3.2|1.9|1.9|||vehicles|VII
containers|nat|12|15|6.1|2.44|2.6|||general|II
pallets|bulk|2|6|2.7|2.2|2.2|||general|II
rations|bulk|0.5|1.3|1.2|1.0|1.3|||food|I
water|bulk|1|1.3|1.2|1.0|1.2|||food|I
medical stores|bulk|0.4|1.3|1.2|1.0|1.5|||medical|VIII
fuel tanks|nat|18|15|6.1|2.44|2.6||3|fuel|III
barrier stores|nat|2|3|2.4|1.2|1.2|||general|IV
propellant|bulk|0.9|1.3|1.2|1.0|1.2||1.3|ammunition|V
small-arms ammunition|bulk|0.8|1.3|1.2|1.0|1.0||1.4|ammunition|V
hospital modules|bulk|9|15|6.1|2.44|2.6|||medical|VIII
"""

LINES = {line.split("|")[0]: line.split("|")[1:] for line in _LINES.splitlines()}
"""Description: the cells of `_COLUMNS`."""

KINDS: dict[str, tuple[tuple[str, int, int], ...]] = {
    "tank company": (("tanks", 8, 12), ("heavy trucks", 5, 9), ("light vehicles", 2, 4)),
    "mechanised company": (
        ("tracked carriers", 10, 14),
        ("heavy trucks", 4, 8),
        ("containers", 2, 4),
    ),
    "motorised company": (
        ("wheeled carriers", 10, 16),
        ("heavy trucks", 3, 6),
        ("light vehicles", 3, 6),
    ),
    "transport company": (("heavy trucks", 18, 30), ("trailers", 6, 12), ("containers", 4, 10)),
    "engineer company": (("bridge carriers", 4, 8), ("heavy trucks", 8, 12), ("trailers", 4, 8)),
    "infantry company": (("soldiers", 90, 150), ("light vehicles", 4, 8), ("pallets", 4, 8)),
    "signal troop": (("soldiers", 20, 40), ("light vehicles", 4, 8), ("light trailers", 2, 5)),
    "medical troop": (("soldiers", 25, 45), ("light vehicles", 4, 8), ("pallets", 5, 10)),
    "advance party": (("soldiers", 15, 30), ("light vehicles", 2, 3), ("pallets", 1, 2)),
    "troops": (("soldiers", 80, 160), ("pallets", 3, 6)),
}
"""Kind of unit: its lines with least and most pieces."""

HEAVY = (
    ("tank company", 2), ("mechanised company", 4), ("motorised company", 4),
    ("transport company", 3), ("engineer company", 2),
)  # fmt: skip
LIGHT = (("infantry company", 3), ("signal troop", 2), ("medical troop", 2), ("troops", 3))

COLOURS = (
    "Amber", "Blue", "Bronze", "Copper", "Coral", "Green", "Grey", "Indigo", "Ivory", "Jade",
    "Olive", "Purple", "Silver", "Teal", "White", "Yellow",
)  # fmt: skip


def unit_name(group: int, battalion: int, company: int) -> str:
    """A name no real unit bears: `Blue 3 Brigade battalion 2 company 1`."""
    colour = COLOURS[group % len(COLOURS)]
    return f"{colour} {group // len(COLOURS) + 1} Brigade battalion {battalion} company {company}"


def cargo_rows(owner: str, kind: str, chance: Chance, *, crew: bool, half: bool) -> list[Row]:
    """The cargo lines of a unit of the kind; with its crews when it travels with them."""
    lines = [(name, chance.between(least, most)) for name, least, most in KINDS[kind]]
    if crew and all(name != "soldiers" for name, _ in lines):
        lines.insert(0, ("soldiers", chance.between(12, 36)))
    if half:
        lines = [(name, (pieces + 1) // 2) for name, pieces in lines]
    return [
        cargo_row(owner, number, name, pieces) for number, (name, pieces) in enumerate(lines, 1)
    ]


def cargo_row(owner: str, number: int, name: str, pieces: int) -> Row:
    """One row of `cargo.csv`."""
    facts = dict(zip(_COLUMNS, LINES[name], strict=True))
    return {
        "owner": owner, "line": f"{owner}-{number}", "description": name,
        "category": facts["category"], "pieces": pieces, **facts, "confidence": "fictional",
    }  # fmt: skip


def line_cells(name: str) -> Row:
    """The cells of a line that `stocks.csv` has too."""
    facts = dict(zip(_COLUMNS, LINES[name], strict=True))
    kept = ("piece_t", "piece_m2", "category", "hazard", "nature", "supply_class")
    return {column: facts[column] for column in kept}

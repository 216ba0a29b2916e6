"""R12: what may move under a permission with limits stays within them, whenever it moves.

Of a line at most the pieces it has count, however many legs it takes; a limit counts all that moves under
it or under a smaller one of the same permission.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.differential.exact.facts import is_pax, kg_of
from tests.differential.exact.frame import Account
from tests.differential.exact.nouns import Linear, Under
from tests.differential.exact.unfolding import LineKey, PlanLeg

from coalition.authority.legs import aboard_of
from coalition.model.cargo import CargoLine
from coalition.model.law import Limits
from coalition.model.plan import Movement


@dataclass
class Moved:
    """What moves under one account: by line the pieces held, and those the model chooses."""

    held: dict[LineKey, int] = field(default_factory=dict)
    chosen: dict[LineKey, list[Linear]] = field(default_factory=dict)
    lines: dict[LineKey, CargoLine] = field(default_factory=dict)


def share_consents(u: Under) -> None:
    sums: dict[tuple[Account, Limits], Moved] = {}
    _add_chosen(u, sums)
    if sums:
        for leg in u.held_legs:
            _add_held(u, leg, sums)
    for account, limits in list(sums):
        for of, unit in ((limits.pax, "pax"), (limits.mass_kg, "kg")):
            if of is not None:
                under = [
                    moved
                    for (other, own), moved in sums.items()
                    if other == account and _within(own, unit, of)
                ]
                _limit(u, under, unit, of)


def _within(limits: Limits, unit: str, most: int) -> bool:
    own = limits.pax if unit == "pax" else limits.mass_kg
    return own is not None and own <= most


def _add_chosen(u: Under, sums: dict[tuple[Account, Limits], Moved]) -> None:
    movements = {c.movement.id: c.movement for c in u.cargoes}
    for slot in u.slots:
        for b in slot.boardings:
            movement = movements[b.stage[0]]
            for key in u.frame.accounts(slot.fleet.id, b.arc, (b.aboard,)):
                moved = sums.setdefault(key, Moved())
                for line in movement.lines:
                    if line.id in b.shares:
                        name = (movement.id, line.id)
                        moved.lines[name] = line
                        moved.chosen.setdefault(name, []).append(b.shares[line.id])


def _add_held(u: Under, leg: PlanLeg, sums: dict[tuple[Account, Limits], Moved]) -> None:
    for (name, line_id), pieces in leg.loads.items():
        movement = u.given.movements[name]
        line = next(x for x in movement.lines if x.id == line_id)
        for arc in leg.arcs:
            for key in _accounts(u, leg, movement, arc):
                if key in sums:
                    moved, known = sums[key], (name, line_id)
                    moved.lines[known] = line
                    moved.held[known] = min(line.pieces, moved.held.get(known, 0) + pieces)


def _accounts(
    u: Under, leg: PlanLeg, movement: Movement, arc: tuple[object, ...]
) -> tuple[tuple[Account, Limits], ...]:
    natures = frozenset(
        n for x in movement.lines if (movement.id, x.id) in leg.loads for n in x.natures
    )
    aboard = aboard_of(
        u.frame.book, movement, natures,
        from_origin=arc[0] == movement.origin, set_down=arc[1] == leg.ends[1],
    )  # fmt: skip
    return u.frame.accounts(leg.fleet.id, arc, (aboard,))  # type: ignore[no-any-return]


def _limit(u: Under, under: list[Moved], unit: str, most: int) -> None:
    lines = {key: line for moved in under for key, line in moved.lines.items()}
    total: list[Linear] = []
    for key, line in lines.items():
        each = int(is_pax(line)) if unit == "pax" else kg_of(line)
        if each:
            held = sum(moved.held.get(key, 0) for moved in under)
            chosen = [n for moved in under for n in moved.chosen.get(key, [])]
            total.append(_count(u, held, chosen, line.pieces) * each)
    u.m.add(sum(total) <= max(most, 0))


def _count(u: Under, held: int, chosen: list[Linear], pieces: int) -> Linear:
    """At least the lesser of what moves and the pieces there are."""
    if not chosen:
        return min(held, pieces)
    count, full = u.m.new_int_var(0, pieces, ""), u.m.new_bool_var("")
    u.m.add(count >= held + sum(chosen)).only_enforce_if(~full)
    u.m.add(count == pieces).only_enforce_if(full)
    return count

"""Which questions a leg raises: with all that is aboard, and with each part of it alone.

As the judge hears them (`judging.hearing`), but before there is a time to ask for.
"""

from __future__ import annotations

from dataclasses import replace

from coalition.authority import legs as law
from coalition.authority.answer import LegLaw
from coalition.judging.docket import Carried, Docket, Leg
from coalition.model.cargo import Nature
from coalition.model.identity import MovementId
from coalition.model.ways import Way, WayKey


class Clerk:
    """Asks, and remembers what it has asked."""

    def __init__(self, docket: Docket) -> None:
        self._docket = docket
        self._known: dict[tuple[object, ...], tuple[LegLaw, ...]] = {}

    def whole(self, leg: Leg, way: Way | None = None) -> tuple[LegLaw, ...]:
        """Every question of the leg with all that is aboard, by its own way or another."""
        bare = self._bare(leg, way)
        aboard = tuple(sorted(set(self.aboard(leg).values()), key=_order))
        return () if bare is None else self._ask(bare, aboard)

    def alone(self, leg: Leg, one: law.Aboard) -> tuple[LegLaw, ...]:
        """The questions it would raise with one part of what is aboard."""
        bare = self._bare(leg, None)
        return () if bare is None else self._ask(bare, (one,))

    def aboard(self, leg: Leg) -> dict[MovementId, law.Aboard]:
        """Each movement aboard as law sees it."""
        pieces: dict[MovementId, list[Carried]] = {}
        for carried in leg.aboard:
            pieces.setdefault(carried.movement.id, []).append(carried)
        taken = {c.movement.id for c in leg.start.on if c.movement.origin == leg.start.stop.place}
        left = {carried.movement.id for carried in leg.end.off}
        found = {}
        for name, carried_all in pieces.items():
            movement = carried_all[0].movement
            if movement.destination in self._docket.book.places:
                natures: frozenset[Nature] = frozenset().union(
                    *(carried.line.natures for carried in carried_all)
                )
                found[name] = law.aboard_of(
                    self._docket.book, movement, natures,
                    from_origin=name in taken, set_down=name in left,
                )  # fmt: skip
        return found

    def _bare(self, leg: Leg, way: Way | None) -> law.Leg | None:
        if leg.fleet is None or leg.start.place is None or leg.end.place is None:
            return None
        stop = leg.start.stop
        key = WayKey(leg.fleet.mode, stop.place, leg.end.stop.place, stop.avoiding)
        chosen = way or leg.way or Way(key, 0, ())
        return law.Leg(leg.fleet.nation, leg.fleet.id, chosen, leg.start.place, leg.end.place)

    def _ask(self, bare: law.Leg, aboard: tuple[law.Aboard, ...]) -> tuple[LegLaw, ...]:
        key = (bare.fleet, bare.way.key, aboard)
        if key not in self._known:
            self._known[key] = law.questions_of_leg(replace(bare, aboard=aboard))
        return self._known[key]


def _order(one: law.Aboard) -> tuple[str, str, str, str, tuple[str, ...], bool, bool, str]:
    return (
        one.nation, one.host, one.unit, one.task, tuple(sorted(one.natures)),
        one.from_origin, one.set_down, one.consumer or "",
    )  # fmt: skip

"""What the map shows, before it is drawn: flows along ways and the places they join."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.formats.report.drawing.lettering import count
from coalition.formats.report.drawing.palette import MODE_NAMES
from coalition.formats.report.pictures.projection import Position, great_circle
from coalition.formats.report.scene import Scene
from coalition.formats.report.travel import Freight, Hop, add_up
from coalition.model.identity import PlaceId, RequirementId
from coalition.model.places import Mode
from coalition.model.ways import WayKey


@dataclass(frozen=True, slots=True)
class Flow:
    """All that a plan moves along one way in one direction."""

    mode: Mode
    ends: tuple[PlaceId, PlaceId]
    freight: Freight
    trips: int
    requirements: tuple[RequirementId, ...]
    line: tuple[Position, ...]
    estimated: bool

    def words(self, scene: Scene) -> str:
        """One line for the pointer."""
        start, end = (scene.place(p) for p in self.ends)
        how = f"{start} to {end} by {MODE_NAMES[self.mode]}"
        what = self.freight.words()
        guess = ", way estimated" if self.estimated else ""
        return f"{how}: {what} on {count(self.trips, 'trip')}{guess}"


@dataclass(frozen=True, slots=True)
class Node:
    """A place that something leaves, passes or reaches; `ends` marks those worth a strong label."""

    id: str
    name: str
    position: Position
    role: str
    handled: Freight

    @property
    def ends(self) -> bool:
        """Whether something is wanted here."""
        return self.role == "destination"

    @property
    def radius(self) -> float:
        """Px of its mark."""
        return {"destination": 5.5, "origin": 3.6}.get(self.role, 3.2)

    def words(self, scene: Scene) -> str:
        """One line for the pointer."""
        place = scene.content.book.places[PlaceId(self.id)]
        return f"{place.name} ({place.nation}): {self.role}, {self.handled.words()}"


def flows_of(scene: Scene) -> tuple[Flow, ...]:
    """Flows by way, in order of their keys; ends that the book does not hold are left out."""
    ways = {way.key: way for way in scene.content.ways}
    hops: dict[WayKey, list[Hop]] = {}
    for hop in scene.travel.hops:
        hops.setdefault(hop.way, []).append(hop)
    places = scene.content.book.places
    flows = []
    for key in sorted(hops):
        if key.origin not in places or key.destination not in places:
            continue
        way = ways.get(key)
        known = tuple(way.line) if way is not None and len(way.line) > 1 else ()
        flows.append(
            Flow(
                key.mode, (key.origin, key.destination),
                add_up(hop.freight for hop in hops[key]), len(hops[key]),
                tuple(dict.fromkeys(i for hop in hops[key] for i in hop.requirements)),
                known or _straight(scene, key), estimated=way.estimated if way else not known,
            )
        )  # fmt: skip
    return tuple(flows)


def _straight(scene: Scene, key: WayKey) -> tuple[Position, ...]:
    ends = [scene.content.book.places[p] for p in (key.origin, key.destination)]
    a, b = ((p.lat_udeg, p.lon_udeg) for p in ends)
    return tuple(great_circle(a, b))


def nodes_of(scene: Scene) -> tuple[Node, ...]:
    """Places of the plan: destinations first, then by what they handle; a plan without trips shows where
    its requirements stand.
    """
    book = scene.content.book
    role: dict[PlaceId, str] = {}
    handled: dict[PlaceId, Freight] = {}
    for leg in scene.travel.legs:
        for place, ends in ((leg.origin, leg.leaves_home), (leg.destination, leg.delivers)):
            name = ("origin" if place == leg.origin else "destination") if ends else "port"
            if role.get(place) != "destination":
                role[place] = name if name != "port" else role.get(place, "port")
            handled[place] = handled.get(place, Freight()) + leg.freight
    for requirement in book.requirements.values():
        role[requirement.destination] = "destination"
        if requirement.origin is not None:
            role.setdefault(requirement.origin, "origin")
    known = [p for p in role if p in book.places]
    order = {"destination": 0, "port": 1, "origin": 1}
    known.sort(key=lambda p: (order[role[p]], -handled.get(p, Freight()).weight_kg, p))
    return tuple(
        Node(
            p, book.places[p].name, (book.places[p].lat_udeg, book.places[p].lon_udeg),
            role[p], handled.get(p, Freight()),
        )
        for p in known
    )  # fmt: skip

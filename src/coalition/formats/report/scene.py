"""The content seen once: travel, time frame, colours and the fate of every requirement, for all pictures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.formats.report.content import Closing, ReportContent
from coalition.formats.report.drawing.axes import TimeFrame, whole_days
from coalition.formats.report.drawing.palette import OTHER_NATION, nation_colours
from coalition.formats.report.travel import Freight, Leg, Travel, add_up, load_of, read_travel
from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY, Minute
from coalition.model.identity import NationId, PlaceId, RequirementId
from coalition.model.plan import Movement
from coalition.model.requirements import Requirement


class Fate(StrEnum):
    """How a requirement ended."""

    ON_TIME = "on time"
    LATE = "late"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement with all that the report says of it."""

    requirement: Requirement
    closing: Closing
    fate: Fate
    nations: tuple[NationId, ...]
    legs: tuple[Leg, ...]
    ready: Minute | None
    freight: Freight

    @property
    def words(self) -> str:
        """What a reader may type to find it."""
        r = self.requirement
        return " ".join((r.id, r.description, *self.nations, r.destination, r.capability)).lower()


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything derived from a content; `lines` run by priority, then RDD, then ULN."""

    content: ReportContent
    travel: Travel
    frame: TimeFrame
    lines: tuple[Line, ...]
    colours: dict[NationId, str]

    def colour(self, nation: NationId | str) -> str:
        """The nation's colour throughout the report."""
        return self.colours.get(NationId(nation), OTHER_NATION)

    def nation(self, nation: NationId | str) -> str:
        """The nation's name, or its code when the book does not name it."""
        known = self.content.book.nations.get(NationId(nation))
        return known.name if known else str(nation)

    def place(self, place: PlaceId | str) -> str:
        """The place's name, or its id when the book does not hold it."""
        known = self.content.book.places.get(PlaceId(place))
        return known.name if known else str(place)

    def fated(self, fate: Fate) -> tuple[Line, ...]:
        """The lines that ended so."""
        return tuple(entry for entry in self.lines if entry.fate is fate)


def see(content: ReportContent) -> Scene:
    """The scene of a content."""
    travel = read_travel(content.book, content.plan)
    lines = _lines(content, travel)
    return Scene(content, travel, _frame(content, travel, lines), lines, _colours(content, travel))


def _lines(content: ReportContent, travel: Travel) -> tuple[Line, ...]:
    legs: dict[RequirementId, list[Leg]] = {}
    for leg in travel.legs:
        legs.setdefault(leg.requirement, []).append(leg)
    movements: dict[RequirementId, list[Movement]] = {}
    for movement in travel.movements.values():
        movements.setdefault(movement.requirement, []).append(movement)
    closings = {closing.requirement: closing for closing in content.judgement.closings}
    lines = []
    for requirement in content.book.requirements.values():
        closing = closings.get(requirement.id) or Closing(requirement.id, None, 0, 0)
        moved = movements.get(requirement.id, [])
        nations = dict.fromkeys(m.nation for m in moved)
        if not nations and requirement.nation is not None:
            nations = {requirement.nation: None}
        lines.append(
            Line(
                requirement, closing, _fate(closing), tuple(nations),
                tuple(sorted(legs.get(requirement.id, ()), key=lambda g: (g.depart, g.arrive, g.fleet.id))),
                min((m.ready for m in moved), default=None),
                add_up(load_of(m) for m in moved),
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=_rank))


def _rank(entry: Line) -> tuple[int, Minute, RequirementId]:
    return entry.requirement.priority, entry.requirement.rdd, entry.requirement.id


def _fate(closing: Closing) -> Fate:
    if closing.closed_at is None:
        return Fate.UNMET
    return Fate.LATE if closing.late_minutes > 0 else Fate.ON_TIME


def _frame(content: ReportContent, travel: Travel, lines: tuple[Line, ...]) -> TimeFrame:
    crisis = content.book.crisis
    stamps = [leg.done for leg in travel.legs] + [entry.requirement.rdd for entry in lines]
    begins = min([crisis.activated, *(leg.depart for leg in travel.legs)])
    last = max([crisis.activated + MINUTES_PER_DAY, *(s for s in stamps if ALWAYS < s < FOREVER)])
    ends = min(max(crisis.horizon_end, begins + MINUTES_PER_DAY), last + (last - begins) // 40)
    return whole_days(begins, Minute(max(ends, begins + MINUTES_PER_DAY)), crisis.activated)


def _colours(content: ReportContent, travel: Travel) -> dict[NationId, str]:
    """Senders first, by what they send, so that the ten distinct colours go where most is shown."""
    sent: dict[NationId, int] = {}
    for movement in travel.movements.values():
        sent[movement.nation] = sent.get(movement.nation, 0) + load_of(movement).weight_kg
    for leg in travel.legs:
        sent.setdefault(leg.fleet.nation, 0)
    for nation in content.book.nations:
        sent.setdefault(nation, 0)
    return nation_colours(sorted(sent, key=lambda n: (-sent[n], n)))

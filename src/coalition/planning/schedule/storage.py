"""What stands at places between legs (R7)."""

from __future__ import annotations

from coalition.measure.instants import FOREVER
from coalition.model.book import Book
from coalition.model.identity import PlaceId
from coalition.planning.schedule.calendars.journal import Journal
from coalition.planning.schedule.calendars.levels import Levels
from coalition.planning.schedule.voyage import Freight


class Storage:
    """Kg and passengers standing at each place over time; places whose storage does not limit keep none."""

    def __init__(self, book: Book, journal: Journal) -> None:
        self._journal = journal
        self._limits = {
            place.id: (place.storage_kg, place.storage_pax) for place in book.places.values()
        }
        self._standing: dict[PlaceId, tuple[Levels, Levels]] = {}

    def limits(self, place: PlaceId) -> bool:
        """Whether anything limits what may stand there."""
        return self._limits[place] != (None, None)

    def put(self, place: PlaceId, span: tuple[int, int], freight: Freight) -> bool:
        """Let freight stand from its set-down until it is taken on; False when there is no room.

        Nothing has changed when it is False.
        """
        for levels, limit, amount in self._kinds(place, freight):
            if amount and levels.peak(*span) + amount > limit:
                return False
        for levels, _, amount in self._kinds(place, freight):
            self._journal.raise_level(levels, *span, amount)
        return True

    def free_at(self, place: PlaceId, span: tuple[int, int], freight: Freight) -> int:
        """The first minute from which so much more could stand there as long; FOREVER when never."""
        at, length = span[0], span[1] - span[0]
        for levels, limit, amount in self._kinds(place, freight):
            found = levels.first_fit(at, max(1, length), amount, limit)
            at = FOREVER if found is None else max(at, found)
        return at

    def take_back(self, place: PlaceId, span: tuple[int, int], freight: Freight) -> None:
        """Undo a `put` that is final in the journal."""
        for levels, _, amount in self._kinds(place, freight):
            self._journal.raise_level(levels, *span, -amount)

    def _kinds(self, place: PlaceId, freight: Freight) -> list[tuple[Levels, int, int]]:
        levels = self._standing.setdefault(place, (Levels(), Levels()))
        limits, amounts = self._limits[place], (freight.kg, freight.pax)
        return [
            (level, limit, amount)
            for level, limit, amount in zip(levels, limits, amounts, strict=True)
            if limit is not None
        ]

"""How much has moved under permissions whose numbers are limited (R12).

A load counts for each leg it takes under a permission, of a line at most the pieces there are. Cautious:
it counts under every limited permission that its leg may rest on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.model.cargo import CargoLine, Category
from coalition.model.identity import NationId
from coalition.planning.schedule.calendars.journal import Journal, Tally
from coalition.planning.schedule.gates import Consent
from coalition.planning.schedule.paths import Path
from coalition.planning.schedule.voyage import LoadKey


@dataclass(frozen=True, slots=True)
class Charge:
    """Pieces of one line of a nation's movement, on a carrier of another or the same nation."""

    key: LoadKey
    line: CargoLine
    nation: NationId
    pieces: int


Entry = tuple[Consent, LoadKey]
Charged = tuple[tuple[Entry, int], ...]


class Quotas:
    """Passengers and kg by permission, actor and territory."""

    def __init__(self, journal: Journal) -> None:
        self._pieces: Tally[Entry] = Tally(journal)
        self._pax: Tally[Consent] = Tally(journal)
        self._kg: Tally[Consent] = Tally(journal)
        self._lines: dict[LoadKey, CargoLine] = {}

    def charge(self, path: Path, carrier: NationId, charges: Iterable[Charge]) -> Charged | None:
        """Count the loads under every limited permission of the path; None when a limit is passed.

        Then the caller undoes what was counted.
        """
        made: list[tuple[Entry, int]] = []
        for consent, hops in consents_of(path).items():
            for load in charges:
                if consent.actor in (load.nation, carrier):
                    self._lines[load.key] = load.line
                    self._count((consent, load.key), load.pieces * hops)
                    made.append(((consent, load.key), load.pieces * hops))
            if self._exceeded(consent):
                return None
        return tuple(made)

    def release(self, charged: Charged, *, but_for: frozenset[LoadKey] = frozenset()) -> Charged:
        """Take back what was counted, save for some loads; what is left."""
        for entry, pieces in charged:
            if entry[1] not in but_for:
                self._count(entry, -pieces)
        return tuple((entry, pieces) for entry, pieces in charged if entry[1] in but_for)

    def _count(self, entry: Entry, pieces: int) -> None:
        consent, key = entry
        line, before = self._lines[key], self._pieces[entry]
        self._pieces.add(entry, pieces)
        more = min(line.pieces, before + pieces) - min(line.pieces, before)
        if line.category is Category.PAX:
            self._pax.add(consent, more)
        else:
            self._kg.add(consent, more * line.piece_kg)

    def _exceeded(self, consent: Consent) -> bool:
        pax, kg = consent.limits.pax, consent.limits.mass_kg
        over_pax = pax is not None and self._pax[consent] > pax
        return over_pax or (kg is not None and self._kg[consent] > kg)


def consents_of(path: Path) -> dict[Consent, int]:
    """Each limited permission the path may rest on, with the number of its hops that do."""
    hops: dict[Consent, int] = {}
    for gate in path.gates:
        for consent in gate.consents:
            hops[consent] = hops.get(consent, 0) + 1
    return hops

"""R7 storage: what waits at a place between legs fits there.

Source: `docs/explanation/planning-rules.md`, R7.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.judging.docket import Docket
from coalition.judging.ledger import Ledger, Standing
from coalition.judging.limits import Spot, doubt
from coalition.judging.reliance import Finding
from coalition.judging.verdict import Breach
from coalition.measure.instants import Minute
from coalition.model.identity import PlaceId
from coalition.model.places import Place

_KINDS = (("storage_kg", "kg", "storage-full"), ("storage_pax", "pax", "holding-full"))
STORAGE_FIELDS = tuple(field for field, _, _ in _KINDS)
"""The fields of a place that limit what stands there."""


def find_storage(docket: Docket, ledger: Ledger) -> Iterator[Finding]:
    """R7: kg and passengers between legs, neither at their origin nor at their destination."""
    waiting: dict[PlaceId, list[Standing]] = {}
    for standing in ledger.standings:
        waiting.setdefault(standing.place, []).append(standing)
    for place_id in sorted(waiting):
        place = docket.book.places.get(place_id)
        if place is not None:
            for field, unit, code in _KINDS:
                yield from _full(place, waiting[place_id], (field, unit, code))


def _full(place: Place, standings: list[Standing], kind: tuple[str, str, str]) -> Iterator[Finding]:
    field, unit, code = kind
    limit: int | None = getattr(place, field)
    if limit is None and field not in place.unknown:
        return
    changes: dict[Minute, int] = {}
    for standing in standings:
        amount = standing.change * each(standing, unit)
        changes[standing.at] = changes.get(standing.at, 0) + amount
    if not any(changes.values()):
        return
    if field in place.unknown:
        yield doubt("R7", place, field, Spot("", place.name, min(changes)))
    if limit is None or field in place.unknown:
        return
    stands, since, worst = 0, None, 0
    for at in sorted(changes):
        stands += changes[at]
        if stands > limit:
            since, worst = (at if since is None else since), max(worst, stands - limit)
        elif since is not None:
            yield _overfull(place, code, since, (worst, unit))
            since, worst = None, 0
    if since is not None:
        yield _overfull(place, code, since, (worst, unit))


def each(standing: Standing, unit: str) -> int:
    """Kg or passengers of one of its pieces."""
    pieces = standing.carried.pieces
    total = standing.carried.kg if unit == "kg" else standing.carried.pax
    return total // pieces if pieces else 0


def _overfull(place: Place, code: str, since: Minute, excess: tuple[int, str]) -> Breach:
    amount, unit = excess
    return Breach(
        "R7", code, place.name, since, amount, unit,
        text=f"{amount} {unit} more stand at {place.name} between legs than it can hold",
    )  # fmt: skip

"""R12 limits of consent: what moves under a permission stays within what it allows, in total.

A load counts once for each (permission, actor, territory) it moves under, however many legs it takes
there: of a line, at most the pieces the movement has. Source: `docs/explanation/planning-rules.md`, R12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from coalition.judging.docket import Carried, Docket, Leg, LoadKey, Visit
from coalition.judging.hearing import Heard
from coalition.judging.reliance import Finding, Reliance
from coalition.judging.verdict import Breach
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.identity import MovementId, NationId, ProvisionId
from coalition.model.law import Limits

Account = tuple[ProvisionId, NationId, NationId]
"""Permission, actor, territory."""


def find_consents(docket: Docket, hearing: tuple[Heard, ...]) -> Iterator[Finding]:
    """R12: sums per permission, actor and territory, and how long what came stays."""
    used: dict[Account, _Used] = {}
    for heard in hearing:
        window = heard.window
        if window is not None and window.permission is not None and window.limits.any:
            account = (window.permission, heard.question.actor, heard.question.territory)
            used.setdefault(account, _Used()).add(heard, window.limits)
    bounded = any(one.stay_days is not None for one in used.values())
    stays = _Stays(docket) if bounded else None
    for account in sorted(used):
        yield from _over(account, used[account])
        if stays is not None and used[account].stay_days is not None:
            yield from stays.find(account, used[account])


@dataclass(slots=True)
class _Used:
    """What moves under one permission for one actor and territory, each time with the limits that held."""

    heard: list[tuple[Heard, Limits]] = field(default_factory=list)

    def add(self, heard: Heard, limits: Limits) -> None:
        """One more question opened by the permission."""
        self.heard.append((heard, limits))

    @property
    def movements(self) -> list[MovementId]:
        """The movements that come under it in their own right, not as what another carries."""
        own = (heard for heard, _ in self.heard if not heard.of_carrier)
        return sorted({carried.movement.id for heard in own for carried in heard.loads})

    @property
    def stay_days(self) -> int | None:
        """The shortest stay allowed."""
        return min((li.stay_days for _, li in self.heard if li.stay_days is not None), default=None)

    def capped(self, unit: str) -> dict[int, list[Heard]]:
        """By each limit on pax or kg: what moves under that limit or a smaller one."""
        by_limit: list[tuple[int, Heard]] = []
        for heard, limits in self.heard:
            limit = limits.pax if unit == "pax" else limits.mass_kg
            if limit is not None:
                by_limit.append((limit, heard))
        return {
            limit: [heard for own, heard in by_limit if own <= limit]
            for limit in sorted({limit for limit, _ in by_limit})
        }


def _over(account: Account, used: _Used) -> Iterator[Breach]:
    permission, actor, territory = account
    for unit in ("pax", "kg"):
        for limit, heard in used.capped(unit).items():
            total, passed = _sum(heard, unit, limit)
            if passed is not None:
                yield Breach(
                    "R12", f"consent-exceeded-{unit}", passed.leg.where, passed.begins,
                    total - limit, unit, permission,
                    f"{total} {unit} of {actor} move in or with {territory} under {permission}, "
                    f"which allows {limit} {unit}",
                )  # fmt: skip


def _sum(moved: list[Heard], unit: str, limit: int) -> tuple[int, Heard | None]:
    """The total under the permission, and the first leg (in order of time) that brings it past the limit."""
    pieces: dict[LoadKey, int] = {}
    total, passed = 0, None
    for heard in sorted(moved, key=lambda h: (h.begins, h.leg.where)):
        for carried in heard.loads:
            before = pieces.get(carried.key, 0)
            now = min(before + carried.pieces, max(0, carried.line.pieces))
            pieces[carried.key] = max(before, now)
            more = Carried(carried.movement, carried.line, max(0, now - before))
            total += more.pax if unit == "pax" else more.kg
        if passed is None and total > limit:
            passed = heard
    return total, passed


class _Stays:
    """How long each movement stays on each nation's soil, as far as the plan shows."""

    def __init__(self, docket: Docket) -> None:
        self._end = docket.book.crisis.horizon_end
        self._legs: dict[MovementId, list[Leg]] = {}
        for leg in sorted(docket.legs, key=lambda leg: (leg.depart, leg.where)):
            for movement in {carried.movement.id for carried in leg.aboard}:
                self._legs.setdefault(movement, []).append(leg)

    def find(self, account: Account, used: _Used) -> Iterator[Finding]:
        """A breach for a stay that the plan ends too late, a doubt for one that it does not end."""
        permission, actor, territory = account
        days = used.stay_days or 0
        for movement in used.movements:
            stay = self._stay(movement, territory)
            if stay is None:
                continue
            over = (
                (self._end if stay.left is None else stay.left) - stay.came - days * MINUTES_PER_DAY
            )
            text = f"{movement} stays in {territory} longer than {days} days"
            if over > 0 and stay.left is not None:
                yield Breach(
                    "R12", "overstays", stay.where, stay.left, over, "min", permission, text
                )
            elif over > 0:
                fact = f"renewal of {permission} for {actor} in {territory}"
                ends = Minute(stay.came + days * MINUTES_PER_DAY)
                yield Reliance(
                    "R12", "renewal-needed", fact, stay.where, stay.trip, ends, permission, text
                )

    def _stay(self, movement: MovementId, soil: NationId) -> _Stay | None:
        came: Leg | None = None
        inside, left = 0, None
        for leg in self._legs.get(movement, ()):
            pieces = sum(c.pieces for c in leg.aboard if c.movement.id == movement)
            from_soil, to_soil = _on(leg.start, soil), _on(leg.end, soil)
            if to_soil and not from_soil:
                inside += pieces
                came = leg if came is None or leg.arrive < came.arrive else came
            if from_soil and not to_soil and came is not None:
                inside -= pieces
                left = leg.depart if left is None else max(left, leg.depart)
        if came is None:
            return None
        return _Stay(came.arrive, None if inside > 0 else left, came.end.where, came.trip)


@dataclass(frozen=True, slots=True)
class _Stay:
    """First arrival on a soil and last departure from it; None when some of it stays."""

    came: Minute
    left: Minute | None
    where: str
    trip: str


def _on(visit: Visit, soil: NationId) -> bool:
    return visit.place is not None and visit.place.nation == soil

"""R12 limits of consent: what moves under a permission stays within what it allows, in total.

A load counts once for each (permission, actor, territory) it moves under, however many legs it takes
there: of a line, at most the pieces the movement has. Source: `docs/explanation/planning-rules.md`, R12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from coalition.judge.docket import Carried, Docket, Leg, LoadKey
from coalition.judge.hearing import Heard
from coalition.judge.reliance import Finding, Reliance
from coalition.judge.verdict import Breach
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
            used.setdefault(account, _Used(window.limits, heard)).add(heard)
    stays = _Stays(docket) if any(u.limits.stay_days is not None for u in used.values()) else None
    for account in sorted(used):
        yield from _over(account, used[account])
        if stays is not None and used[account].limits.stay_days is not None:
            yield from stays.find(account, used[account])


@dataclass(slots=True)
class _Used:
    """What has moved under one permission for one actor and territory."""

    limits: Limits
    first: Heard
    pieces: dict[LoadKey, int] = field(default_factory=dict)
    loads: dict[LoadKey, Carried] = field(default_factory=dict)

    def add(self, heard: Heard) -> None:
        if heard.begins < self.first.begins:
            self.first = heard
        for carried in heard.loads:
            total = self.pieces.get(carried.key, 0) + carried.pieces
            self.pieces[carried.key] = min(total, max(0, carried.line.pieces))
            self.loads[carried.key] = carried

    def total(self, unit: str) -> int:
        return sum(
            Carried(load.movement, load.line, self.pieces[key]).pax
            if unit == "pax"
            else Carried(load.movement, load.line, self.pieces[key]).kg
            for key, load in self.loads.items()
        )


def _over(account: Account, used: _Used) -> Iterator[Breach]:
    permission, actor, territory = account
    limits = (("pax", used.limits.pax), ("kg", used.limits.mass_kg))
    for unit, limit in limits:
        total = used.total(unit)
        if limit is not None and total > limit:
            yield Breach(
                "R12", f"consent-exceeded-{unit}", used.first.leg.where, used.first.begins,
                total - limit, unit, permission,
                f"{total} {unit} of {actor} move in or with {territory} under {permission}, "
                f"which allows {limit} {unit}",
            )  # fmt: skip


class _Stays:
    """How long each movement stays on each nation's soil, as far as the plan shows."""

    def __init__(self, docket: Docket) -> None:
        self._docket = docket
        self._legs: dict[MovementId, list[Leg]] = {}
        for leg in docket.legs:
            for movement in {carried.movement.id for carried in leg.aboard}:
                self._legs.setdefault(movement, []).append(leg)

    def find(self, account: Account, used: _Used) -> Iterator[Finding]:
        """A breach for a stay that the plan ends too late, a doubt for one that it does not end."""
        permission, actor, territory = account
        allowed = (used.limits.stay_days or 0) * MINUTES_PER_DAY
        for movement in sorted({key[0] for key in used.loads}):
            came, left, where = self._stay(movement, territory)
            end = self._docket.book.crisis.horizon_end if left is None else left
            if came is None or end - came <= allowed:
                continue
            over = end - came - allowed
            text = f"{movement} stays in {territory} longer than {used.limits.stay_days} days"
            if left is not None:
                yield Breach("R12", "overstays", where, left, over, "min", permission, text)
            else:
                fact = f"renewal of {permission} for {actor} in {territory}"
                yield Reliance(
                    "R12", "renewal-needed", fact, where, where.partition(" at ")[0],
                    Minute(came + allowed), permission, text,
                )  # fmt: skip

    def _stay(
        self, movement: MovementId, soil: NationId
    ) -> tuple[Minute | None, Minute | None, str]:
        """First arrival on the soil, last departure from it (None: some of it stays), and where."""
        came: Minute | None = None
        where = ""
        inside, gone = 0, None
        legs = sorted(self._legs.get(movement, ()), key=lambda leg: (leg.depart, leg.where))
        for leg in legs:
            pieces = sum(c.pieces for c in leg.aboard if c.movement.id == movement)
            begin, end = (v.place.nation if v.place else None for v in (leg.start, leg.end))
            if end == soil and begin != soil:
                inside += pieces
                if came is None or leg.arrive < came:
                    came, where = leg.arrive, leg.end.where
            if begin == soil and end != soil and came is not None:
                inside -= pieces
                gone = leg.depart if gone is None else max(gone, leg.depart)
        return came, gone if inside <= 0 else None, where

"""Setting a need against a limit, either of which may be unstated: over, within, or a doubt.

None means *needs nothing* or *limits nothing* unless the field is among the holder's `unknown`
(`docs/explanation/planning-rules.md`, Unknowns).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coalition.judging.reliance import Finding, Reliance
from coalition.judging.verdict import Breach
from coalition.measure.instants import Minute
from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.places import Place
from coalition.model.ways import Way

_WORDS = {
    "runway_m": "runway length", "draught_cm": "draught", "gauges_mm": "gauge", "mlc": "load class",
    "height_cm": "height", "height_cm_max": "largest height", "width_cm": "width",
    "width_cm_max": "largest width", "piece_kg": "piece mass", "piece_kg_max": "largest piece mass",
    "piece_dm2": "piece area", "payload_kg": "payload", "deck_dm2": "deck area", "seats": "seats",
    "mog": "working MOG", "berths": "berths", "tracks": "tracks", "docks": "docks",
    "kg_per_hour": "cargo handling rate", "pax_per_hour": "passenger handling rate",
    "storage_kg": "cargo storage", "storage_pax": "passenger holding", "paved": "pavement",
    "range_m": "range", "speed_m_per_hour": "speed", "gauge_mm": "gauge",
    "carriers_per_day": "carriers a day", "ntm_minutes": "notice to move",
    "opens_minute": "opening hour", "closes_minute": "closing hour",
    "load_minutes": "loading time", "unload_minutes": "unloading time", "duty_minutes": "duty hours",
    "needs_paved": "need of pavement", "length_m": "length",
}  # fmt: skip

Holder = Place | Fleet | Way | CargoLine


@dataclass(frozen=True, slots=True)
class Spot:
    """Where and when in the plan something is looked at."""

    trip: str
    where: str
    at: Minute


@dataclass(frozen=True, slots=True)
class Fit:
    """A need of one holder that must not pass a limit of another; both are field names."""

    rule: str
    code: str
    needer: Holder
    need: str
    limiter: Holder
    limit: str
    unit: str


def check_fit(fit: Fit, spot: Spot) -> Iterator[Finding]:
    """A breach when the need is above the limit; doubts when one of them is unknown."""
    need, limit = getattr(fit.needer, fit.need), getattr(fit.limiter, fit.limit)
    need_unknown = fit.need in fit.needer.unknown
    limit_unknown = fit.limit in fit.limiter.unknown
    if (need is None and not need_unknown) or (limit is None and not limit_unknown):
        return
    if need_unknown:
        yield doubt(fit.rule, fit.needer, fit.need, spot)
    if limit_unknown:
        yield doubt(fit.rule, fit.limiter, fit.limit, spot)
    if not need_unknown and not limit_unknown and need > limit:
        yield Breach(
            fit.rule, fit.code, spot.where, spot.at, need - limit, fit.unit,
            text=f"{_WORDS[fit.need]} {need} {fit.unit} of {name_of(fit.needer)} is above"
            f" {_WORDS[fit.limit]} {limit} {fit.unit} of {name_of(fit.limiter)}",
        )  # fmt: skip


def doubt(rule: str, holder: Holder, field: str, spot: Spot, note: str = "") -> Reliance:
    """A doubt that names an unknown fact of a place, fleet, way or cargo line."""
    fact = f"{_WORDS.get(field, field)} of {name_of(holder)}"
    text = f"{fact} is not stated" + (f"; {note}" if note else "")
    return Reliance(
        rule, f"unknown-{_dashed(field)}", fact, spot.where, spot.trip, spot.at, text=text
    )


def name_of(holder: Holder) -> str:
    """What a person calls a place, fleet, way (either direction) or cargo line."""
    if isinstance(holder, Way):
        ends = sorted((holder.key.origin, holder.key.destination))
        return f"the {holder.key.mode} way {'-'.join(ends)}"
    if isinstance(holder, CargoLine):
        return f"cargo line {holder.id}"
    return f"{holder.name}"


def _dashed(field: str) -> str:
    return "-".join(part for part in field.split("_") if part not in {"m", "kg", "cm", "mm", "dm2"})

"""R5 carrier duty: availability, speed, range, work at stops, and rest over runs of legs.

Source: `docs/explanation/planning-rules.md`, R5 and *Load/unload time of a stop*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from coalition.judging.docket import Carried, Docket, Leg, Run, Visit, weigh
from coalition.judging.limits import Fit, Spot, check_fit, doubt
from coalition.judging.reliance import Finding
from coalition.judging.verdict import Breach
from coalition.measure.instants import MINUTES_PER_DAY, MINUTES_PER_HOUR
from coalition.model.forces import Fleet
from coalition.model.places import Place
from coalition.model.ways import Way


def find_duty(docket: Docket) -> Iterator[Finding]:
    """R5 for every visit, leg and run of legs."""
    yield from find_work(docket)
    yield from find_rest(docket)


def find_work(docket: Docket) -> Iterator[Finding]:
    """R5 for every visit and leg by itself."""
    for run in docket.runs:
        if run.fleet is None:
            continue
        for visit in run.visits:
            yield from _availability(visit, run.fleet)
            yield from _work(visit, run.fleet)
        for leg in run.legs:
            yield from _moving(leg, run.fleet)


def find_rest(docket: Docket) -> Iterator[Finding]:
    """R5 for every run of legs of a carrier."""
    for _, group in groupby(docket.runs, key=lambda run: run.carrier):
        yield from _rest(list(group))


def work_minutes(visit: Visit, fleet: Fleet) -> int:
    """The least minutes the work of a visit takes: handling by the carrier and by the place's rates."""
    carrier = (fleet.unload_minutes if visit.off else 0) + (fleet.load_minutes if visit.on else 0)
    if visit.place is None:
        return carrier
    pax, kg, _ = weigh((*visit.off, *visit.on))
    at_rate = _at_rate(kg, visit.place.kg_per_hour), _at_rate(pax, visit.place.pax_per_hour)
    return max(carrier, *at_rate)


def _at_rate(amount: int, per_hour: int | None) -> int:
    return -(-amount * MINUTES_PER_HOUR // per_hour) if amount and per_hour else 0


def _availability(visit: Visit, fleet: Fleet) -> Iterator[Breach]:
    stop, available = visit.stop, fleet.available
    if available.covers(stop.arrive, stop.depart):
        return
    over = max(available.opens - stop.arrive, stop.depart - available.closes)
    yield Breach(
        "R5", "carrier-not-available", visit.where, stop.arrive, over, "min",
        text=f"{fleet.name} is not at the coalition's disposal for the whole stop",
    )  # fmt: skip


def _work(visit: Visit, fleet: Fleet) -> Iterator[Finding]:
    if not visit.works:
        return
    needed, taken = work_minutes(visit, fleet), visit.stop.depart - visit.stop.arrive
    if taken < needed:
        yield Breach(
            "R5", "stop-too-short", visit.where, visit.stop.arrive, needed - taken, "min",
            text=f"the work takes {needed} min, the stop lasts {taken} min",
        )  # fmt: skip
    if fleet.unknown or (visit.place is not None and visit.place.unknown):
        spot = Spot(visit.trip, visit.where, visit.stop.arrive)
        yield from _handling_doubts(visit, fleet, spot)


def _handling_doubts(visit: Visit, fleet: Fleet, spot: Spot) -> Iterator[Finding]:
    if visit.off and "unload_minutes" in fleet.unknown:
        yield doubt("R5", fleet, "unload_minutes", spot)
    if visit.on and "load_minutes" in fleet.unknown:
        yield doubt("R5", fleet, "load_minutes", spot)
    if visit.place is not None:
        yield from _rate_doubts((*visit.off, *visit.on), visit.place, spot)


def _rate_doubts(moved: tuple[Carried, ...], place: Place, spot: Spot) -> Iterator[Finding]:
    if "kg_per_hour" in place.unknown and any(carried.kg for carried in moved):
        yield doubt("R5", place, "kg_per_hour", spot)
    if "pax_per_hour" in place.unknown and any(carried.pax for carried in moved):
        yield doubt("R5", place, "pax_per_hour", spot)


def _moving(leg: Leg, fleet: Fleet) -> Iterator[Finding]:
    if leg.way is None or _moves_well(leg, leg.way, fleet):
        return
    spot = Spot(leg.trip, leg.where, leg.depart)
    if "speed_m_per_hour" in fleet.unknown:
        yield doubt("R5", fleet, "speed_m_per_hour", spot)
    elif leg.minutes is not None and leg.arrive - leg.depart < leg.minutes:
        yield Breach(
            "R5", "too-fast", leg.where, leg.depart, leg.minutes - (leg.arrive - leg.depart), "min",
            text=f"{leg.way.length_m} m take {fleet.name} {leg.minutes} min",
        )  # fmt: skip
    yield from check_fit(
        Fit("R5", "beyond-range", leg.way, "length_m", fleet, "range_m", "m"), spot
    )


def _moves_well(leg: Leg, way: Way, fleet: Fleet) -> bool:
    """Whether there is surely nothing to say of the speed and length of the leg."""
    if fleet.unknown or way.unknown:
        return False
    slow_enough = leg.minutes is None or leg.arrive - leg.depart >= leg.minutes
    return slow_enough and (fleet.range_m is None or way.length_m <= fleet.range_m)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A leg with its moving minutes and those of all the carrier's legs before it."""

    leg: Leg
    before: int
    minutes: int


def _rest(runs: list[Run]) -> Iterator[Finding]:
    fleet = runs[0].fleet
    if fleet is None:
        return
    legs = [leg for run in runs for leg in run.legs]
    if legs and "duty_minutes" in fleet.unknown:
        yield doubt("R5", fleet, "duty_minutes", Spot(legs[0].trip, legs[0].where, legs[0].depart))
    elif 0 < fleet.duty_minutes < MINUTES_PER_DAY:
        yield from _overworked(_stretches(legs), fleet)


def _stretches(legs: list[Leg]) -> list[_Stretch]:
    stretches, total = [], 0
    for leg in legs:
        minutes = leg.minutes or 0
        stretches.append(_Stretch(leg, total, minutes))
        total += minutes
    return stretches


def _overworked(stretches: list[_Stretch], fleet: Fleet) -> Iterator[Breach]:
    """Runs of legs i..j with too little rest; of those that end alike, the shortest.

    With duty d and moving minutes M the rule asks for M + ((M-1)//d)(1440-d) minutes, which is at most
    1440 M/d: a run that takes that long needs no closer look. `slack` is d times elapsed minus 1440 times
    moving, measured from a fixed origin, so that the least slack of all later ends settles most starts.
    """
    duty = fleet.duty_minutes
    slack = [duty * s.leg.arrive - MINUTES_PER_DAY * (s.before + s.minutes) for s in stretches]
    least = list(slack)
    for i in range(len(least) - 2, -1, -1):
        least[i] = min(least[i], least[i + 1])
    worst: dict[int, tuple[int, int]] = {}
    for i, first in enumerate(stretches):
        begin = duty * first.leg.depart - MINUTES_PER_DAY * first.before
        for j in range(i, len(stretches)):
            if least[j] >= begin:
                break
            if slack[j] < begin and (short := _short_of_rest(first, stretches[j], duty)) > 0:
                worst[j] = (i, short)
                break
    for j, (i, short) in sorted(worst.items()):
        yield _tired(stretches[i], stretches[j], short, fleet)


def _short_of_rest(first: _Stretch, last: _Stretch, duty: int) -> int:
    """Minutes of rest the run lacks; a run within one day's duty needs none (its legs may be too fast)."""
    moving = last.before + last.minutes - first.before
    rests = (moving - 1) // duty
    if moving <= 0 or rests == 0:
        return 0
    needed = moving + rests * (MINUTES_PER_DAY - duty)
    return needed - (last.leg.arrive - first.leg.depart)


def _tired(first: _Stretch, last: _Stretch, short: int, fleet: Fleet) -> Breach:
    moving = last.before + last.minutes - first.before
    return Breach(
        "R5", "too-little-rest", last.leg.where, first.leg.depart, short, "min",
        text=f"{moving} moving minutes since {first.leg.where}; {fleet.name} moves at most "
        f"{fleet.duty_minutes} min a day",
    )  # fmt: skip

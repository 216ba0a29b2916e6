"""One replication as a readable timeline: what went otherwise, what people did, what came of it.

Told in the order of time. What held somebody for less than `LEAST_MINUTES` is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from coalition.measure.instants import Minute, write_instant, write_span
from coalition.model.plan import PPM
from coalition.rehearsal.engine.leaving import Why
from coalition.rehearsal.engine.state import UNBLAMED, Play
from coalition.rehearsal.script.instants import LONG_AGO, NEVER
from coalition.rehearsal.telling.outcome import Outcome
from coalition.rehearsal.world.strikes import Register

LEAST_MINUTES = 60


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened, `at` minutes after C-day. `kind` is one word a reader may filter by."""

    at: int
    kind: str
    who: str
    text: str


def story_of(play: Play, register: Register, outcome: Outcome) -> tuple[Event, ...]:
    """The timeline of a play of one row."""
    teller = _Teller(play, register, outcome)
    tellers = (
        teller.consents, teller.sources, teller.places, teller.departures, teller.breakdowns,
        teller.visits, teller.swaps, teller.losses, teller.demand, teller.closures,
    )  # fmt: skip
    return tuple(sorted({event for tell in tellers for event in tell()}))


class _Teller:
    """Tells each kind of thing."""

    def __init__(self, play: Play, register: Register, outcome: Outcome) -> None:
        self._play, self._register, self._outcome = play, register, outcome
        self._script, self._world, self._record = play.script, play.world, play.record

    def consents(self) -> Iterator[Event]:
        """Locks that open later than the plan estimated, or never."""
        consents, laws = self._world.consents, self._script.laws
        for lock in np.nonzero(consents.blame[0] > UNBLAMED)[0].tolist():
            planned = min((one.opens for one in laws.locks[lock]), default=NEVER)
            opens = int(consents.opens[0, lock].min())
            why = self._blamed(consents.blame[0, lock])
            closes = int(consents.closes[0, lock].max())
            if opens >= NEVER:
                yield Event(
                    max(0, planned), "consent", laws.words[lock], f"is never permitted ({why})"
                )
            elif closes < max(one.closes for one in laws.locks[lock]):
                yield Event(
                    max(0, closes), "consent", laws.words[lock], f"is permitted no longer ({why})"
                )
            elif opens - planned >= LEAST_MINUTES:
                text = f"is permitted {write_span(opens - planned)} later than estimated ({why})"
                yield Event(max(0, opens), "consent", laws.words[lock], text)

    def sources(self) -> Iterator[Event]:
        """Units and stocks that are late or taken back, fleets that are late."""
        sources, moved = self._world.sources, self._script.movements
        for number in np.nonzero(sources.ready_blame[0] > UNBLAMED)[0].tolist():
            late = int(sources.ready[0, number]) - int(moved.ready[number])
            text = (
                f"is ready {write_span(late)} late ({self._blamed(sources.ready_blame[0, number])})"
            )
            yield Event(int(moved.ready[number]), "readiness", self._source(number), text)
        for number in np.nonzero(sources.gone_blame[0] > UNBLAMED)[0].tolist():
            why = self._blamed(sources.gone_blame[0, number])
            at = int(sources.gone[0, number])
            yield Event(at, "withdrawal", self._source(number), f"is taken back ({why})")
        carriers = self._world.carriers
        for chain in np.nonzero(carriers.opens_blame[0] > UNBLAMED)[0].tolist():
            until = self._instant(int(carriers.opens[0, chain]))
            why = self._blamed(carriers.opens_blame[0, chain])
            name = self._script.chains.names[chain]
            yield Event(0, "lift", name, f"is not there before {until} ({why})")

    def places(self) -> Iterator[Event]:
        """Places and skies that were shut, as far as they held anybody; the lost ones in any case."""
        for closings in (self._world.places, self._world.skies):
            for thing, column in np.argwhere(closings.blame[0] > UNBLAMED).tolist():
                strike = self._register.strikes[closings.blame[0, thing, column]]
                begins = int(closings.begins[0, thing, column])
                if begins >= NEVER or strike.chance.every is not None:
                    continue
                ends = int(closings.ends[0, thing, column])
                until = "for good" if ends >= NEVER else f"until {self._instant(ends)}"
                yield Event(
                    begins, "closure", strike.subject.title, f"is shut {until} ({strike.chance.id})"
                )

    def departures(self) -> Iterator[Event]:
        """Legs that waited, or went another way."""
        legs, record = self._script.legs, self._record
        for leg in np.nonzero(record.leg_why > Why.PLAN)[0].tolist():
            left = int(record.depart[leg])
            waited = left - int(self._free_before(leg))
            if left >= NEVER or waited < LEAST_MINUTES:
                continue
            place = self._script.spots.titles[legs.origin[leg]]
            what = _HELD[Why(int(record.leg_why[leg]))]
            why = self._because(record.leg_blame[leg])
            text = f"waits {write_span(waited)} at {place} for {what}{why}"
            yield Event(left, "waiting", self._carrier(int(legs.chain[leg])), text)
        for leg in np.nonzero(record.detour >= 0)[0].tolist():
            words = self._script.detours.words[record.detour[leg]]
            text = f"goes another way: {words}"
            yield Event(
                int(record.depart[leg]), "detour", self._carrier(int(legs.chain[leg])), text
            )

    def breakdowns(self) -> Iterator[Event]:
        """Carriers that broke down under way."""
        legs, record = self._script.legs, self._record
        for leg in np.nonzero(record.travel_blame > UNBLAMED)[0].tolist():
            left, came = int(record.depart[leg]), int(record.arrive[leg])
            ends = (self._script.spots.titles[one[leg]] for one in (legs.origin, legs.destination))
            lost = came - left - int(legs.need[leg, 0])
            how = "breaks down for good" if came >= NEVER else f"breaks down for {write_span(lost)}"
            if came >= NEVER or lost >= LEAST_MINUTES:
                text = f"{how} between {' and '.join(ends)}"
                yield Event(left, "breakdown", self._carrier(int(legs.chain[leg])), text)

    def visits(self) -> Iterator[Event]:
        """Working places that were not free, and shut places that were waited before."""
        visits, record = self._script.visits, self._record
        for visit in np.nonzero(record.begin < NEVER)[0].tolist():
            begin = int(record.begin[visit])
            ready = max(int(record.came[visit]), int(self._play.state.released[visit]))
            ready = max(ready, int(self._play.given.earliest[visit]))
            place = self._script.spots.titles[visits.place[visit]]
            desk = int(record.desk_free[visit])
            who = self._carrier(int(visits.chain[visit]))
            if desk > ready and desk - ready >= LEAST_MINUTES:
                other = self._carrier(int(visits.chain[record.desk_of[visit]]))
                text = f"waits {write_span(desk - ready)} for a working place at {place}, held by {other}"
                yield Event(desk, "waiting", who, text)
            ready = max(ready, desk)
            blame = int(record.place_blame[visit])
            if begin - ready >= LEAST_MINUTES and blame > UNBLAMED:
                text = f"waits {write_span(begin - ready)} before {place}{self._because(blame)}"
                yield Event(begin, "waiting", who, text)

    def swaps(self) -> Iterator[Event]:
        """Carriers that helped each other out."""
        for _, at, visit, failed, helper in self._record.swaps:
            place = self._script.spots.titles[self._script.visits.place[visit]]
            text = f"takes over from {self._carrier(failed)} on its way to {place}"
            yield Event(at, "help", self._carrier(helper), text)

    def losses(self) -> Iterator[Event]:
        """Visits that never were, and freight left behind."""
        visits, freight, state = self._script.visits, self._script.freight, self._play.state
        for visit in np.nonzero((self._record.begin >= NEVER) & visits.works)[0].tolist():
            place = self._script.spots.titles[visits.place[visit]]
            text = f"never comes to {place}"
            at = int(visits.arrive[visit])
            yield Event(at, "lost", self._carrier(int(visits.chain[visit])), text)
        for carriage in np.nonzero(state.share < PPM)[0].tolist():
            movement = self._script.movements.names[freight.movement[carriage]]
            pieces = int(freight.pieces[carriage])
            at = int(visits.arrive[freight.taken[carriage]])
            why = self._because(state.share_blame[carriage])
            text = f"{freight.line[carriage]}, {pieces} pieces, stays behind{why}"
            yield Event(at, "lost", movement, text)

    def demand(self) -> Iterator[Event]:
        """Loads that have outgrown the trips that were to take them."""
        grows, moved = self._world.work.grows[0], self._script.movements
        for movement, goal in enumerate(moved.requirement.tolist()):
            if grows[goal] > moved.spare_ppm[movement]:
                text = f"is {100 * grows[goal] / PPM:.0f} % larger than planned, more than its trips can take"
                yield Event(int(moved.ready[movement]), "demand", moved.names[movement], text)

    def closures(self) -> Iterator[Event]:
        """Requirements that close late, or never."""
        goals = self._script.goals
        for goal, closed in enumerate(self._outcome.closure[0].tolist()):
            rdd = int(goals.rdd[goal])
            if closed >= NEVER:
                planned = int(goals.planned[goal])
                text = "never closes" + ("" if planned < NEVER else ", nor does it in the plan")
                yield Event(rdd, "never", goals.names[goal], text)
            elif closed > rdd:
                text = f"closes {write_span(closed - rdd)} after RDD"
                yield Event(closed, "late", goals.names[goal], text)

    def _free_before(self, leg: int) -> int:
        """When the carrier could have left on the leg but for what held it."""
        visits = self._script.visits
        visit = int(np.nonzero(visits.leg == leg)[0][0])
        before = int(visits.before[visit])
        planned = int(self._script.legs.depart[leg])
        free = LONG_AGO if before < 0 else int(self._record.end[before])
        return max(planned, free) if free < NEVER else planned

    def _blamed(self, strike: int) -> str:
        one = self._register.strikes[strike]
        return f"{one.chance.id}: {one.subject.title}" + (f", {one.factor}" if one.factor else "")

    def _because(self, strike: int) -> str:
        return f" ({self._blamed(strike)})" if strike > UNBLAMED else ""

    def _source(self, movement: int) -> str:
        moved = self._script.movements
        return moved.sources[movement] or moved.names[movement]

    def _carrier(self, chain: int) -> str:
        return self._script.chains.names[chain]

    def _instant(self, at: int) -> str:
        return write_instant(Minute(self._script.origin + at))


_HELD = {
    Why.PLACE: "a shut place",
    Why.LAW: "leave",
    Why.SKY: "a shut way",
    Why.DAILY: "a day with room on the way",
}
"""What a departure waits for, in words."""

"""A whole plan under construction: requirements placed in some order, its score, and the plan it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

from coalition.measure.instants import MINUTES_PER_HOUR
from coalition.model.book import Book
from coalition.model.identity import MovementId, PlaceId, RequirementId
from coalition.model.plan import PPM, Assignment, Movement, Score, Trip, movement_of
from coalition.model.requirements import Kind, Requirement
from coalition.planning.dispatch.consignments import Consignment, prepare
from coalition.planning.dispatch.dispatcher import Dispatcher
from coalition.planning.dispatch.legs import hold
from coalition.planning.dispatch.routes import Routes
from coalition.planning.fit import kg_equivalent
from coalition.planning.progress import Listener, Progress, ignore
from coalition.planning.schedule.schedule import Schedule
from coalition.planning.schedule.voyage import Voyage
from coalition.planning.writing import write_trips


class Draft:
    """Requirements and their movements over one schedule."""

    def __init__(
        self, book: Book, schedule: Schedule, routes: Routes, assignments: Iterable[Assignment]
    ) -> None:
        self.book, self.schedule = book, schedule
        self.dispatcher = Dispatcher(book, schedule, routes)
        self.assignments = tuple(assignments)
        self._serving: dict[RequirementId, list[Consignment]] = {r: [] for r in book.requirements}
        for assignment in self.assignments:
            movement = movement_of(book, assignment)
            self._serving[movement.requirement].append(prepare(schedule.paths.terrain, movement))

    def build(self, order: Iterable[RequirementId], tell: Listener = ignore) -> None:
        """Place every requirement, in the order given but none before those it comes after."""
        whole = len(self.book.requirements)
        for placed, requirement in enumerate(self._in_turn(list(order)), start=1):
            self.place(requirement)
            tell(Progress("scheduling", placed, whole))

    def _in_turn(self, order: list[RequirementId]) -> Iterator[RequirementId]:
        """The order, each as soon as all it comes after are out; a circle never comes out."""
        rank = {requirement: n for n, requirement in enumerate(order)}
        missing = {r: len(self._awaited(r) & rank.keys()) for r in order}
        awaiting: dict[RequirementId, list[RequirementId]] = {r: [] for r in order}
        for requirement in order:
            for earlier in self._awaited(requirement) & rank.keys():
                awaiting[earlier].append(requirement)
        ready = [rank[r] for r in order if not missing[r]]
        heapify(ready)
        while ready:
            first = order[heappop(ready)]
            yield first
            for later in awaiting[first]:
                missing[later] -= 1
                if not missing[later]:
                    heappush(ready, rank[later])

    def _awaited(self, requirement: RequirementId) -> set[RequirementId]:
        after = self.book.requirements[requirement].after
        return {earlier for earlier in after if earlier in self.book.requirements}

    def place(self, requirement_id: RequirementId) -> None:
        """Place all movements of a requirement; none when what it comes after never closes."""
        requirement = self.book.requirements[requirement_id]
        closings = [self.closed_at(earlier) for earlier in sorted(self._awaited(requirement_id))]
        known = [at for at in closings if at is not None]
        if len(known) < len(closings):
            return
        gates: dict[PlaceId, int] = {requirement.destination: max(known)} if known else {}
        for consignment in self._serving[requirement_id]:
            if not consignment.stays:
                self.dispatcher.place(consignment, gates)
        if known:
            self._hold_earlier(requirement)

    def _hold_earlier(self, requirement: Requirement) -> None:
        """Let nothing make those it comes after close later than it is set down."""
        finals = [voyage for c in self._serving[requirement.id] for voyage in self._finals(c)]
        for set_down in (voyage.run.times[-1][0] for voyage in finals):
            for earlier in self._awaited(requirement.id):
                for consignment in self._serving[earlier]:
                    for voyage in self._finals(consignment):
                        hold(self.schedule, voyage, set_down)

    def _finals(self, consignment: Consignment) -> list[Voyage]:
        placement = self.dispatcher.placed.get(consignment.movement.id)
        return placement.final if placement else []

    def closed_at(self, requirement_id: RequirementId) -> int | None:
        """When the requirement closes; None when it does not."""
        requirement = self.book.requirements[requirement_id]
        serving = self._kept(requirement)
        ends = [self._end(consignment) for consignment in serving]
        known = [end for end in ends if end is not None]
        if not known or len(known) < len(ends):
            return None
        if requirement.kind is Kind.CAPABILITY and self._covers(serving) < requirement.amount:
            return None
        return max(known)

    def _kept(self, requirement: Requirement) -> list[Consignment]:
        """Its consignments; of a capability's, those that arrive."""
        serving = self._serving[requirement.id]
        if requirement.kind is Kind.MOVEMENT:
            return serving
        return [consignment for consignment in serving if self._end(consignment) is not None]

    def _end(self, consignment: Consignment) -> int | None:
        if consignment.stays:
            return consignment.movement.ready
        placement = self.dispatcher.placed.get(consignment.movement.id)
        if placement is None or self._missing(consignment):
            return None
        return placement.end

    def _missing(self, consignment: Consignment) -> int:
        placement = self.dispatcher.placed.get(consignment.movement.id)
        there = placement.delivered if placement else {}
        movement = consignment.movement
        return sum(
            (line.pieces - there.get((movement.id, line.id), 0)) * kg_equivalent(line)
            for group in consignment.groups for line in group.lines
        )  # fmt: skip

    @staticmethod
    def _covers(serving: list[Consignment]) -> int:
        return sum(consignment.movement.covers for consignment in serving)

    def score(self) -> Score:
        """What the plan is worth by the rules of `docs/explanation/planning-rules.md`."""
        undelivered = lateness = 0
        for requirement in self.book.requirements.values():
            late, missing, whole = self.worth(requirement)
            undelivered += -(-requirement.weight * missing * PPM // whole)
            lateness += requirement.weight * late
        return Score(undelivered, lateness, self._cost())

    def worth(self, requirement: Requirement) -> tuple[int, int, int]:
        """Minutes late, and what is missing of how much."""
        end = self.book.crisis.horizon_end
        closed = self.closed_at(requirement.id)
        late = max(0, (end if closed is None or closed > end else closed) - requirement.rdd)
        serving = self._kept(requirement)
        if requirement.kind is Kind.CAPABILITY:
            missing = max(0, requirement.amount - self._covers(serving))
            return late, missing, max(1, requirement.amount)
        whole = sum(
            line.pieces * kg_equivalent(line)
            for consignment in serving for group in consignment.groups for line in group.lines
        )  # fmt: skip
        if not whole:
            return late, int(closed is None), 1
        stays = sum(1 for consignment in serving if consignment.stays)
        missing = 0 if stays else sum(self._missing(consignment) for consignment in serving)
        return late, missing, whole

    def _cost(self) -> int:
        total = 0
        for timeline in self.schedule.timelines.values():
            for voyage in timeline:
                runs = [voyage.run] if voyage.approach is None else [voyage.approach, voyage.run]
                minutes = sum(run.path.minutes for run in runs)
                total += minutes * voyage.fleet.cost_per_hour
        return total // MINUTES_PER_HOUR

    def final_assignments(self) -> tuple[Assignment, ...]:
        """Assignments of the plan: a source of a capability only when it arrives."""
        kept: set[MovementId] = set()
        for requirement in self.book.requirements.values():
            kept |= {consignment.movement.id for consignment in self._kept(requirement)}
        return tuple(
            assignment for assignment in sorted(self.assignments, key=_assignment_order)
            if self._movement(assignment).id in kept
        )  # fmt: skip

    def _movement(self, assignment: Assignment) -> Movement:
        return movement_of(self.book, assignment)

    def trips(self) -> tuple[Trip, ...]:
        """Every trip, by carrier and time."""
        return write_trips(self.schedule.timelines)


def _assignment_order(assignment: Assignment) -> tuple[str, str, str]:
    return (assignment.requirement, assignment.unit or "", assignment.stock or "")

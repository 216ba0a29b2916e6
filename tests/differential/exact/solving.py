"""Hint, fit, and the lexicographic solve of one model; and the plan it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model
from tests.differential.exact.closing import Value
from tests.differential.exact.nouns import Cargo, Slot, Under

from coalition.measure.instants import Minute
from coalition.model.plan import Assignment, Load, Plan, Stop, Trip
from coalition.model.requirements import Kind

Read = Callable[[cp_model.LinearExprT], int]
_FIT_WORK = 5.0


@dataclass(frozen=True)
class Outcome:
    """What a solve came to: the plan (None when the model does not hold the given one), its value and proof.

    `undelivered` and `lateness` are of the requirements in play. `work` is deterministic time.
    """

    plan: Plan | None
    undelivered: int
    lateness: int
    proven: bool
    work: float


def fit(u: Under) -> tuple[bool, list[int], float]:
    """Whether the model holds the given plan, all that is hinted fixed; and all variables' values."""
    solver = _solver(_FIT_WORK, 0)
    solver.parameters.fix_variables_to_their_hinted_value = True
    u.m.clear_hints()
    for var, value in u.hints.values():
        u.m.add_hint(var, value)
    status = solver.solve(u.m)
    held = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = list(solver.response_proto.solution) if held else []
    return held, values, solver.response_proto.deterministic_time


def improve(u: Under, value: Value, work: float, seed: int) -> Outcome:
    """The best found within so much work, from the given plan on: first undelivered, then lateness."""
    u.m.minimize(value.undelivered + value.lateness)
    held, values, spent = fit(u)
    if not held:
        return Outcome(None, 0, 0, False, spent)
    solver, proven = None, True
    undelivered = _worth(u, value.undelivered, values)
    if undelivered:
        solver, proven = _minimise(u, value.undelivered, values, (work / 2, seed))
        spent += solver.response_proto.deterministic_time
        values = list(solver.response_proto.solution) or values
        undelivered = _worth(u, value.undelivered, values)
    u.m.add(value.undelivered <= undelivered)
    solver, best = _minimise(u, value.lateness, values, (max(work - spent, work / 2), seed))
    spent += solver.response_proto.deterministic_time
    values = list(solver.response_proto.solution) or values
    return Outcome(
        plan_of(u, values), _worth(u, value.undelivered, values), _worth(u, value.lateness, values),
        proven and best, spent,
    )  # fmt: skip


def _minimise(
    u: Under, goal: cp_model.LinearExprT, values: list[int], effort: tuple[float, int]
) -> tuple[cp_model.CpSolver, bool]:
    solver = _solver(*effort)
    u.m.clear_hints()
    for index, value in enumerate(values):
        u.m.add_hint(u.m.get_int_var_from_proto_index(index), value)
    u.m.minimize(goal)
    status = solver.solve(u.m)
    return solver, status == cp_model.OPTIMAL


def _solver(work: float, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work
    return solver


def _worth(u: Under, goal: cp_model.LinearExprT, values: list[int]) -> int:
    """The value of a sum of variables."""
    return _Reading(values).of(goal)


class _Reading:
    """Values of variables, and of sums of them."""

    def __init__(self, values: list[int]) -> None:
        self.values = values

    def of(self, what: cp_model.LinearExprT) -> int:
        if isinstance(what, int):
            return what
        flat = cp_model.FlatIntExpr(what)
        pairs = zip(flat.vars, flat.coeffs, strict=True)
        return int(flat.offset) + sum(int(c) * self.values[v.index] for v, c in pairs)


def plan_of(u: Under, values: list[int]) -> Plan:
    """The plan: what is held as it was, what is free as the values say."""
    given, read = u.given.plan, _Reading(values).of
    assignments = [a for a in given.assignments if a.requirement not in u.play]
    assignments += [_assigned(cargo, read) for cargo in u.cargoes if read(cargo.kept)]
    trips = [leg.trip for leg in u.held_legs]
    trips += [_trip(slot, read) for slot in u.slots if read(slot.used)]
    return replace(given, assignments=tuple(assignments), trips=tuple(trips), made_by="exact model")


def _assigned(cargo: Cargo, read: Read) -> Assignment:
    one = cargo.assignment
    if one.stock is not None and cargo.requirement.kind is Kind.CAPABILITY:
        return replace(one, pieces=sum(read(n) for n in cargo.pieces.values()))
    return one


def _trip(slot: Slot, read: Read) -> Trip:
    begin, leave, arrive, end = (Minute(read(t)) for t in slot.times)
    arc = next(arc for arc, lit in slot.arcs.items() if read(lit))
    pieces: dict[tuple[str, str], int] = {}
    for boarding in slot.boardings:
        for line, share in boarding.shares.items():
            if read(share):
                key = (boarding.stage[0], line)
                pieces[key] = pieces.get(key, 0) + read(share)
    loads = tuple(Load(name, line, n) for (name, line), n in sorted(pieces.items()))  # type: ignore[arg-type]
    first = Stop(arc[0], begin, leave, on=loads, avoiding=arc[2])
    return Trip(slot.carrier, (first, Stop(arc[1], arrive, end, off=loads)))

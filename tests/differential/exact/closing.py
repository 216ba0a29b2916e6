"""When requirements close, what comes after what, and what the plan is worth: of the requirements in play."""

from __future__ import annotations

from dataclasses import dataclass

from tests.differential.exact.facts import kg_equivalent
from tests.differential.exact.nouns import Cargo, Linear, Under, Var

from coalition.model.identity import RequirementId
from coalition.model.plan import PPM
from coalition.model.requirements import Kind, Requirement

FAR = 10_000_000


@dataclass
class Value:
    """Undelivered and lateness of the requirements in play."""

    undelivered: Linear
    lateness: Linear


Closings = dict[RequirementId, tuple[Linear, Linear]]
"""Whether each requirement closes within the horizon, and when at the latest."""


def close(u: Under, closed_at: dict[RequirementId, int | None]) -> Value:
    """The value; `closed_at` is when requirements that are not in play close in the given plan."""
    closings: Closings = {}
    for requirement in u.frame.book.requirements.values():
        if requirement.id in u.play:
            closings[requirement.id] = _closing(u, requirement)
        else:
            at = closed_at.get(requirement.id)
            closings[requirement.id] = (int(at is not None), 0 if at is None else at)
    _follow(u, closings)
    _follow_held(u, closings)
    return _value(u, closings)


def _serving(u: Under, requirement: Requirement) -> list[Cargo]:
    return [c for c in u.cargoes if c.requirement.id == requirement.id]


def _closing(u: Under, requirement: Requirement) -> tuple[Var, Var]:
    m = u.m
    done = m.new_bool_var(f"{requirement.id} done")
    at = m.new_int_var(u.frame.start - FAR, u.frame.end, f"{requirement.id} at")
    serving = _serving(u, requirement)
    m.add_bool_or([~done, *(c.kept for c in serving)])
    for cargo in serving:
        m.add(at >= cargo.closed).only_enforce_if(cargo.kept, done)
    if requirement.kind is Kind.CAPABILITY:
        m.add(_covered(u, requirement) >= requirement.amount).only_enforce_if(done)
        return done, at
    for cargo in serving:
        for line in cargo.movement.lines:
            if line.id in cargo.pieces:
                m.add(cargo.pieces[line.id] == line.pieces).only_enforce_if(done)
    return done, at


def _covered(u: Under, requirement: Requirement) -> Linear:
    parts: list[Linear] = [0]
    for cargo in _serving(u, requirement):
        if cargo.assignment.unit is not None:
            parts.append(cargo.kept * cargo.movement.covers)
        elif cargo.assignment.stock is not None:
            each = u.frame.book.stocks[cargo.assignment.stock].amount_per_piece
            parts += [n * each for n in cargo.pieces.values()]
    return sum(parts)


def _follow(u: Under, closings: Closings) -> None:
    """Nothing of B is set down before every A it comes after has closed."""
    cargoes = {c.movement.id: c for c in u.cargoes if c.requirement.after}
    for slot in u.slots:
        for b in slot.boardings:
            cargo = cargoes.get(b.stage[0])
            if cargo is None or b.arc[1] != cargo.movement.destination:
                continue
            for earlier in cargo.requirement.after:
                if earlier in closings:
                    done, at = closings[earlier]
                    u.m.add(done == 1).only_enforce_if(b.lit)
                    u.m.add(slot.times[2] >= at).only_enforce_if(b.lit)


def _follow_held(u: Under, closings: Closings) -> None:
    """The same where B is set down by a carrier that is not free and A is in play."""
    for leg in u.held_legs:
        for name, _ in leg.loads:
            movement = u.given.movements[name]
            if leg.ends[1] != movement.destination:
                continue
            for earlier in u.frame.book.requirements[movement.requirement].after:
                if earlier in u.play:
                    done, at = closings[earlier]
                    u.m.add(done == 1)
                    u.m.add(at <= leg.times[2])


def _value(u: Under, closings: Closings) -> Value:
    undelivered: list[Linear] = [0]
    lateness: list[Linear] = [0]
    for name in u.play:
        requirement = u.frame.book.requirements[name]
        done, at = closings[name]
        most = max(0, u.frame.end - requirement.rdd)
        late = u.m.new_int_var(0, most, "")
        u.m.add(late >= at - requirement.rdd).only_enforce_if(done)
        u.m.add(late == most).only_enforce_if(~done)  # type: ignore[operator]
        lateness.append(late * requirement.weight)
        if requirement.kind is Kind.MOVEMENT:
            undelivered.append(_missing(u, requirement, done))
        elif requirement.amount > 0:
            undelivered.append(_uncovered(u, requirement))
    return Value(sum(undelivered), sum(lateness))


def _uncovered(u: Under, requirement: Requirement) -> Linear:
    m = u.m
    missing = m.new_int_var(0, requirement.amount, "")
    m.add(missing >= requirement.amount - _covered(u, requirement))
    share = m.new_int_var(0, requirement.weight * PPM, "")
    m.add(share * requirement.amount >= missing * requirement.weight * PPM)
    return share


def _missing(u: Under, requirement: Requirement, done: Linear) -> Linear:
    """Weight in millionths of what does not arrive, rounded up."""
    m, most = u.m, requirement.weight * PPM
    cargo = next(iter(_serving(u, requirement)), None)
    if cargo is None or not cargo.streams or not cargo.pieces:
        return (1 - done) * most
    each = [
        (line.pieces, kg_equivalent(line), cargo.pieces[line.id])
        for line in cargo.movement.lines
        if line.id in cargo.pieces
    ]
    whole = sum(n * kg for n, kg, _ in each)
    share = m.new_int_var(0, most, "")
    m.add(share * whole >= sum((n - moved) * kg for n, kg, moved in each) * most)
    return share

"""R14 sourcing: a pledge is used once, within its amount, its time, its tasks and its abilities.

Source: `docs/explanation/planning-rules.md`, R14. A requirement that names its own source is served by it
alone; a source it names needs no pledge, but keeps to the pledge it has.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.judging.docket import Docket, assignment_order
from coalition.judging.reliance import Finding, Reliance
from coalition.judging.verdict import Breach
from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import MovementId, StockId, UnitId
from coalition.model.plan import Assignment, named_assignment
from coalition.model.requirements import Kind, Requirement

Source = Unit | Stock


def find_sourcing(docket: Docket) -> Iterator[Finding]:
    """R14 for every assignment, in order of requirement and source, and for every departure."""
    yield from find_assigned(docket)
    yield from find_departures(docket)


def find_assigned(docket: Docket) -> Iterator[Finding]:
    """R14 for every assignment, in order of requirement and source."""
    assignments = sorted(docket.plan.assignments, key=assignment_order)
    for assignment in assignments:
        yield from _assignment(assignment, docket.book)
    yield from _twice(assignments)
    yield from _drawn(assignments, docket.book)


def _assignment(assignment: Assignment, book: Book) -> Iterator[Finding]:
    where = f"assignment to {assignment.requirement}"
    requirement = book.requirements.get(assignment.requirement)
    if requirement is None:
        yield _fault("no-such-requirement", where, f"the book has no `{assignment.requirement}`")
    if assignment.unit is not None and assignment.stock is not None:
        yield _fault("two-sources", where, "names both a unit and a stock")
    source = _find_source(assignment, book)
    if source is None and (assignment.unit is not None or assignment.stock is not None):
        named = assignment.unit if assignment.unit is not None else assignment.stock
        yield _fault("no-such-source", where, f"the book has no source `{named}`")
    if assignment.stock is not None and assignment.pieces <= 0:
        yield _fault("no-pieces", where, f"{assignment.pieces} pieces of `{assignment.stock}`")
    if requirement is not None:
        yield from _fit(assignment, requirement, source, where)


def _find_source(assignment: Assignment, book: Book) -> Source | None:
    if assignment.unit is not None:
        return book.units.get(assignment.unit)
    return None if assignment.stock is None else book.stocks.get(assignment.stock)


def _fit(
    assignment: Assignment, requirement: Requirement, source: Source | None, where: str
) -> Iterator[Finding]:
    if requirement.kind is Kind.MOVEMENT and assignment != named_assignment(requirement):
        yield _fault(
            "not-the-source-named", where, "the requirement names another source or amount"
        )
    if source is None:
        if requirement.kind is Kind.CAPABILITY and assignment.unit is None is assignment.stock:
            yield _fault("no-source", where, "names no source for a capability")
        return
    named = f"{where} from {source.id}"
    yield from _ability(requirement, source, named)
    yield from _pledge(requirement, source, named)
    yield from _unstated(requirement, source, named)


def _ability(requirement: Requirement, source: Source, where: str) -> Iterator[Breach]:
    if requirement.kind is Kind.CAPABILITY and source.capability != requirement.capability:
        yield _fault(
            "wrong-capability", where,
            f"{source.name} brings `{source.capability}`, wanted is `{requirement.capability}`",
        )  # fmt: skip
    lacking = sorted(requirement.interoperability - source.interoperability)
    if lacking:
        yield _fault("not-interoperable", where, f"{source.name} lacks {', '.join(lacking)}")


def _pledge(requirement: Requirement, source: Source, where: str) -> Iterator[Breach]:
    if source.pledged is None:
        if requirement.kind is Kind.CAPABILITY:
            yield _fault("not-pledged", where, f"{source.name} is not pledged")
        return
    tasks = source.pledge_tasks
    chosen = requirement.kind is Kind.CAPABILITY or requirement.task != ""
    if tasks and chosen and requirement.task not in tasks:
        task = f"`{requirement.task}`" if requirement.task else "an unnamed task"
        yield _fault(
            "task-not-pledged", where,
            f"{source.name} is pledged for {', '.join(sorted(tasks))}, not for {task}",
        )  # fmt: skip


def _unstated(requirement: Requirement, source: Source, where: str) -> Iterator[Reliance]:
    """R15: what nobody has stated of a source that serves, or of the requirement it serves."""
    for field in sorted(source.unknown - {"readiness_percent"}):
        fact = f"{field} of {source.id}"
        yield Reliance("R15", "unknown-of-source", fact, where, text=f"{fact} is not stated")
    for field in sorted(requirement.unknown):
        fact = f"{field} of {requirement.id}"
        yield Reliance("R15", "unknown-of-requirement", fact, where, text=f"{fact} is not stated")


def _twice(assignments: list[Assignment]) -> Iterator[Breach]:
    units: dict[UnitId, list[Assignment]] = {}
    pairs: dict[tuple[str, str], list[Assignment]] = {}
    for one in assignments:
        if one.unit is not None:
            units.setdefault(one.unit, []).append(one)
        else:
            pairs.setdefault((one.requirement, one.stock or ""), []).append(one)
    for unit, serving in sorted(units.items()):
        if len(serving) > 1:
            served = ", ".join(one.requirement for one in serving)
            yield _fault("unit-serves-twice", f"unit {unit}", f"serves {served}", len(serving) - 1)
    for (requirement, stock), same in sorted(pairs.items()):
        if len(same) > 1:
            where = f"assignment to {requirement}" + (f" from {stock}" if stock else "")
            yield _fault("assigned-twice", where, "stands more than once", len(same) - 1)


def _drawn(assignments: list[Assignment], book: Book) -> Iterator[Breach]:
    drawn: dict[StockId, int] = {}
    for one in assignments:
        if one.stock is not None and one.unit is None and one.stock in book.stocks:
            drawn[one.stock] = drawn.get(one.stock, 0) + max(0, one.pieces)
    for stock_id, pieces in sorted(drawn.items()):
        stock = book.stocks[stock_id]
        over = pieces - stock.pledged_pieces
        if over > 0 and "pledged_pieces" not in stock.unknown:
            yield Breach(
                "R14", "more-than-pledged", f"stock {stock_id}", None, over, "pieces",
                text=f"{pieces} pieces are assigned, {stock.pledged_pieces} are pledged",
            )  # fmt: skip


def find_departures(docket: Docket) -> Iterator[Breach]:
    """R14: what leaves its origin is pledged then."""
    seen: set[tuple[MovementId, str, int]] = set()
    for leg in docket.legs:
        for carried in leg.start.on:
            movement = carried.movement
            if leg.start.stop.place != movement.origin:
                continue
            source = _source_of(movement.unit, movement.stock, docket.book)
            key = (movement.id, leg.trip, leg.depart)
            if source is None or source.pledged is None or key in seen:
                continue
            seen.add(key)
            if not source.pledged.contains(leg.depart):
                early, late = source.pledged.opens - leg.depart, leg.depart - source.pledged.closes
                yield Breach(
                    "R14", "pledge-not-open", leg.start.where, leg.depart,
                    early if early > 0 else late + 1, "min",
                    text=f"{movement.id} leaves while {source.name} is not pledged",
                )  # fmt: skip


def _source_of(unit: UnitId | None, stock: StockId | None, book: Book) -> Source | None:
    if unit is not None:
        return book.units.get(unit)
    return None if stock is None else book.stocks.get(stock)


def _fault(code: str, where: str, text: str, amount: int | None = None) -> Breach:
    unit = "" if amount is None else "times"
    return Breach("R14", code, where, amount=amount, unit=unit, text=text)

"""Plans and what they hold: verdicts, movements, lanes of authority, assents that are missing, causes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.nouns.plans import PlanPhase
from coalition.operations.crisis.planning.basis import Ended, ended
from coalition.operations.crisis.planning.shelf import PlanShelf
from coalition.operations.crisis.rows.ground import Ground, PlanInView
from coalition.operations.crisis.rows.shown import LabelShown
from coalition.operations.crisis.stated.wire import to_wire
from coalition.operations.crisis.viewing.view import View


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan on record. `stale` is what ended of what it rests on; a fresh plan has none."""

    id: str
    title: str
    by: str
    state: str
    verdict: str | None
    score: Any
    bound: Any
    requirements: int
    on_time: int
    late: int
    unmet: int
    replaces: str
    in_force: bool
    stale: tuple[Ended, ...]
    at: Stamp
    label: LabelShown


def plan_row(ground: Ground, record: ObjectRecord, shelf: PlanShelf) -> PlanRow:
    """The row of a plan."""
    plan = record.state
    document = shelf.find(plan.proposed.digest) or {}
    summary = document.get("summary", {})
    found = ended(ground.view, plan.proposed.rests_on)
    force = plan_in_force(ground.view)
    return PlanRow(
        id=record.subject,
        title=plan.proposed.title,
        by=plan.owner,
        state="stale" if found and plan.phase is not PlanPhase.WITHDRAWN else plan.phase.value,
        verdict=document.get("verdict"),
        score=document.get("score"),
        bound=document.get("bound"),
        requirements=summary.get("requirements", 0),
        on_time=summary.get("on_time", 0),
        late=summary.get("late", 0),
        unmet=summary.get("unmet", 0),
        replaces=plan.proposed.document,
        in_force=force is not None and force.subject == record.subject,
        stale=found,
        at=record.events[0].at,
        label=ground.marks.of(record.label),
    )


def plan_in_force(view: View) -> ObjectRecord | None:
    """The own nation's plan adopted last; without one the plan made last that the view holds."""
    plans = list(view.picture().each(Noun.PLAN))
    standing = [one for one in plans if one.state.phase is not PlanPhase.WITHDRAWN]
    own = [
        one for one in standing
        if one.state.phase is PlanPhase.ADOPTED and one.state.owner == view.nation
    ]  # fmt: skip
    if own:
        return max(own, key=lambda one: one.events[-1].order)
    return standing[-1] if standing else None


def plan_of(view: View, shelf: PlanShelf, plan: str = "") -> PlanInView | None:
    """The plan of that id, or the one in force; None when the view holds none, or its document is not here."""
    record = find_plan(view, plan) if plan else plan_in_force(view)
    if record is None:
        return None
    document = shelf.find(record.state.proposed.digest)
    if document is None:
        return None
    stale = bool(ended(view, record.state.proposed.rests_on))
    return PlanInView(record.subject, record.state.owner, stale, document)


def find_plan(view: View, plan: str) -> ObjectRecord | None:
    """The object of a plan; None when the view holds none of the id."""
    records = (one for one in view.picture().each(Noun.PLAN) if one.subject == plan)
    return next(records, None)


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A load on a leg. `late_minutes` is how late its requirement closes by the plan, 0 when in time."""

    id: str
    requirement: str
    movement: str
    line: str
    nation: str
    carrier: str
    mode: str
    origin: str
    destination: str
    departs: str
    arrives: str
    pieces: int
    category: str
    kg: int
    pax: int
    late_minutes: int


def movement_rows(ground: Ground) -> list[MovementRow]:
    """Every load on every leg of the plan; nothing without a plan."""
    plan = ground.plan
    if plan is None:
        return []
    return ground.view.kept(
        ("movements", plan.id), plan.id, lambda: list(_movements(plan.document))
    )


def _movements(document: dict[str, Any]) -> Iterator[MovementRow]:
    late = {one["requirement"]: one["lateness"] for one in document["closures"]}
    for number, row in enumerate(document["movements"], 1):
        uln, movement, line, nation, carrier, mode, begin, end, departs, arrives, *load = row
        pieces, category, kg, pax = load
        yield MovementRow(
            f"m{number}", uln, movement, line, nation, carrier, mode, begin, end, departs, arrives,
            pieces, category, kg, pax, late.get(uln, 0),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MissingRow:
    """An assent that is missing: whose, in which body, under which procedure; how many questions wait for
    it.
    """

    id: str
    nation: str
    body: str
    procedure: str
    questions: int
    actors: tuple[str, ...]
    actions: tuple[str, ...]
    requirements: tuple[str, ...]


def missing_rows(ground: Ground) -> list[MissingRow]:
    """The work list of missing assents, those for most questions first."""
    plan = ground.plan
    if plan is None:
        return []
    held = _held_by_law(plan.document)
    rows = [
        MissingRow(
            f"{one['procedure']}:{one['nation']}", one["nation"], one["body"], one["procedure"],
            one["questions"], tuple(one["actors"]), tuple(one["actions"]),
            tuple(sorted(held.get(one["procedure"], ()))),
        )
        for one in plan.document["missing"]
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.questions, row.id))


def _held_by_law(document: dict[str, Any]) -> dict[str, set[str]]:
    """The requirements that each provision holds back, by the chains of causes."""
    held: dict[str, set[str]] = {}
    for one in document["explanations"]:
        for cause in one["chain"]:
            if cause["provision"]:
                held.setdefault(cause["provision"], set()).add(one["requirement"])
    return held


def plan_whole(ground: Ground, record: ObjectRecord, shelf: PlanShelf) -> dict[str, Any]:
    """All of a plan but its movements, lanes and map."""
    row = plan_row(ground, record, shelf)
    document = shelf.find(record.state.proposed.digest) or {}
    parts = ("closures", "breaches", "doubts", "risks", "summary", "explanations", "roots")
    rests = [to_wire(type(one), one) for one in record.state.proposed.rests_on]
    told: dict[str, Any] = to_wire(type(row), row)
    return told | {part: document.get(part) for part in parts} | {"rests_on": rests}

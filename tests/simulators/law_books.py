"""Books that hold law only: three nations on a river, and short ways to write provisions and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute, parse_instant
from coalition.model.book import Book, Crisis
from coalition.model.facts import all_of_words, undated
from coalition.model.identity import BodyId, DecisionId, InstrumentId, NationId, ProvisionId
from coalition.model.law import (
    Action,
    AllOf,
    Decision,
    Duration,
    Instrument,
    Limits,
    Need,
    Outcome,
    Party,
    Provision,
    ProvisionKind,
    Scope,
    Step,
    TimeUnit,
)
from coalition.model.nations import Alliance, Body, Nation, Rule

DEU, POL, LTU, USA = (NationId(n) for n in ("DEU", "POL", "LTU", "USA"))
C_DAY = parse_instant("2025-03-03")
"""A Monday."""
DAY = 1440


def day(text: str) -> Minute:
    return parse_instant(text)


def span(opens: str | None = None, closes: str | None = None) -> Interval:
    return Interval(day(opens) if opens else ALWAYS, day(closes) if closes else FOREVER)


def pid(text: str) -> ProvisionId:
    return ProvisionId(text)


def scope(
    actors: Iterable[str] = (),
    territories: Iterable[str] = (),
    actions: Iterable[Action] = (Action.TRANSIT,),
    **rest: Any,
) -> Scope:
    return Scope(tuple(actors), tuple(territories), tuple(actions), **rest)


def permission(name: str, where: Scope | None = None, **rest: Any) -> Provision:
    return _provision(name, ProvisionKind.PERMISSION, where or scope(), rest)


def prohibition(name: str, where: Scope | None = None, **rest: Any) -> Provision:
    return _provision(name, ProvisionKind.PROHIBITION, where or scope(), rest)


def obligation(name: str, where: Scope | None = None, **rest: Any) -> Provision:
    return _provision(name, ProvisionKind.OBLIGATION, where or scope(), rest)


def status(name: str, where: Scope | None = None, **rest: Any) -> Provision:
    return _provision(name, ProvisionKind.STATUS, where or scope(actions=()), rest)


def procedure(name: str, hours: int | None = 24, body: str = "territory", **rest: Any) -> Provision:
    rest.setdefault("duration", Duration(hours, hours, hours))
    return _provision(name, ProvisionKind.PROCEDURE, scope(actions=()), {"body": body, **rest})


def working_days(least: int, likely: int, most: int) -> Duration:
    return Duration(least, likely, most, TimeUnit.WORKING_DAYS)


def _provision(name: str, kind: ProvisionKind, where: Scope, rest: Mapping[str, Any]) -> Provision:
    rest = dict(rest)
    if isinstance(rest.get("conditions"), dict):
        rest["conditions"] = all_of_words(rest["conditions"])
    needs = rest.pop("requires", AllOf())
    if isinstance(needs, str):
        needs = Step(pid(needs))
    return Provision(
        pid(name), kind, f"art. of {name}", f"text of {name}", where, requires=needs, **rest
    )


def steps(*names: str) -> tuple[Need, ...]:
    return tuple(Step(pid(name)) for name in names)


def instrument(
    name: str, parties: Iterable[Any], *provisions: Provision, **rest: Any
) -> Instrument:
    """`parties` are nation ids or whole `Party` objects."""
    bound = tuple(
        p if isinstance(p, Party) else Party(NationId(p), Interval(ALWAYS, FOREVER))
        for p in parties
    )
    rest.setdefault("kind", "treaty")
    rest.setdefault("in_force", Interval(ALWAYS, FOREVER))
    return Instrument(
        InstrumentId(name), f"Title of {name}", parties=bound, provisions=provisions, **rest
    )


def decision(name: str, procedure_id: str, outcome: Outcome, at: str, **rest: Any) -> Decision:
    if isinstance(rest.get("until"), str):
        rest["until"] = day(rest["until"])
    return Decision(
        DecisionId(name), pid(procedure_id), outcome, day(at), rest.pop("by", "body"), **rest
    )


def caveats(nation: str, *provisions: Provision) -> Instrument:
    return instrument(f"caveats-{nation}", [nation], *provisions, kind="caveat")


def law_book(
    *instruments: Instrument,
    decisions: Iterable[Decision] = (),
    facts: Mapping[str, str] | None = None,
    groups: Mapping[str, tuple[NationId, ...]] | None = None,
    bodies: Iterable[Body] = (),
    activated: Minute = C_DAY,
) -> Book:
    """A book without forces: only the law and the crisis."""
    council = Body(BodyId("council"), "Council", (DEU, POL, LTU), Rule.CONSENSUS)
    all_bodies = {body.id: body for body in (council, *bodies)}
    nations = {n: Nation(n, n, n) for n in (DEU, POL, LTU, USA)}
    alliance = Alliance("River Pact", (DEU, POL, LTU), dict(groups or {}), all_bodies)
    crisis = Crisis("Flood", activated, Minute(activated + 60 * DAY), undated(facts or {}))
    return Book(
        title="Law only", fictional=True, alliance=alliance, crisis=crisis, nations=nations,
        places={}, ways=(), closures=(), units={}, stocks={}, fleets={}, requirements={},
        instruments=tuple(instruments), decisions=tuple(decisions),
    )  # fmt: skip


__all__ = [
    "C_DAY", "DAY", "DEU", "LTU", "POL", "USA", "Limits", "caveats", "day", "decision", "instrument",
    "law_book", "obligation", "permission", "pid", "procedure", "prohibition", "scope", "span", "status",
    "steps", "working_days",
]  # fmt: skip

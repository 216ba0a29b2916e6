"""Books of law by chance, each from its seed: few nations and words, so that provisions meet and clash."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.simulators.law_books import C_DAY, DAY, law_book

from coalition.authority.answer import Question
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.facts import UNKNOWN_VALUE, Fact, Sense, Test
from coalition.model.identity import BodyId, DecisionId, InstrumentId, NationId, ProvisionId
from coalition.model.law import (
    Action,
    AllOf,
    AnyOf,
    Bindingness,
    Command,
    CommandState,
    Decision,
    Duration,
    Hierarchy,
    Instrument,
    Limits,
    Need,
    Outcome,
    Party,
    Provision,
    ProvisionKind,
    Renewal,
    RenewalKind,
    Scope,
    Step,
    TimeUnit,
)
from coalition.model.nations import Alliance, Body, Nation
from coalition.model.places import Mode

NATIONS = ("DEU", "POL", "LTU", "USA", "FRA", "ITA", "XAA", "XAB")
ACTIONS = (Action.TRANSIT, Action.STATION, Action.ASSIST, Action.SEND, Action.COMMAND)
COMMANDING = (Action.COMMAND, Action.TRANSFER_COMMAND)
RARE = (Action.TRANSFER_COMMAND, Action.CONSULT)
KINDS = (
    "treaty",
    "treaty",
    "treaty",
    "treaty",
    "mou",
    "resolution",
    "national-law",
    "request",
    "agreement",
)
KINDS_OF_PROVISION = (
    *[ProvisionKind.PERMISSION] * 4, *[ProvisionKind.PROHIBITION] * 3, ProvisionKind.OBLIGATION,
)  # fmt: skip
FACTS = ("event", "victim", "severity", "mandate")
WORDS = {
    "event": ("armed-attack", "disaster", "threat"),
    "victim": NATIONS[:4],
    "severity": ("1", "3", "5"),
    "mandate": ("un", "none"),
}
POWERS = ("opcon", "tacon", "fullcom", "direct", "reassign")
TABLE = {("opcon", "direct"): True, ("tacon", "direct"): False, ("opcon", "reassign"): False}


@dataclass
class Chance:
    """A book in the making: the dice, the nations and the procedures there are so far."""

    dice: random.Random
    nations: tuple[str, ...]
    steps: list[str]
    provisions: list[str]
    scopes: list[Scope] = field(default_factory=list)

    def one(self, of: Any) -> Any:
        return self.dice.choice(sorted(of) if isinstance(of, set) else list(of))

    def some(self, of: Any, most: int = 2) -> tuple[Any, ...]:
        pool = list(of)
        return tuple(self.dice.sample(pool, min(len(pool), self.dice.randint(1, most))))

    def odds(self, share: float) -> bool:
        return self.dice.random() < share

    def day(self) -> Minute:
        odd = self.dice.choice((0, 0, 0, 90, 600))
        return Minute(C_DAY + self.dice.randint(-6, 25) * DAY + odd)

    def span(self, share: float) -> Interval:
        """All of time, or now and then a stretch of days."""
        opens = self.day() if self.odds(share) else ALWAYS
        closes = self.day() if self.odds(share) else FOREVER
        return Interval(opens, closes) if opens < closes else Interval(ALWAYS, FOREVER)

    def names(self) -> tuple[str, ...]:
        return self.one((
            (), (), (), ("parties",), ("parties",), ("parties",), ("members",), ("pact",), ("any",),
            (self.one(self.nations[:3]),), self.some(self.nations, 5), ("parties", self.one(self.nations)),
        ))  # fmt: skip

    def numbers(self) -> Limits:
        return self.one((Limits(pax=10), Limits(pax=100), Limits(ships=2), Limits(pax=50, ships=3)))


def chance_book(seed: int) -> tuple[Book, Question]:
    """A book and a question about it; the same seed gives the same."""
    dice = random.Random(seed)
    nations = NATIONS[: dice.randint(2, len(NATIONS))]
    made = Chance(dice, nations, [f"s/{n}" for n in range(dice.randint(0, 5))], [])
    question = chance_question(made)
    leaves = [
        _instrument(made, f"i{n:02}", question)
        for n in range(dice.choice((1, 3, 4, 5, 6, 7, 8, 9, 11)))
    ]
    texts = [*map(_seen(made, question), leaves), _steps(made)]
    bodies = [Body(BodyId("council"), "Council", tuple(map(NationId, nations[:2])))]
    bodies.append(Body(BodyId("staff"), "Staff", (NationId(nations[0]),)))
    book = law_book(*texts, decisions=_decisions(made), bodies=bodies)
    return _framed(book, made), question


def chance_question(c: Chance) -> Question:
    """A question among the first nations, with what narrows it now and then."""
    actor = NationId(c.one(c.nations[:3]))
    action = c.one(RARE if c.odds(0.12) else (Action.TRANSIT, *ACTIONS))
    home = action is Action.SEND or c.odds(0.1)
    other = actor if home else NationId(c.one({*c.nations[:3]} - {actor}))
    return Question(
        actor, action, other,
        c.one(Mode) if c.odds(0.4) else None,
        frozenset(c.some(Nature)) if c.odds(0.3) else frozenset(),
        task=c.one(("", "", "relief")), mission=c.one(("", "", "shield")),
        partners=frozenset(map(NationId, c.some(c.nations))) if c.odds(0.2) else frozenset(),
        beneficiary=NationId(c.one(c.nations)) if c.odds(0.2) else None,
        amount=c.one((Limits(), Limits(pax=60), Limits(pax=60), Limits(pax=5, ships=1))),
        power=c.one(POWERS) if c.odds(0.5) else "",
    )  # fmt: skip


def _framed(book: Book, c: Chance) -> Book:
    nobodys = c.one(c.nations[:3]) if c.odds(0.1) else ""
    nations = {NationId(n): Nation(NationId(n), n, n, nobodys=n == nobodys) for n in c.nations}
    pact = tuple(map(NationId, c.some(c.nations, 3)))
    members = tuple(map(NationId, c.nations[:2]))
    alliance = Alliance("Pact", members, {"pact": pact}, book.alliance.bodies)
    position = {"text": c.one(("x", "y"))} if c.odds(0.5) else {}
    crisis = replace(book.crisis, facts=_facts(c), positions=position)
    powers = TABLE
    return replace(book, nations=nations, alliance=alliance, crisis=crisis, powers=powers)


def _facts(c: Chance) -> tuple[Fact, ...]:
    found = []
    for name in FACTS:
        for _ in range(c.one((0, 1, 1, 1, 2, 2))):
            values = (
                c.some(WORDS[name])
                if c.odds(0.85)
                else c.one(((UNKNOWN_VALUE,), (UNKNOWN_VALUE, WORDS[name][0])))
            )
            found.append(Fact(name, tuple(map(str, values)), c.span(0.6)))
    return tuple(found)


def _test(c: Chance) -> Test:
    name = c.one(FACTS)
    if name == "severity":
        sense = c.one((Sense.AT_LEAST, Sense.MORE, Sense.AT_MOST, Sense.LESS))
        return Test(name, sense, number=c.one((1, 3, 5)))
    words = WORDS[name]
    if name == "victim":
        words = (*words[:2], "parties", "actor", "territory", "beneficiary", "pact", "members")
    if c.odds(0.12):
        return Test(name, Sense.NONE_OF, (c.one(words),))
    return Test(name, Sense.ONE_OF, c.some(words))


def _conditions(c: Chance, share: float) -> tuple[tuple[Test, ...], ...]:
    if not c.odds(share):
        return ()
    return tuple(
        tuple(sorted({_test(c) for _ in range(c.one((1, 1, 2)))})) for _ in range(c.one((1, 1, 2)))
    )


def _need(c: Chance, steps: list[str], depth: int = 0) -> Need:
    if not steps or c.odds(0.2):
        return AllOf()
    if depth == 0 and len(steps) > 1 and c.odds(0.2):
        return AnyOf(tuple(Step(ProvisionId(name)) for name in c.some(steps, 3)))
    leaf = Step(ProvisionId(c.one(steps)))
    if depth == 2 or c.odds(0.5):
        return leaf
    parts = tuple(_need(c, steps, depth + 1) for _ in range(c.one((1, 2, 2, 3))))
    return AllOf(parts) if c.odds(0.5) else AnyOf(parts)


def _scope(c: Chance, q: Question, *, permission: bool) -> Scope:
    """A scope; now and then one that was there before, or that with other actors: so that laws clash."""
    if c.scopes and c.odds(0.4):
        old = c.one(c.scopes)
        return old if c.odds(0.6) else replace(old, actors=c.names())
    c.scopes.append(_new_scope(c, q, permission=permission))
    return c.scopes[-1]


def _new_scope(c: Chance, q: Question, *, permission: bool) -> Scope:
    aimed = c.odds(0.9)
    actions = c.some(ACTIONS)
    if aimed:
        actions = c.one(((q.action,), (q.action,), (), (q.action, c.one(ACTIONS))))
    actors, territories = c.names(), c.names()
    if q.actor == q.territory and c.odds(0.3):
        actors = territories = (q.actor,)
    return Scope(
        actors, territories, actions,
        modes=c.some(Mode) if c.odds(0.08) else (),
        cargo=c.some(Nature) if c.odds(0.15) else (),
        any_cargo=c.odds(0.7 if permission else 0.1),
        tasks=("relief",) if c.odds(0.05) else (),
        missions=("shield",) if c.odds(0.05) else (),
        partners=c.names() if c.odds(0.06) else (),
        beneficiaries=c.names() if c.odds(0.08) else (),
    )  # fmt: skip


def _provision(c: Chance, name: str, kind: ProvisionKind, q: Question) -> Provision:
    permission = kind is ProvisionKind.PERMISSION
    command = None
    if permission and q.action in COMMANDING and c.odds(0.7):
        by = c.one(((), (), (), (c.one(c.nations),), ("council",), ("pact", "council")))
        command = Command(c.some(CommandState), c.one(("actor", "territory", "")), by)
    return Provision(
        ProvisionId(name), kind, "art. 1", f"text of {name}",
        _scope(c, q, permission=permission), c.span(0.25), _need(c, [*c.steps, *c.provisions[:1]]),
        limits=c.numbers() if permission and c.odds(0.25) else Limits(),
        over=c.numbers() if c.odds(0.08) else Limits(),
        conditions=_conditions(c, 0.4),
        nature=Bindingness.POLITICAL if c.odds(0.05) else Bindingness.LEGAL,
        excepts=tuple(map(ProvisionId, c.some(c.provisions))) if c.provisions and c.odds(0.25) else (),
        command=command,
    )  # fmt: skip


def _instrument(c: Chance, name: str, q: Question) -> Instrument:
    if c.odds(0.12):
        return _caveats(c, name, q)
    made = []
    for n in range(c.one((1, 1, 2, 2, 3))):
        kind = c.one(KINDS_OF_PROVISION)
        made.append(_provision(c, f"{name}/{n}", kind, q))
        c.provisions.append(made[-1].id)
    span = c.span(0.3)
    return Instrument(
        InstrumentId(name), name, c.one(KINDS), span,
        _parties(c, span, [p.id for p in made]), tuple(made),
        territories=c.names() if c.odds(0.12) else (),
        actions=(q.action, c.one(ACTIONS)) if c.odds(0.1) else (),
        signed=c.day() if c.odds(0.3) else None,
        renewal=Renewal(c.one((RenewalKind.TACIT, RenewalKind.NONE, RenewalKind.EXPRESS))),
        denounced=c.day() if c.odds(0.08) else None,
        hierarchy=c.one(Hierarchy) if c.odds(0.15) else None,
        variant_of="text" if (variant := c.odds(0.07)) else "", position=c.one("xy") if variant else "",
    )  # fmt: skip


def _caveats(c: Chance, name: str, q: Question) -> Instrument:
    one = replace(
        _provision(c, f"{name}/0", ProvisionKind.PROHIBITION, q), caveat=True, over=Limits()
    )
    c.provisions.append(one.id)
    nation = q.actor if c.odds(0.7) else NationId(c.one(c.nations))
    party = Party(nation, Interval(ALWAYS, FOREVER))
    return Instrument(
        InstrumentId(name), name, "caveat", Interval(ALWAYS, FOREVER), (party,), (one,)
    )


def _parties(c: Chance, span: Interval, provisions: list[ProvisionId]) -> tuple[Party, ...]:
    found = []
    for nation in c.some(c.nations, 5):
        for _ in range(2 if c.odds(0.08) else 1):
            own = span
            if c.odds(0.2):
                own = c.span(0.6)
            reserved = frozenset(c.some(provisions)) if c.odds(0.12) else frozenset()
            found.append(Party(NationId(nation), own, reserved))
    return tuple(found)


def _seen(c: Chance, q: Question) -> Callable[[Instrument], Instrument]:
    """Most instruments bind both sides of the question, so that they speak of it."""

    def bind(one: Instrument) -> Instrument:
        if one.kind == "caveat" or c.odds(0.12):
            return one
        there = {party.nation for party in one.parties}
        more = tuple(Party(n, one.in_force) for n in (q.actor, q.territory) if n not in there)
        return replace(one, parties=(*one.parties, *dict.fromkeys(more)))

    return bind


def _steps(c: Chance) -> Instrument:
    made = []
    for n, name in enumerate(c.steps):
        unit = c.one(TimeUnit)
        likely = (
            None
            if c.odds(0.12)
            else c.one((0, 3, 10, 48, 100) if unit is TimeUnit.HOURS else (0, 1, 2, 5, 9))
        )
        made.append(Provision(
            ProvisionId(name), ProvisionKind.PROCEDURE, "annex", f"text of {name}",
            Scope(c.names() if c.odds(0.2) else (), c.names() if c.odds(0.2) else ()),
            c.span(0.15), _need(c, [*c.steps[:n], *c.provisions[:2]]),
            conditions=_conditions(c, 0.2), body=c.one(("actor", "territory", "council", "staff")),
            duration=Duration(likely and likely // 2, likely, likely and likely * 2, unit),
            calendar=c.one(("", "", "actor", "territory", c.nations[0])),
        ))  # fmt: skip
    span = c.span(0.2)
    return Instrument(
        InstrumentId("s"), "steps", "technical-arrangement", span,
        _parties(c, span, [p.id for p in made]), tuple(made),
    )  # fmt: skip


def _limited_grant(c: Chance, procedure: str) -> Decision:
    """A grant to everybody, with limits of its own: so that there are several ways to meet a need."""
    at, name = c.day(), DecisionId(f"few-{procedure}")
    limits = Limits(pax=c.one((5, 10, 60, 100)), ships=c.one((None, None, 1, 2)))
    return Decision(name, ProvisionId(procedure), Outcome.GRANTED, at, "body", limits=limits)


def _decisions(c: Chance) -> tuple[Decision, ...]:
    if not c.steps:
        return ()
    if c.odds(0.2):
        return tuple(_limited_grant(c, name) for name in c.steps)
    found = []
    for n in range(c.one((0, 1, 2, 3, 4, 6))):
        at = c.day()
        later = Minute(at + c.dice.randint(1, 15) * DAY)
        found.append(Decision(
            DecisionId(f"d{n}"), ProvisionId(c.one(c.steps)), c.one((*Outcome, Outcome.GRANTED)), at,
            "body", until=later if c.odds(0.3) else FOREVER,
            actors=tuple(map(NationId, c.some(c.nations))) if c.odds(0.3) else (),
            territories=tuple(map(NationId, c.some(c.nations))) if c.odds(0.2) else (),
            limits=c.numbers() if c.odds(0.45) else Limits(),
        ))  # fmt: skip
    return tuple(found)

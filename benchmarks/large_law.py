"""A large body of law by chance: nations, instruments, facts, decisions, and questions about it."""

from __future__ import annotations

from itertools import product
from random import Random

from coalition.authority.answer import Question
from coalition.measure.instants import FOREVER, Interval, Minute, parse_instant
from coalition.model.book import Book, Crisis
from coalition.model.cargo import Nature
from coalition.model.facts import Fact, Sense, Test
from coalition.model.identity import BodyId, DecisionId, InstrumentId, NationId, ProvisionId
from coalition.model.law import (
    Action,
    AllOf,
    AnyOf,
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
from coalition.model.nations import Alliance, Body, Nation
from coalition.model.places import Mode

C_DAY = parse_instant("2025-03-03")
DAY = 1440
ACTIONS = (Action.ENTER, Action.TRANSIT, Action.OVERFLY, Action.USE_BASE, Action.STATION,
           Action.HOST_NATION_SUPPORT, Action.ASSIST, Action.SEND)  # fmt: skip
CARGOES = (frozenset[Nature](), frozenset({Nature.PERSONNEL}), frozenset({Nature.FUEL, Nature.FOOD}),
           frozenset({Nature.VEHICLES, Nature.WEAPONS}))  # fmt: skip
PER_INSTRUMENT = 12
_TESTS = (
    Test("event", words=("armed-attack", "threat")),
    Test("severity", Sense.AT_LEAST, number=3),
    Test("victim", words=("territory",)),
    Test("requested_by", words=("territory", "parties")),
    Test("level", Sense.NONE_OF, ("peace",)),
    Test("not_stated", words=("true",)),
)


def nations_of(count: int) -> list[NationId]:
    """Invented nations, `XAA` onwards."""
    letters = [chr(ord("A") + n) for n in range(26)]
    return [NationId(f"X{a}{b}") for a, b in product(letters, letters)][:count]


def large_book(*, provisions: int, nations: int, seed: int) -> Book:
    """A book of that many provisions: two in three instruments bilateral, the rest of a few or many parties."""
    chance = Random(seed)
    names = nations_of(nations)
    made = [
        _instrument(f"i{number:05d}", names, chance)
        for number in range(provisions // PER_INSTRUMENT)
    ]
    return Book(
        title="Large", fictional=True, alliance=_alliance(names), crisis=_crisis(names, chance),
        nations={n: Nation(n, n, "DEU") for n in names}, places={}, ways=(), closures=(), units={},
        stocks={}, fleets={}, requirements={}, instruments=tuple(made),
        decisions=tuple(_decisions(made, chance)),
    )  # fmt: skip


def questions(book: Book, count: int, seed: int) -> list[Question]:
    """So many different questions, spread over all pairs of nations."""
    chance = Random(seed)
    names = list(book.nations)
    asked: dict[Question, None] = {}
    while len(asked) < count:
        actor, territory = chance.sample(names, 2)
        action = chance.choice(ACTIONS)
        asked[
            Question(
                actor, action, actor if action is Action.SEND else territory,
                chance.choice((None, *Mode)), chance.choice(CARGOES),
                amount=chance.choice((Limits(), Limits(pax=chance.randint(1, 2000)))),
            )
        ] = None  # fmt: skip
    return list(asked)


def _alliance(names: list[NationId]) -> Alliance:
    half = tuple(names[: len(names) // 2])
    council = Body(BodyId("council"), "Council", half)
    groups = {"north": tuple(names[::3]), "south": tuple(names[1::3])}
    return Alliance("A", half, groups, {council.id: council})


def _crisis(names: list[NationId], chance: Random) -> Crisis:
    facts = [
        Fact("event", ("threat",)),
        Fact("event", ("armed-attack",), Interval(Minute(C_DAY + 10 * DAY), FOREVER)),
        Fact("severity", ("4",), Interval(C_DAY, Minute(C_DAY + 90 * DAY))),
        Fact("victim", tuple(chance.sample(names, 3))),
        Fact("requested_by", tuple(chance.sample(names, 4))),
        Fact("level", ("crisis",), Interval(C_DAY, FOREVER)),
    ]
    return Crisis("C", C_DAY, Minute(C_DAY + 60 * DAY), tuple(facts))


def _instrument(name: str, names: list[NationId], chance: Random) -> Instrument:
    roll = chance.random()
    kind = "national-law" if roll < 0.1 else "treaty"
    many = 1 if roll < 0.1 else 2 if roll < 0.75 else chance.randint(3, 8) if roll < 0.99 else 30
    begins = Minute(C_DAY - chance.randint(1, 20_000) * DAY)
    life = Interval(begins, FOREVER)
    bound = tuple(Party(nation, life) for nation in chance.sample(names, min(many, len(names))))
    made = tuple(_provision(name, number, chance) for number in range(PER_INSTRUMENT))
    return Instrument(InstrumentId(name), f"Title of {name}", kind, life, bound, made)


def _provision(name: str, number: int, chance: Random) -> Provision:
    own = ProvisionId(f"{name}/{number:02d}")
    scope = Scope(
        ("parties",), ("parties",), tuple(chance.sample(ACTIONS, chance.randint(1, 3))),
        modes=chance.choice(((), (), (Mode.AIR,), (Mode.ROAD, Mode.RAIL))),
        cargo=chance.choice(((), (Nature.FUEL, Nature.FOOD, Nature.PERSONNEL))),
        any_cargo=chance.random() < 0.3,
    )  # fmt: skip
    conditions = ((chance.choice(_TESTS), chance.choice(_TESTS)),) if chance.random() < 0.25 else ()
    if number < 4:
        return _procedure(name, number, chance)
    kind = ProvisionKind.PERMISSION if number < 10 else ProvisionKind.PROHIBITION
    if number == 11:
        kind = ProvisionKind.OBLIGATION
    permits = kind is ProvisionKind.PERMISSION
    return Provision(
        own, kind, f"art. {number}", "What it says.", scope, conditions=conditions,
        requires=_need(name, chance) if permits else AllOf(),
        limits=Limits(pax=chance.randint(100, 3000)) if permits and chance.random() < 0.4 else Limits(),
    )  # fmt: skip


def _procedure(name: str, number: int, chance: Random) -> Provision:
    likely = chance.choice((24, 48, 5, None))
    unit = TimeUnit.WORKING_DAYS if likely == 5 else TimeUnit.HOURS
    needs = AllOf((Step(ProvisionId(f"{name}/{number - 1:02d}")),)) if number in (1, 3) else AllOf()
    return Provision(
        ProvisionId(f"{name}/{number:02d}"), ProvisionKind.PROCEDURE, "annex", "A step.",
        requires=needs, body=chance.choice(("territory", "actor", "council")),
        duration=Duration(likely, likely, likely, unit),
    )  # fmt: skip


def _need(name: str, chance: Random) -> Need:
    steps = [Step(ProvisionId(f"{name}/{n:02d}")) for n in range(4)]
    return chance.choice(
        (AllOf(), steps[1], AllOf((steps[1], steps[2])), AnyOf((steps[0], steps[3])))
    )


def _decisions(instruments: list[Instrument], chance: Random) -> list[Decision]:
    return [
        Decision(
            DecisionId(f"d-{one.id}"), ProvisionId(f"{one.id}/00"),
            chance.choice((Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED, Outcome.PENDING)),
            Minute(C_DAY + chance.randint(-30, 5) * DAY), "body",
        )
        for one in instruments
        if chance.random() < 0.3
    ]  # fmt: skip

"""A book and a question as facts of logic programming: nouns become terms, nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.differential.law.grid import Grid, steps_of

from coalition.authority.answer import Question
from coalition.model.book import Book
from coalition.model.facts import Sense, Test
from coalition.model.law import (
    AllOf,
    Instrument,
    Need,
    Provision,
    ProvisionKind,
    RenewalKind,
    Step,
    hierarchy_of,
)

SENSES = {
    Sense.ONE_OF: "oneof",
    Sense.NONE_OF: "noneof",
    Sense.AT_LEAST: "ge",
    Sense.MORE: "gt",
    Sense.AT_MOST: "le",
    Sense.LESS: "lt",
}
NARROW = ("modes", "units", "fleets", "places", "tasks", "missions")
ROLES = ("actors", "territories", "partners", "beneficiaries")


def text(word: object) -> str:
    """A term that holds this text."""
    return '"' + str(word).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@dataclass
class Told:
    """The facts of one question and the tables that lead back to the book."""

    grid: Grid
    names: dict[int, str]
    """Provisions by number; numbers follow the names' order, 0 is none."""
    decisions: dict[int, str]
    program: str = ""
    lines: list[str] = field(default_factory=list)


def chosen_provisions(book: Book, question: Question, *, owing: bool) -> dict[str, Provision]:
    """The provisions that could be spoken of by their own list of actions, and what those require."""
    by_id = {one.id: one for each in book.instruments for one in each.provisions}
    todo = [
        one.id
        for one in by_id.values()
        if one.kind is not ProvisionKind.PROCEDURE
        and (
            one.kind is ProvisionKind.OBLIGATION
            if owing
            else not one.scope.actions or question.action in one.scope.actions
        )
    ]
    found: dict[str, Provision] = {}
    while todo:
        name = todo.pop()
        if name not in found and name in by_id:
            found[name] = by_id[name]
            todo += steps_of(by_id[name].requires)  # type: ignore[arg-type]
    return dict(sorted(found.items()))


def tell(book: Book, question: Question, *, owing: bool = False) -> Told:
    """Everything the rules look at for one question."""
    chosen = chosen_provisions(book, question, owing=owing)
    grid = Grid(book, question, chosen.values())
    number = {name: at for at, name in enumerate(chosen, 1)}
    told = Told(grid, {at: name for name, at in number.items()}, {})
    told.lines += _question(question)
    told.lines += _frame(book, grid)
    told.lines += _facts_of_crisis(book, chosen.values(), grid)
    told.lines += _decisions(book, number, told)
    for place, each in enumerate(book.instruments):
        if any(one.id in chosen for one in each.provisions):
            told.lines += _instrument(each, f"i{place}", grid)
            told.lines += _parties(each, f"i{place}", grid, number)
            for one in each.provisions:
                if one.id in chosen:
                    told.lines += _provision(one, each, f"i{place}", number, grid)
    told.lines += _tests(chosen.values())
    told.lines += [
        f"excepts({number[one.id]},{number[other]})."
        for one in chosen.values()
        for other in one.excepts
        if other in number
    ]
    wanted = {name for one in chosen.values() for name in steps_of(one.requires)}
    told.lines += [f"required({number[name]})." for name in wanted if name in number]
    told.program = "\n".join(told.lines)
    return told


def _question(q: Question) -> Iterator[str]:
    yield f"actor({text(q.actor)}). territory({text(q.territory)}). action({text(q.action)})."
    yield f"benefit({text(q.benefits)})."
    for nation in {q.actor, q.territory, q.benefits, *q.partners}:
        yield f"who({text(nation)})."
    narrow = (q.mode, q.unit, q.fleet, q.place, q.task, q.mission)
    for dim, value in zip(NARROW, narrow, strict=True):
        if value:
            yield f"asked({dim},{text(value)})."
    yield from (f"load({text(nature)})." for nature in sorted(q.cargo))
    yield from (f"partner({text(nation)})." for nation in sorted(q.partners))
    yield from (f"amount({name},{value})." for name, value in q.amount.stated.items())
    if q.power:
        yield f"power({text(q.power)})."


def _frame(book: Book, grid: Grid) -> Iterator[str]:
    yield f"activated({grid.at(book.crisis.activated)})."
    yield from (f"nation({text(n)})." for n in book.nations)
    yield from (f"nobodys({text(n)})." for n, one in book.nations.items() if one.nobodys)
    groups = {"members": book.alliance.members, **book.alliance.groups}
    yield from (f"group({text(g)},{text(n)})." for g, ns in groups.items() for n in ns)
    yield from (f"position({text(t)},{text(w)})." for t, w in book.crisis.positions.items())
    for (state, power), yes in book.powers.items():
        yield f"table({text(state)},{text(power)},{'yes' if yes else 'no'})."


def _facts_of_crisis(book: Book, chosen: Iterable[Provision], grid: Grid) -> Iterator[str]:
    asked = {test.fact for one in chosen for way in one.conditions for test in way}
    yield from (f"fact_name({text(name)})." for name in asked)
    for number, fact in enumerate(book.crisis.facts):
        if fact.name not in asked:
            continue
        opens, closes = grid.at(fact.when.opens), grid.at(fact.when.closes)
        yield f"stated({number},{text(fact.name)},{opens},{closes})."
        yield from (f"says({number},{text(value)})." for value in fact.values)
        if fact.dated:
            yield f"dated({number})."
        for value in fact.values:
            if value.removeprefix("-").isdecimal():
                yield f"whole({text(value)},{int(value)})."


def _decisions(book: Book, number: dict[str, int], told: Told) -> Iterator[str]:
    for place, taken in enumerate(sorted(book.decisions, key=lambda d: d.id)):
        if taken.procedure not in number:
            continue
        told.decisions[place] = taken.id
        at, until = told.grid.at(taken.at), told.grid.at(taken.until)
        yield f"decision({place},{number[taken.procedure]},{taken.outcome},{at})."
        yield f"ends({place},{until})."
        yield from (f"for_actor({place},{text(n)})." for n in taken.actors)
        yield from (f"for_territory({place},{text(n)})." for n in taken.territories)
        yield from (f"dlimit({place},{k},{v})." for k, v in taken.limits.stated.items())


def _instrument(each: Instrument, name: str, grid: Grid) -> Iterator[str]:
    yield f"starts({name},{grid.at(each.in_force.opens)}). until({name},{grid.at(each.in_force.closes)})."
    yield f"ikind({name},{text(each.kind)}). hierarchy({name},{text(hierarchy_of(each))})."
    if each.renewal.kind is RenewalKind.TACIT:
        yield f"tacit({name})."
    if each.denounced is not None:
        yield f"denounced({name},{grid.at(each.denounced)})."
    if each.variant_of:
        yield f"variant({name},{text(each.variant_of)},{text(each.position)})."
    if each.signed is not None:
        yield f"signed({name},{each.signed // 1440})."
    yield from (f"ilists_action({name},{text(a)})." for a in each.actions)


def _parties(each: Instrument, name: str, grid: Grid, number: dict[str, int]) -> Iterator[str]:
    for place, party in enumerate(each.parties):
        key = f"({name},{place})"
        opens, closes = grid.at(party.in_force.opens), grid.at(party.in_force.closes)
        yield f"party({key},{name},{text(party.nation)},{opens},{closes})."
        yield from (f"reserves({key},{number[r]})." for r in party.reservations if r in number)


def _provision(
    one: Provision, each: Instrument, name: str, number: dict[str, int], grid: Grid
) -> Iterator[str]:
    n, scope = number[one.id], one.scope
    yield f"provision({n},{name}). kind({n},{one.kind})."
    yield f"valid({n},{grid.at(one.valid.opens)},{grid.at(one.valid.closes)})."
    for role in ROLES:
        yield from (f"elem({n},{role},{text(word)})." for word in getattr(scope, role))
    yield from (f"elem({n},iterr,{text(word)})." for word in each.territories)
    yield from (f"lists_action({n},{text(a)})." for a in scope.actions)
    for dim in NARROW:
        yield from (f"dim({n},{dim},{text(value)})." for value in getattr(scope, dim))
    yield from (f"cargo({n},{text(c)})." for c in scope.cargo)
    flags = {
        "any_cargo": scope.any_cargo,
        "caveat": one.caveat,
        "political": one.nature == "political",
        "endless": one.kind is ProvisionKind.PROCEDURE and one.duration.likely is None,
    }
    yield from (f"{flag}({n})." for flag, on in flags.items() if on)
    yield from (f"limit({n},{k},{v})." for k, v in one.limits.stated.items())
    yield from (f"over({n},{k},{v})." for k, v in one.over.stated.items())
    if one.command is not None:
        yield f"command({n})."
        yield f"over_forces({n},{text(one.command.over)})." if one.command.over else ""
        yield from (f"cstate({n},{text(s)})." for s in one.command.states)
        yield from (f"by({n},{text(b)})." for b in one.command.by)
    yield from _need(one.requires, n, number)
    for begin, end in grid.ends.get(one.id, {}).items():
        if end is not None:
            yield f"takes({n},{grid.at(begin)},{grid.at(end)})."


def _need(need: Need, n: int, number: dict[str, int]) -> Iterator[str]:
    counter = iter(range(10**6))

    def walk(part: Need) -> Iterator[str]:
        key = f"({n},{next(counter)})"
        keys.append(key)
        if isinstance(part, Step):
            yield f"leaf({key},{number.get(part.procedure, -1)})."
            return
        yield f"need({key},{'all' if isinstance(part, AllOf) else 'any'}). size({key},{len(part.parts)})."
        for place, child in enumerate(part.parts):
            at = len(keys)
            yield from walk(child)
            yield f"part({key},{place},{keys[at]})."

    keys: list[str] = []
    yield from walk(need)
    yield f"root({n},{keys[0]})."


def _tests(chosen: Iterable[Provision]) -> Iterator[str]:
    seen: dict[Test, int] = {}
    numbers = list(chosen)
    for n, one in enumerate(numbers, 1):
        for place, way in enumerate(one.conditions):
            yield f"alternative({n},{place})."
            for test in way:
                at = seen.setdefault(test, len(seen))
                yield f"alt({n},{place},{at})."
    for test, at in seen.items():
        yield f"test({at},{text(test.fact)},{SENSES[test.sense]}). number({at},{test.number})."
        yield from (f"word({at},{text(word)})." for word in test.words)

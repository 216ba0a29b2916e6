"""An answer of pre-positioning as tables for the terminal, and what it comes to in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coalition.cli.law.sheets import Sheet

if TYPE_CHECKING:
    from coalition.formats.placed.content import PlacedContent


def sheets_of(content: PlacedContent) -> list[Sheet]:
    """Stores, what they hold, leaves, what the law shuts out, nations, scenarios and trade-offs."""
    return [_stores(content), _held(content), _consents(content), _barred(content),
            _nations(content), _scenarios(content), _frontier(content)]  # fmt: skip


def notes_of(content: PlacedContent) -> Iterator[str]:
    """Cost, proof, what chance and law are worth, what was asked, what it rests on."""
    worth, today, proof, chance = content.worth, content.today, content.proof, content.chance
    yield (
        f"{_money(worth.total)} in all: {_money(worth.now)} now, {_money(worth.later)} expected later; "
        f"worst tenth {_money(worth.tail)}, {worth.unmet:.1%} of need unmet, {worth.hours:.0f} h on average"
    )
    yield (
        f"today's stock: {_money(today.total)} in all, {_money(today.now)} of it to run its stores; "
        f"worst tenth {_money(today.tail)}, {today.unmet:.1%} unmet, {today.hours:.0f} h"
    )
    yield (
        f"proven within {proof.gap:.2%} by {proof.route}: {_money(proof.total)} reached, "
        f"bound {_money(proof.bound)}; seed {proof.seed}"
    )
    if chance.vss is None:
        yield "the plan for the mean scenario cannot be kept here (VSS without bound)"
    else:
        yield f"planning for all scenarios and not their mean saves {_money(chance.vss)} (VSS)"
    yield f"knowing which scenario comes would save {_between(chance.evpi)} (EVPI)"
    yield f"were the law to forbid and delay nothing, the best plan would save {_between(chance.law)}"
    yield from (f"asked: {words}" for words in content.asked)
    if content.doubts:
        more = f" and {len(content.doubts) - 3} more" if len(content.doubts) > 3 else ""
        yield f"amber: it rests on what nobody has stated: {'; '.join(content.doubts[:3])}{more}"


def _stores(content: PlacedContent) -> Sheet:
    rows = tuple(
        (row.spot.place, row.spot.nation, row.size or "closed", _tonnes(row.held_kg), _tonnes(row.capacity_kg),
         row.payer, round(row.cost), round(row.loss))
        for row in content.stores
    )  # fmt: skip
    heads = ("site", "nation", "size", "held_t", "room_t", "payer", "cost", "its_loss_costs")
    return Sheet("stores", "Stores", heads, rows)


def _held(content: PlacedContent) -> Sheet:
    rows = tuple(
        (row.place, row.nation, row.commodity, row.units, row.today, round(row.money),
         _hours(row.first_hours), f"{row.usable:.0%}", f"{row.doubtful:.0%}")
        for row in content.held
    )  # fmt: skip
    heads = (
        "site",
        "nation",
        "commodity",
        "units",
        "today",
        "money",
        "first_hours",
        "law_leaves",
        "doubtful",
    )
    return Sheet("held", "What to keep where", heads, rows)


def _consents(content: PlacedContent) -> Sheet:
    rows = tuple(
        (row.whose, row.question, row.finding, row.provision, row.opens, list(row.missing), list(row.stores),
         f"{row.units:,.1f}")
        for row in content.consents
    )  # fmt: skip
    heads = (
        "whose",
        "question",
        "finding",
        "provision",
        "opens",
        "missing",
        "stores",
        "expected_units",
    )
    shown = ("whose", "question", "finding", "provision", "missing", "expected_units")
    return Sheet("consents", "Leaves it rests on", heads, rows, shown)


def _barred(content: PlacedContent) -> Sheet:
    rows = tuple(
        (row.place, row.nation, row.commodity, row.destination, list(row.scenarios), list(row.why))
        for row in content.barred
    )
    heads = ("site", "nation", "commodity", "destination", "scenarios", "why")
    return Sheet("barred", "What the law shuts out", heads, rows)


def _nations(content: PlacedContent) -> Sheet:
    rows = tuple(
        (row.nation, round(row.pays), f"{row.share:.0%}", _share(row.fair), _share(row.unmet_today),
         _share(row.unmet_alone), _share(row.unmet), round(row.gain_today), round(row.gain_alone))
        for row in content.nations
    )  # fmt: skip
    heads = (
        "nation",
        "pays",
        "share",
        "fair",
        "unmet_today",
        "unmet_alone",
        "unmet",
        "gain_on_today",
        "gain_on_alone",
    )
    return Sheet("nations", "What each nation pays and gains", heads, rows)


def _scenarios(content: PlacedContent) -> Sheet:
    rows = tuple(
        (row.scenario, row.says, f"{row.probability:.0%}", f"{row.unmet:.1%}", f"{row.unmet_today:.1%}",
         _hours(row.hours), round(row.cost), round(row.cost_today), row.excused)
        for row in content.scenarios
    )  # fmt: skip
    heads = (
        "scenario",
        "says",
        "probability",
        "unmet",
        "unmet_today",
        "hours",
        "cost",
        "cost_today",
        "excused",
    )
    return Sheet("scenarios", "Scenarios", heads, rows)


def _frontier(content: PlacedContent) -> Sheet:
    rows = tuple(
        (row.asked, round(row.now), round(row.hours), round(row.tail), f"{row.unmet:.1%}", round(row.later),
         f"{row.gap:.2%}", row.beaten)
        for row in content.frontier
    )  # fmt: skip
    heads = ("asked", "now", "hours", "worst_tenth", "unmet", "later", "gap", "beaten")
    return Sheet("frontier", "Trade-offs: money now, hours, tail", heads, rows)


def _money(value: float) -> str:
    return f"{value:,.0f}"


def _between(span: tuple[float, float]) -> str:
    low, high = map(_money, span)
    return low if low == high else f"{low} to {high}"


def _tonnes(kg: int) -> str:
    return f"{kg / 1_000:,.0f}"


def _hours(value: float | None) -> int | None:
    return None if value is None else round(value)


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.0%}"

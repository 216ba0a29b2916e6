"""The command that places stocks before a crisis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.operations.preposition.preposition_book import Placed, Point


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Service:
    """What is asked of response, risk and robustness."""

    tail: Annotated[float, Parameter(validator=validators.Number(gte=0, lte=1))] = 0.0
    """Weight of the mean of the worst tenth of scenarios (CVaR)."""
    robust: Annotated[bool, Parameter(negative="")] = False
    """Weigh the loss of the worst single site too."""
    within: Annotated[int | None, Parameter(validator=validators.Number(gte=1))] = None
    """Ask that a share of each need comes within so many hours."""
    share: Annotated[float, Parameter(validator=validators.Number(gt=0, lte=1))] = 0.8
    """The share asked for with `--within`."""
    excused: Annotated[float, Parameter(validator=validators.Number(gte=0, lt=1))] = 0.1
    """The probability with which that may fail."""


NOTHING_ASKED = Service()


def preposition(
    book: Path,
    /,
    *,
    gap: Annotated[float, Parameter(validator=validators.Number(gte=0, lte=1))] = 0.005,
    time: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    seed: int = 0,
    service: Service = NOTHING_ASKED,
    no_frontier: Annotated[bool, Parameter(negative="")] = False,
    out: Path | None = None,
    format: Format = "table",  # noqa: A002
) -> int:
    """Place stocks before anyone knows the crisis: where, how many, whose, under whose leave.

    Reads the book's `preposition/` tables. A stock its owner may not send, its host does not let go or the
    place in need does not let in counts nothing in that scenario. Examples:
    `coalition preposition cases/northern-stocks`,
    `coalition preposition cases/northern-stocks --within 72 --share 0.9 --out out/stocks`.

    Parameters
    ----------
    book
        The folder of the book.
    gap
        Stop within this relative gap of the proven bound.
    time
        Seconds for the main decision, by the clock.
    seed
        Parts ties.
    service
        What is asked of response, risk and robustness.
    no_frontier
        Leave out the trade-offs between budget, risk and cost.
    out
        A folder for `preposition.json` and `stores.geojson`.
    format
        How to write the tables.

    """
    from coalition.operations.preposition.preposition_book import PlaceAsked, preposition_book
    from coalition.operations.preposition.told import write_placed

    asked = PlaceAsked(
        gap, time, seed, service.tail, service.robust, service.within, service.share,
        service.excused, not no_frontier,
    )  # fmt: skip
    placed = preposition_book(book, asked=asked)
    write_sheets(_sheets(placed), format, head={"book": placed.book.title}, notes=_notes(placed))
    if out is not None:
        for path in write_placed(placed, out):
            if format == "table":
                print(path)
    return 0


def _sheets(placed: Placed) -> list[Sheet]:
    from coalition.operations.preposition.told import barred_rows, held_rows

    held = tuple(
        (r.place, r.size, r.nation, r.commodity, r.units, r.today, r.first_hour_served)
        for r in held_rows(placed)
    )
    barred = tuple((r.place, r.nation, r.commodity, r.shut_out, r.of) for r in barred_rows(placed))
    gains = tuple((nation, f"{money:,.0f}") for nation, money in placed.gains.items())
    return [
        Sheet("stores", "What to keep where", (
            "place", "size", "nation", "commodity", "units", "today", "first_hours",
        ), held),
        Sheet("barred", "What the law shuts out", (
            "place", "nation", "commodity", "shut_out", "of",
        ), barred),
        Sheet("gains", "What each nation in need gains over today", ("nation", "money"), gains),
        Sheet("frontier", "Trade-offs", (
            "asked", "now", "later", "worst_tenth", "total", "gap",
        ), tuple(map(_point, placed.frontier))),
    ]  # fmt: skip


def _point(point: Point) -> tuple[str, ...]:
    if point.worth is None:
        return point.asked, "", "", "", "cannot be met", ""
    worth = point.worth
    money = (worth.first, worth.later, worth.tail, worth.total)
    return point.asked, *(f"{one:,.0f}" for one in money), f"{point.gap:.2%}"


def _notes(placed: Placed) -> list[str]:
    worth, today = placed.worth, placed.today
    vss = "the decision for the mean scenario cannot be kept here"
    if placed.stochastic is not None:
        vss = f"planning for all scenarios and not their mean saves {placed.stochastic:,.0f}"
    money = (
        f"total {worth.total:,.0f}: {worth.first:,.0f} now, {worth.later:,.0f} expected later "
        f"(today's stock: {today.later:,.0f} later); worst tenth {worth.tail:,.0f}"
    )
    answer = placed.answer
    return [
        money,
        f"proven within {answer.gap:.2%} by {answer.route}, bound {answer.bound:,.0f}",
        f"{vss} (VSS); knowing the scenario would save {placed.information:,.0f} (EVPI)",
        f"were the law to forbid nothing, the best would cost {placed.lawless:,.0f}",
    ]

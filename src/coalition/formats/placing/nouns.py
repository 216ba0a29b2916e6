"""From records to the nouns of pre-positioning; the records have been checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.nouns.geography import provenance_of
from coalition.model.cargo import Nature
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.supply.placing import (
    Choice,
    Commodity,
    CommodityId,
    Crew,
    Means,
    Placing,
    Scenario,
    ScenarioId,
    SiteSize,
    Terms,
    UsedBy,
)

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record
    from coalition.formats.placing.agree import Tables
    from coalition.model.book import Book

FLIGHT_M_PER_HOUR = 700_000


def make_placing(tables: Tables, terms: Record | None, book: Book) -> Placing:
    """The whole question."""
    commodities = {
        one.id: one for one in (_commodity(row, tables["means"]) for row in tables["commodities"])
    }
    budgets = {NationId(one.text("nation")): one.whole("budget") or 0 for one in tables["budgets"]}
    shares = {
        NationId(one.text("nation")): one.whole("share") or one.whole("budget") or 0
        for one in tables["budgets"]
    }
    return Placing(
        tuple(_site(row, book) for row in tables["sites"]),
        commodities,
        tuple(map(_choice, tables["holdings"])),
        tuple(_scenario(row, tables) for row in tables["scenarios"]),
        budgets, shares, Terms() if terms is None else _terms(terms),
    )  # fmt: skip


def _site(record: Record, book: Book) -> SiteSize:
    place = PlaceId(record.text("site"))
    payer = NationId(record.text("payer")) if record.has("payer") else book.places[place].nation
    return SiteSize(
        place, record.text("size"), record.whole("capacity") or 1, record.whole("cost") or 0,
        payer, provenance_of(record),
    )  # fmt: skip


def _means(record: Record) -> Means:
    return Means(
        Mode(record.text("mode")), record.whole("speed") or 1_000,
        record.whole("cost_per_1000_tkm") or 0, record.whole("handling") or 0,
    )  # fmt: skip


def _commodity(record: Record, further: list[Record]) -> Commodity:
    own = record.text("commodity")
    return Commodity(
        CommodityId(own), record.text("name"), record.whole("unit_mass") or 1,
        (_means(record), *(_means(one) for one in further if one.text("commodity") == own)),
        record.whole("delay_cost") or 0, record.whole("unmet_cost") or 1,
        Nature(record.text("nature") or "general"), bool(record.flag("whole")),
        UsedBy(record.text("used_by") or "owner"), provenance_of(record),
    )  # fmt: skip


def _choice(record: Record) -> Choice:
    return Choice(
        PlaceId(record.text("site")), NationId(record.text("nation")),
        CommodityId(record.text("commodity")), record.whole("unit_cost") or 0,
        record.whole("low") or 0, record.whole("high") or 0, record.whole("today") or 0,
        provenance_of(record),
    )  # fmt: skip


def _scenario(record: Record, tables: Tables) -> Scenario:
    own = record.text("scenario")
    rows = {
        name: [one for one in tables[name] if one.text("scenario") == own]
        for name in ("needs", "losses", "facts", "crews")
    }
    needs: dict[tuple[PlaceId, CommodityId], int] = {}
    for one in rows["needs"]:
        key = (PlaceId(one.text("place")), CommodityId(one.text("commodity")))
        needs[key] = needs.get(key, 0) + (one.whole("amount") or 0)
    return Scenario(
        ScenarioId(own), record.text("says"), record.whole("weight") or 1,
        {one.text("name"): one.texts("value") for one in rows["facts"]}, needs,
        {PlaceId(one.text("site")): one.whole("kept_percent") or 0 for one in rows["losses"]},
        tuple(map(_crew, rows["crews"])), provenance_of(record),
    )  # fmt: skip


def _crew(record: Record) -> Crew:
    return Crew(
        CommodityId(record.text("commodity")), record.whole("amount") or 0,
        NationId(record.text("nation")) if record.has("nation") else None,
        PlaceId(record.text("from")) if record.has("from") else None,
        record.whole("speed") or FLIGHT_M_PER_HOUR, record.whole("ready") or 0,
        record.whole("join") or 0, provenance_of(record),
    )  # fmt: skip


def _terms(record: Record) -> Terms:
    plain = Terms()

    def said(name: str, otherwise: int) -> int:
        value = record.whole(name)
        return otherwise if value is None else value

    return Terms(
        record.whole("within_hours"), said("share_percent", plain.share_percent),
        said("excused_percent", plain.excused_percent), said("tail_percent", 0),
        said("loss_percent", 0), record.whole("fair_percent"), record.whole("cover_percent"),
        said("cover_hours", plain.cover_hours), said("even_percent", 0),
    )  # fmt: skip

"""The answer in rows: what is held where, under whose leave, what the law shuts out, what each nation gains."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from coalition.formats.placed.content import (
    BarredRow,
    Chance,
    ConsentRow,
    FlowRow,
    FrontierRow,
    HeldRow,
    NationRow,
    PlacedContent,
    Proof,
    ScenarioRow,
    StoreRow,
)
from coalition.measure.instants import write_instant
from coalition.model.identity import PlaceId
from coalition.operations.preposition.alone import later_of
from coalition.operations.preposition.drawn import needs_of, response_of, spot_of, ways_of
from coalition.operations.preposition.lawful import Consent
from coalition.operations.preposition.limits_of import payers, spending
from coalition.operations.preposition.preposition_book import Placed, held_today

LEAST = 1e-6


def told(placed: Placed) -> PlacedContent:
    """The whole answer in rows."""
    book, framed = placed.book, placed.framed
    named = dict.fromkeys([*framed.sites, *framed.places])
    return PlacedContent(
        book.title, book.fictional, tuple(spot_of(placed, place) for place in named),
        _stores(placed), _held(placed), _consents(placed), _barred(placed), _nations(placed),
        _scenarios(placed), _flows(placed), needs_of(placed), ways_of(placed), response_of(placed),
        tuple(
            FrontierRow(one.asked, one.worth.now, one.worth.later, one.worth.tail,
                        one.worth.hours, one.worth.unmet, one.gap, one.beaten)
            for one in placed.trades
        ),
        placed.plan.worth, placed.today.worth, _proof(placed), _chance(placed), asked_words(placed),
        _doubts(placed),
    )  # fmt: skip


def _stores(placed: Placed) -> tuple[StoreRow, ...]:
    framed, holdings = placed.framed, placed.framed.instance.holdings
    space = np.bincount(
        holdings.site, holdings.space * placed.answer.held, framed.instance.site_count
    )
    payer = {one.place: one.payer for one in placed.placing.sites}
    rows = []
    for number, place in enumerate(framed.sites):
        size = int(placed.answer.opened[number])
        sites = framed.instance.sites
        rows.append(StoreRow(
            spot_of(placed, place), framed.sizes[size] if size >= 0 else "",
            int(sites.capacity[number, size]) if size >= 0 else 0, round(float(space[number])),
            payer[place], float(sites.cost[number, size]) if size >= 0 else 0.0,
            float(placed.losses[number]),
        ))  # fmt: skip
    return tuple(rows)


def _held(placed: Placed) -> tuple[HeldRow, ...]:
    framed, rows = placed.framed, []
    need = framed.instance.scenarios.need
    for number, choice in enumerate(placed.placing.choices):
        own = np.flatnonzero(framed.choice == number)
        units = float(placed.answer.held[own].sum())
        if units < LEAST and not choice.today:
            continue
        money = float(framed.instance.holdings.cost[own] @ placed.answer.held[own])
        hours, usable, doubtful = None, 0.0, 0.0
        if len(own):
            asked = need[:, :, framed.commodities.index(choice.commodity)] > 0
            open_arcs = np.isfinite(framed.hours[:, own[0], :]) & asked
            wanted = max(int((open_arcs | framed.barred[:, own[0], :]).sum()), 1)
            usable = float(open_arcs.sum()) / wanted
            doubtful = float((framed.doubtful[:, own[0], :] & asked).sum()) / wanted
            hours = float(framed.hours[:, own[0], :][open_arcs].min()) if open_arcs.any() else None
        rows.append(HeldRow(
            choice.place, choice.nation, choice.commodity, round(units), choice.today, money, hours,
            usable, doubtful,
        ))  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.place, r.commodity, r.nation)))


def _consents(placed: Placed) -> tuple[ConsentRow, ...]:
    """Leaves that deliveries of the plan rest on; at home there is none to ask."""
    found: dict[Consent, tuple[set[PlaceId], list[float]]] = {}
    framed, weights = placed.framed, placed.framed.instance.scenarios.probability
    for s, deliveries in enumerate(placed.plan.told):
        law = framed.carriage.law_of(placed.placing.scenarios[s])
        for holding, place, amount in zip(
            deliveries.holding, deliveries.place, deliveries.amount, strict=True
        ):
            sending = framed.deliveries[s, int(holding), int(place)].sending
            for consent in law.consents(sending):
                stores, units = found.setdefault(consent, (set(), []))
                stores.add(sending.origin.id)
                units.append(float(amount) * float(weights[s]))
    return tuple(
        ConsentRow(
            consent.words, consent.whose, str(consent.finding), consent.provision,
            "" if consent.opens is None else write_instant(consent.opens), consent.missing,
            tuple(sorted(stores)), sum(units),
        )
        for consent, (stores, units) in sorted(
            found.items(), key=lambda item: (item[0].whose, item[0].words, item[0].provision)
        )
        if consent.provision or consent.missing
    )  # fmt: skip


def _barred(placed: Placed) -> tuple[BarredRow, ...]:
    framed = placed.framed
    shut: dict[tuple[int, int], list[int]] = defaultdict(list)
    why: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for s, h, j in np.argwhere(framed.barred):
        key = (int(framed.choice[h]), int(j))
        if int(s) not in shut[key]:
            shut[key].append(int(s))
        why[key].update(dict.fromkeys(framed.against[int(s), int(h), int(j)]))
    rows = []
    for (number, place), scenarios in shut.items():
        choice = placed.placing.choices[number]
        ids = tuple(placed.placing.scenarios[s].id for s in sorted(scenarios))
        rows.append(BarredRow(
            choice.place, choice.nation, choice.commodity, framed.places[place], ids,
            tuple(why[number, place]),
        ))  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (-len(r.scenarios), r.place, r.nation, r.destination)))


def _nations(placed: Placed) -> tuple[NationRow, ...]:
    framed, answer, placing = placed.framed, placed.answer, placed.placing
    opened = np.zeros((len(framed.sites), len(framed.sizes)))
    sites = np.flatnonzero(answer.opened >= 0)
    opened[sites, answer.opened[sites]] = 1.0
    pays = {}
    for nation in payers(placing):
        stock, opening = spending(placing, framed.shape, nation)
        pays[nation] = float(stock @ answer.held + (opening * opened).sum())
    total, parts = sum(pays.values()), sum(placing.shares.values())
    before, rows = held_today(placing, framed), []
    for alone in placed.alone:
        nation = alone.nation
        later, unmet = later_of(framed, nation, answer.held)
        later_today, unmet_today = later_of(framed, nation, before)
        _, unmet_alone = later_of(framed, nation, alone.held)
        paid, share = pays.get(nation, 0.0), placing.shares.get(nation)
        rows.append(NationRow(
            nation, paid, paid / total if total else 0.0,
            None if share is None or not parts else share / parts, unmet_today, unmet_alone, unmet,
            later_today - later, (alone.now + alone.later) - (paid + later),
        ))  # fmt: skip
    return tuple(rows)


def _scenarios(placed: Placed) -> tuple[ScenarioRow, ...]:
    plan, today = placed.plan, placed.today
    return tuple(
        ScenarioRow(
            one.id, one.says, float(plan.weights[s]), float(plan.unmet[s]),
            float(plan.hours[s]) if np.isfinite(plan.hours[s]) else None, float(plan.costs[s]),
            float(today.unmet[s]), float(today.costs[s]), bool(placed.answer.excused[s]),
        )
        for s, one in enumerate(placed.placing.scenarios)
    )  # fmt: skip


def _flows(placed: Placed) -> tuple[FlowRow, ...]:
    framed, weights = placed.framed, placed.framed.instance.scenarios.probability
    sums: dict[tuple[int, int], list[float]] = {}
    modes: dict[tuple[int, int], str] = {}
    for s, deliveries in enumerate(placed.plan.told):
        for holding, place, amount in zip(
            deliveries.holding, deliveries.place, deliveries.amount, strict=True
        ):
            key = (int(framed.choice[holding]), int(place))
            row = sums.setdefault(key, [0.0, 0.0])
            units = float(weights[s]) * float(amount)
            row[0] += units
            row[1] += units * float(framed.hours[s, holding, place])
            means = framed.deliveries[s, int(holding), int(place)].means
            modes[key] = "" if means is None else str(means.mode)
    rows = []
    for (number, place), (units, hours) in sums.items():
        choice = placed.placing.choices[number]
        kg = units * placed.placing.commodities[choice.commodity].unit_kg
        rows.append(FlowRow(
            choice.place, choice.nation, framed.places[place], choice.commodity, units, kg,
            hours / units, modes[number, place],
        ))  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (-r.kg, r.store, r.place, r.commodity, r.nation)))


def _proof(placed: Placed) -> Proof:
    answer = placed.answer
    return Proof(
        answer.total, answer.bound, answer.gap, str(answer.route), answer.rounds, placed.seed
    )


def _chance(placed: Placed) -> Chance:
    chance, free = placed.chance, placed.lawless
    vss = chance.vss if np.isfinite(chance.vss) else None
    total, bound = placed.answer.total, placed.answer.bound
    return Chance(vss, chance.evpi, (max(bound - free.total, 0.0), max(total - free.bound, 0.0)))


def asked_words(placed: Placed) -> tuple[str, ...]:
    """What was asked besides the least cost."""
    terms, words = placed.placing.terms, []
    if terms.within_hours is not None:
        words.append(
            f"{terms.share_percent} % of each need within {terms.within_hours} h, "
            f"but for {terms.excused_percent} % of chance"
        )
    if terms.tail_percent:
        words.append(f"the worst tenth of scenarios weighs {terms.tail_percent} %")
    if terms.loss_percent:
        words.append(f"the loss of the worst site weighs {terms.loss_percent} %")
    if terms.fair_percent is not None:
        words.append(f"no nation pays over its share by more than {terms.fair_percent} %")
    if terms.cover_percent is not None:
        words.append(
            f"{terms.cover_percent} % of each nation's mean need within {terms.cover_hours} h"
        )
    if terms.even_percent:
        words.append(f"the worst share unmet of any nation costs {terms.even_percent} % of all")
    return tuple(words)


def _doubts(placed: Placed) -> tuple[str, ...]:
    """What nobody has stated and deliveries of the plan rest on."""
    found: dict[str, None] = {}
    for s, deliveries in enumerate(placed.plan.told):
        for holding, place in zip(deliveries.holding, deliveries.place, strict=True):
            for doubt in placed.framed.deliveries[s, int(holding), int(place)].doubts:
                found.setdefault(doubt)
    return tuple(found)

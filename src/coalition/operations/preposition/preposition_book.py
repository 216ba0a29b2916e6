"""Place the stocks of a book: the decision with its gap, what it is worth, to whom, and what else could be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.formats.placing.reader import read_placing
from coalition.model.book import Book
from coalition.model.supply.placing import Placing, Terms
from coalition.network.network import load_network
from coalition.operations.preposition.alone import Alone, alone_of
from coalition.operations.preposition.appraised import TAIL_LEVEL, Appraised, appraise
from coalition.operations.preposition.instance_of import Framed, frame_placing
from coalition.operations.preposition.terms_asked import TermsAsked
from coalition.operations.preposition.trade_offs import Trade, trade_offs
from coalition.operations.preposition.why_not import why_not
from coalition.prepositioning.answer import Answer
from coalition.prepositioning.effort import Effort, Listener, ignore
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.instance import Floats, Instance
from coalition.prepositioning.recourse.linear import Recourse
from coalition.prepositioning.solve import solve
from coalition.prepositioning.value import ChanceValue, value_of_chance

NOTHING_ASKED = TermsAsked()


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """`gap` and `seconds` for the main decision; `terms` go before those of the book where they are not None.

    `sure`: what rests on something unknown counts nothing. `frontier` draws trade-offs.
    """

    gap: float = 0.005
    seconds: float | None = None
    seed: int = 0
    terms: TermsAsked = NOTHING_ASKED
    sure: bool = False
    frontier: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """The answer to a book's question.

    `plan` and `today` are what the decision and what is held now come to; `chance` what thinking of
    chance and knowing the scenario are worth; `lawless` the same question when the law forbids nothing;
    `losses` (I,) money later that the loss of each site adds.
    """

    book: Book
    placing: Placing
    framed: Framed
    answer: Answer
    plan: Appraised
    today: Appraised
    chance: ChanceValue
    lawless: Answer
    losses: Floats
    alone: tuple[Alone, ...]
    trades: tuple[Trade, ...]
    seed: int


def preposition_book(folder: Path, *, asked: PlaceAsked, listen: Listener = ignore) -> Placed:
    """The answer for the book in `folder`. Raises InputError with every fault, or when nothing is feasible."""
    book = read_book(folder)
    placing = read_placing(folder, book)
    placing = replace(placing, terms=asked.terms.over(placing.terms))
    network = load_network(book.places, book.ways, book.closures, drawn=True)
    framed = frame_placing(book, network, placing, sure=asked.sure)
    effort = Effort(asked.gap, asked.seconds, asked.seed)
    aim = aim_of(placing.terms, framed.instance)
    answer = solve(framed.instance, aim, effort, listen)
    if not answer.feasible:
        message, hint = why_not(placing, framed), "ask less, or allow more"
        raise InputError([Fault("preposition/", "infeasible", message, hint)])
    rest = Effort(max(asked.gap, 0.002), asked.seconds, asked.seed)
    free = frame_placing(book, network, placing, law=False)
    plain = replace(framed, instance=replace(framed.instance, service=None))
    mean = answer if _is_plain(placing.terms) else solve(plain.instance, Aim(), rest, listen)
    return Placed(
        book, placing, framed, answer,
        appraise(framed, answer.held, answer.first, excused=answer.excused),
        appraise(plain, held_today(placing, framed), running_today(placing, framed)),
        value_of_chance(plain.instance, (mean.total, mean.bound), rest, listen),
        solve(free.instance, aim, rest, listen),
        losses_of(plain, answer.held),
        alone_of(book, placing, plain, rest),
        trade_offs(plain, placing, rest, listen) if asked.frontier else (),
        asked.seed,
    )  # fmt: skip


def aim_of(terms: Terms, instance: Instance) -> Aim:
    """The weights of recourse that the terms ask for."""
    lost = tuple(range(instance.site_count)) if terms.loss_percent else ()
    return Aim(terms.tail_percent / 100, TAIL_LEVEL, terms.loss_percent / 100, lost)


def _is_plain(terms: Terms) -> bool:
    return terms.within_hours is None and not terms.tail_percent and not terms.loss_percent


def held_today(placing: Placing, framed: Framed) -> Floats:
    """(H,) what is held now."""
    return np.array([
        0.0 if new else float(min(placing.choices[int(c)].today, placing.choices[int(c)].high))
        for c, new in zip(framed.choice, framed.new, strict=True)
    ])  # fmt: skip


def running_today(placing: Placing, framed: Framed) -> float:
    """Money to run, in the smallest size that holds it, each site where something is held now."""
    holdings, sites = framed.instance.holdings, framed.instance.sites
    space = np.bincount(
        holdings.site, holdings.space * held_today(placing, framed), framed.instance.site_count
    )
    money = 0.0
    for site in np.flatnonzero(space > 0):
        enough = np.isfinite(sites.cost[site]) & (sites.capacity[site] >= space[site] - 1e-9)
        offered = np.where(enough, sites.cost[site], np.inf)
        largest = np.where(np.isfinite(sites.cost[site]), sites.cost[site], 0.0).max()
        money += float(offered.min()) if enough.any() else float(largest)
    return money


def losses_of(framed: Framed, held: Floats) -> Floats:
    """(I,) money later that losing each site adds on average."""
    instance = framed.instance
    recourse, weights = Recourse(instance), instance.scenarios.probability
    whole = float(weights @ recourse.value(held).value.sum(axis=1))
    added = np.zeros(instance.site_count)
    for site in np.unique(instance.holdings.site[held > 0]):
        left = np.where(instance.holdings.site == site, 0.0, held)
        added[site] = float(weights @ recourse.value(left).value.sum(axis=1)) - whole
    return added

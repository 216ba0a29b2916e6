"""The book after the news: each item in turn does what its kind does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

from coalition.model.book import Book
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.operations.news import demand, forces, geography, law

Effect = Callable[[Book, NewsItem], Book]
"""The book after one item. Raises KeyError when the book lacks what the item names."""

EFFECTS: Mapping[NewsKind, Effect] = {
    NewsKind.CONSENT_WITHDRAWN: law.withdraw_consent,
    NewsKind.CONSENT_REFUSED: law.decide,
    NewsKind.CONSENT_EARLY: law.move_consent,
    NewsKind.CONSENT_LATE: law.move_consent,
    NewsKind.DECISION_EARLY: law.decide,
    NewsKind.PROCEDURE_SLOW: law.slow_procedure,
    NewsKind.PROHIBITION: law.declare,
    NewsKind.CAVEAT_DECLARED: law.declare,
    NewsKind.CAVEAT_LIFTED: law.lift_caveat,
    NewsKind.AIRSPACE_CLOSED: geography.close,
    NewsKind.PASSAGE_CLOSED: geography.close,
    NewsKind.PLACE_CLOSED: geography.close,
    NewsKind.PLACE_REOPENED: geography.reopen,
    NewsKind.WAY_CLOSED: geography.close,
    NewsKind.SLOTS_CHANGED: geography.change_slots,
    NewsKind.FLEET_LATE: forces.delay_fleet,
    NewsKind.CARRIERS_LOST: forces.lose_carriers,
    NewsKind.CARRIERS_ADDED: forces.add_carriers,
    NewsKind.SPEED_REDUCED: forces.reduce_speed,
    NewsKind.READINESS_SLIPS: forces.slip_readiness,
    NewsKind.UNIT_WITHDRAWN: forces.withdraw,
    NewsKind.PLEDGE_WITHDRAWN: forces.withdraw,
    NewsKind.STOCK_REDUCED: forces.reduce_stock,
    NewsKind.REQUIREMENT_NEW: demand.add_requirement,
    NewsKind.REQUIREMENT_CANCELLED: demand.cancel_requirement,
    NewsKind.RDD_MOVED: demand.move_rdd,
    NewsKind.PRIORITY_CHANGED: demand.change_priority,
    NewsKind.LOAD_CHANGED: demand.change_load,
    NewsKind.POD_CHANGED: demand.change_pod,
    NewsKind.DESTINATION_CHANGED: demand.change_destination,
}


def take_in(book: Book, news: News) -> Book:
    """The book as it is once all of the news is known; the book itself is not changed."""
    return reduce(lambda known, item: EFFECTS[item.kind](known, item), news.items, book)

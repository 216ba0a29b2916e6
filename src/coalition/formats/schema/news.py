"""The file of news: its keys, and which of them each kind of news takes."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.demand import REQUIREMENTS
from coalition.formats.schema.documents import CAVEAT, DURATION, SCOPE, table
from coalition.formats.schema.forces import PIECES_MAX, TWO_YEARS_MIN
from coalition.formats.schema.kinds import (
    choice,
    instant,
    nation,
    nations,
    own_id,
    quantity,
    ref,
    text,
    whole,
)
from coalition.measure.units import Dimension
from coalition.model.change.news import NewsKind
from coalition.model.places import Mode

PROHIBITION = Shape(
    "prohibition",
    "What a nation forbids on its own soil, or to its own forces",
    (
        own_id("id", "id of the prohibition; in full news-NATION/ID"),
        nation("nation", "whose law it is", required=True),
        text("text", "our own words", required=True),
        nations("actors", "nations or groups it binds; empty is any"),
        *SCOPE,
    ),
)

NEWS_ITEM = Shape(
    "news",
    "One piece of news",
    (
        choice("kind", NewsKind, "what kind of news it is", required=True),
        text("text", "our own words: who says so, and why"),
        ref("decision", "decision", "a recorded decision"),
        ref("procedure", "provision", "a procedure, INSTRUMENT/PROVISION"),
        ref("provision", "provision", "a prohibition or caveat, INSTRUMENT/PROVISION"),
        Column("nation", Kind.TERRITORY, "the nation whose airspace it is"),
        text("passage", "a passage, as in closures.csv"),
        ref("place", "place", "a place"),
        ref("way", "way", "a way of ways.csv"),
        ref("fleet", "fleet", "a fleet"),
        ref("unit", "unit", "a unit"),
        ref("stock", "stock", "a stock"),
        ref("requirement", "requirement", "a requirement"),
        instant("from", "from when it is so; default the instant of the news"),
        instant("until", "until when; absent: no end known"),
        instant("taken", "when the decision is or will be taken"),
        text("by", "who decided"),
        nations("actors", "nations or groups it is given to; absent: all"),
        nations("territories", "nations or groups it speaks of; absent: all"),
        table("duration", DURATION, "how long the procedure takes now"),
        table("prohibition", PROHIBITION, "what is forbidden"),
        table("caveat", CAVEAT, "the caveat"),
        choice("mode", Mode, "by which mode"),
        whole("slots", 0, 5_000, "carriers of the mode worked at once: MOG, berths, tracks or docks"),
        whole("carriers", 1, 100_000, "how many carriers"),
        whole("percent", 1, 10_000, "percent: of the speed lost, or of the load as it is now"),
        quantity("notice", Dimension.TIME, 0, TWO_YEARS_MIN, "notice to move (NTM) as it is now"),
        whole("pieces", 0, PIECES_MAX, "pieces on hand"),
        instant("rdd", "required delivery date as it is now"),
        whole("priority", 1, 99, "priority as it is now"),
        whole("weight", 1, 1_000_000, "weight as it is now; default as the book has it"),
        ref("pod", "place", "port of debarkation as it is now"),
        ref("destination", "place", "destination as it is now"),
        table("new", REQUIREMENTS, "the requirement, with the columns of requirements.csv"),
    ),
)  # fmt: skip

NEWS = Shape(
    "news file",
    "What became known at one instant",
    (
        instant("at", "when it became known; what has begun by then stays", required=True),
        table("news", NEWS_ITEM, "one piece of news each", many=True, required=True),
    ),
)


@dataclass(frozen=True, slots=True)
class KindOfNews:
    """One kind: what it says, the key of its subject, the keys it needs besides, and those it may have."""

    doc: str
    subject: tuple[str, ...]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key an item of the kind may have."""
        return ("kind", *self.subject, *self.needs, *self.takes, "text")


_SPAN = ("from", "until")
_DECISION = ("by", "taken")
_SCOPED = ("actors", "territories")

KINDS: dict[NewsKind, KindOfNews] = {
    NewsKind.CONSENT_WITHDRAWN: KindOfNews("a recorded consent lapses", ("decision",), (), ("from",)),
    NewsKind.CONSENT_REFUSED: KindOfNews(
        "a consent is refused", ("procedure",), _DECISION, _SCOPED),
    NewsKind.CONSENT_EARLY: KindOfNews(
        "a recorded decision is taken sooner than recorded", ("decision",), ("taken",)),
    NewsKind.CONSENT_LATE: KindOfNews(
        "a recorded decision is taken later than recorded", ("decision",), ("taken",)),
    NewsKind.DECISION_EARLY: KindOfNews(
        "a decision is taken ahead of its estimate", ("procedure",), _DECISION, (*_SCOPED, "until")),
    NewsKind.PROCEDURE_SLOW: KindOfNews(
        "a procedure takes another time than was estimated", ("procedure",), ("duration",)),
    NewsKind.PROHIBITION: KindOfNews("a nation forbids something", ("prohibition",)),
    NewsKind.CAVEAT_DECLARED: KindOfNews("a nation restricts its own forces", ("caveat",)),
    NewsKind.CAVEAT_LIFTED: KindOfNews(
        "a caveat or prohibition holds no longer", ("provision",), (), ("from",)),
    NewsKind.AIRSPACE_CLOSED: KindOfNews("an airspace is closed", ("nation",), (), _SPAN),
    NewsKind.PASSAGE_CLOSED: KindOfNews("a strait or canal is closed", ("passage",), (), _SPAN),
    NewsKind.PLACE_CLOSED: KindOfNews("a port or other place is closed", ("place",), (), _SPAN),
    NewsKind.PLACE_REOPENED: KindOfNews("a closed place is open again", ("place",), (), ("from",)),
    NewsKind.WAY_CLOSED: KindOfNews("a declared way is closed", ("way",), (), _SPAN),
    NewsKind.SLOTS_CHANGED: KindOfNews(
        "working places are lost or gained", ("place",), ("mode", "slots")),
    NewsKind.FLEET_LATE: KindOfNews("a fleet is there only from a date", ("fleet",), ("from",)),
    NewsKind.CARRIERS_LOST: KindOfNews("carriers of a fleet drop out", ("fleet",), ("carriers",)),
    NewsKind.CARRIERS_ADDED: KindOfNews("carriers join a fleet", ("fleet",), ("carriers",)),
    NewsKind.SPEED_REDUCED: KindOfNews(
        "weather slows a fleet; `percent` is what it loses, below 100", ("fleet",), ("percent",)),
    NewsKind.READINESS_SLIPS: KindOfNews(
        "a unit's notice to move is another", ("unit",), ("notice",)),
    NewsKind.UNIT_WITHDRAWN: KindOfNews("a unit is taken back", ("unit",), (), ("from",)),
    NewsKind.PLEDGE_WITHDRAWN: KindOfNews(
        "a pledge of a unit or stock is withdrawn", ("unit", "stock"), (), ("from",)),
    NewsKind.STOCK_REDUCED: KindOfNews("less of a stock is on hand", ("stock",), ("pieces",)),
    NewsKind.REQUIREMENT_NEW: KindOfNews("something more is wanted", ("new",)),
    NewsKind.REQUIREMENT_CANCELLED: KindOfNews("something is wanted no longer", ("requirement",)),
    NewsKind.RDD_MOVED: KindOfNews("something is wanted at another date", ("requirement",), ("rdd",)),
    NewsKind.PRIORITY_CHANGED: KindOfNews(
        "something matters more or less", ("requirement",), ("priority",), ("weight",)),
    NewsKind.LOAD_CHANGED: KindOfNews(
        "a load is larger or smaller; `percent` is of what it was", ("requirement",), ("percent",)),
    NewsKind.POD_CHANGED: KindOfNews(
        "a load goes through another port of debarkation", ("requirement",), ("pod",)),
    NewsKind.DESTINATION_CHANGED: KindOfNews(
        "a load is wanted at another place", ("requirement",), ("destination",)),
}  # fmt: skip
"""Every kind of news. Of two keys of a subject one is written."""

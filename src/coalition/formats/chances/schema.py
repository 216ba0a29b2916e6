"""The keys of `chances.toml`, and which of them each kind of chance takes."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.formats.schema.column import Shape
from coalition.formats.schema.documents import table
from coalition.formats.schema.kinds import (
    PROVENANCE,
    choice,
    flag,
    nations,
    own_id,
    quantity,
    ref,
    text,
)
from coalition.measure.units import Dimension
from coalition.model.chance.chances import ChanceKind, Each
from coalition.model.places import Mode

_ONE = 1_000_000
_TEN_YEARS_MIN = 10 * 366 * 1440

LASTS = Shape(
    "lasts",
    "A length of time between a least and a most",
    (
        quantity("least", Dimension.TIME, 0, _TEN_YEARS_MIN, "at least; default none"),
        quantity("likely", Dimension.TIME, 0, _TEN_YEARS_MIN, "most likely", required=True),
        quantity("most", Dimension.TIME, 0, _TEN_YEARS_MIN, "at most; default the likely"),
    ),
)

MORE = Shape(
    "more",
    "A share between a least and a most",
    (
        quantity("least", Dimension.SHARE, 0, 10 * _ONE, "at least; default none"),
        quantity("likely", Dimension.SHARE, 0, 10 * _ONE, "most likely", required=True),
        quantity("most", Dimension.SHARE, 0, 10 * _ONE, "at most; default the likely"),
    ),
)

CAUSE = Shape(
    "cause",
    "A factor that chances share",
    (
        own_id("id", "id of the cause"),
        choice("each", Each, "what has a factor of its own; default all share one", default="all"),
        quantity("share", Dimension.SHARE, 0, _ONE,
                 "how much of the variation of what falls under it the factor explains", required=True),
        text("text", "our own words"),
        *PROVENANCE,
    ),
)  # fmt: skip

CHANCE = Shape(
    "chance",
    "One thing that may go otherwise",
    (
        own_id("id", "id of the chance; that of an assumed one takes its place"),
        choice("kind", ChanceKind, "what may go otherwise", required=True),
        text("cause", "the cause it falls under; absent: it stands alone"),
        quantity("probability", Dimension.SHARE, 0, _ONE, "of each subject, within the horizon"),
        quantity("every", Dimension.TIME, 1, _TEN_YEARS_MIN,
                 "mean time between two: of moving for a breakdown, of the calendar for weather"),
        table("lasts", LASTS, "how long it lasts, or how much later it is; absent: for good"),
        table("more", MORE, "by how much more"),
        nations("nations", "only these nations or groups; absent: all"),
        ref("places", "place", "only these places", many=True),
        choice("modes", Mode, "only these modes, or places that serve them", many=True),
        ref("fleets", "fleet", "only these fleets", many=True),
        ref("units", "unit", "only these units", many=True),
        ref("stocks", "stock", "only these stocks", many=True),
        ref("procedures", "provision", "only these procedures, INSTRUMENT/PROVISION", many=True),
        ref("requirements", "requirement", "only these requirements", many=True),
        text("text", "our own words"),
        *PROVENANCE,
    ),
)  # fmt: skip

CHANCES = Shape(
    "chances",
    "What may go otherwise than planned",
    (
        flag("assumed", "whether what the program assumes stands beside; default yes", default=True),
        text("drop", "assumed chances that do not hold here, by id", many=True),
        table("cause", CAUSE, "causes", many=True),
        table("chance", CHANCE, "chances", many=True),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KindOfChance:
    """One kind: what it says, the keys it needs, those it may have, and by what its subjects are chosen."""

    doc: str
    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key an entry of the kind may have, besides id, kind, cause, text and where it comes from."""
        return (*self.needs, *self.takes, *self.chosen)


_CONSENT = ("nations", "procedures")
_SOURCE = ("nations", "units", "stocks")
_PLACE = ("nations", "places", "modes")
_FLEET = ("nations", "modes", "fleets")

KINDS: dict[ChanceKind, KindOfChance] = {
    ChanceKind.PROCEDURE_TIME: KindOfChance(
        "a procedure not yet decided takes any time between the least and the most its provision states",
        (), (), _CONSENT),
    ChanceKind.CONSENT_LATE: KindOfChance(
        "a procedure not yet decided ends so much later", ("probability", "lasts"), (), _CONSENT),
    ChanceKind.CONSENT_REFUSED: KindOfChance(
        "a procedure not yet decided ends in a refusal", ("probability",), (), _CONSENT),
    ChanceKind.CONSENT_WITHDRAWN: KindOfChance(
        "a consent, given or to come, is taken back at some time", ("probability",), (), _CONSENT),
    ChanceKind.READINESS_LATE: KindOfChance(
        "a unit or stock is ready so much later", ("probability", "lasts"), (), _SOURCE),
    ChanceKind.SOURCE_WITHDRAWN: KindOfChance(
        "a unit or stock is taken back at some time; what has left goes on", ("probability",), (),
        _SOURCE),
    ChanceKind.FLEET_LATE: KindOfChance(
        "a fleet is there so much later", ("probability", "lasts"), (), _FLEET),
    ChanceKind.BREAKDOWN: KindOfChance(
        "a carrier breaks down; `probability` of it being beyond repair", ("every", "lasts"),
        ("probability",), _FLEET),
    ChanceKind.TRAVEL_SLOW: KindOfChance(
        "each leg takes so much longer", ("more",), (), _FLEET),
    ChanceKind.WEATHER: KindOfChance(
        "a place is closed for a spell, again and again", ("every", "lasts"), (), _PLACE),
    ChanceKind.PLACE_LOST: KindOfChance(
        "a place is closed once, from some time on", ("probability",), ("lasts",), _PLACE),
    ChanceKind.AIRSPACE_CLOSED: KindOfChance(
        "the airspace of a nation is closed once, from some time on", ("probability",), ("lasts",),
        ("nations",)),
    ChanceKind.HANDLING_SLOW: KindOfChance(
        "all work at a place takes so much longer", ("more",), ("probability",), _PLACE),
    ChanceKind.DEMAND_GROWS: KindOfChance(
        "a load is so much larger than planned for", ("probability", "more"), (),
        ("nations", "requirements")),
}  # fmt: skip
"""Every kind of chance."""

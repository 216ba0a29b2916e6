"""The TOML files of a book: their tables and keys."""

from __future__ import annotations

from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.kinds import (
    PROVENANCE,
    choice,
    flag,
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
from coalition.model.law import (
    Action,
    Bindingness,
    CommandState,
    Hierarchy,
    ProvisionKind,
    RenewalKind,
    TimeUnit,
)
from coalition.model.nations import Rule
from coalition.model.places import Mode

INSTRUMENT_KINDS = (
    "treaty", "mou", "sofa", "technical-arrangement", "resolution", "national-law", "request",
    "note", "caveat", "agreement",
)  # fmt: skip
ANY_CARGO = "any"
NATURES = ("personnel", "general", "medical", "food", "fuel", "vehicles", "weapons", "ammunition",
           "hazardous", ANY_CARGO)  # fmt: skip
YEAR_H = 8_760


def table(
    name: str, shape: Shape, doc: str, *, many: bool = False, required: bool = False
) -> Column:
    """A table, or an array of tables."""
    return Column(name, Kind.TABLE, doc, required=required, many=many, shape=shape)


BOOK = Shape(
    "book",
    "The book itself",
    (
        text("title", "title", required=True),
        text("version", "version of the book"),
        flag("fictional", "whether what it tells is invented; default no", default=False),
        text("extends", "folder of another book that gives every file this one lacks"),
        text("library", "instruments taken from the library: NAME, national/ISO, positions/NAME",
             many=True),
        Column("network", Kind.MAP, "options of the network", of="fact"),
        *PROVENANCE,
    ),
)  # fmt: skip

FACT = Shape(
    "fact",
    "A fact with its dates",
    (
        text("name", "name", required=True),
        Column("value", Kind.FACT, "value, or a list of values; `?` is unknown", required=True),
        instant("from", "true from; default always"),
        instant("until", "true until; default for ever"),
        *PROVENANCE,
    ),
)

CRISIS = Shape(
    "crisis",
    "What happened and the frame of the plan",
    (
        text("title", "title", required=True),
        instant("activated", "C-day", required=True),
        whole("horizon_days", 1, 3_660, "days that are planned; default 60", default=60),
        Column("avoid", Kind.TERRITORY, "nations no land or air way may cross", many=True),
        text("text", "what happened"),
        Column("facts", Kind.MAP, "what conditions speak of; absent is unknown", of="facts"),
        table("fact", FACT, "facts with dates", many=True),
        Column("positions", Kind.MAP, "whose version of a text speaks, by text", of="fact"),
        *PROVENANCE,
    ),
)

BODY = Shape(
    "body",
    "A body that decides",
    (
        own_id("id", "id of the body"),
        text("name", "name", required=True),
        nations("members", "nations, groups or `members`", required=True),
        choice("rule", Rule, "how it decides; default consensus", default="consensus"),
        *PROVENANCE,
    ),
)

ALLIANCE = Shape(
    "alliance",
    "The alliance, its groups and bodies",
    (
        text("name", "name", required=True),
        Column("members", Kind.NATION, "member nations", many=True),
        Column("groups", Kind.MAP, "names for lists of nations", of="nations"),
        table("body", BODY, "bodies that decide", many=True),
        *PROVENANCE,
    ),
)

DURATION = Shape(
    "duration",
    "How long a procedure takes",
    (
        whole("least", 0, 3 * YEAR_H, "at least", field="least"),
        whole(
            "likely",
            0,
            3 * YEAR_H,
            "most likely; this is planned with",
            field="likely",
            required=True,
        ),
        whole("most", 0, 3 * YEAR_H, "at most", field="most"),
        choice("unit", TimeUnit, "how it is counted; default hours", default="hours"),
    ),
)

LIMITS = Shape(
    "limits",
    "Numbers of people, goods and days",
    (
        whole("pax", 0, 1_000_000, "people"),
        quantity("mass", Dimension.MASS, 0, 1_000_000_000, "cargo"),
        whole("stay_days", 1, 36_600, "days of stay"),
        whole("vehicles", 0, 1_000_000, "vehicles"),
        whole("aircraft", 0, 100_000, "aircraft"),
        whole("ships", 0, 10_000, "ships"),
        whole("ship_t", 0, 10_000_000, "displacement of all ships together, in tonnes"),
        whole("each_ship_t", 0, 1_000_000, "displacement of each ship, in tonnes"),
        whole("days", 0, 36_600, "days of an exercise or operation"),
    ),
)

SCOPE = (
    choice("actions", Action, "actions; empty is any", many=True),
    Column("territories", Kind.NATIONS, "nations, groups, `parties`; empty is any", many=True,
           of="parties"),
    choice("modes", Mode, "modes; empty is any", many=True),
    Column("cargo", Kind.CHOICE, "natures of cargo, or `any`", many=True, choices=NATURES),
    ref("units", "unit", "units; empty is any", many=True),
    ref("fleets", "fleet", "fleets; empty is any", many=True),
    ref("places", "place", "places; empty is any", many=True),
    text("tasks", "tasks; empty is any", many=True),
    text("missions", "operations by name; empty is any", many=True),
    Column("partners", Kind.NATIONS, "nations alongside or under whose command; empty is any",
           many=True, of="parties"),
    Column("beneficiaries", Kind.NATIONS, "to whom it is owed, or who profits; empty is any",
           many=True, of="parties"),
    instant("from", "holds from"),
    instant("until", "holds until"),
    Column("conditions", Kind.TESTS, "tests of facts that must hold, or a list of such tables"),
    table("over", LIMITS, "it speaks only of more than this"),
    flag("checked", "whether somebody compared it with the primary text; default no"),
)  # fmt: skip

COMMAND = Shape(
    "command",
    "What command a permission speaks of",
    (
        choice("states", CommandState, "states of command", many=True),
        text("over", "whose forces: `actor` or `territory`; default actor"),
        text("by", "bodies or nations that command; empty is the other side", many=True),
    ),
)

PROVISION = Shape(
    "provision",
    "A provision of an instrument",
    (
        own_id("id", "id within the instrument; in full INSTRUMENT/ID"),
        text("eid", "Akoma Ntoso element id, like art_5__para_1; default made from the article"),
        choice("kind", ProvisionKind, "what it does", required=True),
        text("article", "article", required=True),
        text("text", "our own words", required=True),
        Column("actors", Kind.NATIONS, "nations, groups, `parties`; empty is any", many=True,
               of="parties"),
        *SCOPE,
        Column("requires", Kind.NEED, "procedures that must have ended before"),
        table("limits", LIMITS, "how much it allows in total"),
        ref("excepts", "provision", "provisions this one defeats", many=True),
        text("cost", "who bears it: actor, territory, shared, reimbursed or exchange, then `: text`"),
        text("liability", "who answers for damage, in the same words"),
        table("command", COMMAND, "permissions of command: its states, over whom, by whom"),
        choice("nature", Bindingness, "legal or political; default legal", default="legal"),
        text("body", "procedures: a body, `actor` or `territory`"),
        choice("rule", Rule, "procedures: how the body decides; default single", default="single"),
        table("duration", DURATION, "procedures: how long it takes, or `?`"),
        text("calendar", "procedures: whose working days: `actor`, `territory` or a nation"),
        *PROVENANCE,
    ),
)  # fmt: skip

PARTY = Shape(
    "party",
    "Nations bound by an instrument from a date",
    (
        nations("nations", "nations or groups", required=True),
        instant("in_force", "bound from; default the instrument's"),
        instant("until", "bound until; default the instrument's"),
        ref("reservations", "provision", "provisions that do not bind them", many=True),
        *PROVENANCE,
    ),
)

RENEWAL = Shape(
    "renewal",
    "What happens at the end of an instrument",
    (
        choice("kind", RenewalKind, "tacit, express or none", required=True),
        whole("years", 1, 200, "years of each renewal"),
        whole("notice_days", 0, 3_660, "notice of its end, in days"),
    ),
)

INSTRUMENT = Shape(
    "instrument",
    "A dated text that binds its parties",
    (
        own_id("id", "id of the instrument"),
        text("title", "title", required=True),
        Column("kind", Kind.CHOICE, "what it is", required=True, choices=INSTRUMENT_KINDS),
        text("version", "version"),
        instant("in_force", "in force from", required=True),
        instant("until", "in force until; absent: no end"),
        text(
            "work", "Akoma Ntoso work URI without language, like /akn/un/act/treaty/1949-04-04/nato"
        ),
        instant("signed", "date of signature; never used as entry into force"),
        flag("checked", "whether somebody compared it with the primary text; default no"),
        table("renewal", RENEWAL, "what happens at `until`"),
        instant("denounced", "ends on this day whatever the renewal"),
        text("variant_of", "the text of which this is one version"),
        text("position", "whose version it is"),
        choice("hierarchy", Hierarchy, "where it stands; default by kind"),
        flag("fictional", "whether it is invented; default no", default=False),
        Column(
            "territories", Kind.NATIONS, "territorial scope; empty is any", many=True, of="parties"
        ),
        choice("actions", Action, "material scope; empty is any", many=True),
        table("party", PARTY, "who is bound", many=True),
        table("provision", PROVISION, "what it says", many=True),
        *PROVENANCE,
    ),
)

INSTRUMENTS = Shape(
    "instruments",
    "Instruments and their provisions",
    (table("instrument", INSTRUMENT, "instruments", many=True),),
)

CAVEAT = Shape(
    "caveat",
    "A nation's restriction on its own forces",
    (
        own_id("id", "id of the caveat; in full caveats-NATION/ID"),
        nation("nation", "whose forces it binds", required=True),
        text("text", "our own words", required=True),
        *SCOPE,
        flag("declared", "whether the nation has declared it; default yes", default=True),
        text("category", "kind of caveat (`library/caveat_kinds.csv`)"),
        *PROVENANCE,
    ),
)

CAVEATS = Shape(
    "caveats",
    "Caveats of nations on their own forces",
    (table("caveat", CAVEAT, "caveats", many=True),),
)

BODIES = Shape("bodies", "Bodies that decide", (table("body", BODY, "bodies", many=True),))
"""The library's bodies."""

LIBRARY_FILE = Shape("library", "A file of the library", (*INSTRUMENTS.columns, *BODIES.columns))
"""Instruments of the library, and the bodies they bring along."""

DOCUMENTS = {shape.name: shape for shape in (BOOK, CRISIS, ALLIANCE, INSTRUMENTS, CAVEATS)}
"""TOML file (without ending) -> its keys. Files under `instruments/` have the shape of `instruments`."""

NEEDED_DOCUMENTS = ("book", "crisis")
"""TOML files no book can do without."""

"""The alliance, instruments and caveats of records without a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.checks.references import full_provision_id
from coalition.formats.nouns.demand import limits_of
from coalition.formats.nouns.geography import interval_of, minute_or, nation_ids, provenance_of
from coalition.formats.parse.eids import eid_of
from coalition.formats.parse.parsed import MEMBERS, Parsed, caveat_id
from coalition.formats.schema.documents import ANY_CARGO
from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.cargo import Nature
from coalition.model.facts import Conditions
from coalition.model.identity import BodyId, InstrumentId, NationId, ProvisionId
from coalition.model.law import (
    LIMIT_NAMES,
    NO_LIMITS,
    Action,
    AllOf,
    AnyOf,
    Bindingness,
    Command,
    CommandState,
    Duration,
    Hierarchy,
    Instrument,
    Limits,
    Need,
    Party,
    Provision,
    ProvisionKind,
    Renewal,
    RenewalKind,
    Scope,
    Step,
    TimeUnit,
)
from coalition.model.nations import Alliance, Body, Rule
from coalition.model.places import Mode
from coalition.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.formats.parse.record import Record

_LIMIT_KEYS = {name: name for name in LIMIT_NAMES} | {"mass_kg": "mass"}
_UNKNOWN_DURATION = Duration(None, None, None)


class LawMaker:
    """Makes the law of one book; knows its groups."""

    def __init__(self, parsed: Parsed, nation_names: Mapping[NationId, str]) -> None:
        self._parsed, self._names = parsed, nation_names
        self._groups = parsed.groups()

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Nations for names of nations and groups, each once, in order of naming."""
        found = [one for name in names for one in self._nations_of(name, ())]
        return tuple(dict.fromkeys(found))

    def _nations_of(self, name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if name not in self._groups or name in above:
            return (name,) if name not in self._groups else ()
        return tuple(
            one for part in self._groups[name] for one in self._nations_of(part, (*above, name))
        )

    def alliance(self) -> Alliance:
        """The alliance with its groups expanded."""
        record = self._parsed.documents.get("alliance")
        bodies = {BodyId(one.text("id")): self._body(one) for one in self._parsed.bodies()}
        if record is None:
            return Alliance("", (), bodies=bodies)
        groups = {
            name: nation_ids(self.expand((name,))) for name in self._groups if name != MEMBERS
        }
        return Alliance(record.text("name"), nation_ids(record.texts("members")), groups, bodies)

    def _body(self, record: Record) -> Body:
        members = nation_ids(self.expand(record.texts("members")))
        return Body(
            BodyId(record.text("id")), record.text("name"), members, Rule(record.text("rule"))
        )

    def instruments(self) -> tuple[Instrument, ...]:
        """Instruments in order of the files, then the caveats, one instrument a nation."""
        return tuple(self._instrument(one) for one in self._parsed.instruments) + self._caveats()

    def _instrument(self, record: Record) -> Instrument:
        own = record.text("id")
        provenance = provenance_of(record, _confidence(record))
        return Instrument(
            InstrumentId(own),
            record.text("title"),
            record.text("kind"),
            interval_of(record, "in_force", "until"),
            tuple(one for part in record.records("party") for one in self._parties(part, record)),
            tuple(self._provision(part, record) for part in record.records("provision")),
            record.text("version") or "1",
            self._scope_nations(record.texts("territories")),
            _actions(record),
            bool(record.flag("fictional")),
            provenance,
            work=record.text("work"),
            signed=record.minute("signed"),
            checked=bool(record.flag("checked")),
            renewal=_renewal(record.record("renewal")),
            denounced=record.minute("denounced"),
            variant_of=record.text("variant_of"),
            position=record.text("position"),
            hierarchy=Hierarchy(record.text("hierarchy")) if record.has("hierarchy") else None,
        )

    def _parties(self, record: Record, instrument: Record) -> list[Party]:
        whole = interval_of(instrument, "in_force", "until")
        bound = Interval(
            minute_or(record.minute("in_force"), whole.opens),
            minute_or(record.minute("until"), whole.closes),
        )
        own = instrument.text("id")
        reserved = frozenset(_full_ids(record.texts("reservations"), own))
        source = provenance_of(record)
        named = nation_ids(self.expand(record.texts("nations")))
        return [Party(one, bound, reserved, source) for one in named]

    def _provision(self, record: Record, instrument: Record) -> Provision:
        own = instrument.text("id")
        checked = record.flag("checked")
        confidence = provenance_of(instrument, _confidence(instrument)).confidence
        return Provision(
            ProvisionId(f"{own}/{record.text('id')}"),
            ProvisionKind(record.text("kind")),
            record.text("article"),
            record.text("text"),
            self._scope(record, record.texts("actors")),
            interval_of(record, "from", "until"),
            requires=_need(record.values.get("requires"), own),
            limits=_limits(record.record("limits")),
            excepts=_full_ids(record.texts("excepts"), own),
            conditions=_conditions(record),
            body=record.text("body"),
            rule=Rule(record.text("rule") or Rule.SINGLE),
            duration=_duration(record),
            calendar=record.text("calendar"),
            provenance=provenance_of(record, confidence),
            eid=record.text("eid") or eid_of(record.text("article")),
            over=_limits(record.record("over")),
            cost=record.text("cost"),
            liability=record.text("liability"),
            command=_command(record.record("command")),
            nature=Bindingness(record.text("nature") or Bindingness.LEGAL),
            checked=bool(instrument.flag("checked") if checked is None else checked),
        )

    def _caveats(self) -> tuple[Instrument, ...]:
        nations = dict.fromkeys(one.text("nation") for one in self._parsed.caveats)
        return tuple(self._caveats_of(NationId(nation)) for nation in nations)

    def _caveats_of(self, nation: NationId) -> Instrument:
        own = [one for one in self._parsed.caveats if one.text("nation") == nation]
        always = Interval(ALWAYS, FOREVER)
        return Instrument(
            InstrumentId(f"caveats-{nation}"),
            f"Caveats of {self._names.get(nation, nation)}",
            "caveat",
            always,
            (Party(nation, always),),
            tuple(self._caveat(one, nation) for one in own),
        )

    def _caveat(self, record: Record, nation: NationId) -> Provision:
        return Provision(
            ProvisionId(caveat_id(record)),
            ProvisionKind.PROHIBITION,
            "",
            record.text("text"),
            self._scope(record, (nation,)),
            interval_of(record, "from", "until"),
            caveat=True,
            declared=record.flag("declared") is not False,
            conditions=_conditions(record),
            provenance=provenance_of(record),
            over=_limits(record.record("over")),
            category=record.text("category"),
            checked=bool(record.flag("checked")),
        )

    def _scope(self, record: Record, actors: tuple[str, ...]) -> Scope:
        cargo = record.texts("cargo")
        return Scope(
            self._scope_nations(actors),
            self._scope_nations(record.texts("territories")),
            _actions(record),
            tuple(Mode(one) for one in record.texts("modes")),
            tuple(Nature(one) for one in cargo if one != ANY_CARGO),
            ANY_CARGO in cargo,
            record.texts("units"),
            record.texts("fleets"),
            record.texts("places"),
            record.texts("tasks"),
            record.texts("missions"),
            self._scope_nations(record.texts("partners")),
            self._scope_nations(record.texts("beneficiaries")),
        )

    def _scope_nations(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Names of a scope as written; `members`, which the law does not know, becomes the nations."""
        found = [
            one for name in names for one in (self.expand((name,)) if name == MEMBERS else (name,))
        ]
        return tuple(dict.fromkeys(found))


def _actions(record: Record) -> tuple[Action, ...]:
    return tuple(Action(one) for one in record.texts("actions"))


def _confidence(record: Record) -> Confidence:
    return Confidence.FICTIONAL if record.flag("fictional") else Confidence.UNKNOWN


def _limits(record: Record | None) -> Limits:
    return limits_of(record, _LIMIT_KEYS) if record is not None else NO_LIMITS


def _conditions(record: Record) -> Conditions:
    found = record.values.get("conditions")
    return found if isinstance(found, tuple) else ()


def _command(record: Record | None) -> Command | None:
    if record is None:
        return None
    states = tuple(CommandState(one) for one in record.texts("states"))
    return Command(states, record.text("over") or "actor", record.texts("by"))


def _renewal(record: Record | None) -> Renewal:
    if record is None:
        return Renewal()
    kind = RenewalKind(record.text("kind") or RenewalKind.NONE)
    return Renewal(kind, record.whole("years"), record.whole("notice_days"))


def _duration(record: Record) -> Duration:
    """How long a procedure takes: `?` is unknown, and absent bounds are the likely length."""
    if "duration" in record.unknown:
        return _UNKNOWN_DURATION
    duration = record.record("duration")
    if duration is None:
        return Duration(0, 0, 0)
    likely = duration.whole("likely")
    bounds = [likely if name not in duration.unknown else None for name in ("least", "most")]
    least = duration.whole("least") if duration.has("least") else bounds[0]
    most = duration.whole("most") if duration.has("most") else bounds[1]
    return Duration(least, likely, most, TimeUnit(duration.text("unit") or TimeUnit.HOURS))


def _full_ids(names: tuple[str, ...], instrument: str) -> tuple[ProvisionId, ...]:
    return tuple(ProvisionId(full_provision_id(name, instrument)) for name in names)


def _need(tree: object, instrument: str) -> Need:
    if isinstance(tree, str):
        return Step(ProvisionId(full_provision_id(tree, instrument)))
    if isinstance(tree, tuple) and len(tree) == 2:
        parts = tuple(_need(part, instrument) for part in tree[1])
        return AnyOf(parts) if tree[0] == "any" else AllOf(parts)
    return AllOf()

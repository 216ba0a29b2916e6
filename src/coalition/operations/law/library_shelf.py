"""What instruments of law come with the program: listed, shown, and checked for what nobody has compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coalition.errors import Fault, InputError
from coalition.formats.faults import did_you_mean
from coalition.formats.shelf.library_shelf import Shelved, catalogue, read_shelf
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute, write_day
from coalition.model.identity import NationId
from coalition.model.law import Instrument, Provision, RenewalKind
from coalition.model.provenance import Confidence, Provenance


class Remark(StrEnum):
    """What `check` finds."""

    EXPIRED = "past expiry"
    ENDING = "ends within a year"
    UNCHECKED = "not compared with the primary text"
    UNKNOWN = "length not known"
    DATE = "date of parties a judgement"


@dataclass(frozen=True, slots=True)
class Finding:
    """One provision (or instrument) to look at again, and why."""

    remark: Remark
    name: str
    provision: str
    text: str
    source: str


def list_shelf() -> tuple[Shelved, ...]:
    """Every instrument of the library, by name."""
    return read_shelf()


def find_shelved(name: str) -> Shelved:
    """The instrument of an id or of the name a book takes it with. Raises InputError when there is none."""
    shelf = read_shelf()
    for one in shelf:
        if name in (one.name, one.instrument.id):
            return one
    known = sorted({each for one in shelf for each in (one.name, str(one.instrument.id))})
    hint = did_you_mean(name, known) or "see `coalition library`"
    message = f"`{name}` is not in the library"
    raise InputError([Fault("library show", "unknown-reference", message, hint)])


def check_shelf(at: Minute) -> tuple[Finding, ...]:
    """What is past its end at the minute, ends within a year, or was not compared with its text."""
    rank = {remark: place for place, remark in enumerate(Remark)}
    found = [finding for one in read_shelf() for finding in _check(one, at)]
    return tuple(sorted(found, key=lambda f: (rank[f.remark], f.name, f.provision)))


def ends_of(instrument: Instrument) -> Minute | None:
    """When it ends: denounced, at its `until` unless it runs on, or as the last party leaves; None: never.

    A party's end that is the instrument's `until` runs on with it.
    """
    until = instrument.in_force.closes
    tacit = instrument.renewal.kind is RenewalKind.TACIT
    ends = [FOREVER if tacit else until]
    left = [
        FOREVER if tacit and party.in_force.closes == until else party.in_force.closes
        for party in instrument.parties
    ]
    ends += [max(left)] if left else []
    ends += [instrument.denounced] if instrument.denounced is not None else []
    return None if min(ends) >= FOREVER else min(ends)


def akn_of(instrument: Instrument, provision: Provision) -> str:
    """The Akoma Ntoso identifier: the work, `~`, the element; empty when the work has none."""
    if not instrument.work:
        return ""
    return f"{instrument.work}~{provision.eid}" if provision.eid else instrument.work


@dataclass(frozen=True, slots=True)
class Bound:
    """Nations bound from and to the same days, and where that stands."""

    days: str
    nations: tuple[NationId, ...]
    provenance: Provenance


def dates_of(instrument: Instrument) -> tuple[Bound, ...]:
    """From when to when which nations are bound, in order of time; a nation that came back stands twice."""
    bound: dict[tuple[Interval, Provenance], list[NationId]] = {}
    for party in instrument.parties:
        bound.setdefault((party.in_force, party.provenance), []).append(party.nation)
    alike = sorted(bound, key=lambda key: (key[0].opens, key[0].closes, key[1].source))
    return tuple(Bound(write_days(key[0]), tuple(sorted(bound[key])), key[1]) for key in alike)


def write_days(span: Interval) -> str:
    """The days of a span, its end only when it has one."""
    begins = "ever" if span.opens == ALWAYS else write_day(span.opens)
    return begins if span.closes >= FOREVER else f"{begins} to {write_day(span.closes)}"


def parties_of(instrument: Instrument) -> tuple[NationId, ...]:
    """The nations that are ever party, sorted."""
    return tuple(sorted({party.nation for party in instrument.parties}))


CATALOGUES = {"caveats": "caveat_kinds", "missions": "csdp_missions"}
"""What is listed whole: kinds of national caveat, missions of the European Union."""


def catalogued(what: str) -> tuple[dict[str, str], ...]:
    """The rows of a list of `CATALOGUES`."""
    return catalogue(CATALOGUES[what])


def clearances(nation: str) -> tuple[dict[str, str], ...]:
    """What clearance takes, by nation, means and provision; of one nation, or of all when it is empty.

    Raises InputError for a nation of which nothing is known.
    """
    rows = catalogue("clearances")
    wanted = nation.strip().upper()
    found = tuple(row for row in rows if not wanted or row["nation"] == wanted)
    if not found:
        known = ", ".join(dict.fromkeys(row["nation"] for row in rows))
        message = f"nothing is known of clearances of `{nation}`"
        raise InputError(
            [Fault("library clearances", "unknown-nation", message, f"one of {known}")]
        )
    return found


def _check(one: Shelved, at: Minute) -> Iterator[Finding]:
    instrument = one.instrument
    ends = ends_of(instrument)
    if ends is not None and ends < at + 366 * 1440:
        remark = Remark.EXPIRED if ends <= at else Remark.ENDING
        yield Finding(
            remark, one.name, instrument.id, f"{instrument.title}: ends {write_day(ends)}",
            instrument.provenance.source,
        )  # fmt: skip
    for bound in dates_of(instrument):
        if bound.provenance.confidence is Confidence.JUDGEMENT:
            text = f"{', '.join(bound.nations)} from {bound.days}"
            yield Finding(Remark.DATE, one.name, instrument.id, text, bound.provenance.source)
    for provision in instrument.provisions:
        source = provision.provenance.source or instrument.provenance.source
        if not provision.checked:
            trust = provision.provenance.confidence
            text = f"{provision.article} ({trust}): {provision.text}"
            yield Finding(Remark.UNCHECKED, one.name, provision.id, text, source)
        if provision.body and provision.duration.likely is None:
            text = f"{provision.article}: {provision.text}"
            yield Finding(Remark.UNKNOWN, one.name, provision.id, text, source)

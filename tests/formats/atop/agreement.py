"""The instruments set against ATOP's own dyad-years: who owed which kind to whom in which year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from coalition.formats.atop import AtopData
from coalition.formats.atop.partners import KINDS, Dyads
from coalition.measure.instants import Interval, Minute, moment_of
from coalition.model.law import Instrument, Provision

Dyad = tuple[str, str, int]


def by_instruments(data: AtopData, kind: str, last: int) -> dict[Dyad, set[str]]:
    """(debtor, creditor, year) -> the ATOP ids under which the kind was owed at some time in the year."""
    found: dict[Dyad, set[str]] = {}
    for treaty in data.treaties.values():
        for provision in treaty.instrument.provisions:
            if provision.article == f"ATOP {kind}":
                for dyad in _dyads(treaty.instrument, provision, last):
                    found.setdefault(dyad, set()).add(treaty.atop)
    return found


def by_file(dyads: Dyads, data: AtopData, kind: str, last: int) -> set[Dyad]:
    """The same from the dyad-year file, its COW numbers turned into nations."""
    bit = 1 << KINDS.index(kind)
    return {
        (data.states.nation(first), data.states.nation(second), year)
        for (first, second), years in dyads.owed.items()
        for year, bits in years.items()
        if bits & bit and year <= last
    }


def _dyads(instrument: Instrument, provision: Provision, last: int) -> Iterator[Dyad]:
    named = provision.scope.beneficiaries != ("parties",)
    for one, other in product(instrument.parties, instrument.parties):
        owed_to = not named or other.nation in provision.scope.beneficiaries
        if one.nation != other.nation and one.nation in provision.scope.actors and owed_to:
            both = _meet(provision.valid, one.in_force, other.in_force)
            for year in range(*_years(both, last)) if both else ():
                yield one.nation, other.nation, year


def _meet(*spans: Interval) -> Interval | None:
    opens, closes = max(s.opens for s in spans), min(s.closes for s in spans)
    return Interval(opens, closes) if opens < closes else None


def _years(span: Interval, last: int) -> tuple[int, int]:
    ends = last if span.closes > 2**39 else moment_of(Minute(span.closes - 1)).year
    return moment_of(span.opens).year, min(ends, last) + 1

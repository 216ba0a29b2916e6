"""Who owed what at a minute, worked out a second time in the plainest way, for the treaties of ATOP alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coalition.formats.atop import AtopData
from coalition.measure.instants import Minute
from coalition.model.facts import Sense, Test
from coalition.model.law import Instrument, Provision

Row = tuple[str, str, str, str, str]
Facts = Mapping[str, set[str]]


def plainly_owed(data: AtopData, facts: Facts, creditor: str, at: Minute) -> set[Row]:
    """(provision, debtor, action, creditor, standing) of every obligation in force towards the creditor."""
    return {
        row
        for treaty in data.treaties.values()
        for provision in treaty.instrument.provisions
        if provision.valid.contains(at)
        for row in _rows(treaty.instrument, provision, facts, creditor, at)
    }


def _rows(
    instrument: Instrument, provision: Provision, facts: Facts, creditor: str, at: Minute
) -> Iterator[Row]:
    bound = {party.nation for party in instrument.parties if party.in_force.contains(at)}
    named = provision.scope.beneficiaries
    if creditor not in (bound if named == ("parties",) else named):
        return
    results = [_holds(test, facts, creditor) for tests in provision.conditions for test in tests]
    standing = (
        "does not stand" if False in results else "may stand" if None in results else "stands"
    )
    for debtor in bound & set(provision.scope.actors) - {creditor}:
        yield provision.id, debtor, provision.scope.actions[0], creditor, standing


def _holds(test: Test, facts: Facts, creditor: str) -> bool | None:
    if test.fact not in facts:
        return None
    wanted = {creditor if word == "beneficiary" else word for word in test.words}
    return bool(wanted & facts[test.fact]) == (test.sense is Sense.ONE_OF)

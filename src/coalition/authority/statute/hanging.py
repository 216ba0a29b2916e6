"""Whether what a provision requires hangs on who acts and on whose territory, so that it is worked out once.

A procedure of a council that names nobody ends for all at the same minute. Not here: when it ends
(`steps.needs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from coalition.authority.statute.clause import Clause
from coalition.model.identity import ProvisionId
from coalition.model.law import Need, ProvisionKind, Step


class Hangs(NamedTuple):
    """Whether it hangs on the actor, and on the territory."""

    actor: bool
    territory: bool


ON_NOTHING = Hangs(False, False)
ON_BOTH = Hangs(True, True)


class Hanging:
    """How the needs of clauses hang; worked out once for each."""

    def __init__(
        self,
        clause_of: Callable[[ProvisionId], Clause | None],
        decided_for: Callable[[ProvisionId], Hangs],
    ) -> None:
        self._clause_of, self._decided_for = clause_of, decided_for
        self._known: dict[ProvisionId, Hangs] = {}

    def of_step(self, provision: ProvisionId) -> Hangs:
        """How a required provision hangs; a circle hangs on both."""
        if provision not in self._known:
            self._known[provision] = ON_BOTH  # what it is taken for while it is worked out
            clause = self._clause_of(provision)
            self._known[provision] = ON_NOTHING if clause is None else self._of_clause(clause)
        return self._known[provision]

    def of_need(self, need: Need) -> Hangs:
        """How a need hangs."""
        return _either(self.of_step(name) for name in steps_of(need))

    def _of_clause(self, clause: Clause) -> Hangs:
        if clause.provision.kind is not ProvisionKind.PROCEDURE:
            return ON_BOTH
        provision = clause.provision
        said = {provision.body, provision.calendar}
        said |= {word for tests in provision.conditions for test in tests for word in test.words}
        names, reserved = clause.names, bool(clause.reserved)
        own = Hangs(
            reserved or "actor" in said or not names.actors.any,
            reserved
            or bool(said & {"territory", "beneficiary"})
            or not (names.territories.any and names.within.any),
        )
        return _either((own, self._decided_for(provision.id), self.of_need(provision.requires)))


def steps_of(need: Need) -> Iterator[ProvisionId]:
    """Every provision a need names."""
    if isinstance(need, Step):
        yield need.procedure
        return
    for part in need.parts:
        yield from steps_of(part)


def _either(hangs: Iterable[Hangs]) -> Hangs:
    found = list(hangs)
    return Hangs(any(h.actor for h in found), any(h.territory for h in found))

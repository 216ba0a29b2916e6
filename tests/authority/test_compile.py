"""The index finds exactly the clauses that a scan of all of them finds."""

from __future__ import annotations

import pytest
from tests.simulators.law_books import (
    DEU,
    LTU,
    POL,
    USA,
    instrument,
    law_book,
    obligation,
    permission,
    prohibition,
    scope,
)

from coalition.authority.compile import compile_statute
from coalition.authority.statute.clause import Clause
from coalition.model.identity import NationId
from coalition.model.law import Action, ProvisionKind

SCOPES = [
    scope(),
    scope(["parties"], ["parties"]),
    scope(["members"], [POL], [Action.ENTER, Action.TRANSIT]),
    scope([DEU, USA], ["corridor"], []),
    scope(["any"], ["members"], [Action.OVERFLY]),
]
BOOK = law_book(
    *(
        instrument(f"i{n}-{m}", parties, make(f"i{n}-{m}/1", where))
        for n, where in enumerate(SCOPES)
        for m, parties in enumerate(([DEU, POL], [LTU], [POL, LTU, DEU, USA]))
        for make in ((permission, prohibition, obligation)[m],)
    ),
    groups={"corridor": (POL, LTU)},
)
STATUTE = compile_statute(BOOK)


def _scanned(
    kind: ProvisionKind, action: Action, actor: NationId, territory: NationId
) -> list[Clause]:
    return [
        clause
        for clause in STATUTE.clauses
        if clause.provision.kind is kind
        and (not clause.provision.scope.actions or action in clause.provision.scope.actions)
        and clause.when(actor, territory)
    ]


@pytest.mark.parametrize("kind", [ProvisionKind.PERMISSION, ProvisionKind.PROHIBITION])
@pytest.mark.parametrize("action", [Action.TRANSIT, Action.OVERFLY, Action.STATION])
def test_the_index_misses_no_clause(kind: ProvisionKind, action: Action) -> None:
    for actor in (DEU, POL, LTU, USA):
        for territory in (DEU, POL, LTU, USA):
            found = STATUTE.find(kind, action, actor, territory)
            applying = [clause for clause in found if clause.when(actor, territory)]
            assert applying == _scanned(kind, action, actor, territory)


def test_the_index_leaves_out_what_cannot_speak() -> None:
    found = STATUTE.find(ProvisionKind.PERMISSION, Action.OVERFLY, LTU, USA)
    assert {clause.provision.id for clause in found} < {c.provision.id for c in STATUTE.clauses}
    assert all(
        Action.OVERFLY in c.provision.scope.actions or not c.provision.scope.actions for c in found
    )

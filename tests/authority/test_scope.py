"""Material scope: cargo, mode and what narrows a provision."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.law_books import DEU, POL

from coalition.authority.answer import Question
from coalition.authority.scope import covers, fits, meets
from coalition.model.cargo import SENSITIVE, Nature
from coalition.model.law import Action, ProvisionKind, Scope
from coalition.model.places import Mode

ASKED = Question(DEU, Action.TRANSIT, POL, Mode.ROAD)
PERMISSION, PROHIBITION = ProvisionKind.PERMISSION, ProvisionKind.PROHIBITION


@pytest.mark.parametrize("nature", sorted(Nature))
def test_a_permission_without_cargo_covers_all_but_sensitive_natures(nature: Nature) -> None:
    assert covers(Scope(), frozenset({nature})) is (nature not in SENSITIVE)
    assert covers(Scope(any_cargo=True), frozenset({nature}))


def test_a_permission_must_cover_every_nature() -> None:
    scope = Scope(cargo=(Nature.FUEL, Nature.HAZARDOUS))
    assert covers(scope, frozenset({Nature.FUEL, Nature.HAZARDOUS}))
    assert not covers(scope, frozenset({Nature.FUEL, Nature.FOOD}))
    assert covers(scope, frozenset())


def test_a_prohibition_strikes_when_it_meets_any_nature() -> None:
    scope = Scope(cargo=(Nature.AMMUNITION,))
    assert meets(scope, frozenset({Nature.FOOD, Nature.AMMUNITION}))
    assert not meets(scope, frozenset({Nature.FOOD}))
    assert meets(Scope(), frozenset())


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        (Scope(units=("u1",)), {"unit": "u1"}),
        (Scope(fleets=("f1",)), {"fleet": "f1"}),
        (Scope(places=("p1",)), {"place": "p1"}),
        (Scope(tasks=("relief",)), {"task": "relief"}),
    ],
)
@pytest.mark.parametrize("kind", [PERMISSION, PROHIBITION])
def test_what_a_question_leaves_open_fits_no_narrow_provision(
    scope: Scope, named: dict[str, str], kind: ProvisionKind
) -> None:
    assert not fits(scope, ASKED, kind)
    assert fits(scope, replace(ASKED, **named), kind)
    assert not fits(scope, replace(ASKED, **dict.fromkeys(named, "else")), kind)


def test_a_mode_must_be_among_the_modes() -> None:
    scope = Scope(modes=(Mode.ROAD, Mode.RAIL))
    assert fits(scope, ASKED, PERMISSION)
    assert not fits(scope, replace(ASKED, mode=Mode.AIR), PERMISSION)
    assert not fits(scope, replace(ASKED, mode=None), PERMISSION)

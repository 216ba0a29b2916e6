"""What a provision's scope covers, part by part, so that two scopes can be compared.

The rule: section 8, step 5, of `docs/explanation/authority.md`. Not here: the comparison (`within`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coalition.model.identity import NationId
from coalition.model.law import Action, Scope

Cover = frozenset[str] | None
"""What is covered; None is everything."""
_ALL_ACTIONS = frozenset(Action)


class Names(NamedTuple):
    """The nations a list of names stands for: any, some, and the instrument's parties."""

    any: bool
    nations: frozenset[NationId]
    parties: bool


class Named(NamedTuple):
    """Everybody a provision names: actors, territories of provision and instrument, partners, beneficiaries."""

    actors: Names
    territories: Names
    within: Names
    partners: Names
    beneficiaries: Names


def covers_of(
    scope: Scope, named: Named, actions: frozenset[Action], parties: frozenset[NationId]
) -> tuple[Cover, ...]:
    """The covers in a fixed order; `parties` are all that are ever party."""
    own, within = _nations(named.territories, parties), _nations(named.within, parties)
    return (
        _nations(named.actors, parties),
        own if within is None else within if own is None else own & within,
        None if actions == _ALL_ACTIONS else actions,
        _words(scope.modes),
        None if scope.any_cargo else _words(scope.cargo),
        _words(scope.units), _words(scope.fleets), _words(scope.places), _words(scope.tasks),
        _words(scope.missions), _nations(named.partners, parties),
        _nations(named.beneficiaries, parties),
    )  # fmt: skip


def _nations(names: Names, parties: frozenset[NationId]) -> Cover:
    if names.any:
        return None
    return names.nations | parties if names.parties else names.nations


def _words(words: Iterable[str]) -> Cover:
    """The words named; a list that is empty says nothing, of cargo in a permission too."""
    return frozenset(words) or None

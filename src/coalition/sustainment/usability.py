"""Whose stock is stock to whom: what a nation can use in place of what it asked for.

An item without a standard is usable by all. One with a standard is usable by a nation that holds the
standard at the level *compatible* or above in some capability (AAP-06: compatible is enough to work
together; interchangeable and common say more). What nobody stated is not held. A substitute must be
declared interchangeable with what was asked for, for that nation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coalition.model.identity import NationId
from coalition.model.supply.items import Interchange, ItemId
from coalition.model.supply.standards import Level
from coalition.model.supply.supplies import Supplies


@dataclass(frozen=True, slots=True)
class Use:
    """`permille` kg of the item do the work of 1,000 kg of what was asked for."""

    item: ItemId
    permille: int


class Usability:
    """Answers, for a nation and an item asked for, which items serve; worked out once for each."""

    def __init__(self, supplies: Supplies) -> None:
        self._supplies = supplies
        self._held = _held(supplies)
        self._known: dict[tuple[NationId, ItemId], tuple[Use, ...]] = {}
        self._serving: dict[ItemId, list[Interchange]] = {}
        for one in supplies.interchange:
            self._serving.setdefault(one.serves, []).append(one)

    def uses(self, nation: NationId, asked: ItemId) -> tuple[Use, ...]:
        """What serves, the very item first, then those of which least is needed, then by name."""
        key = (nation, asked)
        if key not in self._known:
            others = sorted(
                (one.permille, one.item)
                for one in self._serving.get(asked, ())
                if not one.users or nation in one.users
            )
            uses = [Use(asked, 1000), *(Use(item, permille) for permille, item in others)]
            self._known[key] = tuple(use for use in uses if self.takes(nation, use.item))
        return self._known[key]

    def takes(self, nation: NationId, item: ItemId) -> bool:
        """Whether the nation holds the item's standard, or the item has none."""
        standard = self._supplies.items[item].standard
        return not standard or (nation, standard) in self._held

    def is_akin(self, asked: ItemId, item: ItemId) -> bool:
        """Whether somebody might take the item for what was asked for.

        It is, it was declared to serve as it, or it is of the same class and built to a standard, as fuels and
        ammunition are.
        """
        one, other = self._supplies.items[item], self._supplies.items[asked]
        declared = any(each.item == item for each in self._serving.get(asked, ()))
        like = bool(one.standard) and one.supply_class == other.supply_class
        return item == asked or declared or like

    def why_not(self, nation: NationId, asked: ItemId, item: ItemId) -> str:
        """Why an item does not serve the nation in place of what it asked for; empty when it does."""
        if any(use.item == item for use in self.uses(nation, asked)):
            return ""
        if not self.takes(nation, item):
            standard = self._supplies.items[item].standard
            return f"{nation} does not hold the standard {standard}"
        return f"{item} is not declared to serve as {asked} for {nation}"


def _held(supplies: Supplies) -> frozenset[tuple[NationId, str]]:
    """Nation and standard wherever some capability is at least compatible."""
    best: Mapping[tuple[NationId, str], int] = {
        (one.nation, one.standard): max(
            other.level.rank if other.level else 0
            for other in supplies.standards
            if (other.nation, other.standard) == (one.nation, one.standard)
        )
        for one in supplies.standards
    }
    return frozenset(key for key, rank in best.items() if rank >= Level.COMPATIBLE.rank)

"""The law's answer to whether one nation's stock is another's: the port of the stores, from the authority.

A nation may draw on another's store while the law lets it use that stock (`use-stock`, as a movement that
takes another's stock must), or lets the owner exchange supplies with it (`exchange`; ACSA-type arrangements).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.authority.steps.spans import spans_where, union
from coalition.measure.instants import Interval
from coalition.model.cargo import Nature
from coalition.model.identity import NationId, PlaceId
from coalition.model.law import Action
from coalition.model.supply.inventory import Store
from coalition.model.supply.supplies import Supplies


@dataclass(slots=True)
class LawfulSharing:
    """Answers from the law, kept by owner, user, place and what the goods are in law."""

    authority: Authority
    supplies: Supplies
    _known: dict[tuple[NationId, NationId, PlaceId, Nature], tuple[Interval, ...]] = field(
        default_factory=dict
    )

    def windows(self, store: Store, user: NationId) -> tuple[Interval, ...]:
        """When the store's owner may hand its goods to the user."""
        nature = self.supplies.items[store.item].nature
        key = (store.nation, user, store.place, nature)
        if key not in self._known:
            self._known[key] = self._asked(*key)
        return self._known[key]

    def _asked(
        self, owner: NationId, user: NationId, place: PlaceId, nature: Nature
    ) -> tuple[Interval, ...]:
        cargo = frozenset({nature})
        used = Question(user, Action.USE_STOCK, owner, cargo=cargo, place=place)
        given = Question(owner, Action.EXCHANGE, user, cargo=cargo, place=place)
        windows = (*self.authority.windows(used), *self.authority.windows(given))
        return union(spans_where(windows))

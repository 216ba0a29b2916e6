"""Who gets what from the stores of one place in one stretch of time.

Own stock first, the very item before substitutes; then what allies may lend, likewise. Where one store
cannot meet all that ask it, it is shared in proportion to what each still lacks, whole kilograms by
largest remainder, ties by name. A substitute is drawn at its ratio, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coalition.measure.instants import Minute
from coalition.model.identity import NationId, PlaceId
from coalition.model.supply.inventory import Store
from coalition.model.supply.items import ItemId
from coalition.sustainment.stores.accounts import Accounts, Entry, Posting
from coalition.sustainment.stores.sharing import Sharing, covers
from coalition.sustainment.usability import Usability


@dataclass(slots=True)
class Need:
    """What a nation's forces at a place ask for in a stretch; `lacking` kg of it are not yet met."""

    nation: NationId
    item: ItemId
    kg: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place and a stretch [opens, closes) in which nothing changes."""

    place: PlaceId
    opens: Minute
    closes: Minute


@dataclass(frozen=True, slots=True)
class _Claim:
    """A need that a store can serve, and at what ratio."""

    need: Need
    permille: int

    @property
    def kg(self) -> int:
        """What it would take from the store."""
        return -(-self.need.lacking * self.permille // 1000)


class Issuer:
    """Issues stock to needs; knows who may use what and who may lend to whom."""

    def __init__(self, usability: Usability, sharing: Sharing) -> None:
        self._usability, self._sharing = usability, sharing

    def issue(self, accounts: Accounts, stretch: Stretch, needs: list[Need]) -> None:
        """Draw down the stores for the needs; what stays lacking is a shortage."""
        stores = accounts.at(stretch.place)
        for own in (True, False):
            for rank in range(self._ranks(needs)):
                for store in stores:
                    claims = [*self._claims(store, needs, stretch, own=own, rank=rank)]
                    if claims and accounts.balance(store):
                        self._share_out(accounts, store, claims, stretch)

    def may_draw(self, store: Store, nation: NationId, stretch: Stretch) -> bool:
        """Whether the nation may have what the store's owner holds, all through the stretch."""
        if store.nation == nation:
            return True
        windows = self._sharing.windows(store, nation)
        return covers(windows, stretch.opens, stretch.closes)

    def _ranks(self, needs: list[Need]) -> int:
        return max((len(self._usability.uses(one.nation, one.item)) for one in needs), default=0)

    def _claims(
        self, store: Store, needs: list[Need], stretch: Stretch, *, own: bool, rank: int
    ) -> Iterator[_Claim]:
        """The needs for which the store's item is the choice of this rank."""
        for need in needs:
            if not need.lacking or (need.nation == store.nation) != own:
                continue
            uses = self._usability.uses(need.nation, need.item)
            chosen = rank < len(uses) and uses[rank].item == store.item
            if chosen and self.may_draw(store, need.nation, stretch):
                yield _Claim(need, uses[rank].permille)

    def _share_out(
        self, accounts: Accounts, store: Store, claims: list[_Claim], stretch: Stretch
    ) -> None:
        shares = share(accounts.balance(store), [claim.kg for claim in claims])
        for claim, kg in zip(claims, shares, strict=True):
            met = min(claim.need.lacking, kg * 1000 // claim.permille)
            drawn = -(-met * claim.permille // 1000)
            if met:
                claim.need.lacking -= met
                accounts.post(
                    Posting(
                        stretch.opens, store, Entry.ISSUE, -drawn, claim.need.nation,
                        claim.need.item, served_kg=met,
                    )
                )  # fmt: skip


def share(there: int, wanted: list[int]) -> list[int]:
    """`there` kg among those who want so much: all of it when it suffices, else in proportion.

    Whole numbers by largest remainder, of equal ones the first; they add up to what is there.

    >>> share(10, [4, 3]), share(10, [20, 10]), share(1, [5, 5])
    ([4, 3], [7, 3], [1, 0])
    """
    asked = sum(wanted)
    if asked <= there:
        return [*wanted]
    parts = [there * one // asked for one in wanted]
    rest = there - sum(parts)
    order = sorted(range(len(wanted)), key=lambda n: (-(there * wanted[n] % asked), n))
    for n in order[:rest]:
        parts[n] += 1
    return parts

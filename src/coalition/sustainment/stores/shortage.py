"""When something runs out, how much is missing, and what stands there that may not be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coalition.measure.instants import MINUTES_PER_HOUR, Minute
from coalition.model.identity import NationId, PlaceId
from coalition.model.supply.items import ItemId
from coalition.sustainment.stores.accounts import Accounts
from coalition.sustainment.stores.issuing import Issuer, Need, Stretch
from coalition.sustainment.usability import Usability


@dataclass(frozen=True, slots=True, order=True)
class Shortage:
    """A nation's forces at a place lack an item from `opens` to `closes`: `missing_kg` in all.

    `beside` names stock that stands at the place at that time and does not count, with the reason.
    """

    opens: Minute
    place: PlaceId
    nation: NationId
    item: ItemId
    closes: Minute
    missing_kg: int
    beside: tuple[str, ...] = ()


def shortage_of(
    need: Need, stretch: Stretch, accounts: Accounts, usability: Usability, issuer: Issuer
) -> Shortage:
    """The shortage of a need that stayed lacking: it begins when what there was had been used up."""
    met = need.kg - need.lacking
    begins = stretch.opens + (stretch.closes - stretch.opens) * met // need.kg
    beside = tuple(_beside(need, stretch, accounts, usability, issuer))
    return Shortage(
        Minute(begins), stretch.place, need.nation, need.item, stretch.closes, need.lacking, beside
    )


def joined(shortages: Iterable[Shortage]) -> tuple[Shortage, ...]:
    """Shortages of one thing that touch, or nearly, are one; in order of their beginning.

    Nearly: within an hour, for a stretch too short to use up a kilogram is no relief.
    """
    open_ones: dict[tuple[PlaceId, NationId, ItemId], Shortage] = {}
    done: list[Shortage] = []
    for one in sorted(shortages):
        key = (one.place, one.nation, one.item)
        before = open_ones.get(key)
        if before is not None and before.closes + MINUTES_PER_HOUR >= one.opens:
            open_ones[key] = replace(
                before, closes=one.closes, missing_kg=before.missing_kg + one.missing_kg,
                beside=tuple(dict.fromkeys((*before.beside, *one.beside))),
            )  # fmt: skip
        else:
            if before is not None:
                done.append(before)
            open_ones[key] = one
    return tuple(sorted((*done, *open_ones.values())))


def _beside(
    need: Need, stretch: Stretch, accounts: Accounts, usability: Usability, issuer: Issuer
) -> list[str]:
    """Stock of the place that does not count for the need, and why."""
    found = []
    for store in accounts.at(stretch.place):
        if not accounts.balance(store) or not usability.is_akin(need.item, store.item):
            continue
        why = usability.why_not(need.nation, need.item, store.item)
        if not why and not issuer.may_draw(store, need.nation, stretch):
            why = f"nothing permits {store.nation} to hand it to {need.nation}"
        if why:
            found.append(f"{store.item} of {store.nation}: {why}")
    return found

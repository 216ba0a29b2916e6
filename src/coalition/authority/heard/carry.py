"""What new decisions leave untouched, so that it need not be worked out again.

A decision under a procedure can change only what requires that procedure, itself or through others. Not here:
the decisions themselves (`steps.decided`).
"""

from __future__ import annotations

from coalition.authority.case import Bench
from coalition.authority.compile import Key, Statute
from coalition.authority.heard.leaves import Bases
from coalition.authority.heard.meeting import Bans
from coalition.authority.steps.needs import Needs
from coalition.model.book import Book
from coalition.model.law import ProvisionKind

_WEIGHED = (ProvisionKind.PERMISSION, ProvisionKind.PROHIBITION)


def bench_of(book: Book, statute: Statute) -> Bench:
    """An empty bench of the statute."""
    hanging = statute.hangs()
    needs, decided = Needs(book, statute, hanging), Needs(book, statute, hanging, estimates=False)
    return Bench(statute, needs, decided, Bases(needs), Bans(decided))


def carry_over(old: Bench, new: Bench, touched: frozenset[int]) -> None:
    """Fill the new bench with what the old one worked out and the touched clauses have no part in."""
    numbers = old.statute.numbers
    for mine, theirs in ((new.needs, old.needs), (new.decided, old.decided)):
        mine.known.update({k: g for k, g in theirs.known.items() if numbers[k[0]] not in touched})
    new.bases.known.update(
        {k: basis for k, basis in old.bases.known.items() if k[0] not in touched}
    )
    new.bases.counter = old.bases.counter
    new.bases.leaves.update(
        {k: leave for k, leave in old.bases.leaves.items() if k[0] not in touched}
    )
    new.bases.shared.update(
        {k: leave for k, leave in old.bases.shared.items() if k[0] not in touched}
    )
    new.bans.recorded.update({k: s for k, s in old.bans.recorded.items() if k[0] not in touched})
    new.bans.rulings.update(old.bans.rulings)


def touches(statute: Statute, key: Key, touched: frozenset[int]) -> bool:
    """Whether the case of the key may look at a touched clause."""
    actor, action, territory, _ = key
    return any(
        clause.number in touched and clause.when(actor, territory, action)
        for kind in _WEIGHED
        for clause in statute.find(kind, action, actor, territory)
    )

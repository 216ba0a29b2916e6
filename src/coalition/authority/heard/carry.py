"""What new decisions and changed provisions leave untouched, so that it need not be worked out again.

A decision under a procedure can change only what requires that procedure, itself or through others; a provision
that is changed, new or gone only what it speaks of, and what requires it. Not here: the decisions themselves
(`steps.decided`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coalition.authority.case import Bench, Case
from coalition.authority.compile import Key, Statute
from coalition.authority.heard.leaves import Bases
from coalition.authority.heard.meeting import Bans
from coalition.authority.statute.clause import Clause
from coalition.authority.steps.needs import Needs
from coalition.model.book import Book
from coalition.model.identity import ProvisionId
from coalition.model.law import Instrument, ProvisionKind

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


def cases_kept(
    old: Statute, new: Statute, cases: dict[Key, Case]
) -> tuple[dict[Key, Case], frozenset[int]]:
    """The cases that differing clauses and decisions have no part in, and the new numbers of those that have.

    Both statutes are of books that agree in nations, alliance, powers and crisis.
    """
    differing = frozenset(_differing(old, new))
    before = old.dependents(name for name in differing if name in old.numbers)
    after = new.dependents(name for name in differing if name in new.numbers)
    kept = {
        key: case
        for key, case in cases.items()
        if not touches(old, key, before) and not touches(new, key, after)
    }
    return kept, after


def _differing(old: Statute, new: Statute) -> Iterator[ProvisionId]:
    """Provisions that one statute lacks, or holds with other words, another text or other decisions."""
    bare: dict[int, Instrument] = {}
    for name in old.numbers.keys() | new.numbers.keys():
        one, other = old.clause(name), new.clause(name)
        same = one is not None and other is not None and _reads_alike(one, other, bare)
        if not same or old.decisions.get(name) != new.decisions.get(name):
            yield name


def _reads_alike(one: Clause, other: Clause, bare: dict[int, Instrument]) -> bool:
    texts = _bare(one.instrument, bare), _bare(other.instrument, bare)
    return one.provision == other.provision and texts[0] == texts[1]


def _bare(instrument: Instrument, known: dict[int, Instrument]) -> Instrument:
    """The instrument without its provisions."""
    found = known.get(id(instrument))
    if found is None:
        found = known[id(instrument)] = replace(instrument, provisions=())
    return found

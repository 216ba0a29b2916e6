"""To whom an obligation runs where ATOP says it is not owed to every member alike, from the dyad-year file.

That file says for each ordered pair and year whether the first owed the second such an obligation under
any treaty. Where it says no in every year of a stay, this treaty cannot have owed it either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coalition.formats.atop.members import Member
from coalition.formats.atop.published import FLAGS

KINDS = tuple(FLAGS)


@dataclass(frozen=True, slots=True)
class Dyads:
    """The kinds owed by pair of COW numbers and year, one bit a kind; a pair and year not there owe nothing."""

    owed: Mapping[tuple[str, str], Mapping[int, int]]
    last_year: int

    def says(self, kind: str, debtor: str, creditor: str, years: range) -> bool:
        """Whether the pair has an obligation of the kind in one of the years."""
        bit = 1 << KINDS.index(kind)
        found = self.owed.get((debtor, creditor), {})
        return any(found.get(year, 0) & bit for year in years)


def read_pairs(rows: Iterable[Sequence[str]], numbers: frozenset[str] | None = None) -> Dyads:
    """The file's rows by pair and year; `numbers` keeps only pairs of these states.

    Raises ValueError for a year that is none.
    """
    kept = None if numbers is None else numbers | {f"{number}.0" for number in numbers}
    owed: dict[tuple[str, str], dict[int, int]] = {}
    last = 0
    for first, second, when, *flags in rows:
        if kept is not None and (first not in kept or second not in kept):
            continue
        year = int(float(when))
        last = max(last, year)
        bits = sum(1 << place for place, flag in enumerate(flags) if flag[:1] == "1")
        pair = (first.removesuffix(".0"), second.removesuffix(".0"))
        owed.setdefault(pair, {})[year] = bits
    return Dyads(owed, last)


def partners_of(
    member: Member, kind: str, others: Sequence[Member], dyads: Dyads
) -> tuple[str, ...]:
    """The nations among the others to which the obligation may run; empty when the file names none."""
    years = _years(member, dyads.last_year)
    found = {
        other.nation
        for other in others
        if other.nation != member.nation and dyads.says(kind, member.number, other.number, years)
    }
    return tuple(sorted(found))


def _years(member: Member, last: int) -> range:
    leaving = member.stay.exit
    return range(member.stay.entry.first.year, (leaving.last.year if leaving else last) + 1)

"""Dates and numbers that must stand in order, and things that may not wait for each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coalition.formats.checks.references import full_provision_id, needed_procedures
from coalition.measure.instants import Minute, write_instant

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.parsed import Parsed
    from coalition.formats.parse.record import Record

_DELIVERY = ("rld", "ald", "ead", "lad", "rdd")
_TABLE_SPANS = {
    "units": ("pledged_from", "pledged_until"),
    "stocks": ("pledged_from", "pledged_until"),
    "lift": ("available_from", "available_until"),
    "closures": ("closed_from", "closed_until"),
    "decisions": ("at", "until"),
}


def check_dates(parsed: Parsed, log: FaultLog) -> None:
    """Log every pair of dates that contradict each other."""
    for table, (begin, end) in _TABLE_SPANS.items():
        for record in parsed.tables[table]:
            _span(record, begin, end, log)
    for record in parsed.tables["requirements"]:
        given = [name for name in _DELIVERY if record.minute(name) is not None]
        for earlier, later in pairwise(given):
            _not_after(record, earlier, later, log)
    for instrument in parsed.instruments:
        _span(instrument, "in_force", "until", log)
        for party in instrument.records("party"):
            if not _span(party, "in_force", "until", log):
                _party_within(instrument, party, log)
        for provision in instrument.records("provision"):
            _span(provision, "from", "until", log)
            _duration(provision, log)
    for caveat in parsed.caveats:
        _span(caveat, "from", "until", log)


def _span(record: Record, begin: str, end: str, log: FaultLog) -> bool:
    """Log an end that is not after its begin; whether it did."""
    opens, closes = record.minute(begin), record.minute(end)
    if opens is None or closes is None or opens < closes:
        return False
    _report(record, (begin, opens), (end, closes), log)
    return True


def _not_after(record: Record, earlier: str, later: str, log: FaultLog) -> None:
    first, second = record.minute(earlier), record.minute(later)
    if first is not None and second is not None and first > second:
        _report(record, (earlier, first), (later, second), log)


def _party_within(instrument: Record, party: Record, log: FaultLog) -> None:
    """A nation cannot be bound from a date after the instrument has ended, or until one before it began."""
    renewed = instrument.record("renewal")
    runs_on = renewed is not None and renewed.text("kind") == "tacit"
    begins, ends = instrument.minute("in_force"), instrument.minute("until")
    ends = None if runs_on else ends
    joins, leaves = party.minute("in_force"), party.minute("until")
    if joins is not None and ends is not None and joins >= ends:
        _report(party, ("in_force", joins), ("until", ends), log)
    if leaves is not None and begins is not None and leaves <= begins:
        _report(party, ("in_force", begins), ("until", leaves), log)


def _report(
    record: Record, earlier: tuple[str, Minute], later: tuple[str, Minute], log: FaultLog
) -> None:
    (first, begins), (second, ends) = earlier, later
    message = f"`{second}` ({write_instant(ends)}) comes before `{first}` ({write_instant(begins)})"
    if begins == ends:
        message = f"`{second}` is the same instant as `{first}` ({write_instant(begins)})"
    log.add(
        "contradictory-dates", record.at(second), message, f"`{first}` must come before `{second}`"
    )


def _duration(provision: Record, log: FaultLog) -> None:
    duration = provision.record("duration")
    if duration is None:
        return
    given = [name for name in ("least", "likely", "most") if duration.whole(name) is not None]
    for less, more in pairwise(given):
        if (duration.whole(less) or 0) > (duration.whole(more) or 0):
            log.add("contradiction", duration.at(more), f"`{more}` is less than `{less}`")


def check_cycles(parsed: Parsed, log: FaultLog) -> None:
    """Log every ring of requirements in `after`, provisions in `requires` and groups, once each."""
    rows = {record.text("uln"): record for record in parsed.tables["requirements"]}
    after = {uln: record.texts("after") for uln, record in rows.items()}
    for ring in find_rings(after):
        message = "requirements wait for each other: " + " -> ".join((*ring, ring[0]))
        log.add("cycle", rows[ring[0]].at("after"), message)
    groups = parsed.groups()
    for ring in find_rings(groups):
        message = "groups hold each other: " + " -> ".join((*ring, ring[0]))
        log.add("cycle", parsed.documents["alliance"].at(f"groups.{ring[0]}"), message)
    laws = dict(parsed.provisions())
    requires = {
        full_id: tuple(
            full_provision_id(name, full_id.partition("/")[0])
            for name in needed_procedures(record.values.get("requires"))
        )
        for full_id, record in laws.items()
    }
    for ring in find_rings(requires):
        message = "procedures require each other: " + " -> ".join((*ring, ring[0]))
        log.add("cycle", laws[ring[0]].at("requires"), message)


def find_rings(links: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """One ring for each knot of names that reach themselves, each from its first name in order.

    A depth-first walk with an explicit stack; a name found again while still open closes a ring.
    """
    done: set[str] = set()
    rings = []
    order = {name: place for place, name in enumerate(links)}
    for start in links:
        path: dict[str, None] = {}
        stack = [(start, iter((start,)))] if start not in done else []
        while stack:
            child = next(stack[-1][1], None)
            if child is None:
                stack.pop()
                if path:
                    done.add(path.popitem()[0])
            elif child in path:
                inner = list(path)
                rings.append(_from_first(inner[inner.index(child) :], order))
            elif child in links and child not in done:
                path[child] = None
                stack.append((child, iter(links[child])))
    return list(dict.fromkeys(rings))


def _from_first(ring: list[str], order: dict[str, int]) -> tuple[str, ...]:
    first = min(range(len(ring)), key=lambda place: order[ring[place]])
    return (*ring[first:], *ring[:first])

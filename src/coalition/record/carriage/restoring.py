"""Restoring as a step of its own: audit the copy, lay it down, compare it with what is known outside.

A node that simply goes on from an old copy signs other entries for places it signed before: honest, and
yet an equivocation. So a restored record signs nothing until every stream was compared with a
checkpoint known elsewhere (its journal, its peers), or until the nation's root keys began a new epoch,
for all to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from coalition.errors import Fault, InputError, IntegrityError, RefusedError
from coalition.record.auditing.audit import Trust, audit
from coalition.record.carriage.copying import copy_record
from coalition.record.carriage.sources import open_source
from coalition.record.commits.commit import Hands, Standing
from coalition.record.commits.start import read_standing
from coalition.record.entries import StreamName
from coalition.record.journal import Journal, Known, line_of, newest, read_journal
from coalition.record.opening import POSTGRES, journal_of, open_store, take_over
from coalition.record.signing.issuing import begin_epoch
from coalition.record.signing.keyring import Keyring
from coalition.record.state import OPEN, RESTORED, put_state, read_state
from coalition.record.storage.rows import StreamRow


@dataclass(frozen=True, slots=True)
class Lack:
    """A stream whose copy may lack entries: how many it has, and how many are known outside, if any."""

    stream: StreamName
    here: int
    known: int | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoring came to; the record signs again when nothing lacks. `epochs`: who began anew."""

    entries: int
    lacks: tuple[Lack, ...] = ()
    epochs: tuple[str, ...] = ()


def lay_down(copy: str | Path, target: str | Path, trust: Trust) -> int:
    """How many entries were copied to the target, which signs nothing yet.

    Raises IntegrityError when the copy does not pass its audit, InputError when the target is taken.
    """
    if not str(target).startswith(POSTGRES) and Path(target).exists():
        raise InputError(
            [Fault(str(target), "cannot-write", "something lies there", "move it away and keep it")]
        )
    with open_source(copy) as source:
        first = audit(source, trust).first
        if first is not None:
            raise IntegrityError(f"the copy does not pass its audit: {first}")
        with closing(open_store(target)) as store:
            return copy_record(source.reader, store)


def reconcile(
    target: str | Path,
    hands: Hands,
    known: Sequence[Known],
    *,
    save_new_epoch: Callable[[Keyring], None] | None = None,
) -> Restored:
    """Compare a restored record with what is known outside; let it sign again when nothing lacks.

    With `save_new_epoch`, nations whose streams lack something begin anew: their root keys, which the
    keyring must hold, say so, and the keyring is saved before anything is signed under the new epoch.
    Raises IntegrityError when the record tells another story than a known checkpoint, RefusedError
    without roots.
    """
    _check_restored(target)
    with closing(open_store(target)) as store:
        journal = journal_of(target)
        lines, end = read_journal(journal, hands.keyring.roster)
        latest = newest([*known, *lines])
        rows = store.reader.streams()
        lacks = tuple(_lacks(rows, latest))
        epochs: tuple[str, ...] = ()
        if lacks and save_new_epoch is not None:
            epochs = tuple(sorted({lack.stream.origin for lack in lacks}))
            hands = replace(hands, keyring=_begin_anew(hands, epochs))
            save_new_epoch(hands.keyring)
            lacks = ()
        sizes = {row.name: row.size for row in rows}
        within = {n: one for n, one in latest.items() if one.head.head.size <= sizes.get(n, -1)}
        keyring = hands.keyring
        standing = read_standing(store.reader, keyring.roster, keyring.node, within)
        if not lacks:
            take_over(store, hands, standing)
            if journal is not None:
                _begin_journal(Journal(journal, end), standing)
            with store.transaction():
                put_state(store.writer, OPEN)
            store.fold(whole=True)
    return Restored(standing.position, lacks, epochs)


def _check_restored(target: str | Path) -> None:
    """Nothing, or RefusedError when the record signs already; InputError when none lies there."""
    with open_source(target) as source:
        if read_state(source.reader) != RESTORED:
            raise RefusedError(
                f"`{target}` was not restored, or signs already: nothing to reconcile"
            )


def _lacks(rows: Iterable[StreamRow], latest: Mapping[StreamName, Known]) -> Iterator[Lack]:
    """Streams that may lack entries: nothing is known of them, or more than is here."""
    sizes = {row.name: row.size for row in rows}
    for name in sorted(sizes.keys() | latest.keys()):
        known = latest[name].head.head.size if name in latest else None
        if known is None or known > sizes.get(name, 0):
            yield Lack(name, sizes.get(name, 0), known)


def _begin_anew(hands: Hands, nations: Iterable[str]) -> Keyring:
    keyring = hands.keyring
    for nation in nations:
        keyring = begin_epoch(
            keyring, nation, reason="restored from a copy that lacks entries", now=hands.now()
        )
    return keyring


def _begin_journal(journal: Journal, standing: Standing) -> None:
    """Let the journal go on with what the record stands at."""
    with closing(journal):
        heads = standing.heads.values()
        journal.write(line_of(head.note, head.frontier.size, ()) for head in heads)

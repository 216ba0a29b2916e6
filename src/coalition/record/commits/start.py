"""What must hold before an open record signs anything: hashes, checkpoints, the node's order, the journal.

Hashes only, so that a start stays quick; every entry's signature is the work of an audit (`auditing`).
"""

from __future__ import annotations

from collections.abc import Mapping

from coalition.errors import IntegrityError, RefusedError
from coalition.record.commits.commit import Standing
from coalition.record.commits.heads import Head
from coalition.record.commits.order import verify_order
from coalition.record.entries import StreamName
from coalition.record.journal import Known
from coalition.record.merkle.frontier import Frontier
from coalition.record.signing.checkpoints import TreeHead, verify_head
from coalition.record.signing.keys import SigningKey
from coalition.record.signing.roster import Roster
from coalition.record.storage.rows import StreamRow
from coalition.record.storage.tables import Tables, in_pages


def read_standing(
    tables: Tables, roster: Roster, node: SigningKey, known: Mapping[StreamName, Known]
) -> Standing:
    """How the record stands, from its rows.

    Raises IntegrityError when leaves, heads, checkpoints or the node's order contradict each other, or when the
    record is older than what the journal knows or tells another story.
    """
    leaves = _all_leaves(tables)
    heads = {
        row.name: _read_head(leaves.get(row.stream, []), row, roster, known.get(row.name))
        for row in tables.streams()
    }
    missing = known.keys() - heads.keys()
    now = {name for name in missing if known[name].head.head.epoch == roster.epoch_of(name.origin)}
    lost = sorted(str(name) for name in now)
    if lost:
        raise IntegrityError(
            f"the journal knows streams that the record has lost: {', '.join(lost[:5])}"
        )
    position, chain = tables.end()
    _check_order(tables, node, position, chain)
    if sum(head.frontier.size for head in heads.values()) != position:
        raise IntegrityError("the record holds more or fewer entries than its streams say")
    return Standing(heads, position, chain)


def _all_leaves(tables: Tables) -> dict[int, list[bytes]]:
    """The leaf hashes of each stream, as far as their indexes rise one by one from 0; read in one pass."""
    found: dict[int, list[bytes]] = {}
    for page in in_pages(tables.all_leaves, lambda row: row[0]):
        for _, stream, index, leaf in page:
            leaves = found.setdefault(stream, [])
            if index == len(leaves):
                leaves.append(leaf)
    return found


def _read_head(all_of_it: list[bytes], row: StreamRow, roster: Roster, known: Known | None) -> Head:
    frontier, mark = Frontier(), None if known is None else known.head.head
    seen = {0: frontier.root()} if mark is not None and mark.size == 0 else {}
    leaves = all_of_it[: row.size]
    within = 0 if mark is None else max(0, mark.size)
    frontier.extend(leaves[:within])
    if mark is not None and frontier.size == mark.size:
        seen[mark.size] = frontier.root()
    frontier.extend(leaves[within:])
    if (frontier.size, frontier.to_bytes()) != (row.size, row.peaks):
        raise IntegrityError(f"the leaves of {row.name} do not give the tree that was stored")
    head = Head(row.stream, row.name, frontier, row.epoch, row.base, row.note)
    if verify_head(row.note, roster).head != head.tree():
        raise IntegrityError(f"the checkpoint of {row.name} is not that of its tree")
    if mark is not None:
        _check_known(head, mark, seen.get(mark.size))
    return head


def _check_known(head: Head, mark: TreeHead, root: bytes | None) -> None:
    """Nothing, or IntegrityError when the record is behind a checkpoint it signed, or tells another story."""
    if mark.epoch < head.epoch and mark.size > head.base:
        return
    if mark.epoch > head.epoch or mark.size > head.frontier.size:
        raise IntegrityError(
            f"the record is older than its own checkpoint of {head.name}: {head.frontier.size} entries, "
            f"{mark.size} were acknowledged; bring the right file back, or restore it as a step of its own"
        )
    if root != mark.root:
        raise IntegrityError(f"the record and its journal tell two stories of {head.name}")


def _check_order(tables: Tables, node: SigningKey, position: int, chain: bytes) -> None:
    ends = tables.commits(position - 1, 2) if position else tables.commits(0, 1)
    if not position and not ends:
        return
    if len(ends) != 1 or (ends[0].position, ends[0].chain) != (position, chain):
        raise IntegrityError("the last entry is not the end of a commit")
    if not verify_order(node.public, position, chain, ends[0].signature):
        raise RefusedError(
            "another node's key signed the order of this record: bring its key `node.pem`"
        )

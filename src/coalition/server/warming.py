"""What the first to ask would wait for is made while nobody does, and a snapshot is compared with the record.

Before the server says that it is ready: what all views begin with, and where its words and notices lie (a
snapshot brings that along, and the orders by each column), and the views of clearances in use. After that,
beside the answers: a snapshot for the next start, and the comparison of the one that was begun with, at a pace
that leaves the processor to whoever asks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from threading import Event as Signal

from coalition.bootstrap import OpenRoom
from coalition.errors import IntegrityError
from coalition.labels import Clearance
from coalition.operations.crisis import searching
from coalition.operations.crisis.keeping.comparing import compare, compare_some
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.rows import notices
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.listing import prepare_orders
from coalition.operations.crisis.rows.shown import Marks
from coalition.operations.crisis.viewing import standing
from coalition.server.routes.lists import LISTINGS

VIEWS_MAX = 64
_PAUSE_SECONDS = 0.4
"""Between portions compared; each takes some milliseconds."""


def make_ready(room: CrisisRoom) -> None:
    """What all views begin with is there. Raises IntegrityError when a snapshot is not what is on record."""
    room.lay_foundation()
    if room.snapshot is not None:
        compare_some(room.journal, room.snapshot.position)
    if room.foundation is not None:
        notices.prepare(room.foundation)
        searching.prepare(room.foundation)
        standing.prepare(room.foundation)


def open_views(room: CrisisRoom, clearances: Iterable[Clearance], marks: Marks) -> None:
    """The markings of all labels, and the views of the clearances, each with its book, words and notices."""
    if room.foundation is None:
        return
    for number in range(len(room.journal.table)):
        marks.of(room.journal.table.label(number))
    for clearance in list(dict.fromkeys(clearances))[:VIEWS_MAX]:
        ground = Ground(room, room.view(clearance), marks, None)
        room.book(ground.view)
        searching.begin(ground)
        notices.notice_version(ground)


def keep_snapshot(opened: OpenRoom) -> None:
    """A snapshot of the foundation lies beside the record, unless it was begun with one as new."""
    room, laid = opened.room, opened.room.foundation
    if laid is None or opened.fold is None:
        return
    if room.snapshot is None or laid.position != room.snapshot.foundation.position:
        prepare_orders(laid, LISTINGS)
        try:
            opened.fold.keep(room.journal, laid, policy=room.policy.name, now=room.clock.minute())
        except OSError as error:
            sys.stderr.write(f"no snapshot was kept: {error}\n")


def compare_all(opened: OpenRoom, stopping: Signal, broken: Callable[[str], None]) -> None:
    """Compares what a snapshot brought along with the record, slowly; tells `broken` why when it differs."""
    room = opened.room
    if room.snapshot is None or opened.fold is None:
        return
    try:
        for _ in compare(room.journal, room.snapshot.position):
            if stopping.wait(_PAUSE_SECONDS):
                return
    except IntegrityError as error:
        if not stopping.is_set():
            opened.fold.forget()
            broken(str(error))

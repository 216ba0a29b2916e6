"""Listeners: each is told that something changed that it may see, and what to read anew, never the content.

A listener belongs to a clearance; those of one clearance are told the same bytes. The id of a message is
the last event it speaks of, sealed; a listener that comes back with it is told what came since. A listener
whose session ended is let go within a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import msgspec

from coalition.command.events.event import Event
from coalition.command.events.registry import BY_NAME
from coalition.errors import InputError
from coalition.labels import Clearance
from coalition.measure.instants import write_instant
from coalition.operations.crisis.room import CrisisRoom
from coalition.server.answering.paging import Seal

_GATHER_SECONDS = 0.1
_LOOK_SECONDS = 0.5
_QUIET_SECONDS = 15.0
_WAITING_MAX = 100
_IDS_MAX = 200
_CLOSE = b""


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream. `is_open` says whether its session still holds."""

    clearance: Clearance
    is_open: Callable[[], bool]
    person: str = ""
    waiting: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(_WAITING_MAX))


class Hub:
    """Tells listeners; lives on one event loop, and is woken from any thread."""

    def __init__(self, room: CrisisRoom, seal: Seal) -> None:
        self._room, self._seal = room, seal
        self._listeners: dict[Clearance, set[Listener]] = {}
        self._told: dict[Clearance, int] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken: asyncio.Event | None = None
        self._task: asyncio.Task[None] | None = None
        room.listen(self.wake)

    @property
    def count(self) -> int:
        """How many listen."""
        return sum(map(len, self._listeners.values()))

    def count_of(self, person: str) -> int:
        """How many streams a person has open."""
        return sum(one.person == person for one in self._all())

    def start(self) -> None:
        """Begin to tell, on the running loop."""
        self._loop, self._woken = asyncio.get_running_loop(), asyncio.Event()
        self._task = self._loop.create_task(self._run())

    async def stop(self) -> None:
        """Nobody is told any more."""
        if self._task is not None:
            self._task.cancel()
        self._end_all()

    def end_streams(self) -> None:
        """Every stream ends, so that the server can stop; may be called from a signal."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end_all)

    def _end_all(self) -> None:
        for listener in self._all():
            _put(listener, _CLOSE)

    def wake(self) -> None:
        """Something new is on record."""
        if self._loop is not None and self._woken is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def _run(self) -> None:
        woken = self._woken
        if woken is None:
            return
        while True:
            try:
                await asyncio.wait_for(woken.wait(), _LOOK_SECONDS)
                await asyncio.sleep(_GATHER_SECONDS)
            except TimeoutError:
                self._let_go()
                continue
            woken.clear()
            self._let_go()
            self._tell()

    def _all(self) -> list[Listener]:
        return [one for group in self._listeners.values() for one in group]

    def _let_go(self) -> None:
        for listener in self._all():
            if not listener.is_open():
                _put(listener, _CLOSE)

    def _tell(self) -> None:
        for clearance, group in self._listeners.items():
            begin, end = self._told.get(clearance, 0), len(self._room.journal)
            self._told[clearance] = end
            message = self.message(clearance, self._since(clearance, begin, end))
            for listener in group if message else ():
                _put(listener, message)

    def _since(self, clearance: Clearance, begin: int, end: int) -> list[Event]:
        journal = self._room.journal
        pairs = list(zip(journal.events[begin:end], journal.labels[begin:end], strict=True))
        mask = journal.table.visible(clearance)
        return [event for event, label in pairs if mask[label]]

    def message(self, clearance: Clearance, events: list[Event]) -> bytes:
        """What a listener of the clearance is told of the events; nothing when there is none."""
        if not events:
            return b""
        nouns = {str(BY_NAME[one.kind].noun) for one in events if one.kind in BY_NAME}
        ids = sorted({one.subject for one in events})
        now = write_instant(self._room.clock.minute())
        told = {
            "kinds": sorted(nouns),
            "ids": ids[:_IDS_MAX],
            "all": len(ids) <= _IDS_MAX,
            "now": now,
        }
        last = max(events, key=lambda one: (one.at, one.id))
        place = self._seal.close(last.id, _context(clearance))
        return b"".join((
            b"event: change\nid: ", place.encode(), b"\ndata: ", msgspec.json.encode(told), b"\n\n",
        ))  # fmt: skip

    async def stream(self, listener: Listener, last: str) -> AsyncIterator[bytes]:
        """The bytes of the listener's stream, from what came after `last` on."""
        group = self._listeners.setdefault(listener.clearance, set())
        if not group:
            self._told[listener.clearance] = len(self._room.journal)
        group.add(listener)
        try:
            yield b"retry: 2000\n\n" + self._missed(listener.clearance, last)
            while listener.is_open():
                try:
                    told = await asyncio.wait_for(listener.waiting.get(), _QUIET_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if told == _CLOSE:
                    return
                yield told
        finally:
            group.discard(listener)
            if not group:
                self._listeners.pop(listener.clearance, None)

    def _missed(self, clearance: Clearance, last: str) -> bytes:
        """What came since the message of that id; `reset` when it is not known."""
        if not last:
            return b""
        try:
            event = self._seal.open(last, _context(clearance))
            begin = self._room.journal.index_of(event) + 1
        except (InputError, KeyError):
            return b"event: reset\ndata: {}\n\n"
        end = self._told.get(clearance, len(self._room.journal))
        return self.message(clearance, self._since(clearance, begin, end))


def _context(clearance: Clearance) -> str:
    return f"listener {clearance!r}"


def _put(listener: Listener, told: bytes) -> None:
    """The message waits for the listener; one that reads too slowly reads anew."""
    if listener.waiting.full():
        while not listener.waiting.empty():
            listener.waiting.get_nowait()
        told = told or _CLOSE
        if told != _CLOSE:
            told = b"event: reset\ndata: {}\n\n"
    listener.waiting.put_nowait(told)

"""Listeners: each is told that something changed that it may see, and what to read anew, never the content.

A listener belongs to a clearance; those of one clearance are told the same bytes, which are made once. The
id of a message is the last event it speaks of, sealed; a listener that comes back with it is told what came
since. A listener whose session ended is let go within a second.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

import msgspec

from coalition.command.events.event import Event
from coalition.command.events.registry import BY_NAME
from coalition.errors import InputError
from coalition.labels import Clearance
from coalition.measure.instants import write_instant
from coalition.operations.crisis.room import CrisisRoom
from coalition.server.answering.paging import Seal

_GATHER_SECONDS = 0.25
_GATHER_SECONDS_MAX = 0.75
"""What comes within so short a time is told together: the more listen, the longer, for each is told apart."""
_LOOK_SECONDS = 0.5
_QUIET_SECONDS = 15.0
_WAITING_MAX = 100
_IDS_MAX = 200
_STILL_HERE = b": still here\n\n"
_RESET = b"event: reset\ndata: {}\n\n"


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream. `is_open` says whether its session still holds; `ended`, that it is let go."""

    clearance: Clearance
    is_open: Callable[[], bool]
    person: str = ""
    ended: bool = False


@dataclass(eq=False, slots=True)
class Channel:
    """What the listeners of one clearance are told: the last messages, `told` of them in all.

    `seen` is how far the journal was looked through, `last` when something was told (seconds of the loop).
    Each listener goes through the messages at its own pace; one that falls behind reads anew.
    """

    seen: int
    listeners: set[Listener] = field(default_factory=set)
    messages: deque[bytes] = field(default_factory=lambda: deque(maxlen=_WAITING_MAX))
    told: int = 0
    last: float = 0.0
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, message: bytes, now: float) -> None:
        """One more message; everybody is woken."""
        self.messages.append(message)
        self.told, self.last = self.told + 1, now
        self.wake()

    def wake(self) -> None:
        """Everybody looks whether there is something new, or whether it is over."""
        self.woken.set()
        self.woken = asyncio.Event()

    def since(self, heard: int) -> bytes:
        """What was told after so many messages; a request to read anew when that is no longer known."""
        behind = self.told - heard
        if behind > len(self.messages):
            return _RESET
        return b"".join(islice(self.messages, len(self.messages) - behind, None))


class Hub:
    """Tells listeners; lives on one event loop, and is woken from any thread."""

    def __init__(self, room: CrisisRoom, seal: Seal) -> None:
        self._room, self._seal = room, seal
        self._channels: dict[Clearance, Channel] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken: asyncio.Event | None = None
        self._task: asyncio.Task[None] | None = None
        room.listen(self.wake)

    @property
    def count(self) -> int:
        """How many listen."""
        return sum(len(one.listeners) for one in self._channels.values())

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
            listener.ended = True
        for channel in self._channels.values():
            channel.wake()

    def wake(self) -> None:
        """Something new is on record."""
        if self._loop is not None and self._woken is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    def _gather_seconds(self) -> float:
        """A quarter of a second, and up to three quarters when many hundreds listen."""
        return min(_GATHER_SECONDS_MAX, _GATHER_SECONDS * max(1.0, self.count / 250))

    async def _run(self) -> None:
        woken, loop = self._woken, asyncio.get_running_loop()
        if woken is None:
            return
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), _LOOK_SECONDS)
                await asyncio.sleep(self._gather_seconds())
            self._let_go()
            if woken.is_set():
                woken.clear()
                self._tell(loop.time())
            self._say_still_here(loop.time())

    def _all(self) -> list[Listener]:
        return [one for channel in self._channels.values() for one in channel.listeners]

    def _let_go(self) -> None:
        for channel in self._channels.values():
            gone = [one for one in channel.listeners if not one.ended and not one.is_open()]
            for listener in gone:
                listener.ended = True
            if gone:
                channel.wake()

    def _say_still_here(self, now: float) -> None:
        """Streams on which nothing was said for long are kept open by a word that says nothing."""
        for channel in self._channels.values():
            if now - channel.last >= _QUIET_SECONDS:
                channel.put(_STILL_HERE, now)

    def _tell(self, now: float) -> None:
        for clearance, channel in self._channels.items():
            begin, channel.seen = channel.seen, len(self._room.journal)
            message = self.message(clearance, self._since(clearance, begin, channel.seen))
            if message:
                channel.put(message, now)

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
        channel = self._channels.get(listener.clearance)
        if channel is None:
            begun = asyncio.get_running_loop().time()
            channel = Channel(len(self._room.journal), last=begun)
            self._channels[listener.clearance] = channel
        channel.listeners.add(listener)
        heard = channel.told
        try:
            yield b"retry: 2000\n\n" + self._missed(channel, listener.clearance, last)
            while not listener.ended and listener.is_open():
                if heard == channel.told:
                    await channel.woken.wait()
                    continue
                told, heard = channel.since(heard), channel.told
                yield told
        finally:
            channel.listeners.discard(listener)
            if not channel.listeners and self._channels.get(listener.clearance) is channel:
                del self._channels[listener.clearance]

    def _missed(self, channel: Channel, clearance: Clearance, last: str) -> bytes:
        """What came since the message of that id; `reset` when it is not known."""
        if not last:
            return b""
        try:
            event = self._seal.open(last, _context(clearance))
            begin = self._room.journal.index_of(event) + 1
        except (InputError, KeyError):
            return _RESET
        return self.message(clearance, self._since(clearance, begin, channel.seen))


def _context(clearance: Clearance) -> str:
    return f"listener {clearance!r}"

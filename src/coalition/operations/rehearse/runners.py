"""Where parts are played: in this process, in several of this machine, or on a Dask cluster.

Written against `concurrent.futures.Executor`: `processes:2`, `here`, `dask://host:port`. What is played
travels with the task as bytes and is kept by whoever has received it once.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES, quote
from coalition.rehearsal.part import Part, Piece, play_part
from coalition.rehearsal.telling.outcome import Outcome

Listener = Callable[[int, int], None] | None
"""Told how many parts of how many are done."""
HERE = "here"
_PROCESSES, _DASK = "processes:", "dask://"


@contextmanager
def open_runner(name: str) -> Iterator[Executor | None]:
    """An executor of that name, None for this process.

    Raises InputError for a name that is none, or when the extra `cluster` is not installed.
    """
    if name == HERE:
        yield None
    elif name.startswith(_PROCESSES):
        with ProcessPoolExecutor(_count(name.removeprefix(_PROCESSES))) as pool:
            yield pool
    elif name.startswith(_DASK):
        with _cluster(name) as executor:
            yield executor
    else:
        raise _fault(f"{quote(name)} is no runner", "write here, processes:N or dask://HOST:PORT")


def usual_runner() -> str:
    """As many processes as there are processors for this one."""
    count = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return f"{_PROCESSES}{count}" if count > 1 else HERE


def workers_of(name: str) -> int:
    """How many parts are played at once, as far as the name says."""
    return _count(name.removeprefix(_PROCESSES)) if name.startswith(_PROCESSES) else 1


def play_all(
    executor: Executor | None, piece: Piece, parts: Sequence[Part], listener: Listener = None
) -> list[Outcome]:
    """The outcomes of the parts, in their order."""
    found: dict[int, Outcome] = {}
    for number, outcome in play_each(executor, piece, parts):
        found[number] = outcome
        if listener is not None:
            listener(len(found), len(parts))
    return [found[number] for number in range(len(parts))]


def play_each(
    executor: Executor | None, piece: Piece, parts: Sequence[Part]
) -> Iterator[tuple[int, Outcome]]:
    """Each part's number with its outcome, as they come in."""
    if executor is None:
        for number, part in enumerate(parts):
            yield number, play_part(piece, part)
        return
    sent = pickle.dumps(piece, protocol=pickle.HIGHEST_PROTOCOL)
    waiting: dict[Future[Outcome], int] = {
        executor.submit(play_sent, sent, part): number for number, part in enumerate(parts)
    }
    try:
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        for future in waiting:
            future.cancel()


def play_sent(sent: bytes, part: Part) -> Outcome:
    """What a worker does: unpack what was sent, unless it has it already, and play the part."""
    return play_part(_unpacked(sent), part)


@lru_cache(maxsize=2)
def _unpacked(sent: bytes) -> Piece:
    piece: Piece = pickle.loads(sent)  # noqa: S301 - sent by our own process through the executor
    return piece


@contextmanager
def _cluster(name: str) -> Iterator[Executor]:
    if find_spec("distributed") is None:
        raise _fault(
            "the extra `cluster` is not installed",
            "pip install 'coalition-ops[cluster]'",
            "extra-missing",
        )
    from distributed import Client  # noqa: PLC0415 - takes 1.7 s and is an extra

    with Client("tcp://" + name.removeprefix(_DASK)) as client:  # type: ignore[no-untyped-call]
        yield client.get_executor()


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise _fault(f"{quote(text)} is no number of processes", "write processes:2")
    return int(text)


def _fault(message: str, hint: str, code: str = "bad-runner") -> InputError:
    return InputError([Fault("--runner", code, message, hint or CODES[code][1])])

"""Ask the law many questions at once, in one process or two or more.

The questions of one pair of nations stay together, for they share most of what is worked out. A child process
inherits the compiled law (POSIX `fork`); where that cannot be, one process answers all.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from coalition.authority.answer import Answer, Question
from coalition.authority.evaluate import Authority
from coalition.measure.instants import Minute

_WORTH_A_PROCESS = 2_000
"""Fewer questions than this are answered sooner than a process is started."""
_WRITING = 0.15
"""What it takes to write and read back an answer, as a share of finding it."""


def answer_all(
    authority: Authority, questions: Sequence[Question], at: Minute, *, processes: int = 1
) -> tuple[Answer, ...]:
    """The answers in the order of the questions; the same whatever the number of processes."""
    with _no_collection():
        return _answered(authority, questions, at, processes)


def _answered(
    authority: Authority, questions: Sequence[Question], at: Minute, processes: int
) -> tuple[Answer, ...]:
    many = processes > 1 and len(questions) >= _WORTH_A_PROCESS
    if not many or "fork" not in multiprocessing.get_all_start_methods():
        return authority.answer_all(questions, at)
    order = sorted(range(len(questions)), key=lambda n: _pair(questions[n]))
    parts = _shares(order, processes)
    answered = _in_parts([[questions[n] for n in part] for part in parts], authority, at)
    found = dict(zip(order, (answer for part in answered for answer in part), strict=True))
    return tuple(found[n] for n in range(len(questions)))


def _shares(order: list[int], processes: int) -> list[list[int]]:
    """The first share is the largest: the answers of the others are written and read back as well."""
    child = int(len(order) / (processes + _WRITING))
    first = len(order) - child * (processes - 1)
    ends = [0, *range(first, len(order) + 1, child)]
    return [order[begin:end] for begin, end in pairwise(ends)]


def _in_parts(
    parts: list[list[Question]], authority: Authority, at: Minute
) -> list[tuple[Answer, ...]]:
    """The first part is answered here, the others each in a child."""
    context = multiprocessing.get_context("fork")
    pipes = []
    for part in parts[1:]:
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=_answer, args=(authority, part, at, there))
        child.start()
        there.close()
        pipes.append((here, child))
    answered = [authority.answer_all(parts[0], at)]
    for here, child in pipes:
        answered.append(here.recv())
        child.join()
    return answered


def _answer(authority: Authority, part: list[Question], at: Minute, there: object) -> None:
    there.send(authority.answer_all(part, at))  # type: ignore[attr-defined]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Answers hold no circles, so looking for some among millions of objects is a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _pair(question: Question) -> tuple[str, str]:
    return (question.actor, question.territory)

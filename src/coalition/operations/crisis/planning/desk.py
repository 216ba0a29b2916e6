"""The desk where plans are ordered: so many made at once, the others wait, and none longer than it may.

A job belongs to one view; nobody else learns that there is one. Waiting and working are told alike,
because how long one waits depends on what others have ordered; views take turns, so that nobody's many
jobs make another wait for all of them. A job over its time, or stopped, is ended with its whole process group.
INVARIANT: a job that was taken ends, whatever breaks on the way.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from threading import RLock, Timer
from typing import Any

import msgspec

from coalition.errors import CoalitionError
from coalition.labels import Clearance
from coalition.operations.crisis.planning.worker import Task

_WORKER = "coalition.operations.crisis.planning.worker"
JOBS_KEPT_MAX = 50
"""Jobs of one view that are remembered, ended ones too; what others order makes none forgotten."""
JOBS_A_VIEW_MAX = 8
"""Jobs that one view may have under way."""


class State(StrEnum):
    """How far a job is."""

    MAKING = "making"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(slots=True)
class Job:
    """A plan being made. `result` is the id of the plan once it is on record; `why` is why there is none."""

    id: str
    viewer: Clearance
    task: Task
    finish: Callable[[dict[str, Any]], str]
    state: State = State.MAKING
    progress: tuple[str, int] = ("", 0)
    result: str = ""
    why: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)


class PlanDesk:
    """Takes orders, runs `at_once` of them, and ends what takes too long."""

    def __init__(self, at_once: int = 1) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="plans")
        self._jobs: dict[str, Job] = {}
        self._waiting: list[Job] = []
        self._served: dict[Clearance, int] = {}
        self._turns = 0
        self._lock = RLock()
        self._closed = False

    def order(self, job: Job) -> Job | None:
        """The job, under way; None when the view has too many under way already."""
        with self._lock:
            own = [one for one in self._jobs.values() if one.viewer == job.viewer]
            if sum(one.state is State.MAKING for one in own) >= JOBS_A_VIEW_MAX:
                return None
            for old in own[: max(0, len(own) - JOBS_KEPT_MAX + 1)]:
                self._jobs.pop(old.id)
            self._jobs[job.id] = job
            self._waiting.append(job)
        self._pool.submit(self._take_turn)
        return job

    def find(self, viewer: Clearance, job: str) -> Job | None:
        """The viewer's job; None for another's as for nobody's."""
        found = self._jobs.get(job)
        return found if found is not None and found.viewer == viewer else None

    def of(self, viewer: Clearance) -> list[Job]:
        """The viewer's jobs, oldest first."""
        with self._lock:
            return [one for one in self._jobs.values() if one.viewer == viewer]

    def stop(self, job: Job) -> None:
        """The job is ended; nothing comes of it."""
        with self._lock:
            if job.state is State.MAKING:
                job.state, job.why = State.STOPPED, "stopped"
            _end(job.process)

    def close(self) -> None:
        """Every job is ended."""
        self._closed = True
        for job in tuple(self._jobs.values()):
            self.stop(job)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take_turn(self) -> None:
        """Work on the oldest job of the view whose turn it is: the one served longest ago."""
        with self._lock:
            if not self._waiting:
                return
            job = min(self._waiting, key=lambda one: self._served.get(one.viewer, 0))
            self._waiting.remove(job)
            self._turns += 1
            self._served[job.viewer] = self._turns
        try:
            self._run(job)
        except OSError:
            self._fail(job, "no planner could be started, or the disk took no plan")
        finally:
            self._fail(job, "the planner broke off")

    def _fail(self, job: Job, why: str) -> None:
        """The job is over without a plan, unless it has ended already."""
        with self._lock:
            if job.state is State.MAKING:
                job.state, job.why = State.FAILED, why

    def _run(self, job: Job) -> None:
        with self._lock:
            if self._closed or job.state is not State.MAKING:
                return
            job.process = subprocess.Popen(
                [sys.executable, "-m", _WORKER],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        limit = Timer(job.task.seconds_max, self._over_time, [job])
        limit.start()
        try:
            self._end(job, self._listen(job, job.process))
        finally:
            limit.cancel()
            _end(job.process)

    def _listen(self, job: Job, process: subprocess.Popen[bytes]) -> dict[str, Any] | None:
        """The document, or None when the process ended without one."""
        if process.stdin is None or process.stdout is None:
            return None
        try:
            with process.stdin as given:
                given.write(msgspec.json.encode(job.task))
        except BrokenPipeError:
            return None
        found: dict[str, Any] | None = None
        for line in process.stdout:
            said = _read(line)
            if "progress" in said:
                job.progress = (said["progress"][0], said["progress"][1])
            found = said.get("document", found)
            job.why = said.get("failed", job.why)
        process.wait()
        return found

    def _end(self, job: Job, document: dict[str, Any] | None) -> None:
        if job.state is not State.MAKING:
            return
        if document is None:
            self._fail(job, f"no plan came of it{f' ({job.why})' if job.why else ''}")
            return
        try:
            job.result = job.finish(document)
        except CoalitionError:
            self._fail(job, "it could not be put on record")
            return
        job.state, job.progress = State.DONE, ("done", 100)

    def _over_time(self, job: Job) -> None:
        with self._lock:
            if job.state is State.MAKING:
                job.state, job.why = State.FAILED, "it took longer than it may"
            _end(job.process)


def _read(line: bytes) -> dict[str, Any]:
    """What a line of the worker says; a line that is not of its tongue says nothing."""
    try:
        said = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _end(process: subprocess.Popen[bytes] | None) -> None:
    """The process and all it started are gone."""
    if process is None or process.poll() is not None:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()

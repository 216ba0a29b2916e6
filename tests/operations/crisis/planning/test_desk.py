"""The desk: a plan made by a process of its own, stopped when asked, ended when over time, seen by no other."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from tests.simulators.small_books import at, small_book

from coalition.labels import clearance_up_to
from coalition.model.book import Book
from coalition.operations.crisis.planning.desk import JOBS_A_VIEW_MAX, Job, PlanDesk, State, _read
from coalition.operations.crisis.planning.worker import Task, run
from coalition.operations.crisis.stated.shapes import to_json

VIEWER, OTHER = (clearance_up_to("SECRET", nation=nation) for nation in ("DEU", "POL"))
BOOK = small_book()
LATE = small_book(requirements={"VEH": {"rdd": at(0)}})
"""With something that is late whatever is planned, so that a search for better goes on."""
PATIENCE_SECONDS = 120


@pytest.fixture
def desk() -> Iterator[PlanDesk]:
    made = PlanDesk(at_once=2)
    yield made
    made.close()


def task(book: Book = BOOK, **fields: object) -> Task:
    return Task(to_json(book), book.crisis.activated, **{"work": 0, **fields})  # type: ignore[arg-type]


def ended(job: Job) -> Job:
    begun = time.monotonic()
    while job.state is State.MAKING and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(0.05)
    return job


@pytest.mark.slow
def test_a_plan_is_made_in_a_process_of_its_own_and_is_the_same_as_here(desk: PlanDesk) -> None:
    made: list[dict[str, object]] = []
    job = desk.order(
        Job("1" * 32, VIEWER, task(), lambda document: made.append(document) or "plan")
    )
    assert job is not None
    assert ended(job).state is State.DONE
    assert job.result == "plan"
    assert made[0]["plan"] == run(task(), lambda _: None)["plan"]


@pytest.mark.slow
def test_a_job_stopped_over_time_or_killed_leaves_nothing(desk: PlanDesk) -> None:
    long = task(LATE, work=10_000_000)
    short = task(LATE, work=10_000_000, seconds_max=1)
    jobs = [Job(f"{n:032x}", VIEWER, long if n else short, lambda _: "x") for n in range(2)]
    for job in jobs:
        assert desk.order(job) is not None
    assert ended(jobs[0]).state is State.FAILED
    assert jobs[0].why == "it took longer than it may"
    while jobs[1].process is None:
        time.sleep(0.05)
    desk.stop(jobs[1])
    assert jobs[1].state is State.STOPPED
    assert jobs[1].process.poll() is not None
    third = Job("3" * 32, VIEWER, long, lambda _: "x")
    desk.order(third)
    while third.process is None:
        time.sleep(0.05)
    os.killpg(third.process.pid, signal.SIGKILL)
    assert ended(third).state is State.FAILED


def test_a_job_is_its_viewers_alone() -> None:
    desk = PlanDesk()
    desk._pool.shutdown()
    job = Job("1" * 32, VIEWER, task(), lambda _: "x")
    desk._jobs[job.id] = job
    assert desk.find(VIEWER, job.id) is job
    assert desk.find(OTHER, job.id) is None
    assert desk.of(OTHER) == []


def test_one_view_has_so_many_jobs_under_way_and_no_more() -> None:
    desk = PlanDesk()
    jobs = [Job(f"{n:032x}", VIEWER, task(), lambda _: "x") for n in range(JOBS_A_VIEW_MAX + 1)]
    desk._jobs.update({job.id: job for job in jobs[:-1]})
    assert desk.order(jobs[-1]) is None
    desk._pool.shutdown()


class Quick(PlanDesk):
    """A desk whose jobs take no process; what a job's document is, or what breaks, is said beforehand."""

    def __init__(self, broken: BaseException | None = None) -> None:
        super().__init__()
        self.broken, self.order_of_work = broken, list[str]()

    def _run(self, job: Job) -> None:
        self.order_of_work.append(job.id)
        if self.broken is not None:
            raise self.broken
        self._end(job, {})


def kept(job: Job, why: BaseException) -> Job:
    def finish(_document: dict[str, object]) -> str:
        raise why

    job.finish = finish
    return job


@pytest.mark.parametrize("broken", [OSError(28, "no space"), KeyError("x"), RuntimeError("x")])
def test_a_job_ends_whatever_breaks_on_the_way(broken: Exception) -> None:
    """A full disk, a fault of the planner's or of this program: nobody waits for ever, and others go on."""
    for desk, job in (
        (Quick(broken), Job("1" * 32, VIEWER, task(), lambda _: "x")),
        (Quick(), kept(Job("2" * 32, VIEWER, task(), lambda _: "x"), broken)),
    ):
        assert desk.order(job) is job
        assert ended(job).state is State.FAILED
        assert job.why
        desk.broken = None
        after = Job("3" * 32, OTHER, task(), lambda _: "plan")
        desk.order(after)
        assert (ended(after).state, after.result) == (State.DONE, "plan")
        desk.close()


def test_views_take_turns() -> None:
    desk = Quick()
    hold = threading.Event()
    desk._pool.submit(hold.wait)
    many = [Job(f"{n:032x}", VIEWER, task(), lambda _: "x") for n in range(4)]
    one = Job("f" * 32, OTHER, task(), lambda _: "x")
    for job in (*many, one):
        desk.order(job)
    hold.set()
    for job in (*many, one):
        ended(job)
    assert desk.order_of_work == [many[0].id, one.id, *(job.id for job in many[1:])]
    desk.close()


def test_what_the_worker_prints_beside_its_answer_is_passed_over() -> None:
    assert _read(b"Running HiGHS 1.12\n") == {}
    assert _read(b"[1, 2]\n") == {}
    assert _read(b'{"progress": ["routing", 10]}\n') == {"progress": ["routing", 10]}

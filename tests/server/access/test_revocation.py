"""What is revoked is revoked at the next request, on open streams, for work under way, and after a restart."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.server.access.staging import ENDS, HIDDEN, Stage, administrator_of, played
from tests.simulators.crisis_sites import PASSWORD, Browser, call

from coalition.errors import InputError
from coalition.labels import clearance_up_to
from coalition.operations.crisis.planning.desk import Job, PlanDesk, State
from coalition.operations.crisis.planning.worker import Task
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.office import Means, Office
from coalition.server.accounts.passwords import Passwords

BY_TIME = {"idle too long", "too old", "the clock went back before its beginning"}
REVOKED = [way for way in ENDS if way not in BY_TIME]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    yield from played(tmp_path)


def restarted(stage: Stage) -> Office:
    """The accounts as another process reads them from the disk, beside the one that runs."""
    store = AccountStore(stage.site.data / "accounts.sqlite")
    return Office(
        store, Passwords(light=True), Means(lambda: stage.site.wall[0], stage.site.chance)
    )


@pytest.mark.parametrize("way", REVOKED)
def test_a_session_that_was_ended_is_ended_on_disk_too(stage: Stage, way: str) -> None:
    assert restarted(stage).find(stage.viewer.cookie) is not None
    ENDS[way](stage)
    assert stage.viewer.get("/api/session").status == 401
    assert restarted(stage).find(stage.viewer.cookie) is None


@pytest.mark.parametrize("way", sorted(BY_TIME))
def test_a_session_that_time_ended_stays_ended_after_a_restart(stage: Stage, way: str) -> None:
    ENDS[way](stage)
    assert restarted(stage).find(stage.viewer.cookie) is None


def test_a_closed_account_does_not_log_in_again_and_says_no_more_than_a_wrong_password(
    stage: Stage,
) -> None:
    stranger = Browser(stage.site)
    wrong = stranger.ask("POST", "/api/session", {"name": "pol.pol", "password": "wrong"})
    ENDS["account closed"](stage)
    right = stranger.ask("POST", "/api/session", {"name": "pol.pol", "password": PASSWORD})
    nobody = stranger.ask("POST", "/api/session", {"name": "no.pol", "password": PASSWORD})
    assert right == wrong == nobody


def test_a_narrower_clearance_hides_at_once(stage: Stage) -> None:
    secret = {"classification": "SECRET", "categories": {"Releasable To": ["DEU", "POL"]}}
    said = stage.owner.say(*HIDDEN[0], None, secret)
    path = f"/api/objects/{said.json['subject']}"
    assert stage.viewer.get(path).status == 200
    warden = administrator_of(stage)
    account = warden.get(f"/api/users/{stage.viewer.person}")
    clearance = account.json["clearance"]
    kept = [one for one in clearance["classifications"] if one != "SECRET"]
    body = {
        "full_name": "x", "roles": account.json["roles"], "active": True,
        "clearance": {**clearance, "classifications": kept},
    }  # fmt: skip
    changed = warden.ask(
        "PUT", f"/api/users/{stage.viewer.person}", body, {"if-match": account.header("etag")}
    )
    assert changed.status == 200
    assert stage.viewer.get(path).status == 401
    absent = f"/api/objects/{'f' * 32}"
    again = stage.site.log_in("pol.pol")
    assert again.get(path) == again.get(absent)


def test_an_open_stream_ends_with_its_session(stage: Stage) -> None:
    loop, hub = stage.site.loop, stage.site.parts.hub

    async def listen_until_closed() -> bytes:
        hub.start()
        headers = {"host": "testserver", "cookie": f"coalition={stage.viewer.cookie}"}
        stream = asyncio.create_task(_whole(stage, headers))
        while not hub.count:
            await asyncio.sleep(0.01)
        out = {**headers, "x-csrf-token": stage.viewer.csrf}
        answer = await call(stage.site.app, "DELETE", "/api/session", b"", out)
        assert answer.status == 204
        return await asyncio.wait_for(stream, 60)

    assert loop.run(listen_until_closed()).startswith(b"retry:")
    assert hub.count == 0
    loop.run(hub.stop())


async def _whole(stage: Stage, headers: dict[str, str]) -> bytes:
    """All that a stream says until the server ends it; it is never disconnected from this side."""
    told, never = [], asyncio.Event()
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": "/api/events", "raw_path": b"/api/events", "root_path": "",
        "query_string": b"", "client": ("127.0.0.1", 1), "server": ("testserver", 80),
        "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        await never.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        told.append(message.get("body", b""))

    await stage.site.app(scope, receive, send)
    return b"".join(told)


def test_a_plan_under_way_is_not_put_on_record_for_an_account_that_was_ended(stage: Stage) -> None:
    jobs: list[Job] = []
    desk = stage.site.parts.open.desk
    desk.order = lambda job: jobs.append(job) or job  # type: ignore[method-assign]
    stage.viewer.ask("POST", "/api/plans", {"work": 0})
    ENDS["account closed"](stage)
    before = len(stage.site.parts.open.room.journal)
    desk._end(jobs[0], {"verdict": "green", "breaches": [], "doubts": []})
    assert (jobs[0].state, len(stage.site.parts.open.room.journal)) == (State.FAILED, before)


def test_a_plan_that_cannot_be_put_on_record_leaves_no_job_under_way() -> None:
    def refused(_: object) -> str:
        raise InputError([])

    desk = PlanDesk()
    job = Job("1", clearance_up_to("SECRET", nation="POL"), Task({}, 0), refused)
    desk._end(job, {})
    assert job.state is State.FAILED
    desk.close()


def test_only_its_owner_reads_the_file_of_accounts(tmp_path: Path) -> None:
    file = tmp_path / "accounts.sqlite"
    file.touch(mode=0o644)
    AccountStore(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

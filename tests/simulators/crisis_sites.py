"""A crisis room with its server in memory: the small alliance, a record in memory, time and chance in the
hands of the test.

    site = crisis_site(tmp_path)                  # Germany, Poland, Lithuania and the staff
    pol = site.log_in("pol")
    answer = pol.get("/api/requirements")         # status, headers, bytes
    answer = pol.say("OfferMade", body={...})     # an act

Chance is drawn from a stream for each name (`site.turn("POL")`): what one nation does moves no id of another.
Time stands still until `site.wait(minutes)`. Plans are made in the same process, at once.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from fastapi import FastAPI
from tests.simulators.memory_record import MemoryRecord
from tests.simulators.small_books import small_book

from coalition.bootstrap import OpenRoom
from coalition.command.events.stamps import stamp_of
from coalition.labels import Clearance, clearance_up_to
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.operations.crisis.clock import CrisisClock, Setting
from coalition.operations.crisis.opening import Place, open_crisis
from coalition.operations.crisis.planning.desk import Job, PlanDesk, State
from coalition.operations.crisis.planning.shelf import PlanShelf
from coalition.operations.crisis.planning.worker import run
from coalition.operations.crisis.rows.shown import Marks
from coalition.record.signing.roster import Roster
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.office import Means, Office
from coalition.server.accounts.passwords import Passwords
from coalition.server.accounts.person import ROLES, Person
from coalition.server.accounts.throttle import Pace, Throttle
from coalition.server.answering.paging import Seal
from coalition.server.app import create_app
from coalition.server.guarding.metrics import Metrics
from coalition.server.listening import Hub
from coalition.server.site import Limits, Site, SiteSettings

PASSWORD = "a password for tests"
KEY = bytes(range(64))
T = TypeVar("T")


class Chance:
    """Random bytes from one seeded stream a name; `name` says whose turn it is."""

    def __init__(self, seed: int = 0) -> None:
        self._seed, self.name = seed, "start"
        self._streams: dict[str, random.Random] = {}

    def __call__(self, count: int) -> bytes:
        stream = self._streams.setdefault(self.name, random.Random(f"{self._seed} {self.name}"))
        return stream.randbytes(count)


class StillClock:
    """Machine time in milliseconds, which stands still unless it is moved."""

    def __init__(self, begin: Minute) -> None:
        self.ms = int(stamp_of(begin))

    def __call__(self) -> int:
        return self.ms


class DeskHere(PlanDesk):
    """A desk that makes each plan at once, in this process."""

    def order(self, job: Job) -> Job | None:
        taken = super().order(job)
        if taken is not None and job.state is State.MAKING:
            self._end(job, run(job.task, lambda _: None))
        return taken

    def _take_turn(self) -> None:
        return


class Loop:
    """An event loop in a thread of its own, so that the threads behind it live as long as it does."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = Thread(target=self._live, daemon=True)
        self._thread.start()

    def _live(self) -> None:
        self._loop.run_until_complete(self._over.wait())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=120)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
        self._loop.close()


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it came."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name.lower()), "")


@dataclass
class Browser:
    """One person's session against the application, without a network between."""

    site: CrisisSite
    cookie: str = ""
    csrf: str = ""
    person: str = ""

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        sent = {"host": "testserver"}
        if self.cookie:
            sent["cookie"] = f"coalition={self.cookie}"
        if method != "GET" and self.csrf:
            sent["x-csrf-token"] = self.csrf
        data = b""
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["content-type"] = "application/json"
        return self.site.loop.run(
            call(self.site.app, method, path, data, {**sent, **(headers or {})})
        )

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, None, headers)

    def say(
        self, kind: str, body: Any, subject: str | None = None, label: Any = None, **headers: str
    ) -> Answer:
        sent = {"subject": subject, "label": label, "body": body}
        return self.ask("POST", f"/api/acts/{kind}", sent, headers)


@dataclass
class CrisisSite:
    """The site under test, with what a test moves."""

    app: FastAPI
    parts: Site
    chance: Chance
    clock: StillClock
    loop: Loop
    data: Path
    wall: list[int]
    """Seconds by which sessions are told; apart from the crisis's time."""
    browsers: dict[str, Browser] = field(default_factory=dict)

    def wait(self, minutes: int = 1) -> None:
        self.clock.ms += minutes * 60_000

    def turn(self, name: str) -> None:
        self.chance.name = name

    def add(self, name: str, nation: str, clearance: Clearance, **fields: Any) -> Person:
        roles = fields.pop("roles", frozenset(ROLES))
        person = Person("", name, name, nation, roles, clearance)
        made, _ = self.parts.office.add(replace(person, **fields), PASSWORD)
        return made

    def log_in(self, name: str) -> Browser:
        browser = Browser(self)
        answer = browser.ask("POST", "/api/session", {"name": name, "password": PASSWORD})
        if answer.status != 200:
            raise AssertionError(answer.body)
        browser.cookie = answer.header("set-cookie").partition("=")[2].partition(";")[0]
        browser.csrf, browser.person = answer.json["csrf"], answer.json["id"]
        self.browsers[name] = browser
        return browser

    def close(self) -> None:
        self.loop.close()
        self.parts.close()


async def call(app: Any, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """The answer of an ASGI application; of an endless one the first piece."""
    target, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": target, "raw_path": target.encode(), "root_path": "",
        "query_string": query.encode(), "client": ("127.0.0.1", 1), "server": ("testserver", 80),
        "headers": [
            *((key.lower().encode(), value.encode()) for key, value in headers.items()),
            (b"content-length", str(len(body)).encode()),
        ],
    }  # fmt: skip
    given, told, over = [body], [], asyncio.Event()
    start: dict[str, Any] = {}

    async def receive() -> dict[str, Any]:
        if given:
            return {"type": "http.request", "body": given.pop(), "more_body": False}
        await over.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            told.append(message.get("body", b""))
            endless = any(v == b"text/event-stream; charset=utf-8" for _, v in start["headers"])
            if endless or not message.get("more_body"):
                over.set()

    await app(scope, receive, send)
    heads = tuple((key.decode(), value.decode()) for key, value in start["headers"])
    return Answer(start["status"], heads, b"".join(told))


def crisis_site(
    data: Path, *, book: Book | None = None, seed: int = 0, record: Any = None, roster: Any = None
) -> CrisisSite:
    """A site of the book at C-day, with an account of every role for each nation and the staff."""
    crisis_book = book or small_book()
    chance, machine = Chance(seed), StillClock(crisis_book.crisis.activated)
    clock = CrisisClock(machine, Setting(exercise=True))
    room, _ = open_crisis(crisis_book, Place(record or MemoryRecord(), None, clock, chance))
    opened = OpenRoom(
        room,
        DeskHere(),
        PlanShelf(data / "plans"),
        crisis_book,
        KEY,
        new=True,
        roster=roster or Roster(),
    )
    wall = [1_740_000_000]
    means = Means(lambda: wall[0], chance)
    office = Office(AccountStore(data / "accounts.sqlite"), Passwords(light=True), means)
    seal, free = Seal(KEY), Throttle(Pace(10**6, 10**6), lambda: 0.0)
    parts = Site(
        opened, office, seal, Hub(room, seal), Limits(free, free, free, free), SiteSettings(),
        Marks(room.policy), Metrics(), KEY,
    )  # fmt: skip
    site = CrisisSite(create_app(parts), parts, chance, machine, Loop(), data, wall)
    for nation in (*crisis_book.alliance.members, "STAFF"):
        site.turn(nation)
        site.add(nation.lower(), nation, clearance_up_to("SECRET", nation=nation))
    return site

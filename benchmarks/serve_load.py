"""Load of the server (goal P): 200 sessions send 100 requests a second, nine reads to one act, while 1,000
listen.

`serve_load.py [--once] [--objects N] [--seconds S] [--rate R] [--database URL]`: a record of 200,000
objects of 32 nations (half of them labelled for some alone) is written, a server of one process is started
on it, and requests are sent by the clock, whether or not the ones before were answered. Latency is counted
from when a request was due. Client and server share the machine. Budgets: p95 300 ms, p99 1 s, no error, 1
GB, ready in 5 s after the record is there. `--once`: 2,000 objects, 3 seconds at 20 a second, 20 sessions,
50 listeners.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep, time_ns
from typing import Any

import uvicorn

from coalition.bootstrap import OpenRoom, random_bytes, record_now
from coalition.command.events.event import Event, EventId, ObjectId, Origin, PersonId
from coalition.command.events.kinds.consents import ConsentGranted, ConsentScope
from coalition.command.events.kinds.contributions import OfferMade, RequirementStated
from coalition.command.events.kinds.disputes import DisputeRaised
from coalition.command.events.kinds.tasks import TaskAssigned
from coalition.command.events.stamps import Stamp, stamp_of
from coalition.command.events.terms import Amount, Terms
from coalition.labels import Category, Kind, Label
from coalition.labels.policies.nations import NATO_MEMBERS
from coalition.measure.instants import FOREVER, Interval, Minute, parse_instant
from coalition.model.book import Book, Crisis
from coalition.model.identity import NationId, PlaceId
from coalition.model.nations import Alliance, Nation
from coalition.model.places import Mode, Place
from coalition.operations.crisis.clock import CrisisClock, Setting
from coalition.operations.crisis.opening import Place as Where
from coalition.operations.crisis.opening import open_crisis
from coalition.operations.crisis.planning.desk import PlanDesk
from coalition.operations.crisis.planning.shelf import PlanShelf
from coalition.operations.crisis.rows.shown import Marks
from coalition.operations.crisis.stated.nouns import STAFF
from coalition.record import generate_keyring, load_keyring, open_record, save_keyring
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.office import Means, Office
from coalition.server.accounts.passwords import Passwords
from coalition.server.accounts.person import ROLES, Person
from coalition.server.accounts.throttle import Pace, Throttle
from coalition.server.answering.paging import Seal
from coalition.server.app import create_app
from coalition.server.guarding.metrics import Metrics
from coalition.server.listening import Hub
from coalition.server.opening import clearance_for
from coalition.server.site import Limits, Site, SiteSettings

NATIONS = tuple(NationId(one) for one in NATO_MEMBERS)
C_DAY = parse_instant("2027-03-01")
WINDOW = Interval(C_DAY, Minute(C_DAY + 43_200))
PASSWORD = "load only"
KEY = bytes(range(64))


@dataclass(frozen=True)
class Scale:
    """How large the load is."""

    objects: int = 200_000
    seconds: float = 60.0
    rate: float = 100.0
    sessions: int = 200
    listeners: int = 1_000
    database: str = ""


ONCE = Scale(2_000, 3.0, 20.0, 20, 50)


# -- the record -----------------------------------------------------------------------------------


def book() -> Book:
    nations = {one: Nation(one, str(one)) for one in NATIONS}
    places = [
        Place(PlaceId(f"{one.lower()}-{n}"), f"{one} {n}", one, 50_000_000, 10_000_000, frozenset({Mode.ROAD}))
        for one in NATIONS for n in range(3)
    ]  # fmt: skip
    crisis = Crisis("Load (fictional)", C_DAY, Minute(C_DAY + 86_400))
    return Book(
        "Load (fictional)", True, Alliance("Load", NATIONS), crisis, nations, {p.id: p for p in places},
        (), (), {}, {}, {}, {}, (), (),
    )  # fmt: skip


def labels(rng: random.Random, usual: Label) -> list[Label]:
    """For all, for each nation alone, and for forty circles of six."""
    found = [Label(usual.policy, "UNCLASSIFIED", usual.categories, (one,)) for one in NATIONS]
    found += [Label(usual.policy, "RESTRICTED", (only(one),), (one,)) for one in NATIONS]
    for _ in range(40):
        circle = tuple(rng.sample(NATIONS, 6))
        shared = Category("Releasable To", Kind.PERMISSIVE, circle)
        found.append(Label(usual.policy, "CONFIDENTIAL", (shared,), (circle[0],)))
    return found


def only(nation: str) -> Category:
    return Category("Only", Kind.PERMISSIVE, (nation,))


def events(count: int, usual: Label) -> Iterator[Event]:
    rng = random.Random(7)
    known = labels(rng, usual)
    lines: list[str] = []
    begin = stamp_of(C_DAY)
    for number in range(count):
        label = known[rng.randrange(32)] if rng.random() < 0.5 else rng.choice(known[32:])
        origin = label.originators[0]
        body = said(rng, origin, lines)
        name = rng.randbytes(16).hex()
        if isinstance(body, RequirementStated) and label in known[:32]:
            lines.append(name)
        yield Event(
            EventId(name), Stamp(begin + number * 50), Origin(origin), PersonId("load"), type(body).__name__,
            ObjectId(name), label, body,
        )  # fmt: skip


def said(rng: random.Random, origin: str, lines: list[str]) -> Any:
    amounts = (Amount(rng.choice(("fuel", "beds", "trucks")), rng.randint(1, 90), "each"),)
    other = Origin(rng.choice(NATIONS))
    draw = rng.random()
    if draw < 0.3 or not lines:
        place = f"{rng.choice(NATIONS).lower()}-{rng.randrange(3)}"
        return RequirementStated(f"need {rng.randrange(10**6)}", amounts, WINDOW, place)
    if draw < 0.6:
        return OfferMade(Terms(amounts, WINDOW), ObjectId(rng.choice(lines)))
    if draw < 0.8:
        return TaskAssigned(other, f"task {rng.randrange(10**6)}", due=WINDOW.closes)
    if draw < 0.93 or other == origin:
        return ConsentGranted(ConsentScope(Origin(origin), Interval(C_DAY, FOREVER)), "none/none")
    return DisputeRaised((other,), f"matter {rng.randrange(10**6)}")


# -- the server -----------------------------------------------------------------------------------


def serve(folder: Path, port: int, scale: Scale) -> None:
    """The server's own process: opens the record that is there and serves it."""
    keys = folder / "keys"
    if not keys.is_dir():
        save_keyring(
            generate_keyring([*NATIONS, STAFF], random=random_bytes, now=record_now()), keys
        )
    keyring = load_keyring(keys)
    begun = perf_counter()
    where = scale.database or folder / "record.sqlite"
    opened = open_record(where, keyring, random=random_bytes, now=record_now)
    offset = int(stamp_of(C_DAY)) + 20_000_000 - time_ns() // 1_000_000
    clock = CrisisClock(lambda: time_ns() // 1_000_000, Setting(offset, exercise=True))
    room, new = open_crisis(book(), Where(opened, None, clock, random_bytes))
    if new:
        room.take(list(events(scale.objects, room.usual)), batch=1_000)
    means = Means(lambda: time_ns() // 1_000_000_000, random_bytes)
    office = Office(AccountStore(folder / "accounts.sqlite"), Passwords(light=True), means)
    if not office.of_nation(NATIONS[0]):
        for number in range(scale.sessions):
            nation = NATIONS[number % len(NATIONS)]
            clearance = clearance_for(room.policy, nation)
            office.add(
                Person("", f"load{number}", "load", nation, frozenset(ROLES), clearance), PASSWORD
            )
    free = Throttle(Pace(10**9, 10**9), perf_counter)
    open_room = OpenRoom(
        room, PlanDesk(), PlanShelf(folder / "plans"), book(), KEY, new=new, roster=keyring.roster
    )
    seal = Seal(KEY)
    site = Site(
        open_room, office, seal, Hub(room, seal), Limits(free, free, free, free), SiteSettings(),
        Marks(room.policy), Metrics(), KEY,
    )  # fmt: skip
    sys.stdout.write(f"ready {perf_counter() - begun:.2f}\n")
    sys.stdout.flush()
    if port:
        uvicorn.run(create_app(site), host="127.0.0.1", port=port, log_level="warning", access_log=False,
                    timeout_graceful_shutdown=1, timeout_keep_alive=75)  # fmt: skip
    else:
        site.close()


# -- the clients ----------------------------------------------------------------------------------


class Client:
    """One session over one connection that is kept."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.csrf = port, "", ""
        self.ids: list[str] = []
        self.busy = asyncio.Lock()
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        async with self.busy:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
            reader, writer = self._streams
            writer.write(self.head(method, path, body))
            return await read_answer(reader)

    def head(self, method: str, path: str, body: Any = None) -> bytes:
        data = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", f"content-length: {len(data)}",
                 f"cookie: coalition={self.cookie}", f"x-csrf-token: {self.csrf}"]  # fmt: skip
        if body is not None:
            lines.append("content-type: application/json")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + data

    async def log_in(self, name: str) -> None:
        async with self.busy:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
            reader, writer = self._streams
            writer.write(self.head("POST", "/api/session", {"name": name, "password": PASSWORD}))
            heads = (await reader.readuntil(b"\r\n\r\n")).decode()
            told = json.loads(await reader.readexactly(length_of(heads)))
            self.cookie = heads.partition("coalition=")[2].partition(";")[0]
            self.csrf = told["csrf"]

    async def listen(self, heard: Counter[str]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self.head("GET", "/api/events"))
        await reader.readuntil(b"\r\n\r\n")
        while await reader.readline():
            heard["lines"] += 1


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    heads = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    return int(heads[9:12]), await reader.readexactly(length_of(heads))


def length_of(heads: str) -> int:
    found = [
        line.partition(":")[2]
        for line in heads.lower().split("\r\n")
        if line.startswith("content-length")
    ]
    return int(found[0]) if found else 0


READS = (
    ("/api/requirements?limit=50", 20), ("/api/tasks?limit=50", 15), ("/api/contributions?limit=50", 10),
    ("/api/history?limit=50", 10), ("/api/crisis", 5), ("/api/tasks?sort=-due&limit=50", 4),
    ("/api/consents?state=in-force&limit=50", 4), ("/api/search?q=need+77&limit=20", 2), ("OBJECT", 30),
)  # fmt: skip


async def one_request(client: Client, rng: random.Random) -> tuple[str, int]:
    if rng.random() < 0.1:
        body = {"body": {"owner": rng.choice(NATIONS), "title": f"task {rng.random()}"}}
        status, _ = await client.ask("POST", "/api/acts/TaskAssigned", body)
        return "act", status
    path = rng.choices([p for p, _ in READS], [w for _, w in READS])[0]
    if path == "OBJECT":
        path = f"/api/objects/{rng.choice(client.ids)}"
    status, _ = await client.ask("GET", path)
    return path.split("?")[0] if "objects" not in path else "/api/objects/ID", status


async def load(port: int, scale: Scale) -> dict[str, Any]:
    clients = [Client(port) for _ in range(scale.sessions)]
    for number, client in enumerate(clients):
        nation = NATIONS[number % len(NATIONS)].lower()
        await client.log_in(f"load{number}.{nation}")
        _, body = await client.ask("GET", "/api/tasks?limit=50")
        client.ids = [one["id"] for one in json.loads(body)["items"]]
    heard: Counter[str] = Counter()
    listening = [
        asyncio.create_task(clients[n % len(clients)].listen(heard)) for n in range(scale.listeners)
    ]
    await asyncio.sleep(1)
    rng = random.Random(3)
    took: dict[str, list[float]] = {}
    statuses: Counter[int] = Counter()

    async def timed(due: float) -> None:
        name, status = await one_request(rng.choice(clients), rng)
        took.setdefault(name, []).append(1_000 * (perf_counter() - due))
        statuses[status] += 1

    begun, running = perf_counter(), []
    for number in range(int(scale.rate * scale.seconds)):
        due = begun + number / scale.rate
        await asyncio.sleep(max(0.0, due - perf_counter()))
        running.append(asyncio.create_task(timed(due)))
    await asyncio.gather(*running)
    lasted = perf_counter() - begun
    for task in listening:
        task.cancel()
    return {
        "took": took,
        "statuses": statuses,
        "heard": heard["lines"],
        "rate": len(running) / lasted,
    }


def run(folder: Path, scale: Scale) -> None:
    child = [sys.executable, __file__, "--serve", str(folder), json.dumps(scale.__dict__)]
    begun = perf_counter()
    subprocess.run([*child, "0"], check=True, stdout=subprocess.DEVNULL)
    print(f"record of {scale.objects:,} objects written: {perf_counter() - begun:.1f} s")
    with subprocess.Popen([*child, "8765"], stdout=subprocess.PIPE, text=True) as server:
        try:
            ready = server.stdout.readline().split()[1] if server.stdout else "?"
            print(f"ready after {ready} s")
            wait_for(8765)
            found = asyncio.run(load(8765, scale))
            tell(found, memory_of(server.pid))
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)


def memory_of(process: int) -> int:
    text = Path(f"/proc/{process}/status").read_text()
    return (
        int(next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS"))) // 1024
    )


def tell(found: dict[str, Any], megabytes: int) -> None:
    everything = [one for group in found["took"].values() for one in group]
    rows = [("all", everything), *sorted(found["took"].items())]
    for name, group in rows:
        cuts = quantiles(group, n=100) if len(group) > 1 else group * 99
        print(
            f"{name:24} {len(group):6}  p50 {cuts[49]:7.1f}  p95 {cuts[94]:7.1f}  p99 {cuts[98]:7.1f} ms"
        )
    print(f"{found['rate']:.1f} requests a second answered; statuses {dict(found['statuses'])}")
    print(f"{found['heard']:,} lines heard by listeners; server {megabytes} MB")


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--serve"]:
        serve(Path(arguments[1]), int(arguments[3]), Scale(**json.loads(arguments[2])))
        return
    scale = ONCE if "--once" in arguments else Scale(
        objects=int(option(arguments, "--objects", "200000")),
        seconds=float(option(arguments, "--seconds", "60")),
        rate=float(option(arguments, "--rate", "100")),
        listeners=int(option(arguments, "--listeners", "1000")),
        database=option(arguments, "--database", ""),
    )  # fmt: skip
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        run(Path(folder), scale)


def option(arguments: list[str], name: str, usual: str) -> str:
    return arguments[arguments.index(name) + 1] if name in arguments else usual


if __name__ == "__main__":
    main(sys.argv[1:])

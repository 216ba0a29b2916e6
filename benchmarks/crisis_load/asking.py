"""What is asked, when it is due, and whether what is answered is right.

Requests are due at even distances whether or not earlier ones were answered, and a time counts from when the
request was due. Of every tenth answer the content is looked at, and of what was written everything is read
again at the end.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crisis_load.filling import WORDS
from crisis_load.serving import Line

LOOKED_AT = 10
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


@dataclass
class Load:
    """What was asked and how it was answered."""

    times: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """By kind of request: seconds since the beginning when it was due, and milliseconds it took."""
    wrong: Counter[str] = field(default_factory=Counter)
    ids: dict[str, list[str]] = field(default_factory=dict)
    """What each nation sees, some of it."""
    written: list[tuple[str, str]] = field(default_factory=list)
    """What was acknowledged: the nation and the object."""
    told: int = 0
    streams: int = 0
    begin: float = field(default_factory=time.perf_counter)

    def took(self, name: str, due: float) -> None:
        """An answer is there to what was due then."""
        now = time.perf_counter()
        self.times[name].append((due - self.begin, 1_000 * (now - due)))

    def all_times(self, until_s: float = float("inf")) -> list[float]:
        """Milliseconds of all answers to what was due by then, in rising order."""
        return sorted(ms for times in self.times.values() for due, ms in times if due <= until_s)


def drawn(rng: random.Random, ids: list[str]) -> tuple[str, str]:
    """The name and path of a read."""
    _, name, path = rng.choices(READS, [one[0] for one in READS])[0]
    word, other = rng.sample(WORDS, 2)
    return name, path.format(list=rng.choice(LISTS), word=word, word2=other, id=rng.choice(ids))


def task(rng: random.Random, nations: list[str]) -> dict[str, Any]:
    """The body of a write."""
    words = " ".join(rng.choices(WORDS, k=3))
    return {"subject": None, "label": None, "body": {"owner": rng.choice(nations), "title": words}}


def fault_of(path: str, said: bytes) -> str:
    """What is wrong with the content of an answer; empty when nothing is."""
    told = json.loads(said)
    if path.startswith("/api/objects/"):
        return "" if told.get("id") == path.rpartition("/")[2] else "another object"
    if path == "/api/crisis":
        return "" if told["crisis"] else "no crisis"
    most = int(path.rpartition("limit=")[2]) if "limit=" in path else 100
    rows, total = told["items"], told["total"]
    if len(rows) != min(most, total) or len({row["id"] for row in rows}) != len(rows):
        return "rows that are not those of a page"
    return "" if bool(told["next"]) == (total > len(rows)) else "no cursor, or one too many"


async def one_request(load: Load, line: Line, due: float, name: str, ask: Any) -> None:
    """Ask, and note how long after it was due the answer was there, and what is wrong with it."""
    path = ask[1]
    more = f"If-None-Match: {line.tags[path]}\r\n" if path in line.tags else ""
    if ask[0] == "POST":
        more = f"Idempotency-Key: {random.getrandbits(64):x}\r\n"
    status, heads, said = await line.ask(*ask, more=more)
    load.took(name, due)
    if status not in (200, 201, 304):
        load.wrong[f"{name}: {status} {said[:80]!r}"] += 1
        return
    if ask[0] == "POST":
        load.written.append((line.nation, json.loads(said)["subject"]))
    elif status == 200 and len(load.times[name]) % LOOKED_AT == 0:
        fault = fault_of(path, said)
        load.wrong[f"{name}: {fault}"] += bool(fault)
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


async def sessions_of(port: int, cookies: Iterable[str], load: Load) -> list[Line]:
    """A connection for each session, which asks who it is; the first of each nation reads its tasks."""
    lines = []
    for cookie in cookies:
        due = time.perf_counter()
        line = await Line.opened(port, cookie)
        me = await line.read("/api/session")
        load.took("a session's first question", due)
        line.csrf, line.nation = me["csrf"], me["nation"]
        lines.append(line)
        if line.nation not in load.ids:
            due = time.perf_counter()
            page = await line.read("/api/tasks?limit=100")
            load.took("a nation's first page", due)
            load.ids[line.nation] = [one["id"] for one in page["items"]]
    return lines


async def listen_all(load: Load, port: int, cookies: list[str], seconds: int) -> None:
    """So many streams as there are cookies, opened at even distances within the seconds, until cut."""
    begin, running = time.perf_counter(), []
    try:
        for number, cookie in enumerate(cookies):
            due = begin + number * seconds / len(cookies)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            running.append(asyncio.create_task(listen(load, port, cookie, due)))
        await asyncio.gather(*running)
    finally:
        for one in running:
            one.cancel()


async def listen(load: Load, port: int, cookie: str, due: float) -> None:
    """Count the messages of a stream until it is cut."""
    try:
        line = await Line.opened(port, cookie)
        head = f"GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: coalition={cookie}\r\n\r\n"
        line.writer.write(head.encode())
        await line.reader.readuntil(b"retry: ")
        load.took("a stream is opened", due)
        load.streams += 1
        while True:
            await line.reader.readuntil(b"event: change")
            load.told += 1
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        load.wrong[f"a stream was cut: {type(error).__name__}"] += 1


async def read_again(load: Load, lines: list[Line]) -> None:
    """Everything that was acknowledged is there for whoever wrote it."""
    of = {line.nation: line for line in lines}
    for nation, subject in load.written:
        status, _, said = await of[nation].ask("GET", f"/api/objects/{subject}")
        if status != 200 or json.loads(said)["id"] != subject:
            load.wrong["what was acknowledged is not there"] += 1


async def one_by_one(line: Line, nations: list[str], count: int) -> tuple[list[float], list[float]]:
    """Milliseconds of writes and of empty answers, one after another, each in rising order."""
    rng = random.Random(1)
    found: dict[str, list[float]] = {"write": [], "nothing": []}
    for _ in range(count):
        for name, ask in (
            ("write", ("POST", "/api/acts/TaskAssigned", task(rng, nations))),
            ("nothing", ("GET", "/health", None)),
        ):
            begin = time.perf_counter()
            await line.ask(*ask)
            found[name].append(1_000 * (time.perf_counter() - begin))
    return sorted(found["write"]), sorted(found["nothing"])

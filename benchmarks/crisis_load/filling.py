"""A generated, fictional book of many nations, so many objects on record beside it, and sessions opened.

Sessions are opened in the file of accounts, for the server would rightly refuse so many log-ins a minute.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from coalition.bootstrap import open_room, random_bytes, room_settings
from coalition.command.events.event import NO_OBJECT, Event, EventId, ObjectId, Origin, PersonId
from coalition.command.events.kinds.contributions import OfferMade, RequirementStated
from coalition.command.events.kinds.tasks import TaskAssigned
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Amount, Terms
from coalition.labels import Category, Kind, Label
from coalition.measure.instants import Interval, Minute
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.office import Means, Office
from coalition.server.accounts.passwords import Passwords
from coalition.server.accounts.person import ROLES, Person
from coalition.server.opening import clearance_for
from crisis_load.sizes import Size, show, told_by

WORDS = (
    "fuel", "hospital", "bridge", "convoy", "rations", "berth", "escort", "tents", "water", "generator",
)  # fmt: skip
BATCH = 2_000
EXTRA = [f"XA{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


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
    opened = open_room(room_settings(book, data=data, database=database))
    nations = sorted(opened.book.alliance.members)[: size.nations]
    adopted = len(opened.room.journal)
    made = list(events(size.objects, nations, opened.room.policy.name, opened.room.clock.stamp()))
    begin, part = time.perf_counter(), max(BATCH, len(made) // 5)
    for place in range(0, len(made), part):
        opened.room.take(made[place : place + part], batch=BATCH)
        told_by(f"{min(place + part, len(made)):,} of {len(made):,} objects on record")
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

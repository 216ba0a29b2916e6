"""Budgets of the record: 150 durable single appends a second, 1,500 in batches; 200,000 entries opened in
5 s and verified in 60 s; an inclusion proof of one entry checked offline in 50 ms.

`record.py [--once] [--entries N] [--folder DIR] [--postgres URL]`: 350-byte payloads into a new record. A row
tells how often something is done in a second and how that compares with single appends of the same run, since
the cost of those is the disk's sync. `--once`: 2,000 entries.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter

from coalition.record import Draft, Record, StreamName, generate_keyring, open_record
from coalition.record import offline_verifier as verifier
from coalition.record.auditing.audit import Trust, audit
from coalition.record.carriage.backing_up import back_up
from coalition.record.carriage.exporting import Wish, export_bundle
from coalition.record.carriage.sources import open_source

NOW = "2026-11-28T00:00:00Z"
KEYRING = generate_keyring(["DEU", "FRA"], random=random.Random(1).randbytes, now=NOW)
STREAMS = [StreamName(nation, f"a{n}") for nation in ("DEU", "FRA") for n in range(10)]
PAYLOAD = b'{"text":"' + b"x" * 340 + b'"}'
BUDGETS = {"verify_s": 60.0, "proof_ms": 50.0, "open_s": 5.0, "single": 150.0, "batch": 1_500.0}


def opened(location: str | Path) -> Record:
    return open_record(location, KEYRING, random=random.Random(2).randbytes, now=lambda: NOW)


def drafts(number: int) -> list[Draft]:
    return [Draft(STREAMS[i % len(STREAMS)], PAYLOAD) for i in range(number)]


def rate(number: int, work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return number / (perf_counter() - begin)


def in_threads(record: Record, threads: int, each: int) -> None:
    running = [
        Thread(target=lambda: [record.append(drafts(1)) for _ in range(each)])
        for _ in range(threads)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def append(record: Record, entries: int) -> dict[str, float]:
    """Appends a second, by how they are handed in; the record holds `entries` afterwards."""
    few = max(50, min(1_000, entries // 40))
    rates = {
        "single": rate(few, lambda: [record.append(drafts(1)) for _ in range(few)]),
        "16 threads, single": rate(few * 4, lambda: in_threads(record, 16, few // 4)),
        "batches of 10": rate(
            few * 2, lambda: [record.append(drafts(10)) for _ in range(few // 5)]
        ),
        "batches of 100": rate(
            few * 4, lambda: [record.append(drafts(100)) for _ in range(few // 25)]
        ),
    }
    left = entries - record.size()
    batches = [1_000] * (left // 1_000) + [left % 1_000]
    rates["batches of 1,000"] = rate(left, lambda: [record.append(drafts(n)) for n in batches])
    return rates


def show(name: str, value: float, unit: str, ratio: float | None = None) -> None:
    times = "" if ratio is None else f"{ratio:>8.1f}x"
    print(f"{name:<34} {value:>12,.1f} {unit:<8}{times}", flush=True)


def verify(location: str | Path, processes: int) -> float:
    """Seconds for a whole audit."""
    trust = Trust(KEYRING.roster, KEYRING.node.public)
    begin = perf_counter()
    with open_source(location) as source, ProcessPoolExecutor(processes) as pool:
        report = audit(source, trust, executor=pool if processes > 1 else None)
    if report.findings:
        raise SystemExit(f"the record does not verify: {report.first}")
    return perf_counter() - begin


def prove_offline(location: str | Path, folder: Path) -> float:
    """Milliseconds in which the verifier that stands alone checks one entry; the best of five."""
    bundle = folder / "one.jsonl"
    export_bundle(location, bundle, [Wish(STREAMS[0], 7)])
    times = []
    for _ in range(5):
        begin = perf_counter()
        verifier.verify_bundle(bundle)
        times.append(1_000 * (perf_counter() - begin))
    return min(times)


def measure(location: str | Path, folder: Path, entries: int) -> dict[str, float]:
    with opened(location) as record:
        rates = append(record, entries)
        for name, value in rates.items():
            show(f"append, {name}", value, "a second", value / rates["single"])
        proofs = rate(200, lambda: [record.prove_inclusion(STREAMS[0], n) for n in range(200)])
        show("prove inclusion", proofs, "a second", proofs / rates["single"])
    begin = perf_counter()
    opened(location).close()
    open_s = perf_counter() - begin
    show("open and check hashes", open_s, "s")
    verify_s = verify(location, 1)
    show(
        "verify, one process", entries / verify_s, "a second", entries / verify_s / rates["single"]
    )
    cores = os.cpu_count() or 1
    spread_s = verify(location, cores)
    show(f"verify, {cores} processes", entries / spread_s, "a second", verify_s / spread_s)
    proof_ms = prove_offline(location, folder)
    show("verify one entry offline", proof_ms, "ms")
    begin = perf_counter()
    back_up(location, folder / "backup.db")
    show("back up", perf_counter() - begin, "s")
    best = min(verify_s, spread_s)
    return {
        "verify_s": best, "proof_ms": proof_ms, "open_s": open_s, "single": rates["single"],
        "batch": rates["batches of 1,000"],
    }  # fmt: skip


def option(name: str, default: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def main() -> int:
    once = "--once" in sys.argv
    entries = int(option("--entries", "2000" if once else "200000"))
    with TemporaryDirectory(dir=option("--folder", "") or None) as scratch:
        folder = Path(scratch)
        location = option("--postgres", "") or folder / "r.db"
        print(f"{entries:,} entries of {len(PAYLOAD)} bytes in {len(STREAMS)} streams")
        figures = measure(location, folder, entries)
    if once:
        return 0
    slow = [name for name in ("verify_s", "proof_ms", "open_s") if figures[name] > BUDGETS[name]]
    slow += [name for name in ("single", "batch") if figures[name] < BUDGETS[name]]
    print(f"verified in {figures['verify_s']:.1f} s; budgets missed: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())

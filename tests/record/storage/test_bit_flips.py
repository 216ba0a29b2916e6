"""Files damaged at rest: every damage is found, or provably changes nothing that is ever read."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.record.making import drafts, filled, keys, opened

from coalition.errors import CoalitionError
from coalition.record import StreamName
from coalition.record.auditing.audit import Trust, audit
from coalition.record.carriage.sources import open_source
from coalition.record.journal import read_known
from coalition.record.storage.sqlite.store import SqliteStore

KEYRING = keys()
STREAMS = tuple(StreamName("DEU", f"s{n}") for n in range(5))
PAGE_BYTES = 4_096


@dataclass
class Tally:
    """What came of damages: found, without any effect, and (never) served as if nothing were."""

    found: int = 0
    harmless: int = 0
    served: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("original") / "r.db"
    with opened(path, KEYRING) as record:
        for begin in range(0, 150, 6):
            record.append(drafts(6, begin=begin, streams=STREAMS))
    return path


def every_table(path: Path) -> list[object]:
    """Everything the record ever reads of its file."""
    with open_source(path) as source:
        tables = source.reader
        streams = tables.streams()
        parts: list[object] = [
            streams,
            tables.rows(0, 10_000),
            tables.commits(0, 10_000),
            tables.redactions(),
        ]
        for row in streams:
            parts += [tables.all_tiles(row.stream), tables.checkpoints(row.stream)]
            parts += [
                tables.stream_rows(row.stream, 0, 10_000),
                tables.leaves(row.stream, 0, 10_000),
            ]
        return [
            *parts,
            tables.statements("roster"),
            tables.statements("limit"),
            tables.fact("state"),
        ]


def is_found(path: Path, journal: Path) -> bool:
    """Whether verifying finds something wrong."""
    known = tuple(read_known(journal, KEYRING.roster))
    try:
        with open_source(path) as source:
            return bool(audit(source, Trust(KEYRING.roster, KEYRING.node.public, known)).findings)
    except CoalitionError:
        return True


def damage_and_look(
    original: Path,
    folder: Path,
    *,
    damages: int,
    seed: int,
    harm: Callable[[bytearray, random.Random], str],
) -> Tally:
    chance, tally, honest = random.Random(seed), Tally(), every_table(original)
    for number in range(damages):
        data = bytearray(original.read_bytes())
        what = harm(data, chance)
        path = folder / f"{number}.db"
        path.write_bytes(data)
        if is_found(path, Path(f"{original}.checkpoints")):
            tally.found += 1
        elif every_table(path) == honest:
            tally.harmless += 1
        else:
            tally.served.append(what)
        for left in folder.glob(f"{number}.db*"):
            left.unlink()
    return tally


def flip_a_bit(data: bytearray, chance: random.Random) -> str:
    bit = chance.randrange(len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    return f"bit {bit}"


def cut_short(data: bytearray, chance: random.Random) -> str:
    size = chance.randrange(len(data))
    del data[size:]
    return f"cut to {size}"


def zero_a_page(data: bytearray, chance: random.Random) -> str:
    page = chance.randrange(len(data) // PAGE_BYTES)
    data[page * PAGE_BYTES : (page + 1) * PAGE_BYTES] = bytes(PAGE_BYTES)
    return f"page {page} zeroed"


def copy_a_page(data: bytearray, chance: random.Random) -> str:
    """A write that went to the wrong place."""
    pages = len(data) // PAGE_BYTES
    one, two = chance.sample(range(pages), 2)
    data[one * PAGE_BYTES : (one + 1) * PAGE_BYTES] = data[
        two * PAGE_BYTES : (two + 1) * PAGE_BYTES
    ]
    return f"page {two} over page {one}"


HARMS = [flip_a_bit, cut_short, zero_a_page, copy_a_page]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_damage_is_found_or_changes_nothing(
    original: Path, scratch: Path, harm: Callable[..., str]
) -> None:
    tally = damage_and_look(original, scratch, damages=8, seed=3, harm=harm)
    assert tally.served == []
    assert tally.found > 0


def test_a_file_cut_short_or_with_a_zeroed_page_is_always_found(
    original: Path, scratch: Path
) -> None:
    for harm in (cut_short, zero_a_page):
        assert damage_and_look(original, scratch, damages=8, seed=4, harm=harm).harmless == 0


def test_every_flip_in_what_was_said_is_found(original: Path, scratch: Path) -> None:
    data = original.read_bytes()
    places = [data.index(b'{"n":%d}' % n) for n in range(0, 150, 6)]

    def in_a_payload(content: bytearray, chance: random.Random) -> str:
        place = places[chance.randrange(len(places))] + 5
        content[place] ^= 1
        return f"payload at {place}"

    tally = damage_and_look(original, scratch, damages=10, seed=5, harm=in_a_payload)
    assert (tally.found, tally.harmless) == (10, 0)


def live_files(folder: Path, number: int, *, seed: int = 2) -> Path:
    """A record whose last entries lie in its log: copied while it is open."""
    with closing(opened(folder / "live.db", KEYRING, seed=seed)) as record:
        record.append(drafts(number))
        for suffix in ("", "-wal"):
            shutil.copy(folder / f"live.db{suffix}", folder / f"copy.db{suffix}")
    return folder / "copy.db"


def test_a_log_of_another_record_is_not_taken(scratch: Path, tmp_path: Path) -> None:
    path = live_files(scratch, 30)
    other = live_files(tmp_path, 30, seed=3)
    shutil.copy(f"{other}-wal", f"{path}-wal")
    assert is_found(path, scratch / "live.db.checkpoints")


def test_a_log_that_is_gone_or_older_is_found(scratch: Path) -> None:
    path = live_files(scratch, 30)
    older = Path(f"{path}-wal").read_bytes()
    with closing(opened(scratch / "live.db", KEYRING)) as record:
        record.append(drafts(5))
        record.append(drafts(5))
    assert is_found(path, scratch / "live.db.checkpoints")
    Path(f"{path}-wal").write_bytes(older[: len(older) // 2])
    assert is_found(path, scratch / "live.db.checkpoints")
    Path(f"{path}-wal").unlink()
    assert is_found(path, scratch / "live.db.checkpoints")


def test_an_old_file_in_the_place_of_the_record_is_not_opened(scratch: Path) -> None:
    path = filled(scratch / "r.db", 20, keyring=KEYRING)
    old = path.read_bytes()
    with opened(path, KEYRING) as record:
        record.append(drafts(3))
    path.write_bytes(old)
    with pytest.raises(CoalitionError, match="older than its own checkpoint"):
        opened(path, KEYRING)


def test_a_damaged_file_is_not_opened_for_writing(original: Path, scratch: Path) -> None:
    data = bytearray(original.read_bytes())
    place = data.index(b'{"n":77}')
    data[place + 5] ^= 1
    (scratch / "r.db").write_bytes(data)
    with pytest.raises(CoalitionError), opened(scratch / "r.db", KEYRING) as record:
        record.read(0, 1_000)


@pytest.mark.campaign
def test_three_hundred_damages_of_each_kind_are_found_or_change_nothing(
    original: Path, scratch: Path
) -> None:
    for harm in HARMS:
        tally = damage_and_look(original, scratch, damages=300, seed=6, harm=harm)
        print(f"{harm.__name__}: {tally.found} found, {tally.harmless} without effect")
        assert tally.served == []


def test_the_store_lies_in_pages_of_4096_bytes(original: Path) -> None:
    with closing(SqliteStore(original)) as store:
        assert store.check() == []
    assert original.stat().st_size % PAGE_BYTES == 0

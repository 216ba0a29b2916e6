"""Budget: ways between all places of a reinforcement, cold and kept."""

from __future__ import annotations

import sys
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from stopwatch import Stopwatch

from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.model.book import Book
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.network.network import Network, load_network

COLD_S = {Mode.AIR: 5.0, Mode.SEA: 1.5, Mode.RAIL: 8.0, Mode.ROAD: 12.0}
KEPT_S = 0.1


def main() -> int:
    watch = Stopwatch()
    with TemporaryDirectory() as scratch:
        generate_book(requirements=30, seed=1, folder=Path(scratch))
        book = read_book(Path(scratch))
    for mode in Mode:
        keys = keys_of(book, mode)
        network = fresh(book)
        found = watch.time(
            f"all ways by {mode}, cold",
            lambda keys=keys: find_all(fresh(book), keys),
            budget_s=COLD_S[mode],
            note=f"{len(keys)} pairs",
        )
        find_all(network, keys)
        watch.time(
            f"all ways by {mode}, kept",
            lambda keys=keys, network=network: find_all(network, keys),
            budget_s=KEPT_S,
            note=f"{found} found",
        )
    return watch.report()


def fresh(book: Book) -> Network:
    return load_network(book.places, book.ways, book.closures)


def keys_of(book: Book, mode: Mode) -> list[WayKey]:
    served = [place.id for place in book.places.values() if mode in place.modes]
    avoiding = tuple(book.crisis.avoid) if mode is not Mode.SEA else ()
    return [WayKey(mode, a, b, avoiding) for a, b in permutations(served, 2)]


def find_all(network: Network, keys: list[WayKey]) -> int:
    return sum(network.find_way(key) is not None for key in keys)


if __name__ == "__main__":
    sys.exit(main())

"""The generated book: same bytes from the same seed, exact size, valid, fictional and true in place."""

from __future__ import annotations

import csv
import re
import tomllib
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.book_reader import read_book
from coalition.generation.northern import (
    generate_book,
    northern_reinforcement,
    small_reinforcement,
)
from coalition.model.cargo import Category
from coalition.model.places import Mode
from coalition.model.requirements import Kind

PINNED = "8d7e11dd0b2f5f752e807ce506fb21d5c5fe8a85edbaa2a98e0a890a1d35865c"
OWN_NAME = re.compile(
    r"(?:[A-Z][a-z]+ \d+ Brigade battalion \d+ company \d+|Pool [a-z]+ (?:company|troop) \d+)"
)


def rows_of(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[name])))


def digest(files: dict[str, str]) -> str:
    whole = "".join(f"{name}\0{text}\0" for name, text in sorted(files.items()))
    return sha256(whole.encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_on_every_machine() -> None:
    assert digest(small_reinforcement(30, 1)) == PINNED, (
        "the generator changed: renew the sample in `cases/northern-reinforcement` and this digest"
    )
    assert northern_reinforcement(30, 1) == northern_reinforcement(30, 1)


def test_another_seed_gives_another_book() -> None:
    digests = {digest(northern_reinforcement(30, seed)) for seed in range(5)}
    assert len(digests) == 5


@pytest.mark.parametrize("count", [1, 2, 29, 30, 200, 1000])
def test_there_are_exactly_as_many_requirements_as_asked_for(count: int) -> None:
    assert len(rows_of(northern_reinforcement(count, 3), "requirements.csv")) == count
    assert len(rows_of(small_reinforcement(count, 3), "requirements.csv")) == count


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("count", [30, 200])
def test_every_book_reads_without_a_fault(count: int, seed: int, tmp_path: Path) -> None:
    generate_book(requirements=count, seed=seed, folder=tmp_path / "north")
    generate_book(requirements=count // 5, seed=seed, folder=tmp_path / "small", small=True)
    book = read_book(tmp_path / "north")
    assert book.fictional
    assert len(book.requirements) == count
    assert len(read_book(tmp_path / "small").requirements) == count // 5


def test_a_large_book_asks_for_capabilities_orders_and_consents(tmp_path: Path) -> None:
    generate_book(requirements=300, seed=5, folder=tmp_path)
    book = read_book(tmp_path)
    lines = book.requirements.values()
    assert any(line.kind is Kind.CAPABILITY for line in lines)
    assert any(line.after for line in lines)
    assert any(line.together for line in lines)
    assert any(line.poe and line.pod for line in lines)
    assert any(line.stock for line in lines)
    assert any(line.lines and line.nation for line in lines)
    assert {fleet.mode for fleet in book.fleets.values()} == set(Mode)
    assert len(book.decisions) > 5
    assert sum(provision.caveat for i in book.instruments for provision in i.provisions) == 6


def test_ports_of_embarkation_and_debarkation_differ() -> None:
    for row in rows_of(northern_reinforcement(1000, 1), "requirements.csv"):
        ports = [port for port in (row["poe"], row["pod"], row["destination"]) if port]
        assert len(ports) == len(set(ports)), row["uln"]


def test_what_starts_at_an_airfield_overseas_can_fly(tmp_path: Path) -> None:
    generate_book(requirements=1000, seed=2, folder=tmp_path)
    book = read_book(tmp_path)
    fleets = [fleet for fleet in book.fleets.values() if fleet.mode is Mode.AIR]
    for unit in book.units.values():
        if book.places[unit.home].modes == {Mode.AIR}:
            for line in unit.lines:
                assert any(
                    line.category in fleet.categories and line.piece_kg <= (fleet.piece_kg_max or 0)
                    for fleet in fleets
                    if line.category is not Category.PAX or fleet.seats
                ), (unit.id, line.description)


def test_nothing_is_unknown_unless_asked_for() -> None:
    plain, vague = northern_reinforcement(30, 4), northern_reinforcement(30, 4, unknowns=7)
    assert not any("?" in text for text in plain.values())
    assert vague["places.csv"].count("?") == 7
    assert {n for n in plain if plain[n] != vague[n]} == {"places.csv"}


def test_scarcer_lift_means_fewer_carriers() -> None:
    counts = [
        sum(
            int(r["count"])
            for r in rows_of(northern_reinforcement(300, 1, scarcity=level), "lift.csv")
        )
        for level in ("ample", "medium", "scarce")
    ]
    assert counts[0] > counts[1] > counts[2]


def test_all_that_is_invented_says_so() -> None:
    files = northern_reinforcement(200, 2)
    assert tomllib.loads(files["book.toml"])["fictional"] is True
    for name, text in files.items():
        if name.startswith("instruments/"):
            instruments = tomllib.loads(text)["instrument"]
            assert all(one["fictional"] and one["confidence"] == "fictional" for one in instruments)
        elif name.endswith(".csv") and name != "nations.csv":
            assert {row["confidence"] for row in rows_of(files, name)} == {"fictional"}, name


def test_no_unit_bears_a_real_name() -> None:
    for row in rows_of(northern_reinforcement(1000, 1), "units.csv"):
        assert OWN_NAME.fullmatch(row["name"]), row["name"]


def test_ids_are_unique_and_names_of_units_too() -> None:
    files = northern_reinforcement(1000, 1)
    for name, column in (("units.csv", "unit"), ("units.csv", "name"), ("cargo.csv", "line"),
                         ("ways.csv", "way"), ("lift.csv", "fleet"), ("stocks.csv", "stock")):  # fmt: skip
        ids = [row[column] for row in rows_of(files, name)]
        assert len(ids) == len(set(ids)), name


def test_every_fault_of_the_options_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        northern_reinforcement(0, 1, scarcity="none", unknowns=-1)
    assert [fault.code for fault in caught.value.faults] == [
        "generate-size", "generate-scarcity", "generate-unknowns",
    ]  # fmt: skip


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        generate_book(requirements=3, seed=1, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]

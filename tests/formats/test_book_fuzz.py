"""Whatever the bytes of a book are, reading it gives a book or an InputError, and nothing else."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.simulators.small_books import small_plan

from coalition.errors import InputError
from coalition.formats.book_reader import read_book
from coalition.formats.new_book import new_book
from coalition.formats.plan_json import parse_plan, write_plan

QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LONG = settings(
    max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["?", "", "-1", "0", "1e999", "NaN", "=1", "C+99999", "C-9", "2025-02-30", "9" * 40, "-" * 9,
         ";;;", "a;b", "DEU", "air", "?;?", "24:00", "1.5", "\x00", "\ufeff", "\u202e",
         '"', "'", "\r", "yes", "1;1"]
    ),
)  # fmt: skip
TOML_PARTS = st.sampled_from(
    [
        "[[instrument]]\n", "[instrument]\n", "[[instrument.provision]]\n", "x = 1\n", 'id = "3"\n', "= =\n",
        "[[[[\n", "actors = [1, [2]]\n", "requires = { all = [{ any = [] }] }\n", 'duration = "?"\n',
        "from = 25:00\n", "\x00", "until = 2025-01-01T00:00:00+05:00\n", "'''\n", "limits = { mass_t = inf }\n",
        "text = 1979-05-27\n", "\ufeff", "groups = { any = [] }\n", "conditions = { a = { b = 1 } }\n",
        'members = "members"\n', "a.b.c = 1\n", "[a]\n",
    ]
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    new_book(tmp_path / "book")
    return tmp_path / "book"


def change_bytes(book: Path, data: st.DataObject) -> None:
    """Change some bytes of one file, read the book, and put the file back."""
    path = data.draw(st.sampled_from(sorted(book.rglob("*.[ct][so][vm]*"))))
    good = path.read_bytes()
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(changed)))
        changed[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    path.write_bytes(changed)
    with suppress(InputError):
        read_book(book)
    path.write_bytes(good)


def change_cells(book: Path, data: st.DataObject) -> None:
    """Change some cells of some tables, read the book, and put them back."""
    good = {path: path.read_bytes() for path in book.glob("*.csv")}
    for _ in range(data.draw(st.integers(1, 5))):
        path = data.draw(st.sampled_from(sorted(good)))
        rows = [
            line.split(",") for line in path.read_bytes().decode("utf-8", "replace").split("\n")
        ]
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
        path.write_bytes("\n".join(",".join(cells) for cells in rows).encode("utf-8", "replace"))
    with suppress(InputError):
        read_book(book)
    for path, content in good.items():
        path.write_bytes(content)


def change_lines(book: Path, data: st.DataObject) -> None:
    """Put lines into a TOML file, read the book, and put it back."""
    path = data.draw(st.sampled_from(sorted(book.rglob("*.toml"))))
    good = path.read_text()
    lines = good.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        lines.insert(data.draw(st.integers(0, len(lines))), data.draw(TOML_PARTS))
    path.write_text("".join(lines))
    with suppress(InputError):
        read_book(book)
    path.write_text(good)


CHANGES = [change_bytes, change_cells, change_lines]


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_book_raises_nothing_but_input_error(book: Path, change: object) -> None:
    @QUIET
    @given(st.data())
    def hold(data: st.DataObject) -> None:
        change(book, data)  # type: ignore[operator]

    hold()


@pytest.mark.campaign
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_book_raises_nothing_but_input_error_for_long(book: Path, change: object) -> None:
    @LONG
    @given(st.data())
    def hold(data: st.DataObject) -> None:
        change(book, data)  # type: ignore[operator]

    hold()


JSON_PARTS = st.sampled_from(["null", "[", "{}", "1e999", "NaN", '"a":'])
PLAN = write_plan(small_plan())


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_plan_raises_nothing_but_input_error(data: st.DataObject) -> None:
    text = PLAN
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(text)))
        put = data.draw(
            st.one_of(
                st.text(max_size=4), st.sampled_from(["null", "[", "{}", "1e999", "NaN", '"a":'])
            )
        )
        text = text[:place] + put + text[place + data.draw(st.integers(0, 9)) :]
    with suppress(InputError):
        parse_plan(text)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["trips", "stops", "carrier", "on", "off", "pieces", "bound", "seed", "arrive"]),
            inner, max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_raises_nothing_but_input_error(value: object) -> None:
    with pytest.raises(InputError):
        parse_plan(json.dumps(value))

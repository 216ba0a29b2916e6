"""Workbooks made to harm are refused before they are opened: no traceback, bounded memory, nothing written."""

from __future__ import annotations

import io
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.errors import InputError
from coalition.formats.book_workbook import workbook_to_book
from coalition.formats.sheets.archive import MOST_UNPACKED_BYTES
from coalition.formats.sheets.writer import Sheet, workbook_bytes

GOOD = workbook_bytes(
    [Sheet("nations", ["nation", "name"], [["DEU", "Germany"], ["POL", "Poland"]])]
)
SHEET = "xl/worksheets/sheet1.xml"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a%s;" % (n - 1 or "") * 10}">' for n in range(1, 10))
    + "]><worksheet>&a9;</worksheet>"
)
FILE_READ = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>'


def with_parts(**changed: bytes | None) -> bytes:
    """The good workbook with parts put in, changed, or (None) taken out."""
    parts = {name.replace("__", "/"): data for name, data in changed.items()}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = parts.pop(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return stream.getvalue()


def sheet_of(content: str) -> bytes:
    """The good workbook with this XML for its sheet."""
    return with_parts(**{SHEET: content.encode()})


def rows_xml(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def encrypted() -> bytes:
    data = bytearray(GOOD)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def lying_size() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(with_parts(**{SHEET: b"<worksheet>" + b" " * 3_000_000}))
    central = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def overlapping() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(3):
            new.writestr(SHEET, "<worksheet/>")
    return stream.getvalue()


def part(name: str, data: bytes = b"<a/>") -> Callable[[], bytes]:
    """A maker of the good workbook with one more part."""
    return lambda: with_parts(**{name: data})


def sheet(content: str) -> Callable[[], bytes]:
    """A maker of the good workbook with this XML for its sheet."""
    return lambda: sheet_of(content)


def row(cells: str, number: int = 1) -> str:
    """A row of cells as XML."""
    return f'<row r="{number}">{cells}</row>'


ONE = '<c r="A1"><v>1</v></c>'
MERGED = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
PARTS = {f"xl/p{n}.xml": b"<a/>" for n in range(5000)}
UNSAFE: dict[str, Callable[[], bytes]] = {
    "XML bomb": sheet(BOMB),
    "XML bomb in the shared texts": part("xl/sharedStrings.xml", BOMB.encode()),
    "XML bomb in UTF-16": part(SHEET, BOMB.encode("utf-16")),
    "file read": sheet(FILE_READ),
    "zip bomb": lambda: sheet_of(rows_xml(" " * (MOST_UNPACKED_BYTES + 1))),
    "zip bomb below the cap": lambda: sheet_of(rows_xml(" " * 20_000_000)),
    "five thousand parts": lambda: with_parts(**PARTS),
    "part above the folder": part("../../evil.xml"),
    "part at the root": part("/etc/evil.xml"),
    "part of Windows": part("..\\evil.xml"),
    "nested workbook": part("xl/inner.xlsx", GOOD),
    "embedded object": part("xl/embeddings/o.bin"),
    "macros": part("xl/vbaProject.bin"),
    "link to another workbook": part("xl/externalLinks/externalLink1.xml"),
    "data connection": part("xl/connections.xml"),
    "same part three times": overlapping,
}
UNREADABLE: dict[str, Callable[[], bytes]] = {
    "zip bomb that lies": lying_size,
    "encrypted": encrypted,
    "not a zip": lambda: b"nation,name\nDEU,Germany\n",
    "nothing": lambda: b"",
    "cut in half": lambda: GOOD[: len(GOOD) // 2],
    "zip of something else": lambda: with_parts(**{"xl/workbook.xml": None}),
    "sheet missing": lambda: with_parts(**{SHEET: None}),
    "sheet not XML": sheet("not xml at all <<<"),
    "sheet never ends": sheet(rows_xml("")[:-20]),
    "sheet of nested tags": sheet("<a>" * 100_000),
    "number that is none": sheet(rows_xml(row('<c r="A1"><v>x1</v></c>'))),
    "text that is not there": sheet(rows_xml(row('<c r="A1" t="s"><v>999</v></c>'))),
    "cell of no column": sheet(rows_xml(row('<c r="1A"><v>1</v></c>'))),
}
TOO_LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "merged cells": ("merged-cells", sheet(rows_xml("") + MERGED)),
    "eleven megabytes": ("file-too-large", lambda: GOOD + bytes(11_000_000)),
    "row too far down": ("too-many-rows", sheet(rows_xml(row(ONE) + row(ONE, 1_048_576)))),
    "row of no worksheet": ("too-many-rows", sheet(rows_xml(row(ONE, 999_999_999_999)))),
    "three hundred columns": ("too-many-columns", sheet(rows_xml(row('<c r="IW1"><v>1</v></c>')))),
}
HOSTILE = {
    **{name: ("unsafe-workbook", make) for name, make in UNSAFE.items()},
    **{name: ("bad-workbook", make) for name, make in UNREADABLE.items()},
    **TOO_LARGE,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    code, make = HOSTILE[name]
    (tmp_path / "x.xlsx").write_bytes(make())
    with pytest.raises(InputError) as caught:
        workbook_to_book(tmp_path / "x.xlsx", tmp_path / "book")
    assert code in {fault.code for fault in caught.value.faults}, caught.value.faults
    assert all(fault.where.startswith("x.xlsx") for fault in caught.value.faults)
    assert [path.name for path in tmp_path.iterdir()] == ["x.xlsx"]


def test_a_zip_bomb_takes_little_memory(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(sheet_of(rows_xml(" " * 30_000_000)))
    tracemalloc.start()
    with pytest.raises(InputError):
        workbook_to_book(tmp_path / "x.xlsx", tmp_path / "book")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 15_000_000


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8)
)
def test_changed_bytes_raise_nothing_but_input_error(
    tmp_path: Path, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    (tmp_path / "x.xlsx").write_bytes(data)
    with suppress(InputError):
        workbook_to_book(tmp_path / "x.xlsx", tmp_path / "book")


INSERTED = st.sampled_from(
    ['r="ZZZZ9"', 't="e"', 't="b"', 't="d"', 't="inlineStr"', 's="99"', 't="zzz"', "<f>1+1</f>",
     "<is><t>x</t></is>", "<v/>", "<v>1e999</v>", "<v>NaN</v>", "&#65;", "<row/>", "</row>", "<c/>"]
)  # fmt: skip


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_changed_sheets_raise_nothing_but_input_error(tmp_path: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        xml = archive.read(SHEET).decode()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(xml)))
        xml = xml[:place] + " " + data.draw(INSERTED) + xml[place:]
    (tmp_path / "x.xlsx").write_bytes(sheet_of(xml))
    with suppress(InputError):
        workbook_to_book(tmp_path / "x.xlsx", tmp_path / "book")

"""The reference pages are current and complete, and the schemas say what the readers do."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from tests.simulators.small_books import small_plan

from coalition.errors import InputError
from coalition.formats.documents.book_page import insert_generated
from coalition.formats.documents.json_schemas import schemas
from coalition.formats.documents.reference import reference_pages
from coalition.formats.faults import CODES, FaultLog
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.plan_json import parse_plan, write_plan
from coalition.formats.schema.documents import DOCUMENTS
from coalition.formats.schema.tables import TABLES
from coalition.formats.source.toml_file import parse_toml
from coalition.measure.instants import parse_instant

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
SOURCES = sorted((ROOT / "src" / "coalition").rglob("*.py"))
STARTER = ROOT / "src" / "coalition" / "formats" / "starter" / "book"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads(schemas()[name])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json(value: Any) -> Any:
    """TOML values as a JSON Schema sees them: dates as text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def test_every_reference_page_is_current() -> None:
    for path, text in reference_pages(REFERENCE).items():
        written = path.read_text() if path.is_file() else ""
        assert written == text, f"run scripts/write_reference.py: {path.name}"


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in (REFERENCE / "schemas").iterdir()} == set(schemas())


def test_every_column_and_every_code_stands_in_the_reference() -> None:
    book, errors = (REFERENCE / "book.md").read_text(), (REFERENCE / "errors.md").read_text()
    for shape in (*TABLES.values(), *DOCUMENTS.values()):
        for column in shape.columns:
            assert f"`{column.written}`" in book, column.written
    for code in CODES:
        assert f"`{code}`" in errors


def test_every_fault_code_is_used_somewhere() -> None:
    text = "".join(path.read_text() for path in SOURCES if path.name != "faults.py")
    assert [code for code in CODES if f'"{code}"' not in text] == []


def test_every_fault_made_anywhere_has_a_code_of_the_list() -> None:
    made = {
        code
        for path in SOURCES
        for code in re.findall(
            r"\bFault\([^()\"]*(?:\([^()]*\))?[^()\"]*(?:\"[^\"]*\", )?\"([a-z][a-z-]*)\",",
            path.read_text(),
        )
    }
    assert len(made) > 5
    assert sorted(made - set(CODES)) == []


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        insert_generated("# The book\n")


def test_the_example_of_the_reference_reads_without_a_fault() -> None:
    page = (REFERENCE / "book.md").read_text()
    example = page.split("```toml\n")[1].split("```")[0]
    parts: dict[str, list[str]] = {}
    for line in example.splitlines():
        name = line.removeprefix("# ")
        if name.endswith(".toml"):
            part = parts.setdefault(name, [])
        else:
            part.append(line)
    assert len(parts) == 5
    for name, lines in parts.items():
        log = FaultLog()
        shape = DOCUMENTS["instruments" if "/" in name else name.removesuffix(".toml")]
        TomlReader(parse_toml("\n".join(lines), name, log), parse_instant("2025-03-01"), log).read(
            shape
        )
        assert log.found == []


@pytest.mark.parametrize("path", sorted(STARTER.rglob("*.toml")), ids=lambda path: path.name)
def test_the_starter_book_fits_the_schemas(path: Path) -> None:
    name = "instruments" if path.parent.name == "instruments" else path.stem
    written = as_json(tomllib.loads(path.read_text()))
    assert list(validator(f"{name}.json").iter_errors(written)) == []


def test_a_written_plan_fits_the_schema() -> None:
    written = json.loads(write_plan(small_plan()))
    assert list(validator("plan.json").iter_errors(written)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seed", -1),
        ("seed", "1"),
        ("trips", {}),
        ("format", "other"),
        ("extra", 1),
        ("book_title", 3),
    ],
)
def test_reader_and_schema_refuse_the_same_plans(key: str, value: object) -> None:
    plan = json.loads(write_plan(small_plan())) | {key: value}
    with pytest.raises(ValidationError):
        validator("plan.json").validate(plan)
    with pytest.raises(InputError):
        parse_plan(json.dumps(plan))

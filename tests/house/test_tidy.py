"""The house rules that a machine can check; each message names the mend."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "coalition"
MODULES = sorted(SRC.rglob("*.py"))
LINES_MAX = 500
FUNCTION_LINES_MAX = 60
NATIVE_COLUMNS_MAX = 120
FILES_A_ROOM_MAX = 12
PURE_ROOMS = ("model", "authority", "judging", "measure", "labels", "command")
IMPURE = {"os", "time", "random", "secrets", "socket", "subprocess", "pathlib", "requests", "uuid"}
BANNED_NAMES = {"utils", "common", "helpers", "manager", "misc", "base", "util", "helper"}
WORKPLACE_WORDS = re.compile(
    r"\b(issue \d|this session|helper-\d|duplicates --change)\b", re.IGNORECASE
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_documented_and_well_named(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LINES_MAX, f"{name_of(path)} has {lines} lines: split it by noun"
    assert path.stem not in BANNED_NAMES, f"{name_of(path)}: name it after the noun it holds"
    assert ast.get_docstring(tree_of(path)), f"{name_of(path)}: say what it is in a docstring"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short_and_guards_survive_optimisation(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= FUNCTION_LINES_MAX, (
                f"{name_of(path)}:{node.lineno} {node.name} has {size} lines: split it"
            )
        assert not isinstance(node, ast.Assert), (
            f"{name_of(path)}:{node.lineno}: raise an error, `-O` strips assert"
        )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_swallows_every_error(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            assert caught not in {"", "Exception", "BaseException"}, (
                f"{name_of(path)}:{node.lineno}: name the error you expect"
            )


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_a_pure_room_has_no_input_output_clock_or_chance(room: str) -> None:
    for path in (SRC / room).rglob("*.py"):
        touched = {name.split(".")[0] for name in imports_of(path)} & IMPURE
        assert not touched, f"{name_of(path)} imports {sorted(touched)}: hand it in as an argument"


def test_only_one_module_a_room_imports_a_solver() -> None:
    importers = [
        p for p in MODULES if {"highspy", "ortools"} & {n.split(".")[0] for n in imports_of(p)}
    ]
    assert {name_of(p) for p in importers} <= {
        "src/coalition/planning/service_design/solver.py",
        "src/coalition/prepositioning/solver.py",
    }


def test_only_bootstrap_reads_the_environment() -> None:
    readers = [name_of(p) for p in MODULES if re.search(r"os\.environ|getenv", p.read_text())]
    assert set(readers) <= {"src/coalition/bootstrap.py"}, f"{readers}: read it in bootstrap"


def test_a_room_has_at_most_twelve_files() -> None:
    for room in {path.parent for path in MODULES}:
        count = sum(1 for p in room.glob("*.py") if p.name != "__init__.py")
        assert count <= FILES_A_ROOM_MAX, f"{name_of(room)} holds {count} files: make a sub-room"


def test_every_room_stands_in_the_import_contract() -> None:
    contract = (ROOT / "pyproject.toml").read_text()
    for path in SRC.iterdir():
        if path.name.startswith("__") or path.suffix == ".typed":
            continue
        assert path.stem in contract, f"place `{path.stem}` in the floors of pyproject.toml"


def test_the_project_speaks_of_itself_alone() -> None:
    for pattern in ("src/**/*.py", "docs/**/*.md", "*.md", "cases/**/*.*", "tests/**/*.py"):
        for path in ROOT.glob(pattern):
            if path == Path(__file__) or not path.is_file():
                continue
            found = WORKPLACE_WORDS.search(path.read_text(encoding="utf-8", errors="ignore"))
            assert not found, f"{name_of(path)}: `{found.group(0)}` is not about the project"


def test_no_test_module_is_without_a_test() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        names = [n.name for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef)]
        assert any(name.startswith("test_") for name in names), f"{name_of(path)} tests nothing"


@pytest.mark.parametrize("path", sorted(SRC.glob("*/*/native/*")), ids=lambda p: p.name)
def test_a_compiled_file_is_no_longer_than_a_python_one(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LINES_MAX, f"{path.name} has {len(lines)} lines: split it"
    wide = [number for number, line in enumerate(lines, start=1) if len(line) > NATIVE_COLUMNS_MAX]
    assert not wide, f"{path.name} line {wide[:3]}: break it"

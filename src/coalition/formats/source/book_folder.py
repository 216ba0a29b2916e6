"""The files of a book: its own, and for each it lacks that of the book it extends."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.schema.documents import DOCUMENTS, NEEDED_DOCUMENTS
from coalition.formats.schema.tables import NEEDED_TABLES, TABLES
from coalition.formats.source.text_file import MOST_TOML_BYTES

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog

_MOST_FILES = 500
_BESIDE = ("questions.csv", "figures.csv", "chances.toml")
"""Files that may lie beside those of a book and are read by others."""
_MOST_EXTENDS = 8


def find_files(folder: Path, log: FaultLog) -> dict[str, tuple[Path, str]]:
    """Name within a book (`places.csv`, `instruments/x.toml`) -> (path, how it is shown to a reader)."""
    files: dict[str, tuple[Path, str]] = {}
    seen: list[Path] = []
    here, prefix = folder, ""
    while True:
        if not here.is_dir():
            where = f"{prefix.removesuffix('/')}" if prefix else str(folder)
            log.add("missing-file", where, f"{quote(where)} is not a folder")
            break
        seen.append(here.resolve())
        for name in _names(here, prefix, log):
            files.setdefault(name, (here / name, prefix + name))
        base = _extended(here)
        if base is None:
            break
        if (here / base).resolve() in seen or len(seen) > _MOST_EXTENDS:
            log.add("cycle", f"{prefix}book.toml", f"the book extends itself through {quote(base)}")
            break
        here, prefix = here / base, f"{prefix}{base.rstrip('/')}/"
    _check_needed(files, log)
    return files


def _names(here: Path, prefix: str, log: FaultLog) -> list[str]:
    """Names of this folder's files that belong to a book, sorted; others are faults."""
    names = []
    found = sorted(path.relative_to(here).as_posix() for path in _listing(here))
    if len(found) > _MOST_FILES:
        log.add("too-many-rows", prefix or ".", f"more than {_MOST_FILES} files in a book")
        found = found[:_MOST_FILES]
    for name in found:
        if name in _known_names() or (name.startswith("instruments/") and name.endswith(".toml")):
            names.append(name)
        elif name.endswith((".csv", ".toml")) and name not in _BESIDE:
            hint = did_you_mean(name, _known_names())
            log.add(
                "unknown-file", prefix + name, f"no table or document is called {quote(name)}", hint
            )
    return names


def _listing(here: Path) -> list[Path]:
    inside = here / "instruments"
    files = list(here.iterdir()) + (list(inside.iterdir()) if inside.is_dir() else [])
    return [path for path in files if not path.is_dir() and not path.name.startswith(".")]


def _known_names() -> list[str]:
    return [f"{name}.csv" for name in TABLES] + [f"{name}.toml" for name in DOCUMENTS]


def _extended(here: Path) -> str | None:
    """The folder this book extends; a book.toml that cannot be read extends nothing (and is a fault)."""
    try:
        with (here / "book.toml").open("rb") as stream:
            data = stream.read(MOST_TOML_BYTES)
        base = tomllib.loads(data.decode("utf-8-sig")).get("extends")
    except (OSError, ValueError, RecursionError):
        return None
    return base if isinstance(base, str) and base.strip() and "\0" not in base else None


def _check_needed(files: dict[str, tuple[Path, str]], log: FaultLog) -> None:
    needed = [f"{name}.toml" for name in NEEDED_DOCUMENTS] + [
        f"{name}.csv" for name in NEEDED_TABLES
    ]
    for name in needed:
        if name not in files:
            log.add("missing-file", name, f"a book needs {quote(name)}")

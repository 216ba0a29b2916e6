"""Writes the published JSON Schemas for editors and other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.documents.json_schemas import schemas
from coalition.formats.whole_write import write_files

if TYPE_CHECKING:
    from pathlib import Path


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """The files written into the folder, made when absent. Raises InputError when it cannot be written."""
    return write_files(folder, {name: text.encode() for name, text in schemas().items()})

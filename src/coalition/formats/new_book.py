"""Writes the small invented book over real geography that a user starts from."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from coalition.formats.whole_write import write_folder

if TYPE_CHECKING:
    from pathlib import Path


def new_book(folder: Path) -> tuple[Path, ...]:
    """The files written, sorted. Nothing is left behind when writing fails.

    Raises InputError when the folder holds anything, or cannot be written.
    """
    with as_file(files("coalition.formats.starter") / "book") as template:
        write_folder(folder, lambda draft: shutil.copytree(template, draft, dirs_exist_ok=True))
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))

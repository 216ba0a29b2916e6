"""Writes files and folders whole or not at all: to a sibling first, then renamed into place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp, mkstemp

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES, quote

_PUBLIC_FOLDER = 0o755
_PUBLIC_FILE = 0o644


def refuse_filled(folder: Path) -> None:
    """Raises InputError when the folder is a file, or holds anything."""
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        message = f"{quote(folder)} already exists and is not an empty folder"
        raise InputError(
            [Fault(str(folder), "folder-not-empty", message, CODES["folder-not-empty"][1])]
        )


def write_folder(folder: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write into a draft beside the folder, then put the draft in its place.

    Raises InputError when the folder holds anything or cannot be written; then nothing is left behind.
    """
    refuse_filled(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from None
    try:
        fill(draft)
        draft.chmod(_PUBLIC_FOLDER)
        draft.replace(folder)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write the bytes; an older file is replaced only when all of them are on disk.

    Raises InputError when the file cannot be written; then the older file still stands.
    """
    draft = _draft(path, data)
    try:
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def write_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write several files into a folder, made when missing; all are on disk before the first takes its place.

    Raises InputError when one cannot be written; then no file is changed.
    """
    drafts: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            drafts[folder / name] = _draft(folder / name, data)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return tuple(drafts)


def _draft(path: Path, data: bytes) -> Path:
    """A hidden sibling of the path that holds the bytes."""
    try:
        handle, name = mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        draft.chmod(_PUBLIC_FILE)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    return draft


def _unwritable(path: Path, error: Exception) -> InputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    message = f"{quote(path)} cannot be written: {reason}"
    return InputError([Fault(str(path), "cannot-write", message, CODES["cannot-write"][1])])

"""A file's bytes as clean text; whatever is wrong with them becomes a fault with its line.

A faulty byte is named and replaced, so that the rest of the file is still read and its faults found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.formats.faults import quote

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.formats.faults import FaultLog

MOST_BYTES = 20_000_000
"""Largest table read, in bytes."""
MOST_TOML_BYTES = 2_000_000
"""Largest TOML file read, in bytes."""
_UTF8_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MOST_NULS = 8
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and marks that turn or hide text: none has a place in a book."""


def read_clean_text(path: Path, shown: str, log: FaultLog, *, most: int = MOST_BYTES) -> str | None:
    """The text of a UTF-8 file, or None when it cannot be used at all (the log says why).

    `shown` is how the file is named to the reader. A byte order mark is dropped; line ends are kept.
    """
    data = _read_capped(path, shown, log, most)
    if data is None:
        return None
    if data.startswith(_OTHER_BOMS):
        log.add("bad-encoding", f"{shown}:1", "the file is UTF-16")
        return None
    data = data.removeprefix(_UTF8_BOM)
    if data.count(0) > _MOST_NULS:
        log.add("binary-file", shown, "the file is not text but binary data")
        return None
    return _without_nul(_decode(data, shown, log), shown, log)


def _read_capped(path: Path, shown: str, log: FaultLog, most: int) -> bytes | None:
    try:
        if not path.is_file():
            log.add("missing-file", shown, f"{quote(shown)} is not a file")
            return None
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        log.add("missing-file", shown, f"{quote(shown)} cannot be read: {error.strerror}")
        return None
    if len(data) > most:
        log.add("file-too-large", shown, f"more than {most:,} bytes")
        return None
    return data


def _decode(data: bytes, shown: str, log: FaultLog) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="surrogateescape")
    for number, line in enumerate(text.split("\n"), start=1):
        if any("\udc80" <= character <= "\udcff" for character in line):
            log.add("bad-encoding", f"{shown}:{number}", "the line is not UTF-8")
    return data.decode("utf-8", errors="replace")


def _without_nul(text: str, shown: str, log: FaultLog) -> str:
    if "\0" not in text:
        return text
    for number, line in enumerate(text.split("\n"), start=1):
        if "\0" in line:
            log.add("nul-byte", f"{shown}:{number}", "the line holds a NUL")
    return text.replace("\0", "")

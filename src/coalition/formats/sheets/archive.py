"""Whether a workbook is safe to open: checked on its zip directory and raw parts, before any XML is parsed.

An XLSX is a zip of XML parts (ECMA-376 part 2). Refused are zip bombs (too many parts, too much unpacked,
too great a ratio, parts that overlap), parts outside the archive, nested archives, macros, links to other
files, and document type declarations, by which XML bombs and file reads are made (OWASP ASVS 5.0, 1.5.1).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from coalition.formats.faults import quote

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.formats.faults import FaultLog

MOST_ARCHIVE_BYTES = 10_000_000
MOST_UNPACKED_BYTES = 40_000_000
"""openpyxl takes about a second and 10 MB for each MB of XML; a book's tables need far less."""
_MOST_PARTS = 1_000
_MOST_RATIO = 200
_RATIO_MATTERS_FROM = 1_000_000
_CHUNK = 1 << 16
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".docx", ".pptx", ".jar", ".gz", ".7z", ".rar")
_REFUSED_PARTS = {
    "xl/externallinks/": "links to other workbooks",
    "xl/vbaproject": "macros",
    "xl/macrosheets/": "macros",
    "xl/embeddings/": "embedded files",
    "xl/activex/": "active controls",
    "xl/connections": "data connections",
    "xl/querytables/": "data connections",
}
_MARKS = {
    b"<!DOCTYPE": ("unsafe-workbook", "declares a document type, as XML bombs do"),
    b"<!ENTITY": ("unsafe-workbook", "declares entities, as XML bombs do"),
    b"<mergeCell ": ("merged-cells", "has merged cells"),
}
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def open_safely(path: Path, log: FaultLog) -> io.BytesIO | None:
    """The workbook's bytes when it is safe to open, else None (the log says why)."""
    data = _read_capped(path, log)
    if data is None:
        return None
    before = len(log.found)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, path.name, len(data), log)
            if len(log.found) == before:
                _check_parts(archive, path.name, log)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError,
            ValueError, OverflowError) as error:  # fmt: skip
        log.add("bad-workbook", path.name, f"the workbook cannot be unpacked: {error}")
    return io.BytesIO(data) if len(log.found) == before else None


def _read_capped(path: Path, log: FaultLog) -> bytes | None:
    if not path.is_file():
        log.add("missing-file", path.name, f"{quote(path.name)} is not a file")
        return None
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_ARCHIVE_BYTES + 1)
    except OSError as error:
        log.add("missing-file", path.name, f"{quote(path.name)} cannot be read: {error.strerror}")
        return None
    if len(data) > MOST_ARCHIVE_BYTES:
        log.add("file-too-large", path.name, f"more than {MOST_ARCHIVE_BYTES:,} bytes")
        return None
    return data


def _check_directory(archive: zipfile.ZipFile, shown: str, size: int, log: FaultLog) -> None:
    """Everything the zip directory says, without unpacking."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    names = [part.filename for part in parts]
    if len(parts) > _MOST_PARTS:
        log.add("unsafe-workbook", shown, f"the workbook has {len(parts):,} parts")
    if unpacked > MOST_UNPACKED_BYTES:
        log.add("unsafe-workbook", shown, f"the workbook unpacks to {unpacked:,} bytes")
    elif unpacked > _RATIO_MATTERS_FROM and unpacked > _MOST_RATIO * size:
        log.add(
            "unsafe-workbook", shown, f"the workbook grows {unpacked // size} times when unpacked"
        )
    if packed > size or len(set(names)) < len(names):
        log.add("unsafe-workbook", shown, "parts of the workbook overlap or have the same name")
    for part in parts[:_MOST_PARTS]:
        _check_name(part, shown, log)


def _check_name(part: zipfile.ZipInfo, shown: str, log: FaultLog) -> None:
    name = part.filename
    lower = name.lower()
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        log.add("unsafe-workbook", shown, f"the part {quote(name)} lies outside the workbook")
    if part.flag_bits & 1:
        log.add("bad-workbook", shown, "the workbook is encrypted", "save it without a password")
    if lower.endswith(_ARCHIVES):
        log.add("unsafe-workbook", shown, f"the part {quote(name)} is an archive in the archive")
    for start, what in _REFUSED_PARTS.items():
        if lower.startswith(start):
            log.add("unsafe-workbook", shown, f"the workbook has {what} ({quote(name)})")


def _check_parts(archive: zipfile.ZipFile, shown: str, log: FaultLog) -> None:
    """Unpack every part once, in small pieces and never past its stated size, and look for marks."""
    for part in archive.infolist():
        if part.is_dir():
            continue
        with archive.open(part) as stream:
            tail = b""
            while chunk := stream.read(_CHUNK):
                if (
                    not tail
                    and chunk.startswith(_WIDE_BOMS)
                    and part.filename.endswith((".xml", ".rels"))
                ):
                    log.add(
                        "unsafe-workbook", shown, f"the part {quote(part.filename)} is not UTF-8"
                    )
                _look_for_marks(tail + chunk, part.filename, shown, log)
                tail = chunk[-16:]


def _look_for_marks(data: bytes, name: str, shown: str, log: FaultLog) -> None:
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    for mark, (code, what) in _MARKS.items():
        if mark in data:
            log.add(code, shown, f"the part {quote(name)} {what}")

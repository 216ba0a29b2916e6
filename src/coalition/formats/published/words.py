"""A file as whitespace-parted numbers, taken one after the other; what is missing or no number is a fault."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, quote
from coalition.formats.source.text_file import read_clean_text

MOST_NUMBERS = 20_000_000


class Numbers:
    """The numbers of a text; `where` names it to a reader of faults."""

    def __init__(self, text: str, where: str) -> None:
        self.where, self._at = where, 0
        self._values = _numbers(text, where)

    def take(self, count: int) -> NDArray[np.float64]:
        """The next `count` numbers. Raises InputError when there are fewer."""
        if not 0 <= count <= MOST_NUMBERS or self._at + count > len(self._values):
            log = FaultLog()
            log.add("missing-value", self.where, f"the file ends before {count:,} more numbers")
            raise InputError(log.found)
        self._at += count
        return self._values[self._at - count : self._at]

    def whole(self) -> int:
        """The next number, which counts something. Raises InputError."""
        value = float(self.take(1)[0])
        if value != int(value) or value < 0:
            log = FaultLog()
            log.add("not-whole", self.where, f"{quote(value)} counts nothing")
            raise InputError(log.found)
        return int(value)


def read_text(path: Path) -> str:
    """The text of a file. Raises InputError when it cannot be read."""
    log = FaultLog()
    text = read_clean_text(path, path.name, log)
    if text is None or log.found:
        raise InputError(log.found)
    return text


def _numbers(text: str, where: str) -> NDArray[np.float64]:
    words = text.split()
    try:
        return np.array(words, dtype=float)
    except ValueError:
        log = FaultLog()
        for number, word in enumerate(words, start=1):
            try:
                float(word)
            except ValueError:
                log.add("bad-number", f"{where}: word {number}", f"{quote(word)} is no number")
        raise InputError(log.found) from None

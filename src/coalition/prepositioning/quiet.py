"""Silence while HiGHS 1.12 repairs a whole solution: it then prints a line whatever its options say.

Standard output of the whole process goes nowhere meanwhile.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_STANDARD_OUTPUT = 1
_lock = Lock()
_users = 0
_kept = -1


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing written to standard output inside is seen; as many threads as like may be inside at once."""
    global _users, _kept  # noqa: PLW0603 - standard output is one for the whole process
    with _lock:
        if _users == 0:
            sys.stdout.flush()
            _kept = os.dup(_STANDARD_OUTPUT)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STANDARD_OUTPUT)
            os.close(nowhere)
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if _users == 0:
                ctypes.CDLL(None).fflush(None)
                os.dup2(_kept, _STANDARD_OUTPUT)
                os.close(_kept)

"""A name made of content: the same for the same script, chances and reactions, on every machine and run."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b

import numpy as np

_BYTES = 12


def digest_of(*values: object) -> str:
    """A short name of the values: records, arrays, tuples, text, numbers.

    Raises TypeError for anything else.
    """
    state = blake2b(digest_size=_BYTES)
    for value in values:
        _add(state, value)
    return state.hexdigest()


def _add(state: blake2b, value: object) -> None:
    if isinstance(value, np.ndarray):
        state.update(f"{value.dtype.str}{value.shape}".encode())
        state.update(np.ascontiguousarray(value).tobytes())
    elif is_dataclass(value) and not isinstance(value, type):
        state.update(type(value).__name__.encode())
        for field in fields(value):
            _add(state, getattr(value, field.name))
    elif isinstance(value, tuple | list):
        state.update(f"({len(value)}".encode())
        for part in value:
            _add(state, part)
    elif isinstance(value, Enum):
        state.update(f"<{value.value}>".encode())
    elif value is None or isinstance(value, str | int | float):
        state.update(f"|{value!r}".encode())
    else:
        raise TypeError(f"`{type(value).__name__}` has no name made of content")

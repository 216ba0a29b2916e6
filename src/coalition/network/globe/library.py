"""The compiled part of the network, loaded once: where it lies and the types of its functions."""

from __future__ import annotations

from ctypes import CDLL, c_double, c_int32, c_int64, c_void_p
from functools import cache
from pathlib import Path

from coalition.compiled import Face, load_compiled

NAME = "_trees.so"

_FACE: Face = {
    "trees_join": (None, [c_int32, c_int64, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p]),
    "trees_grow": (None, [
        c_int32, c_void_p, c_void_p, c_int32, c_int32, c_int32, c_void_p, c_double, c_void_p, c_void_p,
    ]),
    "trees_parts": (None, [c_int32, c_void_p, c_void_p, c_void_p]),
    "trees_runs": (c_int64, [c_void_p, c_void_p, c_int32, c_int32, c_void_p, c_int64]),
}  # fmt: skip


@cache
def load_library() -> CDLL:
    """The compiled part with its types declared. Raises LibraryMissingError when it has not been built."""
    return load_compiled(Path(__file__).with_name(NAME), _FACE)

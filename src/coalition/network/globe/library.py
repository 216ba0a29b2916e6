"""The compiled part of the network, loaded once: where it lies and the types of its functions."""

from __future__ import annotations

from ctypes import CDLL, c_double, c_int32, c_int64, c_void_p
from functools import cache
from pathlib import Path

NAME = "_trees.so"

_FACE: dict[str, tuple[object, list[object]]] = {
    "trees_join": (None, [c_int32, c_int64, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p]),
    "trees_grow": (None, [
        c_int32, c_void_p, c_void_p, c_int32, c_int32, c_int32, c_void_p, c_double, c_void_p, c_void_p,
    ]),
    "trees_parts": (None, [c_int32, c_void_p, c_void_p, c_void_p]),
    "trees_runs": (c_int64, [c_void_p, c_void_p, c_int32, c_int32, c_void_p, c_int64]),
}  # fmt: skip


class LibraryMissingError(RuntimeError):
    """The compiled part is not where it belongs: the package was not built whole."""


@cache
def load_library() -> CDLL:
    """The compiled part with its types declared.

    Raises LibraryMissingError when it has not been built; `scripts/build_scheduler.py` builds it.
    """
    path = Path(__file__).with_name(NAME)
    if not path.exists():
        raise LibraryMissingError(
            f"`{path.name}` is missing: run `python scripts/build_scheduler.py`"
        )
    library = CDLL(str(path))
    for name, (result, arguments) in _FACE.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library

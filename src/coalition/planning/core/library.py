"""The compiled part of the scheduler, loaded once: where it lies and the types of its functions."""

from __future__ import annotations

from ctypes import CDLL, CFUNCTYPE, POINTER, c_char_p, c_double, c_int, c_int64, c_void_p
from functools import cache
from pathlib import Path

from coalition.compiled import Face, load_compiled

NAME = "_scheduler.so"

Asker = CFUNCTYPE(c_int, *([c_int] * 8))
Finder = CFUNCTYPE(c_int, c_int, c_int, c_int, c_int, POINTER(c_int))
Avoider = CFUNCTYPE(c_int, c_int, POINTER(c_int), c_int, POINTER(c_int), c_int, c_int, c_int)
Measurer = CFUNCTYPE(c_int64, c_int, c_int, c_int)
Teller = CFUNCTYPE(c_int, c_int64)

_ROW = POINTER(c_int64)

_FACE: Face = {
    "core_new": (c_void_p, [c_int64, c_int64]),
    "core_free": (None, [c_void_p]),
    "core_turn": (None, [c_void_p, c_int64, c_int64]),
    "core_recall": (None, [c_void_p, c_int, c_int]),
    "core_forget": (None, [c_void_p, _ROW, c_int64]),
    "core_change_way": (None, [c_void_p, c_int64, c_int64, c_int64, _ROW, c_int64]),
    "core_place": (None, [c_void_p, _ROW, _ROW, c_int64]),
    "core_fleet": (None, [c_void_p, _ROW]),
    "core_owners": (None, [c_void_p, _ROW, c_int64]),
    "core_requirements": (None, [c_void_p, _ROW, c_int64, _ROW, c_int64]),
    "core_movements": (None, [c_void_p, _ROW, c_int64]),
    "core_lines": (None, [c_void_p, _ROW, c_int64]),
    "core_sources": (None, [c_void_p, _ROW, c_int64]),
    "core_matrices": (None, [c_void_p, c_char_p, c_int64, c_char_p, _ROW]),
    "core_begin": (None, [c_void_p, Asker, Finder, Avoider, Measurer]),
    "core_add_consent": (c_int64, [c_void_p, c_int64, c_int64, c_int64]),
    "core_add_answer": (c_int64, [c_void_p, _ROW, c_int64, _ROW, c_int64, _ROW, c_int64]),
    "core_add_way": (c_int64, [c_void_p, _ROW, _ROW, c_int64, _ROW, c_int64]),
    "core_kin_minutes": (c_int64, [c_void_p, _ROW, c_int64, c_int64, c_int64, _ROW, c_int64]),
    "core_build": (None, [c_void_p, _ROW, c_int64, Teller]),
    "core_adopt": (
        c_int64,
        [c_void_p, _ROW, c_int64, _ROW, c_int64, _ROW, c_int64, c_int64, POINTER(_ROW)],
    ),
    "core_mend": (c_int64, [c_void_p, _ROW, c_int64, c_int64]),
    "core_tell": (None, [c_void_p, _ROW, c_int64]),
    "core_keep": (None, [c_void_p]),
    "core_restore": (None, [c_void_p]),
    "core_search": (None, [c_void_p, c_double, c_int64, c_int64, Teller, _ROW]),
    "core_worth": (None, [c_void_p, _ROW, c_int64]),
    "core_cost": (c_int64, [c_void_p]),
    "core_export": (c_int64, [c_void_p, POINTER(_ROW)]),
}


@cache
def load_library() -> CDLL:
    """The compiled part with its types declared. Raises LibraryMissingError when it has not been built."""
    return load_compiled(Path(__file__).with_name(NAME), _FACE)

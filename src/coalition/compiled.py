"""A part of the package that is compiled from C++, and the types of its functions.

Where a part lies and what its functions take stands beside it (`planning.core.library`,
`network.globe.library`); `scripts/build_scheduler.py` builds them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import CDLL
from pathlib import Path

Face = Mapping[str, tuple[object, list[object]]]
"""By function: the type of what it gives, and of each thing it takes."""


class LibraryMissingError(RuntimeError):
    """The compiled part is not where it belongs: the package was not built whole."""


def load_compiled(path: Path, face: Face) -> CDLL:
    """The part with its types declared. Raises LibraryMissingError when it has not been built."""
    if not path.exists():
        raise LibraryMissingError(
            f"`{path.name}` is missing: run `python scripts/build_scheduler.py`"
        )
    library = CDLL(str(path))
    for name, (result, arguments) in face.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library

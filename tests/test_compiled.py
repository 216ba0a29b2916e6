from __future__ import annotations

from pathlib import Path

import pytest

from coalition.compiled import LibraryMissingError, load_compiled


def test_a_part_that_was_not_built_is_named_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(
        LibraryMissingError, match=r"`_part.so` is missing: run `python scripts/build"
    ):
        load_compiled(tmp_path / "_part.so", {})

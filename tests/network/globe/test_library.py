"""The compiled part of the network is there and is what its sources say."""

from __future__ import annotations

import sys
from pathlib import Path

from coalition.network.globe.library import load_library

ROOT = Path(__file__).parents[3]


def test_the_library_is_loaded_once() -> None:
    assert load_library() is load_library()


def test_it_is_built_from_its_sources_as_they_are() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from build_scheduler import PARTS, fingerprint  # noqa: PLC0415 - its folder is on the path now
    finally:
        sys.path.pop(0)
    home = PARTS["trees"]
    assert (home / "_trees.sha256").read_text(encoding="ascii") == fingerprint(home)

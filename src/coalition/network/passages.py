"""Canals and straits as facts: whose consent a passage needs and what draught it bears.

Source of each row: `data/passages.csv`. A passage without a sovereign is free to all ships (transit
passage, UNCLOS article 38; the Danish straits by the Copenhagen treaty of 1857).
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from coalition.model.identity import NationId

ICE_BOUND = frozenset({"northwest"})
"""Passages a plan never counts on: they are avoided whether or not the caller says so."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A canal or strait that can be closed, with the nation whose consent it needs."""

    id: str
    sovereign: NationId | None
    draught_cm: int | None
    regime: str
    source: str
    confidence: str


@cache
def read_passages() -> Mapping[str, Passage]:
    """Every passage by its id."""
    text = (files("coalition.network") / "data" / "passages.csv").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            row["passage"]: Passage(
                id=row["passage"],
                sovereign=NationId(row["sovereign"]) if row["sovereign"] else None,
                draught_cm=int(row["draught_cm"]) if row["draught_cm"] else None,
                regime=row["regime"],
                source=row["source"],
                confidence=row["confidence"],
            )
            for row in csv.DictReader(text.splitlines())
        }
    )


def closed_passages(avoiding: Collection[str]) -> frozenset[str]:
    """Passages a ship must not use that avoids the nations and passages named."""
    return ICE_BOUND | {
        passage.id
        for passage in read_passages().values()
        if passage.id in avoiding or passage.sovereign in avoiding
    }

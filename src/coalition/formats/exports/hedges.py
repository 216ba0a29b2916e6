"""Hedges as JSON: what would buy time, in words and whole numbers, best first.

Published as `docs/reference/schemas/hedges.json`. Not here: how they are valued.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from coalition.model.identity import RequirementId

FORMAT = "coalition-hedges-1"


@dataclass(frozen=True, slots=True)
class HedgeRow:
    """One hedge: what could be changed, whose it is to change, under which provision or source it stands.

    `weighted_minutes` and `delivered_ppm` (weight x share, in millionths) are what it buys; `helped` close
    earlier, `no_longer_late` are on time. `hanging_minutes` hung on it. `note` says why nothing is bought.
    """

    rank: int
    kind: str
    what: str
    whose: str
    under: str
    weighted_minutes: int
    delivered_ppm: int
    helped: tuple[RequirementId, ...]
    no_longer_late: tuple[RequirementId, ...]
    hanging_minutes: int
    cost: str
    note: str


@dataclass(frozen=True, slots=True)
class HedgeList:
    """The hedges of one plan, against the score of the plan without.

    `work` is None when the clock bounded it. `noise_minutes` is what search alone gained.
    """

    book_title: str
    seed: int
    work: int | None
    late: int
    lateness: int
    undelivered: int
    noise_minutes: int
    not_valued: int
    hedges: tuple[HedgeRow, ...]


def write_hedges(found: HedgeList) -> str:
    """The hedges as JSON text with a final newline; equal lists give equal text."""
    return json.dumps({"format": FORMAT, **asdict(found)}, indent=1, ensure_ascii=False) + "\n"

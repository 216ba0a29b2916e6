"""Where a fact comes from, when it was true, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How far a declared fact can be trusted, best first."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    JUDGEMENT = "judgement"
    FICTIONAL = "fictional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Source, its date (ISO text as written, may be empty) and confidence of a declared fact."""

    source: str = ""
    date: str = ""
    confidence: Confidence = Confidence.UNKNOWN

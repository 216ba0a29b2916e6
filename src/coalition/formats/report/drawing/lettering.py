"""How wide words are in the report's own typeface, and how they are cut to fit.

Advance widths are those of the bundled subset of Inter (see `fonts/NOTICE.md`), in thousandths of an
em; a sign outside it counts as a wide letter. Kerning is left out, so a width errs on the wide side.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from coalition.measure.instants import MINUTES_PER_DAY, Minute

_UNKNOWN_ADVANCE = 900
ELLIPSIS = "\u2026"


@cache
def _advances() -> dict[str, dict[str, int]]:
    text = (files("coalition.formats.report") / "fonts" / "advances.json").read_text(
        encoding="utf-8"
    )
    loaded: dict[str, dict[str, int]] = json.loads(text)
    return loaded


def width_of(words: str, size: float, *, strong: bool = False) -> float:
    """Px that the words take at a size in px."""
    advance = _advances()["semibold" if strong else "regular"]
    return sum(advance.get(c, _UNKNOWN_ADVANCE) for c in words) * size / 1000


def fit(words: str, room: float, size: float, *, strong: bool = False) -> str:
    """The words, or their beginning with an ellipsis, or nothing, so that they fit in `room` px."""
    if width_of(words, size, strong=strong) <= room:
        return words
    left = room - width_of(ELLIPSIS, size, strong=strong)
    advance = _advances()["semibold" if strong else "regular"]
    kept = 0
    for sign in words:
        left -= advance.get(sign, _UNKNOWN_ADVANCE) * size / 1000
        if left < 0:
            break
        kept += 1
    return words[:kept].rstrip(" ,;:(-") + ELLIPSIS if kept else ""


def tonnes(mass_kg: int) -> str:
    """A mass as planners read it: `12,400 t`, `3.2 t`, `450 kg`."""
    if mass_kg >= 10_000:
        return f"{round(mass_kg / 1000):,} t"
    if mass_kg >= 1000:
        return f"{mass_kg / 1000:.1f} t"
    return f"{mass_kg} kg"


def percent(share: float) -> str:
    """A share as whole percent, but never `100%` for less than all nor `0%` for more than none."""
    whole = round(share * 100)
    if whole == 100 and share < 1:
        return f"{int(share * 1000) / 10:.1f}%"
    if whole == 0 and share > 0:
        return "<1%"
    return f"{whole}%"


def count(amount: int, one: str, many: str = "") -> str:
    """`1 requirement`, `12 requirements`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def c_day(at: Minute, activated: Minute) -> str:
    """The day counted from C-day: `C+12`, `C-3`."""
    days = (at - activated) // MINUTES_PER_DAY
    return f"C{days:+d}"


def plain_span(minutes: int) -> str:
    """A length of time by its leading unit, for a tight spot: `12 d`, `5 h`, `40 min`."""
    size = abs(minutes)
    if size >= 2 * MINUTES_PER_DAY:
        return f"{round(size / MINUTES_PER_DAY)} d"
    if size >= 60:
        return f"{round(size / 60)} h"
    return f"{size} min"

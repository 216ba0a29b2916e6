"""Colours: one ink, one accent, four modes, three verdicts, and nations that keep theirs.

Mode and nation colours come from sets chosen for colour-blind readers (after Okabe & Ito 2008, "Color
Universal Design"; P. Tol 2021, "Colour Schemes", SRON/EPS/TN/09-002), darkened for print on white. No
meaning rests on colour alone: modes differ by dash on the map, nations always carry their code, late
and unmet are written out.
"""

from __future__ import annotations

from collections.abc import Iterable

from coalition.model.identity import NationId
from coalition.model.places import Mode

INK = "#1b2733"
SOFT = "#5a6775"
"""Secondary text; contrast 5.9 to 1 on white."""
FAINT_INK = "#6f7b88"
"""Days from C-day under their dates; contrast 4.2 to 1, never alone."""
RULE = "#d5dae0"
FAINT = "#eef1f4"
PAPER = "#ffffff"
ACCENT = "#1d4f7c"
LATE = "#b3361b"
OPEN = "#2f7d6b"

VERDICTS = {"green": "#1d7254", "amber": "#ad6500", "red": "#a5281b"}
FATES = {"on time": ACCENT, "late": "#dc9483", "unmet": "#a5281b"}
"""Late and unmet share a hue; unmet is the dark one."""

MODES = {Mode.AIR: "#2f6db5", Mode.SEA: "#1a9a94", Mode.RAIL: "#6b2a63", Mode.ROAD: "#d18a1c"}
MODE_NAMES = {Mode.AIR: "air", Mode.SEA: "sea", Mode.RAIL: "rail", Mode.ROAD: "road"}
DASHES = {Mode.AIR: "6 4", Mode.SEA: None, Mode.RAIL: "11 2.5 2 2.5", Mode.ROAD: None}
"""Roads are told from sea ways by a pale core line."""

NATIONS = (
    "#33538a", "#c56a1e", "#2f8f83", "#93305f", "#8a7a1f",
    "#5f9fd0", "#a44a3f", "#56763b", "#8868b4", "#6b5344",
)  # fmt: skip
OTHER_NATION = "#7b8794"


def nation_colours(ordered: Iterable[NationId]) -> dict[NationId, str]:
    """A colour for each nation, in the order given; past the tenth they share one grey."""
    nations = list(dict.fromkeys(ordered))
    return {n: NATIONS[i] if i < len(NATIONS) else OTHER_NATION for i, n in enumerate(nations)}

"""The colours hold for readers with colour-blindness, simulated after Machado, Oliveira & Fernandes 2009
("A Physiologically-based Model for Simulation of Color Vision Deficiency", table 1, severity 1.0).
"""

from __future__ import annotations

from itertools import combinations

import pytest

from coalition.formats.report.drawing import palette
from coalition.model.identity import NationId

VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
}  # fmt: skip


def linear(colour: str) -> list[float]:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def seen(colour: str, vision: str) -> list[float]:
    rgb = linear(colour)
    return [
        min(1, max(0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in VISION[vision]
    ]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE 1976 L*a*b*, D65 (CIE 15:2004)."""
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(a: str, b: str, vision: str) -> float:
    first, second = lab(seen(a, vision)), lab(seen(b, vision))
    return sum((p - q) ** 2 for p, q in zip(first, second, strict=True)) ** 0.5


def contrast_on_white(colour: str) -> float:
    """WCAG 2.2, contrast ratio."""
    r, g, b = linear(colour)
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)


@pytest.mark.parametrize("vision", VISION)
def test_modes_are_told_apart(vision: str) -> None:
    for a, b in combinations(palette.MODES.values(), 2):
        assert distance(a, b, vision) >= 18, (a, b)


@pytest.mark.parametrize("vision", VISION)
def test_fates_are_told_apart(vision: str) -> None:
    for a, b in combinations(palette.FATES.values(), 2):
        assert distance(a, b, vision) >= 18, (a, b)


@pytest.mark.parametrize("colour", [palette.INK, palette.SOFT, palette.ACCENT, palette.LATE])
def test_words_stand_out_from_paper(colour: str) -> None:
    assert contrast_on_white(colour) >= 4.5


@pytest.mark.parametrize("colour", palette.VERDICTS.values())
def test_the_white_verdict_stands_out_from_its_badge(colour: str) -> None:
    assert contrast_on_white(colour) >= 4.5


def test_nations_keep_their_colour_and_the_eleventh_is_grey() -> None:
    nations = [NationId(f"N{n:02}") for n in range(12)]
    colours = palette.nation_colours([*nations, nations[0]])
    assert colours[nations[0]] == palette.NATIONS[0]
    assert len({colours[n] for n in nations[:10]}) == 10
    assert colours[nations[10]] == colours[nations[11]] == palette.OTHER_NATION

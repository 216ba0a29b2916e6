from __future__ import annotations

from struct import unpack

from coalition.formats.report.drawing.raster import png_of
from coalition.formats.report.drawing.style import PICTURE_CSS
from coalition.formats.report.drawing.svg import Picture, standalone, text


def png(words: str, width: float = 120, height: float = 40) -> bytes:
    picture = Picture("p", "t", "d", width, height, text((10, 20), words))
    return png_of(standalone(picture, PICTURE_CSS), width, height)


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG (ISO/IEC 15948, IHDR)."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return unpack(">II", data[16:24])


def test_a_picture_is_rendered_at_twice_its_size() -> None:
    assert size_of(png("Riga")) == (240, 80)


def test_letters_are_drawn_from_the_bundled_typeface() -> None:
    blank = png("")
    for words in (
        "Riga",
        "\u0160iauliai",
        "\u041a\u0438\u0457\u0432",
        "\u0391\u03b8\u03ae\u03bd\u03b1",
    ):
        assert len(png(words)) > len(blank) + 150


def test_a_very_long_picture_stays_within_the_budget_of_pixels() -> None:
    width, height = size_of(png("x", 1180, 12_000))
    assert width * height <= 9_100_000

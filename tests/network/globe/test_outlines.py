"""Outlines for maps."""

from __future__ import annotations

from itertools import pairwise

from coalition.network.globe.outlines import read_outlines
from coalition.network.globe.territories import read_territories


def test_every_nation_of_the_raster_has_an_outline() -> None:
    assert set(read_outlines()) == set(read_territories().nations)


def test_rings_are_closed_and_never_cross_the_antimeridian() -> None:
    for rings in read_outlines().values():
        for ring in rings:
            assert ring[0] == ring[-1]
            assert all(
                abs(a[1] - b[1]) < 180_000_000 for a, b in pairwise(ring) if abs(a[0]) < 80_000_000
            )
            assert all(-180_000_000 <= lon <= 180_000_000 for _, lon in ring)


def test_the_crimea_is_drawn_with_ukraine() -> None:
    def holds(nation: str) -> bool:
        return any(
            44_300_000 < lat < 45_500_000 and 33_000_000 < lon < 35_500_000
            for ring in read_outlines()[nation]  # type: ignore[index]
            for lat, lon in ring
        )

    assert holds("UKR")
    assert not holds("RUS")

"""Sea lanes with passages open and closed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.network.atlas import NETWORK
from tests.network.test_network import way

from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey
from coalition.network.passages import read_passages

PORTS = [
    "ALEXANDROUPOLI", "ANTWERP", "BEAUMONT", "BREMERHAVEN", "CONSTANTA", "COPENHAGEN", "DIEGO-GARCIA",
    "GDYNIA", "GOTHENBURG", "HAMBURG", "HELSINKI", "ISTANBUL", "JEDDAH", "MONROVIA", "MURMANSK", "NARVIK",
    "NORFOLK", "ODESA", "ROTA", "TOKYO", "VALLETTA",
]  # fmt: skip


def find(origin: str, destination: str, *avoiding: str) -> Way | None:
    return NETWORK.find_way(WayKey(Mode.SEA, PlaceId(origin), PlaceId(destination), avoiding))


@settings(max_examples=300, deadline=None)
@given(
    ports=st.lists(st.sampled_from(PORTS), min_size=2, max_size=2, unique=True),
    passage=st.sampled_from(sorted(read_passages())),
)
def test_closing_a_passage_never_shortens_a_way_and_never_gives_length_zero(
    ports: list[str], passage: str
) -> None:
    free, bound = find(*ports), find(*ports, passage)
    assert free is not None
    assert free.length_m > 0
    if bound is None:
        assert passage in free.passages
    else:
        assert bound.length_m >= free.length_m > 0
        assert passage not in bound.passages


@settings(max_examples=100, deadline=None)
@given(ports=st.lists(st.sampled_from(PORTS), min_size=2, max_size=2, unique=True))
def test_a_lane_is_as_long_both_ways(ports: list[str]) -> None:
    out, back = find(*ports), find(*reversed(ports))
    assert out is not None
    assert back is not None
    assert out.length_m == back.length_m


def test_a_closed_suez_sends_ships_round_the_cape() -> None:
    around = way(Mode.SEA, "DIEGO-GARCIA", "ROTA", "suez")
    assert abs(around.length_m - 15_955_000) <= 0.03 * 15_955_000
    assert "cape-of-good-hope" in around.passages


def test_a_closed_suez_leaves_the_red_sea_open() -> None:
    assert way(Mode.SEA, "JEDDAH", "DIEGO-GARCIA", "suez").passages == ("bab-el-mandeb",)


def test_the_kiel_canal_is_the_short_way_into_the_baltic_and_the_belts_or_sound_the_long() -> None:
    canal, straits = (
        way(Mode.SEA, "HAMBURG", "GDYNIA"),
        way(Mode.SEA, "HAMBURG", "GDYNIA", "kiel-canal"),
    )
    assert canal.passages == ("kiel-canal",)
    assert "danish-straits" in straits.passages
    assert straits.length_m > canal.length_m + 450_000


def test_without_canal_and_straits_the_baltic_is_shut() -> None:
    assert find("NORFOLK", "GDYNIA", "danish-straits", "kiel-canal") is None
    assert find("GDYNIA", "HELSINKI", "danish-straits", "kiel-canal") is not None


def test_each_danish_strait_can_be_closed_alone() -> None:
    sound = way(Mode.SEA, "GOTHENBURG", "GDYNIA")
    belt = way(Mode.SEA, "GOTHENBURG", "GDYNIA", "the-sound", "kiel-canal")
    assert sound.passages == ("danish-straits", "the-sound")
    assert belt.passages == ("danish-straits", "great-belt")
    assert (sound.draught_cm, belt.draught_cm) == (770, 1500)


def test_without_the_turkish_straits_the_black_sea_is_shut() -> None:
    assert "turkish-straits" in way(Mode.SEA, "NORFOLK", "ODESA").passages
    assert find("NORFOLK", "ODESA", "turkish-straits") is None
    assert find("CONSTANTA", "ODESA", "turkish-straits") is not None


@pytest.mark.parametrize(
    ("origin", "destination", "nation"),
    [
        ("DIEGO-GARCIA", "ROTA", "EGY"),
        ("NORFOLK", "TOKYO", "PAN"),
        ("NORFOLK", "ODESA", "TUR"),
        ("HAMBURG", "GDYNIA", "DEU"),
    ],
)
def test_a_passage_names_the_nation_whose_consent_it_needs(
    origin: str, destination: str, nation: str
) -> None:
    assert nation in {c.nation for c in way(Mode.SEA, origin, destination).crossings}


def test_the_danish_straits_need_no_consent() -> None:
    assert way(Mode.SEA, "GOTHENBURG", "GDYNIA").crossings == ()


def test_avoiding_a_nation_avoids_its_passages() -> None:
    assert way(Mode.SEA, "DIEGO-GARCIA", "ROTA", "EGY").passages == ("cape-of-good-hope",)


def test_no_plan_counts_on_the_northwest_passage() -> None:
    assert "northwest" not in way(Mode.SEA, "MURMANSK", "TOKYO").passages


def test_an_inland_town_is_no_seaport() -> None:
    assert find("NORFOLK", "RZESZOW") is None

"""Named places for the tests of ways, with every mode, at town or harbour coordinates."""

from __future__ import annotations

from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode, Place
from coalition.network.network import Network, load_network

TOWNS = {
    "ACCRA": (5.60, -0.19, "GHA"),
    "ALEXANDROUPOLI": (40.84, 25.88, "GRC"),
    "ANKARA": (39.93, 32.86, "TUR"),
    "ANTWERP": (51.25, 4.38, "BEL"),
    "BEAUMONT": (30.08, -94.08, "USA"),
    "BREMERHAVEN": (53.55, 8.58, "DEU"),
    "CATANIA": (37.50, 15.09, "ITA"),
    "CINCU": (45.91, 24.80, "ROU"),
    "CONSTANTA": (44.17, 28.65, "ROU"),
    "COPENHAGEN": (55.68, 12.60, "DNK"),
    "DIEGO-GARCIA": (-7.30, 72.40, "IOT"),
    "GDYNIA": (54.53, 18.55, "POL"),
    "GOTHENBURG": (57.70, 11.95, "SWE"),
    "HAMBURG": (53.54, 9.98, "DEU"),
    "HELSINKI": (60.17, 24.94, "FIN"),
    "ISTANBUL": (41.02, 28.90, "TUR"),
    "JEDDAH": (21.48, 39.17, "SAU"),
    "KAUNAS": (54.90, 23.90, "LTU"),
    "KYIV": (50.45, 30.52, "UKR"),
    "LAJES": (38.76, -27.09, "PRT"),
    "LONDON": (51.50, 0.00, "GBR"),
    "LULEA": (65.58, 22.20, "SWE"),
    "MONROVIA": (6.35, -10.80, "LBR"),
    "MURMANSK": (68.98, 33.05, "RUS"),
    "NARVIK": (68.44, 17.43, "NOR"),
    "NORFOLK": (36.93, -76.33, "USA"),
    "ODESA": (46.49, 30.75, "UKR"),
    "OULU": (65.01, 25.47, "FIN"),
    "PERPIGNAN": (42.70, 2.90, "FRA"),
    "POWIDZ": (52.41, 17.86, "POL"),
    "REYKJAVIK": (64.14, -21.94, "ISL"),
    "AKUREYRI": (65.68, -18.10, "ISL"),
    "ROTA": (36.60, -6.35, "ESP"),
    "RUKLA": (55.05, 24.37, "LTU"),
    "RZESZOW": (50.04, 22.00, "POL"),
    "SUWALKI": (54.10, 22.93, "POL"),
    "TAPA": (59.26, 25.96, "EST"),
    "TOKYO": (35.60, 139.80, "JPN"),
    "VALLETTA": (35.90, 14.50, "MLT"),
    "ZARAGOZA": (41.65, -0.88, "ESP"),
    "ZUTENDAAL": (50.93, 5.57, "BEL"),
}
EAST = ("BLR", "RUS")
"""Whom a plan of the alliance avoids on land."""


def place(
    name: str, modes: frozenset[Mode] = frozenset(Mode), runway_m: int | None = 3000
) -> Place:
    lat, lon, nation = TOWNS[name]
    udeg = round(lat * 1_000_000), round(lon * 1_000_000)
    return Place(PlaceId(name), name.title(), NationId(nation), *udeg, modes, runway_m=runway_m)


PLACES = {PlaceId(name): place(name) for name in TOWNS}
NETWORK: Network = load_network(PLACES)
"""One network for all tests: it only remembers answers."""

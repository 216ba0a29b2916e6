"""Who sends from where, who receives where, and roughly how long that takes."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.generation.chance import Chance
from coalition.generation.theatre.frame import Frame


@dataclass(frozen=True, slots=True)
class Corridor:
    """A way in: origin, ports of embarkation and debarkation where they are prescribed, rough days.

    `crewed`: crews travel with their vehicles; large ships and depots of stored sets have none.
    """

    origin: str
    days: int
    poe: str = ""
    pod: str = ""
    crewed: bool = True


_SENDERS = (("USA", 26), ("GBR", 14), ("DEU", 14), ("FRA", 12), ("POL", 10), ("CAN", 9),
            ("NLD", 8), ("NOR", 4))  # fmt: skip
_SMALL_SENDERS = (("DEU", 4), ("POL", 3), ("USA", 3))

Targets = dict[str, tuple[tuple[str, int], ...]]
TARGETS: Targets = {
    "LTU": (("rukla", 4), ("pabrade", 3), ("siauliai", 2), ("kaunas", 1)),
    "LVA": (("adazi", 4), ("lielvarde", 2), ("daugavpils", 1)),
    "EST": (("tapa", 4), ("voru", 2), ("amari", 1)),
    "FIN": (("rovaniemi", 3), ("niinisalo", 2), ("kouvola", 2)),
    "NOR": (("setermoen", 3), ("bardufoss", 2), ("narvik", 1)),
}
_SMALL_DEPOTS = {"DEU": ("bremerhaven",), "POL": ("gdynia", "powidz"), "USA": ("powidz",)}
_SMALL_TARGETS: Targets = {
    "LTU": (("rukla", 3), ("siauliai", 2)),
    "LVA": (("adazi", 3), ("riga", 1)),
}

SEA_DEPARTURES = {
    "USA": ("norfolk", "charleston", "beaumont"), "CAN": ("halifax",),
    "GBR": ("southampton", "immingham"), "FRA": ("lapallice", "dunkirk"), "NLD": ("vlissingen",),
    "DEU": ("bremerhaven", "rostock"), "POL": ("gdynia", "szczecin"), "NOR": ("trondheim",),
}  # fmt: skip
DEPOTS = {
    "USA": ("powidz", "mannheim", "duelmen", "eygelshoven", "zutendaal"), "GBR": ("warminster",),
    "FRA": ("mourmelon",), "NLD": ("eygelshoven",), "DEU": ("grafenwoehr", "bremerhaven"),
    "POL": ("drawsko", "orzysz", "gdynia"), "NOR": ("trondheim",),
}  # fmt: skip
AIRFIELDS = {
    "USA": ("dover", "dover", "ramstein"), "CAN": ("trenton",), "GBR": ("brize",),
    "FRA": ("istres", "orleans"), "NLD": ("eindhoven",), "DEU": ("wunstorf", "leipzig"),
    "POL": ("poznan", "powidz"), "NOR": ("evenes",),
}  # fmt: skip
SEAPORTS_OF = {
    "LTU": ("klaipeda",), "LVA": ("riga", "liepaja"), "EST": ("muuga", "paldiski"),
    "FIN": ("hanko", "kokkola"), "NOR": ("narvik",),
}  # fmt: skip
AIRPORT_OF = {
    "LTU": "siauliai", "LVA": "rigaair", "EST": "tallinnair", "FIN": "rovaniemi", "NOR": "evenes",
}  # fmt: skip
OVERSEAS = ("USA", "CAN")
_FAR = ("FIN", "NOR")
"""Hosts beyond the sea or the gauge break at Tornio: rough days longer."""


def senders(frame: Frame) -> tuple[tuple[str, int], ...]:
    """Sending nations with their weight."""
    return _SMALL_SENDERS if frame.small else _SENDERS


def targets_of(frame: Frame) -> Targets:
    """Destinations with their weight, by host."""
    return _SMALL_TARGETS if frame.small else TARGETS


def heavy_corridor(frame: Frame, chance: Chance, nation: str, host: str) -> Corridor:
    """A way for vehicles: by sea from a prescribed port, or from a depot by whatever serves."""
    if frame.small:
        return Corridor(chance.pick(_SMALL_DEPOTS[nation]), 6)
    overseas = nation in OVERSEAS
    if not DEPOTS.get(nation) or chance.percent(50 if overseas else 30):
        port = chance.pick(SEA_DEPARTURES[nation])
        return Corridor(
            port,
            20 if overseas else 6,
            port,
            _seaport(chance, host, overseas=overseas),
            not overseas,
        )
    return Corridor(chance.pick(DEPOTS[nation]), 8 if host in _FAR else 5, crewed=not overseas)


def light_corridor(frame: Frame, chance: Chance, nation: str, host: str) -> Corridor:
    """A way for troops and light units from an airfield; overseas ones name both airports."""
    if frame.small:
        return Corridor("ramstein", 4)
    field = chance.pick(AIRFIELDS[nation])
    if nation in OVERSEAS and field != "ramstein":
        return Corridor(field, 3, field, AIRPORT_OF[host])
    return Corridor(field, 3)


def depot_of(frame: Frame, chance: Chance, nation: str) -> str:
    """A depot of the nation, or a port where it has none."""
    if frame.small:
        return chance.pick(_SMALL_DEPOTS[nation])
    return chance.pick(DEPOTS.get(nation) or SEA_DEPARTURES[nation])


def _seaport(chance: Chance, host: str, *, overseas: bool) -> str:
    """A port of the host; from overseas sometimes a large one from which rail and road go on."""
    if not overseas or chance.percent(65):
        return chance.pick(SEAPORTS_OF[host])
    return "gothenburg" if host in _FAR else chance.pick(("bremerhaven", "gdynia", "antwerp"))

"""Fleets of aircraft, ships, train sets and road convoys: `lift.csv`.

Planning factors that are public are retyped with their source; numbers, homes, seats, cost and what
is marked *judgement* or *fictional* in `source` are invented. Sources: aircraft - AFPAM 10-1403 (2018)
tables 1, 3, 4 and 5, second-hand (planning payload, ground time, runway); C-17 range - copies of the
USAF fact sheet; ship - navy.mil fact file 2232664 (380,000 sq ft of stowage), AMSEA (speed),
ajot.com (four days to load), 34.1 ft draught. Ground time is taken for loading and for
unloading each, which is cautious.
"""

from __future__ import annotations

from coalition.generation.tables import Row
from coalition.generation.theatre.frame import Frame

_AFPAM = "AFPAM 10-1403 (2018) tables 1,3,4,5 second-hand; speed, seats and duty judgement; numbers invented"
_INVENTED = "planning figure invented for the case"
_ALL = "pax;bulk;oversize;outsize;nat"

TYPES: dict[str, dict[str, str | int]] = {
    "c17": {
        "name": "C-17 transport", "mode": "air", "speed_kt": 410, "seats": 100, "payload_t": "59.0",
        "categories": "pax;bulk;oversize;outsize", "hazardous": "yes", "piece_max_t": "59.0",
        "height_max_m": "3.7", "width_max_m": "4.6", "range_nm": 2400, "runway_ft": 3500,
        "load_h": "2.25", "unload_h": "2.25", "duty_h": 16, "cost_per_h": 16000, "source": _AFPAM,
    },
    "a400": {
        "name": "A400M transport", "mode": "air", "speed_kt": 370, "seats": 110, "payload_t": "28.0",
        "categories": "pax;bulk;oversize;outsize", "hazardous": "yes", "piece_max_t": "28.0",
        "height_max_m": "3.8", "width_max_m": "4.0", "range_nm": 2000, "runway_ft": 3000,
        "load_h": "2", "unload_h": "2", "duty_h": 16, "cost_per_h": 9000, "source": _AFPAM,
    },
    "c130": {
        "name": "C-130J-30 transport", "mode": "air", "speed_kt": 286, "seats": 90, "payload_t": "16.3",
        "categories": "pax;bulk;oversize", "hazardous": "yes", "piece_max_t": "16.3",
        "height_max_m": "2.7", "width_max_m": "3.0", "range_nm": 1500, "runway_ft": 3000,
        "load_h": "1.75", "unload_h": "1.75", "duty_h": 16, "cost_per_h": 5000, "source": _AFPAM,
    },
    "b747f": {
        "name": "B747-8F freighter", "mode": "air", "speed_kt": 460, "seats": 0, "payload_t": "100.0",
        "categories": "bulk", "hazardous": "yes", "piece_max_t": "14.0", "height_max_m": "3.0",
        "range_nm": 4400, "runway_ft": 9000, "needs_paved": "yes", "load_h": "3", "unload_h": "3",
        "duty_h": 20, "cost_per_h": 18000, "source": _AFPAM,
    },
    "wide": {
        "name": "wide-body charter", "mode": "air", "speed_kt": 460, "seats": 250, "payload_t": "20",
        "categories": "pax;bulk", "hazardous": "no", "piece_max_t": "4", "range_nm": 5500,
        "runway_ft": 8000, "needs_paved": "yes", "load_h": "2", "unload_h": "2", "duty_h": 20,
        "cost_per_h": 12000, "source": _INVENTED,
    },
    "narrow": {
        "name": "narrow-body charter", "mode": "air", "speed_kt": 430, "seats": 160, "payload_t": "8",
        "categories": "pax;bulk", "hazardous": "no", "piece_max_t": "2", "range_nm": 2500,
        "runway_ft": 6500, "needs_paved": "yes", "load_h": "1", "unload_h": "1", "duty_h": 18,
        "cost_per_h": 6000, "source": _INVENTED,
    },
    "lmsr": {
        "name": "large roll-on ship", "mode": "sea", "speed_kt": 24, "seats": 0, "payload_t": "16000",
        "deck_m2": 35303, "categories": "bulk;oversize;outsize;nat", "hazardous": "yes",
        "draught_m": "10.4", "load_h": 96, "unload_h": 96, "duty_h": 24, "cost_per_h": 6000,
        "source": "navy.mil 2232664; AMSEA; ajot.com (mixed); payload and numbers invented",
    },
    "roro": {
        "name": "roll-on ship", "mode": "sea", "speed_kt": 18, "seats": 60, "payload_t": "8000",
        "deck_m2": 12000, "categories": _ALL, "hazardous": "yes", "draught_m": "8.5", "load_h": 24,
        "unload_h": 24, "duty_h": 24, "cost_per_h": 2500, "source": _INVENTED,
    },
    "ferry": {
        "name": "roll-on ferry", "mode": "sea", "speed_kt": 20, "seats": 300, "payload_t": "4000",
        "deck_m2": 3500, "categories": _ALL, "hazardous": "yes", "draught_m": "6.5", "load_h": 6,
        "unload_h": 6, "duty_h": 24, "cost_per_h": 1800, "source": _INVENTED,
    },
    "train": {
        "name": "train of 30 wagons", "mode": "rail", "speed_kmh": 40, "seats": 80,
        "payload_t": "1100", "deck_m2": 1100, "categories": _ALL, "hazardous": "yes",
        "piece_max_t": "72", "height_max_m": "3.6", "width_max_m": "3.8", "load_h": 5, "unload_h": 4,
        "duty_h": 20, "cost_per_h": 600, "source": _INVENTED,
    },
    "heavy": {
        "name": "heavy transporter convoy", "mode": "road", "speed_kmh": 45, "seats": 80,
        "payload_t": "700", "deck_m2": 750, "categories": _ALL, "hazardous": "yes",
        "piece_max_t": "70", "height_max_m": "4.0", "width_max_m": "4.0", "load_h": 3, "unload_h": 2,
        "duty_h": 9, "cost_per_h": 900, "source": _INVENTED,
    },
    "truck": {
        "name": "truck and bus convoy", "mode": "road", "speed_kmh": 55, "seats": 200,
        "payload_t": "300", "deck_m2": 450, "categories": "pax;bulk;oversize;nat", "hazardous": "yes",
        "piece_max_t": "24", "height_max_m": "3.6", "load_h": 2, "unload_h": 1, "duty_h": 9,
        "cost_per_h": 500, "source": _INVENTED,
    },
}  # fmt: skip

_FLEETS = """\
usa c17 ramstein 4 +
usa c17 dover 2
usa b747f dover 1
usa wide dover 3 +
can wide trenton 1
can c17 trenton 1
gbr c17 brize 1
gbr a400 brize 2
gbr narrow brize 1
fra a400 orleans 3 +
fra wide istres 1
nld c130 eindhoven 2
deu a400 wunstorf 4 +
deu narrow leipzig 3 +
pol c130 powidz 1
nor c130 evenes 2
usa lmsr norfolk 2 +
usa lmsr beaumont 1
usa roro charleston 4 +
can roro halifax 3 +
gbr roro southampton 4 +
gbr ferry immingham 2
fra roro lapallice 2
nld roro vlissingen 2
deu ferry rostock 4 +
dnk ferry esbjerg 3
pol ferry gdynia 4 +
swe ferry karlshamn 3
fin ferry hanko 4 +
gbr train warminster 1
fra train mourmelon 3
nld train eygelshoven 2
bel train antwerp 3
deu train bremerhaven 5 +
deu train mannheim 4
deu train grafenwoehr 3
pol train powidz 6 +
pol train drawsko 2
pol train suwalki 5
swe train gothenburg 3 +
ltu train kaunas 6 + 1520
ltu train klaipeda 3 1520
lva train riga 4 + 1520
est train muuga 3 1520
fin train hanko 3 + 1524
usa heavy mannheim 3
usa heavy powidz 4 +
gbr heavy warminster 4 +
fra heavy mourmelon 4 +
nld heavy vlissingen 2
bel heavy zutendaal 4
deu heavy bremerhaven 4 +
deu heavy duelmen 4
pol heavy gdynia 4
pol heavy orzysz 4
swe heavy gothenburg 4
swe heavy boden 4 +
nor heavy narvik 5 +
nor heavy trondheim 2
fin heavy hanko 5 +
fin heavy kokkola 2
ltu heavy kaunas 5 +
ltu heavy klaipeda 4
lva heavy riga 5 +
est heavy muuga 5 +
gbr truck brize 3 +
fra truck orleans 2
nld truck eindhoven 2
deu truck ramstein 4 +
pol truck poznan 4
nor truck bardufoss 4 +
fin truck tampere 4 +
fin truck rovaniemi 2
ltu truck vilnius 4 +
ltu truck siauliai 3
lva truck rigaair 4 +
est truck tallinnair 4 +
"""
"""Owner, type, home, number at 1,000 requirements; `+` where one is kept however small the book; gauge
where it is not 1435.
"""

_SMALL_FLEETS = """\
deu train bremerhaven 1
pol train powidz 2
ltu train klaipeda 1 1520
pol ferry gdynia 1
deu heavy bremerhaven 1
pol heavy powidz 1
ltu heavy kaunas 1
lva heavy riga 1
usa c17 ramstein 1
ltu truck siauliai 1
"""


def fleets(frame: Frame) -> list[Row]:
    """The rows of `lift.csv`; fleets whose share is none are left out."""
    table = _SMALL_FLEETS if frame.small else _FLEETS
    rows = []
    for line in table.splitlines():
        owner, kind, home, number, *more = line.split()
        kept = 1 if "+" in more else 0
        count = int(number) if frame.small else max(kept, frame.share(int(number)))
        gauge = more[-1] if more and more[-1] != "+" else "1435"
        if count:
            rows.append(_fleet((owner, kind, home), count, gauge))
    return rows


def _fleet(named: tuple[str, str, str], count: int, gauge: str) -> Row:
    owner, kind, home = named
    facts = TYPES[kind]
    row: dict[str, str | int] = {
        "fleet": f"{owner}-{kind}-{home}", "name": f"{facts['name']} at {home}",
        "nation": owner.upper(), "mode": facts["mode"], "home": home, "count": count,
    }  # fmt: skip
    row |= {column: facts.get(column, "") for column in _COLUMNS}
    row["speed_kmh"] = facts.get("speed_kmh", "") or _kmh(int(facts["speed_kt"]))
    if facts["mode"] == "rail":
        row["gauge_mm"] = gauge
    return row | {"source": facts["source"], "confidence": "fictional"}


def _kmh(knots: int) -> str:
    """Kilometres an hour, exact: the nautical mile has 1,852 m."""
    whole, metres = divmod(knots * 1852, 1000)
    return f"{whole}.{metres:03d}"


_COLUMNS = (
    "speed_kmh", "seats", "payload_t", "deck_m2", "categories", "hazardous", "piece_max_t",
    "height_max_m", "width_max_m", "range_nm", "runway_ft", "needs_paved", "draught_m", "gauge_mm",
    "load_h", "unload_h", "duty_h", "cost_per_h",
)  # fmt: skip

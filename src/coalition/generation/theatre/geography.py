"""Where the invented reinforcement takes place: real places at their true positions.

Sources, by the letter of `Site.source`: A = airfields, PyPI `airportsdata` 20260905 (MIT) joined with
OurAirports runways.csv (public domain), position and longest runway; W = NGA World Port Index
(Pub 150), February 2024, position; D = prepositioned-stock sites (troopdata basedata; dvidshub 428722
and 834834; airportsdata EPPW); T = town or station, position from general geography to a hundredth of
a degree. What a place can handle is invented (see `capacity`).
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCES = {
    "A": "position and runway: airportsdata 20260905 with OurAirports; capacities invented",
    "W": "position: NGA World Port Index (Pub 150) Feb 2024; capacities invented",
    "D": "position: troopdata basedata, dvidshub 428722 and 834834; capacities invented",
    "T": "position: town or station to 0.01 degree; capacities invented",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A real place: position in decimal degrees as text, modes by initial (a, s, r, d = road).

    `size` 1 to 3 scales what it is said to handle; `draught_m` is the invented working draught.
    """

    id: str
    name: str
    nation: str
    lat: str
    lon: str
    modes: str
    size: int
    source: str
    runway_ft: int = 0
    draught_m: int = 0
    gauges: str = ""
    hours: str = ""


_TABLE = """\
id,name,nation,lat,lon,modes,size,source,runway_ft,draught_m,gauges,hours
# North America
norfolk,Port of Norfolk,USA,36.85,-76.3,s,3,W,,12
charleston,Port of Charleston,USA,32.7833,-79.9167,s,3,W,,12
beaumont,Port of Beaumont,USA,30.0833,-94.0833,s,2,W,,11
dover,Dover airfield,USA,39.129539,-75.465961,a,3,A,12903
halifax,Port of Halifax,CAN,44.65,-63.5833,s,2,W,,15
trenton,Trenton airfield,CAN,44.1189,-77.5281,a,2,A,10000
gander,Gander airfield,CAN,48.9369,-54.5681,a,2,A,10200
# Western Europe
southampton,Port of Southampton,GBR,50.9,-1.4,srd,2,W,,12,1435
immingham,Port of Immingham,GBR,53.6333,-0.2,srd,2,W,,11,1435
warminster,Warminster depot,GBR,51.20,-2.18,rd,2,T,,,1435
brize,Brize Norton airfield,GBR,51.75,-1.58362,ad,3,A,10007
lapallice,Port of La Pallice,FRA,46.1667,-1.2167,srd,2,W,,12,1435
dunkirk,Port of Dunkirk,FRA,51.05,2.3833,srd,2,W,,13,1435
mourmelon,Mourmelon depot,FRA,49.13,4.36,rd,2,T,,,1435
istres,Istres airfield,FRA,43.5227,4.92384,ad,2,A,12303
orleans,Orleans-Bricy airfield,FRA,47.9878,1.76056,ad,2,A,7887
vlissingen,Port of Vlissingen,NLD,51.45,3.6,srd,2,W,,12,1435
eygelshoven,Eygelshoven depot,NLD,50.90139,6.07304,rd,2,D,,,1435
eindhoven,Eindhoven airfield,NLD,51.4501,5.37453,ad,2,A,9843
antwerp,Port of Antwerp,BEL,51.2167,4.4,srd,3,W,,12,1435
zutendaal,Zutendaal depot,BEL,50.9475,5.59056,rd,2,D,,,1435
bremerhaven,Port of Bremerhaven,DEU,53.5333,8.5833,srd,3,W,,12,1435
rostock,Port of Rostock,DEU,54.1,12.1333,srd,2,W,,10,1435
duelmen,Duelmen depot,DEU,51.83149,7.28075,rd,2,D,,,1435
mannheim,Mannheim depot,DEU,49.4891,8.46694,rd,2,D,,,1435
grafenwoehr,Grafenwoehr railhead,DEU,49.72,11.91,rd,2,T,,,1435
ramstein,Ramstein airfield,DEU,49.4369,7.60028,ad,3,A,10498
leipzig,Leipzig airfield,DEU,51.4324,12.2416,ard,3,A,11811,,1435
wunstorf,Wunstorf airfield,DEU,52.4573,9.42717,ad,2,A,8199
# The southern Baltic and the land bridge
esbjerg,Port of Esbjerg,DNK,55.4667,8.45,srd,2,W,,9,1435
szczecin,Port of Szczecin,POL,53.4167,14.55,srd,2,W,,9,1435
gdynia,Port of Gdynia,POL,54.5333,18.55,srd,3,W,,12,1435
powidz,Powidz depot and airfield,POL,52.3794,17.8539,ard,3,A,11565,,1435
poznan,Poznan airfield,POL,52.421,16.8263,ad,2,A,8215
drawsko,Drawsko railhead,POL,53.53,15.81,rd,2,T,,,1435
orzysz,Orzysz railhead,POL,53.81,21.95,rd,2,T,,,1435
suwalki,Suwalki railhead,POL,54.10,22.93,rd,2,T,,,1435
# Sweden, Norway, Finland
gothenburg,Port of Gothenburg,SWE,57.7097,11.9547,srd,3,W,,12,1435
karlshamn,Port of Karlshamn,SWE,56.1528,14.8692,sd,2,W,,9
boden,Boden railhead,SWE,65.83,21.69,rd,2,T,,,1435
trondheim,Port of Trondheim,NOR,63.4483,10.4017,srd,2,W,,10,1435
narvik,Port of Narvik,NOR,68.4211,17.4022,srd,2,W,,15,1435
evenes,Evenes airfield,NOR,68.4913,16.6781,ad,2,A,9236
bardufoss,Bardufoss airfield,NOR,69.0558,18.5404,ad,1,A,8015,,,05:00-21:00
setermoen,Setermoen area,NOR,68.86,18.35,d,2,T
hanko,Port of Hanko,FIN,59.8167,22.95,srd,2,W,,10,1524
kokkola,Port of Kokkola,FIN,63.85,23.0167,srd,1,W,,9,1524
tampere,Tampere-Pirkkala airfield,FIN,61.4141,23.6044,ad,2,A,8858
niinisalo,Niinisalo area,FIN,61.84,22.47,d,1,T
kouvola,Kouvola railhead,FIN,60.87,26.70,rd,2,T,,,1524
rovaniemi,Rovaniemi airfield,FIN,66.5648,25.8304,ard,2,A,9849,,1524
# The Baltic states
klaipeda,Port of Klaipeda,LTU,55.7167,21.1167,srd,3,W,,12,1520
kaunas,Kaunas Palemonas terminal,LTU,54.89,24.00,rd,3,T,,,1435;1520
siauliai,Siauliai airfield,LTU,55.8939,23.395,ard,2,A,11483,,1520
vilnius,Vilnius airfield,LTU,54.6341,25.2858,ad,2,A,8251
rukla,Rukla area,LTU,55.05,24.37,rd,2,T,,,1520
pabrade,Pabrade area,LTU,54.98,25.77,rd,2,T,,,1520
liepaja,Port of Liepaja,LVA,56.5167,21.0167,srd,2,W,,9,1520
riga,Port of Riga,LVA,56.95,24.1,srd,3,W,,11,1520
rigaair,Riga airfield,LVA,56.9236,23.9711,ad,3,A,10499
lielvarde,Lielvarde airfield,LVA,56.7783,24.8539,ad,1,A,8202,,,04:00-22:00
adazi,Adazi area,LVA,57.08,24.32,rd,2,T,,,1520
daugavpils,Daugavpils railhead,LVA,55.87,26.53,rd,2,T,,,1520
muuga,Muuga harbour,EST,59.500042,24.966693,srd,3,W,,14,1520
paldiski,Paldiski south harbour,EST,59.333343,24.081111,srd,2,W,,11,1520
amari,Amari airfield,EST,59.2603,24.2085,ad,1,A,6562
tallinnair,Tallinn airfield,EST,59.4133,24.8328,ad,2,A,11417
tapa,Tapa area,EST,59.26,25.96,rd,2,T,,,1520
voru,Voru area,EST,57.83,27.02,d,1,T
"""


def _site(line: str) -> Site:
    cells = dict(zip(_HEADS, line.split(","), strict=False))
    numbers = {head: int(cells.pop(head, "") or 0) for head in ("size", "runway_ft", "draught_m")}
    return Site(**cells, **numbers)  # type: ignore[arg-type]


_HEADS = _TABLE.partition("\n")[0].split(",")
SITES = tuple(_site(line) for line in _TABLE.splitlines()[1:] if not line.startswith("#"))

SMALL_SITES = (
    "bremerhaven", "powidz", "gdynia", "klaipeda", "kaunas", "rukla", "riga", "adazi",
    "ramstein", "siauliai",
)  # fmt: skip
"""The few places of the small profile."""

NATIONS = {
    "USA": "United States", "CAN": "Canada", "GBR": "United Kingdom", "FRA": "France",
    "NLD": "Netherlands", "BEL": "Belgium", "DEU": "Germany", "DNK": "Denmark", "POL": "Poland",
    "SWE": "Sweden", "NOR": "Norway", "FIN": "Finland", "LTU": "Lithuania", "LVA": "Latvia",
    "EST": "Estonia", "LUX": "Luxembourg", "CZE": "Czechia", "IRL": "Ireland", "ISL": "Iceland",
    "GRL": "Greenland (Kingdom of Denmark)", "FRO": "Faroe Islands (Kingdom of Denmark)",
}  # fmt: skip
"""Parties of the case: twelve send or host, the others let pass."""

PASSED_OVER = ("LUX", "CZE", "IRL", "ISL", "GRL", "FRO")
"""Nations without a place of the case, over or through which its ways run."""
AVOIDED = ("RUS", "BLR", "CHE", "AUT", "LIE", "ITA", "JEY", "ALA")
"""Neutral or uninvolved territory in this case; Aland is demilitarised (Convention of 1921)."""
HOSTS = ("LTU", "LVA", "EST", "FIN", "NOR")

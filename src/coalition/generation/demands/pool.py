"""The common pool: stocks that sustainment draws on, and units and stocks pledged for capabilities."""

from __future__ import annotations

from dataclasses import dataclass, field

from coalition.generation.chance import Chance
from coalition.generation.demands.forces import cargo_rows, line_cells
from coalition.generation.demands.routes import depot_of
from coalition.generation.tables import Row
from coalition.generation.theatre.frame import Frame

_GOODS = ("rations", "water", "medical stores", "barrier stores", "fuel tanks", "propellant",
          "small-arms ammunition", "pallets")  # fmt: skip
_AMOUNTS = {"fuel tanks": (6, 24), "pallets": (20, 60), "barrier stores": (30, 90)}
_OWNERS = ("USA", "DEU", "POL", "FRA", "GBR", "NLD")
_SMALL_OWNERS = ("USA", "DEU", "POL")

CAPABILITIES = (
    ("bridging", "m", "engineer company", 40),
    ("transport", "t", "transport company", 300),
    ("medical care", "beds", "medical troop", 30),
    ("signals", "nodes", "signal troop", 4),
)
"""What is wanted, its unit of amount, the kind of unit that brings it, and how much one brings."""
HOSPITAL = "hospital modules"
BEDS_PER_MODULE = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """A capability asked for, with the pledged units added to serve it."""

    capability: str
    amount: int
    units: list[Row]
    cargo: list[Row]


@dataclass(slots=True)
class Pool:
    """Stocks by key with what has been drawn from them; `rows` writes them with some in reserve."""

    frame: Frame
    _drawn: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _beds: int = 0

    def draw_stock(self, chance: Chance, nation: str) -> tuple[str, str, str, int]:
        """Stock id, its place, its owner and how many pieces are drawn."""
        owners = _SMALL_OWNERS if self.frame.small else _OWNERS
        owner = nation if nation in owners and chance.percent(50) else chance.pick(owners)
        goods, home = chance.pick(_GOODS), depot_of(self.frame, chance, owner)
        amount = chance.between(*_AMOUNTS.get(goods, (60, 240)))
        amount = (amount + 2) // 3 if self.frame.small else amount
        key = (owner, home, goods)
        self._drawn[key] = self._drawn.get(key, 0) + amount
        return _stock_id(key), home, owner, amount

    def want(self, chance: Chance, uln: str) -> Wanted:
        """A capability with pledges that cover it: units, or modules from stock for part of the beds."""
        capability, _, kind, one = chance.pick(CAPABILITIES)
        count = 1 if self.frame.small else chance.between(1, 3)
        units: list[Row] = []
        cargo: list[Row] = []
        for number in range(1, count + 1 + chance.percent(40)):
            unit = f"P{uln[1:]}{number}"
            nation = chance.pick(_SMALL_OWNERS if self.frame.small else _OWNERS)
            units.append(self._pledge(chance, unit, nation, (capability, kind, one)))
            cargo += cargo_rows(unit, kind, chance, crew=True, half=self.frame.small)
        if capability == "medical care":
            self._beds += one
        return Wanted(capability, one * count, units, cargo)

    def _pledge(self, chance: Chance, unit: str, nation: str, what: tuple[str, str, int]) -> Row:
        capability, kind, one = what
        return {
            "unit": unit, "name": f"Pool {kind} {unit[1:]}", "nation": nation,
            "home": depot_of(self.frame, chance, nation),
            "notice_d": chance.pick((2, 3, 5) if self.frame.small else (5, 7, 10)),
            "capability": capability, "capability_amount": one,
            "interoperability": chance.pick(("standard-a", "standard-a;standard-b")),
            "pledged": "yes", "pledged_from": "C+0",
            "pledge_tasks": chance.pick(("", "sustain", "sustain;reinforce")),
            "confidence": "fictional", "note": kind,
        }  # fmt: skip

    def rows(self) -> list[Row]:
        """The rows of `stocks.csv`."""
        rows = [self._row(key, drawn) for key, drawn in self._drawn.items()]
        if self._beds:
            home = "powidz"
            rows.append({
                "stock": "usa-powidz-hospital", "name": "Hospital modules at powidz", "nation": "USA",
                "place": home, "pieces": self._beds // BEDS_PER_MODULE,
                **line_cells(HOSPITAL), "capability": "medical care",
                "amount_per_piece": BEDS_PER_MODULE, "notice_h": 72,
                "interoperability": "standard-a", "pledged": "yes", "confidence": "fictional",
            })  # fmt: skip
        return rows

    @staticmethod
    def _row(key: tuple[str, str, str], drawn: int) -> Row:
        owner, home, goods = key
        pieces = drawn + drawn // 4 + 10
        return {
            "stock": _stock_id(key), "name": f"{goods.capitalize()} at {home}", "nation": owner,
            "place": home, "pieces": pieces, "pledged_pieces": drawn + drawn // 10,
            **line_cells(goods), "notice_h": 24, "pledged": "yes", "confidence": "fictional",
        }  # fmt: skip


def _stock_id(key: tuple[str, str, str]) -> str:
    return "-".join(key).lower().replace(" ", "-")

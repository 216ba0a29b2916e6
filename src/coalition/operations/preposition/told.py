"""The answer as rows: what is held where, what the law shuts out, what it is worth; and as files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from coalition.formats.whole_write import write_files
from coalition.operations.preposition.preposition_book import Placed

FORMAT = "coalition-preposition-1"


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Units of a commodity one nation should hold at a place, beside what it holds today."""

    place: str
    size: str
    nation: str
    commodity: str
    units: int
    today: int
    first_hour_served: int | None
    """The least response time over scenarios and places, in hours; None when it can serve nobody."""


@dataclass(frozen=True, slots=True)
class BarredRow:
    """Stock that the law shuts out of places where it is needed: in how many scenarios and places."""

    place: str
    nation: str
    commodity: str
    shut_out: int
    of: int


def held_rows(placed: Placed) -> tuple[HeldRow, ...]:
    """What should be held, by place; what is held today and should not be is shown with nought."""
    framed, rows = placed.framed, []
    for h, choice in enumerate(placed.placing.choices):
        units = round(float(placed.answer.held[h]))
        if not units and not choice.today:
            continue
        size = placed.answer.opened[framed.sites.index(choice.place)]
        hours = framed.hours[:, h, :]
        quickest = float(hours.min()) if np.isfinite(hours).any() else None
        rows.append(
            HeldRow(
                choice.place, framed.sizes[size] if size >= 0 else "closed", choice.nation,
                choice.commodity, units, choice.today, None if quickest is None else round(quickest),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.place, r.nation, r.commodity)))


def barred_rows(placed: Placed) -> tuple[BarredRow, ...]:
    """Stock the law shuts out somewhere, the worst first."""
    rows = []
    for h, choice in enumerate(placed.placing.choices):
        barred = int(placed.framed.barred[:, h, :].sum())
        if barred:
            rows.append(
                BarredRow(choice.place, choice.nation, choice.commodity, barred,
                          placed.framed.barred[:, h, :].size)
            )  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (-r.shut_out, r.place, r.nation, r.commodity)))


def write_placed(placed: Placed, out: Path) -> tuple[Path, ...]:
    """`preposition.json` and `stores.geojson` in the folder."""
    return write_files(out, {"preposition.json": _json(placed), "stores.geojson": _geojson(placed)})


def _json(placed: Placed) -> bytes:
    answer = placed.answer
    whole = {
        "format": FORMAT, "title": placed.book.title,
        "stores": [asdict(row) for row in held_rows(placed)],
        "barred": [asdict(row) for row in barred_rows(placed)],
        "worth": asdict(placed.worth), "today": asdict(placed.today), "bound": answer.bound,
        "gap": answer.gap, "value_of_the_stochastic_solution": placed.stochastic,
        "value_of_perfect_information": placed.information,
        "without_law": placed.lawless, "gains": dict(placed.gains),
        "frontier": [asdict(point) for point in placed.frontier],
    }  # fmt: skip
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def _geojson(placed: Placed) -> bytes:
    features = []
    for row in held_rows(placed):
        place = next(p for p in placed.book.places.values() if p.id == row.place)
        where = [place.lon_udeg / 1e6, place.lat_udeg / 1e6]
        features.append(
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": where},
             "properties": {"name": place.name, **asdict(row)}}
        )  # fmt: skip
    whole = {"type": "FeatureCollection", "features": features}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()

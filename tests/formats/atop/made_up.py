"""A few made-up treaties in the columns of the published files; no row of the data stands here."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from coalition.formats.atop.published import ALLIANCE_COLUMNS, FLAGS, MEMBER_COLUMNS

ATOP = Path(__file__).parents[3] / "../shared/data/alliances"
"""The published files, where they are at hand."""
PRESENT = (ATOP / "atop-member-level.csv").is_file() and (ATOP / "atop_dyad_year.csv.gz").is_file()
WHY = f"the published ATOP files are not in {ATOP}"
_MEMBER = (*MEMBER_COLUMNS, "cowid", "cowsys", "estmode", "version")
Cells = Mapping[str, str]


def member(atop: str, number: str, entry: str, leaving: str = "", **cells: str) -> dict[str, str]:
    """A member row; dates as `1900-01-31`, without an exit it is still in effect."""
    row = dict.fromkeys(_MEMBER, "0") | {"atopid": atop, "member": number, "cowsys": "1"}
    row |= dict(zip(("yrent", "moent", "dayent"), _parts(entry), strict=True))
    if leaving:
        row |= dict(zip(("yrexit", "moexit", "dayexit"), _parts(leaving), strict=True))
    else:
        row["ineffect"] = "1"
    return row | {"estmode": "1", "version": "4.01", "cowid": ""} | cells


def _parts(day: str) -> list[str]:
    return [part.lstrip("0") for part in day.split("-")]


def write(folder: Path, members: Iterable[Cells], alliances: Iterable[Cells] | None = None) -> Path:
    """The two files; the treaty file is made from the members unless given."""
    rows = list(members)
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder / "atop-member-level.csv", _MEMBER, rows)
    made = _alliances(rows) if alliances is None else alliances
    _table(folder / "atop-alliance-level.csv", ALLIANCE_COLUMNS, made)
    return folder


def write_dyads(folder: Path, owed: Iterable[tuple[str, str, int, str]]) -> None:
    """The dyad-year file: (debtor, creditor, year, kind) that are owed."""
    lines = ["ccode1,ccode2,year," + ",".join(f"atop_{kind}" for kind in FLAGS)]
    for first, second, year, kind in owed:
        flags = ",".join("1.0" if each == kind else "0.0" for each in FLAGS)
        lines.append(f"{first}.0,{second}.0,{year}.0,{flags}")
    (folder / "atop_dyad_year.csv").write_text("\n".join(lines) + "\n")


def _alliances(rows: list[Cells]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in sorted(
        rows, key=lambda r: tuple(int(r[c] or 0) for c in ("yrent", "moent", "dayent"))
    ):
        one = found.setdefault(
            row["atopid"],
            dict.fromkeys(ALLIANCE_COLUMNS, "0")
            | {"atopid": row["atopid"], "begyr": row["yrent"], "begmo": row["moent"], "begday": row["dayent"]},
        )  # fmt: skip
        one |= {kind: "1" for kind in FLAGS if row[kind] == "1"}
    return list(found.values())


def _table(path: Path, columns: tuple[str, ...], rows: Iterable[Cells]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)

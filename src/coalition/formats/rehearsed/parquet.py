"""Replications as Parquet files, written and read by DuckDB (extra `analytics`).

One row a replication, with lists by requirement; equal content gives equal bytes. A file appears whole or not
at all. DuckDB is kept from fetching extensions.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ROWS = """
    SELECT scenario, replication, lateness, undelivered, on_time, given_up, helped, detours,
           closed, delivered
    FROM {rows} ORDER BY scenario, replication
"""


@dataclass(frozen=True, slots=True)
class PartRows:
    """Replications of one scenario: all arrays begin with [rows], the last two go on by requirement.

    `closed`: minutes from C-day, -1 for never. `lateness` in weighted minutes, `undelivered` and `delivered` in
    millionths, `on_time` the share of weight.
    """

    scenario: str
    replication: NDArray[np.int32]
    lateness: NDArray[np.int64]
    undelivered: NDArray[np.int64]
    on_time: NDArray[np.float64]
    given_up: NDArray[np.int32]
    helped: NDArray[np.int32]
    detours: NDArray[np.int32]
    closed: NDArray[np.int32]
    delivered: NDArray[np.int32]


def need_analytics() -> None:
    """Raises InputError when the extra is not installed."""
    if find_spec("duckdb") is None:
        hint = "pip install 'coalition-ops[analytics]'"
        message = "Parquet is written and read by DuckDB, the extra `analytics`"
        raise InputError([Fault("--parquet", "extra-missing", message, hint)])


def write_part(path: Path, rows: PartRows) -> Path:
    """The path of the file. Raises InputError when it cannot be written, or without the extra."""
    need_analytics()
    import numpy as np  # noqa: PLC0415 - beside duckdb

    count, goals = rows.closed.shape
    frame: dict[str, Any] = {
        "scenario": np.full(count, rows.scenario, dtype=object),
        "replication": rows.replication, "lateness": rows.lateness,
        "undelivered": rows.undelivered, "on_time": rows.on_time, "given_up": rows.given_up,
        "helped": rows.helped, "detours": rows.detours,
    }  # fmt: skip
    cells = {
        "replication": np.repeat(rows.replication, goals),
        "goal": np.tile(np.arange(goals, dtype=np.int32), count),
        "closed": rows.closed.ravel(),
        "delivered": rows.delivered.ravel(),
    }
    query = """
        SELECT * FROM frame JOIN (
            SELECT replication, list(CASE WHEN closed < 0 THEN NULL ELSE closed END ORDER BY goal) AS closed,
                   list(delivered ORDER BY goal) AS delivered
            FROM cells GROUP BY replication
        ) USING (replication)
    """
    return _copy(path, _ROWS.format(rows=f"({query})"), {"frame": frame, "cells": cells})


def read_query(files: list[str], query: str) -> list[tuple[Any, ...]]:
    """The rows of a query in which `rows` stands for the Parquet files."""
    need_analytics()
    with _connect() as connection:
        connection.read_parquet(files).create_view("rows")
        return connection.execute(query).fetchall()


def _copy(path: Path, query: str, frames: dict[str, dict[str, Any]]) -> Path:
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _connect() as connection:
            for name, frame in frames.items():
                connection.register(name, frame)
            target = f"{_text(str(draft))} (FORMAT parquet, COMPRESSION zstd)"
            connection.execute(f"COPY ({query}) TO {target}")
        with draft.open("rb") as stream:
            os.fsync(stream.fileno())
        return draft.replace(path)
    except OSError as error:
        message = f"`{path}` cannot be written: {error.strerror or error}"
        raise InputError(
            [Fault(str(path), "cannot-write", message, CODES["cannot-write"][1])]
        ) from None


def _connect() -> duckdb.DuckDBPyConnection:
    import duckdb  # noqa: PLC0415 - an extra

    return duckdb.connect(":memory:", config=_OFFLINE)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

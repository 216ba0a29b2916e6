"""What was played, as rows of a Parquet file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from coalition.formats.rehearsed.parquet import PartRows, write_part
from coalition.operations.rehearse.rehearse_plan import Rehearsed
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.figures import weighted_share
from coalition.rehearsal.telling.outcome import Outcome, lateness, on_time, undelivered

PLAN = "plan"
"""The scenario of a rehearsal that is no campaign."""


def rows_of(scenario: str, script: Script, outcome: Outcome) -> PartRows:
    """The outcome as rows."""
    return PartRows(
        scenario, outcome.replication.astype(np.int32),
        lateness(script, outcome.closure).astype(np.int64),
        undelivered(script, outcome.delivered).astype(np.int64),
        weighted_share(script, on_time(script, outcome.closure)).astype(np.float64),
        outcome.given_up, outcome.helped, outcome.detours,
        np.where(outcome.closure >= NEVER, -1, outcome.closure).astype(np.int32),
        outcome.delivered.astype(np.int32),
    )  # fmt: skip


def write_closures(found: Rehearsed, out: Path) -> Path:
    """The path of `closures.parquet`, a row a replication. Raises InputError without the extra."""
    rows = rows_of(PLAN, found.staged.piece.script, found.outcome)
    return write_part(out / "closures.parquet", rows)

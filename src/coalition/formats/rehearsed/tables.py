"""The tables of a rehearsal as CSV, and all of it as JSON.

The JSON is published as `docs/reference/schemas/rehearsal.json`. Equal content gives equal text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from coalition.formats.exports.safe_text import safe_text
from coalition.formats.rehearsed.content import Known, RehearsalContent
from coalition.measure.instants import Minute, write_instant

FORMAT = "coalition-rehearsal-1"
_DIGITS = 6


def write_json(content: RehearsalContent) -> str:
    """All of it as JSON text with a final newline; instants as ISO text, shares with six digits."""
    written: dict[str, Any] = {"format": FORMAT, **asdict(content)}
    for key in ("activated", "horizon_end"):
        written[key] = write_instant(written[key])
    for goal in written["goals"]:
        goal["rdd"] = write_instant(goal["rdd"])
        goal["planned"] = _perhaps(goal["planned"])
        goal["closure"] = [_perhaps(one) for one in goal["closure"]]
    written["fan"]["at"] = [write_instant(one) for one in written["fan"]["at"]]
    return json.dumps(_rounded(written), ensure_ascii=False, indent=1) + "\n"


def requirements_csv(content: RehearsalContent) -> str:
    """A row a requirement."""
    heads = [
        "uln", "description", "weight", "rdd", "planned", "on_time", "on_time_low", "on_time_high",
        "never", *(f"closure_q{round(100 * q):02d}" for q in content.quantiles), "weighted_min_late",
    ]  # fmt: skip
    rows = (
        (goal.name, goal.title, goal.weight, write_instant(goal.rdd), _perhaps(goal.planned) or "",
         *_known(goal.on_time), goal.never, *(_perhaps(one) or "" for one in goal.closure),
         goal.late_minutes)
        for goal in content.goals
    )  # fmt: skip
    return _csv(heads, rows)


def causes_csv(content: RehearsalContent) -> str:
    """A row a cause, those that never mattered left out."""
    heads = [
        "cause", "felt", "felt_low", "felt_high", "critical", "critical_low", "critical_high",
        "weighted_min_charged", "weighted_min_more_when_felt",
    ]  # fmt: skip
    rows = (
        (cause.name, *_known(cause.felt), *_known(cause.critical), cause.charged, cause.sensitivity)
        for cause in content.causes
        if cause.felt.value > 0
    )
    return _csv(heads, rows)


def hedges_csv(content: RehearsalContent) -> str:
    """A row a hedge, best first."""
    heads = [
        "rank", "cause", *(f"{name}{end}" for name in ("weighted_min", "undelivered_ppm", "on_time")
                           for end in ("", "_low", "_high")), "replications",
    ]  # fmt: skip
    rows = (
        (one.rank, one.name, *_known(one.lateness), *_known(one.undelivered), *_known(one.on_time),
         one.replications)
        for one in content.hedges
    )  # fmt: skip
    return _csv(heads, rows)


def replications_csv(content: RehearsalContent) -> str:
    """A row a replication."""
    heads = ["replication", "weighted_min_late", "undelivered_ppm", "on_time", "visits_given_up"]
    rows = (
        (one.number, one.lateness, one.undelivered, one.on_time, one.given_up)
        for one in content.replications
    )
    return _csv(heads, rows)


def _known(known: Known) -> tuple[float, float, float]:
    return known.value, known.low, known.high


def _perhaps(at: Minute | None) -> str | None:
    return None if at is None else write_instant(at)


def _csv(heads: list[str], rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, float):
        return round(value, _DIGITS)
    return safe_text(value) if isinstance(value, str) else value


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value

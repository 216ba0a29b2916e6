"""Stores kept through a crisis as files: JSON, CSV tables and one picture of days of supply.

The rows come in whole numbers; here they are only written. The picture draws one small chart for each
nation's item at a place, on one time axis and one scale of days, the worst first.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape

from coalition.formats.exports.safe_text import safe_text

FORMAT = "coalition-sustainment-1"
_WIDE, _TALL, _LEFT, _TOP = 760, 46, 230, 34
_MOST_DAYS_TENTHS = 300
_INK, _LINE, _BAD, _GRID = "#1c2430", "#2f6f8f", "#b3372f", "#d7dde3"


@dataclass(frozen=True, slots=True)
class Series:
    """Days of supply in tenths by day (None: nothing is used up), and the days that are short."""

    name: str
    tenths: tuple[int | None, ...]
    short: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SustainmentFile:
    """Everything written: tables by name as (heads, rows), and the series of the picture."""

    title: str
    known: bool
    first_day: str
    tables: Mapping[str, tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]]
    series: tuple[Series, ...]


def contents_of(found: SustainmentFile) -> dict[str, bytes]:
    """File name -> bytes."""
    files = {"sustainment.json": _json(found), "days-of-supply.svg": draw(found)}
    for name, (heads, rows) in found.tables.items():
        files[f"{name}.csv"] = _csv(heads, rows)
    return {name: text.encode() for name, text in files.items()}


def _json(found: SustainmentFile) -> str:
    whole = {
        "format": FORMAT, "title": found.title, "known": found.known,
        **{
            name: [dict(zip(heads, row, strict=True)) for row in rows]
            for name, (heads, rows) in found.tables.items()
        },
        "series": [asdict(one) for one in found.series],
    }  # fmt: skip
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _csv(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_flat(cell) for cell in row] for row in rows)
    return text.getvalue()


def _flat(cell: object) -> str:
    if isinstance(cell, int):
        return str(cell)
    text = "; ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell or "")
    return safe_text(text)


def draw(found: SustainmentFile) -> str:
    """The picture as SVG text."""
    tall = _TOP + _TALL * len(found.series) + 30
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 40} {tall}" '
        f'font-family="DejaVu Sans, sans-serif" font-size="12" fill="{_INK}" role="img" '
        f'aria-label="days of supply of {len(found.series)} stores">'
    )
    parts = [
        head,
        f'<rect width="{_LEFT + _WIDE + 40}" height="{tall}" fill="#ffffff"/>',
        f'<text x="8" y="20" font-weight="bold">Days of supply, {escape(found.title)}</text>',
    ]
    for place, one in enumerate(found.series):
        parts += _chart(one, _TOP + place * _TALL)
    foot = _TOP + _TALL * len(found.series) + 18
    parts.append(
        f'<text x="{_LEFT}" y="{foot}">{escape(found.first_day)}</text>'
        f'<text x="{_LEFT + _WIDE}" y="{foot}" text-anchor="end">red: short</text></svg>'
    )
    return "\n".join(parts)


def _chart(one: Series, top: int) -> list[str]:
    """A line of one store: name, area of days, days that are short."""
    base, room = top + _TALL - 10, _TALL - 14
    step = _WIDE / max(1, len(one.tenths))
    parts = [
        f'<text x="{_LEFT - 8}" y="{base - 8}" text-anchor="end">{escape(one.name)}</text>',
        f'<line x1="{_LEFT}" y1="{base}" x2="{_LEFT + _WIDE}" y2="{base}" stroke="{_GRID}"/>',
    ]
    points = [
        f"{_LEFT + n * step:.1f},{base - room * min(t, _MOST_DAYS_TENTHS) / _MOST_DAYS_TENTHS:.1f}"
        for n, t in enumerate(one.tenths)
        if t is not None
    ]
    if points:
        parts.append(
            f'<polyline points="{" ".join(points)}" fill="none" stroke="{_LINE}" stroke-width="1.6"/>'
        )
    parts += [
        f'<rect x="{_LEFT + n * step:.1f}" y="{base}" width="{step + 0.2:.1f}" height="5" fill="{_BAD}"/>'
        for n, short in enumerate(one.short)
        if short
    ]
    least = min((t for t in one.tenths if t is not None), default=None)
    if least is not None:
        parts.append(
            f'<text x="{_LEFT + _WIDE + 4}" y="{base - 8}" font-size="10">{least / 10:.1f}</text>'
        )
    return parts

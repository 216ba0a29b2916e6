"""Heads and rows of a list to play on the starter book."""

from __future__ import annotations

from coalition.formats.source.grid import write_csv

HEADS = "event,objective,time,inject,news,expect"
_PORT = '{kind = "place-closed", place = "KLAIPEDA", until = "C+40"}'
_PASSAGE = """kind = "consent-refused"
procedure = "transit-ta/clearance"
by = "POL"
taken = "C+7"
territories = ["POL"]"""
_WATER = """kind = "requirement-new"
[news.new]
uln = "WTR-1"
kind = "movement"
description = "water purification team to Kaunas"
destination = "KAUNAS"
rdd = "C+18"
priority = 2
nation = "DEU"
origin = "MUNSTER"
pax = 20"""
_SOONER = '{kind = "rdd-moved", requirement = "WTR-1", rdd = "C+16"}'
EVENTS = tuple(
    write_csv([row]).rstrip("\n")
    for row in (
        ("1", "O1", "C+4", "Start", "", "unmet = 0; breaches = 0"),
        ("2", "O1;O2", "C+6", "Port shut", _PORT, "closes SHL-1 <= C+16"),
        ("3", "O2", "C+7", "Passage not given", _PASSAGE, "stale consents >= 0"),
        ("4", "O3", "C+8", "Water wanted", _WATER, ""),
        ("5", "O3", "C+9", "Water wanted sooner", _SOONER, "closes WTR-1 < C+40"),
    )
)
"""Each a row of the list; the last speaks of what the one before it brought."""

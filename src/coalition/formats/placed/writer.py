"""All files of an answer, as name and bytes: for programs, for spreadsheets, for people."""

from __future__ import annotations

from coalition.formats.placed import tables
from coalition.formats.placed.content import PlacedContent


def placed_files(content: PlacedContent) -> dict[str, bytes]:
    """The files by name; equal content gives equal bytes."""
    texts = {
        "preposition.json": tables.write_json(content),
        "stores.geojson": tables.write_geojson(content),
        **{f"{name}.csv": text for name, text in tables.write_tables(content).items()},
    }
    return {name: text.encode("utf-8") for name, text in texts.items()}

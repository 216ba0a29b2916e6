"""A file that says which head of a table is which field of an event.

The file is TOML: a table `[columns]` with lines like `"When it happens" = "time"`. A head with an empty field
(`"Remarks" = ""`) is read by nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.exercise.columns import FIELDS
from coalition.formats.faults import did_you_mean, quote
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import parse_toml

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.formats.faults import FaultLog


def read_mapping(path: Path, heads: list[str], log: FaultLog) -> dict[str, str]:
    """Head -> field; an empty field leaves the column unread. Faults go to the log."""
    text = read_clean_text(path, path.name, log, most=MOST_TOML_BYTES)
    if text is None:
        return {}
    parsed = parse_toml(text, path.name, log)
    for key in parsed.values.keys() - {"columns"}:
        log.add("unknown-key", parsed.where((key,)), f"{quote(key)} says nothing of columns")
    columns = parsed.values.get("columns")
    if not isinstance(columns, dict):
        if parsed.whole:
            log.add("missing-key", parsed.where(()), "the file needs a table `[columns]`")
        return {}
    found = {}
    for head, name in columns.items():
        where = parsed.where(("columns", head))
        if not isinstance(name, str) or (name and name not in FIELDS):
            log.add("bad-choice", where, f"{quote(name)} is no field of an event", _hint(name))
        elif head not in heads:
            hint = did_you_mean(head, heads)
            log.add("missing-column", where, f"the table has no column {quote(head)}", hint)
        else:
            found[head] = name
    return found


def _hint(name: object) -> str:
    return did_you_mean(str(name), FIELDS) or "one of " + ", ".join(FIELDS)

"""Write a list of events under the heads of another layout."""

from __future__ import annotations

from pathlib import Path

from coalition.errors import InputError
from coalition.formats.exercise.converting import ListFormat, write_event_list
from coalition.formats.exercise.nouns import EventList
from coalition.formats.exercise.reader import instant_of, read_event_list
from coalition.formats.faults import FaultLog, quote
from coalition.formats.parse.values import ValueFault
from coalition.formats.whole_write import write_file


def convert_list(
    source: Path, target: Path, form: ListFormat, *, mapping: Path | None = None, c_day: str = ""
) -> EventList:
    """The list as read; `target` holds it in the layout, with dates for C-days when `c_day` is given.

    Raises InputError with every fault of the list; nothing is written then.
    """
    log = FaultLog()
    if target.suffix.lower() != ".xlsx":
        log.add("no-workbook", target.name, f"{quote(target.name)} is not named as a workbook")
    day = None
    if c_day:
        try:
            day = instant_of(c_day, None)
        except ValueFault as fault:
            log.add(fault.code, "--c-day", fault.message, fault.hint)
    events = read_event_list(source, log, mapping=mapping, c_day=day)
    if log.found or events is None:
        raise InputError(log.found)
    write_file(target, write_event_list(events, form, dated=day is not None))
    return events

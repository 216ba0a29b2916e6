"""Every stable fault code of the readers, what it means and how it is mended, and the log they fill.

`docs/reference/errors.md` is generated from `CODES`. A code is public: it is added, never reused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from coalition.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

CODES: dict[str, tuple[str, str]] = {
    "missing-file": ("a file or folder that must be there is not", "add it"),
    "unknown-file": ("a file whose name no reader knows", "rename or remove it"),
    "file-too-large": (
        "a file is larger than any book needs",
        "split it or remove what is not used",
    ),
    "too-many-rows": ("a table has more rows than any book needs", "split the book"),
    "too-many-columns": ("a table has more columns than any table needs", "remove columns"),
    "binary-file": ("a file is not text", "save it as UTF-8 text"),
    "bad-encoding": ("text is not UTF-8", "save the file as UTF-8 (`CSV UTF-8` in spreadsheets)"),
    "nul-byte": ("text holds a NUL", "remove it"),
    "control-character": ("text holds an invisible control character", "remove it"),
    "cell-too-long": ("a cell is longer than a spreadsheet can hold", "shorten it"),
    "wrong-delimiter": (
        "cells are not parted by commas",
        "save as CSV with commas; `;` parts list items",
    ),
    "bad-csv": ("quotes do not match", "double a quote inside quotes and close every quote"),
    "ragged-row": ("a row has more or fewer cells than the head", "make it one cell a column"),
    "empty-table": ("a table has no head", "write the head in row 1 or remove the file"),
    "empty-head": ("a column with cells has no head", "name the column or remove it"),
    "missing-column": ("a column the table needs is not there", "add the column"),
    "unknown-column": ("a column that the table does not have", "rename or remove it"),
    "duplicate-column": ("two columns give the same quantity", "keep one of them"),
    "missing-unit": ("a head lacks the unit of its quantity", "write the unit after the name"),
    "unknown-unit": ("a head names a unit that is not known", "take one of the listed units"),
    "wrong-dimension": ("a head names a unit of another dimension", "take one of the listed units"),
    "missing-value": ("a cell or key that must be filled is empty", "fill it"),
    "unknown-not-allowed": ("`?` stands where a value is needed", "write a value"),
    "formula": ("a cell is or looks like a formula", "write the value itself as text or number"),
    "bad-number": ("not a plain decimal number", "write digits with a point, like 1250 or 12.5"),
    "not-whole": ("a count is not a whole number", "write a whole number"),
    "not-positive": ("a number must be greater than zero", "write a number greater than zero"),
    "absurd-value": (
        "a number outside everything plausible",
        "check the number and the unit in the head",
    ),
    "bad-value": ("a value that cannot be right there", "see what stands beside it"),
    "bad-choice": ("a word that is not one of those allowed", "take one of the listed words"),
    "bad-flag": ("neither yes nor no", "write yes or no"),
    "bad-date": ("not a date or date-time", "write YYYY-MM-DD, YYYY-MM-DDTHH:MMZ, or C+DAYS"),
    "bad-test": (
        "a test of a fact that cannot be read",
        "write a word, !word, a list of words, or a number like >=3",
    ),
    "bad-expectation": (
        "an expectation of an exercise that cannot be read",
        "write clauses like late <= 2 or closes ULN <= C+30, parted by `;`",
    ),
    "bad-time": ("not a time of day", "write HH:MM in UTC"),
    "bad-id": ("an id with characters an id may not have", "use letters, digits, `.`, `_` and `-`"),
    "bad-position": (
        "latitude or longitude that cannot be",
        "write decimal degrees, latitude first",
    ),
    "swapped-position": ("latitude and longitude look exchanged", "exchange them"),
    "duplicate-id": ("an id used twice", "give each its own id"),
    "duplicate-item": ("a list names the same thing twice", "remove one"),
    "unknown-nation": ("a nation nobody declared", "add it to nations.csv or mend the code"),
    "not-iso-nation": ("not an ISO 3166-1 alpha-3 code", "use the three-letter code"),
    "unknown-reference": ("an id that nothing in the book has", "mend the id or add what it names"),
    "bad-eid": ("not an Akoma Ntoso element id", "write parts like art_5__para_1"),
    "bad-work": ("not an Akoma Ntoso work URI", "write /akn/COUNTRY/act/KIND/DATE/NAME"),
    "no-end": ("a renewal of what has no end", "add `until`"),
    "self-defeating": ("an exception that defeats itself", "name the provision that is defeated"),
    "foreign-reservation": (
        "a reservation to a provision of another instrument",
        "move it to the instrument whose party reserves",
    ),
    "never-speaks": ("a provision that can never speak", "mend its scope or its numbers"),
    "no-creditor": ("an obligation that is owed to nobody", "add beneficiaries"),
    "no-calendar": ("working days on nobody's calendar", "add calendar, or count in days"),
    "not-a-procedure": ("a provision that is no procedure where one is needed", "name a procedure"),
    "cycle": ("things that wait for each other", "remove one of the links"),
    "contradictory-dates": ("dates in an order that cannot be", "mend the dates"),
    "contradiction": ("two entries that cannot both be right", "mend one of them"),
    "no-load": ("nothing says what is to be moved", "name a unit, a stock with amount, or a load"),
    "two-loads": ("more than one entry says what is to be moved", "keep one"),
    "mode-not-served": (
        "a place does not serve the mode",
        "add the mode to the place or mend the place",
    ),
    "toml-syntax": ("not valid TOML", "mend the line"),
    "too-deep": ("values nested deeper than any book needs", "make it flatter"),
    "missing-key": ("a key that must be there is not", "add the key"),
    "unknown-key": ("a key that nothing reads", "rename or remove it"),
    "duplicate-key": ("a key given twice", "keep one"),
    "wrong-type": ("a value of another type than the key needs", "write a value of the right type"),
    "json-syntax": ("not valid JSON", "mend the file"),
    "bad-workbook": ("not an XLSX workbook that can be read", "save it anew as .xlsx"),
    "unsafe-workbook": (
        "a workbook that could harm its reader",
        "save the tables alone into a new .xlsx",
    ),
    "unknown-sheet": ("a sheet that is no table of a book", "rename or remove it"),
    "merged-cells": ("a table with merged cells", "unmerge them"),
    "folder-not-empty": ("the folder already holds something", "choose an empty or new folder"),
    "too-short": ("a series with too few steps", "take a shorter horizon or shorter steps"),
    "extra-missing": ("a library that is an optional extra is not installed", "install the extra"),
    "infeasible": (
        "nothing can be done that keeps to all that is asked",
        "ask less, or allow more",
    ),
    "too-many": ("more faults than are told at once", "mend those that are told first"),
    "no-workbook": (
        "neither side of a conversion is a workbook",
        "end one of the two names in .xlsx",
    ),
    "generate-size": ("a generated book of no requirements", "ask for one or more"),
    "generate-unknowns": ("a share of unknowns below zero", "ask for zero or more"),
    "generate-scarcity": ("a scarcity the generator does not have", "take one of the listed ones"),
    "generate-folder": (
        "the folder for a generated book is not empty",
        "choose an empty or new folder",
    ),
    "plan-shape": (
        "a plan to go on from has trips that load or unload between their ends",
        "plan the book anew; only plans made here can be taken over",
    ),
    "xml-syntax": ("not well-formed XML", "mend the line"),
    "unsafe-xml": (
        "XML with a document type or an entity",
        "remove it; no label or policy needs one",
    ),
    "too-many-elements": ("XML with more elements than any label or policy needs", "split it"),
    "unknown-element": ("an element that is not known where it stands", "rename or remove it"),
    "missing-element": ("an element that must be there is not", "add it"),
    "spif-version": ("a security policy of a version that is not read", "save it as SPIF 2.1"),
    "unknown-policy": ("a label of a policy nobody gave", "give the policy with --policy"),
    "foreign-policy": ("a label of another policy than the one asked", "translate the label first"),
    "unknown-in-policy": ("a word that the policy does not have", "take a word of the policy"),
    "no-label": ("nothing to take a label from", "give at least one label"),
    "no-audience": (
        "a label that does not say whom it is for",
        "say whom it is for; until then it is for its originators alone",
    ),
    "no-equivalent": (
        "a word of a label that the other policy has no word for",
        "have the originator label it anew",
    ),
    "bad-event": ("an event that cannot be read", "see docs/reference/events.md"),
    "duplicate-category": ("a label that gives one tag twice", "keep one"),
    "excluded-class": (
        "a value that may not stand with the classification",
        "remove the value or change the classification",
    ),
    "required-class": (
        "a value that stands only with another classification",
        "remove the value or change the classification",
    ),
    "excluded-category": ("two values that exclude each other", "keep one of the two"),
    "required-category": ("a value that must stand beside another is not there", "add it"),
    "selection": ("a tag with more or fewer values than it takes", "give as many as it takes"),
    "obsolete": ("a new label with a word that is obsolete", "take the word that replaced it"),
    "not-in-force": ("a value outside the days of its validity", "take a value that is in force"),
    "bad-label": ("bytes that are no security label, or one that is not read", "send it as XML"),
    "bad-binding": ("a label that is not bound as it must be", "bind the label anew"),
    "bad-runner": (
        "a place to run parts that is none",
        "write here, processes:N or dask://HOST:PORT",
    ),
    "not-canonical": (
        "JSON that is not the one canonical text of its value",
        "write it with sorted ASCII keys, whole numbers and no white space",
    ),
    "bad-key": ("a key that is not ASCII text", "name keys in ASCII"),
    "unknown-stream": ("a stream or entry that the record does not hold", "mend its name"),
    "unknown-entry": ("an entry that its stream does not hold", "mend the index"),
    "redacted": ("an entry that was redacted before", "nothing is left to delete"),
    "bad-public-key": (
        "a public key on which verifiers disagree: small order, or not canonical",
        "make a new key",
    ),
    "bad-statement": (
        "a statement about keys that does not hold",
        "ask its nation for the roster again",
    ),
    "bad-checkpoint": ("a line that is no checkpoint of a record", "export it again"),
    "open-key-file": ("a private key that others may read", "chmod 600 it"),
    "bad-key-file": ("a key file that cannot be read", "bring the key file back"),
    "unknown-key-file": (
        "a private key that the roster does not know",
        "remove the file or renew the roster",
    ),
    "old-database": (
        "a database whose version can lose or show what it must not",
        "install the version that is named",
    ),
    "not-durable": ("a database that may forget what it committed", "set the setting on"),
    "too-much-right": (
        "a role that stands above row-level security",
        "connect as coalition_record_app",
    ),
    "no-database": (
        "a database that cannot be reached or was not prepared",
        "mend the URL, or run `coalition record prepare`",
    ),
    "not-a-record": ("a file that is no record of this program", "mend the path"),
    "newer-record": ("a record of another version of this program", "use that version"),
    "cannot-write": ("the place cannot be written to", "choose another place"),
}
"""Code -> (what it means, the mend)."""


@dataclass(slots=True)
class FaultLog:
    """Collects faults in the order they are found; the same fault twice counts once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, where: str, message: str, hint: str = "") -> None:
        """Record a fault; without a hint the general mend of the code is given.

        Raises KeyError when the code is not declared in `CODES`.
        """
        fault = Fault(where, code, message, hint or CODES[code][1])
        if fault not in self.found[-50:]:
            self.found.append(fault)


def quote(text: object, most: int = 60) -> str:
    """The text in backticks as a message shows it: printable, and cut to `most` characters."""
    shown = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text)[: most + 1]
    )
    return f"`{shown[:most]}...`" if len(shown) > most else f"`{shown}`"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean ...?` for the closest known word, or empty text."""
    names = {name.lower(): name for name in known if len(name) < MOST_GUESSED}
    close = get_close_matches(word.lower()[:MOST_GUESSED], names, n=1, cutoff=0.6)
    return f"did you mean `{names[close[0]]}`?" if close else ""


MOST_GUESSED = 80
"""Longest word for which a likely one is looked for, in characters."""

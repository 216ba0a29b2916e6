"""The file of a campaign: scenarios, each a book and plan under chances, read with every fault at once.

Lists multiply: a scenario with three plans and two files of chances is six scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, quote
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.schema.column import Shape
from coalition.formats.schema.documents import table
from coalition.formats.schema.kinds import flag, own_id, text, whole
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import parse_toml

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record

_REPLICATIONS_MAX = 100_000_000
USUAL_REPLICATIONS, USUAL_PART = 1000, 100

SCENARIO = Shape(
    "scenario",
    "A plan under chances",
    (
        own_id("id", "id of the scenario"),
        text("book", "folder of the book, from where this file lies", required=True),
        text("plans", "plan files; each is a scenario", required=True, many=True),
        text("chances", "files of chances; each is a scenario; absent: the book's", many=True),
        text(
            "without", "causes taken out, as a rehearsal names them; each is a scenario", many=True
        ),
        flag(
            "each_cause",
            "a scenario more for every cause that may strike, taken out",
            default=False,
        ),
        flag("wait", "whether people do nothing but wait", default=False),
        whole("replications", 1, _REPLICATIONS_MAX, "how many; default the campaign's"),
        whole("seed", 0, 2**62, "default the campaign's"),
    ),
)

CAMPAIGN = Shape(
    "campaign",
    "Scenarios to be rehearsed",
    (
        text("title", "title", required=True),
        whole("seed", 0, 2**62, "seed of every scenario; default 0", default=0),
        whole("replications", 1, _REPLICATIONS_MAX, "of every scenario; default 1,000",
              default=USUAL_REPLICATIONS),
        whole("part", 1, 100_000, "replications in one file; default 100", default=USUAL_PART),
        table("scenario", SCENARIO, "scenarios", many=True, required=True),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario; `chances` None is the book's own. `without` names the cause taken out."""

    name: str
    book: Path
    plan: Path
    chances: Path | None
    without: str
    each_cause: bool
    wait: bool
    replications: int
    seed: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """All scenarios, and how many replications go into one file."""

    title: str
    part: int
    scenarios: tuple[Scenario, ...]


def read_campaign(path: Path) -> Campaign:
    """The campaign of the file. Raises InputError with all faults: what cannot be read, what is not there."""
    log = FaultLog()
    read = read_clean_text(path, path.name, log, most=MOST_TOML_BYTES)
    if read is None:
        raise InputError(log.found)
    record = TomlReader(parse_toml(read, path.name, log), None, log).read(CAMPAIGN)
    scenarios = record.records("scenario")
    _check(scenarios, path.parent, log)
    if log.found:
        raise InputError(log.found)
    made = tuple(one for each in scenarios for one in _scenarios(each, record, path.parent))
    return Campaign(record.text("title"), record.whole("part") or USUAL_PART, made)


def _check(scenarios: tuple[Record, ...], here: Path, log: FaultLog) -> None:
    seen: set[str] = set()
    for one in scenarios:
        name = one.text("id")
        if name in seen:
            log.add("duplicate-id", one.at("id"), f"{quote(name)} is given twice")
        seen.add(name)
        if one.text("book") and not (here / one.text("book")).is_dir():
            message = f"{quote(one.text('book'))} is not a folder"
            log.add("missing-file", one.at("book"), message)
        for key in ("plans", "chances"):
            for file in one.texts(key):
                if not (here / file).is_file():
                    log.add("missing-file", one.at(key), f"{quote(file)} is not a file")


def _scenarios(one: Record, record: Record, here: Path) -> list[Scenario]:
    plans, chances = one.texts("plans"), one.texts("chances") or ("",)
    without = ("", *one.texts("without"))
    found = []
    for plan, chance, cause in product(plans, chances, without):
        several = (
            (plan, len(plans) > 1), (chance, len(chances) > 1), (f"without {cause}", bool(cause)),
        )  # fmt: skip
        name = "/".join([one.text("id"), *(word for word, told in several if told)])
        found.append(
            Scenario(
                name, here / one.text("book"), here / plan, here / chance if chance else None, cause,
                bool(one.flag("each_cause")) and not cause, bool(one.flag("wait")),
                one.whole("replications") or record.whole("replications") or USUAL_REPLICATIONS,
                one.whole("seed") or record.whole("seed") or 0,
            )
        )  # fmt: skip
    return found

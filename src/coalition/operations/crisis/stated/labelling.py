"""Which label each row of a book bears: by the book's `labels.toml`, else unclassified and for all who
take part.

    classification = "UNCLASSIFIED"            # of every row that no rule below names
    releasable_to = ["DEU", "NLD"]             # default: members, and nations in which the book has places

    [[label]]                                  # a later rule wins over an earlier one
    table = "unit"                             # left out: every table
    key = "deu-*"                              # a shell pattern; left out: every key
    nation = "DEU"                             # whose statement it is; left out: anybody's
    classification = "RESTRICTED"
    only = ["DEU", "NLD"]                      # or releasable_to; ["own"] is the stating nation
    sensitivity = ["NORTHGATE"]

Who takes part sees what is unmarked; nations that the crisis avoids do not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from coalition.errors import Fault, InputError
from coalition.labels import Category, Kind, Label, Policy, default_policy
from coalition.labels.decision import unknown_in
from coalition.model.book import Book
from coalition.operations.crisis.stated.nouns import STAFF, Row

FILE = "labels.toml"
OWN = "own"
_TAGS = {"releasable_to": "Releasable To", "only": "Only", "sensitivity": "Additional Sensitivity"}
_KEYS = frozenset({"table", "key", "nation", "classification", *_TAGS})

Labeller = Callable[[Row], Label]


def policy_of(book: Book) -> Policy:
    """The policy that comes with the program, knowing the book's nations and the staff."""
    named = [(nation.id, nation.name, nation.name) for nation in book.nations.values()]
    return default_policy([*named, (STAFF, "the staff", "l'état-major")])


def participants(book: Book) -> tuple[str, ...]:
    """The nations that take part: members and nations with places, without those the crisis avoids; and
    the staff.
    """
    nations = {*book.alliance.members, *(place.nation for place in book.places.values())}
    for group in book.alliance.groups.values():
        nations |= {nation for nation in group if nation in book.nations}
    nobodys = {nation.id for nation in book.nations.values() if nation.nobodys}
    taking_part = (nations - set(book.crisis.avoid) - nobodys) & set(book.nations)
    return (*sorted(taking_part), STAFF)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule: what it names and the label it gives, without the originator."""

    table: str
    key: str
    nation: str
    classification: str
    values: Mapping[str, tuple[str, ...]]

    def names(self, row: Row) -> bool:
        """Whether the row is meant."""
        return (
            self.table in {"", row.table}
            and self.nation in {"", row.nation}
            and fnmatchcase(row.key, self.key)
        )


def labeller(book: Book, folder: Path | None, policy: Policy) -> Labeller:
    """What gives each row its label. Raises InputError with every fault of `labels.toml`."""
    rules = _rules(book, folder)

    def label(row: Row) -> Label:
        rule = next(one for one in reversed(rules) if one.names(row))
        return _label(policy, rule, row.nation)

    _check(policy, rules)
    return label


def _rules(book: Book, folder: Path | None) -> list[_Rule]:
    path = None if folder is None else folder / FILE
    data: dict[str, Any] = {}
    if path is not None and path.is_file():
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError([Fault(FILE, "toml-syntax", str(error))]) from None
    given = {key: value for key, value in data.items() if key != "label"}
    given.setdefault("classification", "UNCLASSIFIED")
    if "only" not in given:
        given.setdefault("releasable_to", list(participants(book)))
    tables = data.get("label", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise InputError([Fault(FILE, "wrong-type", "`label` is a list of tables", "[[label]]")])
    faults: list[Fault] = []
    rules = [_rule(one, FILE, faults) for one in (given, *tables)]
    if faults:
        raise InputError(faults)
    return rules


def _rule(data: Mapping[str, Any], where: str, faults: list[Fault]) -> _Rule:
    strange = sorted(data.keys() - _KEYS)
    faults += [Fault(where, "unknown-key", f"`{key}` is no key here") for key in strange]
    values = {tag: data[key] for key, tag in _TAGS.items() if key in data}
    for tag, named in values.items():
        if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
            faults.append(Fault(where, "wrong-type", f"`{tag}` is a list of names"))
    if not any(key in data for key in ("releasable_to", "only")):
        hint = "add `releasable_to` or `only`"
        faults.append(Fault(where, "missing-key", "a label says for whom it is", hint))
    table, key, nation = (str(data.get(name, "")) for name in ("table", "key", "nation"))
    level = str(data.get("classification", "UNCLASSIFIED"))
    texts = {
        tag: tuple(map(str, named)) for tag, named in values.items() if isinstance(named, list)
    }
    return _Rule(table, key or "*", nation, level, texts)


def _label(policy: Policy, rule: _Rule, nation: str) -> Label:
    categories = []
    for tag, values in rule.values.items():
        known = policy.find_tag(tag)
        kind = Kind.PERMISSIVE if known is None else known.kind
        named = tuple(nation if value == OWN else value for value in values)
        categories.append(Category(tag, kind, named))
    return Label(policy.name, rule.classification, tuple(categories), (nation,))


def _check(policy: Policy, rules: Sequence[_Rule]) -> None:
    """Raises InputError for what the policy does not know."""
    faults = [
        Fault(FILE, "unknown-in-policy", sentence)
        for rule in rules
        for sentence in unknown_in(policy, _label(policy, rule, STAFF))
    ]
    if faults:
        raise InputError(faults)

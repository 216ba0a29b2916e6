"""From TOML values to records by declared shape; each key checked on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.parse.facts import (
    read_conditions,
    read_fact,
    read_fact_values,
    refuse_control,
)
from coalition.formats.parse.heads import HeadFault, understand
from coalition.formats.parse.record import Record
from coalition.formats.parse.values import (
    MOST_ITEMS,
    UNKNOWN,
    ValueFault,
    parse_value,
    read_id,
)
from coalition.formats.schema.column import Column, Kind, Shape
from coalition.measure.instants import Minute

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.source.toml_file import TomlFile
    from coalition.formats.source.toml_position import Path
    from coalition.measure.units import Unit

T = TypeVar("T")
_PLAIN_TEXT = (Kind.TEXT, Kind.ID, Kind.REF, Kind.NATION, Kind.NATIONS, Kind.TERRITORY, Kind.CHOICE)


@dataclass(frozen=True, slots=True)
class TomlReader:
    """Reads one TOML file: where it stands, C-day for relative dates, and the log."""

    file: TomlFile
    c_day: Minute | None
    log: FaultLog

    def read(self, shape: Shape) -> Record:
        """The record of the whole file."""
        return self._table(self.file.values, shape, ())

    def activated(self) -> Minute | None:
        """The C-day a crisis states, before anything is read; None when it is none."""
        try:
            found = self._instant(_C_DAY, self.file.values.get(_C_DAY.name))
        except ValueFault:
            return None
        return Minute(found) if isinstance(found, int) else None

    def _table(self, values: dict[str, Any], shape: Shape, path: Path) -> Record:
        record = Record(shape.name, self._locator(path))
        given: set[str] = set()
        for key, value in values.items():
            found = understand(key, shape)
            if isinstance(found, HeadFault):
                given.update(found.meant)
                record.blame(*found.meant)
                code = (
                    "unknown-key" if found.code in {"unknown-column", "empty-head"} else found.code
                )
                hint = found.hint.replace("columns are", "keys are")
                self.log.add(code, self.file.where((*path, key)), _as_key(found.message), hint)
                continue
            if found.column.name in given:
                message = f"{quote(key)} is given more than once"
                self.log.add("duplicate-key", self.file.where((*path, key)), message)
                continue
            given.add(found.column.name)
            self._key(record, found.column, found.unit, value, (*path, key))
        self._fill(record, shape, given, path)
        return record

    def _locator(self, path: Path) -> Callable[[str], str]:
        def where(name: str) -> str:
            return self.file.where((*path, *name.split(".")) if name else path)

        return where

    def _fill(self, record: Record, shape: Shape, given: set[str], path: Path) -> None:
        """Defaults for absent keys; absent needed keys are faults, unless lines had to be left out."""
        for column in shape.columns:
            if column.name in given:
                continue
            if column.required and self.file.whole:
                message = f"`{column.name}` is missing in {_titled(shape)}"
                self.log.add("missing-key", self.file.where(path), message, f"add it: {column.doc}")
            if column.required:
                record.blame(column.name)
            elif column.default is not None:
                record.values[column.name] = column.default

    def _key(
        self, record: Record, column: Column, unit: Unit | None, value: object, path: Path
    ) -> None:
        try:
            if value == UNKNOWN and column.kind not in (Kind.TEXT, Kind.FACT):
                self._unknown(record, column)
            else:
                record.values[column.name] = self._value(column, unit, value, path)
        except ValueFault as fault:
            record.blame(column.name)
            self.log.add(fault.code, self.file.where(path), fault.message, fault.hint)
            if column.kind is Kind.ID and isinstance(value, str):
                record.values[column.name] = value

    def _unknown(self, record: Record, column: Column) -> None:
        if not column.field and column.kind is not Kind.TABLE:
            raise ValueFault("unknown-not-allowed", f"`?` cannot stand for `{column.name}`")
        record.admit_unknown(column.name)

    def _value(self, column: Column, unit: Unit | None, value: object, path: Path) -> object:
        if column.kind is Kind.TABLE and column.shape is not None:
            return self._tables(column, column.shape, value, path)
        if column.kind is Kind.MAP:
            return self._map(column, value, path)
        if column.kind in _TREES:
            return _TREES[column.kind](value)
        if not column.many:
            return self._plain(column, unit, value)
        if not isinstance(value, list):
            raise _wrong(column, "a list", value)
        return self._list(column, value, path)

    def _list(self, column: Column, value: list[object], path: Path) -> tuple[object, ...]:
        if len(value) > MOST_ITEMS:
            raise ValueFault("absurd-value", f"a list of {len(value):,} items")
        items, failed = [], None
        for index, item in enumerate(value):
            try:
                items.append(self._plain(column, None, item))
            except ValueFault as fault:
                self.log.add(fault.code, self.file.where((*path, index)), fault.message, fault.hint)
                failed = fault
        if failed is not None:
            raise failed
        if len(set(items)) < len(items):
            raise ValueFault("duplicate-item", f"`{column.name}` names the same twice")
        return tuple(items)

    def _tables(self, column: Column, shape: Shape, value: object, path: Path) -> object:
        if not column.many:
            if not isinstance(value, dict):
                raise _wrong(column, "a table", value)
            return self._table(value, shape, path)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise _wrong(column, f"an array of tables [[{column.name}]]", value)
        return tuple(self._table(item, shape, (*path, index)) for index, item in enumerate(value))

    def _map(self, column: Column, value: object, path: Path) -> dict[str, object]:
        if not isinstance(value, dict):
            raise _wrong(column, "a table", value)
        read: dict[str, object] = {}
        for name, item in value.items():
            try:
                read[name] = _MAPPED[column.of](item)
            except ValueFault as fault:
                self.log.add(fault.code, self.file.where((*path, name)), fault.message, fault.hint)
                read[name] = ()
        return {name: item for name, item in read.items() if item not in (UNKNOWN, (UNKNOWN,))}

    def _plain(self, column: Column, unit: Unit | None, value: object) -> object:
        if column.kind is Kind.FLAG:
            return _typed(column, value, bool, "true or false")
        if column.kind is Kind.INSTANT:
            return self._instant(column, value)
        if column.kind in {Kind.WHOLE, Kind.QUANTITY}:
            return _number(column, unit, value)
        text = _typed(column, value, str, "text in quotes")
        refuse_control(text)
        return _text(column, text)

    def _instant(self, column: Column, value: object) -> object:
        if isinstance(value, datetime):
            aware = value if value.tzinfo else value.replace(tzinfo=UTC)
            text = (
                aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") if aware.year > 1 else str(value)
            )
            return parse_value(column, text.rjust(17, "0"), None, self.c_day)
        if isinstance(value, date):
            return parse_value(column, value.isoformat(), None, self.c_day)
        text = _typed(column, value, str, "a date, or text with a date-time")
        return parse_value(column, text.strip(), None, self.c_day)


def _text(column: Column, text: str) -> object:
    if column.required and not text.strip():
        raise ValueFault("missing-value", f"`{column.name}` must not be empty")
    if column.kind in {Kind.ID, Kind.REF}:
        return read_id(text, full=column.of == "provision")
    return parse_value(column, text, None, None) if column.kind in _PLAIN_TEXT else text


def _number(column: Column, unit: Unit | None, value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(column, "a number", value)
    text = _decimal_text(value)
    return parse_value(column, text, unit, None)


def _decimal_text(value: float) -> str:
    """Digits without an exponent where they are few; what is too big stays unreadable on purpose."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else f"{quote('a number of many digits')}"
    return f"{value:.9f}".rstrip("0").rstrip(".") if abs(value) < 10**15 else str(value)


def read_words(value: object) -> tuple[str, ...]:
    """A list of words."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueFault("wrong-type", 'a list of names is wanted, like ["DEU", "POL"]')
    if not value:
        raise ValueFault(
            "missing-value", "a group must name a nation", "an empty list would mean anybody"
        )
    if len(set(value)) < len(value):
        raise ValueFault("duplicate-item", "the list names the same twice")
    return tuple(value)


def read_need(value: object, depth: int = 0) -> tuple[str, tuple[object, ...]] | str:
    """The tree `("all" | "any", parts)`; a leaf is a provision id. A list is `all`."""
    if depth > _DEEPEST_NEED:
        raise ValueFault("too-deep", f"requirements nested deeper than {_DEEPEST_NEED}")
    if isinstance(value, str):
        return read_id(value, full=True)
    if isinstance(value, list):
        return ("all", tuple(read_need(item, depth + 1) for item in value))
    if isinstance(value, dict) and len(value) == 1:
        word, parts = next(iter(value.items()))
        if word in {"all", "any"} and isinstance(parts, list) and (parts or word == "all"):
            return (word, tuple(read_need(item, depth + 1) for item in parts))
        near = did_you_mean(word, ("all", "any"))
        raise ValueFault("wrong-type", f"{quote(word)} needs a list, and is `all` or `any`", near)
    raise ValueFault(
        "wrong-type", "a provision id, a list, `{ all = [...] }` or `{ any = [...] }` is wanted"
    )


def _typed(column: Column, value: object, wanted: type[T], words: str) -> T:
    if not isinstance(value, wanted):
        raise _wrong(column, words, value)
    return value


def _wrong(column: Column, wanted: str, value: object) -> ValueFault:
    found = {dict: "a table", list: "a list", str: "text", bool: "true or false"}
    is_a = found.get(type(value), "a date" if isinstance(value, date) else "a number")
    return ValueFault(
        "wrong-type", f"`{column.name}` must be {wanted}, not {is_a}", f"write {wanted}"
    )


def _as_key(message: str) -> str:
    return message.replace("has no column", "has no key")


def _titled(shape: Shape) -> str:
    return (
        f"{shape.name}.toml" if shape.name in {"book", "crisis", "alliance"} else f"`{shape.name}`"
    )


_DEEPEST_NEED = 8
_C_DAY = Column("activated", Kind.INSTANT, "C-day")
_TREES: dict[Kind, Callable[[object], object]] = {
    Kind.NEED: read_need,
    Kind.TESTS: read_conditions,
    Kind.FACT: read_fact_values,
}
_MAPPED: dict[str, Callable[[object], object]] = {
    "fact": read_fact,
    "facts": read_fact_values,
    "nations": read_words,
}

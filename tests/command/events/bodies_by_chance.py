"""A body of any kind by chance, from the type hints of its class."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from tests.command.stage import LABEL

from coalition.command.events.event import Event, EventId, ObjectId, Origin, PersonId
from coalition.command.events.registry import KINDS, Kind
from coalition.command.events.stamps import Stamp
from coalition.measure.instants import ALWAYS, FOREVER, Minute

MINUTES = st.one_of(st.integers(0, 60_000_000), st.sampled_from([ALWAYS, FOREVER]))
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
TEXTS = st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type as bodies use it."""
    if hint is Minute:
        return MINUTES
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return st.one_of(*(values_of(each) for each in get_args(hint)))
    if origin is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=2).map(tuple)
    if origin is Mapping:
        return st.dictionaries(st.text("abc", max_size=3), VALUES, max_size=3)
    if is_dataclass(hint) and isinstance(hint, type):
        return bodies_of(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    plain = getattr(hint, "__supertype__", hint)
    return {
        str: TEXTS, int: WHOLE, bool: st.booleans(), type(None): st.none()
    }[plain]  # fmt: skip


@cache
def bodies_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Values of a class."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values_of(hints[field.name]) for field in fields(kind)})


IDS = st.text("0123456789abcdef", min_size=32, max_size=32)


def events_of(kinds: tuple[Kind, ...] = KINDS) -> st.SearchStrategy[Event]:
    """An event of some kind with a body by chance."""
    return st.one_of(*(_events_of(kind) for kind in kinds))


@cache
def _events_of(kind: Kind) -> st.SearchStrategy[Event]:
    return st.builds(
        Event,
        id=IDS.map(EventId),
        at=st.integers(0, 4_000_000_000_000).map(Stamp),
        origin=st.sampled_from(["DEU", "TUR", "NATO-IS"]).map(Origin),
        actor=st.just(PersonId("somebody")),
        kind=st.just(kind.name),
        subject=IDS.map(ObjectId),
        label=st.just(LABEL),
        body=bodies_of(kind.body),
    )

"""How each noun's state is opened and moved on: the table the fold of an object looks into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import Event
from coalition.command.events.registry import Noun


@dataclass(frozen=True, slots=True)
class NounFold:
    """`open` gives the first state, `step` the next; either gives a reason (text) to set the event aside."""

    open: Callable[[Event], Any]
    step: Callable[[Any, Event], Any]


FOLDS: dict[Noun, NounFold] = {}


def open_state(noun: Noun, event: Event) -> Any:
    """The first state of an object, or why the event makes none."""
    return FOLDS[noun].open(event) if noun in FOLDS else event.body


def step_state(noun: Noun, state: Any, event: Event) -> Any:
    """The next state, or why the event changes nothing."""
    return FOLDS[noun].step(state, event) if noun in FOLDS else state

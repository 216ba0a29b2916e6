"""The fields of an event of a main events and incidents list, and the heads that layouts give them.

Heads are those of the HSEEP master scenario events list and of the templates that CMU Blueprint publishes
(HSEEP, Standard, MITRE). Case, spaces and punctuation of a head do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FIELDS: dict[str, str] = {
    "event": "number of the event, once in the list",
    "objective": "exercise or training objectives it serves; `;` parts several",
    "storyline": "the storyline it belongs to",
    "incident": "the incident within the storyline",
    "inject": "what is injected, in a few words",
    "time": "when, in the time of the scenario: C+DAYS, C+DAYSTHH:MM or a date",
    "delivery": "when it is delivered by the clock; taken for `time` where that is blank",
    "type": "kind of event",
    "mode": "by which means it is delivered",
    "from": "who sends it, as played",
    "to": "who receives it",
    "message": "the text that is delivered",
    "expected_action": "what the training audience is expected to do",
    "contingency": "what is injected if it does not",
    "controller": "who releases it",
    "evaluator": "who observes it",
    "move": "move of the exercise",
    "group": "group within the move",
    "status": "held, cancelled or archived events are not played",
    "news": "the news it brings: TOML, or the name of a TOML file beside the list",
    "expect": "what the plan is held to; `;` parts several",
    "observed": "what an observer saw",
    "rating": "an observer's rating: met, partly, not; or P, S, M, U",
    "notes": "anything else",
}
"""Field -> what it holds. The field's own name is its head in our layout."""

HSEEP: dict[str, str] = {
    "Event Number": "event", "Designated Scenario Time": "time", "Event Type": "type",
    "Inject Mode": "mode", "From": "from", "To": "to", "Message": "message",
    "Expected Participant Response": "expected_action", "Exercise Objective": "objective",
    "Notes": "notes",
}  # fmt: skip
BLUEPRINT: dict[str, str] = {
    "Control Number": "event", "Move": "move", "Group": "group", "Delivery Time": "delivery",
    "Simulated Time": "time", "Assigned To": "controller", "Status": "status", "Title": "inject",
    "Description": "incident", "From Org": "from", "To Org": "to", "Details": "message",
    "Expected Actions": "expected_action",
}  # fmt: skip
_MITRE = {
    "ID": "event", "Local Time": "time", "Delivery Method": "mode", "Target": "to",
    "Title": "inject", "Description": "message", "Notes": "notes",
    "Expected Actions": "expected_action",
}  # fmt: skip
_ALSO = {
    "event no": "event", "no": "event", "number": "event", "serial": "event", "id": "event",
    "objectives": "objective", "training objective": "objective", "title": "inject",
    "delivery time": "time", "scenario time": "time", "date": "time", "inject type": "type",
    "delivery method": "mode", "originator": "from", "sender": "from", "recipient": "to",
    "description": "message", "expected response": "expected_action",
    "expected actions": "expected_action", "contingency inject": "contingency",
    "observer": "evaluator", "expectation": "expect", "expectations": "expect",
    "observation": "observed", "exercise objective": "objective",
}  # fmt: skip


def plain_head(head: str) -> str:
    """The head in small letters, words parted by one space: `From Org.` is `from org`.

    >>> plain_head("Expected_Action ")
    'expected action'
    """
    return " ".join(re.findall(r"[^\W_]+", head.casefold()))


def _plain(layout: Mapping[str, str]) -> dict[str, str]:
    return {plain_head(head): field for head, field in layout.items()}


LAYOUTS: dict[str, dict[str, str]] = {
    "own": _plain({name: name for name in FIELDS}),
    "hseep": _plain(HSEEP),
    "blueprint": _plain(BLUEPRINT),
    "mitre": _plain(_MITRE),
}
"""Layout -> plain head -> field."""


def recognise(heads: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The layout of the heads, and head -> field for every head that is known at all.

    A layout is another's when at least half of the heads that ours does not have are there; otherwise it is
    our own. Heads that the layout lacks are looked up in ours, then among other usual words.
    """
    plain = {head: plain_head(head) for head in heads}
    words = set(plain.values())
    shares = {name: _share(name, words) for name in LAYOUTS if name != "own"}
    best = max(shares, key=shares.__getitem__)
    name = best if shares[best] >= _HALF else "own"
    known = {**_ALSO, **LAYOUTS["own"], **LAYOUTS[name]}
    return name, {head: known[word] for head, word in plain.items() if word in known}


def _share(name: str, words: set[str]) -> float:
    """How much of what only this layout has is among the words."""
    foreign = LAYOUTS[name].keys() - LAYOUTS["own"].keys()
    return len(foreign & words) / len(foreign)


_HALF = 0.5

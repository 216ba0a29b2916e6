"""Labels as clients send them, and the labels a person is offered for what it writes."""

from __future__ import annotations

from typing import Any

from coalition.errors import Fault, InputError
from coalition.labels import Category, Kind, Label, Policy, may_see
from coalition.labels.decision import unknown_in
from coalition.labels.marking import mark
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.stated.reading import fault
from coalition.server.accounts.person import Person

SCHEMA: dict[str, Any] = {
    "title": "LabelToWrite",
    "description": "the id of a choice of GET /api/labels, or a label; left out: the usual one",
    "anyOf": [
        {"type": "null"},
        {"type": "string", "maxLength": 80},
        {
            "type": "object",
            "properties": {
                "classification": {"type": "string", "maxLength": 80},
                "categories": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
            },
            "required": ["classification"],
            "additionalProperties": False,
        },
    ],
}
_ONLY = "Only"


def choices(room: CrisisRoom, person: Person) -> dict[str, Label]:
    """The labels a person is offered, by id: for all who take part and for the own nation, of each level
    it reads.
    """
    policy, own = room.policy, Category(_ONLY, Kind.PERMISSIVE, (person.nation,))
    offered = [
        (f"{name}-{level.lacv}", Label(policy.name, level.name, categories, (person.nation,)))
        for level in policy.classifications
        for name, categories in (("all", room.usual.categories), ("own", (own,)))
    ]
    return {
        name: label for name, label in offered if may_see(policy, person.clearance, label).allowed
    }


def read_label(room: CrisisRoom, person: Person, given: Any) -> Label | None:
    """The label given; None when it was left out. Raises InputError with what the policy does not know."""
    if given is None:
        return None
    if isinstance(given, str):
        chosen = choices(room, person).get(given)
        if chosen is None:
            raise InputError([Fault("body.label", "bad-choice", "no label of this id is offered")])
        return chosen
    if not isinstance(given, dict) or set(given) - {"classification", "categories"}:
        raise fault("body.label", "`classification` and `categories` are wanted")
    label = _label(room.policy, given, person.nation)
    faults = [
        Fault("body.label", "unknown-in-policy", one) for one in unknown_in(room.policy, label)
    ]
    if faults:
        raise InputError(faults)
    return label


def _label(policy: Policy, given: dict[str, Any], nation: str) -> Label:
    tags = given.get("categories", {})
    if not isinstance(given.get("classification"), str) or not isinstance(tags, dict):
        raise fault("body.label", "a classification, and categories by tag, are wanted")
    categories = []
    for tag, values in tags.items():
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise fault("body.label.categories", "a list of values is wanted for each tag")
        known = policy.find_tag(tag)
        kind = Kind.PERMISSIVE if known is None else known.kind
        categories.append(Category(tag, kind, tuple(values)))
    return Label(policy.name, given["classification"], tuple(categories), (nation,))


def policy_json(room: CrisisRoom, person: Person) -> dict[str, Any]:
    """The policy as a client needs it to show and to choose labels."""
    policy = room.policy
    return {
        "policy": policy.name,
        "classifications": [
            {"name": one.name, "rank": one.hierarchy, "colour": one.colour}
            for one in policy.classifications
        ],
        "tags": [
            {
                "name": tag.name,
                "kind": tag.kind.value,
                "values": [value.name for value in tag.values],
            }
            for tag in policy.tags
        ],
        "choices": [
            {
                "id": name,
                "marking": mark(policy, label),
                "marking_fr": mark(policy, label, language="fr"),
                "label": label_json(label),
            }
            for name, label in choices(room, person).items()
        ],
        "default": "all-1",
    }


def label_json(label: Label) -> dict[str, Any]:
    """A label as a client may send it."""
    return {
        "classification": label.classification,
        "categories": {category.tag: list(category.values) for category in label.categories},
    }

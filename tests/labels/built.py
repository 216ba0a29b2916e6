"""Builds an engine's own nouns from the plain data of the naive evaluator."""

from __future__ import annotations

from typing import Any

from tests.labels.engines import Engine
from tests.labels.naive_evaluator import PlainClearance, PlainLabel, Rules


def policy_of(engine: Engine, rules: Rules) -> Any:
    nouns, kinds = engine.module("policy"), engine.module("label").Kind
    tags = []
    for name, tag in rules.tags.items():
        values = tuple(
            nouns.Value(value, str(place), members=members, consent=value == "HELD")
            for place, (value, members) in enumerate(tag.values.items(), start=1)
        )
        tags.append(
            nouns.Tag(name, kinds(tag.kind), values, tag_set=name, set_id=f"1.9.{len(tags)}",
                      nations=tag.nations, narrows=tag.narrows)
        )  # fmt: skip
    levels = tuple(
        nouns.Classification(name, str(place), place)
        for place, name in enumerate(rules.levels, start=1)
    )
    return nouns.Policy(rules.name, "1.9", levels, tuple(tags), audience=rules.audience)


def label_of(engine: Engine, plain: PlainLabel) -> Any:
    nouns = engine.module("label")
    categories = tuple(
        nouns.Category(tag, nouns.Kind(kind), values) for tag, (kind, values) in plain.tags.items()
    )
    return nouns.Label(plain.policy, plain.classification, categories, plain.originators)


def clearance_of(engine: Engine, rules: Rules, plain: PlainClearance) -> Any:
    nouns = engine.module("label")
    categories = tuple(
        nouns.Category(tag, nouns.Kind(rules.tags[tag].kind), values)
        for tag, values in plain.tags.items()
    )
    return nouns.Clearance(plain.policy, plain.classifications, categories, plain.nation)

"""A second statement of who may see what, slow and from plain data alone; it imports nothing of the engine.

A policy is a `Rules`; a label is (policy, classification, {tag: (kind, values)}, originators); a clearance is
(policy, classifications, {tag: values}, nation). `random_pairs` draws both so that they collide often and are
often absurd: unknown words, empty audiences, wrong kinds, other policies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

TagValues = dict[str, tuple[str, tuple[str, ...]]]


class PlainLabel(NamedTuple):
    policy: str
    classification: str
    tags: TagValues
    originators: tuple[str, ...]


class PlainClearance(NamedTuple):
    policy: str
    classifications: tuple[str, ...]
    tags: dict[str, tuple[str, ...]]
    nation: str


@dataclass(frozen=True)
class PlainTag:
    """Kind, values with the values each comprises, whether nations count as held, which tag it narrows."""

    kind: str
    values: dict[str, tuple[str, ...]]
    nations: bool = False
    narrows: str = ""


@dataclass(frozen=True)
class Rules:
    """A policy: levels from low to high, tags, and the tag that says whom a label is for."""

    name: str
    levels: tuple[str, ...]
    tags: dict[str, PlainTag]
    audience: str = ""


_NATIONS = {"AAA": (), "BBB": (), "CCC": (), "DDD": ()}
_AUDIENCE = {
    "ALL": ("AAA", "BBB", "CCC", "DDD"),
    "EAST": ("AAA", "BBB"),
    "UNION": ("EAST", "DDD"),
    **_NATIONS,
}
_TAGS = {
    "Words": PlainTag("restrictive", {"ALPHA": (), "BRAVO": (), "COBRA": ()}),
    "Audience": PlainTag("permissive", _AUDIENCE, nations=True),
    "Solely": PlainTag("permissive", _AUDIENCE, nations=True, narrows="Audience"),
    "Region": PlainTag("permissive", {"NORTH": (), "SOUTH": (), "AAA": ()}),
    "Notes": PlainTag("informative", {"STAFF": (), "HELD": ()}),
}
_LEVELS = ("OPEN", "INNER", "CLOSED", "SEALED")
CLOSED_RULES = Rules("TEST", _LEVELS, _TAGS, audience="Audience")
"""Silence about the audience means the originators alone."""
OPEN_RULES = Rules("TEST", _LEVELS, _TAGS)
"""Silence means all who are cleared, as in a SPIF."""


def naive_may_see(rules: Rules, clearance: PlainClearance, label: PlainLabel) -> bool:
    """Whether the viewer may see the label, by going through the rules one after another."""
    if label.policy != rules.name or clearance.policy != rules.name:
        return False
    if label.classification not in rules.levels or not _all_known(rules, label):
        return False
    reach = [rules.levels.index(name) for name in clearance.classifications if name in rules.levels]
    if not reach or max(reach) < rules.levels.index(label.classification):
        return False
    for name, (kind, values) in label.tags.items():
        if kind == "restrictive" and any(v not in _held(rules, clearance, name) for v in values):
            return False
    own = clearance.nation != "" and set(label.originators) == {clearance.nation}
    return own or _permitted(rules, clearance, label)


def _all_known(rules: Rules, label: PlainLabel) -> bool:
    for name, (kind, values) in label.tags.items():
        if not values and kind != "permissive":
            continue
        known = rules.tags.get(name)
        if known is None or known.kind != kind or any(v not in known.values for v in values):
            return False
    return True


def _permitted(rules: Rules, clearance: PlainClearance, label: PlainLabel) -> bool:
    spoken = False
    for name, (kind, values) in label.tags.items():
        if kind != "permissive":
            continue
        spoken = spoken or rules.audience in (name, rules.tags[name].narrows)
        held = _held(rules, clearance, name)
        if not any(_reaches(rules.tags[name], value, held) for value in values):
            return False
    return spoken or not rules.audience


def _held(rules: Rules, clearance: PlainClearance, name: str) -> set[str]:
    wide = rules.tags[name].narrows or name
    speaking = [wide, *(other for other, tag in rules.tags.items() if tag.narrows == wide)]
    held = {value for other in speaking for value in clearance.tags.get(other, ())}
    if rules.tags[name].nations and clearance.nation:
        held.add(clearance.nation)
    return held


def _reaches(tag: PlainTag, value: str, held: set[str]) -> bool:
    return value in held or any(_reaches(tag, member, held) for member in tag.values[value])


def random_pairs(
    rules: Rules, seed: int, count: int
) -> Iterator[tuple[PlainClearance, PlainLabel]]:
    """(clearance, label) pairs from a seed."""
    chance = Random(seed)
    for _ in range(count):
        yield random_clearance(rules, chance), random_label(rules, chance)


def random_label(rules: Rules, chance: Random, *, sound: bool = False) -> PlainLabel:
    """A label; unless `sound`, one in eight has something that its policy does not know.

    Sound ones have wide audiences more often, so that several of them have viewers in common.
    """
    tags: TagValues = {}
    for name, tag in rules.tags.items():
        if chance.random() < (0.35 if sound else 0.55):
            most = min(len(tag.values), chance.choice((0, 1, 1, 2, 3, 7)))
            tags[name] = (tag.kind, tuple(chance.sample(sorted(tag.values), most)))
    if sound and chance.random() < 0.7:
        kind, values = tags.get("Audience", ("permissive", ()))
        tags["Audience"] = (kind, (*values, chance.choice(("ALL", "ALL", "UNION", "EAST"))))
    label = PlainLabel(
        rules.name,
        chance.choice(rules.levels),
        tags,
        tuple(sorted(set(chance.choices(("AAA", "BBB", "CCC"), k=chance.choice((0, 1, 1, 2)))))),
    )
    return label if sound or chance.random() > 0.12 else _spoilt(label, chance)


def _spoilt(label: PlainLabel, chance: Random) -> PlainLabel:
    name = chance.choice(("Words", "Audience", "Region", "Notes"))
    kind = "informative" if name == "Notes" else "restrictive" if name == "Words" else "permissive"
    return chance.choice(
        (
            label._replace(policy="OTHER"),
            label._replace(classification="UNHEARD"),
            label._replace(tags={**label.tags, "Unheard": ("informative", ("X",))}),
            label._replace(tags={**label.tags, name: (kind, ("UNHEARD",))}),
            label._replace(tags={**label.tags, "Words": ("informative", ("ALPHA",))}),
            label._replace(tags={**label.tags, "Audience": ("restrictive", ("AAA",))}),
        )
    )


def generous_clearance(rules: Rules, chance: Random) -> PlainClearance:
    """A clearance that sees much: high levels, most words, and a nation."""
    tags = {
        name: tuple(value for value in tag.values if chance.random() < 0.7)
        for name, tag in rules.tags.items()
        if tag.kind == "restrictive" or chance.random() < 0.5
    }
    level = chance.choice((rules.levels, rules.levels, rules.levels[:3]))
    return PlainClearance(rules.name, level, tags, chance.choice(("AAA", "BBB", "DDD")))


def random_clearance(rules: Rules, chance: Random) -> PlainClearance:
    """A clearance; one in sixteen is of another policy, some list levels with gaps, some know no level."""
    levels = rules.levels
    held = chance.choice(
        (levels, levels, levels[:3], levels[:2], (chance.choice(levels),), ("UNHEARD",), ())
    )
    tags = {}
    for name, tag in rules.tags.items():
        if chance.random() < 0.6:
            most = min(len(tag.values), chance.choice((1, 2, 3)))
            tags[name] = tuple(chance.sample(sorted(tag.values), most))
    policy = rules.name if chance.random() > 0.06 else "OTHER"
    return PlainClearance(
        policy, held, tags, chance.choice(("AAA", "BBB", "CCC", "DDD", "ZZZ", ""))
    )

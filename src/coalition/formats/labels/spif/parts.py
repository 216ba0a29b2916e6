"""The parts that recur in a SPIF: names, numbers, phrases, qualifiers, rules and equivalences."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from coalition.errors import Fault
from coalition.formats.faults import CODES, quote
from coalition.formats.labels.xml_tree import LANGUAGE, Node
from coalition.labels.label import Kind
from coalition.labels.policy import PLACES, Equivalent, Group, Needed, Phrase, Qualifier

_MANNERS = ("noNameDisplay", "noMarkingDisplay", "suppressClassName", "replacePolicy")
_CODES = frozenset((*PLACES, "pageTopBottom", *_MANNERS))
_OPERATIONS = ("onlyOne", "oneOrMore", "all")
_APPLIED = ("encrypt", "decrypt", "both")
_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_ABSENT = Node("", "", {}, 0)


@dataclass(slots=True)
class SpifLog:
    """The faults of one policy file, each with the line of its element."""

    where: str
    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, node: Node, message: str) -> None:
        """Record a fault; its mend is that of the code."""
        self.found.append(Fault(f"{self.where}:{node.line}", code, message, CODES[code][1]))

    def need(self, node: Node, name: str) -> Node:
        """The child of that name; a fault and an empty element when it is absent."""
        child = node.find(name)
        if child is None:
            self.add("missing-element", node, f"`{node.name}` has no `{name}`")
            return _ABSENT
        return child

    def know_children(self, node: Node, names: Collection[str]) -> None:
        """A fault for each child whose name is not one of these."""
        for child in node.children:
            if child.name not in names or child.namespace != node.namespace:
                message = f"`{node.name}` has no part {quote(child.name)} that is known"
                self.add("unknown-element", child, message)


def attribute(node: Node, name: str, log: SpifLog) -> str:
    """An attribute that must be there and be printable; empty with a fault when it is not."""
    value = node.attributes.get(name, "").strip()
    if not value and node is not _ABSENT:
        log.add("missing-value", node, f"`{node.name}` has no `{name}`")
    if not value.isprintable():
        log.add("control-character", node, f"`{name}` of `{node.name}` has one: {quote(value)}")
    return value


def named(node: Node, log: SpifLog) -> str:
    """The name of an element."""
    return attribute(node, "name", log)


def whole(node: Node, name: str, log: SpifLog) -> str:
    """A whole number as its shortest digits (`004` is `4`); `0` with a fault when it is none."""
    value = attribute(node, name, log)
    if not _WHOLE.fullmatch(value):
        if value:
            log.add("not-whole", node, f"`{name}` of `{node.name}` is {quote(value)}")
        return "0"
    return str(int(value))


def number(text: str) -> str:
    """A label's or rule's number for a value as its shortest digits; other text as it is."""
    return str(int(text)) if _WHOLE.fullmatch(text.strip()) else text.strip()


def kind_of(node: Node, log: SpifLog) -> Kind | None:
    """The kind that `tagType`, with `enumType`, names; None for `notApplicable` and, with a fault, others."""
    stated = node.attributes.get("tagType", "")
    if stated == "enumerated":
        stated = node.attributes.get("enumType", "")
    if stated in ("permissive", "restrictive"):
        return Kind(stated)
    if stated == "tagType7":
        return Kind.INFORMATIVE
    if stated != "notApplicable":
        log.add("bad-choice", node, f"the tag type of `{node.name}` is {quote(stated)}")
    return None


def phrases_of(node: Node, log: SpifLog) -> tuple[Phrase, ...]:
    """What an element's `markingData` says."""
    return tuple(_phrase(data, log) for data in node.all("markingData"))


def _phrase(node: Node, log: SpifLog) -> Phrase:
    log.know_children(node, {"code"})
    codes = tuple(dict.fromkeys(code.text for code in node.all("code")))
    for code in codes:
        if code not in _CODES:
            log.add("bad-choice", node, f"marking code {quote(code)}")
    text = node.attributes.get("phrase")
    if text is not None and not text.isprintable():
        log.add("control-character", node, f"a phrase has one: {quote(text)}")
    return Phrase(text, node.attributes.get(LANGUAGE, ""), codes)


def qualifiers_of(node: Node, log: SpifLog) -> tuple[Qualifier, ...]:
    """What an element's `markingQualifier` says."""
    return tuple(
        qualifier
        for holder in node.all("markingQualifier")
        for qualifier in _qualifiers(holder, log)
    )


def _qualifiers(holder: Node, log: SpifLog) -> list[Qualifier]:
    log.know_children(holder, {"qualifier"})
    portion = holder.attributes.get("markingCode", "") == "portionMarking"
    found = []
    for node in holder.all("qualifier"):
        code = node.attributes.get("qualifierCode", "")
        text = node.attributes.get("markingQualifier", "")
        if code not in ("prefix", "suffix", "separator"):
            log.add("bad-choice", node, f"qualifier code {quote(code)}")
        if not text.isprintable():
            log.add("control-character", node, f"a qualifier has one: {quote(text)}")
        found.append(Qualifier(code, text, node.attributes.get(LANGUAGE, ""), portion))
    return found


def needed_of(node: Node, log: SpifLog) -> tuple[Needed, ...]:
    """What an element's `requiredCategory` asks."""
    return tuple(_needed(rule, log) for rule in node.all("requiredCategory"))


def _needed(node: Node, log: SpifLog) -> Needed:
    log.know_children(node, {"categoryGroup"})
    operation = node.attributes.get("operation", "")
    if operation not in _OPERATIONS:
        log.add("bad-choice", node, f"the operation of `{node.name}` is {quote(operation)}")
    groups = (group_of(group, log) for group in node.all("categoryGroup"))
    return Needed(operation, tuple(group for group in groups if group is not None))


def group_of(node: Node, log: SpifLog) -> Group | None:
    """The values that a `categoryGroup` or `excludedCategory` names; None, with a fault, when it names none."""
    log.know_children(node, ())
    tag_set, kind = attribute(node, "tagSetRef", log), kind_of(node, log)
    if kind is None or not tag_set:
        return None
    lacv = node.attributes.get("lacv", "").strip()
    return Group(tag_set, kind, number(lacv) if lacv else None)


def equivalents_of_classification(node: Node, log: SpifLog) -> tuple[Equivalent, ...]:
    """What a classification becomes in other policies."""
    return tuple(
        Equivalent(
            policy=attribute(found, "policyRef", log),
            lacv=whole(found, "lacv", log),
            applied=_applied(found, log),
            needed=needed_of(found, log),
        )
        for found in node.all("equivalentClassification")
    )


def equivalents_of_value(node: Node, log: SpifLog) -> tuple[Equivalent, ...]:
    """What a value becomes in other policies."""
    return tuple(
        Equivalent(
            policy=attribute(found, "policyRef", log),
            lacv=number(found.attributes.get("lacv", "")),
            applied=_applied(found, log),
            tag_set=attribute(found, "tagSetId", log),
            kind=kind_of(found, log),
            discard=found.attributes.get("action", "") == "discard",
        )
        for found in node.all("equivalentSecCategoryTag")
    )


def _applied(node: Node, log: SpifLog) -> str:
    applied = node.attributes.get("applied", "")
    if applied not in _APPLIED:
        log.add("bad-choice", node, f"`applied` of `{node.name}` is {quote(applied)}")
    return applied

"""What must agree across a SPIF: each name once, and every reference points at something.

Names are held apart without regard to case, since labels may be written in any; values by set and kind, since a
label names the set and not the tag.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from coalition.formats.faults import quote
from coalition.formats.labels.spif.parts import SpifLog
from coalition.formats.labels.xml_tree import Node
from coalition.labels.policy import Policy


def check_references(root: Node, policy: Policy, log: SpifLog) -> None:
    """Log every name used twice and every reference to nothing; the places are the elements that hold them."""
    place = root.find("securityClassifications") or root
    _once(log, place, "classification", [c.name.casefold() for c in policy.classifications])
    _once(log, place, "classification number", [c.lacv for c in policy.classifications])
    _once(log, place, "hierarchy", [c.hierarchy for c in policy.classifications])
    if not policy.classifications and root.find("securityClassifications") is not None:
        log.add("missing-element", place, "there is no classification")
    place = root.find("securityCategoryTagSets") or root
    _once(log, place, "tag", [tag.name.casefold() for tag in policy.tags])
    for tag_set, kind in dict.fromkeys((tag.tag_set, tag.kind) for tag in policy.tags):
        values = [v for tag in policy.tags_of_set(tag_set, kind) for v in tag.values]
        what = f"{kind} value of `{tag_set}`"
        _once(log, place, what, [value.name.casefold() for value in values])
        _once(log, place, f"number of a {what}", [value.lacv for value in values])
    _point(root, policy, log)


def _point(root: Node, policy: Policy, log: SpifLog) -> None:
    """References, found again in the file so that a fault can name their lines."""
    known = {
        "class": {c.name for c in policy.classifications},
        "set": _all_sets(root),
        "policy": {foreign.name for foreign in policy.equivalents},
    }
    for node in root.walk():
        for what, reference in _references(node):
            if reference and reference not in known[what]:
                message = f"`{node.name}` names {quote(reference)}, which is no {what} here"
                log.add("unknown-reference", node, message)


def _references(node: Node) -> Iterator[tuple[str, str]]:
    """(what, name) for each reference an element makes within its own policy."""
    if node.name == "excludedClass":
        yield "class", node.text
    if node.name == "tagCategory":
        yield "class", node.attributes.get("requiredClass", "").strip()
        yield from (("set", g.attributes.get("tagSetRef", "")) for g in _groups(node))
    if node.name == "securityClassification":
        yield from (("set", g.attributes.get("tagSetRef", "")) for g in _groups(node))
    if node.name in ("equivalentClassification", "equivalentSecCategoryTag"):
        yield "policy", node.attributes.get("policyRef", "")


def _groups(node: Node) -> Iterator[Node]:
    """The groups of an element's own rules; those inside an equivalence speak of the other policy."""
    yield from node.all("excludedCategory")
    for rule in node.all("requiredCategory"):
        yield from rule.all("categoryGroup")


def _all_sets(root: Node) -> set[str]:
    holder = root.find("securityCategoryTagSets")
    sets = [] if holder is None else list(holder.all("securityCategoryTagSet"))
    return {node.attributes.get(key, "") for node in sets for key in ("name", "id")}


def _once(log: SpifLog, place: Node, what: str, names: Iterable[Hashable]) -> None:
    seen: set[Hashable] = set()
    for name in names:
        if name in seen:
            log.add("duplicate-id", place, f"{what} {quote(name)} stands twice")
        seen.add(name)

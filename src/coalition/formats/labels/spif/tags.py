"""The category tag sets of a SPIF: tags of a kind, their values, and what each excludes or needs."""

from __future__ import annotations

import re

from coalition.formats.faults import quote
from coalition.formats.labels.spif.parts import (
    SpifLog,
    attribute,
    equivalents_of_value,
    group_of,
    kind_of,
    named,
    needed_of,
    number,
    phrases_of,
    qualifiers_of,
    whole,
)
from coalition.formats.labels.xml_tree import Node
from coalition.labels.policy import Tag, Value

_VALUE_PARTS = frozenset({
    "equivalentSecCategoryTag", "markingData", "markingQualifier", "excludedClass",
    "requiredCategory", "excludedCategory",
})  # fmt: skip
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})", re.ASCII)


def tags_of(root: Node, log: SpifLog) -> tuple[Tag, ...]:
    """The tags of all sets, in the order of the file, without those `notApplicable`, which no label can use."""
    holder = root.find("securityCategoryTagSets")
    if holder is None:
        return ()
    log.know_children(holder, {"securityCategoryTagSet"})
    tags = (
        _tag(tag_set, node, log)
        for tag_set in holder.all("securityCategoryTagSet")
        for node in _tag_nodes(tag_set, log)
    )
    return tuple(tag for tag in tags if tag is not None)


def _tag_nodes(tag_set: Node, log: SpifLog) -> list[Node]:
    log.know_children(
        tag_set,
        {
            "securityCategoryTag",
            "equivalentSecurityCategoryTagSet",
            "markingData",
            "markingQualifier",
        },
    )
    return list(tag_set.all("securityCategoryTag"))


def _tag(tag_set: Node, node: Node, log: SpifLog) -> Tag | None:
    log.know_children(node, {"tagCategory", "markingQualifier", "markingData"})
    kind = kind_of(node, log)
    if kind is None:
        return None
    single = node.attributes.get("singleSelection", "false") == "true"
    return Tag(
        name=node.attributes.get("name", "").strip() or named(tag_set, log),
        kind=kind,
        values=tuple(_value(child, log) for child in node.all("tagCategory")),
        tag_set=named(tag_set, log),
        set_id=attribute(tag_set, "id", log),
        enumerated=node.attributes.get("tagType") == "enumerated",
        least=_limit(node, "minSelection", log) or 0,
        most=1 if single else _limit(node, "maxSelection", log),
        qualifiers=qualifiers_of(node, log),
    )


def _limit(node: Node, name: str, log: SpifLog) -> int | None:
    """A selection limit; None when it is absent or `unbounded`."""
    if node.attributes.get(name, "unbounded").strip() in ("", "unbounded"):
        return None
    return int(whole(node, name, log))


def _value(node: Node, log: SpifLog) -> Value:
    log.know_children(node, _VALUE_PARTS)
    excluded = (group_of(group, log) for group in node.all("excludedCategory"))
    return Value(
        name=named(node, log),
        lacv=number(attribute(node, "lacv", log)),
        phrases=phrases_of(node, log),
        excluded_classes=_excluded_classes(node, log),
        required_class=node.attributes.get("requiredClass", "").strip(),
        excluded=tuple(group for group in excluded if group is not None),
        needed=needed_of(node, log),
        equivalents=equivalents_of_value(node, log),
        obsolete=node.attributes.get("obsolete", "false") == "true",
        since=_day(node, "notBefore", log),
        until=_day(node, "notAfter", log),
    )


def _excluded_classes(node: Node, log: SpifLog) -> tuple[str, ...]:
    names: list[str] = []
    for excluded in node.all("excludedClass"):
        if excluded.text in names:
            message = f"the excluded classification {quote(excluded.text)} stands twice"
            log.add("duplicate-item", excluded, message)
        names.append(excluded.text)
    return tuple(dict.fromkeys(names))


def _day(node: Node, name: str, log: SpifLog) -> str:
    """The day of a time (`20151106143020Z` or `2015-11-06T...`) as `YYYY-MM-DD`; empty when none is given."""
    text = node.attributes.get(name, "").strip()
    found = _DAY.match(text)
    if found is None:
        if text:
            log.add("bad-date", node, f"`{name}` is {quote(text)}")
        return ""
    return "-".join(found.groups())

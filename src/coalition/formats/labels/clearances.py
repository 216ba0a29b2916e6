"""A clearance from XML: `ConfidentialityClearance` of STANAG 4774, or the numbered syntax of spiffing.

The clearance syntax of STANAG 4774 is modelled on public descriptions and unverified: policy, classifications
directly or in a `ClassificationList`, and categories as in a label. Neither syntax says for which nation its
holder acts; that is an argument.
"""

from __future__ import annotations

from collections.abc import Iterable

from coalition.errors import InputError
from coalition.formats.faults import quote
from coalition.formats.labels.labels import (
    NUMBERED_NAMESPACE,
    LabelLog,
    categories_of,
    numbered_categories,
    policy_named,
    policy_numbered,
)
from coalition.formats.labels.words import Words
from coalition.formats.labels.xml_tree import Node, parse_xml
from coalition.labels.label import Clearance
from coalition.labels.policy import Policy

CLEARANCE_NAMESPACE = "urn:nato:stanag:4774:confidentialityclearance:1:0"


def read_clearance(
    data: bytes, policies: Iterable[Policy], *, where: str, nation: str = ""
) -> Clearance:
    """The clearance, in the words of one of these policies. Raises InputError, all faults at once."""
    root, log, known = parse_xml(data, where=where), LabelLog(where), tuple(policies)
    if root.namespace == NUMBERED_NAMESPACE and root.name == "clearance":
        return _numbered(root, policy_numbered(root, known, log), log, nation)
    if root.namespace == CLEARANCE_NAMESPACE and root.name.lower() == "confidentialityclearance":
        policy = policy_named(log.need(root, "PolicyIdentifier"), known, log)
        return _named(root, policy, log, nation)
    log.add("unknown-element", root, f"`{root.name}` is not a clearance")
    raise InputError(log.found)


def _numbered(root: Node, policy: Policy, log: LabelLog, nation: str) -> Clearance:
    words, held = Words(policy), list[str]()
    for node in root.all("classification"):
        name = words.classification_numbered(node.attributes.get("lacv", ""))
        _hold(name, node, node.attributes.get("lacv", ""), log, held)
    categories = numbered_categories(root, policy, log)
    if log.found:
        raise InputError(log.found)
    return Clearance(policy.name, tuple(held), categories, nation)


def _named(root: Node, policy: Policy, log: LabelLog, nation: str) -> Clearance:
    words, held = Words(policy), list[str]()
    lists = [root, *root.all("ClassificationList")]
    for node in (node for holder in lists for node in holder.all("Classification")):
        _hold(words.classification(node.text), node, node.text, log, held)
    categories = categories_of(root, words, log)
    if log.found:
        raise InputError(log.found)
    return Clearance(policy.name, tuple(held), categories, nation)


def _hold(name: str | None, node: Node, word: str, log: LabelLog, held: list[str]) -> None:
    if name is None:
        log.add("unknown-in-policy", node, f"there is no classification {quote(word)}")
    else:
        held.append(name)

"""A security policy from its XML: Open XML SPIF 1.0 to 2.1 (`http://www.xmlspif.org/spif`).

Strict about elements, since a rule not understood is a rule not kept: an unknown one is a fault, and so is a
reference to nothing. All faults at once. Read and not used: privacy marks, the default policy id, update
information, equivalences of whole tag sets. Version 3.0 has another marking model and is refused. What stands
in no SPIF (audience, members, ORCON) is read from `extensions` as `writing` writes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition.errors import InputError
from coalition.formats.labels.spif.extensions import with_extensions
from coalition.formats.labels.spif.parts import (
    SpifLog,
    attribute,
    equivalents_of_classification,
    named,
    needed_of,
    phrases_of,
    qualifiers_of,
    whole,
)
from coalition.formats.labels.spif.references import check_references
from coalition.formats.labels.spif.tags import tags_of
from coalition.formats.labels.xml_tree import Bounds, Node, parse_xml
from coalition.labels.policy import Classification, Foreign, Policy

NAMESPACE = "http://www.xmlspif.org/spif"
VERSIONS = ("", "1.0", "2.0", "2.1")
POLICY_BOUNDS = Bounds(bytes_max=8 * 1024 * 1024, elements_max=200_000, depth_max=40)
_CHILDREN = frozenset({
    "defaultSecurityPolicyId", "securityPolicyId", "updateInfo", "securityClassifications",
    "securityCategoryTagSets", "privacyMarks", "equivalentPolicies", "markingData",
    "markingQualifier", "extensions",
})  # fmt: skip


def read_policy(data: bytes, *, where: str) -> Policy:
    """The policy. Raises InputError, all faults at once, with `where:line` as their places."""
    root = parse_xml(data, where=where, bounds=POLICY_BOUNDS)
    log = SpifLog(where)
    if root.name != "SPIF" or root.namespace not in ("", NAMESPACE):
        log.add("unknown-element", root, f"the root is `{root.name}`, not a `SPIF`")
        raise InputError(log.found)
    version = root.attributes.get("schemaVersion", "")
    if version not in VERSIONS:
        log.add("spif-version", root, f"schema version `{version}` is not one that is read")
        raise InputError(log.found)
    log.know_children(root, _CHILDREN)
    policy = _policy(root, log)
    check_references(root, policy, log)
    if log.found:
        raise InputError(log.found)
    return policy


def _policy(root: Node, log: SpifLog) -> Policy:
    """The policy as far as it can be read; faults are logged."""
    identity = log.need(root, "securityPolicyId")
    equivalents = _equivalent_policies(root, log)
    draft = Policy(
        name=named(identity, log),
        identifier=attribute(identity, "id", log),
        classifications=_classifications(root, log),
        tags=tags_of(root, log),
        phrases=phrases_of(root, log),
        qualifiers=qualifiers_of(root, log),
        equivalents=equivalents,
        version=root.attributes.get("version", ""),
        source=log.where,
    )
    return with_extensions(root, draft, log)


def _classifications(root: Node, log: SpifLog) -> tuple[Classification, ...]:
    holder = log.need(root, "securityClassifications")
    log.know_children(holder, {"securityClassification", "markingData", "markingQualifier"})
    return tuple(_classification(node, log) for node in holder.all("securityClassification"))


def _classification(node: Node, log: SpifLog) -> Classification:
    log.know_children(
        node, {"equivalentClassification", "markingData", "markingQualifier", "requiredCategory"}
    )
    return Classification(
        name=named(node, log),
        lacv=whole(node, "lacv", log),
        hierarchy=int(whole(node, "hierarchy", log)),
        colour=node.attributes.get("color", ""),
        phrases=phrases_of(node, log),
        needed=needed_of(node, log),
        equivalents=equivalents_of_classification(node, log),
        obsolete=node.attributes.get("obsolete", "false") == "true",
    )


def _equivalent_policies(root: Node, log: SpifLog) -> tuple[Foreign, ...]:
    holder = root.find("equivalentPolicies")
    if holder is None:
        return ()
    log.know_children(holder, {"equivalentPolicy"})
    nodes: Sequence[Node] = list(holder.all("equivalentPolicy"))
    for node in nodes:
        log.know_children(node, {"requiredCategory"})
    return tuple(
        Foreign(named(node, log), attribute(node, "id", log), needed_of(node, log))
        for node in nodes
    )

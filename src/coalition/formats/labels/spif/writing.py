"""A security policy as an Open XML SPIF 2.1 file; read again it gives the same markings and decisions.

What a SPIF cannot say stands in `extensions` (`spif.extensions`). Names of the file's author are arguments;
the program has no clock, so the date is one too.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, register_namespace

from coalition.formats.labels.spif import extensions
from coalition.formats.labels.spif.reading import NAMESPACE
from coalition.formats.labels.xml_tree import document_of
from coalition.labels.label import Kind
from coalition.labels.policy import (
    Classification,
    Equivalent,
    Group,
    Needed,
    Phrase,
    Policy,
    Qualifier,
    Tag,
    Value,
)

_PRIVILEGE = "1.3.26.0.4774.5.24.1"
"""`privilegeId` and `rbacId` of labels by STANAG 4774 (ADatP-4774.1, as reported)."""


def write_policy(policy: Policy, *, created: str, author: str = "") -> bytes:
    """The SPIF as UTF-8 XML. `created` is a time like `20261128000000Z`."""
    register_namespace("spif", NAMESPACE)
    register_namespace("c", extensions.NAMESPACE)
    root = Element(
        _spif("SPIF"),
        {
            "schemaVersion": "2.1",
            "version": policy.version or "1",
            "creationDate": created,
            "originatorDN": author,
            "keyIdentifier": "00",
            "privilegeId": _PRIVILEGE,
            "rbacId": _PRIVILEGE,
        },
    )
    SubElement(root, _spif("securityPolicyId"), {"name": policy.name, "id": policy.identifier})
    holder = SubElement(root, _spif("securityClassifications"))
    for classification in policy.classifications:
        _classification(holder, classification)
    _tag_sets(root, policy)
    _equivalent_policies(root, policy)
    _markings(root, policy.phrases, policy.qualifiers)
    _extensions(root, policy)
    return document_of(root)


def _spif(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _classification(holder: Element, classification: Classification) -> None:
    attributes = {
        "name": classification.name,
        "lacv": classification.lacv,
        "hierarchy": str(classification.hierarchy),
    }
    if classification.colour:
        attributes["color"] = classification.colour
    if classification.obsolete:
        attributes["obsolete"] = "true"
    node = SubElement(holder, _spif("securityClassification"), attributes)
    for equivalent in classification.equivalents:
        said = {
            "policyRef": equivalent.policy,
            "lacv": equivalent.lacv,
            "applied": equivalent.applied,
        }
        _needs(SubElement(node, _spif("equivalentClassification"), said), equivalent.needed)
    _markings(node, classification.phrases, ())
    _needs(node, classification.needed)


def _tag_sets(root: Element, policy: Policy) -> None:
    if not policy.tags:
        return
    holder = SubElement(root, _spif("securityCategoryTagSets"))
    for name, identifier in dict.fromkeys((tag.tag_set, tag.set_id) for tag in policy.tags):
        said = {"name": name, "id": identifier}
        node = SubElement(holder, _spif("securityCategoryTagSet"), said)
        for tag in policy.tags:
            if tag.tag_set == name:
                _tag(node, tag)


def _tag(holder: Element, tag: Tag) -> None:
    attributes = {"name": tag.name, **_kind(tag.kind, tag.enumerated)}
    if tag.kind is Kind.INFORMATIVE:
        attributes["tag7Encoding"] = "bitSetAttributes"
    if tag.least:
        attributes["minSelection"] = str(tag.least)
    if tag.most is not None:
        attributes["maxSelection"] = str(tag.most)
    node = SubElement(holder, _spif("securityCategoryTag"), attributes)
    for value in tag.values:
        _value(node, value)
    _markings(node, (), tag.qualifiers)


def _kind(kind: Kind, enumerated: bool) -> dict[str, str]:
    if kind is Kind.INFORMATIVE:
        return {"tagType": "tagType7"}
    return {"tagType": "enumerated", "enumType": kind} if enumerated else {"tagType": kind}


def _value(holder: Element, value: Value) -> None:
    attributes = {"name": value.name, "lacv": value.lacv}
    extra = {
        "requiredClass": value.required_class,
        "obsolete": "true" if value.obsolete else "",
        "notBefore": value.since,
        "notAfter": value.until,
    }
    attributes.update({key: text for key, text in extra.items() if text})
    node = SubElement(holder, _spif("tagCategory"), attributes)
    for equivalent in value.equivalents:
        SubElement(node, _spif("equivalentSecCategoryTag"), _equivalent(equivalent))
    _markings(node, value.phrases, ())
    for name in value.excluded_classes:
        SubElement(node, _spif("excludedClass")).text = name
    _needs(node, value.needed)
    for group in value.excluded:
        SubElement(node, _spif("excludedCategory"), _group(group))


def _equivalent(equivalent: Equivalent) -> dict[str, str]:
    said = {
        "policyRef": equivalent.policy,
        "tagSetId": equivalent.tag_set,
        "lacv": equivalent.lacv,
        "applied": equivalent.applied,
    }
    if equivalent.kind is not None:
        said |= _kind(equivalent.kind, False)
    return said | ({"action": "discard"} if equivalent.discard else {})


def _group(group: Group) -> dict[str, str]:
    which = {"all": "true"} if group.lacv is None else {"lacv": group.lacv}
    return {"tagSetRef": group.tag_set, **_kind(group.kind, False), **which}


def _needs(holder: Element, needs: Iterable[Needed]) -> None:
    for needed in needs:
        said = {"operation": needed.operation}
        node = SubElement(holder, _spif("requiredCategory"), said)
        for group in needed.groups:
            SubElement(node, _spif("categoryGroup"), _group(group))


def _equivalent_policies(root: Element, policy: Policy) -> None:
    if not policy.equivalents:
        return
    holder = SubElement(root, _spif("equivalentPolicies"))
    for foreign in policy.equivalents:
        said = {"name": foreign.name, "id": foreign.identifier}
        _needs(SubElement(holder, _spif("equivalentPolicy"), said), foreign.needed)


def _markings(holder: Element, phrases: Iterable[Phrase], qualifiers: Iterable[Qualifier]) -> None:
    for phrase in phrases:
        attributes = {} if phrase.text is None else {"phrase": phrase.text}
        node = SubElement(
            holder, _spif("markingData"), {**attributes, **_language(phrase.language)}
        )
        for code in phrase.codes:
            SubElement(node, _spif("code")).text = code
    listed = tuple(qualifiers)
    for portion, place in ((False, "pageTopBottom"), (True, "portionMarking")):
        chosen = [qualifier for qualifier in listed if qualifier.portion is portion]
        if not chosen:
            continue
        node = SubElement(holder, _spif("markingQualifier"), {"markingCode": place})
        for qualifier in chosen:
            said = {"markingQualifier": qualifier.text, "qualifierCode": qualifier.code}
            SubElement(node, _spif("qualifier"), {**said, **_language(qualifier.language)})


def _language(language: str) -> dict[str, str]:
    return {"{http://www.w3.org/XML/1998/namespace}lang": language} if language else {}


def _extensions(root: Element, policy: Policy) -> None:
    """What a SPIF cannot say, when the policy says any of it."""

    def ours(name: str) -> str:
        return f"{{{extensions.NAMESPACE}}}{name}"

    said = Element(ours("policy"), {"audience": policy.audience} if policy.audience else {})
    for tag in policy.tags:
        flags = {"nations": "true"} if tag.nations else {}
        flags |= {"narrows": tag.narrows} if tag.narrows else {}
        if flags:
            SubElement(said, ours("tag"), {"name": tag.name, **flags})
        for value in tag.values:
            where = {"tag": tag.name, "value": value.name}
            if value.members:
                node = SubElement(said, ours("members"), where)
                for member in value.members:
                    SubElement(node, ours("member")).text = member
            if value.consent:
                SubElement(said, ours("consent"), where)
    for word, means in policy.aliases:
        SubElement(said, ours("alias"), {"classification": word, "means": means})
    if said.attrib or len(said):
        SubElement(root, _spif("extensions")).append(said)

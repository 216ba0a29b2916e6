"""A confidentiality label as STANAG 4774 XML: lower-case root, names of the policy, `urn:oid:` for an OID.

Element order is that of the published examples: information, originator, creation. The creation time is
required by ADatP-4774 and is an argument, since the program reads no clock here.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, register_namespace

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES
from coalition.formats.labels.labels import LABEL_NAMESPACE, ORIGINATOR_URN, LabelDocument
from coalition.formats.labels.xml_tree import document_of
from coalition.labels.check import check_label
from coalition.labels.policy import Policy

_OID = re.compile(r"[0-2](\.[0-9]+)+", re.ASCII)


def write_label(document: LabelDocument, policy: Policy) -> bytes:
    """UTF-8 XML of one label. Raises InputError when the label is wrong under its policy or lacks `created`."""
    root = label_element(document, policy)
    return document_of(root)


def label_element(document: LabelDocument, policy: Policy) -> Element:
    """The label as an element. Raises InputError like `write_label`."""
    faults = list(check_label(policy, document.label))
    if not document.created:
        message = "a label says when it was made"
        faults.append(Fault("label", "missing-value", message, CODES["missing-value"][1]))
    if faults:
        raise InputError(faults)
    register_namespace("s4774", LABEL_NAMESPACE)
    attributes = {"ReviewDateTime": document.review} if document.review else {}
    root = Element(_name(f"{document.role}ConfidentialityLabel"), attributes)
    information = SubElement(root, _name("ConfidentialityInformation"))
    identifier = SubElement(information, _name("PolicyIdentifier"), _uri(policy.identifier))
    identifier.text = policy.name
    SubElement(information, _name("Classification")).text = document.label.classification
    if document.privacy_mark:
        SubElement(information, _name("PrivacyMark")).text = document.privacy_mark
    _categories(information, document, policy)
    _originator(root, document)
    SubElement(root, _name("CreationDateTime")).text = document.created
    return root


def _categories(information: Element, document: LabelDocument, policy: Policy) -> None:
    for tag in policy.tags:
        values = document.label.values(tag.name)
        if values is None:
            continue
        said = {"TagName": tag.tag_set, "Type": tag.kind.upper(), **_uri(tag.set_id)}
        node = SubElement(information, _name("Category"), said)
        for value in tag.values:
            if value.name in values:
                SubElement(node, _name("GenericValue")).text = value.name


def _originator(root: Element, document: LabelDocument) -> None:
    nations = document.label.originators
    text = ORIGINATOR_URN + ":".join(nations) if nations else document.originator_id
    if text:
        kind = "uniformResourceIdentifier" if text.startswith("urn:") else "userPrincipalName"
        SubElement(root, _name("OriginatorID"), {"IDType": kind}).text = text


def _name(name: str) -> str:
    return f"{{{LABEL_NAMESPACE}}}{name}"


def _uri(identifier: str) -> dict[str, str]:
    if not identifier:
        return {}
    return {"URI": f"urn:oid:{identifier}" if _OID.fullmatch(identifier) else identifier}

"""A label bound to what it labels: the binding data object of STANAG 4778, as a sidecar or in a header.

`BindingInformation / MetadataBindingContainer / MetadataBinding / (Metadata+, DataReference+)`, one label a
`Metadata`. A label counts only where that path puts it; one that stands anywhere else refuses the whole
document, so that a moved or wrapped label cannot be taken for the bound one. Signatures are not read: a
binding here is as good as its carrier, and the record signs what it keeps. A sidecar lies beside its file as
`NAME.bdo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace

from coalition.errors import InputError
from coalition.formats.faults import quote
from coalition.formats.labels.labels import LabelDocument, LabelLog, label_of, role_of
from coalition.formats.labels.words import find_policy
from coalition.formats.labels.writing import label_element
from coalition.formats.labels.xml_tree import Bounds, Node, document_of, parse_xml
from coalition.labels.policy import Policy

BINDING_NAMESPACE = "urn:nato:stanag:4778:bindinginformation:1:0"
MIME_NAMESPACE = "http://www.w3.org/2005/05/xmlmime"
SIGNATURE_NAMESPACE = "http://www.w3.org/2000/09/xmldsig#"
SIDECAR_SUFFIX = ".bdo"
BINDING_BOUNDS = Bounds(bytes_max=1024 * 1024, elements_max=20_000)


@dataclass(frozen=True, slots=True)
class DataReference:
    """What is labelled: a URI (empty = the whole of what carries the binding) and its media type."""

    uri: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """Labels and the data that all of them are bound to; the first is the originator's."""

    labels: tuple[LabelDocument, ...]
    references: tuple[DataReference, ...]

    @property
    def originator(self) -> LabelDocument:
        """The originator's label; the others say the same in other policies or label the metadata."""
        return self.labels[0]


def sidecar_reference(name: str) -> DataReference:
    """The reference of a sidecar to the file of that name beside it."""
    return DataReference(f"./{name}")


def read_binding(data: bytes, policies: Iterable[Policy], *, where: str) -> tuple[Binding, ...]:
    """Every binding of a document, in order. Raises InputError, all faults of the first wrong label at once."""
    root, log = parse_xml(data, where=where, bounds=BINDING_BOUNDS), LabelLog(where)
    if (root.namespace, root.name) != (BINDING_NAMESPACE, "BindingInformation"):
        log.add("unknown-element", root, f"`{root.name}` is not a `BindingInformation`")
        raise InputError(log.found)
    nodes = [
        node for box in root.all("MetadataBindingContainer") for node in box.all("MetadataBinding")
    ]
    _refuse_strays(root, nodes, log)
    known = tuple(policies)
    found = tuple(_binding(node, known, log) for node in nodes)
    if not found:
        log.add("bad-binding", root, "there is no binding in it")
        raise InputError(log.found)
    return found


def write_binding(
    labels: Sequence[LabelDocument], policies: Iterable[Policy], references: Sequence[DataReference]
) -> bytes:
    """UTF-8 XML of one binding: the originator's label first.

    Raises InputError when a label is wrong under its policy, or its policy is none of these.
    """
    register_namespace("s4778", BINDING_NAMESPACE)
    register_namespace("xmime", MIME_NAMESPACE)
    root = Element(_name("BindingInformation"))
    box = SubElement(root, _name("MetadataBindingContainer"))
    node = SubElement(box, _name("MetadataBinding"))
    known = tuple(policies)
    for document in labels:
        SubElement(node, _name("Metadata")).append(_element(document, known))
    for reference in references:
        media = {f"{{{MIME_NAMESPACE}}}contentType": reference.media_type}
        said = {"URI": reference.uri, **(media if reference.media_type else {})}
        SubElement(node, _name("DataReference"), said)
    return document_of(root)


def _element(document: LabelDocument, policies: Sequence[Policy]) -> Element:
    policy = find_policy(policies, name=document.label.policy)
    if policy is None:
        log = LabelLog("label")
        log.add("unknown-policy", Node("", "", {}, 0), f"no policy {quote(document.label.policy)}")
        raise InputError(log.found)
    return label_element(document, policy)


def _refuse_strays(root: Node, bindings: Sequence[Node], log: LabelLog) -> None:
    """Raises InputError when a label stands where no binding puts it."""
    bound = {id(label) for node in bindings for label in _metadata(node)}
    for node in root.walk():
        if role_of(node) and id(node) not in bound:
            log.add("bad-binding", node, "a label stands where it is bound to nothing")
    if log.found:
        raise InputError(log.found)


def _metadata(binding: Node) -> Iterator[Node]:
    """The elements directly inside a binding's `Metadata`."""
    return (child for holder in binding.all("Metadata") for child in holder.children)


def _binding(node: Node, policies: Sequence[Policy], log: LabelLog) -> Binding:
    holders = list(node.all("Metadata"))
    for holder in holders:
        if len(holder.children) != 1:
            log.add(
                "bad-binding", holder, f"`Metadata` holds {len(holder.children)} elements, not one"
            )
    references = tuple(
        DataReference(
            reference.attributes.get("URI", ""),
            reference.attributes.get(f"{{{MIME_NAMESPACE}}}contentType", ""),
        )
        for reference in node.all("DataReference")
    )
    if not references and node.find("Data") is None:
        log.add("bad-binding", node, "the label is bound to no data")
    if log.found:
        raise InputError(log.found)
    labels = [label_of(child, policies, log) for child in _metadata(node) if role_of(child)]
    originators = [document for document in labels if document.role == "originator"]
    if len(originators) != 1:
        log.add(
            "bad-binding", node, f"there are {len(originators)} labels of the originator, not one"
        )
        raise InputError(log.found)
    others = tuple(document for document in labels if document is not originators[0])
    return Binding((originators[0], *others), references)


def _name(name: str) -> str:
    return f"{{{BINDING_NAMESPACE}}}{name}"

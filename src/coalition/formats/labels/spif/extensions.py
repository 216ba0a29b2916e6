"""What our policies say beyond a SPIF, in its `extensions`: audience, nations, members, consent, aliases.

    <c:policy xmlns:c="urn:coalition:spif:1" audience="TAG">
      <c:tag name="TAG" nations="true" narrows="TAG"/>
      <c:members tag="TAG" value="VALUE"><c:member>DEU</c:member></c:members>
      <c:consent tag="TAG" value="VALUE"/>
      <c:alias classification="WHITE" means="CLEAR"/>
    </c:policy>

A reader that does not know them is no less strict on release than the SPIF itself lets it be.
"""

from __future__ import annotations

from dataclasses import replace

from coalition.formats.faults import quote
from coalition.formats.labels.spif.parts import SpifLog
from coalition.formats.labels.xml_tree import Node
from coalition.labels.label import Kind
from coalition.labels.policy import Policy, Tag, Value

NAMESPACE = "urn:coalition:spif:1"
_KNOWN = ("tag", "members", "consent", "alias")


def with_extensions(root: Node, draft: Policy, log: SpifLog) -> Policy:
    """The policy with what its `extensions` add; other people's extensions are left alone."""
    holder = root.find("extensions")
    nodes = [] if holder is None else [c for c in holder.children if c.namespace == NAMESPACE]
    if not nodes:
        return draft
    said = nodes[0]
    log.know_children(said, _KNOWN)
    for node in nodes[1:]:
        log.add("duplicate-item", node, "the extension stands twice")
    _check(said, draft, log)
    aliases = tuple(
        (node.attributes.get("classification", ""), node.attributes.get("means", ""))
        for node in said.all("alias")
    )
    return replace(
        draft,
        tags=tuple(_tag(tag, said) for tag in draft.tags),
        audience=said.attributes.get("audience", ""),
        aliases=aliases,
    )


def _check(said: Node, draft: Policy, log: SpifLog) -> None:
    """Every name in the extension must be one of the policy, and the audience permissive."""
    audience = said.attributes.get("audience", "")
    tag = draft.find_tag(audience)
    if audience and (tag is None or tag.kind is not Kind.PERMISSIVE):
        log.add("unknown-reference", said, f"the audience {quote(audience)} is no permissive tag")
    for node in said.all("tag"):
        for name in (node.attributes.get("name", ""), node.attributes.get("narrows", "")):
            if name and draft.find_tag(name) is None:
                log.add("unknown-reference", node, f"{quote(name)} is no tag")
    for node in said.all("members", "consent"):
        tag_name, value = node.attributes.get("tag", ""), node.attributes.get("value", "")
        for name in (value, *_members(node)):
            if draft.find_value(tag_name, name) is None:
                message = f"{quote(name)} is no value of {quote(tag_name)}"
                log.add("unknown-reference", node, message)
    for node in said.all("alias"):
        if draft.find_classification(node.attributes.get("means", "")) is None:
            log.add("unknown-reference", node, "an alias means no classification of the policy")


def _members(node: Node) -> list[str]:
    return [member.text for member in node.all("member")]


def _tag(tag: Tag, said: Node) -> Tag:
    own = [node for node in said.all("tag") if node.attributes.get("name") == tag.name]
    return replace(
        tag,
        values=tuple(_value(tag, value, said) for value in tag.values),
        nations=any(node.attributes.get("nations") == "true" for node in own),
        narrows=next((node.attributes.get("narrows", "") for node in own), ""),
    )


def _value(tag: Tag, value: Value, said: Node) -> Value:
    def names(node: Node) -> bool:
        return (node.attributes.get("tag"), node.attributes.get("value")) == (tag.name, value.name)

    members = [name for node in said.all("members") if names(node) for name in _members(node)]
    consent = any(names(node) for node in said.all("consent"))
    if not members and not consent:
        return value
    return replace(value, members=tuple(members), consent=consent)

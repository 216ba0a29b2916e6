"""A confidentiality label from XML: STANAG 4774 in either capitalisation, or the numbered syntax of spiffing.

In STANAG 4774 words are policy names (`RESTRICTED` of the policy `NATO`, never `NATO RESTRICTED`); `TagName`
is the name of a tag set (ADatP-4774.1, as reported) and the name of a tag is taken too. Words are matched
without regard to case and kept in the policy's spelling. Whatever the policy does not know is a fault: a
label half understood is a label misread. Originating nations travel in `OriginatorID` as
`urn:coalition:originator:DEU:FRA`, which is ours; with any other the originators are unknown, and nobody
passes as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES, did_you_mean, quote
from coalition.formats.labels.words import Words, find_policy
from coalition.formats.labels.xml_tree import Node, parse_xml
from coalition.labels.label import Category, Kind, Label
from coalition.labels.policy import Policy

LABEL_NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
NUMBERED_NAMESPACE = "http://surevine.com/xmlns/spiffy"
ORIGINATOR_URN = "urn:coalition:originator:"
ROLES = ("originator", "alternative", "metadata")


@dataclass(frozen=True, slots=True)
class LabelDocument:
    """A label with what a document says about it: who made it, when, and when it is to be reviewed.

    `role` is `originator`, `alternative` (the same in another policy) or `metadata` (of the metadata itself).
    Times are as written. `originator_id` is whatever stood in `OriginatorID`.
    """

    label: Label
    role: str = "originator"
    created: str = ""
    review: str = ""
    originator_id: str = ""
    privacy_mark: str = ""


@dataclass(slots=True)
class LabelLog:
    """The faults of one label, each with the line of its element."""

    where: str
    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, node: Node, message: str, hint: str = "") -> None:
        """Record a fault; without a hint the mend of the code is given."""
        self.found.append(Fault(f"{self.where}:{node.line}", code, message, hint or CODES[code][1]))

    def need(self, node: Node, name: str) -> Node:
        """The child of that name. Raises InputError with all faults when it is absent."""
        child = node.find(name)
        if child is None:
            self.add("missing-element", node, f"`{node.name}` has no `{name}`")
            raise InputError(self.found)
        return child


def read_label(data: bytes, policies: Iterable[Policy], *, where: str) -> LabelDocument:
    """The label of a file, in the words of one of these policies. Raises InputError, all faults at once."""
    return label_of(parse_xml(data, where=where), tuple(policies), LabelLog(where))


def label_of(node: Node, policies: Sequence[Policy], log: LabelLog) -> LabelDocument:
    """The label that an element is. Raises InputError, all faults at once."""
    if node.namespace == NUMBERED_NAMESPACE and node.name == "label":
        return LabelDocument(_numbered(node, policies, log))
    role = role_of(node)
    if not role:
        log.add("unknown-element", node, f"`{node.name}` is not a confidentiality label")
        raise InputError(log.found)
    return _named(node, role, policies, log)


def role_of(node: Node) -> str:
    """Which kind of label of STANAG 4774 an element is; empty when it is none."""
    if node.namespace != LABEL_NAMESPACE:
        return ""
    name = node.name[:1].lower() + node.name[1:]
    known = {f"{role}ConfidentialityLabel": role for role in ROLES}
    return {**known, "confidentialityLabel": "originator"}.get(name, "")


def _named(node: Node, role: str, policies: Sequence[Policy], log: LabelLog) -> LabelDocument:
    """A label by names, as STANAG 4774 has it."""
    _know(
        node,
        ("ConfidentialityInformation", "OriginatorID", "CreationDateTime", "SuccessionHandling"),
        log,
    )
    information = log.need(node, "ConfidentialityInformation")
    _know(information, ("PolicyIdentifier", "Classification", "PrivacyMark", "Category"), log)
    policy = policy_named(log.need(information, "PolicyIdentifier"), policies, log)
    words = Words(policy)
    stated = log.need(information, "Classification")
    classification = words.classification(stated.text)
    if classification is None:
        known = [c.name for c in policy.classifications]
        message = f"{policy.name} has no classification {quote(stated.text)}"
        log.add("unknown-in-policy", stated, message, _nearest(stated.text, known))
    categories = categories_of(information, words, log)
    maker, created = node.find("OriginatorID"), node.find("CreationDateTime")
    privacy = information.find("PrivacyMark")
    if log.found:
        raise InputError(log.found)
    originator_id = "" if maker is None else maker.text
    return LabelDocument(
        label=Label(policy.name, classification or "", categories, _nations(originator_id)),
        role=role,
        created="" if created is None else created.text,
        review=node.attributes.get("ReviewDateTime", ""),
        originator_id=originator_id,
        privacy_mark="" if privacy is None else privacy.text,
    )


def _know(node: Node, names: Sequence[str], log: LabelLog) -> None:
    """A fault for each child of the label's own namespace that is not known, or stands twice alone."""
    counts: dict[str, int] = {}
    for child in node.children:
        counts[child.name] = counts.get(child.name, 0) + 1
        if child.namespace != node.namespace or child.name not in names:
            log.add("unknown-element", child, f"`{node.name}` has no part {quote(child.name)}")
        elif counts[child.name] == 2 and child.name != "Category":
            log.add("duplicate-item", child, f"`{child.name}` stands twice")


def policy_named(node: Node, policies: Sequence[Policy], log: LabelLog) -> Policy:
    """The policy that a `PolicyIdentifier` names. Raises InputError when it is not one of these."""
    uri = node.attributes.get("URI", node.attributes.get("URL", ""))
    policy = find_policy(policies, name=node.text, identifier=uri.removeprefix("urn:oid:"))
    if policy is None:
        message = f"no policy {quote(node.text)} {quote(uri) if uri else ''}".rstrip()
        other = find_policy(policies, name=node.text)
        named = "" if other is None else f"the one known has the id `{other.identifier}`"
        hint = named or _nearest(node.text, [p.name for p in policies])
        log.add("unknown-policy", node, message, hint)
        raise InputError(log.found)
    return policy


def categories_of(node: Node, words: Words, log: LabelLog) -> tuple[Category, ...]:
    """The categories of an element by names; a tag that two of them fill is a fault."""
    gathered: dict[tuple[str, Kind], list[str]] = {}
    for stated in node.all("Category"):
        for tag, values in _category(stated, words, log).items():
            if tag in gathered:
                log.add("duplicate-category", stated, f"the tag {quote(tag[0])} is given twice")
            gathered[tag] = values
    return tuple(Category(tag, kind, tuple(values)) for (tag, kind), values in gathered.items())


def _category(node: Node, words: Words, log: LabelLog) -> dict[tuple[str, Kind], list[str]]:
    """Values by (tag, kind) of one `Category`; a set of several tags may fill several."""
    name, stated = node.attributes.get("TagName", ""), node.attributes.get("Type", "")
    kind = next((k for k in Kind if k.value == stated.lower()), None)
    tags = () if kind is None else words.tags(name, kind)
    if kind is None or not tags:
        message = f"{words.policy.name} has no {stated.lower() or 'untyped'} category {quote(name)}"
        log.add("unknown-in-policy", node, message)
        return {}
    if not node.children:
        return {(tags[0].name, kind): []}
    found: dict[tuple[str, Kind], list[str]] = {}
    for value in node.children:
        if value.name != "GenericValue" or value.namespace != node.namespace:
            log.add("unknown-element", value, f"values are `GenericValue`, not {quote(value.name)}")
            continue
        match = words.value(tags, value.text)
        if match is None:
            known = [v.name for tag in tags for v in tag.values]
            message = f"{quote(name)} has no value {quote(value.text)}"
            log.add("unknown-in-policy", value, message, _nearest(value.text, known))
            continue
        found.setdefault((match[0].name, kind), []).append(match[1].name)
    return found


def _numbered(node: Node, policies: Sequence[Policy], log: LabelLog) -> Label:
    """A label by numbers (`lacv`), as the spiffing library writes it."""
    policy = policy_numbered(node, policies, log)
    stated = log.need(node, "classification")
    classification = Words(policy).classification_numbered(stated.attributes.get("lacv", ""))
    if classification is None:
        number = quote(stated.attributes.get("lacv", ""))
        log.add("unknown-in-policy", stated, f"{policy.name} has no classification number {number}")
    categories = numbered_categories(node, policy, log)
    if log.found:
        raise InputError(log.found)
    return Label(policy.name, classification or "", categories)


def policy_numbered(node: Node, policies: Sequence[Policy], log: LabelLog) -> Policy:
    """The policy that a numbered label or clearance names. Raises InputError when it is none of these."""
    stated = log.need(node, "policy")
    identifier = stated.attributes.get("id", "")
    policy = find_policy(policies, identifier=identifier)
    if policy is None:
        log.add("unknown-policy", stated, f"no policy with the id {quote(identifier)}")
        raise InputError(log.found)
    return policy


def numbered_categories(node: Node, policy: Policy, log: LabelLog) -> tuple[Category, ...]:
    """The categories of an element by numbers; each `tag` element is one value."""
    words = Words(policy)
    gathered: dict[tuple[str, Kind], list[str]] = {}
    for stated in node.all("tag"):
        match = words.value_numbered(
            stated.attributes.get("id", ""),
            stated.attributes.get("type", ""),
            stated.attributes.get("lacv", ""),
        )
        if match is None:
            message = f"{policy.name} has no such category: {quote(dict(stated.attributes))}"
            log.add("unknown-in-policy", stated, message)
            continue
        gathered.setdefault((match[0].name, match[0].kind), []).append(match[1].name)
    return tuple(Category(tag, kind, tuple(values)) for (tag, kind), values in gathered.items())


def _nations(originator_id: str) -> tuple[str, ...]:
    if not originator_id.startswith(ORIGINATOR_URN):
        return ()
    return tuple(part for part in originator_id.removeprefix(ORIGINATOR_URN).split(":") if part)


def _nearest(word: str, known: Sequence[str]) -> str:
    guess = did_you_mean(word, known)
    listed = f"known: {', '.join(known)}" if len(known) <= 12 else "take a word of the policy"
    return guess or listed

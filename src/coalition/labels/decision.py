"""May this viewer see what bears this label: yes or no, with every reason.

The rule is the access control decision function of X.841 and SDN.801c as SPIF users apply it, closed where
it is silent: cleared at least to the classification; holding *every* restrictive value; holding *one* value
of *each* permissive category. Unknown policy, classification, tag or value: no. Informative values never
decide. The nation from which all of it comes needs no permissive value, but it must be cleared like all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from coalition.labels.label import Category, Clearance, Kind, Label
from coalition.labels.policy import Policy


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no; the reasons as sentences, which speak of the label's content; the rules, which do not.

    When `allowed`, the reasons say what opened each rule; otherwise they say every rule that stands against.
    """

    allowed: bool
    reasons: tuple[str, ...]
    rules: tuple[str, ...] = ()


def may_see(policy: Policy, clearance: Clearance, label: Label) -> Decision:
    """Whether the holder of `clearance` may see what bears `label`, with all reasons. Never raises."""
    against = tuple(_against(policy, clearance, label))
    if against:
        rules = dict.fromkeys(rule for rule, _ in against)
        return Decision(False, tuple(reason for _, reason in against), tuple(rules))
    return Decision(True, tuple(_opened(policy, clearance, label)))


def sees(policy: Policy, clearance: Clearance, label: Label) -> bool:
    """The answer of `may_see` alone, which stops at the first rule that stands against."""
    return next(_against(policy, clearance, label), None) is None


def audience_of(policy: Policy, category: Category) -> frozenset[str]:
    """All values that a permissive category names, communities spelt out."""
    return frozenset().union(*(policy.covered(category.tag, value) for value in category.values))


def held_by(policy: Policy, clearance: Clearance, tag: str) -> frozenset[str]:
    """The values a viewer holds for a tag, its own nation among them where the tag names nations.

    A tag and those that narrow it speak of one audience: what is held for one is held for all of them.
    """
    held = frozenset(
        value for name in policy.audience_with(tag) for value in clearance.values(name)
    )
    known = policy.find_tag(tag)
    counts = known is not None and known.nations and clearance.nation
    return held | {clearance.nation} if counts else held


def is_silent(policy: Policy, label: Label) -> bool:
    """Whether the policy has an audience and the label carries neither it nor a tag that narrows it."""
    if not policy.audience:
        return False
    tags = (policy.find_tag(category.tag) for category in label.categories)
    return not any(tag and policy.audience in (tag.name, tag.narrows) for tag in tags)


def names_nobody(policy: Policy, label: Label) -> bool:
    """Whether an audience of the label is empty, or is silence where silence means nobody."""
    empty = any(c.kind is Kind.PERMISSIVE and not c.values for c in label.categories)
    return empty or is_silent(policy, label)


def unknown_in(policy: Policy, label: Label) -> Iterator[str]:
    """What of a label its policy does not know, one sentence each; nothing when all is known."""
    if policy.find_classification(label.classification) is None:
        yield f"the policy has no classification `{label.classification}`"
    for category in label.categories:
        tag = policy.find_tag(category.tag)
        if tag is None or tag.kind is not category.kind:
            yield f"the policy has no {category.kind} category `{category.tag}`"
            continue
        for value in category.values:
            if policy.find_value(category.tag, value) is None:
                yield f"`{category.tag}` has no value `{value}`"


@lru_cache(maxsize=16_384)
def _all_unknown(policy: Policy, label: Label) -> tuple[str, ...]:
    """The same for whoever looks, so it is asked once a label; a policy is compared by identity."""
    return tuple(unknown_in(policy, label))


def _against(policy: Policy, clearance: Clearance, label: Label) -> Iterator[tuple[str, str]]:
    """(rule, sentence) for everything that stands against; what is unknown ends the inquiry."""
    if label.policy != policy.name or clearance.policy != policy.name:
        yield "policy", f"label and clearance are not both of the policy `{policy.name}`"
        return
    unknown = _all_unknown(policy, label)
    if unknown:
        yield from (("unknown", sentence) for sentence in unknown)
        return
    if not _cleared(policy, clearance, label.classification):
        yield "classification", f"the clearance does not reach {label.classification}"
    for category in label.categories:
        if category.kind is Kind.RESTRICTIVE:
            lacking = sorted(set(category.values) - held_by(policy, clearance, category.tag))
            if lacking:
                yield "restrictive", f"the clearance lacks {category.tag}: {', '.join(lacking)}"
    if not _is_own(clearance, label):
        yield from _closed_to(policy, clearance, label)


def _closed_to(policy: Policy, clearance: Clearance, label: Label) -> Iterator[tuple[str, str]]:
    """The permissive categories of which the viewer holds no value, and silence about the audience."""
    for category in label.categories:
        if category.kind is not Kind.PERMISSIVE:
            continue
        if not category.values:
            yield "permissive", f"{category.tag} names nobody"
        elif not _names(policy, category, held_by(policy, clearance, category.tag)):
            yield "permissive", f"{category.tag} does not name this viewer"
    if policy.audience and not _names_audience(policy, label):
        yield (
            "permissive",
            f"the label has no {policy.audience}, so it is for its originators alone",
        )


def _names_audience(policy: Policy, label: Label) -> bool:
    """Whether the label carries the policy's audience tag, or one that narrows it."""
    for category in label.categories:
        tag = policy.find_tag(category.tag)
        if tag is not None and policy.audience in (tag.name, tag.narrows):
            return True
    return False


def _names(policy: Policy, category: Category, held: frozenset[str]) -> bool:
    """Whether a value of the category, or what it comprises, is among those held."""
    return any(
        not policy.covered(category.tag, value).isdisjoint(held) for value in category.values
    )


def _is_own(clearance: Clearance, label: Label) -> bool:
    """Whether all of it comes from the viewer's own nation."""
    return bool(clearance.nation) and label.originators == (clearance.nation,)


def _cleared(policy: Policy, clearance: Clearance, classification: str) -> bool:
    """Whether the highest classification held is at least this one."""
    held = [policy.find_classification(name) for name in clearance.classifications]
    wanted = policy.find_classification(classification)
    return wanted is not None and any(
        c is not None and c.hierarchy >= wanted.hierarchy for c in held
    )


def _opened(policy: Policy, clearance: Clearance, label: Label) -> Iterator[str]:
    """What opened each rule, for a decision that says yes."""
    yield f"the clearance reaches {label.classification}"
    own = _is_own(clearance, label)
    if own:
        yield f"all of it comes from {clearance.nation}"
    for category in label.categories:
        if category.kind is Kind.RESTRICTIVE and category.values:
            yield f"the clearance holds {category.tag}: {', '.join(category.values)}"
        elif category.kind is Kind.PERMISSIVE and not own:
            shared = audience_of(policy, category) & held_by(policy, clearance, category.tag)
            yield f"{category.tag} names {', '.join(sorted(shared))}"

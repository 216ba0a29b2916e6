"""Is a label right under its policy: every fault at once, none when it is.

The rules are those that a SPIF can state (Open XML SPIF 2.1: `excludedClass`, `requiredClass`,
`excludedCategory`, `requiredCategory`, selection limits, `obsolete`, validity), and one of ours: a label of a
policy with an audience names one. Whether somebody may see an item is not here: a wrong label opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.errors import Fault
from coalition.labels.decision import unknown_in
from coalition.labels.label import Label
from coalition.labels.policy import Group, Needed, Policy, Tag, Value


def check_label(
    policy: Policy, label: Label, *, on: str = "", new: bool = False
) -> tuple[Fault, ...]:
    """All that is wrong with a label, in the order of its parts.

    `on` is the day of use (`YYYY-MM-DD`) against which validity is held; empty asks for none. With `new`
    what is obsolete is a fault too; an old label may still carry it.
    """
    if label.policy != policy.name:
        message = f"the label is of `{label.policy}`, not of `{policy.name}`"
        hint = "check it under its own policy, or translate it"
        return (Fault("label.policy", "foreign-policy", message, hint),)
    unknown = tuple(
        Fault("label", "unknown-in-policy", sentence, "take a word of the policy")
        for sentence in unknown_in(policy, label)
    )
    return unknown or tuple(_faults(policy, label, on, new))


def carries(policy: Policy, label: Label, group: Group) -> bool:
    """Whether the label has a value of the group."""
    for tag in policy.tags_of_set(group.tag_set, group.kind):
        for name in label.values(tag.name) or ():
            value = policy.find_value(tag.name, name)
            if value is not None and group.lacv in (None, value.lacv):
                return True
    return False


def satisfied(policy: Policy, label: Label, needed: Needed) -> bool:
    """Whether the label has `all`, `oneOrMore` or `onlyOne` of the groups."""
    count = sum(carries(policy, label, group) for group in needed.groups)
    if needed.operation == "all":
        return count == len(needed.groups)
    return count == 1 if needed.operation == "onlyOne" else count >= 1


def used_values(policy: Policy, label: Label) -> Iterator[tuple[Tag, Value]]:
    """(tag, value) for each value of the label, in the policy's order; what it does not know is left out."""
    for tag in policy.tags:
        given = frozenset(label.values(tag.name) or ())
        if given:
            yield from ((tag, value) for value in tag.values if value.name in given)


def _faults(policy: Policy, label: Label, on: str, new: bool) -> Iterator[Fault]:
    classification = policy.find_classification(label.classification)
    if classification is not None:
        where = "label.classification"
        if new and classification.obsolete:
            yield _obsolete(where, classification.name)
        for needed in classification.needed:
            if not satisfied(policy, label, needed):
                yield _lacks(where, classification.name, needed)
    for tag in policy.tags:
        yield from _selection(tag, label)
    for tag, value in used_values(policy, label):
        yield from _of_value(policy, label, tag, value)
        yield from _of_time(tag, value, on, new)
    yield from _audience(policy, label)


def _of_value(policy: Policy, label: Label, tag: Tag, value: Value) -> Iterator[Fault]:
    """What a value forbids or asks of the rest of the label."""
    where = f"label.{tag.name}"
    if label.classification in value.excluded_classes:
        message = f"`{value.name}` may not stand with {label.classification}"
        yield Fault(
            where, "excluded-class", message, "remove the value or change the classification"
        )
    if value.required_class not in ("", label.classification):
        message = f"`{value.name}` stands only with {value.required_class}"
        yield Fault(
            where, "required-class", message, "remove the value or change the classification"
        )
    for group in value.excluded:
        if carries(policy, label, group):
            message = f"`{value.name}` may not stand with {_words(group)}"
            yield Fault(where, "excluded-category", message, "keep one of the two")
    for needed in value.needed:
        if not satisfied(policy, label, needed):
            yield _lacks(where, value.name, needed)


def _of_time(tag: Tag, value: Value, on: str, new: bool) -> Iterator[Fault]:
    where = f"label.{tag.name}"
    if new and value.obsolete:
        yield _obsolete(where, value.name)
    if on and not (value.since or on) <= on <= (value.until or on):
        message = f"`{value.name}` is not in force on {on}"
        yield Fault(where, "not-in-force", message, "take a value that is in force")


def _selection(tag: Tag, label: Label) -> Iterator[Fault]:
    given = label.values(tag.name)
    if given is None:
        return
    if len(given) < tag.least or (tag.most is not None and len(given) > tag.most):
        bounds = f"{tag.least} to {'any number' if tag.most is None else tag.most}"
        message = f"`{tag.name}` takes {bounds} of its values, not {len(given)}"
        yield Fault(f"label.{tag.name}", "selection", message, "give as many as it takes")


def _audience(policy: Policy, label: Label) -> Iterator[Fault]:
    """The policy's audience must be stated; stating that it is empty is a statement."""
    tags = [tag.name for tag in policy.tags if policy.audience in (tag.name, tag.narrows)]
    if policy.audience and all(label.values(name) is None for name in tags):
        message = "the label does not say whom it is for, so it is for its originators alone"
        yield Fault("label", "no-audience", message, f"add one of: {', '.join(tags)}")


def _lacks(where: str, name: str, needed: Needed) -> Fault:
    count = {"all": "all", "onlyOne": "exactly one"}.get(needed.operation, "one or more")
    words = "; ".join(map(_words, needed.groups))
    message = f"`{name}` needs {count} of: {words}"
    return Fault(where, "required-category", message, "add what is needed or remove this")


def _obsolete(where: str, name: str) -> Fault:
    return Fault(where, "obsolete", f"`{name}` is obsolete", "new labels take what replaced it")


def _words(group: Group) -> str:
    which = "any" if group.lacv is None else f"number {group.lacv}"
    return f"{which} of {group.tag_set} ({group.kind})"

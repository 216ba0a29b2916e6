"""Labels as a lattice: the label of what is derived, what dominates what, and who may widen.

The join takes the highest classification, the union of what restricts and informs, and the intersection of
what permits, communities spelt out first. An intersection that is empty names nobody. Whoever may see the
join may see each input; the tests hold it to that. Rule of derived labels: STANAG 4774's originators are kept;
with an input of unknown origin the origin of the whole is unknown, so that nobody passes as its originator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coalition.errors import Fault, InputError
from coalition.labels.decision import Decision, audience_of, is_silent, unknown_in
from coalition.labels.label import Category, Kind, Label
from coalition.labels.policy import Policy


def join(policy: Policy, labels: Iterable[Label]) -> Label:
    """The least label that is at least each of these.

    Commutative, associative, idempotent; of one label it is that label in normal form (`narrows` applied,
    members that a named community covers left out). Raises InputError when there is no label, or one of
    another policy, or one with something the policy does not know.
    """
    inputs = tuple(dict.fromkeys(labels))
    _refuse_strangers(policy, inputs)
    found = {tag: list(_of_tag(inputs, tag)) for tag in _tags_in_use(policy, inputs)}
    _fold_narrow(policy, found, inputs)
    return Label(
        policy=policy.name,
        classification=max(
            (label.classification for label in inputs),
            key=lambda name: getattr(policy.find_classification(name), "hierarchy", 0),
        ),
        categories=tuple(_joined(policy, tag, parts) for tag, parts in found.items()),
        originators=_origin(inputs),
    )


def dominates(policy: Policy, high: Label, low: Label) -> bool:
    """Whether `high` is at least `low`: whoever may see `high` may see `low`. Raises like `join`."""
    return join(policy, (high, low)) == join(policy, (high,))


def may_relabel(policy: Policy, *, old: Label, new: Label, actor: str) -> Decision:
    """Whether `actor` may put `new` in the place of `old`. Raises like `join`.

    Each originator may tighten; to widen is for the one nation it all comes from, as a new signed item.
    Nobody may change the origin. What was shown cannot be taken back by a tighter label.
    """
    if new.originators != old.originators:
        return Decision(False, ("a new label keeps the originators of the old",), ("origin",))
    if not actor or actor not in old.originators:
        return Decision(False, ("only an originator may label anew",), ("origin",))
    if dominates(policy, new, old):
        return Decision(True, ("the new label is at least the old",))
    if old.originator == actor:
        return Decision(True, (f"{actor} is the only originator and may widen",))
    return Decision(False, ("only the one originator of it all may widen",), ("widening",))


def _refuse_strangers(policy: Policy, labels: Sequence[Label]) -> None:
    """Raises InputError, all faults at once, for what cannot be joined under the policy."""
    faults = [
        Fault("label", "unknown-in-policy", sentence)
        for label in labels
        if label.policy == policy.name
        for sentence in unknown_in(policy, label)
    ]
    faults += [
        Fault("label", "foreign-policy", f"`{label.policy}` is not the policy `{policy.name}`",
              "translate the label first")
        for label in labels
        if label.policy != policy.name
    ]  # fmt: skip
    if not labels:
        faults.append(Fault("label", "no-label", "there is no label to join", "give at least one"))
    if faults:
        raise InputError(faults)


def _tags_in_use(policy: Policy, labels: Sequence[Label]) -> list[str]:
    """Tags that any label carries, and the audience tag of the policy always."""
    used = {category.tag for label in labels for category in label.categories}
    return sorted(used | ({policy.audience} if policy.audience else set()))


def _of_tag(labels: Sequence[Label], tag: str) -> Iterator[Category]:
    return (category for label in labels for category in label.categories if category.tag == tag)


def _fold_narrow(policy: Policy, found: dict[str, list[Category]], labels: Sequence[Label]) -> None:
    """A label that names no audience is for nobody; a narrow tag takes over the tag it narrows."""
    narrowing = [tag for tag in policy.tags if tag.narrows and found.get(tag.name)]
    if policy.audience and any(is_silent(policy, label) for label in labels):
        found[policy.audience].append(Category(policy.audience, Kind.PERMISSIVE, ()))
    for tag in narrowing:
        wider = found.pop(tag.narrows, [])
        found[tag.name] += [
            Category(tag.name, category.kind, category.values) for category in wider
        ]


def _joined(policy: Policy, tag: str, parts: Sequence[Category]) -> Category:
    """One category out of those of several labels."""
    kind = parts[0].kind
    if kind is not Kind.PERMISSIVE:
        return Category(tag, kind, tuple(value for part in parts for value in part.values))
    shared = frozenset.intersection(*(audience_of(policy, part) for part in parts))
    return Category(tag, kind, tuple(shortest(policy, tag, shared)))


def shortest(policy: Policy, tag: str, values: frozenset[str]) -> Iterator[str]:
    """The values without those that a community among them covers."""
    for value in values:
        if not any(other != value and value in policy.covered(tag, other) for other in values):
            yield value


def _origin(labels: Sequence[Label]) -> tuple[str, ...]:
    """All originators; none when one label's are not known."""
    if not all(label.originators for label in labels):
        return ()
    return tuple(nation for label in labels for nation in label.originators)

"""A label in the words of another policy, as the policies themselves say: Open XML SPIF 2.1 equivalences.

Outward (`encrypt`) the source policy says what its words become; inward (`decrypt`) the target says which
foreign words become its own. Stricter than the format where it would let a translation widen: a restrictive
value must have an equivalent (a `discard` of it is refused), a permissive category must keep at least one
value, and two permissive categories that land on one tag are intersected, since both had to be met. The
original label is kept beside a translation by whoever translates; a translation never replaces it
(ADatP-4774.1, as reported).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coalition.errors import Fault, InputError
from coalition.labels.check import check_label, satisfied, used_values
from coalition.labels.label import Category, Kind, Label
from coalition.labels.lattice import shortest
from coalition.labels.policy import Classification, Equivalent, Needed, Policy, Tag, Value


@dataclass(frozen=True, slots=True)
class Translation:
    """A label in another policy, and what of the original it does not carry, one sentence each.

    Only informative values are ever left behind, and permissive ones beside others that are kept.
    """

    label: Label
    left_behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """Between two policies: the direction, and how each policy names the other."""

    source: Policy
    target: Policy
    outward: bool
    named: str
    needed: tuple[Needed, ...]


def translate(source: Policy, target: Policy, label: Label) -> Translation:
    """The label in the target policy, checked there; its originators stay.

    Raises InputError, all faults at once: no equivalence between the policies, a word that must not be lost
    without equivalent, a required category that leaves a choice, a result that is wrong under the target.
    """
    found = check_label(source, label)
    way = None if found else _way(source, target)
    if found or way is None:
        raise InputError(found or [_no_way(source, target)])
    faults: list[Fault] = []
    left: list[str] = []
    classification, needed = _classification(way, label, faults)
    categories = [
        *_plain(way, label, faults, left),
        *_permissive(way, label, faults, left),
    ]
    if faults:
        raise InputError(faults)
    drawn = Label(target.name, classification, tuple(categories), label.originators)
    for rule in (*needed, *way.needed):
        drawn = _completed(target, drawn, rule, faults)
    faults += check_label(target, drawn)
    if faults:
        raise InputError(faults)
    return Translation(drawn, tuple(left))


def _way(source: Policy, target: Policy) -> _Way | None:
    """The direction in which an equivalence is stated; the source's own statement first."""
    for foreign in source.equivalents:
        if foreign.identifier == target.identifier:
            return _Way(source, target, True, foreign.name, foreign.needed)
    for foreign in target.equivalents:
        if foreign.identifier == source.identifier:
            return _Way(source, target, False, foreign.name, ())
    return None


def _no_way(source: Policy, target: Policy) -> Fault:
    message = f"neither `{source.name}` nor `{target.name}` says how one becomes the other"
    return Fault("label.policy", "no-equivalent", message, "take a policy that states it")


def _stated(way: _Way, equivalents: Iterable[Equivalent]) -> Iterator[Equivalent]:
    """The equivalences of this way."""
    applied = {"both", "encrypt" if way.outward else "decrypt"}
    return (e for e in equivalents if e.policy == way.named and e.applied in applied)


def _classification(way: _Way, label: Label, faults: list[Fault]) -> tuple[str, tuple[Needed, ...]]:
    """The most sensitive equivalent classification, and what it needs there."""
    found = list(_classifications(way, label))
    if not found:
        message = f"{label.classification} has no equivalent in `{way.target.name}`"
        hint = "the originator labels it anew"
        faults.append(Fault("label.classification", "no-equivalent", message, hint))
        return "", ()
    best, needed = max(found, key=lambda pair: pair[0].hierarchy)
    return best.name, needed


def _classifications(
    way: _Way, label: Label
) -> Iterator[tuple[Classification, tuple[Needed, ...]]]:
    own = way.source.find_classification(label.classification)
    if own is None:
        return
    if way.outward:
        stated = {e.lacv: e.needed for e in _stated(way, own.equivalents)}
        yield from ((c, stated[c.lacv]) for c in way.target.classifications if c.lacv in stated)
        return
    for classification in way.target.classifications:
        for equivalent in _stated(way, classification.equivalents):
            if equivalent.lacv == own.lacv:
                yield classification, ()


def _images(way: _Way, tag: Tag, value: Value) -> list[tuple[Tag, Value]]:
    """What a value becomes in the target; nothing when it has no equivalent or is to be discarded."""
    if way.outward:
        stated = _stated(way, value.equivalents)
        return [pair for e in stated if not e.discard for pair in _found(way.target, e)]
    return [
        (other, candidate)
        for other in way.target.tags
        for candidate in other.values
        for e in _stated(way, candidate.equivalents)
        if not e.discard and (tag, value) in _found(way.source, e)
    ]


def _found(policy: Policy, equivalent: Equivalent) -> list[tuple[Tag, Value]]:
    """The values that an equivalence points at; none when it points nowhere."""
    if equivalent.kind is None:
        return []
    return [
        (tag, value)
        for tag in policy.tags_of_set(equivalent.tag_set, equivalent.kind)
        for value in tag.values
        if value.lacv == equivalent.lacv
    ]


def _plain(way: _Way, label: Label, faults: list[Fault], left: list[str]) -> list[Category]:
    """What restricts and informs in the target: every image of every such value of the source."""
    gathered: dict[str, set[str]] = {}
    for tag, value in used_values(way.source, label):
        if tag.kind is Kind.PERMISSIVE:
            continue
        images = [(t, v) for t, v in _images(way, tag, value) if _keeps(tag.kind, t.kind)]
        if not images and (tag.kind is Kind.RESTRICTIVE or value.consent):
            faults.append(_lost(way, tag, value.name))
        elif not images:
            left.append(f"{tag.name}: {value.name} has no equivalent")
        for image_tag, image in images:
            gathered.setdefault(image_tag.name, set()).add(image.name)
    return _categories(way.target, gathered)


def _keeps(source: Kind, target: Kind) -> bool:
    """Whether an image of that kind restricts as much: what restricts must restrict there."""
    return target is Kind.RESTRICTIVE or source is target


def _permissive(way: _Way, label: Label, faults: list[Fault], left: list[str]) -> list[Category]:
    """Permissive categories of the target; what two source tags allow is what both allow."""
    allowed: dict[str, frozenset[str]] = {}
    for tag in way.source.tags:
        given = label.values(tag.name)
        if tag.kind is not Kind.PERMISSIVE or given is None:
            continue
        images = _images_of_tag(way, tag, given, left)
        if not images:
            faults.append(_lost(way, tag, "" if not given else ", ".join(given)))
        for name, values in images.items():
            allowed[name] = allowed[name] & values if name in allowed else values
    short = {name: set(shortest(way.target, name, values)) for name, values in allowed.items()}
    return _categories(way.target, short)


def _images_of_tag(
    way: _Way, tag: Tag, given: Sequence[str], left: list[str]
) -> dict[str, frozenset[str]]:
    """By tag of the target: all that the images of one source tag's values cover."""
    images: dict[str, frozenset[str]] = {}
    for value in (v for v in tag.values if v.name in given):
        permissive = [(t, v) for t, v in _images(way, tag, value) if t.kind is Kind.PERMISSIVE]
        if not permissive:
            left.append(f"{tag.name}: {value.name} has no equivalent")
        for image_tag, image in permissive:
            covered = way.target.covered(image_tag.name, image.name)
            images[image_tag.name] = images.get(image_tag.name, frozenset()) | covered
    return images


def _categories(target: Policy, gathered: dict[str, set[str]]) -> list[Category]:
    tags = ((target.find_tag(name), values) for name, values in gathered.items())
    return [Category(tag.name, tag.kind, tuple(values)) for tag, values in tags if tag is not None]


def _lost(way: _Way, tag: Tag, values: str) -> Fault:
    message = f"{tag.name} {values} has no equivalent in `{way.target.name}` and may not be lost"
    return Fault(f"label.{tag.name}", "no-equivalent", message, "the originator labels it anew")


def _completed(target: Policy, label: Label, needed: Needed, faults: list[Fault]) -> Label:
    """The label with what a translation must add; a fault where the rule leaves a choice or would widen."""
    if satisfied(target, label, needed):
        return label
    added: dict[str, Category] = {category.tag: category for category in label.categories}
    single = needed.operation == "all" or len(needed.groups) == 1
    for group in needed.groups:
        named = [
            (tag, value)
            for tag in target.tags_of_set(group.tag_set, group.kind)
            for value in tag.values
            if value.lacv == group.lacv
        ]
        if not single or len(named) != 1:
            return _open_choice(label, needed, faults)
        tag, value = named[0]
        held = added.get(tag.name)
        if held is not None and tag.kind is Kind.PERMISSIVE and value.name not in held.values:
            return _open_choice(label, needed, faults)
        values = (*(() if held is None else held.values), value.name)
        added[tag.name] = Category(tag.name, tag.kind, values)
    return Label(label.policy, label.classification, tuple(added.values()), label.originators)


def _open_choice(label: Label, needed: Needed, faults: list[Fault]) -> Label:
    sets = ", ".join(sorted({group.tag_set for group in needed.groups}))
    message = f"the translation must add one of {sets}, and only the originator may choose"
    faults.append(Fault("label", "required-category", message, "the originator labels it anew"))
    return label

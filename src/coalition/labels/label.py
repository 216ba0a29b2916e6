"""The nouns of confidentiality: category, label, clearance, in one canonical form each.

The shape is that of a confidentiality label of STANAG 4774 (policy, classification, categories); equal
labels are equal values, so that they can be interned and hashed. When a label was made, by which person,
and when it is to be reviewed are facts of a document (`formats.labels`), not of a label.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.errors import Fault, InputError


class Kind(StrEnum):
    """How a category bears on access: any one value suffices, every value is needed, or none matters."""

    PERMISSIVE = "permissive"
    RESTRICTIVE = "restrictive"
    INFORMATIVE = "informative"


@dataclass(frozen=True, slots=True, order=True)
class Category:
    """One tag of a label or clearance with its values, sorted and each once.

    A permissive category without values names nobody; it is never the same as no category.
    """

    tag: str
    kind: Kind
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "values", tuple(sorted(set(self.values))))


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """What an item is under a policy, whom it is for, and which nations it is from.

    `originators` are sorted nation codes; several when the item is derived; none when it is not known.
    Categories that say nothing are left out: restrictive and informative ones without values.
    Raises InputError when two categories have the same tag.
    """

    policy: str
    classification: str
    categories: tuple[Category, ...] = ()
    originators: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        categories = _one_a_tag(self.categories)
        telling = (c for c in categories if c.values or c.kind is Kind.PERMISSIVE)
        object.__setattr__(self, "categories", tuple(telling))
        object.__setattr__(self, "originators", tuple(sorted(set(self.originators))))

    @property
    def originator(self) -> str | None:
        """The one nation it is from; None when there are several or none is known."""
        return self.originators[0] if len(self.originators) == 1 else None

    def values(self, tag: str) -> tuple[str, ...] | None:
        """The values of a tag; None when the label does not carry it."""
        return next((c.values for c in self.categories if c.tag == tag), None)


@dataclass(frozen=True, slots=True, order=True)
class Clearance:
    """What a viewer holds under a policy: classifications, values by tag, and the nation it acts for.

    Raises InputError when two categories have the same tag.
    """

    policy: str
    classifications: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    nation: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "classifications", tuple(sorted(set(self.classifications))))
        held = (c for c in _one_a_tag(self.categories) if c.values)
        object.__setattr__(self, "categories", tuple(held))

    def values(self, tag: str) -> tuple[str, ...]:
        """The values held for a tag; none when the tag is not held."""
        return next((c.values for c in self.categories if c.tag == tag), ())


def _one_a_tag(categories: tuple[Category, ...]) -> tuple[Category, ...]:
    """The categories sorted. Two of one tag could mean `either` or `both`, so InputError."""
    tags = [category.tag for category in categories]
    twice = sorted({tag for tag in tags if tags.count(tag) > 1})
    if twice:
        raise InputError(
            Fault("label", "duplicate-category", f"the tag `{tag}` is given twice", "keep one")
            for tag in twice
        )
    return tuple(sorted(categories))

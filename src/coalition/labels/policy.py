"""A security policy: its classifications, its categories, what goes with what, and how each is printed.

The nouns are those of the Open XML SPIF 2.0/2.1 (xmlspif.org, after X.841 and SDN.801c); reading one is
`formats.labels`' work. Three fields are ours and stand in no SPIF: `Policy.audience`, `Tag.nations` and
`Tag.narrows`, with `Value.members`; they let a policy say who a community is and that silence means nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coalition.labels.label import Kind

PLACES = (
    "pageTop", "pageBottom", "documentStart", "documentEnd", "firstLineOfText", "lastLineOfText",
    "subject", "xHeader", "portionMarking", "inputTitle", "waterMark",
)  # fmt: skip
"""Where a marking is printed (SPIF 2.1 `markingCode`); `pageTopBottom` is the first two."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to print (SPIF `markingData`), their language (empty = the policy's own), and codes of use.

    `text` is None when only the codes speak and the name stands as it is. Codes of place: `PLACES` and
    `pageTopBottom`; of manner: `noNameDisplay`, `noMarkingDisplay`, `suppressClassName`, `replacePolicy`.
    """

    text: str | None = None
    language: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words around a list of values: `prefix`, `suffix` or `separator`, in a language (empty = any).

    `portion` marks those for portion markings; they stand in for the others there.
    """

    code: str
    text: str
    language: str = ""
    portion: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Values that a rule speaks of: of a tag set, of a kind; one value, or any of them when `lacv` is None."""

    tag_set: str
    kind: Kind
    lacv: str | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """A label must carry `all`, `oneOrMore` or `onlyOne` of some groups (SPIF `requiredCategory`)."""

    operation: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Equivalent:
    """What something becomes in another policy, and what must be added there.

    `policy` is a name of `Policy.equivalents`. `applied`: `encrypt` on the way out, `decrypt` on the way
    in, `both`. For a value, `tag_set` is the foreign set's id and `kind` the foreign kind; `discard`
    drops the value, which a restrictive one never is.
    """

    policy: str
    lacv: str
    applied: str = "both"
    needed: tuple[Needed, ...] = ()
    tag_set: str = ""
    kind: Kind | None = None
    discard: bool = False


@dataclass(frozen=True, slots=True)
class Classification:
    """A level; a higher `hierarchy` is more sensitive, and `lacv` is its number on the wire."""

    name: str
    lacv: str
    hierarchy: int
    colour: str = ""
    phrases: tuple[Phrase, ...] = ()
    needed: tuple[Needed, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a tag. `members` are the values of the same tag that a community comprises.

    `consent` marks a value by which onward release needs the originator's leave (ORCON). `since` and
    `until` are days (`YYYY-MM-DD`, empty = open) between which it may be used.
    """

    name: str
    lacv: str
    phrases: tuple[Phrase, ...] = ()
    excluded_classes: tuple[str, ...] = ()
    required_class: str = ""
    excluded: tuple[Group, ...] = ()
    needed: tuple[Needed, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()
    obsolete: bool = False
    members: tuple[str, ...] = ()
    consent: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A kind of category with its values, in the order in which they are printed.

    `least` and `most` bound how many values a label that carries the tag may give. `nations`: a viewer's own
    nation counts as a value it holds. `narrows`: the tag that this one replaces when a derived label would
    carry both.
    """

    name: str
    kind: Kind
    values: tuple[Value, ...]
    tag_set: str = ""
    set_id: str = ""
    enumerated: bool = False
    least: int = 0
    most: int | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    nations: bool = False
    narrows: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Another policy to which labels can be translated, and what every translation must add there."""

    name: str
    identifier: str
    needed: tuple[Needed, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A policy, compared by identity: two are never taken for one another because they look alike.

    `audience` names the permissive tag without which a label is for its originators alone; empty in a
    policy read from a SPIF, where a label without permissive categories is for all who are cleared.
    `aliases` are (word, classification) for words of labels that mean one of the classifications.
    """

    name: str
    identifier: str
    classifications: tuple[Classification, ...]
    tags: tuple[Tag, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    equivalents: tuple[Foreign, ...] = ()
    audience: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    version: str = ""
    source: str = ""
    _classes: dict[str, Classification] = field(init=False, repr=False, default_factory=dict)
    _tags: dict[str, Tag] = field(init=False, repr=False, default_factory=dict)
    _values: dict[tuple[str, str], Value] = field(init=False, repr=False, default_factory=dict)
    _covered: dict[tuple[str, str], frozenset[str]] = field(
        init=False, repr=False, default_factory=dict
    )

    _families: dict[str, tuple[str, ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._classes.update({c.name: c for c in self.classifications})
        self._tags.update({tag.name: tag for tag in self.tags})
        for tag in self.tags:
            wide = tag.narrows or tag.name
            family = tuple(other.name for other in self.tags if wide in (other.name, other.narrows))
            self._families[tag.name] = family
            self._values.update({(tag.name, value.name): value for value in tag.values})
        for tag in self.tags:
            for value in tag.values:
                self._covered[tag.name, value.name] = self._closure(tag.name, value.name)

    def find_classification(self, name: str) -> Classification | None:
        """The classification of that name, or None."""
        return self._classes.get(name)

    def find_tag(self, name: str) -> Tag | None:
        """The tag of that name, or None."""
        return self._tags.get(name)

    def find_value(self, tag: str, value: str) -> Value | None:
        """The value of a tag, or None."""
        return self._values.get((tag, value))

    def audience_with(self, name: str) -> tuple[str, ...]:
        """The tags that speak of the same audience as this one: it, what it narrows, what narrows that."""
        return self._families.get(name, (name,))

    def tags_of_set(self, tag_set: str, kind: Kind) -> tuple[Tag, ...]:
        """The tags of a tag set, by its name or its id, that are of a kind."""
        return tuple(t for t in self.tags if tag_set in (t.tag_set, t.set_id) and t.kind is kind)

    def covered(self, tag: str, value: str) -> frozenset[str]:
        """The value itself and all that it comprises, communities within communities too."""
        return self._covered.get((tag, value), frozenset())

    def _closure(self, tag: str, value: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [value]
        while waiting:
            name = waiting.pop()
            known = self._values.get((tag, name))
            if known is not None and name not in seen:
                seen.add(name)
                waiting.extend(known.members)
        return frozenset(seen)

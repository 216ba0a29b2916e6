"""Finds what a label's words or numbers mean in a policy: by name without regard to case, or by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coalition.formats.labels.spif.parts import number
from coalition.labels.label import Kind
from coalition.labels.policy import Policy, Tag, Value

_NUMBERED_KINDS = {
    "permissive": Kind.PERMISSIVE,
    "enumeratedPermissive": Kind.PERMISSIVE,
    "restrictive": Kind.RESTRICTIVE,
    "enumeratedRestrictive": Kind.RESTRICTIVE,
    "informative": Kind.INFORMATIVE,
}


def find_policy(
    policies: Iterable[Policy], *, name: str = "", identifier: str = ""
) -> Policy | None:
    """The policy with that name, that identifier, or, when both are given, both; None when there is none."""
    for policy in policies:
        by_name = not name or policy.name.casefold() == name.casefold()
        by_id = not identifier or policy.identifier == identifier
        if by_name and by_id and (name or identifier):
            return policy
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one policy."""

    policy: Policy

    def classification(self, word: str) -> str | None:
        """The policy's spelling of a classification or of an alias of one."""
        aliases = {alias.casefold(): means for alias, means in self.policy.aliases}
        names = {c.name.casefold(): c.name for c in self.policy.classifications}
        return {**aliases, **names}.get(word.casefold())

    def classification_numbered(self, lacv: str) -> str | None:
        """The classification of that number."""
        wanted = number(lacv)
        return next((c.name for c in self.policy.classifications if c.lacv == wanted), None)

    def tags(self, name: str, kind: Kind) -> tuple[Tag, ...]:
        """The tags of a kind in the set of that name, or the one tag of that name."""
        wanted = name.casefold()
        of_kind = [tag for tag in self.policy.tags if tag.kind is kind]
        in_set = tuple(tag for tag in of_kind if tag.tag_set.casefold() == wanted)
        return in_set or tuple(tag for tag in of_kind if tag.name.casefold() == wanted)

    def value(self, tags: Sequence[Tag], word: str) -> tuple[Tag, Value] | None:
        """The first value of that name among the tags."""
        wanted = word.casefold()
        return next(
            ((tag, v) for tag in tags for v in tag.values if v.name.casefold() == wanted), None
        )

    def value_numbered(self, set_id: str, kind: str, lacv: str) -> tuple[Tag, Value] | None:
        """The value of that number in the set with that id, of the kind as spiffing spells it."""
        known = _NUMBERED_KINDS.get(kind)
        tags = () if known is None else self.policy.tags_of_set(set_id, known)
        wanted = number(lacv)
        return next(((tag, v) for tag in tags for v in tag.values if v.lacv == wanted), None)

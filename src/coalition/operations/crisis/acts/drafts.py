"""A draft is for its own nation alone; tabled, its words become a proposal that others see.

The rule: nobody learns that a nation writes a draft, so a draft's label names the nation and nobody else,
and the proposal does not name the draft. Tabling is two statements: the proposal, a new object under a wider
label, and that the draft was tabled, under the draft's own.
"""

from __future__ import annotations

from typing import Any

from coalition.command.nouns.drafts import Draft
from coalition.labels import Category, Kind, Label

_ONLY = "Only"
_WORDS = ("title", "text", "matter", "document")


def own_label(usual: Label, nation: str) -> Label:
    """The label of what a nation writes for itself: what restricts stays, the nation alone may read."""
    kept = tuple(one for one in usual.categories if one.kind is not Kind.PERMISSIVE)
    only = Category(_ONLY, Kind.PERMISSIVE, (nation,))
    return Label(usual.policy, usual.classification, (*kept, only), (nation,))


def is_own(label: Label, nation: str) -> bool:
    """Whether the label names the nation and nobody else."""
    permissive = [one.values for one in label.categories if one.kind is Kind.PERMISSIVE]
    return (nation,) in permissive


def tabled(draft: Draft, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of the proposal: those given, else the draft's words."""
    return {name: getattr(draft, name) for name in _WORDS} | given

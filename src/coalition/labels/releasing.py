"""The one door out: only `release` makes a `Released`, and outward writers take nothing else.

The seal is an `InitVar`, so that `dataclasses.replace` cannot swap what it holds. Originator control
(ORCON, a dissemination control of CAPCO usage, not of NATO's policy) is enforced here: the originators'
own act of putting an item on record shows it to whom its label names; anyone who hands it on needs leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass
from typing import Generic, TypeVar

from coalition.errors import IntegrityError, RefusedError
from coalition.labels.decision import Decision, may_see
from coalition.labels.label import Clearance, Label
from coalition.labels.policy import Policy

T = TypeVar("T")

_SEAL = object()
"""Held by `release` alone; whoever lacks it cannot make a `Released`."""


@dataclass(frozen=True, slots=True, order=True)
class Leave:
    """One originator's leave to hand on what bears this very label to one nation.

    That the originator gave it is for the record to know; whoever passes one here has verified it.
    """

    originator: str
    label: Label
    nation: str


@dataclass(frozen=True, slots=True)
class Released(Generic[T]):
    """A thing that its recipient may have. Only `release` makes one.

    Raises IntegrityError when made without the seal; `dataclasses.replace` raises ValueError,
    because the seal is not kept.
    """

    thing: T
    label: Label
    recipient: Clearance
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise IntegrityError("only `labels.release` releases")


def may_release(
    policy: Policy,
    label: Label,
    recipient: Clearance,
    *,
    by: str | None = None,
    leaves: Iterable[Leave] = (),
) -> Decision:
    """Whether what bears `label` may go to `recipient`: it may see it, and originator control allows it.

    `by` is the nation that hands it on; None is the record itself, showing what the originators put there.
    """
    seen = may_see(policy, recipient, label)
    if by is None or not is_controlled(policy, label):
        return seen
    if not label.originators:
        reason = "it is originator-controlled and its originators are not known"
        return Decision(False, (*_against(seen), reason), (*seen.rules, "originator-control"))
    granted = {leave.originator for leave in leaves if _covers(leave, label, recipient)}
    asked = [n for n in label.originators if n not in granted | {by, recipient.nation}]
    if asked:
        reason = f"onward release needs the leave of {', '.join(asked)}"
        return Decision(False, (*_against(seen), reason), (*seen.rules, "originator-control"))
    return seen


def release(
    thing: T,
    label: Label,
    recipient: Clearance,
    policy: Policy,
    *,
    by: str | None = None,
    leaves: Iterable[Leave] = (),
) -> Released[T]:
    """The thing, sealed for its recipient.

    Raises RefusedError when it may not go there; the message names the rules that stand against, never
    what is labelled or what the label says.
    """
    decision = may_release(policy, label, recipient, by=by, leaves=leaves)
    if not decision.allowed:
        raise RefusedError(
            f"not releasable to this recipient, by the rule of {', '.join(decision.rules)}"
        )
    return Released(thing, label, recipient, _SEAL)


def is_controlled(policy: Policy, label: Label) -> bool:
    """Whether a value of the label makes onward release depend on the originator's leave."""
    return any(
        value is not None and value.consent
        for category in label.categories
        for value in (policy.find_value(category.tag, name) for name in category.values)
    )


def _against(decision: Decision) -> tuple[str, ...]:
    return () if decision.allowed else decision.reasons


def _covers(leave: Leave, label: Label, recipient: Clearance) -> bool:
    return leave.label == label and leave.nation == recipient.nation != ""

"""What changed between two states of the law, and which actions that frees, blocks, delays or brings forward.

A state is a book at a minute: two dates of one book, two positions on one text, or two books. An action is
asked as if the crisis began at that minute; dated facts and decisions keep their dates. Provisions of two
versions of one text are the same when their own ids are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from coalition.authority.answer import Answer, Question
from coalition.authority.evaluate import Authority
from coalition.measure.instants import FOREVER, MINUTES_PER_HOUR, Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.law import (
    AllOf,
    Duration,
    Instrument,
    Need,
    Provision,
    ProvisionKind,
    RenewalKind,
    Step,
)
from coalition.operations.law.wanted import Wanted


@dataclass(frozen=True, slots=True)
class LawAt:
    """A book's law at a minute."""

    book: Book
    at: Minute


class Change(StrEnum):
    """What became of a provision, or of a party."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"
    JOINED = "party joined"
    LEFT = "party left"


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """One provision (or instrument, of a party) that is not the same in both states, and how."""

    change: Change
    provision: str
    kind: str
    text: str


class Effect(StrEnum):
    """What a change of law does to an action."""

    BLOCKED = "blocked"
    DELAYED = "delayed"
    SOONER = "sooner"
    FREED = "freed"


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action that opens at another time: hours from the minute of each state, None when it never does.

    `under` are the permissions before and after; `requirements` what hangs on it.
    """

    effect: Effect
    action: str
    before: int | None
    after: int | None
    under: tuple[str, str]
    modes: tuple[str, ...]
    requirements: tuple[RequirementId, ...]

    @property
    def hours(self) -> int | None:
        """Hours won (below zero) or lost; None when one side never opens."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class LawChanges:
    """Every change, and how many of the questions asked are answered alike."""

    provisions: tuple[ProvisionChange, ...]
    actions: tuple[ActionChange, ...]
    asked: int
    alike: int


def law_changes(before: LawAt, after: LawAt, wanted: Iterable[Wanted]) -> LawChanges:
    """What changed from one state to the other; what is worse for the questions goes first."""
    asked = tuple(wanted)
    found = list(_actions(before, after, asked))
    changed = tuple(one for one in found if one is not None)
    return LawChanges(
        tuple(_provisions(before, after)), _gathered(changed), len(asked),
        len(asked) - len(changed),
    )  # fmt: skip


def speaks(instrument: Instrument, provision: Provision, law: LawAt) -> bool:
    """Whether the provision is in force at the minute, and its version of the text is the one chosen."""
    chosen = law.book.crisis.positions.get(instrument.variant_of)
    if instrument.variant_of and chosen != instrument.position:
        return False
    ends = FOREVER if instrument.renewal.kind is RenewalKind.TACIT else instrument.in_force.closes
    if instrument.denounced is not None:
        ends = min(ends, instrument.denounced)
    life = Interval(instrument.in_force.opens, max(ends, instrument.in_force.opens))
    return life.contains(law.at) and provision.valid.contains(law.at)


def _provisions(before: LawAt, after: LawAt) -> Iterator[ProvisionChange]:
    old, new = _in_force(before), _in_force(after)
    for name in sorted(old.keys() | new.keys()):
        one, other = old.get(name), new.get(name)
        if one is None and other is not None:
            yield ProvisionChange(Change.CAME, name, str(other.kind), _told(other))
        elif other is None and one is not None:
            yield ProvisionChange(Change.WENT, name, str(one.kind), _told(one))
        elif one is not None and other is not None:
            differences = "; ".join(_differences(one, other))
            if differences:
                yield ProvisionChange(Change.CHANGED, name, str(other.kind), differences)
    yield from _parties(before, after)


def _in_force(law: LawAt) -> dict[str, Provision]:
    """The provisions that speak, by text and own id, whichever version of the text they stand in."""
    return {
        f"{instrument.variant_of or instrument.id}/{_own(provision.id)}": provision
        for instrument in law.book.instruments
        for provision in instrument.provisions
        if speaks(instrument, provision, law)
    }


def _parties(before: LawAt, after: LawAt) -> Iterator[ProvisionChange]:
    old, new = _bound(before), _bound(after)
    for name in sorted(old.keys() & new.keys()):
        for change, nations in (
            (Change.JOINED, new[name] - old[name]),
            (Change.LEFT, old[name] - new[name]),
        ):
            if nations:
                yield ProvisionChange(change, name, "party", ", ".join(sorted(nations)))


def _bound(law: LawAt) -> dict[str, set[str]]:
    return {
        instrument.variant_of or instrument.id: {
            party.nation for party in instrument.parties if party.in_force.contains(law.at)
        }
        for instrument in law.book.instruments
        if any(speaks(instrument, provision, law) for provision in instrument.provisions)
    }


def _own(provision: str) -> str:
    return provision.partition("/")[2]


def _told(provision: Provision) -> str:
    takes = f" ({_length(provision.duration)})" if _is_step(provision) else ""
    return provision.text + takes


def _is_step(provision: Provision) -> bool:
    return provision.kind is ProvisionKind.PROCEDURE


def _differences(one: Provision, other: Provision) -> Iterator[str]:
    """What is not the same, in words; the source and the check of a text are no law."""
    if _is_step(one) and one.duration != other.duration:
        yield f"takes {_length(other.duration)}, took {_length(one.duration)}"
    if _named(one.requires) != _named(other.requires):
        yield f"requires {_named(other.requires) or 'nothing'}, required {_named(one.requires) or 'nothing'}"
    for name in (
        "kind",
        "body",
        "rule",
        "calendar",
        "limits",
        "over",
        "conditions",
        "scope",
        "nature",
    ):
        if getattr(one, name) != getattr(other, name):
            yield f"another {name}"
    if one.text != other.text:
        yield f"now reads: {other.text}"


def _length(duration: Duration) -> str:
    """The length of a step as a person writes it: least, likely, most."""
    numbers = [duration.least, duration.likely, duration.most]
    if len(set(numbers)) == 1:
        return f"{_number(numbers[0])} {duration.unit}"
    return " / ".join(map(_number, numbers)) + f" {duration.unit}"


def _number(number: int | None) -> str:
    return "?" if number is None else str(number)


def _named(need: Need) -> str:
    """What is required, by own ids, so that two versions of a text compare."""
    if isinstance(need, Step):
        return _own(need.procedure) or need.procedure
    word = " and " if isinstance(need, AllOf) else " or "
    return word.join(_named(part) for part in need.parts)


def _actions(
    before: LawAt, after: LawAt, asked: tuple[Wanted, ...]
) -> Iterator[ActionChange | None]:
    old, new = _begun(before), _begun(after)
    for one in asked:
        first, second = old.answer(one.question, before.at), new.answer(one.question, after.at)
        if first.opens is not None and first.opens == second.opens:
            yield None  # the same day, seen from another one
        else:
            yield _compared(one, _wait(first), _wait(second), (_under(first), _under(second)))


def _begun(law: LawAt) -> Authority:
    return Authority(replace(law.book, crisis=replace(law.book.crisis, activated=law.at)))


def _wait(answer: Answer) -> int | None:
    """Hours until it opens, rounded up; None when it never does, or nobody knows when."""
    return None if answer.opens is None else -(-(answer.opens - answer.at) // MINUTES_PER_HOUR)


def _under(answer: Answer) -> str:
    if answer.window is None:
        return str(answer.finding)
    return str(answer.window.permission or "own soil")


def _compared(
    wanted: Wanted, before: int | None, after: int | None, under: tuple[str, str]
) -> ActionChange | None:
    if before == after:
        return None
    question = wanted.question
    return ActionChange(
        _effect(before, after), _words(question), before, after, under,
        (str(question.mode),) if question.mode else (), tuple(sorted(wanted.requirements)),
    )  # fmt: skip


def _effect(before: int | None, after: int | None) -> Effect:
    """What becomes of an action; one that is open at once and was not is freed."""
    if after is None:
        return Effect.BLOCKED
    if before is None or after == 0:
        return Effect.FREED
    return Effect.DELAYED if after > before else Effect.SOONER


def _words(question: Question) -> str:
    return f"{question.actor} {question.action} {question.territory}"


def _gathered(changes: tuple[ActionChange, ...]) -> tuple[ActionChange, ...]:
    """Those that differ in mode, cargo or place alone, in one; worst first, then by hours."""
    groups: dict[tuple[object, ...], list[ActionChange]] = {}
    for one in changes:
        key = (one.effect, one.action, one.before, one.after, one.under)
        groups.setdefault(key, []).append(one)
    joined = [
        replace(
            members[0],
            modes=tuple(sorted({mode for each in members for mode in each.modes})),
            requirements=tuple(sorted({r for each in members for r in each.requirements})),
        )
        for members in groups.values()
    ]
    rank = {effect: place for place, effect in enumerate(Effect)}
    return tuple(sorted(joined, key=lambda c: (rank[c.effect], -abs(c.hours or 0), c.action)))

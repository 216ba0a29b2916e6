"""The fastest lawful way to get something permitted, and the next ones: each permission, each way through its
requirements.

Each way is asked of the law by itself: the other permissions that speak are left out, and of what suffices
one part is kept. What is asked for begins at the minute given, as if the crisis began then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from coalition.authority.answer import Answer, Question, StepTaken
from coalition.authority.evaluate import Authority
from coalition.measure.instants import FOREVER, Minute
from coalition.model.book import Book
from coalition.model.identity import ProvisionId
from coalition.model.law import AllOf, AnyOf, Need, Provision, Step

MOST_WAYS = 200
"""Ways through one permission's requirements that are tried."""


@dataclass(frozen=True, slots=True)
class WayToLeave:
    """One way to a permission: when it opens (None: nobody knows, or never), and by which steps.

    `earliest` and `latest` are the opening when every step takes its least or its most; None is unknown.
    `answer` is the law's answer when there is only this way. `permission` None is own soil.
    """

    permission: ProvisionId | None
    opens: Minute | None
    earliest: Minute | None
    latest: Minute | None
    steps: tuple[StepTaken, ...]
    answer: Answer

    @property
    def asked(self) -> tuple[StepTaken, ...]:
        """The steps that still have to be taken."""
        return tuple(step for step in self.steps if step.decision is None)


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways found, fastest first, the law's own answer, and whether some were left untried."""

    answer: Answer
    ways: tuple[WayToLeave, ...]
    untried: bool = False


def fastest_ways(book: Book, question: Question, at: Minute) -> Ways:
    """Every way to have the question answered by yes, asked for from the minute on; fastest first.

    Of ways that open at one minute, the one with fewer steps to take goes first.
    """
    begun = replace(book, crisis=replace(book.crisis, activated=at))
    authority = Authority(begun)
    answer = authority.answer(question, at)
    speaking = [
        leave.clause.provision
        for leave in authority.case(question).leaves
        if leave.clause is not None
    ]
    if not speaking:
        own = () if answer.window is None else (_way(authority, question, at),)
        return Ways(answer, own)
    found: dict[object, WayToLeave] = {}
    untried = False
    for provision in speaking:
        others = {other.id for other in speaking} - {provision.id}
        tried = list(
            islice(_branches(authority, provision.requires, (provision.id,)), MOST_WAYS + 1)
        )
        untried = untried or len(tried) > MOST_WAYS
        for need, changes in tried[:MOST_WAYS]:
            law = Authority(_narrowed(begun, others, {**changes, provision.id: need}))
            way = replace(_way(law, question, at), permission=provision.id)
            found.setdefault((provision.id, tuple(s.procedure for s in way.steps)), way)
    return Ways(answer, tuple(sorted(found.values(), key=_order)), untried)


def _order(way: WayToLeave) -> tuple[int, int, int, str]:
    opens = FOREVER if way.opens is None else way.opens
    latest = FOREVER if way.latest is None else way.latest
    return (opens, len(way.asked), latest, way.permission or "")


def _branches(
    authority: Authority, need: Need, above: tuple[ProvisionId, ...]
) -> Iterator[tuple[Need, Mapping[ProvisionId, Need]]]:
    """Every way to meet the need without a choice in it, with what that makes of the steps below."""
    if isinstance(need, AnyOf):
        for part in need.parts:
            yield from _branches(authority, part, above)
    elif isinstance(need, AllOf):
        for parts in product(*(list(_few(authority, part, above)) for part in need.parts)):
            changes = {key: value for _, below in parts for key, value in below.items()}
            yield AllOf(tuple(part for part, _ in parts)), changes
    else:
        yield from _steps(authority, need, above)


def _few(
    authority: Authority, need: Need, above: tuple[ProvisionId, ...]
) -> Iterator[tuple[Need, Mapping[ProvisionId, Need]]]:
    return islice(_branches(authority, need, above), MOST_WAYS)


def _steps(
    authority: Authority, step: Step, above: tuple[ProvisionId, ...]
) -> Iterator[tuple[Need, Mapping[ProvisionId, Need]]]:
    provision = authority.find_provision(step.procedure)
    if provision is None or step.procedure in above:
        yield step, {}
        return
    for need, below in _branches(authority, provision.requires, (*above, step.procedure)):
        yield step, {**below, step.procedure: need}


def _narrowed(
    book: Book, without: Iterable[ProvisionId], needs: Mapping[ProvisionId, Need]
) -> Book:
    """The book without some provisions, and with other needs of some."""
    gone = frozenset(without)

    def kept(provision: Provision) -> Provision:
        need = needs.get(provision.id)
        return provision if need is None else replace(provision, requires=need)

    return replace(
        book,
        instruments=tuple(
            replace(one, provisions=tuple(kept(p) for p in one.provisions if p.id not in gone))
            for one in book.instruments
        ),
    )


def _way(authority: Authority, question: Question, at: Minute) -> WayToLeave:
    answer = authority.answer(question, at)
    window = answer.window
    if window is None:
        steps = authority.case(question).steps
        return WayToLeave(None, None, None, None, steps, answer)
    opens = max(window.opens, at)
    least = [step.earliest for step in window.steps if step.decision is None]
    most = [step.latest for step in window.steps if step.decision is None]
    last = window.critical[-1] if window.critical else None
    waits = last is not None and last.decision is None and last.ends == opens
    return WayToLeave(
        window.permission, opens,
        _last(least, at) if waits else opens, _last((*most, opens), at), window.steps, answer,
    )  # fmt: skip


def _last(ends: Iterable[Minute | None], at: Minute) -> Minute | None:
    """The latest of the ends, from `at` on; None when one is unknown."""
    known: list[Minute] = [at]
    for end in ends:
        if end is None:
            return None
        known.append(end)
    return max(known)

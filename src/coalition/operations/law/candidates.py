"""Which new standing permissions are worth trying: what the chains of causes of a plan say is closed or late.

A candidate is a group of actors, a territory and actions. First come those that stand in a chain of causes,
then those that open late for, or are closed to, some direct way of what is late or undelivered. Actors that
lack the same leave of one nation are joined into one more candidate, and so are an actor's actions there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from coalition.authority.evaluate import Authority
from coalition.explanation.causes import Cause, CauseKind, Explanation
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import InstrumentId, NationId, ProvisionId, RequirementId
from coalition.model.law import Action, Instrument, Party, Provision, ProvisionKind, Scope
from coalition.operations.law.wanted import Triple, Wanted

NEW = InstrumentId("new-standing-permission")
"""The instrument that is tried."""


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A standing permission that might be signed: who may do what in whose territory."""

    actors: tuple[NationId, ...]
    actions: tuple[Action, ...]
    territory: NationId

    @property
    def words(self) -> str:
        """The permission in a few words."""
        return f"{', '.join(self.actors)} {', '.join(self.actions)} {self.territory}"

    @property
    def triples(self) -> tuple[Triple, ...]:
        """Each actor with each action."""
        return tuple(
            (one, action, self.territory) for one in self.actors for action in self.actions
        )


def with_permission(book: Book, candidate: Candidate) -> Book:
    """The book with the candidate signed and in force since its C-day, for any cargo, under nothing else.

    Whoever signs may lift what it forbids itself: the territory's own prohibitions are excepted. What others
    forbid, the Security Council and the actor's own caveats stand.
    """
    signed = book.crisis.activated
    provision = Provision(
        ProvisionId(f"{NEW}/1"), ProvisionKind.PERMISSION, "art. 1", "A standing permission.",
        Scope(candidate.actors, (candidate.territory,), candidate.actions, any_cargo=True),
        excepts=excepted(book, candidate),
    )  # fmt: skip
    parties = dict.fromkeys((*candidate.actors, candidate.territory))
    when = Interval(signed, FOREVER)
    instrument = Instrument(
        NEW, "New standing permission", "agreement", when,
        tuple(Party(nation, when) for nation in parties), (provision,), signed=signed,
    )  # fmt: skip
    return replace(book, instruments=(*book.instruments, instrument))


def excepted(book: Book, candidate: Candidate) -> tuple[ProvisionId, ...]:
    """The prohibitions of the territory's own law that speak of one of the candidate's actions."""
    own = (i for i in book.instruments if {p.nation for p in i.parties} == {candidate.territory})
    return tuple(
        provision.id
        for instrument in own
        for provision in instrument.provisions
        if provision.kind is ProvisionKind.PROHIBITION
        and not provision.caveat
        and (not provision.scope.actions or set(provision.scope.actions) & set(candidate.actions))
    )


def candidates_of(
    authority: Authority,
    explanations: Iterable[Explanation],
    wanted: Iterable[Wanted],
    weights: Mapping[RequirementId, int],
    actions: frozenset[Action],
) -> tuple[Candidate, ...]:
    """The candidates, those that most weight hangs on first; `actions` narrows them (empty: all)."""
    late = {one.requirement for one in explanations}
    asked = tuple(wanted)
    roots = _in_chains(explanations, {one.triple for one in asked}, weights)
    closed: dict[Triple, int] = {}
    for one in asked:
        held = one.requirements & late
        if held and _shut(authority, one):
            weight = sum(weights[each] for each in held)
            closed[one.triple] = closed.get(one.triple, 0) + weight
    ranked = sorted(roots, key=lambda t: (-roots[t], t))
    ranked += sorted(closed.keys() - roots.keys(), key=lambda t: (-closed[t], t))
    kept = [triple for triple in ranked if not actions or triple[1] in actions]
    single = [Candidate((actor,), (action,), soil) for actor, action, soil in kept]
    return tuple(dict.fromkeys((*_mixed(single, kept), *single)))


def _mixed(single: list[Candidate], kept: list[Triple]) -> list[Candidate]:
    """Each candidate followed at once by the wider ones that hold it."""
    found: list[Candidate] = []
    wider = [*_joined_actors(kept), *_joined_actions(kept)]
    for one in single:
        found.append(one)
        found += [w for w in wider if set(one.triples) < set(w.triples) and w not in found]
    return found


def _joined_actors(kept: list[Triple]) -> list[Candidate]:
    """For each action and territory that several actors lack: all of them."""
    order = sorted(kept, key=lambda t: (t[2], t[1], t[0]))
    groups = groupby(order, key=lambda t: (t[2], t[1]))
    found = [
        Candidate(tuple(actor for actor, _, _ in members), (action,), soil)
        for (soil, action), members in groups
    ]
    return [one for one in found if len(one.actors) > 1]


def _joined_actions(kept: list[Triple]) -> list[Candidate]:
    """For each actor that lacks several actions in a territory: all of them."""
    order = sorted(kept, key=lambda t: (t[0], t[2], t[1]))
    groups = groupby(order, key=lambda t: (t[0], t[2]))
    found = [
        Candidate((actor,), tuple(action for _, action, _ in members), soil)
        for (actor, soil), members in groups
    ]
    return [one for one in found if len(one.actions) > 1]


def _in_chains(
    explanations: Iterable[Explanation], known: set[Triple], weights: Mapping[RequirementId, int]
) -> dict[Triple, int]:
    """The triples that consent causes name, with the weight of what they hold up."""
    found: dict[Triple, int] = {}
    for explanation in explanations:
        for triple in consents_in(explanation, known):
            found[triple] = found.get(triple, 0) + weights[explanation.requirement]
    return found


def consents_in(explanation: Explanation, known: Iterable[Triple]) -> dict[Triple, Cause]:
    """The consents a chain of causes names, among the triples known, each with its first cause.

    A cause names its triple in words: `USA transit SEN: whose decision`, `USA sending forces: whose`.
    """
    words = {_words(triple): triple for triple in sorted(known)}
    found: dict[Triple, Cause] = {}
    for cause in explanation.chain:
        triple = words.get(cause.subject.split(":")[0])
        if cause.kind is CauseKind.CONSENT and triple is not None:
            found.setdefault(triple, cause)
    return found


def _words(triple: Triple) -> str:
    actor, action, territory = triple
    return f"{actor} sending forces" if action is Action.SEND else f"{actor} {action} {territory}"


def _shut(authority: Authority, wanted: Wanted) -> bool:
    """Whether it is not open from the minute at which it is wanted, or from C-day for what waited for it."""
    at: Minute = authority.book.crisis.activated
    answer = authority.answer(wanted.question, at)
    return answer.opens is None or answer.opens > (at if wanted.planned else wanted.begins)

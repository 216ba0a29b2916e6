"""Hedges from causes that are law: a decision a day earlier, a bar lifted, a permission signed.

The words name who decides, under which provision, for whom. Not here: what hangs on them (`candidates`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from coalition.explanation.causes import Cause
from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_instant
from coalition.model.book import Book
from coalition.model.identity import BodyId, DecisionId, NationId, ProvisionId
from coalition.model.law import Action, Decision, Instrument, Outcome, Provision
from coalition.operations.hedging import changes
from coalition.operations.hedging.hedge import Hedge, HedgeKind
from coalition.operations.law.candidates import Candidate, with_permission


def of_consent(book: Book, cause: Cause) -> Iterator[Hedge]:
    """What would open the permission sooner, or open it at all."""
    if cause.named("opens"):
        yield from _opened_sooner(book, cause)
    elif cause.named("decision"):
        yield from _granted(book, DecisionId(cause.named("decision")))
    elif cause.named("provision"):
        yield from _lifted(book, ProvisionId(cause.named("provision")))
    elif cause.named("basis"):
        yield _signed(book, cause)


def _opened_sooner(book: Book, cause: Cause) -> Iterator[Hedge]:
    asked = asked_words(cause)
    if cause.named("decision"):
        yield from _decided_sooner(book, DecisionId(cause.named("decision")), asked)
    elif cause.named("procedure"):
        yield _estimated_sooner(book, cause)
    elif cause.named("provision"):
        provision, opens = ProvisionId(cause.named("provision")), Minute(int(cause.named("opens")))
        change = partial(changes.hold_sooner, provision=provision, opens=opens)
        if change(book) != book:
            words = f"{asked}: {cite(book, provision)} in force 24 h earlier, before {write_instant(opens)}"
            yield Hedge(
                HedgeKind.PERMISSION, f"{provision} from {opens}", words, _parties(book, provision),
                change, cite(book, provision), cost_of(book, provision),
            )  # fmt: skip


def _decided_sooner(book: Book, name: DecisionId, asked: str) -> Iterator[Hedge]:
    decision = _decision(book, name)
    if decision is not None:
        at = write_instant(changes.sooner(decision.at))
        words = f"{asked}: {decision.by or 'the body'} decides 24 h earlier, on {at}"
        yield Hedge(
            HedgeKind.PERMISSION, name, words, decision.by,
            partial(changes.decide_sooner, decision=name),
            f"decision {name} under {cite(book, decision.procedure)}",
            cost_of(book, decision.procedure),
        )  # fmt: skip


def _estimated_sooner(book: Book, cause: Cause) -> Hedge:
    """A step of which only the length is known: it ends a day earlier, but not before C-day."""
    procedure, ends = ProvisionId(cause.named("procedure")), int(cause.named("ends"))
    at = Minute(max(book.crisis.activated, ends - MINUTES_PER_DAY))
    decision = _as_decided(book, cause, procedure, at)
    saved = (ends - at) // 60
    words = f"{asked_words(cause)}: {decision.by} decides {saved} h earlier, on {write_instant(at)}"
    return Hedge(
        HedgeKind.PERMISSION, decision.id, words, decision.by,
        partial(changes.decide, decision=decision), cite(book, procedure), cost_of(book, procedure),
    )  # fmt: skip


def _as_decided(book: Book, cause: Cause, procedure: ProvisionId, at: Minute) -> Decision:
    """A grant by the body that day, for those alone whom its decision is about."""
    actor, territory = NationId(cause.named("actor")), NationId(cause.named("territory"))
    body = cause.named("body")
    actors = (actor,) if body in ("actor", "territory") else ()
    territories = (territory,) if body == "territory" else ()
    known = "-".join(("sooner", procedure.replace("/", "-"), *actors, *territories))
    by = body_name(book, {"actor": actor, "territory": territory}.get(body, body))
    return Decision(
        DecisionId(known),
        procedure,
        Outcome.GRANTED,
        at,
        by,
        actors=actors,
        territories=territories,
    )


def _granted(book: Book, name: DecisionId) -> Iterator[Hedge]:
    decision = _decision(book, name)
    if decision is None:
        return
    lapsed = decision.outcome is Outcome.GRANTED
    verb = "does not let lapse" if lapsed else "grants"
    words = f"{decision.by} {verb} what it decided on {write_instant(decision.at)}: {decision.text or name}"
    yield Hedge(
        HedgeKind.GRANTED, name, words, decision.by, partial(changes.grant, decision=name),
        f"decision {name} under {cite(book, decision.procedure)}", cost_of(book, decision.procedure),
    )  # fmt: skip


def _lifted(book: Book, name: ProvisionId) -> Iterator[Hedge]:
    found = find_provision(book, name)
    if found is None:
        return
    provision = found[1]
    what = "caveat" if provision.caveat else "prohibition"
    whose = _parties(book, name)
    words = f"{whose} lifts its {what}: {provision.text}"
    yield Hedge(
        HedgeKind.LIFTED, name, words, whose, partial(changes.lift, provision=name),
        cite(book, name), provision.cost,
    )  # fmt: skip


def _signed(book: Book, cause: Cause) -> Hedge:
    actor, territory = NationId(cause.named("actor")), NationId(cause.named("territory"))
    candidate = Candidate((actor,), (Action(cause.named("action")),), territory)
    words = (
        f"{body_name(book, territory)} signs a standing permission on C-day: {asked_words(cause)}"
    )
    return Hedge(
        HedgeKind.SIGNED, candidate.words, words, body_name(book, territory),
        partial(with_permission, candidate=candidate), "nothing yet: no basis found",
    )  # fmt: skip


def asked_words(cause: Cause) -> str:
    """Who wants to do what where."""
    actor, action, territory = (cause.named(one) for one in ("actor", "action", "territory"))
    if action == Action.SEND:
        return f"{actor} sends forces"
    return f"{actor} {action.replace('-', ' ')} {territory}"


def body_name(book: Book, body: str) -> str:
    """A body or nation by its name."""
    found = book.alliance.bodies.get(BodyId(body))
    nation = book.nations.get(NationId(body))
    if found is not None:
        return found.name
    return nation.name if nation is not None else body


def cite(book: Book, name: ProvisionId) -> str:
    """Instrument, article and id of a provision."""
    found = find_provision(book, name)
    if found is None:
        return name
    instrument, provision = found
    return ", ".join(filter(None, (instrument.title, provision.article, name)))


def cost_of(book: Book, name: ProvisionId) -> str:
    """Who bears the cost of what the provision allows, when it says."""
    found = find_provision(book, name)
    return found[1].cost if found else ""


def find_provision(book: Book, name: ProvisionId) -> tuple[Instrument, Provision] | None:
    """The provision with its instrument; None when the book has none of the id."""
    for instrument in book.instruments:
        for provision in instrument.provisions:
            if provision.id == name:
                return instrument, provision
    return None


def _decision(book: Book, name: DecisionId) -> Decision | None:
    return next((d for d in book.decisions if d.id == name), None)


def _parties(book: Book, name: ProvisionId) -> str:
    """The parties of the instrument, when they are few."""
    found = find_provision(book, name)
    names = [body_name(book, p.nation) for p in found[0].parties] if found else []
    return ", ".join(names) if len(names) <= 4 else f"{len(names)} parties"

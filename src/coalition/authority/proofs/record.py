"""A proof as a record: the tree, and every provision, decision and fact it quotes, to be proved again.

Quoted is whatever speaks of the question or may, what that requires in turn, the decisions under it, and the
facts its conditions test. Not here: proving it again (`authority.reprove`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from coalition.authority.answer import Answer, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proofs.codec import plain_of
from coalition.authority.proofs.tree import prove
from coalition.authority.statute.hanging import steps_of
from coalition.model.book import Book, Crisis
from coalition.model.identity import BodyId, NationId, ProvisionId
from coalition.model.law import Decision, Instrument
from coalition.model.nations import Alliance

FORMAT = "coalition-proof-1"


def record_of(authority: Authority, answer: Answer) -> str:
    """The proof as JSON text: `format`, `finding`, `at`, `proof` (the tree) and `quoted`."""
    made = {
        "format": FORMAT,
        "finding": str(answer.finding),
        "at": plain_of(answer.at),
        "question": plain_of(answer.question),
        "opens": plain_of(answer.opens),
        "closes": plain_of(answer.closes),
        "until": plain_of(answer.until),
        "proof": asdict(prove(authority, answer)),
        "quoted": quoted(authority, answer.question),
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def quoted(authority: Authority, question: Question) -> dict[str, Any]:
    """What the answer rests on, as plain values: instruments with the provisions quoted, decisions, facts."""
    book = authority.book
    names = _with_needs(authority, authority.speaking(question))
    instruments = _instruments(book, names)
    facts = {
        test.fact for one in instruments for p in one.provisions for c in p.conditions for test in c
    }
    decisions = [d for d in book.decisions if d.procedure in names]
    texts = {one.variant_of for one in instruments}
    crisis = Crisis(
        book.crisis.title, book.crisis.activated, book.crisis.horizon_end,
        tuple(fact for fact in book.crisis.facts if fact.name in facts),
        positions={text: who for text, who in book.crisis.positions.items() if text in texts},
    )  # fmt: skip
    alliance = _alliance(book, instruments)
    return {
        "crisis": plain_of(crisis),
        "alliance": plain_of(alliance),
        "nations": plain_of(_nations(book, instruments, decisions, alliance, question)),
        "instruments": plain_of(instruments),
        "decisions": plain_of(decisions),
        "powers": [[*key, allowed] for key, allowed in book.powers.items()]
        if question.power
        else [],
    }


def _with_needs(authority: Authority, names: Iterable[ProvisionId]) -> set[ProvisionId]:
    """The provisions and all they require, in turn."""
    found: set[ProvisionId] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        provision = authority.find_provision(name)
        if name not in found and provision is not None:
            found.add(name)
            waiting += steps_of(provision.requires)
    return found


def _instruments(book: Book, names: set[ProvisionId]) -> tuple[Instrument, ...]:
    """The instruments with those of their provisions that are quoted."""
    cut = (
        replace(one, provisions=tuple(p for p in one.provisions if p.id in names))
        for one in book.instruments
    )
    return tuple(one for one in cut if one.provisions)


def _alliance(book: Book, instruments: tuple[Instrument, ...]) -> Alliance:
    """The groups and bodies that the quoted provisions may name."""
    bodies = {BodyId(p.body) for one in instruments for p in one.provisions}
    kept = {name: body for name, body in book.alliance.bodies.items() if name in bodies}
    alliance = book.alliance
    return (
        Alliance(alliance.name, alliance.members, dict(alliance.groups), kept)
        if instruments
        else Alliance("", ())
    )


def _nations(
    book: Book,
    instruments: tuple[Instrument, ...],
    decisions: list[Decision],
    alliance: Alliance,
    question: Question,
) -> dict[str, Any]:
    named: set[NationId] = {question.actor, question.territory}
    named |= {party.nation for one in instruments for party in one.parties}
    named |= {nation for body in alliance.bodies.values() for nation in body.members}
    named |= {NationId(p.calendar) for one in instruments for p in one.provisions}
    named |= {NationId(p.body) for one in instruments for p in one.provisions}
    named |= {nation for taken in decisions for nation in taken.signed_by}
    return {nation: book.nations[nation] for nation in sorted(named) if nation in book.nations}

"""Answers of the law to a view's book: one question with its proof, lanes, and the texts in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.authority.proof import text_of
from coalition.authority.proofs.tree import prove
from coalition.errors import Fault, InputError
from coalition.measure.instants import Minute, write_instant
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import NationId
from coalition.model.law import Action, Instrument
from coalition.model.places import Mode
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import LabelShown, instant
from coalition.operations.crisis.stated.wire import to_wire

Json = Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the law, as a client puts it; what is empty is not said."""

    actor: str
    action: Action
    territory: str
    mode: Mode | None = None
    cargo: tuple[Nature, ...] = ()
    unit: str = ""
    fleet: str = ""
    place: str = ""
    task: str = ""
    mission: str = ""
    partners: tuple[str, ...] = ()
    beneficiary: str = ""
    power: str = ""
    at: Minute | None = None


def answer_of(ground: Ground, asked: Asked) -> Json:
    """The answer with its proof. Raises InputError for a nation that the book in view does not hold."""
    book = ground.book
    if book is None:
        raise InputError([Fault("body", "unknown-reference", "there is no book in your view")])
    _check_nations(book, asked)
    law = authority_of(ground, book)
    question = Question(
        NationId(asked.actor), asked.action, NationId(asked.territory), asked.mode,
        frozenset(asked.cargo), asked.unit, asked.fleet, asked.place, asked.task, asked.mission,
        frozenset(map(NationId, asked.partners)),
        NationId(asked.beneficiary) if asked.beneficiary else None, power=asked.power,
    )  # fmt: skip
    at = ground.picture.now if asked.at is None else asked.at
    answer = law.answer(question, at)
    proof = prove(law, answer)
    return {
        "finding": answer.finding.value,
        "at": write_instant(at),
        "opens": instant(answer.opens),
        "closes": instant(answer.closes),
        "until": write_instant(answer.until),
        "missing": [
            {"nation": s.nation, "body": s.body, "procedure": s.procedure} for s in answer.missing
        ],
        "unknowns": list(answer.unknowns),
        "obligations": list(answer.obligations),
        "remarks": list(answer.remarks),
        "text": text_of(proof),
        "tree": to_wire(type(proof), proof),
    }


def authority_of(ground: Ground, book: Book) -> Authority:
    """The law of the view's book, compiled once while the book stands."""
    return ground.view.kept("authority", id(book), lambda: Authority(book))


def _check_nations(book: Book, asked: Asked) -> None:
    named = [("actor", asked.actor), ("territory", asked.territory)]
    named += [("partners", one) for one in asked.partners]
    named += [("beneficiary", asked.beneficiary)] if asked.beneficiary else []
    faults = [
        Fault(f"body.{where}", "unknown-nation", "the book does not hold this nation")
        for where, nation in named
        if nation not in book.nations
    ]
    if faults:
        raise InputError(faults)


@dataclass(frozen=True, slots=True)
class TextRow:
    """An instrument: what it is, whom it binds, from when to when, and its provisions."""

    id: str
    ref: str
    title: str
    kind: str
    opens: str
    closes: str
    parties: tuple[str, ...]
    provisions: Json
    source: str
    fictional: bool
    label: LabelShown


def text_rows(ground: Ground) -> list[TextRow]:
    """The texts of the book in view, by ref; a caveat is a text of its own."""
    found = ground.room.nouns.table(ground.view, "instrument")
    return [
        _text(record.subject, key, noun, ground.marks.of(record.label))
        for key, (record, noun) in sorted(found.items())
    ]


def _text(subject: str, key: str, noun: Instrument, label: LabelShown) -> TextRow:
    return TextRow(
        subject, key, noun.title, noun.kind, write_instant(noun.in_force.opens),
        write_instant(noun.in_force.closes), tuple(party.nation for party in noun.parties),
        [to_wire(type(one), one) for one in noun.provisions], noun.provenance.source,
        noun.fictional, label,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane of the chart of authority: who may do what where, with its steps, windows and bars over time."""

    id: str
    actor: str
    action: str
    territory: str
    finding: str
    text: str
    detail: str
    steps: Json
    windows: Json
    bars: Json
    missing: tuple[str, ...]


def lane_rows(ground: Ground) -> list[LaneRow]:
    """The lanes of what the plan asks of the law, by actor, territory and action; none without a plan."""
    if ground.plan is None:
        return []
    return [
        LaneRow(
            f"{one['actor']}:{one['action']}:{one['territory']}", one["actor"], one["action"],
            one["territory"], one["finding"], one["text"], one["detail"], one["steps"],
            one["windows"], one["bars"], tuple(one["missing"]),
        )
        for one in ground.plan.document["lanes"]
    ]  # fmt: skip

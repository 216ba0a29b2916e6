"""The finding proved again, from what a proof quotes and nothing else.

A book is made of the quoted provisions, decisions and facts alone, and asked the same question. Whoever doubts
an answer needs the record, not the book it came from.
"""

from __future__ import annotations

import json
from typing import Any

from coalition.authority.answer import Finding, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proofs.codec import noun_of
from coalition.authority.proofs.record import FORMAT
from coalition.measure.instants import Minute
from coalition.model.book import Book, Crisis
from coalition.model.law import Decision, Instrument
from coalition.model.nations import Alliance, Nation


def reprove(proof_json: str, question: Question) -> Finding:
    """The finding at the record's minute. Raises ValueError when the text is no record of a proof."""
    try:
        record = json.loads(proof_json)
    except json.JSONDecodeError as error:
        raise ValueError(f"the record is not JSON: {error}") from None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ValueError(f"the record is not of the format `{FORMAT}`")
    at: Minute = noun_of(Minute, record["at"])
    return Authority(book_of(record["quoted"])).answer(question, at).finding


def question_of(proof_json: str) -> Question:
    """The question a record answers. Raises ValueError when it holds none."""
    question: Question = noun_of(Question, json.loads(proof_json).get("question"))
    return question


def book_of(quoted: dict[str, Any]) -> Book:
    """A book of the quoted law alone. Raises ValueError for what does not fit."""
    return Book(
        title="quoted", fictional=False,
        alliance=noun_of(Alliance, quoted["alliance"]),
        crisis=noun_of(Crisis, quoted["crisis"]),
        nations={name: noun_of(Nation, one) for name, one in quoted["nations"].items()},
        places={}, ways=(), closures=(), units={}, stocks={}, fleets={}, requirements={},
        instruments=noun_of(tuple[Instrument, ...], quoted["instruments"]),
        decisions=noun_of(tuple[Decision, ...], quoted["decisions"]),
        powers={(state, power): allowed for state, power, allowed in quoted["powers"]},
    )  # fmt: skip

"""Everything told of one plan: verdict, promises, movements, lanes of authority, causes, and what it changed.

Made in the worker, from one book and nothing else, so that it says nothing its book does not hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from coalition.authority.answer import Answer
from coalition.explanation.asked import questions_asked
from coalition.explanation.causes import Explanation, roots_of
from coalition.explanation.summary import summarise
from coalition.explanation.walk import explain
from coalition.formats.exports.changes import write_changes_json
from coalition.formats.exports.geojson import write_geojson
from coalition.formats.exports.movements import HEADS, movement_rows
from coalition.formats.plan_json import write_plan
from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import Minute
from coalition.operations.crisis.stated.shapes import to_json
from coalition.operations.crisis.stated.wire import to_wire
from coalition.operations.frame import Frame
from coalition.operations.news.replan import Replanned
from coalition.operations.report_content import report_content

Document = dict[str, Any]
LANES_MAX = 2_000


def document_of(frame: Frame, judged: JudgedPlan, *, now: Minute) -> Document:
    """The document of a judged plan."""
    book = frame.book
    explanations = explain(book, frame.authority, frame.network, judged)
    weights = {one.id: one.weight for one in book.requirements.values()}
    content = report_content(frame, judged, explanations)
    asked = questions_asked(book, frame.authority, frame.network, judged.plan)
    answers = [frame.authority.answer(question, now) for question in asked]
    return {
        "plan": write_plan(judged.plan),
        "verdict": judged.verdict.value,
        "score": wire(judged.score),
        "bound": wire(judged.plan.bound),
        "assignments": wires(judged.plan.assignments),
        "closures": wires(judged.closures),
        "breaches": wires(judged.breaches),
        "doubts": wires(judged.doubts),
        "risks": wires(judged.risks),
        "summary": wire(summarise(book, judged)),
        "explanations": [_explanation(one) for one in explanations],
        "roots": wires(roots_of(explanations, weights)),
        "movement_heads": list(HEADS),
        "movements": [list(row) for row in movement_rows(book, judged)],
        "lanes": wires(content.lanes[:LANES_MAX]),
        "missing": _missing(answers),
        "map": json.loads(write_geojson(book, judged, frame.atlas)),
        "book": to_json(book),
        "changes": None,
    }


def changed_document(made: Replanned) -> Document:
    """The document of a plan made after news, with what it changes."""
    found = document_of(made.frame, made.judged, now=made.news.at)
    found["changes"] = json.loads(write_changes_json(made.news, made.diff, made.inherited))
    return found


def wire(noun: Any) -> Any:
    """A noun as clients read it."""
    return None if noun is None else to_wire(type(noun), noun)


def wires(nouns: Iterable[Any]) -> list[Any]:
    """Nouns as clients read them."""
    return [wire(one) for one in nouns]


def _explanation(one: Explanation) -> dict[str, Any]:
    return {
        "requirement": one.requirement,
        "late_minutes": one.late_minutes,
        "chain": wires(one.chain),
    }


def _missing(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Assents that are missing: whose, in which body, under which procedure, for whom and how many
    questions.
    """
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for answer in answers:
        for one in answer.missing:
            key = (one.nation, one.body, one.procedure)
            row = found.setdefault(
                key,
                {
                    "nation": one.nation, "body": one.body, "procedure": one.procedure,
                    "questions": 0, "actors": set(), "actions": set(),
                },
            )  # fmt: skip
            row["questions"] += 1
            row["actors"].add(str(answer.question.actor))
            row["actions"].add(str(answer.question.action))
    return [_sorted(found[key]) for key in sorted(found)]


def _sorted(row: dict[str, Any]) -> dict[str, Any]:
    return {key: sorted(value) if isinstance(value, set) else value for key, value in row.items()}

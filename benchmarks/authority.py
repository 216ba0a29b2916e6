"""Budget: every legal question that sixty places and all nations of a reinforcement can raise."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from stopwatch import Stopwatch

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.law import Action
from coalition.model.places import Mode

CARGOES: tuple[frozenset[Nature], ...] = (
    frozenset(),
    frozenset({Nature.PERSONNEL}),
    frozenset({Nature.VEHICLES, Nature.WEAPONS}),
    frozenset({Nature.AMMUNITION, Nature.HAZARDOUS}),
)


def main() -> int:
    watch = Stopwatch()
    with TemporaryDirectory() as scratch:
        generate_book(requirements=200, seed=1, folder=Path(scratch))
        book = read_book(Path(scratch))
    questions = questions_of(book)
    note = f"{len(questions)} questions"
    watch.time("compile the law of a book", lambda: Authority(book), budget_s=0.1)
    watch.time("each question once, cold", lambda: ask(Authority(book), book, questions),
               budget_s=12, note=note)  # fmt: skip
    authority = Authority(book)
    ask(authority, book, questions)
    watch.time("each question again", lambda: ask(authority, book, questions),
               budget_s=1, note=note)  # fmt: skip
    return watch.report()


def questions_of(book: Book) -> list[Question]:
    return [
        Question(actor, action, territory, mode=mode, cargo=cargo)
        for actor in book.nations
        for territory in book.nations
        for action in (Action.ENTER, Action.TRANSIT, Action.OVERFLY, Action.USE_BASE)
        for mode in (Mode.AIR, Mode.RAIL)
        for cargo in CARGOES
    ]


def ask(authority: Authority, book: Book, questions: list[Question]) -> int:
    at = book.crisis.activated
    return sum(authority.answer(question, at).opens is not None for question in questions)


if __name__ == "__main__":
    sys.exit(main())

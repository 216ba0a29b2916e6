"""Budgets: every legal question of a reinforcement, and a hundred thousand of a large body of law."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import log
from os import times
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from large_law import C_DAY, large_book, questions
from stopwatch import RUNS, Stopwatch

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import DecisionId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.operations.ask_many import answer_all

CARGOES: tuple[frozenset[Nature], ...] = (
    frozenset(),
    frozenset({Nature.PERSONNEL}),
    frozenset({Nature.VEHICLES, Nature.WEAPONS}),
    frozenset({Nature.AMMUNITION, Nature.HAZARDOUS}),
)


LARGE = 10_000
"""Provisions of the large body of law."""
NATIONS = 60
ASKED = 100_000
OF_A_PLAN = 1_000
GROWTH = (2_500, 5_000, 10_000)
OUT = Path(__file__).parents[1] / "out"


def main() -> int:
    watch = Stopwatch()
    with TemporaryDirectory() as scratch:
        generate_book(requirements=200, seed=1, folder=Path(scratch))
        book = read_book(Path(scratch))
    every = questions_of(book)
    note = f"{len(every)} questions"
    watch.time("compile the law of a book", lambda: Authority(book), budget_s=0.1)
    watch.time("each question once, cold", lambda: ask(Authority(book), book, every),
               budget_s=12, note=note)  # fmt: skip
    authority = Authority(book)
    ask(authority, book, every)
    watch.time("each question again", lambda: ask(authority, book, every),
               budget_s=1, note=note)  # fmt: skip
    time_large(watch)
    time_growth()
    return watch.report()


def time_large(watch: Stopwatch) -> None:
    """Ten thousand provisions: all questions on two cores, and a plan's after one more decision."""
    book = large_book(provisions=LARGE, nations=NATIONS, seed=1)
    asked = questions(book, ASKED, seed=1)
    authority = watch.time("compile 10,000 provisions", lambda: Authority(book), budget_s=1)
    before = times()
    watch.time(
        "100,000 questions, two processes",
        lambda: answer_all(Authority(book), asked, C_DAY, processes=2), budget_s=20,
        note=f"{LARGE} provisions, {NATIONS} nations",
    )  # fmt: skip
    spent = (sum(times()[:4]) - sum(before[:4])) / (1 if watch.once else RUNS)
    print(f"100,000 questions: {spent:.1f} processor seconds in both processes together")
    plan = asked[:OF_A_PLAN]
    authority.answer_all(plan, C_DAY)
    taken = replace(book.decisions[0], id=DecisionId("more"), at=Minute(C_DAY + 1))
    watch.time(
        "1,000 questions of a plan after a decision",
        lambda: authority.with_decision(taken).answer_all(plan, C_DAY), budget_s=0.2,
    )  # fmt: skip


def time_growth() -> None:
    """Questions a second against provisions and against questions, drawn into `out/authority-growth.svg`."""
    by_provisions = []
    for size in GROWTH:
        book = large_book(provisions=size, nations=NATIONS, seed=1)
        by_provisions.append((size, seconds_of(book, questions(book, 4_000, seed=1))))
    book = large_book(provisions=GROWTH[0], nations=NATIONS, seed=1)
    counts = (2_000, 4_000, 8_000, 16_000)
    by_questions = [(n, seconds_of(book, questions(book, n, seed=1))) for n in counts]
    OUT.mkdir(exist_ok=True)
    charts = (("4,000 questions, by provisions", by_provisions),
              ("2,500 provisions, by questions", by_questions))  # fmt: skip
    (OUT / "authority-growth.svg").write_text(growth_svg(charts), encoding="utf-8")
    for title, points in charts:
        print(f"{title}: seconds grow with the power {exponent(points):.2f}")
    print(f"drawn in {OUT / 'authority-growth.svg'}")


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of the best line through the logarithms: 1 is linear growth."""
    at = [(log(x), log(y)) for x, y in points]
    mean_x, mean_y = (sum(each) / len(at) for each in zip(*at, strict=True))
    rise = sum((x - mean_x) * (y - mean_y) for x, y in at)
    return rise / sum((x - mean_x) ** 2 for x, _ in at)


def seconds_of(book: Book, asked: list[Question]) -> float:
    """Processor seconds to compile the law and answer all."""
    begin = process_time()
    Authority(book).answer_all(asked, C_DAY)
    return process_time() - begin


def growth_svg(charts: tuple[tuple[str, list[tuple[int, float]]], ...]) -> str:
    """Two small line charts with their points labelled."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300" font-family="sans-serif">',
             '<rect width="760" height="300" fill="#fff"/>']  # fmt: skip
    for place, (title, points) in enumerate(charts):
        left, most_x, most_y = 60 + place * 370, points[-1][0], max(y for _, y in points)
        drawn = [(left + 270 * x / most_x, 250 - 190 * y / most_y) for x, y in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        parts += [f'<text x="{left}" y="28" font-size="14">{title}</text>',
                  f'<path d="M{left} 50V250H{left + 290}" fill="none" stroke="#57606a"/>',
                  f'<polyline points="{line}" fill="none" stroke="#0b5fa5" stroke-width="2"/>']  # fmt: skip
        for (x, y), (number, seconds) in zip(drawn, points, strict=True):
            label = f"{seconds:.1f} s"
            parts += [
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#0b5fa5"/>',
                text_at(x, y - 8, label, "end"),
                text_at(x, 266, f"{number:,}", "middle"),
            ]
    return "\n".join((*parts, "</svg>")) + "\n"


def text_at(x: float, y: float, label: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" text-anchor="{anchor}">{label}</text>'


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

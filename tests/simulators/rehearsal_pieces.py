"""Pieces to rehearse: the small example by hand, small books by chance, a small north; and worlds for them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.simulators.chance_books import chance_book
from tests.simulators.small_books import SmallNetwork, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.formats.chances.reader import assumed_chances
from coalition.generation.northern import generate_book
from coalition.model.book import Book
from coalition.model.chance.chances import CALM, Chance, ChanceKind, Chances, Spread
from coalition.model.plan import Plan
from coalition.operations.frame import Frame, frame_of
from coalition.planning.planner import make_plan
from coalition.rehearsal.engine.play import play_out
from coalition.rehearsal.engine.reactions import ALL, Reactions
from coalition.rehearsal.engine.state import Play
from coalition.rehearsal.part import Part, Piece
from coalition.rehearsal.script.lay_out import lay_out
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.world.world import World, draw_world

HOUR, DAY = 60, 1440


@cache
def small_script() -> Script:
    """The green plan of the small example."""
    book = small_book()
    return lay_out(book, Authority(book), SmallNetwork(), small_plan())


@cache
def by_chance(seed: int, requirements: int = 12) -> tuple[Book, Plan, Script]:
    """A small book by chance with a plan by dispatch, laid out."""
    book, network = chance_book(seed, requirements=requirements)
    law = Authority(book)
    plan = make_plan(book, law, network)
    return book, plan, lay_out(book, law, network, plan)


@cache
def small_north(requirements: int = 25, seed: int = 3) -> tuple[Frame, Plan, Script]:
    """A book of the small north with a plan by dispatch, laid out."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        generate_book(requirements=requirements, seed=seed, folder=folder, small=True)
        frame = frame_of(read_book(folder))
    plan = make_plan(frame.book, frame.authority, frame.network)
    return frame, plan, lay_out(frame.book, frame.authority, frame.network, plan)


def assumed(book: Book) -> Chances:
    """What the program assumes."""
    return assumed_chances(book)


def chance(kind: ChanceKind, name: str = "x", **fields: object) -> Chance:
    """A chance of that kind; `lasts_h` and `more_percent` are triples."""
    lasts, more = fields.pop("lasts_h", None), fields.pop("more_percent", None)
    made = Chance(name, kind, **fields)  # type: ignore[arg-type]
    if lasts is not None:
        made = replace(made, lasts=Spread(*(one * HOUR for one in lasts)))  # type: ignore[attr-defined]
    if more is not None:
        made = replace(made, more=Spread(*(one * 10_000 for one in more)))  # type: ignore[attr-defined]
    return made


def under(*chances: Chance) -> Chances:
    """Those chances and nothing else."""
    return Chances((), chances)


def piece_of(script: Script, chances: Chances = CALM, reactions: Reactions = ALL) -> Piece:
    """The script under chances."""
    return Piece(script, chances, reactions)


def world_of(piece: Piece, count: int, *, seed: int = 1, first: int = 0) -> World:
    """The world of so many replications."""
    return draw_world(piece.script, piece.register, Part(seed, first, count).rows)


def play_of(piece: Piece, count: int, *, seed: int = 1, first: int = 0) -> Play:
    """So many replications played."""
    world = world_of(piece, count, seed=seed, first=first)
    return play_out(piece.script, world, piece.reactions)

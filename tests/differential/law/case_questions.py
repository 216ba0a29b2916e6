"""Questions to a case that its own law speaks of, so that more than *no basis found* is compared."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from coalition.authority.answer import Question
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import NationId
from coalition.model.law import Action, Instrument, Limits, Provision, ProvisionKind
from coalition.model.places import Mode

SPOKEN = (ProvisionKind.PERMISSION, ProvisionKind.PROHIBITION, ProvisionKind.OBLIGATION)
AMOUNTS = (
    Limits(),
    Limits(),
    Limits(pax=10),
    Limits(pax=400),
    Limits(vehicles=30),
    Limits(days=90),
)


def questions_of_case(book: Book, seed: int, many: int) -> Iterator[Question]:
    """So many questions, each with the scope of a provision of the book, now and then a little off it."""
    dice = random.Random(seed)
    spoken = [
        (text, one) for text in book.instruments for one in text.provisions if one.kind in SPOKEN
    ]
    for _ in range(many):
        yield _question(book, *dice.choice(spoken), dice)


def _question(book: Book, text: Instrument, one: Provision, dice: random.Random) -> Question:
    scope = one.scope
    actor = dice.choice(_nations(book, text, scope.actors))
    where = scope.territories or text.territories
    territory = dice.choice([n for n in _nations(book, text, where) if n != actor] or [actor])
    action = dice.choice(scope.actions or text.actions or tuple(Action))
    if action is Action.SEND or where == ("actor",):
        territory = actor
    cargo = scope.cargo if dice.random() < 0.7 else tuple(Nature)
    return Question(
        actor, action, territory,
        dice.choice((*scope.modes, *scope.modes, None)) if dice.random() < 0.7 else dice.choice(tuple(Mode)),
        frozenset(dice.sample(cargo, min(len(cargo), dice.randint(0, 2)))),
        unit=_word(scope.units, dice), fleet=_word(scope.fleets, dice),
        place=_word(scope.places, dice), task=_word(scope.tasks, dice),
        mission=_word(scope.missions, dice), amount=dice.choice(AMOUNTS),
    )  # fmt: skip


def _word(words: Sequence[str], dice: random.Random) -> str:
    return dice.choice(words) if words and dice.random() < 0.8 else ""


def _nations(book: Book, text: Instrument, words: Sequence[str]) -> list[NationId]:
    """The nations that words of a scope may stand for; every nation where they name none."""
    groups = {"members": book.alliance.members, **book.alliance.groups}
    groups["parties"] = tuple(party.nation for party in text.parties)
    named = [n for word in words for n in groups.get(word, (NationId(word),))]
    return sorted({n for n in named if n in book.nations}) or sorted(book.nations)

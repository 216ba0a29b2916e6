"""The command that asks the law one question."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from coalition.model.cargo import Nature
from coalition.model.law import Action
from coalition.model.places import Mode


def may(
    book: Path,
    /,
    *,
    actor: str,
    action: Action,
    territory: str,
    mode: Mode | None = None,
    cargo: tuple[Nature, ...] = (),
    on: str | None = None,
    unit: str = "",
    fleet: str = "",
    place: str = "",
    task: str = "",
) -> int:
    """Ask whether a nation may do something, from when, under which provision, and who must still sign.

    Example: `coalition may cases/ebola-2014 --actor USA --action use-base --territory SEN --mode air`.
    Exit code 1 when it is not permitted at that time.

    Parameters
    ----------
    book
        The folder of the book.
    actor
        The nation that wants to act (ISO alpha-3).
    action
        What it wants to do.
    territory
        Whose soil, air, base, stock or lift it touches (its own for `send`).
    mode
        By which mode.
    cargo
        What the load is in law; repeat for several.
    on
        Date or instant (`2014-10-01`, `2014-10-01T06:00Z`); default the crisis's C-day.
    unit
        A unit, for caveats that name one.
    fleet
        A fleet, for caveats that name one.
    place
        A place, for provisions that name one.
    task
        A task, for caveats that name one.

    """
    from coalition.authority.answer import Finding, Question
    from coalition.operations.ask_law import ask_law, question_of

    wanted = Question(
        actor=question_of(actor), action=action, territory=question_of(territory), mode=mode,
        cargo=frozenset(cargo), unit=unit, fleet=fleet, place=place, task=task,
    )  # fmt: skip
    answer, text = ask_law(book, wanted, on)
    Console(soft_wrap=True, highlight=False).print(text, markup=False)
    return 0 if answer.finding is Finding.PERMITTED else 1

"""The command that asks the law one question."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

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
    mission: str = "",
    partner: tuple[str, ...] = (),
    beneficiary: str | None = None,
    amount: tuple[str, ...] = (),
    power: str = "",
    position: tuple[str, ...] = (),
    format: Literal["text", "html", "json"] = "text",  # noqa: A002 - the option's name
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
    mission
        An operation by name.
    partner
        A nation alongside which, or under whose command; repeat for several.
    beneficiary
        Whose forces or people profit.
    amount
        How much is meant, like `pax=600`, `mass_t=20`, `ships=3`; repeat for several.
    power
        For `command` and `transfer-command`: a state of command or a power.
    position
        Whose version of a text speaks, like `eu-military-mobility=council`; repeat for several.
    format
        `text`, a page of its own (`html`), or a record that can be proved again (`json`).

    """
    from coalition.authority.answer import Finding, Question
    from coalition.operations.ask_law import Asked, amount_of, ask_law, question_of

    wanted = Question(
        actor=question_of(actor), action=action, territory=question_of(territory), mode=mode,
        cargo=frozenset(cargo), unit=unit, fleet=fleet, place=place, task=task, mission=mission,
        partners=frozenset(map(question_of, partner)), amount=amount_of(amount), power=power,
        beneficiary=None if beneficiary is None else question_of(beneficiary),
    )  # fmt: skip
    answer, text = ask_law(book, Asked(wanted, on, position, format))
    if format == "text":
        Console(soft_wrap=True, highlight=False).print(text, markup=False)
    else:
        print(text, end="")
    return 0 if answer.finding is Finding.PERMITTED else 1

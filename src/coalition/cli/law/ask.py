"""The command that asks the law one question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cyclopts import Parameter
from rich.console import Console

from coalition.model.cargo import Nature
from coalition.model.law import Action
from coalition.model.places import Mode

if TYPE_CHECKING:
    from coalition.authority.answer import Question


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Narrow:
    """What narrows a question further."""

    unit: str = ""
    """A unit, for caveats that name one."""
    fleet: str = ""
    """A fleet, for caveats that name one."""
    place: str = ""
    """A place, for provisions that name one."""
    task: str = ""
    """A task, for caveats that name one."""
    mission: str = ""
    """An operation by name."""
    partner: tuple[str, ...] = ()
    """A nation alongside which, or under whose command; repeat for several."""
    beneficiary: str | None = None
    """Whose forces or people profit."""
    amount: tuple[str, ...] = ()
    """How much is meant, like `pax=600`, `mass_t=20`, `ships=3`; repeat for several."""
    power: str = ""
    """For `command` and `transfer-command`: a state of command or a power."""


NO_MORE = Narrow()


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
    narrow: Narrow = NO_MORE,
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
        Whose soil, air, base, stock or lift it touches (its own for `send`), or the nation helped.
    mode
        By which mode.
    cargo
        What the load is in law; repeat for several.
    on
        Date or instant (`2014-10-01`, `2014-10-01T06:00Z`); default the crisis's C-day.
    narrow
        What narrows it further.
    position
        Whose version of a text speaks, like `eu-military-mobility=council`; repeat for several.
    format
        `text`, a page of its own (`html`), or a record that can be proved again (`json`).

    """
    from coalition.authority.answer import Finding
    from coalition.operations.ask_law import Asked, ask_law

    wanted = question_from((actor, action, territory), mode, cargo, narrow)
    answer, text = ask_law(book, Asked(wanted, on, position, format))
    if format == "text":
        Console(soft_wrap=True, highlight=False).print(text, markup=False)
    else:
        print(text, end="")
    return 0 if answer.finding is Finding.PERMITTED else 1


def question_from(
    asked: tuple[str, Action, str], mode: Mode | None, cargo: tuple[Nature, ...], narrow: Narrow
) -> Question:
    """The question as typed. Raises InputError for an amount that is none."""
    from coalition.authority.answer import Question
    from coalition.operations.ask_law import amount_of, question_of

    actor, action, territory = asked
    return Question(
        actor=question_of(actor), action=action, territory=question_of(territory), mode=mode,
        cargo=frozenset(cargo), unit=narrow.unit, fleet=narrow.fleet, place=narrow.place,
        task=narrow.task, mission=narrow.mission, power=narrow.power,
        partners=frozenset(map(question_of, narrow.partner)), amount=amount_of(narrow.amount),
        beneficiary=None if narrow.beneficiary is None else question_of(narrow.beneficiary),
    )  # fmt: skip

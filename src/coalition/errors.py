"""The error tree: one root, three kinds, told apart by who must act.

    CoalitionError
    +-- InputError      the sender: all faults at once, each with code, place and mend
    +-- RefusedError    nobody: it is not yours to see or do
    +-- IntegrityError  the keeper of the data: what is stored does not verify; stop

Infeasible, late, forbidden and unknown are results, not errors. Codes are stable and listed in
`docs/reference/errors.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


class CoalitionError(Exception):
    """Root of every error this program raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in what was sent: where it stands, its stable code, what is wrong, the mend.

    `where` reads `file:line`, `file:row N, column NAME`, or a dotted path when there is no file.
    """

    where: str
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """One line for a person."""
        mend = f" (hint: {self.hint})" if self.hint else ""
        return f"{self.where}: {self.code}: {self.message}{mend}"


def _place_order(fault: Fault) -> tuple[list[str | int], Fault]:
    """Places in the order a person reads them: row 2 before row 10."""
    parts = re.split(r"([0-9]{1,18})", fault.where)
    return [int(part) if place % 2 else part for place, part in enumerate(parts)], fault


class InputError(CoalitionError):
    """The input cannot be used; `faults` holds every fault found, in order of place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults), key=_place_order))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class RefusedError(CoalitionError):
    """The rule forbids it; the message names the rule, never the content."""


class IntegrityError(CoalitionError):
    """Stored or sealed data does not verify."""

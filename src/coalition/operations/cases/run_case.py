"""Plan a case and set it beside the figures that were published, each difference with what explains it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.faults import did_you_mean
from coalition.formats.shelf.figures import Figure, read_figures
from coalition.operations.asked import Asked
from coalition.operations.cases.measures import measured
from coalition.operations.plan_book import PlannedBook, Report, plan_book


@dataclass(frozen=True, slots=True)
class Compared:
    """A published figure and the plan's number."""

    figure: Figure
    planned: int

    @property
    def percent(self) -> int:
        """How far the plan's number lies from the published one, in percent of that, signed."""
        published = self.figure.published
        return 0 if not published else round(100 * (self.planned - published) / published)

    @property
    def is_near(self) -> bool:
        """Whether it lies within what the case says it should."""
        off = abs(self.planned - self.figure.published) * 100
        return off <= self.figure.within_percent * self.figure.published


@dataclass(frozen=True, slots=True)
class CaseRun:
    """A planned case and its figures."""

    planned: PlannedBook
    figures: tuple[Compared, ...]


def cases_in(folder: Path) -> dict[str, Path]:
    """The cases of a folder that can be planned, by name, in order: those that ask for something."""
    found = sorted(path.parent for path in folder.glob("*/book.toml"))
    return {path.name: path for path in found if _asks(path)}


def case_named(folder: Path, name: str) -> Path:
    """The folder of a case. Raises InputError naming the nearest when there is none."""
    cases = cases_in(folder)
    if name in cases:
        return cases[name]
    if (Path(name) / "book.toml").is_file():
        return Path(name)
    hint = did_you_mean(name, cases) or f"cases: {', '.join(cases)}"
    raise InputError([Fault("NAME", "missing-file", f"no case is called `{name}`", hint)])


def run_case(folder: Path, *, asked: Asked, progress: Report = None) -> CaseRun:
    """The case planned, judged, and set beside its figures. Raises InputError."""
    figures = read_figures(folder)
    planned = plan_book(folder, asked=asked, progress=progress)
    book, judged = planned.frame.book, planned.judged
    return CaseRun(
        planned, tuple(Compared(one, measured(book, judged, one.measure)) for one in figures)
    )


def _asks(folder: Path) -> bool:
    return (
        any((folder / name).is_file() for name in ("requirements.csv", "book.toml"))
        and not (folder / "questions.csv").is_file()
    )

"""Plan a case and set it beside the figures that were published, each difference with what explains it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from coalition.errors import Fault, InputError
from coalition.formats.faults import did_you_mean
from coalition.formats.kiel.tracker import ATTRIBUTION
from coalition.formats.report.content import Additions
from coalition.formats.shelf.figures import read_figures
from coalition.formats.whole_write import write_files
from coalition.operations.asked import Asked
from coalition.operations.cases.compared import CaseRun, Compared, figures_csv, figures_page, shown
from coalition.operations.cases.measures import measured
from coalition.operations.cases.scaled import scale_case
from coalition.operations.cases.sharing import WINDOW
from coalition.operations.plan_book import Report, plan_book, write_planned


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


def run_scaled(folder: Path, tracker: Path, *, asked: Asked, progress: Report = None) -> CaseRun:
    """The case with its donors' parts scaled by the tracker in a folder, planned. Raises InputError."""
    with TemporaryDirectory(prefix="coalition-case-") as parent:
        scaled = Path(parent) / folder.resolve().name
        missing = scale_case(folder, tracker, scaled)
        found = run_case(scaled, asked=asked, progress=progress)
    remarks = [
        f"donors' parts follow military allocations of the last {WINDOW} months; {ATTRIBUTION}"
    ]
    if missing:
        remarks.append(f"donors of the tracker without an origin in the case: {', '.join(missing)}")
    return replace(found, remarks=tuple(remarks))


def write_case(run: CaseRun, out: Path) -> tuple[Path, ...]:
    """The plan and its report, with the figures, written into `out`; beside it they lie as table and text."""
    text, page = figures_csv(run), figures_page(run)
    files = {"figures.csv": text.encode(), "figures.md": page.encode()}
    more = Additions(figures=tuple(map(shown, run.figures)), remarks=run.remarks)
    return (*write_planned(run.planned, out, more), *write_files(out, files))


def _asks(folder: Path) -> bool:
    return (
        any((folder / name).is_file() for name in ("requirements.csv", "book.toml"))
        and not (folder / "questions.csv").is_file()
    )

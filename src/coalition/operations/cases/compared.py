"""A case's published figures beside its plan, and the two files that tell of them beside the report."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from coalition.formats.report.content import PublishedFigure
from coalition.formats.shelf.figures import Figure
from coalition.operations.plan_book import PlannedBook

HEADS = (
    "figure", "says", "published", "planned", "off_percent", "near", "unit", "why",
    "source", "source_date", "confidence",
)  # fmt: skip


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
    remarks: tuple[str, ...] = ()
    """What a reader of the figures must know of how the case was made, as an attribution."""

    @property
    def is_near(self) -> bool:
        """Whether every figure is as near as the case says it should be."""
        return all(one.is_near for one in self.figures)


def row_of(one: Compared) -> tuple[str | int, ...]:
    """The cells of `HEADS`."""
    figure, told = one.figure, one.figure.provenance
    return (
        figure.id, figure.says, figure.published, one.planned, f"{one.percent:+d}",
        "yes" if one.is_near else "no", figure.unit, figure.why,
        told.source, told.date, str(told.confidence),
    )  # fmt: skip


def shown(one: Compared) -> PublishedFigure:
    """The figure as the report shows it."""
    figure, told = one.figure, one.figure.provenance
    source = ", ".join(filter(None, (told.source, told.date, str(told.confidence))))
    return PublishedFigure(
        figure.says, figure.published, one.planned, figure.unit, one.percent,
        figure.within_percent, one.is_near, figure.why, source,
    )  # fmt: skip


def figures_csv(run: CaseRun) -> str:
    """The figures as a table."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(HEADS)
    table.writerows(map(row_of, run.figures))
    return text.getvalue()


def figures_page(run: CaseRun) -> str:
    """The figures as Markdown, each difference with what explains it."""
    judged = run.planned.judged
    lines = [
        f"# {judged.plan.book_title}: plan beside published",
        "",
        f"The plan is {str(judged.verdict).upper()}. Its report is `report.html`.",
        *run.remarks,
        "",
        "| published | figure | plan | off | as near as the case says |",
        "|---|---|---|---|---|",
        *map(_line, run.figures),
        "",
        "## Why they differ",
        "",
        *map(_why, run.figures),
    ]
    return "\n".join(lines) + "\n"


def _line(one: Compared) -> str:
    figure = one.figure
    near = "yes" if one.is_near else "no"
    told = f"{figure.published:,} {figure.unit} | {one.planned:,} | {one.percent:+d} %"
    return f"| {_cell(figure.says)} | {told} | {near}, within {figure.within_percent} % |"


def _why(one: Compared) -> str:
    figure, told = one.figure, one.figure.provenance
    source = f"source: {told.source} ({told.confidence})"
    return f"- **{figure.id}**, {one.percent:+d} %: {figure.why or 'nothing is said'}. {source}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

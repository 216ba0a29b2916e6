"""How results look in a terminal: faults, verdicts, summaries. Words first, tables after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from coalition.errors import Fault
from coalition.explanation.causes import Explanation, RootRow
from coalition.explanation.summary import Summary
from coalition.judging.verdict import Breach, Doubt, JudgedPlan, Verdict
from coalition.measure.instants import write_day, write_instant, write_span
from coalition.model.book import Book

_COLOURS = {Verdict.GREEN: "bold green", Verdict.AMBER: "bold yellow", Verdict.RED: "bold red"}
_MOST_ROWS = 20
_MOST_BREACHES = 1000


def show_faults(console: Console, faults: Sequence[Fault]) -> None:
    """Every fault on a line of its own, and how many there are."""
    for fault in faults:
        line = Text.assemble((fault.where, "bold"), ": ", (fault.code, "red"), ": ", fault.message)
        if fault.hint:
            line.append(f" (hint: {fault.hint})", style="dim")
        console.print(line)
    console.print(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}")


def show_verdict(console: Console, judged: JudgedPlan) -> None:
    """The verdict, every breach, and what is doubtful."""
    console.print(Text(f"{judged.verdict.name}: {verdict_words(judged)}", _COLOURS[judged.verdict]))
    _show_first(
        console, "breaches", [breach_words(b) for b in judged.breaches], most=_MOST_BREACHES
    )
    _show_first(console, "unknown, and this plan rests on it", doubt_lines(judged.doubts))
    _show_first(console, "late if a step takes its longest", [r.text for r in judged.risks], most=5)


def breach_words(breach: Breach) -> str:
    """Rule, code, place, time, amount and provision in one line."""
    when = "" if breach.at is None else f" on {write_instant(breach.at)}"
    amount = "" if breach.amount is None else f", by {breach.amount:,} {breach.unit}".rstrip()
    law = f" [{breach.provision}]" if breach.provision else ""
    return f"{breach.rule} {breach.code}: {breach.where}{when}{amount}{law}: {breach.text}"


def doubt_lines(doubts: Sequence[Doubt]) -> list[str]:
    """The unknown facts, those of one kind on one line, and how many trips rest on them."""
    kinds: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in doubts:
        kinds.setdefault((doubt.rule, doubt.code), []).append(doubt)
    return [_doubts_of_a_kind(rule, members) for (rule, _), members in kinds.items()]


def _doubts_of_a_kind(rule: str, doubts: list[Doubt]) -> str:
    trips = sum(doubt.trips for doubt in doubts)
    resting = f" ({trips} trips rest on it)" if trips else ""
    more = f", and {len(doubts) - 1} more of the kind" if len(doubts) > 1 else ""
    return f"{rule} {doubts[0].text or doubts[0].fact}{more}{resting}"


def verdict_words(judged: JudgedPlan) -> str:
    """The verdict in a sentence."""
    if judged.breaches:
        return f"{len(judged.breaches)} breaches; this plan must not be carried out"
    if judged.doubts:
        return f"lawful and feasible as far as is known; it rests on {len(judged.doubts)} unknowns"
    return "lawful and feasible; every fact it rests on is stated"


def score_words(judged: JudgedPlan) -> tuple[str, ...]:
    """Score, bound and gap, each in a sentence."""
    score, bound = judged.score, judged.plan.bound
    missing, late = score.undelivered / 1e6, score.lateness / 1440
    lateness = f"weighted lateness {late:,.0f} days, cost {score.cost:,}"
    words = [f"undelivered {missing:.2f} weighted requirements, {lateness}"]
    if bound is not None:
        best = (
            f"{bound.undelivered / 1e6:.2f} undelivered and {bound.lateness / 1440:,.0f} days late"
        )
        words.append(f"no plan can do better than {best}: gap {gap_words(judged)}")
    return tuple(words)


def gap_words(judged: JudgedPlan) -> str:
    """The gap in lateness when as much is delivered as the bound allows, else in what is undelivered."""
    bound = judged.plan.bound
    if bound is None:
        return "not known (the plan claims no bound)"
    if judged.score.undelivered > bound.undelivered:
        return f"{(judged.score.undelivered - bound.undelivered) / 1e6:.2f} weighted requirements undelivered"
    if judged.score.lateness == 0:
        return "0 % (nothing is late)"
    return f"{100 * (judged.score.lateness - bound.lateness) / judged.score.lateness:.0f} % of lateness"


def closure_words(judged: JudgedPlan, summary: Summary) -> str:
    """Weighted closure time, with its bound and gap."""
    own, bound = summary.closure_time, judged.plan.bound
    words = f"weighted closure time {own / 1440:,.0f} days"
    if bound is None or bound.closure is None:
        return words
    gap = 100 * (own - bound.closure) / own if own else 0
    return f"{words}; no plan can need less than {bound.closure / 1440:,.0f}: gap {gap:.0f} %"


def show_summary(console: Console, book: Book, judged: JudgedPlan, summary: Summary) -> None:
    """The plan as a planner reads it aloud: headline, by nation, by week."""
    fictional = " (fictional)" if book.fictional else ""
    console.print(Text(f"{book.title}{fictional}", style="bold"))
    console.print(
        f"C-day {write_day(book.crisis.activated)}, horizon to {write_day(book.crisis.horizon_end)}: "
        f"{summary.requirements} requirements, {summary.on_time} closed on time, "
        f"{summary.late} late, {summary.unmet} unmet"
    )
    for sentence in score_words(judged):
        console.print(sentence)
    console.print(closure_words(judged, summary))
    console.print(_nation_table(book, summary))
    console.print(_week_table(summary))


def _nation_table(book: Book, summary: Summary) -> Table:
    table = _table("who sends, who lifts", "nation", ("sends", "pax", "t arrived", "t lifted"))
    for row in summary.by_nation:
        nation = book.nations.get(row.nation)
        name = f"{row.nation} {nation.name}" if nation else row.nation
        counts = (
            f"{row.movements:,}",
            f"{row.pax:,}",
            _tonnes(row.mass_kg),
            _tonnes(row.lifted_kg),
        )
        table.add_row(name, *counts)
    return table


def _week_table(summary: Summary) -> Table:
    heads = ("due", "closed", "due so far", "closed so far", "pax", "t")
    table = _table("week by week, due against closed", "week from", heads)
    due = closed = 0
    for row in summary.by_week:
        due, closed = due + row.due, closed + row.closed
        week = f"C+{(row.week - 1) * 7} {write_day(row.begins)}"
        counts = (row.due, row.closed, due, closed)
        table.add_row(week, *map(str, counts), f"{row.pax:,}", _tonnes(row.mass_kg))
    return table


def _table(title: str, first: str, heads: Sequence[str]) -> Table:
    table = Table(first, title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _tonnes(kg: int) -> str:
    return f"{kg / 1000:,.0f}"


def show_causes(
    console: Console, explanations: Sequence[Explanation], roots: Sequence[RootRow]
) -> None:
    """What binds: roots first, then the chain of each requirement that is late or unmet."""
    if not explanations:
        return
    console.print(Text("what binds", style="bold"))
    for row in roots[:_MOST_ROWS]:
        unmet = f", {row.unmet} unmet" if row.unmet else ""
        console.print(
            f"  {row.kind}: {row.subject}: {len(row.requirements)} requirements{unmet}, "
            f"{row.weighted_minutes / 1440:,.0f} weighted days late",
            markup=False,
        )
    _show_first(console, "late or unmet, and why", [_chain_words(e) for e in explanations])


def _chain_words(explanation: Explanation) -> str:
    late = explanation.late_minutes
    how = "unmet" if late is None else f"{write_span(late)} late"
    return f"{explanation.requirement} {how}: " + " <- ".join(c.text for c in explanation.chain)


def _show_first(
    console: Console, head: str, lines: Sequence[str], *, most: int = _MOST_ROWS
) -> None:
    if not lines:
        return
    console.print(Text(head, style="bold"))
    for line in lines[:most]:
        console.print(f"  {line}", markup=False)
    if len(lines) > most:
        console.print(f"  ... and {len(lines) - most} more in the report")


def show_files(console: Console, files: Iterable[Path]) -> None:
    """What was written; the report last, on a line of its own."""
    paths = list(files)
    reports = [p for p in paths if p.name == "report.html"]
    others = ", ".join(p.name for p in paths if p not in reports)
    if paths:
        console.print(f"wrote {paths[0].parent}: {others}", markup=False)
    for report in reports:
        console.print(Text.assemble("report: ", (str(report), "bold underline")))

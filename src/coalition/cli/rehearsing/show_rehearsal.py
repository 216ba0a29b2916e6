"""How a rehearsal looks in a terminal: what it comes to, causes, hedges, promises, one replication's story."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coalition.cli.rehearsing.tables import table_of
from coalition.formats.rehearsed.content import Known, RehearsalContent
from coalition.formats.rehearsed.page import against_words, saying_of
from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_day, write_instant

if TYPE_CHECKING:
    from coalition.operations.rehearse.replanning import ReplannedRow, Replanning
    from coalition.operations.rehearse.replay import Replayed

_ROWS = 15
_NEWS_SHOWN = 2
_SMALL = 0.005
_PPM = 1_000_000
_COLOURS = {"lost": "red", "never": "red", "late": "yellow", "help": "green", "detour": "green"}


def show_rehearsed(console: Console, content: RehearsalContent, seconds: float) -> None:
    """Headline, promises at risk, causes, hedges."""
    said = content.fictional and "fictional" not in content.title
    console.print(Text(content.title + (" (fictional)" if said else ""), style="bold"))
    count = len(content.replications)
    console.print(
        f"{count:,} replications, seed {content.seed}, people "
        f"{', '.join(content.reactions) or 'only wait'}: {seconds:.1f} s"
    )
    for line in _headline(content):
        console.print(line)
    console.print(saying_of(content), markup=False)
    assumed = sum(chance.assumed for chance in content.chances)
    console.print(
        f"{len(content.chances)} kinds of chance, {assumed} of them assumed by the program"
    )
    console.print(_promises(content))
    console.print(_causes(content))
    if content.hedges:
        console.print(_hedges(content))


def show_against(console: Console, content: RehearsalContent) -> None:
    """The comparison with another plan, when there is one."""
    if content.against is None:
        return
    console.print(Text(f"less {content.against.plan}, replication by replication", style="bold"))
    for name, value in against_words(content):
        console.print(f"  {name}: {value}", markup=False)


def show_written(console: Console, files: Iterable[Path]) -> None:
    """What was written; the page last, on a line of its own."""
    paths = list(files)
    pages = [path for path in paths if path.suffix == ".html"]
    others = ", ".join(path.name for path in paths if path not in pages)
    console.print(f"wrote {paths[0].parent}: {others}", markup=False)
    for page in pages:
        console.print(Text.assemble("page: ", (str(page), "bold underline")))


def show_story(console: Console, replayed: Replayed) -> None:
    """One replication as a timeline."""
    title = f"{replayed.title}: replication {replayed.number} of seed {replayed.seed}"
    console.print(Text(title, style="bold"))
    console.print(
        f"{replayed.lateness / MINUTES_PER_DAY:,.0f} weighted days late (plan "
        f"{replayed.planned_lateness / MINUTES_PER_DAY:,.0f}), {replayed.undelivered / _PPM:,.2f} weighted "
        f"requirements undelivered, {100 * replayed.on_time:.0f} % of weight on time"
    )
    for event in replayed.events:
        when = write_instant(Minute(replayed.origin + event.at))
        line = Text.assemble(
            (f"C+{event.at // MINUTES_PER_DAY:<3} {when}  ", "dim"),
            (f"{event.kind:<10} ", _COLOURS.get(event.kind, "cyan")), (event.who, "bold"), f" {event.text}",
        )  # fmt: skip
        console.print(line)
    console.print(f"{len(replayed.events)} events")


def show_replanned(console: Console, found: Replanning) -> None:
    """What planning again inside the run changes."""
    console.print(
        Text(f"{found.title}: planning again inside {found.count} replications", style="bold")
    )
    rows = [
        (
            f"{row.number}: {_known(row)}",
            *(_in_days(value) for value in (row.kept, row.again, row.kept - row.again)),
        )
        for row in found.rows
    ]
    heads = ("replication", "plan kept", "planned again", "less")
    console.print(table_of("weighted days late", heads, rows))
    gain = Known(found.gain.value, found.gain.low, found.gain.high)
    console.print(f"planning again saves {_days(gain)} weighted days a replication")


def _known(row: ReplannedRow) -> str:
    """What became known and when, in short."""
    said = [f"C+{one.at // MINUTES_PER_DAY} {one.words}" for one in row.news[:_NEWS_SHOWN]]
    more = len(row.news) - len(said)
    return "; ".join(said) + (f" and {more} more" if more else "") or "nothing large became known"


def _headline(content: RehearsalContent) -> list[str]:
    on_time, planned = content.on_time, content.planned_on_time
    quantiles = " / ".join(f"{100 * one:.0f}" for one in content.on_time_quantiles)
    missing, planned_missing = content.undelivered.value, content.planned_undelivered
    return [
        (
            f"weight on time {100 * on_time.value:.1f} % "
            f"({100 * on_time.low:.1f} to {100 * on_time.high:.1f}), plan {100 * planned:.1f} %; "
            f"5/25/50/75/95 % of replications reach {quantiles} %"
        ),
        (
            f"weighted lateness {_days(content.lateness)} days, plan "
            f"{content.planned_lateness / MINUTES_PER_DAY:,.0f}; undelivered "
            f"{missing / _PPM:,.2f} weighted requirements, plan {planned_missing / _PPM:,.2f}"
        ),
        f"everything on time in {100 * content.all_on_time.value:.1f} % of replications",
    ]


def _promises(content: RehearsalContent) -> Table:
    rows = sorted(content.goals, key=lambda one: (-one.weight * (1 - one.on_time.value), one.name))
    return table_of(
        "dates most at risk",
        ("requirement", "RDD", "on time", "middle", "19 of 20"),
        [
            (f"{goal.name} {goal.title}", write_day(goal.rdd), _percent(goal.on_time.value),
             _day(goal.closure[len(goal.closure) // 2]), _day(goal.closure[-1]))
            for goal in rows[:_ROWS]
        ],
    )  # fmt: skip


def _causes(content: RehearsalContent) -> Table:
    return table_of(
        "causes by weighted days charged",
        ("cause", "felt", "critical", "days", "more when felt"),
        [
            (cause.name, _percent(cause.felt.value), _percent(cause.critical.value),
             _in_days(cause.charged), "" if cause.sensitivity is None else _in_days(cause.sensitivity))
            for cause in content.causes[:_ROWS]
        ],
    )  # fmt: skip


def _hedges(content: RehearsalContent) -> Table:
    return table_of(
        "most valuable hedges",
        ("without", "days less late", "95 %", "points on time", "delivered"),
        [
            (hedge.name, _in_days(hedge.lateness.value),
             f"{_in_days(hedge.lateness.low)} to {_in_days(hedge.lateness.high)}",
             f"{100 * hedge.on_time.value:+.1f}", f"{hedge.undelivered.value / _PPM:+.2f}")
            for hedge in content.hedges
        ],
    )  # fmt: skip


def _percent(share: float) -> str:
    return "<1 %" if 0 < share < _SMALL else f"{100 * share:.0f} %"


def _in_days(minutes: float) -> str:
    return f"{minutes / MINUTES_PER_DAY:,.0f}"


def _day(at: Minute | None) -> str:
    return "never" if at is None else write_day(at)


def _days(known: Known) -> str:
    value, low, high = (
        f"{one / MINUTES_PER_DAY:,.0f}" for one in (known.value, known.low, known.high)
    )
    return f"{value} ({low} to {high})"

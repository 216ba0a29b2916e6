"""A rehearsal as it is written down."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from coalition.formats.rehearsed.content import (
    Against,
    CauseRow,
    ChanceLine,
    FanCurves,
    GoalRow,
    HedgeLine,
    Known,
    RehearsalContent,
    Replication,
)
from coalition.formats.rehearsed.writer import rehearsal_files
from coalition.formats.whole_write import write_files
from coalition.measure.instants import Minute, write_span
from coalition.model.chance.chances import Chance, Spread
from coalition.operations.rehearse.rehearse_plan import Rehearsed
from coalition.rehearsal.digest import digest_of
from coalition.rehearsal.engine.reactions import Reaction, Reactions
from coalition.rehearsal.telling.causes import CauseFigures, HedgeFigures
from coalition.rehearsal.telling.compare import Paired
from coalition.rehearsal.telling.figures import QUANTILES, Estimate, Goal, weighted_share
from coalition.rehearsal.telling.outcome import lateness, on_time, undelivered

_PERCENT_PPM = 10_000


def write_rehearsal(
    found: Rehearsed, out: Path, *, against: tuple[str, Paired] | None = None
) -> tuple[Path, ...]:
    """Paths of the files written into the folder. Raises InputError when one cannot be written."""
    return write_files(out, rehearsal_files(content_of(found, against)))


def content_of(found: Rehearsed, against: tuple[str, Paired] | None = None) -> RehearsalContent:
    """All of it in plain words and numbers."""
    script, totals = found.staged.piece.script, found.totals
    origin = script.origin
    return RehearsalContent(
        script.title, script.fictional, Minute(origin), Minute(origin + script.horizon),
        digest_of(found.staged.piece), found.asked.seed, reaction_words(found.staged.piece.reactions),
        found.as_planned, QUANTILES, totals.planned_lateness, totals.planned_undelivered,
        totals.planned_on_time, _known(totals.lateness), totals.lateness_quantiles,
        _known(totals.undelivered), _known(totals.on_time), totals.on_time_quantiles,
        _known(totals.all_on_time), tuple(_goal(goal, origin) for goal in found.goals),
        tuple(_cause(cause) for cause in found.causes),
        tuple(_hedge(rank, one) for rank, one in enumerate(found.hedges, 1)), _fan(found),
        tuple(chance_line(chance) for chance in found.staged.piece.chances.chances),
        _replications(found), None if against is None else _against(*against),
    )  # fmt: skip


def reaction_words(reactions: Reactions) -> tuple[str, ...]:
    """What people do, in words."""
    done = {
        Reaction.OVERTAKE: reactions.overtake,
        Reaction.REROUTE: reactions.reroute,
        Reaction.SUBSTITUTE: reactions.substitute,
    }
    return tuple(str(word) for word, does in done.items() if does)


def chance_line(chance: Chance) -> ChanceLine:
    """A chance in a line."""
    return ChanceLine(
        chance.id, str(chance.kind), _says(chance), chance.cause, chance.assumed,
        chance.provenance.source, str(chance.provenance.confidence),
    )  # fmt: skip


def _says(chance: Chance) -> str:
    parts = []
    if chance.probability_ppm is not None:
        parts.append(f"{chance.probability_ppm / _PERCENT_PPM:g} %")
    if chance.every is not None:
        parts.append(f"every {write_span(chance.every)}")
    if chance.lasts is not None:
        parts.append(f"for {_span(chance.lasts)}")
    if chance.more is not None:
        parts.append(f"by {_share(chance.more)}")
    return ", ".join(parts) or "as the book says"


def _span(spread: Spread) -> str:
    least, likely, most = map(write_span, (spread.least, spread.likely, spread.most))
    return f"{least} to {most}, likely {likely}"


def _share(spread: Spread) -> str:
    least, likely, most = (
        f"{one / _PERCENT_PPM:g}" for one in (spread.least, spread.likely, spread.most)
    )
    return f"{least} to {most} %, likely {likely} %"


def _known(estimate: Estimate) -> Known:
    return Known(estimate.value, estimate.low, estimate.high)


def _goal(goal: Goal, origin: int) -> GoalRow:
    return GoalRow(
        goal.name, goal.title, goal.weight, Minute(origin + goal.rdd), _at(goal.planned, origin),
        _known(goal.on_time), goal.never, tuple(_at(one, origin) for one in goal.closure),
        goal.late_minutes,
    )  # fmt: skip


def _at(minute: int | None, origin: int) -> Minute | None:
    return None if minute is None else Minute(origin + minute)


def _cause(cause: CauseFigures) -> CauseRow:
    return CauseRow(
        cause.name, _known(cause.felt), _known(cause.critical), cause.charged, cause.sensitivity
    )


def _hedge(rank: int, one: HedgeFigures) -> HedgeLine:
    return HedgeLine(
        rank, one.cause.name, _known(one.lateness), _known(one.undelivered), _known(one.on_time),
        one.replications,
    )  # fmt: skip


def _fan(found: Rehearsed) -> FanCurves:
    origin, fan = found.staged.piece.script.origin, found.fan
    at = tuple(Minute(origin + one) for one in fan.at)
    return FanCurves(at, fan.quantiles, fan.planned, fan.due)


def _replications(found: Rehearsed) -> tuple[Replication, ...]:
    script, outcome = found.staged.piece.script, found.outcome
    kept = weighted_share(script, on_time(script, outcome.closure))
    columns = (
        outcome.replication, lateness(script, outcome.closure),
        undelivered(script, outcome.delivered), np.asarray(kept), outcome.given_up,
    )  # fmt: skip
    return tuple(
        Replication(int(number), int(late), int(missing), float(share), int(given_up))
        for number, late, missing, share, given_up in zip(*columns, strict=True)
    )


def _against(plan: str, paired: Paired) -> Against:
    return Against(
        plan, _known(paired.lateness), _known(paired.undelivered), _known(paired.on_time),
        _known(paired.better), paired.gain,
    )  # fmt: skip

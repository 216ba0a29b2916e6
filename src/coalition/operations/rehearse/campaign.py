"""Campaigns: many scenarios, played wherever the runner plays them, landing in Parquet files that resume by
name.

A part of a scenario is some replications of it. Its file is named by its content: what is played (script,
chances, reactions), seed, replications, cause taken out. A file that is there is not played again; one is
there whole or not at all. So a campaign that was cancelled, crashed or killed goes on where it was, and loses
at most what was being played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES, did_you_mean, quote
from coalition.formats.rehearsed.campaign_file import Campaign, Scenario
from coalition.formats.rehearsed.parquet import need_analytics, read_query, write_part
from coalition.operations.rehearse.parts import rows_of
from coalition.operations.rehearse.piece import stage
from coalition.operations.rehearse.runners import open_runner, play_each
from coalition.rehearsal.digest import digest_of
from coalition.rehearsal.engine.reactions import ALL, NONE
from coalition.rehearsal.part import Part, Piece
from coalition.rehearsal.world.rows import NOTHING

PARTS = "parts"
Listener = Callable[[int, int], None] | None


@dataclass(frozen=True, slots=True)
class ScenarioFigures:
    """One scenario read back: replications, mean weighted minutes late, undelivered millionths, share on
    time.
    """

    name: str
    replications: int
    lateness: float
    lateness_q95: float
    undelivered: float
    on_time: float


@dataclass(frozen=True, slots=True)
class CampaignRun:
    """What a run of a campaign did: parts that were there already, and parts played now."""

    title: str
    folder: Path
    there: int
    played: int
    figures: tuple[ScenarioFigures, ...]


@dataclass(frozen=True, slots=True)
class _Todo:
    """One file to be made."""

    file: Path
    scenario: str
    part: Part


def run_campaign(
    campaign: Campaign, folder: Path, *, runner: str, listener: Listener = None
) -> CampaignRun:
    """Play what is not there yet, into `folder`, and read all of it back.

    Raises InputError for a book, plan, chances or cause that cannot be used, and without the extra `analytics`.
    """
    need_analytics()
    there = played = 0
    names = []
    with open_runner(runner) as executor:
        for piece, todos in _by_piece(campaign, folder):
            names += [todo.file.name for todo in todos]
            left = [todo for todo in todos if not todo.file.is_file()]
            there += len(todos) - len(left)
            for done in _play(executor, piece, left):
                played += done
                if listener is not None:
                    listener(there + played, there + played + len(left))
    return CampaignRun(campaign.title, folder, there, played, figures_of(folder, names))


def figures_of(folder: Path, names: list[str]) -> tuple[ScenarioFigures, ...]:
    """The scenarios of those files, read by DuckDB."""
    if not names:
        return ()
    rows = read_query(
        [str(folder / PARTS / name) for name in sorted(set(names))],
        "SELECT scenario, count(*), avg(lateness), quantile_cont(lateness, 0.95), avg(undelivered),"
        " avg(on_time) FROM rows GROUP BY scenario ORDER BY scenario",
    )
    return tuple(ScenarioFigures(*row) for row in rows)


def _by_piece(campaign: Campaign, folder: Path) -> Iterator[tuple[Piece, list[_Todo]]]:
    """What is played with the files it makes; a book and plan that several scenarios share are read once."""
    groups: dict[tuple[object, ...], list[Scenario]] = {}
    for scenario in campaign.scenarios:
        key = (scenario.book, scenario.plan, scenario.chances, scenario.wait)
        groups.setdefault(key, []).append(scenario)
    for scenarios in groups.values():
        one = scenarios[0]
        reactions = NONE if one.wait else ALL
        piece = stage(one.book, one.plan, reactions=reactions, chances=one.chances).piece
        yield (
            piece,
            [
                todo
                for scenario in scenarios
                for name, group in _variants(scenario, piece)
                for todo in _todos(
                    campaign, folder / PARTS, (scenario, name, group), digest_of(piece)
                )
            ],
        )


def _variants(scenario: Scenario, piece: Piece) -> list[tuple[str, int]]:
    """Names of the scenario and of what hangs on it, with the group that is taken out."""
    groups = {group.name: number for number, group in enumerate(piece.register.groups)}
    if scenario.without:
        if scenario.without not in groups:
            message = f"{quote(scenario.without)} is no cause of {quote(scenario.name)}"
            hint = did_you_mean(scenario.without, groups) or CODES["unknown-reference"][1]
            raise InputError([Fault("without", "unknown-reference", message, hint)])
        return [(scenario.name, groups[scenario.without])]
    found = [(scenario.name, NOTHING)]
    if scenario.each_cause:
        found += [(f"{scenario.name}/without {name}", number) for name, number in groups.items()]
    return found


def _todos(
    campaign: Campaign, folder: Path, which: tuple[Scenario, str, int], digest: str
) -> list[_Todo]:
    scenario, name, group = which
    found = []
    for first in range(0, scenario.replications, campaign.part):
        count = min(campaign.part, scenario.replications - first)
        picked = () if group == NOTHING else tuple((row, group) for row in range(count))
        part = Part(scenario.seed, first, count, picked)
        label = digest_of(digest, name, scenario.seed, first, count, group)
        found.append(_Todo(folder / f"{first:08d}-{label}.parquet", name, part))
    return found


def _play(executor: Executor | None, piece: Piece, todos: list[_Todo]) -> Iterator[int]:
    """Play the parts and write each as soon as it is in; gives 1 for each."""
    for number, outcome in play_each(executor, piece, [todo.part for todo in todos]):
        todo = todos[number]
        write_part(todo.file, rows_of(todo.scenario, piece.script, outcome))
        yield 1

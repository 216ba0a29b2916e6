"""The group `coalition exercise`."""

from __future__ import annotations

from cyclopts import App

from coalition.cli.exercise import lessons, playing

exercise = App(
    name="exercise",
    help="""Play a list of events against a plan, evaluate it, and keep what was learned.

Examples: `coalition exercise run BOOK list.xlsx`, `coalition exercise check lessons.toml`.""",
)
for _command in (playing.run, playing.convert, lessons.lesson, lessons.check):
    exercise.command(_command)

"""The program `coalition`, its commands, and the one place that turns errors into exit codes.

Exit codes: 0 done and good; 1 done, and the answer is not good (faults found, plan red, action not
permitted); 2 the input or the call cannot be used; 3 stored data does not verify.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cyclopts import App
from rich.console import Console

from coalition.cli import books, cases, generating, label, record, remote, serving
from coalition.cli.exercise import group as exercises
from coalition.cli.law import (
    ask,
    fastest,
    gaps,
    history,
    law_diff,
    library,
    owed,
    scope_check,
    treaty_value,
)
from coalition.cli.plans import hedging, judging, planning, replanning
from coalition.cli.rehearsing import campaign, degrade, rehearse
from coalition.cli.supply import forecasting, prepositioning, reconciling, standards, sustaining
from coalition.errors import CoalitionError, InputError, IntegrityError

EXIT_BAD_INPUT = 2
EXIT_BROKEN = 3

_HELP = """From treaty to coalition in action: who may act, who sends what, by which way, when it arrives.

Start with `coalition demo`, or write a small book of your own with `coalition new DIR`.
"""


def build() -> App:
    """The application with all its commands, in the order a newcomer meets them."""
    app = App(
        name="coalition",
        help=_HELP,
        help_format="markdown",
        result_action="return_value",
        version_flags=["--version"],
        exit_on_error=False,
        print_error=True,
        console=Console(),
        error_console=Console(stderr=True),
    )
    for command in (
        planning.demo, books.new, books.check, ask.may, owed.owed, gaps.gaps, fastest.fastest,
        treaty_value.treaty_value, scope_check.scope_check, law_diff.law_diff, history.history,
        library.library, planning.plan, replanning.replan, judging.judge,
        hedging.hedge, rehearse.rehearse, campaign.campaign, degrade.degrade, sustaining.sustain,
        reconciling.reconcile, standards.standards, standards.readiness, forecasting.forecast,
        prepositioning.preposition, books.convert,
        generating.generate, books.schema, label.label, serving.serve,
    ):  # fmt: skip
        app.command(command)
    app.command(record.app())
    app.command(remote.app())
    app.command(cases.case)
    app.command(exercises.exercise)
    return app


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; errors become a message on standard error."""
    from cyclopts import CycloptsError

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        code = build()(sys.argv[1:] if arguments is None else list(arguments))
    except CycloptsError:
        return EXIT_BAD_INPUT
    except InputError as error:
        from coalition.cli.show import show_faults

        show_faults(console, error.faults)
        return EXIT_BAD_INPUT
    except IntegrityError as error:
        console.print(f"[bold red]stopped:[/] {error}", markup=True)
        return EXIT_BROKEN
    except (CoalitionError, OSError) as error:
        console.print(str(error), markup=False)
        return EXIT_BAD_INPUT
    return code if isinstance(code, int) else 0

"""The command that judges anyone's plan."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console


def judge(book: Path, plan: Path, /) -> int:
    """Judge a plan, whoever made it: every breach with place, time, amount and provision.

    Example: `coalition judge cases/ebola-2014 out/ebola-2014/plan.json`. Exit code 1 when it is red.

    Parameters
    ----------
    book
        The folder of the book the plan is for.
    plan
        The plan, as `plan.json`.

    """
    from coalition.cli.show import show_verdict
    from coalition.judging.verdict import Verdict
    from coalition.operations.judge_plan import judge_plan

    judged = judge_plan(book, plan)
    show_verdict(Console(soft_wrap=True, highlight=False), judged)
    return 1 if judged.verdict is Verdict.RED else 0

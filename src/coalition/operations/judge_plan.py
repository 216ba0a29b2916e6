"""Judge a plan that anyone made."""

from __future__ import annotations

from pathlib import Path

from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.operations.frame import frame_of


def judge_plan(folder: Path, plan_file: Path) -> JudgedPlan:
    """The judged plan. Raises InputError when book or plan cannot be read, with every fault."""
    frame = frame_of(read_book(folder))
    return judge(frame.book, frame.authority, frame.network, read_plan(plan_file))

"""From treaty to coalition in action: the Python interface mirrors the commands.

>>> from coalition import read_book, may, plan, judge

    read_book(folder) -> Book                       every fault at once, or the book
    may(book, actor=..., action=..., ...) -> Answer who may act, from when, with the proof
    plan(book) -> JudgedPlan                        a lawful plan with its bound, judged
    read_plan(file) -> Plan                         a plan file
    read_news(file, book) -> News                   what became known while a plan is carried out
    replan(book, plan, news) -> Replanned           the plan after the news, and what it changes and why
    judge(book, plan) -> JudgedPlan                 anyone's plan, judged
    explain(book, judged) -> tuple[Explanation]     why what is late is late
    gaps(book, judged) -> tuple[Gap]                what the plan lacks in law, worst first
    fastest(book, question) -> tuple[WayToLeave]    the lawful ways to a permission, fastest first
    hedge(book, plan) -> HedgeTable                 what would buy time, by the weighted hours it buys
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coalition.formats.book_reader import read_book
    from coalition.formats.news.reader import read_news
    from coalition.formats.plan_json import read_plan
    from coalition.operations.python_face import (
        explain,
        fastest,
        gaps,
        hedge,
        judge,
        may,
        plan,
        replan,
    )

__all__ = [
    "explain", "fastest", "gaps", "hedge", "judge", "may", "plan", "read_book", "read_news", "read_plan",
    "replan",
]  # fmt: skip

_HOMES = {
    "read_book": "coalition.formats.book_reader",
    "read_news": "coalition.formats.news.reader",
    "read_plan": "coalition.formats.plan_json",
    "explain": "coalition.operations.python_face",
    "fastest": "coalition.operations.python_face",
    "gaps": "coalition.operations.python_face",
    "hedge": "coalition.operations.python_face",
    "judge": "coalition.operations.python_face",
    "may": "coalition.operations.python_face",
    "plan": "coalition.operations.python_face",
    "replan": "coalition.operations.python_face",
}


def __getattr__(name: str) -> object:
    """Load a name of the interface when it is first used, so that `import coalition` stays quick."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module `coalition` has no attribute `{name}`")
    return getattr(import_module(_HOMES[name]), name)

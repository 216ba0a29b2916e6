"""The bound made beside the plan is the bound, wherever it is made."""

from __future__ import annotations

import os
from threading import Event, Thread

import pytest
from tests.simulators.chance_books import chance_book

from coalition.authority.evaluate import Authority
from coalition.planning import bounding
from coalition.planning.bound.making import Bounds, make_bound
from coalition.planning.planner import make_plan

BOOK, NETWORK = chance_book(3, requirements=12)


def bound_beside(target: int | None) -> tuple[object, bool]:
    """The bound, and whether the law the planner asks meanwhile is the very one given."""
    law = Authority(BOOK)
    with bounding.bounding(BOOK, law, NETWORK) as coming:
        if target is not None:
            coming.aim(target)
        return coming.result(), coming.law is law


@pytest.mark.parametrize("target", [None, 0, 10**9])
@pytest.mark.parametrize("apart", [False, True])
def test_the_bound_made_beside_is_the_one_made_alone(
    monkeypatch: pytest.MonkeyPatch, target: int | None, apart: bool
) -> None:
    monkeypatch.setattr(bounding, "LARGE", 1)
    monkeypatch.setattr(bounding, "may_fork", lambda: apart)
    alone = make_bound(BOOK, Authority(BOOK), NETWORK, target=target)
    assert bound_beside(target) == (alone, apart)


def test_a_process_that_ends_without_a_word_costs_time_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounding, "LARGE", 1)
    monkeypatch.setattr(bounding, "may_fork", lambda: True)
    monkeypatch.setattr(bounding, "_send", lambda *_: os._exit(1))
    assert bound_beside(0)[0] == make_bound(BOOK, Authority(BOOK), NETWORK, target=0)


def test_a_plan_given_up_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounding, "LARGE", 1)
    monkeypatch.setattr(bounding, "may_fork", lambda: True)
    monkeypatch.setattr(bounding, "_send", lambda *_: Event().wait())
    forked, fork = list[int](), os.fork
    monkeypatch.setattr(os, "fork", lambda: forked.append(pid := fork()) or pid)
    with pytest.raises(ZeroDivisionError), bounding.bounding(BOOK, Authority(BOOK), NETWORK):
        raise ZeroDivisionError
    assert len(forked) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(forked[0], os.WNOHANG)


def test_no_process_is_forked_while_another_thread_runs() -> None:
    over = Event()
    thread = Thread(target=over.wait)
    thread.start()
    try:
        assert not bounding.may_fork()
    finally:
        over.set()
        thread.join()


def test_a_plan_is_the_same_with_its_bound_made_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = make_plan(BOOK, Authority(BOOK), NETWORK)
    monkeypatch.setattr(bounding, "LARGE", 1)
    monkeypatch.setattr(bounding, "may_fork", lambda: True)
    assert make_plan(BOOK, Authority(BOOK), NETWORK) == usual


def test_a_plan_as_late_as_the_plain_bound_needs_no_prices() -> None:
    one = make_bound(BOOK, Authority(BOOK), NETWORK)
    higher = make_bound(BOOK, Authority(BOOK), NETWORK, target=None)
    bounds = Bounds(plain=one, priced=higher)
    assert bounds.under(one.lateness).lateness == one.lateness
    assert bounds.under(None) is higher

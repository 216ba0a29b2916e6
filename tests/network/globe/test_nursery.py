"""Trees grown ahead are the trees that would be grown when asked for."""

from __future__ import annotations

import os
import pickle
from threading import Event

import numpy as np

from coalition.network.globe.graph import Tree
from coalition.network.globe.nursery import Nursery


def tree(number: int) -> Tree:
    return Tree(np.array([float(number)]), np.array([-1], dtype=np.int32))


def test_a_tree_is_grown_once_and_given_away() -> None:
    grown: list[int] = []
    nursery = Nursery()
    nursery.begin({1: lambda: (grown.append(1), tree(1))[1]})
    assert nursery.take(1, lambda: tree(2)).distance_m[0] in (1.0, 2.0)
    assert nursery.take(1, lambda: tree(3)).distance_m[0] == 3.0
    assert len(grown) <= 1


def test_who_asks_for_what_nobody_has_begun_grows_it_himself() -> None:
    begun, go_on = Event(), Event()

    def slow() -> Tree:
        begun.set()
        go_on.wait()
        return tree(1)

    nursery = Nursery()
    nursery.begin({1: slow, 2: lambda: tree(2)})
    begun.wait()
    try:
        assert nursery.take(2, lambda: tree(20)).distance_m[0] == 20.0
    finally:
        go_on.set()
    assert nursery.take(1, lambda: tree(10)).distance_m[0] == 1.0


def test_a_forked_process_waits_for_no_thread_of_the_other() -> None:
    go_on = Event()
    nursery = Nursery()
    nursery.begin({1: lambda: (go_on.wait(), tree(1))[1]})
    child = os.fork()
    if child == 0:
        os._exit(int(nursery.take(1, lambda: tree(7)).distance_m[0]))
    try:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    finally:
        go_on.set()


def test_sent_to_another_process_it_is_empty() -> None:
    nursery = Nursery()
    nursery.begin({1: lambda: tree(1)})
    assert pickle.loads(pickle.dumps(nursery)).take(1, lambda: tree(9)).distance_m[0] == 9.0

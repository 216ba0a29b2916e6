from __future__ import annotations

from itertools import combinations
from random import Random

from coalition.formats.report.drawing.labels import Box, Wanted, mark_box, place_labels

FRAME = Box(0, 0, 600, 400)


def test_no_label_meets_a_label_a_mark_or_the_edge() -> None:
    chance = Random(3)
    spots = [(chance.uniform(10, 590), chance.uniform(10, 390)) for _ in range(120)]
    wanted = [Wanted(str(n), at, 4, f"Place number {n}", 11) for n, at in enumerate(spots)]
    marks = [mark_box(at, 4) for at in spots]
    placed = place_labels(wanted, FRAME, marks)
    assert 20 < len(placed) < 120
    assert all(p.box.inside(FRAME) for p in placed)
    assert not any(a.box.meets(b.box) for a, b in combinations(placed, 2))
    for p in placed:
        own = mark_box(p.wanted.at, 4)
        assert not any(p.box.meets(mark) for mark in marks if mark != own)


def test_a_lone_label_stands_to_the_right_and_near_the_edge_to_the_left() -> None:
    alone = place_labels([Wanted("a", (300, 200), 4, "Riga", 11)], FRAME, [])
    edge = place_labels([Wanted("a", (590, 200), 4, "Riga", 11)], FRAME, [])
    assert alone[0].anchor == "start"
    assert not alone[0].far
    assert edge[0].anchor == "end"


def test_the_more_important_label_wins_the_place() -> None:
    first = Wanted("a", (300, 200), 0, "AAAA", 11, on_mark=True)
    second = Wanted("b", (302, 200), 0, "BBBB", 11, on_mark=True)
    assert [p.wanted.id for p in place_labels([first, second], FRAME, [])] == ["a"]

"""What must be true of the label engine, each law a function of an engine that fails when it does not hold.

`test_laws.py` holds the engine to them; `test_mutants.py` shows that each planted slip breaks one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from tests.labels.built import clearance_of, label_of, policy_of
from tests.labels.engines import Engine
from tests.labels.naive_evaluator import (
    CLOSED_RULES,
    OPEN_RULES,
    PlainLabel,
    Rules,
    generous_clearance,
    naive_may_see,
    random_clearance,
    random_label,
    random_pairs,
)

from coalition.errors import InputError, IntegrityError, RefusedError

Law = Callable[[Engine], None]
BOTH = (CLOSED_RULES, OPEN_RULES)
PAIRS = 700


def _drawn(engine: Engine, rules: Rules, seed: int, count: int) -> Iterator[tuple[Any, list[Any]]]:
    """(viewer, three sound labels), many times."""
    chance = Random(seed)
    for _ in range(count):
        labels = [label_of(engine, random_label(rules, chance, sound=True)) for _ in range(3)]
        draw = chance.choice((generous_clearance, generous_clearance, random_clearance))
        yield clearance_of(engine, rules, draw(rules, chance)), labels


def decisions_are_those_of_the_naive_evaluator(engine: Engine) -> None:
    for rules in BOTH:
        policy = policy_of(engine, rules)
        for viewer, label in random_pairs(rules, 7, PAIRS):
            decided = engine.face.may_see(
                policy, clearance_of(engine, rules, viewer), label_of(engine, label)
            )
            assert decided.allowed is naive_may_see(rules, viewer, label), (viewer, label)
            assert decided.reasons
            assert bool(decided.rules) is not decided.allowed


def whoever_may_see_a_join_may_see_each_input(engine: Engine) -> None:
    seen = 0
    for rules in BOTH:
        policy = policy_of(engine, rules)
        for viewer, labels in _drawn(engine, rules, 11, PAIRS):
            joined = engine.face.join(policy, labels)
            if engine.face.may_see(policy, viewer, joined).allowed:
                seen += 1
                for label in labels:
                    assert engine.face.may_see(policy, viewer, label).allowed, (viewer, labels)
    assert seen > PAIRS // 10, "the draw shows too little to prove anything"


def joining_asks_neither_order_nor_grouping(engine: Engine) -> None:
    for rules in BOTH:
        policy = policy_of(engine, rules)
        join = engine.face.join
        for _, (one, two, three) in _drawn(engine, rules, 13, 250):
            assert join(policy, [one, two]) == join(policy, [two, one])
            left = join(policy, [join(policy, [one, two]), three])
            assert left == join(policy, [one, join(policy, [two, three])])
            assert left == join(policy, [one, two, three])
            assert join(policy, [left, left]) == left


def a_join_loses_nobody_who_may_see_all_by_one_audience(engine: Engine) -> None:
    """Where a viewer holds one nation and no community, the join keeps it out of nothing it may see."""
    policy = policy_of(engine, CLOSED_RULES)
    clearance = engine.face.Clearance("TEST", CLOSED_RULES.levels, (), "BBB")
    labels = [_released(engine, values) for values in (("ALL",), ("EAST",), ("BBB", "CCC"))]
    for one, two in pairwise(labels):
        joined = engine.face.join(policy, [one, two])
        assert engine.face.may_see(policy, clearance, joined).allowed
    assert engine.face.join(policy, labels).values("Audience") == ("BBB",)
    assert engine.face.join(policy, [labels[0], labels[1]]).values("Audience") == ("AAA", "BBB")
    union, east = _released(engine, ("UNION",)), _released(engine, ("EAST", "CCC"))
    assert engine.face.join(policy, [union, east]).values("Audience") == ("EAST",)


def a_join_keeps_every_restriction_and_note_and_the_highest_level(engine: Engine) -> None:
    policy = policy_of(engine, CLOSED_RULES)
    one = _released(engine, ("ALL",), level="OPEN", words=("ALPHA",), notes=("STAFF",))
    two = _released(engine, ("ALL",), level="CLOSED", words=("BRAVO",), notes=("HELD",))
    joined = engine.face.join(policy, [one, two])
    assert joined.classification == "CLOSED"
    assert joined.values("Words") == ("ALPHA", "BRAVO")
    assert joined.values("Notes") == ("HELD", "STAFF")
    assert joined.originators == ("AAA",)


def audiences_that_share_nobody_leave_nobody(engine: Engine) -> None:
    for rules in BOTH:
        policy = policy_of(engine, rules)
        apart = [_released(engine, ("AAA",), by=("AAA",)), _released(engine, ("CCC",), by=("CCC",))]
        joined = engine.face.join(policy, apart)
        assert joined.values("Audience") == ()
        chance = Random(17)
        for _ in range(120):
            viewer = clearance_of(engine, rules, random_clearance(rules, chance))
            assert not engine.face.may_see(policy, viewer, joined).allowed


def an_empty_audience_is_nobody_but_the_one_originator(engine: Engine) -> None:
    policy = policy_of(engine, OPEN_RULES)
    empty = _released(engine, (), level="CLOSED", by=("AAA",))
    assert not _sees(engine, policy, "BBB", empty)
    assert _sees(engine, policy, "AAA", empty)
    assert not _sees(engine, policy, "AAA", replace(empty, originators=("AAA", "BBB")))
    assert not _sees(engine, policy, "", replace(empty, originators=()))
    assert not _sees(engine, policy, "AAA", empty, levels=("OPEN", "INNER"))


def silence_about_the_audience_is_nobody_but_the_one_originator(engine: Engine) -> None:
    policy = policy_of(engine, CLOSED_RULES)
    silent = engine.face.Label("TEST", "OPEN", (), ("AAA",))
    assert not _sees(engine, policy, "BBB", silent)
    assert _sees(engine, policy, "AAA", silent)
    other = _released(engine, ("ALL",), by=("AAA",))
    assert not _sees(engine, policy, "BBB", engine.face.join(policy, [silent, other]))


def more_restriction_never_widens(engine: Engine) -> None:
    nouns = engine.face
    for rules in BOTH:
        policy = policy_of(engine, rules)
        for viewer, (label, _, _) in _drawn(engine, rules, 19, PAIRS):
            if label.values("Words") is None:
                more = nouns.Category("Words", "restrictive", ("COBRA",))
                tighter = replace(label, categories=(*label.categories, more))
                before = nouns.may_see(policy, viewer, label).allowed
                assert before or not nouns.may_see(policy, viewer, tighter).allowed


def a_join_of_unknown_origin_is_nobodys_own(engine: Engine) -> None:
    policy = policy_of(engine, OPEN_RULES)
    hidden = _released(engine, ("CCC",), by=())
    joined = engine.face.join(policy, [hidden, _released(engine, ("AAA",), by=("AAA",))])
    assert joined.originators == ()
    assert not _sees(engine, policy, "AAA", joined)


def what_cannot_be_joined_is_refused(engine: Engine) -> None:
    policy = policy_of(engine, OPEN_RULES)
    fine = _released(engine, ("ALL",))
    strange = replace(fine, classification="UNHEARD")
    foreign = replace(fine, policy="OTHER")
    for labels in ([], [fine, strange], [fine, foreign]):
        with pytest.raises(InputError):
            engine.face.join(policy, labels)


def only_the_one_originator_widens(engine: Engine) -> None:
    policy = policy_of(engine, CLOSED_RULES)
    narrow = _released(engine, ("AAA", "BBB"), by=("AAA",))
    wide = _released(engine, ("ALL",), by=("AAA",))
    may = engine.face.may_relabel
    assert may(policy, old=narrow, new=wide, actor="AAA").allowed
    assert not may(policy, old=narrow, new=wide, actor="BBB").allowed
    assert not may(policy, old=wide, new=narrow, actor="BBB").allowed
    assert not may(policy, old=narrow, new=replace(wide, originators=("BBB",)), actor="BBB").allowed
    assert not may(policy, old=narrow, new=replace(wide, originators=("BBB",)), actor="AAA").allowed
    shared = replace(narrow, originators=("AAA", "BBB"))
    widened = replace(wide, originators=("AAA", "BBB"))
    assert not may(policy, old=shared, new=widened, actor="AAA").allowed
    assert may(policy, old=widened, new=shared, actor="AAA").allowed


def a_table_answers_what_the_decision_answers(engine: Engine) -> None:
    policy = policy_of(engine, CLOSED_RULES)
    chance = Random(23)
    labels = [label_of(engine, random_label(CLOSED_RULES, chance)) for _ in range(60)]
    viewers = [
        clearance_of(engine, CLOSED_RULES, random_clearance(CLOSED_RULES, chance))
        for _ in range(25)
    ]
    table = engine.face.LabelTable(policy)
    for part in (labels[:20], labels):
        numbers = table.intern_all(part)
        for viewer in viewers:
            wanted = [engine.face.may_see(policy, viewer, label).allowed for label in part]
            assert table.visible_among(viewer, numbers).tolist() == wanted
            assert len(table.visible(viewer)) == len(table)
    assert [table.label(n) for n in table.intern_all(labels)] == labels


def a_table_gives_no_number_twice_and_none_backwards(engine: Engine) -> None:
    table = engine.face.LabelTable(policy_of(engine, OPEN_RULES))
    one, two = _released(engine, ("AAA",)), _released(engine, ("BBB",))
    assert (table.intern(one), table.intern(two), table.intern(one)) == (0, 1, 0)
    viewer = engine.face.Clearance("TEST", OPEN_RULES.levels, (), "AAA")
    with pytest.raises(IndexError):
        table.label(-1)
    with pytest.raises(IndexError):
        table.visible_among(viewer, np.array([-1], np.int32))
    with pytest.raises(ValueError, match="read-only"):
        table.visible(viewer)[0] = True


def only_release_makes_what_is_released(engine: Engine) -> None:
    policy = policy_of(engine, CLOSED_RULES)
    label = _released(engine, ("BBB",), words=("ALPHA",))
    reader = engine.face.Clearance(
        "TEST", ("SEALED",), (engine.face.Category("Words", "restrictive", ("ALPHA",)),), "BBB"
    )
    released = engine.face.release("the thing", label, reader, policy)
    assert (released.thing, released.label, released.recipient) == ("the thing", label, reader)
    with pytest.raises(IntegrityError):
        engine.face.Released("other", label, reader, object())
    with pytest.raises(ValueError, match="seal"):
        replace(released, thing="other")


def a_refusal_names_the_rule_and_nothing_of_the_label(engine: Engine) -> None:
    policy = policy_of(engine, CLOSED_RULES)
    label = _released(engine, ("CCC",), level="SEALED", words=("ALPHA",))
    stranger = engine.face.Clearance("TEST", ("OPEN",), (), "BBB")
    with pytest.raises(RefusedError) as refused:
        engine.face.release("the thing", label, stranger, policy)
    said = str(refused.value)
    assert "classification, restrictive, permissive" in said
    for word in ("the thing", "CCC", "SEALED", "ALPHA", "Words", "Audience"):
        assert word not in said


def what_is_controlled_goes_on_only_with_every_originators_leave(engine: Engine) -> None:
    face, policy = engine.face, policy_of(engine, CLOSED_RULES)
    label = _released(engine, ("ALL",), by=("AAA", "CCC"), notes=("HELD",))
    reader = face.Clearance("TEST", CLOSED_RULES.levels, (), "DDD")

    def goes(by: str | None, *leaves: Any) -> bool:
        return bool(face.may_release(policy, label, reader, by=by, leaves=leaves).allowed)

    first, second = face.Leave("AAA", label, "DDD"), face.Leave("CCC", label, "DDD")
    assert goes(None)
    assert not goes("BBB")
    assert not goes("BBB", first)
    assert goes("BBB", first, second)
    assert not goes("AAA")
    assert goes("AAA", second)
    assert not goes("BBB", first, face.Leave("CCC", replace(label, classification="OPEN"), "DDD"))
    assert not goes("BBB", first, face.Leave("CCC", label, "BBB"))
    free = replace(label, categories=label.categories[:1])
    assert face.may_release(policy, free, reader, by="BBB").allowed
    unknown = replace(label, originators=())
    assert not face.may_release(policy, unknown, reader, by="BBB").allowed


def one_tag_stands_once_in_a_label(engine: Engine) -> None:
    category = engine.face.Category
    twice = (
        category("Audience", "permissive", ("AAA",)),
        category("Audience", "permissive", ("BBB",)),
    )
    with pytest.raises(InputError):
        engine.face.Label("TEST", "OPEN", twice)
    assert engine.face.Label("TEST", "OPEN", (category("Audience", "permissive"),)).categories
    assert not engine.face.Label("TEST", "OPEN", (category("Words", "restrictive"),)).categories


def a_label_in_json_is_itself_again_and_nothing_less(engine: Engine) -> None:
    face, chance = engine.face, Random(29)
    for _ in range(60):
        label = label_of(engine, random_label(CLOSED_RULES, chance))
        data = face.label_to_json(label)
        assert face.label_from_json(data) == label
        for key in data:
            with pytest.raises(InputError):
                face.label_from_json({k: v for k, v in data.items() if k != key})
        with pytest.raises(InputError):
            face.label_from_json({**data, "extra": 1})


def _released(
    engine: Engine,
    values: tuple[str, ...],
    *,
    level: str = "INNER",
    by: tuple[str, ...] = ("AAA",),
    words: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Any:
    tags = {
        "Audience": ("permissive", values),
        "Words": ("restrictive", words),
        "Notes": ("informative", notes),
    }
    return label_of(engine, PlainLabel("TEST", level, tags, by))


def _sees(
    engine: Engine, policy: Any, nation: str, label: Any, levels: tuple[str, ...] = ("SEALED",)
) -> bool:
    viewer = engine.face.Clearance("TEST", levels, (), nation)
    return bool(engine.face.may_see(policy, viewer, label).allowed)

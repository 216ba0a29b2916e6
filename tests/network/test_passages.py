"""The table of passages."""

from __future__ import annotations

from coalition.network.globe.graph import read_arrays
from coalition.network.passages import closed_passages, read_passages


def test_every_passage_of_the_graph_is_in_the_table_and_the_other_way_round() -> None:
    assert set(read_arrays("sea.npz")["passages"].tolist()) == set(read_passages())


def test_every_passage_has_a_source_and_a_confidence() -> None:
    for passage in read_passages().values():
        assert passage.source
        assert passage.confidence in {"official", "secondary", "judgement"}


def test_avoiding_a_sovereign_closes_its_passages() -> None:
    assert {"bosporus", "dardanelles", "turkish-straits"} <= closed_passages(["TUR"])
    assert "suez" not in closed_passages(["TUR"])

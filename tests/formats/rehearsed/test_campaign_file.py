"""Campaign files: lists multiply, and every fault comes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.rehearsed.campaign_file import read_campaign


def write(folder: Path, text: str) -> Path:
    (folder / "book").mkdir(exist_ok=True)
    for name in ("a.json", "b.json", "c.toml"):
        (folder / name).write_text("")
    path = folder / "campaign.toml"
    path.write_text(text)
    return path


def test_lists_multiply_and_defaults_hold(tmp_path: Path) -> None:
    text = """
        title = "t"
        seed = 4
        replications = 50
        [[scenario]]
        id = "s"
        book = "book"
        plans = ["a.json", "b.json"]
        without = ["politics: DEU"]
        [[scenario]]
        id = "w"
        book = "book"
        plans = ["a.json"]
        chances = ["c.toml"]
        wait = true
        replications = 7
        seed = 9
    """
    found = read_campaign(write(tmp_path, text))
    names = [one.name for one in found.scenarios]
    assert names == [
        "s/a.json", "s/a.json/without politics: DEU", "s/b.json", "s/b.json/without politics: DEU", "w",
    ]  # fmt: skip
    assert [(one.seed, one.replications) for one in found.scenarios[-2:]] == [(4, 50), (9, 7)]
    assert found.scenarios[-1].wait
    assert found.part == 100


def test_every_fault_comes_at_once(tmp_path: Path) -> None:
    text = (
        'title = "t"\n[[scenario]]\nid = "s"\nbook = "nowhere"\nplans = ["x.json"]\n'
        '[[scenario]]\nid = "s"\nbook = "book"\n'
    )
    with pytest.raises(InputError) as caught:
        read_campaign(write(tmp_path, text))
    assert sorted(fault.code for fault in caught.value.faults) == [
        "duplicate-id", "missing-file", "missing-file", "missing-key",
    ]  # fmt: skip

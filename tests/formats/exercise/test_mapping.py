"""A mapping says which head is which field; what it gets wrong is named by line."""

from __future__ import annotations

from pathlib import Path

from coalition.formats.exercise.mapping import read_mapping
from coalition.formats.exercise.reader import read_event_list
from coalition.formats.faults import FaultLog
from coalition.measure.instants import Minute


def test_heads_of_any_language_are_read_by_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        '[columns]\n"Zeitpunkt" = "time"\n"Einlage" = "inject"\n"Notes" = ""\n', encoding="utf-8"
    )
    (tmp_path / "list.csv").write_text("Zeitpunkt,Einlage,Notes\nC+1,Sperre,x\n", encoding="utf-8")
    log = FaultLog()
    mapping = tmp_path / "map.toml"
    found = read_event_list(tmp_path / "list.csv", log, mapping=mapping, c_day=Minute(0))
    assert not log.found
    assert found is not None
    assert found.events[0].text("inject") == "Sperre"
    assert found.events[0].text("notes") == ""
    assert found.where(found.events[0], "inject") == "list.csv:row 2, column Einlage"


def test_faults_of_a_mapping_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        'x = 1\n[columns]\n"When" = "tiem"\n"Whta" = "inject"\n"Who" = 3\n', encoding="utf-8"
    )
    log = FaultLog()
    assert read_mapping(path, ["When", "What", "Who"], log) == {}
    told = {(fault.where, fault.code, fault.hint) for fault in log.found}
    assert ("map.toml:1", "unknown-key", "rename or remove it") in told
    assert ("map.toml:3", "bad-choice", "did you mean `time`?") in told
    assert ("map.toml:4", "missing-column", "did you mean `What`?") in told
    assert len(told) == 4


def test_a_mapping_without_columns_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text("", encoding="utf-8")
    log = FaultLog()
    assert read_mapping(path, ["a"], log) == {}
    assert [fault.code for fault in log.found] == ["missing-key"]

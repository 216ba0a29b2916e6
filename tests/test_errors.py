"""Faults come once each, in the order a person reads a file."""

from __future__ import annotations

from coalition.errors import Fault, InputError


def test_row_two_comes_before_row_ten() -> None:
    rows = ["a.csv:row 10, column x", "a.csv:row 2, column x", "a.csv"]
    places = [*rows, "b.toml:9", "b.toml:11", "²", "9" * 40]
    faults = InputError(Fault(where, "code", "message") for where in places).faults
    assert [fault.where for fault in faults if fault.where.startswith("a")] == [
        "a.csv",
        "a.csv:row 2, column x",
        "a.csv:row 10, column x",
    ]
    assert [fault.where for fault in faults if fault.where.startswith("b")] == [
        "b.toml:9",
        "b.toml:11",
    ]
    assert len(faults) == len(places)


def test_the_same_fault_twice_counts_once() -> None:
    fault = Fault("a", "code", "message", "hint")
    assert InputError([fault, fault]).faults == (fault,)
    assert str(fault) == "a: code: message (hint: hint)"

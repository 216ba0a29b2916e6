"""The Traffic Light Protocol 2.0 as a policy."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from coalition.labels import (
    Category,
    Clearance,
    Kind,
    Label,
    check_label,
    mark,
    may_see,
    traffic_light_policy,
)

POLICY = traffic_light_policy(["ISAC"])
CORPORA = Path(__file__).parents[3] / os.environ.get("COALITION_CORPORA", "../shared/corpora")
LEVELS = tuple(level.name for level in POLICY.classifications)


def tlp(level: str, *recipients: str) -> Label:
    return Label("TLP", level, (Category("Recipients", Kind.PERMISSIVE, recipients),))


def sees(nation: str, label: Label, *held: str) -> bool:
    holds = (Category("Recipients", Kind.PERMISSIVE, held),)
    return may_see(POLICY, Clearance("TLP", LEVELS, holds, nation), label).allowed


def test_the_levels_are_those_of_version_two_in_their_order() -> None:
    assert LEVELS == ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def test_clear_for_the_world_is_for_everyone_and_closed_levels_never_are() -> None:
    assert check_label(POLICY, tlp("CLEAR", "WORLD")) == ()
    assert sees("CHE", tlp("CLEAR", "WORLD"))
    codes = [fault.code for fault in check_label(POLICY, tlp("GREEN", "WORLD"))]
    assert codes == ["excluded-class"]


def test_red_is_for_those_it_names() -> None:
    assert sees("DEU", tlp("RED", "DEU", "FRA"))
    assert not sees("ITA", tlp("RED", "DEU", "FRA"))
    assert sees("", tlp("AMBER+STRICT", "ISAC"), "ISAC")


def test_a_marking_is_written_as_the_standard_writes_it() -> None:
    assert mark(POLICY, tlp("CLEAR", "WORLD")) == "TLP:CLEAR"
    assert mark(POLICY, tlp("AMBER+STRICT", "DEU", "ISAC")) == "TLP:AMBER+STRICT [DEU, ISAC]"


def test_names_and_colours_are_those_of_the_public_taxonomy() -> None:
    file = CORPORA / "misp-taxonomies" / "tlp" / "machinetag.json"
    if not file.is_file():
        pytest.skip(f"no taxonomies at {file}")
    published = {
        entry["value"].upper(): entry["colour"].upper()
        for entry in json.loads(file.read_text(encoding="utf-8"))["predicates"]
    }
    assert {
        level.name: level.colour for level in POLICY.classifications
    }.items() <= published.items()

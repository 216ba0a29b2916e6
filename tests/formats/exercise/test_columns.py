"""Heads of published layouts are told apart, and mixed heads are still understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coalition.formats.exercise.columns import BLUEPRINT, FIELDS, HSEEP, LAYOUTS, recognise

SEED = Path(__file__).parents[3] / "../shared/corpora/blueprint-msel/seed-data.json"


@pytest.mark.parametrize(("name", "layout"), [("hseep", HSEEP), ("blueprint", BLUEPRINT)])
def test_a_published_layout_is_recognised_with_every_field(
    name: str, layout: dict[str, str]
) -> None:
    assert recognise(layout) == (name, layout)


def test_a_layout_with_our_columns_behind_it_is_still_that_layout() -> None:
    name, known = recognise([*BLUEPRINT, *(f for f in FIELDS if f not in BLUEPRINT.values())])
    assert name == "blueprint"
    assert known["Simulated Time"] == "time"
    assert known["news"] == "news"


def test_case_spaces_and_punctuation_of_a_head_do_not_matter() -> None:
    assert recognise(["EXPECTED_ACTION", " Time ", "in-ject"])[1] == {
        "EXPECTED_ACTION": "expected_action",
        " Time ": "time",
    }


def test_usual_words_stand_for_our_fields() -> None:
    name, known = recognise(["Serial", "Delivery Time", "Description", "Recipient", "Weather"])
    assert name == "own"
    assert known == {
        "Serial": "event", "Delivery Time": "time", "Description": "message", "Recipient": "to",
    }  # fmt: skip


def test_every_field_a_layout_names_is_one() -> None:
    assert {field for layout in LAYOUTS.values() for field in layout.values()} <= FIELDS.keys()


def test_the_templates_that_blueprint_publishes_are_recognised() -> None:
    if not SEED.is_file():
        pytest.skip("no template at ../shared/corpora/blueprint-msel")
    seed = json.loads(SEED.read_text("utf-8"))
    names = {msel["Id"]: msel["Name"] for msel in seed["Msels"]}
    heads: dict[str, list[str]] = {}
    for field in seed["DataFields"]:
        if field.get("MselId") in names:
            heads.setdefault(names[field["MselId"]], []).append(field["Name"])
    found = {name: recognise(dict.fromkeys(each))[0] for name, each in heads.items()}
    assert found == {"Standard MSEL": "blueprint", "MITRE": "mitre", "HSEEP": "hseep"}
    assert list(recognise(heads["Standard MSEL"])[1]) == list(BLUEPRINT)
    assert set(recognise(heads["HSEEP"])[1]) == set(HSEEP)

"""Labels and clearances as JSON: one text a value, and every fault of shape at once."""

from __future__ import annotations

import json

import pytest

from coalition.errors import InputError
from coalition.labels import (
    Category,
    Kind,
    Label,
    clearance_from_json,
    clearance_to_json,
    clearance_up_to,
    label_digest,
    label_from_json,
    label_to_json,
    national_label,
)


def test_equal_labels_have_one_text_and_one_digest() -> None:
    tags = (Category("B", Kind.PERMISSIVE, ("y", "x")), Category("A", Kind.INFORMATIVE, ("z",)))
    one = Label("P", "L", tags, ("FRA", "DEU"))
    two = Label("P", "L", tags[::-1], ("DEU", "FRA", "DEU"))
    assert json.dumps(label_to_json(one)) == json.dumps(label_to_json(two))
    assert label_digest(one) == label_digest(two)
    assert label_digest(one) != label_digest(Label("P", "L", tags, ("FRA",)))


def test_the_text_of_a_label_is_what_it_always_was() -> None:
    assert json.dumps(label_to_json(national_label("DEU"))) == (
        '{"categories": [{"kind": "permissive", "tag": "Only", "values": ["DEU"]}], '
        '"classification": "UNCLASSIFIED", "originators": ["DEU"], "policy": "ALLIANCE"}'
    )
    assert label_digest(national_label("DEU")) == (
        "c4cd6d4b2aacec41d61bbe3d484b084df415b25d62bc6415a21f2a457baa7bc6"
    )


def test_a_clearance_is_itself_again() -> None:
    viewer = clearance_up_to("SECRET", nation="DEU", sensitivities=["CRYPTO"])
    assert clearance_from_json(clearance_to_json(viewer)) == viewer


def test_every_fault_of_shape_is_told_at_once() -> None:
    categories = [{"tag": 1, "kind": "odd", "values": "DEU", "more": 0}, 7]
    with pytest.raises(InputError) as refused:
        label_from_json({"policy": 3, "categories": categories, "originators": [1], "x": 0})
    places = {(fault.where, fault.code) for fault in refused.value.faults}
    assert places >= {
        ("label", "unknown-key"),
        ("label.classification", "missing-key"),
        ("label.policy", "wrong-type"),
        ("label.originators", "wrong-type"),
        ("label.categories[0]", "unknown-key"),
        ("label.categories[0].tag", "wrong-type"),
        ("label.categories[0].values", "wrong-type"),
        ("label.categories[1]", "wrong-type"),
    }


@pytest.mark.parametrize("data", [None, [], "label", 3, {"categories": {}}])
def test_what_is_no_label_or_clearance_is_refused(data: object) -> None:
    with pytest.raises(InputError):
        label_from_json(data)
    with pytest.raises(InputError):
        clearance_from_json(data)


def test_text_that_does_not_show_is_refused() -> None:
    data = label_to_json(national_label("DEU"))
    for key, value in (("policy", "ALLI\u202eANCE"), ("originators", ["D\u200bEU"])):
        with pytest.raises(InputError, match="control-character"):
            label_from_json({**data, key: value})


def test_a_kind_that_is_none_is_refused() -> None:
    data = label_to_json(national_label("DEU"))
    data["categories"] = [{"tag": "Only", "kind": "odd", "values": []}]
    with pytest.raises(InputError, match="not a kind"):
        label_from_json(data)

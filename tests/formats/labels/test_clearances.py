"""Clearances from XML, by names and by numbers."""

from __future__ import annotations

import pytest
from tests.labels.made_labels import POLICY

from coalition.errors import InputError
from coalition.formats.labels import read_clearance
from coalition.labels import Category, Clearance, Kind

NAMED = """<ConfidentialityClearance xmlns="urn:nato:stanag:4774:confidentialityclearance:1:0">
<PolicyIdentifier>ALLIANCE</PolicyIdentifier>
<ClassificationList><Classification>RESTRICTED</Classification><Classification>secret</Classification>
</ClassificationList>
<Category TagName="Additional Sensitivity" Type="RESTRICTIVE"><GenericValue>CRYPTO</GenericValue></Category>
</ConfidentialityClearance>"""
NUMBERED = """<clearance xmlns="http://surevine.com/xmlns/spiffy">
<policy id="urn:coalition:policy:alliance:1"/><classification lacv="2"/><classification lacv="4"/>
<tag type="restrictive" id="urn:coalition:policy:alliance:1:sensitivity" lacv="03"/></clearance>"""
HELD = Clearance(
    "ALLIANCE",
    ("RESTRICTED", "SECRET"),
    (Category("Additional Sensitivity", Kind.RESTRICTIVE, ("CRYPTO",)),),
    "DEU",
)


@pytest.mark.parametrize("text", [NAMED, NUMBERED], ids=["named", "numbered"])
def test_both_syntaxes_say_the_same_clearance(text: str) -> None:
    assert read_clearance(text.encode(), (POLICY,), where="c.xml", nation="DEU") == HELD


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (NAMED.replace("secret", "PUBLIC"), "unknown-in-policy"),
        (NAMED.replace("CRYPTO", "NOTHING"), "unknown-in-policy"),
        (NAMED.replace("ALLIANCE", "OTHER"), "unknown-policy"),
        (NUMBERED.replace('"4"', '"9"'), "unknown-in-policy"),
        (NUMBERED.replace('"03"', '"9"'), "unknown-in-policy"),
        (NUMBERED.replace("restrictive", "odd"), "unknown-in-policy"),
        (NUMBERED.replace("alliance:1", "other"), "unknown-policy"),
        (NUMBERED.replace("clearance", "label"), "unknown-element"),
    ],
)
def test_what_is_wrong_is_named(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_clearance(text.encode(), (POLICY,), where="c.xml")
    assert code in {fault.code for fault in refused.value.faults}

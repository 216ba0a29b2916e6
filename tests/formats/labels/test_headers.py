"""The `Binding-Data` header: one binding to the message body, or a refusal."""

from __future__ import annotations

import base64

import pytest
from tests.labels.made_labels import POLICY

from coalition.errors import InputError
from coalition.formats.labels import LabelDocument, header_value, read_header, write_binding
from coalition.formats.labels.binding import sidecar_reference
from coalition.labels import member_label

ORIGINAL = LabelDocument(
    member_label("SECRET", originators=["DEU"]), created="2026-11-28T00:00:00Z"
)
VALUE = header_value([ORIGINAL], [POLICY])
KIND = 'binding-type="urn:nato:stanag:4778:bindinginformation:1:0"'


def test_a_header_is_one_line_of_ascii_and_itself_again() -> None:
    assert VALUE.isascii()
    assert "\n" not in VALUE
    binding = read_header(VALUE, [POLICY])
    assert binding.originator.label == ORIGINAL.label
    assert binding.references[0].media_type == "message/http"


def test_parameters_are_named_in_any_case_and_order() -> None:
    kind, data = VALUE.split("; ")
    turned = f"{data.replace('binding-data-object', 'Binding-Data-Object')} ; {kind.upper()[:12]}{kind[12:]}"
    assert read_header(turned, [POLICY]).originator.label == ORIGINAL.label


@pytest.mark.parametrize(
    "value",
    [
        "",
        KIND,
        VALUE.split("; ")[1],
        VALUE.replace("bindinginformation:1:0", "other", 1),
        f'{KIND}; binding-data-object="!!!"',
        f'{KIND}; binding-data-object="é"',
        f'{KIND}; binding-data-object="{base64.b64encode(b"<x/>").decode()}"',
        f"{VALUE}; {KIND}",
        f"{VALUE}; more=\"1\"",
        VALUE.replace('"', "'"),
        VALUE + "x" * 3_000_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(value: str) -> None:
    with pytest.raises(InputError):
        read_header(value, [POLICY])


def test_a_label_bound_to_something_else_is_not_the_bodys() -> None:
    other = base64.b64encode(write_binding([ORIGINAL], [POLICY], [sidecar_reference("a")])).decode()
    with pytest.raises(InputError, match="body of the message"):
        read_header(f'{KIND}; binding-data-object="{other}"', [POLICY])

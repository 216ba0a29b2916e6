"""A binding in an HTTP header: `Binding-Data` of the REST profile of ADatP-4778.2 (modelled on public code).

`binding-type="urn:nato:stanag:4778:bindinginformation:1:0"; binding-data-object="BASE64"`. The label inside
is bound to the message body (an empty URI of type `message/http`).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES
from coalition.formats.labels.binding import (
    BINDING_BOUNDS,
    BINDING_NAMESPACE,
    Binding,
    DataReference,
    read_binding,
    write_binding,
)
from coalition.formats.labels.labels import LabelDocument
from coalition.labels.policy import Policy

HEADER_NAME = "Binding-Data"
BODY = DataReference("", "message/http")
"""The reference of a header to the body of its message."""
_PARAMETER = re.compile(r'\s*([A-Za-z-]+)\s*=\s*"([^"\\]*)"\s*', re.ASCII)
_WHERE = f"header {HEADER_NAME}"


def header_value(labels: Sequence[LabelDocument], policies: Iterable[Policy]) -> str:
    """The header's value, one line of ASCII. Raises InputError like `write_binding`."""
    data = base64.b64encode(write_binding(labels, policies, (BODY,))).decode("ascii")
    return f'binding-type="{BINDING_NAMESPACE}"; binding-data-object="{data}"'


def read_header(value: str, policies: Iterable[Policy]) -> Binding:
    """The one binding of a header's value. Raises InputError for anything but exactly that."""
    if len(value) > BINDING_BOUNDS.bytes_max * 2:
        raise _fault("file-too-large", "longer than any label needs")
    parameters = _parameters(value)
    if set(parameters) != {"binding-type", "binding-data-object"}:
        raise _fault("bad-binding", "it has not exactly a binding type and a binding data object")
    if parameters["binding-type"] != BINDING_NAMESPACE:
        raise _fault("bad-binding", "it is of another binding type")
    try:
        data = base64.b64decode(parameters["binding-data-object"], validate=True)
    except ValueError:
        raise _fault("bad-binding", "the binding data object is not base64") from None
    bindings = read_binding(data, policies, where=_WHERE)
    if len(bindings) != 1 or not any(reference.uri == "" for reference in bindings[0].references):
        raise _fault("bad-binding", "it does not bind one label to the body of the message")
    return bindings[0]


def _parameters(value: str) -> dict[str, str]:
    """Parameters by lower-case name. Raises InputError for a form that is not theirs, or one given twice."""
    found: dict[str, str] = {}
    for part in value.split(";"):
        match = _PARAMETER.fullmatch(part)
        if match is None or match[1].lower() in found:
            raise _fault("bad-binding", "its parameters are malformed or stand twice")
        found[match[1].lower()] = match[2]
    return found


def _fault(code: str, message: str) -> InputError:
    return InputError([Fault(_WHERE, code, message, CODES[code][1])])

"""Labels, policies and bindings as XML: SPIF 2.x, STANAG 4774 labels, STANAG 4778 bindings, ESS labels.

No official schema of these formats is public; they are modelled on public descriptions and examples and
checked against public test cases. Conformance is not claimed.
"""

from coalition.formats.labels.binding import (
    Binding,
    DataReference,
    read_binding,
    write_binding,
)
from coalition.formats.labels.clearances import read_clearance
from coalition.formats.labels.ess import read_ess_label
from coalition.formats.labels.files import read_clearance_file, read_label_file, read_policies
from coalition.formats.labels.headers import HEADER_NAME, header_value, read_header
from coalition.formats.labels.labels import LabelDocument, read_label
from coalition.formats.labels.spif.reading import read_policy
from coalition.formats.labels.spif.writing import write_policy
from coalition.formats.labels.writing import write_label

__all__ = [
    "HEADER_NAME",
    "Binding",
    "DataReference",
    "LabelDocument",
    "header_value",
    "read_binding",
    "read_clearance",
    "read_clearance_file",
    "read_ess_label",
    "read_header",
    "read_label",
    "read_label_file",
    "read_policies",
    "read_policy",
    "write_binding",
    "write_label",
    "write_policy",
]

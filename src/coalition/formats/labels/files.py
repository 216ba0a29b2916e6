"""Labels, clearances and policies from files, whichever of their forms a file has.

A label may be STANAG 4774 XML, the numbered XML of spiffing, a binding or sidecar of STANAG 4778 (its
originator's label), BER of the Enhanced Security Services, or JSON as the record keeps it. The form is told
by the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES, FaultLog
from coalition.formats.json_text import parse_json
from coalition.formats.labels.binding import BINDING_NAMESPACE, read_binding
from coalition.formats.labels.clearances import read_clearance
from coalition.formats.labels.ess import read_ess_label
from coalition.formats.labels.labels import LabelDocument, read_label
from coalition.formats.labels.spif.reading import read_policy
from coalition.formats.labels.words import find_policy
from coalition.labels.label import Clearance
from coalition.labels.label_json import clearance_from_json, label_from_json
from coalition.labels.policies import default_policy, traffic_light_policy
from coalition.labels.policy import Policy

BYTES_MAX = 8 * 1024 * 1024


def read_policies(paths: Iterable[Path]) -> tuple[Policy, ...]:
    """The policies of these files, then those that come with the program.

    Raises InputError, all faults of all files at once.
    """
    found: list[Policy] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(read_policy(_bytes_of(path), where=path.name))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return (*found, default_policy(), traffic_light_policy())


def read_label_file(path: Path, policies: Sequence[Policy]) -> LabelDocument:
    """The label of a file, in any form. Raises InputError, all faults at once."""
    data, where = _bytes_of(path), path.name
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"{":
        label = label_from_json(_json_of(data, where))
        if find_policy(policies, name=label.policy) is None:
            raise _fault("unknown-policy", where, f"no policy `{label.policy}`")
        return LabelDocument(label)
    if data[:1] == b"\x31" and start != b"<":
        return read_ess_label(data, policies, where=where)
    if BINDING_NAMESPACE.encode() in data[:4096] and b"BindingInformation" in data[:4096]:
        bindings = read_binding(data, policies, where=where)
        if len(bindings) != 1:
            raise _fault("bad-binding", where, f"it holds {len(bindings)} bindings, not one")
        return bindings[0].originator
    return read_label(data, policies, where=where)


def read_clearance_file(path: Path, policies: Sequence[Policy], *, nation: str = "") -> Clearance:
    """The clearance of a file, XML or JSON; `nation` is for whom its holder acts. Raises InputError."""
    data, where = _bytes_of(path), path.name
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"{":
        return read_clearance(data, policies, where=where, nation=nation)
    held = clearance_from_json(_json_of(data, where))
    return Clearance(held.policy, held.classifications, held.categories, nation or held.nation)


def _json_of(data: bytes, where: str) -> object:
    log = FaultLog()
    try:
        value = parse_json(data.decode("utf-8-sig"), log)
    except UnicodeDecodeError:
        raise _fault("bad-encoding", where, "the text is not UTF-8") from None
    if log.found:
        raise InputError(Fault(f"{where}:{f.where}", f.code, f.message, f.hint) for f in log.found)
    return value


def _bytes_of(path: Path) -> bytes:
    """The file's bytes. Raises InputError when it is not there or too large."""
    if not path.is_file():
        raise _fault("missing-file", str(path), "there is no such file")
    if path.stat().st_size > BYTES_MAX:
        raise _fault("file-too-large", path.name, f"more than {BYTES_MAX:,} bytes")
    return path.read_bytes()


def _fault(code: str, where: str, message: str) -> InputError:
    return InputError([Fault(where, code, message, CODES[code][1])])

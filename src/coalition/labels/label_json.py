"""A label or clearance as plain JSON values: ASCII keys, sorted lists, the same value always the same text.

Keys: `policy`, `classification`, `categories` (each `tag`, `kind`, `values`), `originators`. Empty lists
stand; nothing is left out, so that absence can never be read as a default. Reading is strict: an unknown
or missing key is a fault, because a label half understood is a label misread.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import cast

from coalition.errors import Fault, InputError
from coalition.labels.label import Category, Clearance, Kind, Label

_LABEL = frozenset({"policy", "classification", "categories", "originators"})
_CLEARANCE = frozenset({"policy", "classifications", "categories", "nation"})
_CATEGORY = frozenset({"tag", "kind", "values"})


def label_to_json(label: Label) -> dict[str, object]:
    """The label as JSON values, keys in sorted order."""
    return {
        "categories": _categories_out(label.categories),
        "classification": label.classification,
        "originators": list(label.originators),
        "policy": label.policy,
    }


def label_from_json(data: object) -> Label:
    """The label. Raises InputError, all faults of shape at once. Values are not checked under a policy."""
    faults: list[Fault] = []
    fields = _fields(data, _LABEL, "label", faults)
    found = (
        _text(fields, "policy", "label", faults),
        _text(fields, "classification", "label", faults),
        _categories_in(fields.get("categories"), "label.categories", faults),
        _texts(fields.get("originators"), "label.originators", faults),
    )
    if faults:
        raise InputError(faults)
    return Label(*found)


def clearance_to_json(clearance: Clearance) -> dict[str, object]:
    """The clearance as JSON values, keys in sorted order."""
    return {
        "categories": _categories_out(clearance.categories),
        "classifications": list(clearance.classifications),
        "nation": clearance.nation,
        "policy": clearance.policy,
    }


def clearance_from_json(data: object) -> Clearance:
    """The clearance. Raises InputError, all faults of shape at once."""
    faults: list[Fault] = []
    fields = _fields(data, _CLEARANCE, "clearance", faults)
    found = (
        _text(fields, "policy", "clearance", faults),
        _texts(fields.get("classifications"), "clearance.classifications", faults),
        _categories_in(fields.get("categories"), "clearance.categories", faults),
        _text(fields, "nation", "clearance", faults),
    )
    if faults:
        raise InputError(faults)
    return Clearance(*found)


def label_digest(label: Label) -> str:
    """64 hex digits of SHA-256 over the label's canonical JSON: equal labels, equal digests."""
    text = json.dumps(
        label_to_json(label), sort_keys=True, separators=(",", ":"), ensure_ascii=True
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _categories_out(categories: tuple[Category, ...]) -> list[object]:
    return [{"kind": str(c.kind), "tag": c.tag, "values": list(c.values)} for c in categories]


def _categories_in(data: object, where: str, faults: list[Fault]) -> tuple[Category, ...]:
    if not isinstance(data, list):
        faults.append(Fault(where, "wrong-type", "not a list", "write a list of categories"))
        return ()
    return tuple(
        category
        for number, item in enumerate(data)
        if (category := _category(item, f"{where}[{number}]", faults)) is not None
    )


def _category(data: object, where: str, faults: list[Fault]) -> Category | None:
    before = len(faults)
    fields = _fields(data, _CATEGORY, where, faults)
    tag = _text(fields, "tag", where, faults)
    kind = _text(fields, "kind", where, faults)
    values = _texts(fields.get("values"), f"{where}.values", faults)
    if kind not in {k.value for k in Kind} and len(faults) == before:
        words = ", ".join(k.value for k in Kind)
        faults.append(
            Fault(f"{where}.kind", "bad-choice", "not a kind of category", f"one of {words}")
        )
    return Category(tag, Kind(kind), values) if len(faults) == before else None


def _fields(
    data: object, keys: frozenset[str], where: str, faults: list[Fault]
) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        faults.append(Fault(where, "wrong-type", "not an object", "write an object"))
        return {}
    fields = cast("Mapping[str, object]", data)
    faults.extend(
        Fault(f"{where}.{key}", "missing-key", "the key is not there", "add the key")
        for key in sorted(keys - set(fields))
    )
    if set(fields) - keys:
        faults.append(Fault(where, "unknown-key", "it has a key that nothing reads", "remove it"))
    return fields


def _text(fields: Mapping[str, object], key: str, where: str, faults: list[Fault]) -> str:
    value = fields.get(key, "")
    if not isinstance(value, str):
        faults.append(Fault(f"{where}.{key}", "wrong-type", "not text", "write text"))
        return ""
    _printable([value], f"{where}.{key}", faults)
    return value


def _texts(data: object, where: str, faults: list[Fault]) -> tuple[str, ...]:
    if isinstance(data, list) and all(isinstance(item, str) for item in data):
        _printable(data, where, faults)
        return tuple(data)
    faults.append(Fault(where, "wrong-type", "not a list of texts", "write a list of texts"))
    return ()


def _printable(texts: list[str], where: str, faults: list[Fault]) -> None:
    """A fault for text with characters that do not show, by which a marking could read otherwise than it is."""
    if not all(text.isprintable() for text in texts):
        message = "the text holds an invisible control character"
        faults.append(Fault(where, "control-character", message, "remove it"))

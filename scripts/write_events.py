"""Renews `docs/reference/events.md` from the table of kinds: run it after a change of an event."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from coalition.command.events.registry import KINDS, Kind, Noun, Role, Speaker
from coalition.measure.instants import FOREVER, Interval, Minute

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "events.md"

HEAD = """# Events

Every change in the crisis room is an event. This page is written from the code by `scripts/write_events.py`.
What follows from events is told in [the command room](../explanation/command.md).

```json
{"v": 1, "id": "32 hex digits", "at": "2026-11-28T09:30:00.120Z", "origin": "DEU",
 "actor": "a person's id", "kind": "PledgeMade", "subject": "32 hex digits",
 "label": {"policy": "...", "classification": "..."}, "body": {}}
```

- `at` is written with milliseconds only where they are not zero; instants in bodies are `2026-11-28T09:30Z`,
  `forever` or `always`.
- Numbers are whole and within 2^53-1; keys are ASCII. A field left out takes its default; all are written.
- An event that *makes* an object has its own id as subject; every other names the object it is about.
- A kind, or a field of a body, that a node does not know is kept whole, passed on, shown as held, and
  changes nothing.
- `origin` signs. Who may say a kind is its *speaker*; in which *role* a person of that origin may say it
  stands beside.
"""


def main() -> None:
    """Write the page when it is not current, and name it."""
    text = events_page()
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        PAGE.write_text(text, encoding="utf-8")
        print(PAGE.name)


def events_page() -> str:
    """The whole page."""
    nouns: list[Noun | None] = [*Noun, None]
    parts = [
        HEAD,
        "\n".join(_words()),
        *(_section(str(noun or "of any object"), _kinds(noun)) for noun in nouns),
        _section("Shared shapes", _shapes()),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(title: str, lines: Iterator[str]) -> str:
    return f"## {title}\n\n" + "\n".join(lines)


def _words() -> Iterator[str]:
    yield "## Roles and speakers\n"
    yield "| role | |"
    yield "|---|---|"
    for role in Role:
        yield f"| `{role}` | {_member(Role, role)} |"
    yield ""
    yield "| speaker | under whose origin it is signed |"
    yield "|---|---|"
    for speaker in Speaker:
        yield f"| `{speaker}` | {_member(Speaker, speaker)} |"


def _member(kind: type[Enum], member: Enum) -> str:
    """The docstring that follows a member in its class; the name said plainly where there is none."""
    source = inspect.getsource(kind)
    found = re.search(rf'{member.name} = "[^"]*"\n\s+"""(.+?)"""', source, re.DOTALL)
    return " ".join(found.group(1).split()) if found else str(member.value).replace("-", " ")


def _kinds(noun: Noun | None) -> Iterator[str]:
    kinds: list[Kind] = [kind for kind in KINDS if kind.noun is noun]
    for kind in kinds:
        makes = ", makes one" if kind.opens else ""
        yield f"### {kind.name}\n"
        yield f"`{kind.verb}`{makes}; speaker: {kind.speaker}; roles: {', '.join(kind.roles)}.\n"
        yield f"{_doc(kind.body)}\n"
        yield from _table(kind.body)
        yield ""


def _doc(kind: type[Any]) -> str:
    return " ".join((inspect.getdoc(kind) or "").split())


def _table(kind: type[Any]) -> Iterator[str]:
    hints = get_type_hints(kind)
    yield "| field | type | default |"
    yield "|---|---|---|"
    for field in fields(kind):
        yield f"| `{field.name}` | {_type(hints[field.name])} | {_default(field)} |"


def _default(field: Field[Any]) -> str:
    value = field.default
    if value is MISSING:
        return ""
    if isinstance(value, Enum):
        return f"`{value.value}`"
    if isinstance(value, Interval):
        return "always"
    if is_dataclass(value):
        return "nothing stated"
    return {None: "null", "": '""', (): "[]", FOREVER: "forever"}.get(value, str(value).lower())


def _type(hint: Any) -> str:
    """The type as a reader of JSON sees it."""
    if hint is Minute:
        return "instant"
    args = [arg for arg in get_args(hint) if arg not in {type(None), Ellipsis}]
    if type(None) in get_args(hint):
        return " or ".join([*(_type(arg) for arg in args), "null"])
    if args and str(hint).startswith("tuple"):
        return f"list of {_type(args[0])}"
    name: str = getattr(hint, "__name__", str(hint))
    if is_dataclass(hint) or (isinstance(hint, type) and issubclass(hint, Enum)):
        return f"[{name}](#{name.lower()})"
    plain = {"str": "text", "int": "whole number", "bool": "true or false", "Mapping": "object"}
    return plain.get(name, name if hasattr(hint, "__supertype__") else "object")


def _shapes() -> Iterator[str]:
    for shape in sorted(_used(), key=lambda each: each.__name__):
        yield f"### {shape.__name__}\n"
        yield f"{_doc(shape)}\n"
        if issubclass(shape, Enum):
            yield "| value | |"
            yield "|---|---|"
            yield from (f"| `{m.value}` | {_member(shape, m)} |" for m in shape)
        else:
            yield from _table(shape)
        yield ""


def _used() -> set[type[Any]]:
    """Every shape that some body holds, at any depth."""
    found: set[type[Any]] = set()
    left: list[Any] = [kind.body for kind in KINDS]
    while left:
        for hint in get_type_hints(left.pop()).values():
            for each in (hint, *get_args(hint)):
                shape = is_dataclass(each) or (isinstance(each, type) and issubclass(each, Enum))
                if shape and each not in found:
                    found.add(each)
                    left.extend([each] if is_dataclass(each) else [])
    return found


if __name__ == "__main__":
    main()

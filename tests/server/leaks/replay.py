"""Everything a viewer can ask of a server: every route of its document, with what it knows and what it can
guess.

Reads come first, then what changes things, then the reads again. Answers are compared to the byte but for
the `Date` a real server adds.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.server.leaks.worlds import CANARY, NATIONS, PLACES, PROVISIONS, WORDS, World
from tests.simulators.crisis_sites import PASSWORD, Answer

from coalition.command.events.registry import BY_NAME
from coalition.server.document import interface_document
from coalition.server.listening import _context

DOCUMENT = interface_document()
LISTS = [
    path.removeprefix("/api/")
    for path, item in DOCUMENT["paths"].items()
    if "get" in item
    and "{" not in path
    and any(p["name"] == "sort" for p in item["get"].get("parameters", []))
]
ROUTES = {(method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item}
ENDS_SESSION = {("DELETE", "/api/session")}
GARBAGE = "f" * 32


@dataclass(frozen=True)
class Asked:
    """A request: of which route, and exactly what."""

    route: tuple[str, str]
    path: str
    body: Any = None

    def __str__(self) -> str:
        return f"{self.route[0]} {self.path} {json.dumps(self.body)[:300]}"


class Replay:
    """Asks the same of a world each time it is made with the same seed and the same ids."""

    def __init__(self, world: World, ids: list[str], seed: str) -> None:
        self.world, self.ids = world, [*ids, GARBAGE]
        self.rng = random.Random(seed)
        self.answers: list[tuple[Asked, Answer]] = []

    def ask(self, method: str, route: str, path: str, body: Any = None) -> Answer:
        asked = Asked((method, route), path, body)
        answer = self.world.viewer.ask(method, path, body)
        self.answers.append((asked, answer))
        return answer

    def get(self, route: str, path: str = "") -> Answer:
        return self.ask("GET", route, path or route)

    # -- reading ----------------------------------------------------------------------------------

    def read_all(self) -> None:
        for name in LISTS:
            self._read_list(name)
        for path in (
            "crisis",
            "labels",
            "calendars",
            "deadline",
            "map",
            "movement-columns",
            "sessions",
            "keys",
            "session",
            "login",
            "reading",
            "jobs",
            "users",
            "events",
            "login/oidc",
            "login/oidc/back",
        ):
            self.get(f"/api/{path}")
        for query in ("calendar=DEU&working_minutes=600", "calendar=POL&local=2026-12-01T09:00"):
            self.get("/api/deadline", f"/api/deadline?{query}")
        self.get("/api/map", "/api/map?flows=paths")
        for word in (*WORDS, CANARY, "a"):
            self.get("/api/search", f"/api/search?q={quote(word)}&limit=2")
        for by in ("carrier", "requirement"):
            self.get("/api/gantt", f"/api/gantt?by={by}&limit=1")
        self.listen()
        self._read_objects()
        for table in LISTS:
            self.get("/api/export/{table}.{form}", f"/api/export/{table}.csv")
        self.get("/api/export/{table}.{form}", "/api/export/history.xlsx")

    def listen(self) -> None:
        """What came since the first and since the last event the viewer sees."""
        events = self.world.viewer.get("/api/history?limit=500").json["items"]
        clearance = self.world.site.parts.office.find(self.world.viewer.cookie)[0].clearance
        for event in (events[-1], events[0], {"id": GARBAGE}):
            last = self.world.site.parts.seal.close(event["id"], _context(clearance))
            asked = Asked(("GET", "/api/events"), f"/api/events after {event['id']}")
            answer = self.world.viewer.get("/api/events", {"last-event-id": last})
            self.answers.append((asked, answer))

    def _read_list(self, name: str) -> None:
        route = f"/api/{name}"
        found = self.get(route)
        columns = [
            key
            for key, value in (found.json["items"] or [{}])[0].items()
            if not isinstance(value, list | dict)
        ]
        for column in self.rng.sample(columns, min(2, len(columns))):
            self.get(route, f"{route}?sort=-{column}&limit=2")
            value = self.rng.choice((*WORDS, *NATIONS, *PLACES, "1"))
            self.get(route, f"{route}?{column}={quote(value)}")
        self.get(route, f"{route}?q={quote(self.rng.choice((*WORDS, CANARY)))}")
        self.get(route, f"{route}?at=2025-03-03T0{self.rng.randint(0, 9)}:30Z")
        cursor: str | None = ""
        for _ in range(3):
            path = f"{route}?limit=1" + (f"&cursor={cursor}" if cursor else "")
            cursor = self.get(route, path).json["next"]
            if cursor is None:
                break

    def _read_objects(self) -> None:
        singles = [
            path
            for path, item in DOCUMENT["paths"].items()
            if "get" in item and path.count("{") == 1
        ]
        for route in singles:
            name = route[route.index("{") : route.index("}") + 1]
            for one in self.rng.sample(self.ids, min(4, len(self.ids))):
                self.get(route, route.replace(name, one))
        for one in self.ids:
            self.get("/api/objects/{subject}", f"/api/objects/{one}")
            self.get("/api/history/{event}", f"/api/history/{one}")
        for line in ("ADV", "MED", "r-000000000000"):
            self.get("/api/why/{line}", f"/api/why/{line}")

    # -- changing ---------------------------------------------------------------------------------

    def change_all(self, *, plans: bool) -> None:
        for path, item in DOCUMENT["paths"].items():
            for method in ("post", "put", "delete"):
                if method in item and (method.upper(), path) not in ENDS_SESSION:
                    self._change(method.upper(), path, item[method], plans=plans)
        for old, new in (("wrong", "another password"), (PASSWORD, PASSWORD)):
            self.ask(
                "PUT", "/api/session/password", "/api/session/password", {"old": old, "new": new}
            )

    def _change(self, method: str, route: str, way: dict[str, Any], *, plans: bool) -> None:
        if route.startswith("/api/plans") and method == "POST" and not plans:
            self.ask(method, route, route.replace("{plan}", GARBAGE), {"work": -1})
            return
        for path in self._paths(route):
            content = way.get("requestBody", {}).get("content", {}).get("application/json", {})
            body = sample(content["schema"], self.rng, self.ids) if content else None
            if route.startswith("/api/plans"):
                body = {"work": 0}
            if "/acts/" in route:
                body["subject"] = self._subject(route.rpartition("/")[2])
                body["label"] = None
            self.ask(method, route, path, body)

    def _subject(self, kind: str) -> str | None:
        """Mostly what the kind can be said of, else anything that is known, hidden or not there."""
        if self.rng.random() < 0.3:
            return self.rng.choice((*self.ids, None))
        known = BY_NAME[kind]
        there = self.world.known.seen.get(str(known.noun), [])
        return None if known.opens or not there else self.rng.choice(there)

    def _paths(self, route: str) -> Iterator[str]:
        if "{" not in route:
            yield from [route] * (2 if "/acts/" in route else 1)
            return
        name = route[route.index("{") : route.index("}") + 1]
        for one in self.rng.sample(self.ids, min(3, len(self.ids))):
            yield route.replace(name, one)


def sample(schema: dict[str, Any], rng: random.Random, ids: list[str]) -> Any:
    """Something of the schema, with what a viewer knows in its texts."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return sample(DOCUMENT["components"]["schemas"][name], rng, ids)
    if "anyOf" in schema:
        return sample(rng.choice(schema["anyOf"]), rng, ids)
    if "enum" in schema:
        return rng.choice(schema["enum"])
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = rng.choice(kind)
    if kind == "object":
        wanted = schema.get("properties", {})
        there = [n for n in wanted if n in schema.get("required", ()) or rng.random() < 0.5]
        return {name: sample(wanted[name], rng, ids) for name in there}
    if kind == "array":
        return [sample(schema.get("items", {}), rng, ids) for _ in range(rng.randint(0, 2))]
    if kind == "integer":
        return rng.randint(0, 60)
    if kind == "boolean":
        return rng.random() < 0.5
    return None if kind == "null" else _word(schema, rng, ids)


def _word(schema: dict[str, Any], rng: random.Random, ids: list[str]) -> str:
    if schema.get("examples"):
        return f"2025-03-1{rng.randint(0, 9)}T00:00Z"
    return rng.choice((*ids, *WORDS, *NATIONS, *PLACES, *PROVISIONS, "ADV"))


def difference(one: Replay, other: Replay) -> str:
    """The first answer in which the two differ, in words; empty when there is none."""
    for (asked, here), (again, there) in zip(one.answers, other.answers, strict=False):
        if str(asked) != str(again):
            return f"asked differently after {asked}: {again}"
        if here != there:
            return f"{asked}\n  {here.status} {_where(here, there)}\n  {there.status} {_where(there, here)}"
    if len(one.answers) != len(other.answers):
        return f"{len(one.answers)} answers, {len(other.answers)} answers"
    return ""


def _where(one: Answer, other: Answer) -> str:
    heads = sorted(set(one.headers) - set(other.headers))
    length = min(len(one.body), len(other.body))
    at = next((n for n in range(length) if one.body[n] != other.body[n]), length)
    return f"{heads} ...{one.body[max(0, at - 80) : at + 120]!r}"

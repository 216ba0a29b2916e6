"""The document of the interface is current, of OpenAPI 3.1, and every route in it says who may not."""

from __future__ import annotations

import json
from pathlib import Path

from coalition.command.events.registry import KINDS
from coalition.server.document import interface_document

FILE = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "http-api.md"
OPEN = {"/api/login", "/api/session", "/api/login/oidc", "/api/login/oidc/back"}


def test_the_document_is_current() -> None:
    text = json.dumps(interface_document(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert FILE.read_text(encoding="utf-8") == text, "run scripts/write_openapi.py"


def test_it_is_of_openapi_3_1_and_every_reference_leads_somewhere() -> None:
    document = interface_document()
    assert document["openapi"] == "3.1.0"
    for part in json.dumps(document).split('"$ref": "#/')[1:]:
        place = document
        for step in part.partition('"')[0].split("/"):
            place = place[step]
        assert place


def test_every_route_refuses_without_a_session() -> None:
    for path, item in interface_document()["paths"].items():
        for way in item.values():
            assert path in OPEN or "401" in way["responses"], path


def test_every_kind_of_event_has_a_path() -> None:
    paths = interface_document()["paths"]
    assert [kind.name for kind in KINDS if f"/api/acts/{kind.name}" not in paths] == []


def test_every_list_and_kind_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    missing = [kind.name for kind in KINDS if f"`{kind.name}`" not in page]
    missing += [
        path for path, item in interface_document()["paths"].items()
        if "/acts/" not in path and path.split("/")[2] not in page
    ]  # fmt: skip
    assert missing == []

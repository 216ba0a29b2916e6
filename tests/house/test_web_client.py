"""The committed build of the web client is that of its sources; its files keep the sizes of the house."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
STATIC = ROOT / "src" / "coalition" / "server" / "static"
LINES_MAX = 500
SOURCES = sorted(
    path for path in (WEB / "src").rglob("*") if path.suffix in {".ts", ".svelte", ".css"}
)


def builder() -> ModuleType:
    found = importlib.util.spec_from_file_location("build_web", ROOT / "scripts" / "build_web.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_committed_build_is_that_of_the_sources() -> None:
    assert builder().is_fresh(), "the client's build is stale: run scripts/build_web.py"


def test_the_page_has_no_script_of_its_own_and_asks_nobody_else() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"(?:src|href)=\"(?!/)[^\"]*\"", page) == []
    assert "style=" not in page


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_file_of_the_client_is_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LINES_MAX, f"{path.relative_to(ROOT)} has {lines} lines: split it by noun"


def test_no_registry_address_stands_in_the_lock_file() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    named = [name for name, package in lock["packages"].items() if "resolved" in package]
    assert named == [], "keep `omit-lockfile-registry-resolved=true` in web/.npmrc"


def interface() -> list[str]:
    """The paths of the interface, as patterns."""
    text = (ROOT / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8")
    return [re.sub(r"\{[^}]*\}", "[^/]+", path) for path in json.loads(text)["paths"]]


def test_every_route_the_client_asks_for_is_in_the_interface() -> None:
    known, open_ended = interface(), {"/api/x", "/api/acts/x", "/api/login/oidc"}
    for path in SOURCES:
        for asked in re.findall(r"[`'\"](/api/[^`'\"?]*)", path.read_text(encoding="utf-8")):
            plain = re.sub(r"\$?\{[^}]*\}", "x", asked)
            if plain in open_ended or plain.endswith("/"):
                continue
            assert any(re.fullmatch(one, plain) for one in known), f"{path.name}: {asked}"


def test_every_act_of_the_client_is_a_kind_of_event() -> None:
    known = set(interface())
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        kinds = re.findall(r"\b(?:act|attempt|send|ask)\(\s*(?:task, )?'([A-Z]\w+)'", text)
        for kind in kinds:
            assert f"/api/acts/{kind}" in known, f"{path.name}: {kind}"

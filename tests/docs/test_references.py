"""Every command, option and document is where the documents say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App

from coalition.cli.app import build

ROOT = Path(__file__).parents[2]


def leaves(app: App, before: str = "") -> Iterator[tuple[str, App]]:
    """(name, command) of every command, those of a group by both names, like `label mark`."""
    for name, command in app.resolved_commands().items():
        if name.startswith("-"):
            continue
        below = list(leaves(command, f"{before}{name} "))
        yield from below or [(f"{before}{name}", command)]


COMMANDS = dict(leaves(build()))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_stands_in_the_reference_with_all_its_options(name: str) -> None:
    rows = (ROOT / "docs/reference/cli.md").read_text().splitlines()
    row = next((r for r in rows if r.startswith((f"| `{name} ", f"| `{name}`"))), "")
    assert row, f"docs/reference/cli.md has no row for `{name}`"
    for argument in COMMANDS[name].assemble_argument_collection():
        if argument.parameter.name and argument.parameter.name[0].startswith("--"):
            option = argument.parameter.name[0]
            assert f"`{option}`" in row, f"the row of `{name}` lacks `{option}`"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_explains_itself_with_an_example(name: str) -> None:
    text = COMMANDS[name].help
    assert "xample" in text
    assert f"coalition {name}" in text


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_the_readme_gives_the_two_commands_first() -> None:
    readme = (ROOT / "README.md").read_text()
    block = readme.split("```sh")[1].split("```")[0].strip().splitlines()
    assert [line.split("#")[0].strip() for line in block] == ["./go demo", "./go test"]

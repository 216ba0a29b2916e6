"""Every code the judge can say is listed in the reference, and every breach listed has been planted."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.judging.test_planted_breaches import PLANTS

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "verdicts.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (R\d+)(?: to R\d+)? \| `([a-zA-Z-]+)` \|", re.MULTILINE)
KEBAB = re.compile(r"^[a-z]+(-[a-z]+)+$")


def listed(part: str) -> set[tuple[str, str]]:
    section = REFERENCE.split(f"## {part}")[1].split("\n## ")[0]
    return {(match[1], match[2]) for match in ROW.finditer(section)}


def said() -> set[str]:
    """Every code written in the rules."""
    rules = (ROOT / "src" / "coalition" / "judging" / "rules").glob("*.py")
    texts = {
        node.value
        for path in rules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if KEBAB.match(text)}


def test_every_breach_in_the_reference_is_planted_and_every_planted_breach_is_there() -> None:
    assert listed("Breaches") == {(plant.rule, plant.code) for plant in PLANTS}


def test_every_code_in_the_rules_is_in_the_reference() -> None:
    known = {code for part in ("Breaches", "Doubts", "Risks") for _, code in listed(part)}
    assert said() <= known

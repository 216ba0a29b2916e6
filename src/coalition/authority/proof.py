"""An answer in words: the proof tree a lawyer can read.

Each line names what it rests on: provision, article, instrument, source, and the steps with their dates,
estimated or recorded. Not here: reports and pictures (`lanes` gives their nouns), other forms (`proofs`).
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.authority.answer import Answer
from coalition.authority.evaluate import Authority
from coalition.authority.proofs.tree import Node, prove
from coalition.authority.proofs.words import ask

INDENT = "  "


def describe(authority: Authority, answer: Answer) -> str:
    """The answer with its whole proof, one statement a line, indented by what it rests on."""
    return text_of(prove(authority, answer))


def text_of(proof: Node) -> str:
    """The proof as text; the finding and the sections stand at the margin, as the question does."""
    lines = [proof.statement]
    for part in proof.children:
        lines += _lines(part, "")
    return "\n".join(lines)


def _lines(node: Node, indent: str) -> Iterator[str]:
    yield indent + node.statement
    for child in node.children:
        yield from _lines(child, indent + INDENT)


__all__ = ["ask", "describe", "prove", "text_of"]

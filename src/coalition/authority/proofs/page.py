"""A proof as one self-contained HTML page: no script, no link that must be followed to read it."""

from __future__ import annotations

from html import escape

from coalition.authority.proofs.tree import Node

_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
       color: #1b1f24; background: #fff }
h1 { font-size: 1.2rem } h2 { font-size: 1rem; margin: 1.2rem 0 .2rem }
ul { list-style: none; margin: .2rem 0 .2rem .5rem; padding-left: .9rem; border-left: 2px solid #d0d7de }
li { margin: .35rem 0 } .finding { font-size: 1.3rem; font-weight: 600 }
.mark { border-radius: .6rem; font-size: .75rem; padding: .05rem .5rem; white-space: nowrap }
.yes { background: #d5f0dc; color: #0b4f1f } .no { background: #f6e3c5; color: #5c3a00 }
@media (prefers-color-scheme: dark) { body { background: #14171a; color: #e6e8ea }
                                       ul { border-color: #444c56 } }
@media print { body { margin: 0; max-width: none } }
"""


def page_of(proof: Node) -> str:
    """The page, in English; every statement is escaped."""
    finding, *sections = proof.children
    body = [
        f"<h1>{escape(proof.statement)}</h1>",
        f'<p class="finding">{escape(finding.statement)}</p>',
        _items(finding.children),
    ]
    for section in sections:
        body += [f"<h2>{escape(section.statement)}</h2>", _items(section.children)]
    title = escape(proof.statement)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n" + "\n".join(body) + "\n</main>\n"
        "</body>\n</html>\n"
    )


def _items(nodes: tuple[Node, ...]) -> str:
    return "<ul>" + "".join(map(_item, nodes)) + "</ul>" if nodes else ""


def _item(node: Node) -> str:
    return f"<li>{escape(node.statement)}{_mark(node)}{_items(node.children)}</li>"


def _mark(node: Node) -> str:
    """Whether somebody compared the words with the primary text."""
    if node.checked is None:
        return ""
    word, style = ("checked", "yes") if node.checked else ("not checked", "no")
    return f' <span class="mark {style}">{word}</span>'

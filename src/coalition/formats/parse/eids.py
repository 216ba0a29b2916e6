"""Akoma Ntoso element ids (eId) and work URIs (OASIS Akoma Ntoso Naming Convention 1.0, sections 4 and 5).

An eId joins `prefix_number` parts with two underscores: `art_5__para_1`. Not here: writing Akoma Ntoso.
"""

from __future__ import annotations

import re

_PART = r"[A-Za-z][A-Za-z\-]*(?:_[0-9A-Za-z.\-]+)?"
EID = re.compile(rf"{_PART}(?:__{_PART})*", re.ASCII)
WORK = re.compile(r"/akn(?:/[A-Za-z0-9][\w.@:\-]*){3,}", re.ASCII)
_WORDS = {
    "art": "art", "arts": "art", "article": "art", "articles": "art", "annex": "annex",
    "section": "sec", "sec": "sec", "s": "sec", "§": "sec", "para": "para", "paragraph": "para",
    "chapter": "chp", "chap": "chp", "part": "part", "title": "title", "rule": "rule", "point": "point",
    "appendix": "annex", "protocol": "protocol", "op": "para", "preamble": "preamble",
}  # fmt: skip
_FIRST = re.compile(r"(§|[A-Za-z]+)\.?\s*([0-9]+[a-z]*|[IVXLC]+|[A-Z])?\b")
_INNER = re.compile(r"\(([0-9A-Za-z]{1,5})\)|\b(para|sec|point)\.?\s*([0-9A-Za-z]{1,5})")


def eid_of(article: str) -> str:
    """The element id of an article as lawyers write it; empty text where none can be told.

    >>> eid_of("art. 5(1)(a)"), eid_of("annex A"), eid_of("our own heading")
    ('art_5__para_1__point_a', 'annex_A', '')
    """
    head = _FIRST.match(article.strip())
    word = _WORDS.get(head[1].lower()) if head else None
    if head is None or word is None:
        return ""
    parts = [f"{word}_{head[2]}" if head[2] else word]
    names = iter(("para", "point", "point", "point"))
    for found in _INNER.finditer(article.strip()[head.end() :]):
        name = found[2] or next(names, "point")
        parts.append(f"{name}_{found[1] or found[3]}")
    return "__".join(parts)

"""Hypothesis strategies: labels and clearances of the embedded policy that collide often."""

from __future__ import annotations

from hypothesis import strategies as st

from coalition.labels import Category, Clearance, Kind, Label, default_policy

POLICY = default_policy()
LEVELS = tuple(level.name for level in POLICY.classifications)
NATIONS = ("DEU", "FRA", "AUT", "JPN", "USA")
AUDIENCE = ("NATO", "EU", *NATIONS)
WORDS = ("AMBERLIGHT", "NORTHGATE", "CRYPTO")


def _values(words: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), min_size=least, max_size=4, unique=True).map(tuple)


@st.composite
def labels(draw: st.DrawFn) -> Label:
    """A sound label: with or without each of the tags, the audience wide more often than not."""
    categories = []
    for tag in ("Releasable To", "Only"):
        if draw(st.integers(0, 3)) > (1 if tag == "Only" else 0):
            wide = draw(st.sampled_from((("NATO",), ("NATO", "JPN"), ("EU",), ())))
            categories.append(Category(tag, Kind.PERMISSIVE, (*wide, *draw(_values(AUDIENCE)))))
    words = draw(_values(WORDS)) if draw(st.booleans()) else ()
    categories.append(Category("Additional Sensitivity", Kind.RESTRICTIVE, words))
    notes = draw(_values(("STAFF", "MEDICAL")))
    categories.append(Category("Administrative", Kind.INFORMATIVE, notes))
    origin = draw(_values(("DEU", "FRA")))
    return Label(POLICY.name, draw(st.sampled_from(LEVELS)), tuple(categories), origin)


@st.composite
def clearances(draw: st.DrawFn) -> Clearance:
    """A clearance, generous more often than not."""
    held = draw(st.sampled_from((LEVELS, LEVELS, LEVELS[:3], (LEVELS[3],), ())))
    words = draw(st.sampled_from((WORDS, WORDS[:2], ())))
    communities = draw(st.sampled_from(((), (), ("NATO",), ("EU",), ("JPN", "EU"))))
    categories = (
        Category("Additional Sensitivity", Kind.RESTRICTIVE, words),
        Category(draw(st.sampled_from(("Releasable To", "Only"))), Kind.PERMISSIVE, communities),
    )
    nation = draw(st.sampled_from((*NATIONS, "CHE", "")))
    return Clearance(POLICY.name, held, categories, nation)

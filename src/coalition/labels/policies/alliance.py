"""The policy that comes with the program: a fictional alliance's, built like the public parts of NATO's.

Fictional: no document of an alliance is reproduced. Public sources of its shape: the four levels of
classification of NATO's security policy C-M(2002)49 as published, their French names, and the marking
grammar `policy level additional Releasable to A, B - ADMINISTRATIVE`. Codewords are invented. ORCON follows
United States usage (CAPCO), where onward release needs the originator's leave. Confidence: by design.

`Releasable To` is the audience: without it a label is for its originators alone. `Only` names nations and
communities one by one and narrows `Releasable To`.
"""

from __future__ import annotations

from collections.abc import Iterable

from coalition.labels.label import Category, Clearance, Kind, Label
from coalition.labels.policies.nations import EU_MEMBERS, NATIONS, NATO_MEMBERS
from coalition.labels.policy import (
    Classification,
    Phrase,
    Policy,
    Qualifier,
    Tag,
    Value,
)

ALLIANCE = "ALLIANCE"
RELEASABLE = "Releasable To"
ONLY = "Only"
SENSITIVITY = "Additional Sensitivity"
CONTROL = "Dissemination Control"
ADMINISTRATIVE = "Administrative"
MEMBERS = "NATO"
"""The value that stands for all members. It is printed like any other: a marking says its whole audience."""

_PAGE = ("pageTopBottom",)
_PORTION = ("portionMarking",)
_LEVELS = (
    ("UNCLASSIFIED", "SANS CLASSIFICATION", "U", "#007A33"),
    ("RESTRICTED", "DIFFUSION RESTREINTE", "R", "#0033A0"),
    ("CONFIDENTIAL", "CONFIDENTIEL", "C", "#0033A0"),
    ("SECRET", "SECRET", "S", "#C8102E"),
    ("TOP SECRET", "TRÈS SECRET", "TS", "#FF8C00"),
)  # name, French words, portion mark, colour


def default_policy(nations: Iterable[tuple[str, str, str]] = ()) -> Policy:
    """The embedded policy, with further nations (code, English name, French name) if a book has its own."""
    known = {code for code, _, _ in NATIONS}
    every = (*NATIONS, *(nation for nation in nations if nation[0] not in known))
    return Policy(
        name=ALLIANCE,
        identifier="urn:coalition:policy:alliance:1",
        classifications=tuple(
            _level(place, *level) for place, level in enumerate(_LEVELS, start=1)
        ),
        tags=(_sensitivity(), _audience(every), _only(every), _control(), _administrative()),
        phrases=(Phrase("", "", ("replacePolicy", "portionMarking")),),
        qualifiers=(
            Qualifier("prefix", "(", portion=True),
            Qualifier("suffix", ")", portion=True),
        ),
        audience=RELEASABLE,
        version="1",
        source="fictional; see the module",
    )


def member_label(classification: str = "UNCLASSIFIED", *, originators: Iterable[str] = ()) -> Label:
    """A label for all members of the alliance."""
    audience = Category(RELEASABLE, Kind.PERMISSIVE, (MEMBERS,))
    return Label(ALLIANCE, classification, (audience,), tuple(originators))


def national_label(nation: str, classification: str = "UNCLASSIFIED") -> Label:
    """A label for one nation alone, which is its originator: a draft, or what it keeps to itself."""
    return Label(ALLIANCE, classification, (Category(ONLY, Kind.PERMISSIVE, (nation,)),), (nation,))


def clearance_up_to(
    classification: str, *, nation: str, sensitivities: Iterable[str] = ()
) -> Clearance:
    """A clearance for every level up to this one, of a viewer acting for a nation.

    An unknown classification clears nothing.
    """
    names = [level[0] for level in _LEVELS]
    held = names[: names.index(classification) + 1] if classification in names else []
    special = Category(SENSITIVITY, Kind.RESTRICTIVE, tuple(sensitivities))
    return Clearance(ALLIANCE, tuple(held), (special,) if special.values else (), nation)


def _level(place: int, name: str, french: str, portion: str, colour: str) -> Classification:
    return Classification(
        name=name,
        lacv=str(place),
        hierarchy=place,
        colour=colour,
        phrases=(
            Phrase(french, "fr", _PAGE),
            Phrase(portion, "", _PORTION),
        ),
    )


def _named(nations: Iterable[tuple[str, str, str]]) -> tuple[Value, ...]:
    """Nations and the two communities as values; printed names in both languages, codes in portions."""
    communities = (
        Value(MEMBERS, "1001", (Phrase("OTAN", "fr", _PAGE),), members=NATO_MEMBERS),
        Value(
            "EU",
            "1002",
            (
                Phrase("European Union", "", _PAGE),
                Phrase("Union européenne", "fr", _PAGE),
                Phrase("EU", "", _PORTION),
            ),
            members=EU_MEMBERS,
        ),
    )
    singles = (
        Value(
            code,
            str(place),
            (
                Phrase(english, "", _PAGE),
                Phrase(french, "fr", _PAGE),
                Phrase(code, "", _PORTION),
            ),
        )
        for place, (code, english, french) in enumerate(sorted(nations), start=2001)
    )
    return (*communities, *singles)


def _audience(nations: Iterable[tuple[str, str, str]]) -> Tag:
    return Tag(
        name=RELEASABLE,
        kind=Kind.PERMISSIVE,
        values=_named(nations),
        tag_set=RELEASABLE,
        set_id="urn:coalition:policy:alliance:1:releasable",
        enumerated=True,
        qualifiers=(
            Qualifier("prefix", "Releasable to "),
            Qualifier("prefix", "Communicable à ", "fr"),
            Qualifier("separator", ", "),
            Qualifier("prefix", "REL TO ", portion=True),
        ),
        nations=True,
    )


def _only(nations: Iterable[tuple[str, str, str]]) -> Tag:
    return Tag(
        name=ONLY,
        kind=Kind.PERMISSIVE,
        values=_named(nations),
        tag_set=ONLY,
        set_id="urn:coalition:policy:alliance:1:only",
        enumerated=True,
        qualifiers=(
            Qualifier("suffix", " ONLY"),
            Qualifier("suffix", " SEULEMENT", "fr"),
            Qualifier("separator", ", "),
        ),
        nations=True,
        narrows=RELEASABLE,
    )


def _sensitivity() -> Tag:
    low = ("UNCLASSIFIED", "RESTRICTED")
    return Tag(
        name=SENSITIVITY,
        kind=Kind.RESTRICTIVE,
        values=(
            Value("AMBERLIGHT", "1", excluded_classes=low),
            Value("NORTHGATE", "2", excluded_classes=low),
            Value("CRYPTO", "3", excluded_classes=("UNCLASSIFIED",)),
        ),
        tag_set=SENSITIVITY,
        set_id="urn:coalition:policy:alliance:1:sensitivity",
        qualifiers=(Qualifier("separator", " "),),
    )


def _control() -> Tag:
    return Tag(
        name=CONTROL,
        kind=Kind.INFORMATIVE,
        values=(Value("ORCON", "1", consent=True),),
        tag_set=CONTROL,
        set_id="urn:coalition:policy:alliance:1:control",
    )


def _administrative() -> Tag:
    words = (
        ("MANAGEMENT", "GESTION"),
        ("STAFF", "PERSONNEL"),
        ("PERSONAL", "PERSONNEL ET CONFIDENTIEL"),
        ("MEDICAL", "MÉDICAL"),
        ("COMMERCIAL", "COMMERCIAL"),
    )
    return Tag(
        name=ADMINISTRATIVE,
        kind=Kind.INFORMATIVE,
        values=tuple(
            Value(english, str(place), (Phrase(french, "fr", _PAGE),))
            for place, (english, french) in enumerate(words, start=1)
        ),
        tag_set=ADMINISTRATIVE,
        set_id="urn:coalition:policy:alliance:1:administrative",
        qualifiers=(Qualifier("prefix", "- "), Qualifier("separator", " ")),
    )

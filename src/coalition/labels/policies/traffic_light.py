"""The Traffic Light Protocol, version 2.0, as a policy.

Source: FIRST, Traffic Light Protocol 2.0, in force since August 2022: CLEAR, GREEN, AMBER, AMBER+STRICT, RED.
Official for names, order and colours; that recipients are named as values is this program's way of making the
words of the standard (`recipients only`, `organization`, `community`) something a machine can decide.
WHITE of version 1.0 is read as CLEAR by `formats.labels`; it is never written.
"""

from __future__ import annotations

from collections.abc import Iterable

from coalition.labels.label import Kind
from coalition.labels.policies.nations import EU_MEMBERS, NATIONS, NATO_MEMBERS
from coalition.labels.policy import Classification, Phrase, Policy, Qualifier, Tag, Value

TLP = "TLP"
RECIPIENTS = "Recipients"
WORLD = "WORLD"
"""The value that stands for everyone."""

_LEVELS = (
    ("CLEAR", "#FFFFFF"),
    ("GREEN", "#33FF00"),
    ("AMBER", "#FFC000"),
    ("AMBER+STRICT", "#FFC000"),
    ("RED", "#FF2B2B"),
)


def traffic_light_policy(recipients: Iterable[str] = ()) -> Policy:
    """TLP 2.0; `recipients` are further names (organizations, persons) beside nations, NATO and EU."""
    nations = tuple(code for code, _, _ in NATIONS)
    named = tuple(dict.fromkeys((*nations, *recipients)))
    closed = ("GREEN", "AMBER", "AMBER+STRICT", "RED")
    communities = (
        Value(WORLD, "1", (Phrase(None, "", ("noNameDisplay",)),), excluded_classes=closed,
              members=("NATO", "EU", *named)),
        Value("NATO", "2", members=NATO_MEMBERS),
        Value("EU", "3", members=EU_MEMBERS),
    )  # fmt: skip
    return Policy(
        name=TLP,
        identifier="urn:coalition:policy:tlp:2.0",
        classifications=tuple(
            Classification(name, str(place), place, colour)
            for place, (name, colour) in enumerate(_LEVELS, start=1)
        ),
        tags=(
            Tag(
                name=RECIPIENTS,
                kind=Kind.PERMISSIVE,
                values=(
                    *communities,
                    *(Value(name, str(place)) for place, name in enumerate(named, start=2001)),
                ),
                tag_set=RECIPIENTS,
                set_id="urn:coalition:policy:tlp:2.0:recipients",
                enumerated=True,
                qualifiers=(Qualifier("prefix", "["), Qualifier("separator", ", "),
                            Qualifier("suffix", "]")),
                nations=True,
            ),
        ),
        phrases=(Phrase("", "", ("replacePolicy",)),),
        qualifiers=(Qualifier("prefix", "TLP:"),),
        audience=RECIPIENTS,
        aliases=(("WHITE", "CLEAR"),),
        version="2.0",
        source="FIRST, Traffic Light Protocol 2.0",
    )  # fmt: skip

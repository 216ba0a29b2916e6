"""What ATOP's columns mean, in our words, and which test of the language each condition becomes.

Confirmed from public text: the five kinds of obligation and *must be precise about a crisis* for
consultation (QoG datafinder, ATOP 5.1); obligations limited to named adversaries and to places (Leeds, Long
and Mitchell 2000, Journal of Conflict Resolution 44: 686-699, abstract); that `...codem` is a demand not
complied with, `defconpr`/`neuconpr` an attack not provoked, `concoreq` a request, `olimob` other conditions,
and the names of the institutional columns (comments in published replication code for ATOP 4.01). Read from
the name of the column alone: kind of conflict (`...cocon`), number of adversaries (`...conum`), `neucoatt` as
*only when the partner is attacked*, `obvary` as *not owed to every member alike*, `estmode` 1 as *needs
ratification*. The codebook itself was not at hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.model.facts import Sense, Test
from coalition.model.law import Action


@dataclass(frozen=True, slots=True)
class Promise:
    """A kind of obligation: the action owed, what must be so for it to be owed, and our words."""

    action: Action
    tests: tuple[Test, ...]
    text: str


_ATTACKED = Test("event", words=("armed-attack",))
_IS_VICTIM = Test("victim", words=("beneficiary",))
_AT_WAR = Test("at_war", words=("beneficiary",))
PROMISES = {
    "defense": Promise(
        Action.ASSIST, (_ATTACKED, _IS_VICTIM), "Come to the aid of a party that is attacked."
    ),
    "offense": Promise(
        Action.ASSIST,
        (Test("event", Sense.NONE_OF, ("armed-attack",)),),
        "Join a party in a conflict that no attack on it began.",
    ),
    "neutral": Promise(
        Action.ABSTAIN, (_AT_WAR,), "Stay neutral when a party is in conflict with others."
    ),
    "nonagg": Promise(Action.NOT_ATTACK, (), "Do not attack a party."),
    "consul": Promise(
        Action.CONSULT,
        (Test("event", words=("armed-attack", "threat")),),
        "Consult with the parties in a crisis that may become a conflict.",
    ),
}
"""What each kind of obligation promises."""
PLAIN = {
    _ATTACKED: "there is an armed attack",
    _IS_VICTIM: "the partner is attacked",
    _AT_WAR: "the partner is at war",
    PROMISES["offense"].tests[0]: "no attack began the conflict",
    PROMISES["consul"].tests[0]: "there is an attack or a threat",
}
"""The tests that belong to a kind of obligation, in our words."""

ADVERSARY = "adv"
_OPEN = {
    "adv": ("adversary-covered", "the adversary is one the treaty means"),
    "loc": ("place-covered", "the conflict is in a place the treaty means"),
    "con": ("conflict-covered", "the conflict is of a kind the treaty means"),
    "num": ("adversaries-covered", "the number of adversaries is one the treaty means"),
    "dem": ("demand-refused", "the adversary did not comply with a demand"),
    "npr": ("unprovoked", "the attack was not provoked"),
    "other": ("other-limits-met", "other limits the treaty sets are kept"),
}
"""End of a condition column -> the fact its test asks for, and our words. No such fact is in the data."""


def condition_of(column: str, threats: tuple[str, ...], alone: bool) -> tuple[Test, str]:
    """The test of a condition column and its words.

    An adversary is tested by name where the data name the states threatened by and no other condition but
    provocation stands beside it (`alone`): with several conditions the data do not say which hold together.
    """
    if column == "concoreq":
        return Test("requested_by", words=("beneficiary",)), "the partner asks for it"
    if column == "neucoatt":
        return _IS_VICTIM, "the partner is attacked"
    end = "other" if column == "olimob" else column[-3:]
    if end == ADVERSARY and threats and alone:
        fact = "attacker" if column == "defcoadv" else "adversary"
        return Test(fact, words=threats), f"the {fact} is {' or '.join(threats)}"
    fact, text = _OPEN[end]
    named = f" ({' and '.join(threats)} named as threat)" if end == ADVERSARY and threats else ""
    return Test(fact, words=("yes",)), text + named


INSTITUTIONS = {
    "estmode": "how it was made (1: needs ratification)",
    "pubsecr": "secret, wholly or in part",
    "length": "length stated, in months",
    "renounce": "renunciation provided for",
    "terrres": "territory or resources made available",
    "notaiden": "no aid to the enemy",
    "dipaid": "diplomatic aid",
    "seppeace": "no separate peace",
    "thirdcom": "commitments to third states limited",
    "noothall": "no competing alliance",
    "milcon": "military contact in peace (3: common policy)",
    "milaid": "military aid",
    "intcom": "integrated command",
    "subord": "forces put under another's command in war",
    "organ1": "organisation set up",
    "base": "bases",
    "contrib": "contributions laid down",
    "armred": "armaments limited or raised",
    "divgains": "gains divided",
    "medarb": "disputes between members: mediation or arbitration",
    "ecaid": "economic aid",
    "interv": "no interference in a member's affairs",
}
"""Institutional columns that are kept as facts of a treaty, in our words; values stay codes where no word
is sure.
"""

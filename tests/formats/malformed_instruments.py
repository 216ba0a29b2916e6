"""One sound instrument with all the language has, and the ways in which it can be malformed."""

from __future__ import annotations

from dataclasses import dataclass

CRISIS = """title = "C"
activated = 2025-03-03
[facts]
victim = ["DEU"]
severity = 3
[[fact]]
name = "event"
value = ["armed-attack", "threat"]
from = 2025-03-01
until = 2025-04-01
[positions]
text = "council"
"""
ALLIANCE = """name = "A"
members = ["DEU", "POL"]
[[body]]
id = "both"
name = "Both"
members = ["DEU", "POL"]
"""
INSTRUMENT = """[[instrument]]
id = "t"
title = "Title"
kind = "treaty"
work = "/akn/un/act/treaty/2000-01-01/t"
signed = 1999-06-01
in_force = 2000-01-01
until = 2030-01-01
denounced = 2040-01-01
checked = true
source = "Journal 7"
variant_of = "text"
position = "council"
hierarchy = "treaty"
actions = ["enter", "transit", "assist", "transfer-command"]
territories = ["DEU", "POL"]
renewal = { kind = "tacit", years = 5, notice_days = 365 }
[[instrument.party]]
nations = ["DEU"]
reservations = ["3"]
[[instrument.party]]
nations = ["POL"]
[[instrument.provision]]
id = "1"
eid = "art_1__para_2"
kind = "permission"
article = "art. 1(2)"
text = "leave"
actions = ["enter"]
territories = ["POL"]
actors = ["parties"]
requires = "step"
limits = { pax = 500, mass_t = 10 }
over = { pax = 100 }
cost = "shared: by a key"
liability = "actor"
excepts = ["2"]
conditions = [{ event = "threat", severity = ">=3" }, { victim = "actor" }]
from = 2001-01-01
until = 2029-01-01
[[instrument.provision]]
id = "2"
kind = "prohibition"
article = "art. 2"
text = "ban"
actions = ["transit"]
[[instrument.provision]]
id = "3"
kind = "obligation"
article = "art. 3"
text = "help"
actors = ["parties"]
actions = ["assist"]
beneficiaries = ["parties"]
nature = "legal"
[[instrument.provision]]
id = "4"
kind = "permission"
article = "art. 4"
text = "command"
actions = ["transfer-command"]
command = { states = ["opcon"], over = "actor", by = ["POL"] }
[[instrument.provision]]
id = "step"
kind = "procedure"
article = "annex A"
text = "assent"
body = "both"
calendar = "territory"
duration = { least = 1, likely = 2, most = 3, unit = "working-days" }
requires = "other"
[[instrument.provision]]
id = "other"
kind = "procedure"
article = "annex B"
text = "note"
body = "actor"
duration = "?"
"""


@dataclass(frozen=True)
class Malformed:
    """A change to the sound instrument (or the crisis), the code of its fault, where, and words of the mend.

    `at` is a piece of the faulty file: the fault stands on the line that holds it first.
    """

    name: str
    old: str
    new: str
    code: str
    at: str
    mend: str
    file: str = "instruments/t.toml"
    also: tuple[str, str] = ("", "")


def bad(
    name: str, old: str, new: str, code: str, at: str, mend: str, also: tuple[str, str] = ("", "")
) -> Malformed:  # fmt: skip
    return Malformed(name, old, new, code, at, mend, also=also)


def bad_crisis(name: str, old: str, new: str, code: str, at: str, mend: str) -> Malformed:
    return Malformed(name, old, new, code, at, mend, "crisis.toml")


OTHER = '[[instrument.provision]]\nid = "other"'
MALFORMED = (
    bad("two procedures that require each other", 'body = "actor"\n', 'body = "actor"\nrequires = "step"\n',
        "cycle", 'requires = "other"', "remove one of the links"),
    bad("a procedure that requires itself", 'requires = "other"', 'requires = "step"  # self', "cycle",
        "# self", "remove one of the links"),
    bad("a ring through any-of", 'body = "actor"\n', 'body = "actor"\nrequires = { any = ["step"] }\n',
        "cycle", 'requires = "other"', "remove one of the links"),
    bad("expiry before entry into force", "until = 2030-01-01", "until = 1999-12-31", "contradictory-dates",
        "until = 1999-12-31", "`in_force` must come before"),
    bad("expiry on the day of entry", "until = 2030-01-01", "until = 2000-01-01", "contradictory-dates",
        "until = 2000-01-01", "`in_force` must come before"),
    bad("in force before it was signed", "signed = 1999-06-01", "signed = 2002-06-01", "contradictory-dates",
        "in_force = 2000-01-01", "before it is signed"),
    bad("denounced before it was in force", "denounced = 2040-01-01", "denounced = 1990-01-01",
        "contradictory-dates", "denounced = 1990-01-01", "mend one of the two"),
    bad("a provision that ends before it begins", "from = 2001-01-01", "from = 2029-06-01",
        "contradictory-dates", "until = 2029-01-01", "`from` must come before"),
    bad("a provision that ends before its instrument begins", "from = 2001-01-01\nuntil = 2029-01-01",
        "until = 1999-01-01", "contradictory-dates", "until = 1999-01-01", "mend one of the dates"),
    bad("a provision that begins after its instrument", "from = 2001-01-01\nuntil = 2029-01-01",
        "from = 2031-01-01", "contradictory-dates", "from = 2031-01-01", "mend one of the dates",
        ('kind = "tacit"', 'kind = "express"')),
    bad("a party bound after the end", 'nations = ["POL"]\n', 'nations = ["POL"]\nin_force = 2041-01-01\n'
        "until = 2040-01-01\n", "contradictory-dates", "until = 2040-01-01\n[[instrument.provision]]",
        "`in_force` must come before"),
    bad("a party that left before the beginning", 'nations = ["POL"]\n',
        'nations = ["POL"]\nuntil = 1990-01-01\n', "contradictory-dates", "until = 1990-01-01",
        "`in_force` must come before"),
    bad("a body nobody declared", 'body = "both"', 'body = "booth"', "unknown-reference", 'body = "booth"',
        "did you mean `both`?"),
    bad("a procedure of nobody", 'body = "actor"\n', "", "missing-key", OTHER,
        "add body"),
    bad("a procedure of no length", 'duration = "?"\n', "", "missing-key", OTHER,
        "add duration"),
    bad("working days on nobody's calendar", 'calendar = "territory"\n', "", "no-calendar", "working-days",
        "add calendar"),
    bad("a calendar of no nation", 'calendar = "territory"', 'calendar = "teritory"', "unknown-nation",
        'calendar = "teritory"', "nations.csv"),
    bad("a likely length below the least", "least = 1", "least = 9", "contradiction", "least = 9", "mend one"),
    bad("a unit of time there is none of", '"working-days"', '"fortnights"', "bad-choice", '"fortnights"',
        "hours"),
    bad("a provision that excepts itself", 'excepts = ["2"]', 'excepts = ["1"]', "self-defeating",
        'excepts = ["1"]', "name the provision"),
    bad("two that except each other", 'text = "ban"\n', 'text = "ban"\nexcepts = ["1"]\n', "self-defeating",
        'excepts = ["2"]', "keep one of the two"),
    bad("an exception to a procedure", 'excepts = ["2"]', 'excepts = ["step"]', "contradiction",
        'excepts = ["step"]', "except a permission"),
    bad("an exception to an obligation", 'excepts = ["2"]', 'excepts = ["3"]', "contradiction",
        'excepts = ["3"]', "except a permission"),
    bad("an exception to nothing", 'excepts = ["2"]', 'excepts = ["22"]', "unknown-reference",
        'excepts = ["22"]', "did you mean"),
    bad("a reservation to what is not there", 'reservations = ["3"]', 'reservations = ["33"]',
        "unknown-reference", 'reservations = ["33"]', "did you mean"),
    bad("a reservation by a stranger", 'reservations = ["3"]', 'reservations = ["pl/duty"]',
        "foreign-reservation", 'reservations = ["pl/duty"]', "of its own instrument"),
    bad("a party without a nation", 'nations = ["POL"]', "nations = []", "missing-value", "nations = []",
        "name a nation"),
    bad("a party twice at once", 'nations = ["POL"]', 'nations = ["POL", "DEU"]', "duplicate-item",
        'nations = ["POL", "DEU"]', "again after it has left"),
    bad("a party nobody knows", 'nations = ["POL"]', 'nations = ["POLL"]', "unknown-nation",
        'nations = ["POLL"]', "did you mean `POL`?"),
    bad("help owed to nobody", 'beneficiaries = ["parties"]\n', "", "no-creditor",
        '[[instrument.provision]]\nid = "3"', "add beneficiaries"),
    bad("parties of a text without any", '[[instrument.party]]\nnations = ["DEU"]\nreservations = ["3"]\n'
        '[[instrument.party]]\nnations = ["POL"]\n', "", "contradiction", 'actors = ["parties"]',
        "add a party"),
    bad("an element id with one underscore too few", '"art_1__para_2"', '"art_1_para_2"', "bad-eid",
        'eid = "art_1_para_2"', "two underscores"),
    bad("an element id in words", '"art_1__para_2"', '"article 1(2)"', "bad-eid", 'eid = "article', "art_5"),
    bad("a work that is an address", '"/akn/un/act/treaty/2000-01-01/t"', '"https://un.org/t"', "bad-work",
        'work = "https', "/akn/"),
    bad("a version of nobody", 'position = "council"\n', "", "missing-key", "variant_of", "add `position`"),
    bad("a position on nothing", 'variant_of = "text"\n', "", "missing-key", 'position = "council"',
        "add `variant_of`"),
    bad("renewal of what has no end", "until = 2030-01-01\n", "", "no-end", "renewal =", "add `until`"),
    bad("express renewal of what has no end", "until = 2030-01-01\ndenounced = 2040-01-01\n",
        "# express\n", "no-end", "renewal =", "add `until`"),
    bad("renewal that is none, of five years", 'kind = "tacit"', 'kind = "none"', "contradiction", "renewal =",
        "write tacit or express"),
    bad("renewal of no known kind", 'kind = "tacit"', 'kind = "silent"', "bad-choice", "renewal =", "tacit"),
    bad("a treaty of unheard-of rank", 'hierarchy = "treaty"', 'hierarchy = "supreme"', "bad-choice",
        'hierarchy = "supreme"', "charter"),
    bad("national law with the Charter", 'hierarchy = "treaty"', 'hierarchy = "charter"', "contradiction",
        "hierarchy =", "write national", ('kind = "treaty"', 'kind = "national-law"')),
    bad("compared with no text", 'source = "Journal 7"\n', "", "missing-value", "checked = true",
        "add `source`"),
    bad("command without states", 'states = ["opcon"]', "states = []", "missing-value", "command =",
        "one of opcom"),
    bad("command that names no state", 'states = ["opcon"], ', "", "missing-value", "command =",
        "one of opcom"),
    bad("full command transferred", 'states = ["opcon"]', 'states = ["fullcom"]', "contradiction", "command =",
        "one of opcom"),
    bad("command of a state there is none of", 'states = ["opcon"]', 'states = ["opcom", "tackon"]',
        "bad-choice", "command =", "did you mean `tacon`?"),
    bad("command over nobody", 'over = "actor"', 'over = "all"', "bad-choice", "command =",
        "actor or territory"),
    bad("command by nobody known", 'by = ["POL"]', 'by = ["booth"]', "unknown-reference", "command =",
        "did you mean `both`?"),
    bad("command of a permission to enter", 'actions = ["transfer-command"]\ncommand',
        'actions = ["enter"]\ncommand', "contradiction", "command =", "transfer-command"),
    bad("a cost that somebody else bears", 'cost = "shared', 'cost = "them', "bad-choice", 'cost = "them',
        "after a colon"),
    bad("a liability of nobody", 'liability = "actor"', 'liability = "nobody"', "bad-choice",
        'liability = "nobody"', "begin with one of"),
    bad("a threshold above the limit", "over = { pax = 100 }", "over = { pax = 900 }", "never-speaks",
        "over = { pax = 900 }", "below the limit"),
    bad("a threshold of a procedure", 'body = "actor"\n', 'body = "actor"\nover = { pax = 1 }\n',
        "contradiction", "over = { pax = 1 }", "on what requires it"),
    bad("limits of a prohibition", 'text = "ban"\n', 'text = "ban"\nlimits = { ships = 1 }\n',
        "contradiction", "limits = { ships", "`over` says"),
    bad("a limit in an unknown unit", "mass_t = 10", "mass_stone = 10", "unknown-unit", "mass_stone",
        "mass_t"),
    bad("a limit of no people at all less one", "pax = 500", "pax = -1", "absurd-value", "pax = -1",
        "check the number"),
    bad("an action outside the instrument", 'actions = ["transit"]', 'actions = ["overfly"]',
        "never-speaks", 'actions = ["overfly"]', "the instrument speaks of"),
    bad("a territory outside the instrument", 'territories = ["POL"]', 'territories = ["LTU"]',
        "never-speaks", 'territories = ["LTU"]', "the instrument speaks of"),
    bad("an action nobody has", 'actions = ["assist"]', 'actions = ["asist"]', "bad-choice",
        'actions = ["asist"]', "did you mean `assist`?"),
    bad("a body of a permission", 'text = "command"\n', 'text = "command"\nbody = "both"\n',
        "contradiction", 'body = "both"', "require that"),
    bad("a political commitment above law", 'excepts = ["2"]', 'excepts = ["2"]\nnature = "political"',
        "contradiction", "excepts =", "leave out `excepts`"),
    bad("a test with a sign alone", 'severity = ">=3"', 'severity = ">="', "bad-test", "conditions =",
        "a number like >=3"),
    bad("a test that counts words", 'severity = ">=3"', 'severity = ">three"', "bad-test", "conditions =",
        "a number like >=3"),
    bad("a list with a mark", 'event = "threat"', 'event = ["!threat", "exercise"]', "bad-test",
        "conditions =", "words without a mark"),
    bad("an alternative that always holds", '{ victim = "actor" }', "{ }", "missing-value", "conditions =",
        "leave the conditions out"),
    bad("conditions that are a word", 'conditions = [{ event = "threat", severity = ">=3" }, '
        '{ victim = "actor" }]', 'conditions = "threat"', "wrong-type", "conditions =", "armed-attack"),
    bad("a test of nobody knows what", 'event = "threat"', 'event = "?"', "bad-test", "conditions =",
        "write a word"),
    bad("a permission that requires a permission", 'requires = "step"', 'requires = "4"',
        "not-a-procedure", 'requires = "4"', "name a procedure"),
    bad("an id used twice", 'id = "2"', 'id = "1"  # again', "duplicate-id", "# again", "own id"),
    bad("a key nothing reads", 'text = "leave"', 'text = "leave"\nconditons = {}', "unknown-key",
        "conditons", "did you mean `conditions`?"),
    bad("a provision of no kind", 'kind = "prohibition"', 'kind = "ban"', "bad-choice", 'kind = "ban"',
        "prohibition"),
    bad("a date that is none", "signed = 1999-06-01", 'signed = "June 1999"', "bad-date", "June 1999",
        "write YYYY-MM-DD"),
    bad_crisis("a position nobody takes", 'text = "council"', 'text = "parliament"', "unknown-reference",
               'text = "parliament"', "one of council"),
    bad_crisis("a position on an unknown text", 'text = "council"', 'tekst = "council"',
               "unknown-reference", "tekst", "did you mean `text`?"),
    bad_crisis("a fact that ends before it begins", "until = 2025-04-01", "until = 2025-02-01",
               "contradictory-dates", "until = 2025-02-01", "`from` must come before"),
    bad_crisis("a victim that is no nation", 'victim = ["DEU"]', 'victim = ["Germany"]', "unknown-nation",
               "victim", "three-letter"),
    bad_crisis("a severity of nine", "severity = 3", "severity = 9", "absurd-value", "severity",
               "from 1 to 5"),
    bad_crisis("a fact of no value", 'value = ["armed-attack", "threat"]', "value = []", "missing-value",
               "value = []", "write ? if nobody knows"),
    bad_crisis("a fact nobody knows and everybody does", '["armed-attack", "threat"]', '["threat", "?"]',
               "unknown-not-allowed", "value =", "write a value"),
)  # fmt: skip

"""Books broken in their TOML files."""

from __future__ import annotations

from pathlib import Path

from tests.formats.broken_books.planting import append, broken, remove, replace, write

TRANSIT = "instruments/transit.toml"
ASSISTANCE = "instruments/assistance.toml"


def extend_itself(folder: Path) -> None:
    """Two books that each take what they lack from the other."""
    other = folder.parent / "other"
    other.mkdir()
    (other / "book.toml").write_text(f'title = "other"\nextends = "../{folder.name}"\n')
    with (folder / "book.toml").open("a") as stream:
        stream.write('extends = "../other"\n')


SYNTAX = (
    broken("equals sign lost", replace("crisis.toml", "horizon_days = 45", "horizon_days 45"),
           ("toml-syntax", "crisis.toml@horizon_days")),
    broken("two syntax faults", replace("crisis.toml", "horizon_days = 45", "horizon_days 45"),
           replace("crisis.toml", "host_request = true", "host_request = yes"),
           ("toml-syntax", "crisis.toml@horizon_days"), ("toml-syntax", "crisis.toml@host_request")),
    broken("text never closed", replace("book.toml", 'version = "1"', 'version = "1'),
           ("toml-syntax", "book.toml@version =")),
    broken("key twice", append("book.toml", 'version = "2"\n'), ("duplicate-key", "book.toml@version =")),
    broken("syntax fault hides nothing in the next provision",
           replace(TRANSIT, 'text = "Movement clearance by the national coordinator."', "text = ...."),
           replace(TRANSIT, 'rule = "single"', 'rule = "dice"'),
           ("toml-syntax", f"{TRANSIT}@text = ...."), ("bad-choice", f"{TRANSIT}@dice")),
    broken("ten thousand brackets", append("book.toml", "x = " + "[" * 10_000 + "]" * 10_000 + "\n"),
           ("too-deep", "book.toml:1")),
    broken("date that is none", replace("crisis.toml", "2025-04-01", "2025-02-30"),
           ("toml-syntax", "crisis.toml@activated")),
    broken("number of ten thousand digits", replace("crisis.toml", "horizon_days = 45",
           "horizon_days = " + "9" * 10_000),
           ("absurd-value", "crisis.toml@horizon_days")),
)  # fmt: skip

KEYS = (
    broken("title missing", replace("book.toml", "title =", "titel ="), ("unknown-key", "book.toml@titel")),
    broken("C-day missing", replace("crisis.toml", "activated = 2025-04-01", ""),
           ("missing-key", "crisis.toml:1")),
    broken("text for days", replace("crisis.toml", "horizon_days = 45", 'horizon_days = "45"'),
           ("wrong-type", "crisis.toml@horizon_days")),
    broken("number for text", replace("book.toml", 'version = "1"', "version = 1"),
           ("wrong-type", "book.toml@version")),
    broken("text for true", replace("book.toml", "fictional = true", 'fictional = "true"'),
           ("wrong-type", "book.toml@fictional =")),
    broken("one nation for a list", replace("alliance.toml", 'members = ["DEU", "POL", "LTU", "DNK"]',
           'members = "DEU"'),
           ("wrong-type", "alliance.toml@members = \"DEU\""), more=True),
    broken("number in a list", replace("crisis.toml", 'avoid = ["RUS", "BLR"]', 'avoid = ["RUS", 7]'),
           ("wrong-type", "crisis.toml@avoid")),
    broken("horizon of a century", replace("crisis.toml", "horizon_days = 45", "horizon_days = 36500"),
           ("absurd-value", "crisis.toml@horizon_days")),
    broken("horizon not finite", replace("crisis.toml", "horizon_days = 45", "horizon_days = inf"),
           ("bad-number", "crisis.toml@horizon_days")),
    broken("unknown fact type", replace("crisis.toml", "host_request = true", "host_request = [[1]]"),
           ("wrong-type", "crisis.toml@host_request")),
    broken("provision without kind", replace(TRANSIT, '[[instrument.provision]]\nid = "3"',
           '[[instrument.provision]] # this\nid = "3"'),
           replace(TRANSIT, 'kind = "permission"\n', ""), ("missing-key", f"{TRANSIT}@# this")),
    broken("kind misspelt", replace(TRANSIT, 'kind = "permission"', 'kind = "permision"'),
           ("bad-choice", f"{TRANSIT}@permision")),
    broken("action nobody may do", replace(TRANSIT, '"transit", "enter", "overfly"',
           '"transit", "invade", "overfly"'),
           ("bad-choice", f"{TRANSIT}@invade")),
    broken("limit without unit", append(TRANSIT, "[instrument.provision.limits]\nmass = 5\n"),
           ("missing-unit", f"{TRANSIT}@mass = 5")),
    broken("instrument as one table", write("instruments/third.toml", '[instrument]\nid = "x"\n'),
           ("wrong-type", "instruments/third.toml:1")),
    broken("procedure without length", replace(ASSISTANCE,
           'duration = { least = 24, likely = 48, most = 120, unit = "hours" }\n', ""),
           replace(ASSISTANCE, '[[instrument.provision]]\nid = "council"',
                   '[[instrument.provision]] # this\nid = "council"'),
           ("missing-key", f"{ASSISTANCE}@# this")),
    broken("procedure of nobody", replace(ASSISTANCE, 'body = "council"\n', ""),
           replace(ASSISTANCE, '[[instrument.provision]]\nid = "council"',
                   '[[instrument.provision]] # this\nid = "council"'),
           ("missing-key", f"{ASSISTANCE}@# this")),
    broken("length turned round", replace(TRANSIT, "least = 1, likely = 3, most = 10",
           "least = 5, likely = 3, most = 10"),
           ("contradiction", f"{TRANSIT}@least = 5")),
)  # fmt: skip

AGREEMENT = (
    broken("member nobody declared", replace("alliance.toml", '"LTU", "DNK"]', '"LTU", "NOR"]'),
           ("unknown-nation", "alliance.toml@NOR")),
    broken("group of strangers", replace("alliance.toml", 'corridor = ["DEU"', 'corridor = ["DEO"'),
           ("unknown-nation", "alliance.toml@DEO")),
    broken("group of nobody", replace("alliance.toml", 'corridor = ["DEU", "POL", "LTU"]', "corridor = []"),
           ("missing-value", "alliance.toml@corridor")),
    broken("groups that hold each other", replace("alliance.toml", "[groups]", '[groups]\neast = ["corridor"]'),
           replace("alliance.toml", 'corridor = ["DEU"', 'corridor = ["east"'),
           ("cycle", "alliance.toml@east = ")),
    broken("members of an alliance that has none",
           replace("alliance.toml", 'members = ["DEU", "POL", "LTU", "DNK"]\n', ""),
           ("unknown-nation", "alliance.toml@members"), more=True),
    broken("group with a reserved name", replace("alliance.toml", "corridor =", "parties ="),
           ("bad-id", "alliance.toml@parties =")),
    broken("actors misspelt", replace(TRANSIT, 'actors = ["parties"]', 'actors = ["partys"]'),
           ("unknown-nation", f"{TRANSIT}@partys")),
    broken("party nobody declared", replace(TRANSIT, 'nations = ["members"]', 'nations = ["members", "FIN"]'),
           ("unknown-nation", f"{TRANSIT}@FIN")),
    broken("requires what is not", replace(TRANSIT, 'all = ["clearance"]', 'all = ["clearanse"]'),
           ("unknown-reference", f"{TRANSIT}@clearanse")),
    broken("requires a permission", replace(TRANSIT, 'all = ["clearance"]', 'all = ["assistance/send"]'),
           ("not-a-procedure", f"{TRANSIT}@assistance/send")),
    broken("requires neither all nor any", replace(TRANSIT, "{ all = [", "{ some = ["),
           ("wrong-type", f"{TRANSIT}@some =")),
    broken("procedures in a ring", append(TRANSIT, 'requires = "assistance/council"\n'),
           replace(ASSISTANCE, 'rule = "consensus"\n',
                   'rule = "consensus"\nrequires = "transit-ta/clearance"\n'),
           ("cycle", f"{ASSISTANCE}@transit-ta/clearance")),
    broken("procedure that requires itself", append(TRANSIT, 'requires = "clearance"\n'),
           ("cycle", f"{TRANSIT}@requires = \"clearance\"")),
    broken("expired before it began", replace(TRANSIT, "until = 2030-01-01", "until = 2019-01-01"),
           ("contradictory-dates", f"{TRANSIT}@2019-01-01")),
    broken("party after the end", replace(TRANSIT, '[[instrument.party]]\nnations = ["members"]',
                   '[[instrument.party]] # this\nnations = ["members"]\nin_force = 2031-01-01'),
           ("contradictory-dates", f"{TRANSIT}@# this")),
    broken("provision ends first", append(TRANSIT, "from = 2025-01-01\nuntil = 2024-01-01\n"),
           ("contradictory-dates", f"{TRANSIT}@2024-01-01")),
    broken("instrument twice", replace(TRANSIT, 'id = "transit-ta"', 'id = "assistance"'),
           ("duplicate-id", f"{TRANSIT}@id = \"assistance\"")),
    broken("provision twice", replace(TRANSIT, 'id = "3"', 'id = "clearance"'),
           ("duplicate-id", f"{TRANSIT}@id = \"clearance\""), more=True),
    broken("caveat of a stranger", replace("caveats.toml", 'nation = "DEU"', 'nation = "SWE"'),
           ("unknown-nation", "caveats.toml@SWE")),
    broken("caveat on an unknown unit", append("caveats.toml", 'units = ["DEU-NAVY"]\n'),
           ("unknown-reference", "caveats.toml@DEU-NAVY")),
    broken("extends what is not there", append("book.toml", 'extends = "../nowhere"\n'),
           ("missing-file", "../nowhere")),
    broken("books that extend each other", extend_itself, ("cycle", "../other/book.toml")),
    broken("no book at all", remove("book.toml"), ("missing-file", "book.toml")),
)  # fmt: skip

DOCUMENT_BOOKS = (*SYNTAX, *KEYS, *AGREEMENT)

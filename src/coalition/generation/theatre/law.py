"""The invented law of the case: instruments, caveats and decisions.

Nothing here states the law of a real nation. The shapes follow public ones: a technical arrangement
with permissions on notice, dangerous goods apart, standing overflight clearance, a host's acceptance,
a sender's government and for some its parliament, a silence procedure for shared lift.
"""

from __future__ import annotations

from collections.abc import Mapping

from coalition.generation.tables import Row, Value, listed, toml_text
from coalition.generation.theatre.frame import Frame
from coalition.generation.theatre.geography import NATIONS, PASSED_OVER

Table = Mapping[str, Value]
_SOURCE: Table = {"source": "invented for the case", "confidence": "fictional"}
_DAYS = "working-days"
PARLIAMENTS = ("DEU", "NLD", "FIN")
"""Senders whose parliament is asked in this case."""


def nations_of(frame: Frame) -> tuple[str, ...]:
    """Nations of the book, in the order of `geography.NATIONS`."""
    present = (
        {site.nation for site in frame.sites} | {"USA"} | set(() if frame.small else PASSED_OVER)
    )
    return tuple(nation for nation in NATIONS if nation in present)


def instrument_files(frame: Frame) -> dict[str, str]:
    """The files under `instruments/`."""
    parties = nations_of(frame)
    return {
        "instruments/movement.toml": _text(_MOVEMENT, parties, _movement()),
        "instruments/status.toml": _text(_STATUS, parties, [_permitting_status()]),
        "instruments/national.toml": "\n".join(
            _text(_national(nation), (nation,), _sending(nation))
            for nation in parties
            if nation not in PASSED_OVER
        ),
    }


def _text(instrument: Table, parties: tuple[str, ...], provisions: list[Table]) -> str:
    parts = [toml_text(instrument, head="[[instrument]]")]
    parts.append(toml_text({"nations": parties}, head="[[instrument.party]]"))
    parts += [toml_text(provision, head="[[instrument.provision]]") for provision in provisions]
    return "\n".join(parts)


_MOVEMENT: Table = {
    "id": "movement", "title": "Northern arrangement on movement (fictional)",
    "kind": "technical-arrangement", "version": "1", "in_force": "2026-01-01", "fictional": True,
    **_SOURCE,
}  # fmt: skip
_STATUS: Table = {
    "id": "status", "title": "Northern arrangement on status (fictional)", "kind": "sofa",
    "version": "1", "in_force": "2026-01-01", "fictional": True, **_SOURCE,
}  # fmt: skip


def _movement() -> list[Table]:
    sensitive: Table = {"cargo": ["any"]}
    on_ground: Table = {"modes": ["road", "rail", "sea"]}
    return [
        _permission("1", "art. 1", "Enter at the host's request once the council has activated.",
                    ["enter"], ["host-acceptance", "activation"], {"conditions": {"host_request": True}}),
        _permission("2", "art. 2", "Enter with weapons, ammunition or dangerous goods.", ["enter"],
                    ["host-acceptance", "activation", "dangerous-goods"],
                    {**sensitive, "conditions": {"host_request": True}}),
        _permission("3", "art. 3", "Pass on the ground or by sea on notice.", ["transit"], ["notice"],
                    on_ground),
        _permission("4", "art. 4", "Pass on the ground or by sea with sensitive cargo.", ["transit"],
                    ["notice", "dangerous-goods"], {**sensitive, **on_ground}),
        _permission("5", "art. 5", "Standing diplomatic clearance by air.", ["overfly", "transit"], [],
                    {"modes": ["air"]}),
        _permission("6", "art. 6", "Diplomatic clearance by air for sensitive cargo.",
                    ["overfly", "transit"], ["clearance"], {**sensitive, "modes": ["air"]}),
        _permission("7", "art. 7", "Use bases and ports for onward movement.", ["use-base"],
                    ["host-acceptance"], sensitive),
        _permission("8", "art. 8", "Use each other's lift through the lift cell.", ["use-lift"],
                    ["lift-cell"], sensitive),
        _permission("9", "art. 9", "Draw on another nation's stock with its release.", ["use-stock"],
                    ["release"], sensitive),
        _procedure("notice", "annex A", "Notice to the transit nation's coordinator.", "territory",
                   (1, 3, 5)),
        _procedure("host-acceptance", "annex B", "Acceptance by the host's coordinator.", "territory",
                   (1, 2, 4)),
        _procedure("dangerous-goods", "annex C", "Dangerous-goods permission.", "territory", (2, 4, 8)),
        _procedure("clearance", "annex D", "Clearance number for sensitive cargo.", "territory",
                   (1, 2, 4)),
        _procedure("release", "annex E", "Release by the owner of the stock.", "territory", (1, 2, 3)),
        {**_procedure("lift-cell", "annex F", "Match by the lift cell under silence.", "lift-cell",
                      (12, 24, 48)),
         "rule": "silence", "duration": _span((12, 24, 48), "hours")},
        {**_procedure("activation", "annex G", "The council activates the arrangement.", "council",
                      (0, 1, 3)), "rule": "consensus"},
    ]  # fmt: skip


def _permission(
    name: str, article: str, text: str, actions: list[str], requires: list[str], more: Table
) -> Table:
    needed: Table = {"all": [f"movement/{step}" for step in requires]}
    return {
        "id": name, "kind": "permission", "article": article, "text": text, "actors": ["parties"],
        "territories": ["parties"], "actions": actions, **more,
        **({"requires": needed} if requires else {}),
    }  # fmt: skip


def _procedure(name: str, article: str, text: str, body: str, days: tuple[int, int, int]) -> Table:
    return {
        "id": name, "kind": "procedure", "article": article, "text": text, "body": body,
        "rule": "single", "duration": _span(days, _DAYS),
        "calendar": body if body in ("actor", "territory") else "territory",
    }  # fmt: skip


def _span(times: tuple[int, int, int], unit: str) -> Table:
    least, likely, most = times
    return {"least": least, "likely": likely, "most": most, "unit": unit}


def _permitting_status() -> Table:
    return {
        "id": "1", "kind": "status", "article": "art. 1",
        "text": "Forces of a party present in another at its request hold the status agreed.",
        "actors": ["parties"], "territories": ["parties"],
    }  # fmt: skip


def _national(nation: str) -> Table:
    return {
        "id": f"national-{nation.lower()}", "title": f"Sending forces abroad, {NATIONS[nation]} (fictional)",
        "kind": "national-law", "version": "1", "in_force": "2026-01-01", "fictional": True, **_SOURCE,
    }  # fmt: skip


def _sending(nation: str) -> list[Table]:
    own = f"national-{nation.lower()}"
    steps = ["government", "parliament"] if nation in PARLIAMENTS else ["government"]
    provisions: list[Table] = [
        {
            "id": "1", "kind": "permission", "article": "s. 1",
            "text": "Forces and goods leave on the decisions named.", "actors": [nation],
            "territories": [nation], "actions": ["send"], "cargo": ["any"],
            "requires": {"all": [f"{own}/{step}" for step in steps]},
        },
        {
            **_procedure("government", "s. 2", "Decision of the government.", "actor", (12, 36, 72)),
            "duration": _span((12, 36, 72), "hours"),
        },
    ]  # fmt: skip
    if nation in PARLIAMENTS:
        parliament = _procedure("parliament", "s. 3", "Assent of parliament.", "actor", (2, 4, 8))
        provisions.append({**parliament, "requires": [f"{own}/government"]})
    return provisions


def caveats(frame: Frame) -> str:
    """The file `caveats.toml`: what nations forbid their own forces."""
    present = set(nations_of(frame))
    rows: list[Table] = [
        {"id": "deu-ammunition-air", "nation": "DEU", "cargo": ["ammunition"], "modes": ["air"],
         "actions": ["overfly", "transit", "enter"], "text": "No ammunition in aircraft."},
        {"id": "fra-aircraft", "nation": "FRA", "fleets": ["fra-a400-orleans"], "cargo": ["ammunition"],
         "actions": ["overfly", "use-base"], "text": "The transport aircraft at Orleans carry no ammunition."},
        {"id": "nld-estonia", "nation": "NLD", "actions": ["enter"], "territories": ["EST"],
         "until": "2027-03-13", "text": "Not into Estonia before the mandate is extended."},
        {"id": "can-staging", "nation": "CAN", "actions": ["use-base"], "places": ["suwalki"],
         "text": "No staging at the railhead nearest the border."},
        {"id": "gbr-rail", "nation": "GBR", "actions": ["transit", "enter"], "modes": ["rail"],
         "cargo": ["ammunition"], "territories": ["LVA"], "text": "No ammunition by rail in Latvia."},
        {"id": "pol-night", "nation": "POL", "fleets": ["pol-ferry-gdynia"], "cargo": ["ammunition"],
         "actions": ["transit", "use-base"], "text": "The ferries carry no ammunition."},
    ]  # fmt: skip
    kept = [row for row in rows if row["nation"] in present]
    return "\n".join(
        toml_text({**row, "declared": True, **_SOURCE}, head="[[caveat]]") for row in kept
    )


def decisions(frame: Frame) -> list[Row]:
    """The rows of `decisions.csv`: what had been decided when the book was closed, C+1."""
    present = nations_of(frame)
    rows = [
        _decision("activation", "granted", "C-1T16:00", "council") | {"signed_by": listed(present)},
        _decision("host-acceptance", "granted", "C-1T12:00", "LTU") | {"territories": "LTU"},
        _decision("host-acceptance", "granted", "C+0T12:00", "LVA") | {"territories": "LVA"},
        _decision("notice", "granted", "C-2T10:00", "POL") | {"territories": "POL"},
        _decision("notice", "granted", "C+0T10:00", "DEU") | {"territories": "DEU"},
        _decision("dangerous-goods", "granted", "C+1T09:00", "LTU") | {"territories": "LTU"},
        _decision("dangerous-goods", "pending", "C+0T09:00", "POL") | {"territories": "POL"},
        _decision("dangerous-goods", "refused", "C+1T09:00", "DNK") | {"territories": "DNK"},
        _decision("national-usa/government", "granted", "C-1T20:00", "USA"),
        _decision("national-pol/government", "granted", "C+0T08:00", "POL"),
        _decision("national-nld/government", "granted", "C+1T10:00", "NLD"),
        _decision("national-nld/parliament", "granted", "C+3T15:00", "NLD"),
        _decision("lift-cell", "granted", "C-1T18:00", "lift-cell"),
    ]
    known = {*present, "council", "lift-cell"}
    kept = [row for row in rows if row["by"] in known]
    return [{"decision": f"d{number}", **row} for number, row in enumerate(kept, start=1)]


def _decision(procedure: str, outcome: str, at: str, by: str) -> dict[str, str | int]:
    full = procedure if "/" in procedure else f"movement/{procedure}"
    return {
        "procedure": full, "outcome": outcome, "at": at, "by": by, "actors": "", "territories": "",
        "signed_by": "", "text": "decided for the case", "confidence": "fictional",
    }  # fmt: skip

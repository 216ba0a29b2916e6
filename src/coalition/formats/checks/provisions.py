"""Whether a provision can be what it says: its numbers, command, calendar, creditor, identifier.

What can never speak (a scope outside its instrument's, a threshold above its limit) is a fault, for nobody
would miss it. Not here: names that nothing declares (`references`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.parse.eids import EID
from coalition.formats.source.library_folder import caveat_kinds
from coalition.measure.instants import write_day

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.parsed import Names
    from coalition.formats.parse.record import Record

_BEARERS = ("actor", "territory", "shared", "reimbursed", "exchange")
_COMMANDING = {"command", "transfer-command"}
_GIVING = {"assist", "supply"}
_WIDE = ("any", "parties", "members")


def check_provision(provision: Record, instrument: Record, names: Names, log: FaultLog) -> None:
    """Log whatever of the provision cannot be."""
    _check_identity(provision, log)
    _check_life(provision, instrument, log)
    _check_reach(provision, instrument, names, log)
    _check_numbers(provision, log)
    _check_procedure(provision, names, log)
    _check_command(provision, names, log)
    _check_nature(provision, instrument, log)


def check_caveat(caveat: Record, log: FaultLog) -> None:
    """Log a kind of caveat that the catalogue does not have."""
    kinds = caveat_kinds()
    category = caveat.text("category")
    if category and kinds and category not in kinds:
        hint = did_you_mean(category, kinds) or "one of " + ", ".join(sorted(kinds))
        message = f"{quote(category)} is no kind of caveat"
        log.add("unknown-reference", caveat.at("category"), message, hint)


def _check_identity(provision: Record, log: FaultLog) -> None:
    eid = provision.text("eid")
    if eid and not EID.fullmatch(eid):
        hint = "join parts like art_5 and para_1 with two underscores: art_5__para_1"
        log.add("bad-eid", provision.at("eid"), f"{quote(eid)} is no element id", hint)
    for name in ("cost", "liability"):
        bearer = provision.text(name).partition(":")[0].strip()
        if provision.has(name) and bearer not in _BEARERS:
            hint = "begin with one of " + ", ".join(_BEARERS) + "; free text stands after a colon"
            log.add("bad-choice", provision.at(name), f"{quote(bearer)} bears no {name}", hint)


def _check_life(provision: Record, instrument: Record, log: FaultLog) -> None:
    """A provision must be in force some time while its instrument is."""
    begins, ends = provision.minute("from"), provision.minute("until")
    starts, stops = instrument.minute("in_force"), instrument.minute("until")
    if starts is not None and ends is not None and ends <= starts:
        message = f"it ends ({write_day(ends)}) before its instrument is in force"
        log.add("contradictory-dates", provision.at("until"), message, "mend one of the dates")
    renewed = instrument.record("renewal")
    runs_on = renewed is not None and renewed.text("kind") == "tacit"
    if stops is not None and begins is not None and begins >= stops and not runs_on:
        message = f"it begins ({write_day(begins)}) when its instrument has ended"
        log.add("contradictory-dates", provision.at("from"), message, "mend one of the dates")


def _check_reach(provision: Record, instrument: Record, names: Names, log: FaultLog) -> None:
    """`parties` needs parties, and the scope must lie inside the instrument's."""
    if instrument.sound("party") and not instrument.records("party"):
        for name in ("actors", "territories", "beneficiaries", "partners"):
            if "parties" in provision.texts(name):
                message = "`parties` of an instrument that has none"
                log.add(
                    "contradiction", provision.at(name), message, "add a party, or name nations"
                )
    mine, theirs = set(provision.texts("actions")), set(instrument.texts("actions"))
    if mine and theirs and not mine & theirs:
        message = "none of its actions is in the scope of its instrument"
        hint = "the instrument speaks of " + ", ".join(sorted(theirs))
        log.add("never-speaks", provision.at("actions"), message, hint)
    here, there = provision.texts("territories"), instrument.texts("territories")
    plain = not any(n in _WIDE or n in names.known["group"] for n in (*here, *there))
    if here and there and plain and not set(here) & set(there):
        message = "none of its territories is in the scope of its instrument"
        hint = "the instrument speaks of " + ", ".join(sorted(there))
        log.add("never-speaks", provision.at("territories"), message, hint)
    if provision.text("kind") == "obligation" and mine & _GIVING:
        _check_creditor(provision, log)


def _check_creditor(provision: Record, log: FaultLog) -> None:
    if not provision.has("beneficiaries") and not provision.has("territories"):
        message = "an obligation to help that is owed to nobody"
        hint = "add beneficiaries: nations, groups, parties or any"
        log.add("no-creditor", provision.at(""), message, hint)


def _check_numbers(provision: Record, log: FaultLog) -> None:
    kind = provision.text("kind")
    over, limits = provision.record("over"), provision.record("limits")
    if over is not None and kind in ("procedure", "status"):
        message = f"a {kind} has no threshold"
        log.add("contradiction", provision.at("over"), message, "put `over` on what requires it")
    if limits is not None and not limits.faulty and kind not in ("permission", ""):
        hint = "put `limits` on a permission; `over` says from which number on something speaks"
        log.add("contradiction", provision.at("limits"), f"a {kind} has no limits", hint)
    if over is None or limits is None:
        return
    for column in limits.values:
        least, most = over.whole(column), limits.whole(column)
        if least is not None and most is not None and least >= most:
            message = f"it speaks of more than {least} and allows {most}"
            hint = "a threshold lies below the limit"
            log.add("never-speaks", over.at(column), message, hint)


def _check_procedure(provision: Record, names: Names, log: FaultLog) -> None:
    duration = provision.record("duration")
    if provision.text("kind") not in ("procedure", ""):
        for name in ("body", "duration", "calendar"):
            if provision.has(name):
                message = f"a {provision.text('kind')} has no {name}"
                hint = "move it to a procedure, and require that"
                log.add("contradiction", provision.at(name), message, hint)
        return
    if duration is None or duration.text("unit") != "working-days" or provision.has("calendar"):
        return
    body = provision.text("body")
    if body in names.known["body"] and provision.sound("body", "calendar"):
        message = "working days of a body of several nations, and no calendar says whose"
        hint = "add calendar: actor, territory or a nation; or count in days"
        if len(names.body_members.get(body, ())) != 1:
            log.add("no-calendar", duration.at("unit"), message, hint)


def _check_command(provision: Record, names: Names, log: FaultLog) -> None:
    command = provision.record("command")
    if command is None:
        return
    actions = set(provision.texts("actions"))
    if provision.text("kind") not in ("permission", "") or not actions & _COMMANDING:
        hint = "it belongs on a permission of the action command or transfer-command"
        log.add("contradiction", command.at(""), "command of a provision that gives none", hint)
    if not command.texts("states") and command.sound("states"):
        hint = "one of opcom, opcon, tacom, tacon"
        log.add("missing-value", command.at("states"), "a command without a state", hint)
    if "fullcom" in command.texts("states"):
        hint = "one of opcom, opcon, tacom, tacon"
        message = "full command is never transferred"
        log.add("contradiction", command.at("states"), message, hint)
    if command.text("over") not in ("", "actor", "territory"):
        message = f"{quote(command.text('over'))} is not whose forces"
        log.add("bad-choice", command.at("over"), message, "write actor or territory")
    for name in command.texts("by"):
        if not any(names.has(kind, name) for kind in ("nation", "group", "body")):
            known = [*names.known["nation"], *names.known["body"]]
            hint = did_you_mean(name, known) or "name a nation, a group or a body"
            message = f"{quote(name)} is no nation, group or body"
            log.add("unknown-reference", command.at("by"), message, hint)


def _check_nature(provision: Record, instrument: Record, log: FaultLog) -> None:
    if provision.text("nature") == "political" and provision.has("excepts"):
        message = "a political commitment that defeats law"
        hint = "leave out `excepts`, or write legal"
        log.add("contradiction", provision.at("excepts"), message, hint)
    if provision.flag("checked") and not provision.has("source") and not instrument.has("source"):
        message = "it was compared with a text that is not named"
        log.add("missing-value", provision.at("checked"), message, "add `source`")

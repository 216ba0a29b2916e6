"""Whether an instrument can be what it says: its dates, renewal, version, parties and reservations.

Not here: its provisions one by one (`provisions`); names that nothing declares (`references`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.checks.iso_nations import is_nation_code
from coalition.formats.checks.provisions import check_caveat, check_provision
from coalition.formats.checks.references import full_provision_id
from coalition.formats.faults import did_you_mean, quote
from coalition.formats.parse.eids import WORK
from coalition.measure.instants import write_day

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.parsed import Names, Parsed
    from coalition.formats.parse.record import Record

NATION_FACTS = ("victim", "attacker", "at_war", "threatened", "requested_by")
"""Facts whose values are nations."""
_NATIONAL_KINDS = ("national-law", "request", "note", "caveat")


def check_instruments(parsed: Parsed, names: Names, log: FaultLog) -> None:
    """Log every instrument, caveat, fact and position that cannot be what it says."""
    for instrument in parsed.instruments:
        _check_dates(instrument, log)
        _check_renewal(instrument, log)
        _check_kind(instrument, log)
        _check_parties(instrument, log)
        for provision in instrument.records("provision"):
            check_provision(provision, instrument, names, log)
    for caveat in parsed.caveats:
        check_caveat(caveat, log)
    _check_exceptions(parsed, log)
    _check_positions(parsed, log)
    _check_facts(parsed, log)


def _check_dates(instrument: Record, log: FaultLog) -> None:
    begins, signed = instrument.minute("in_force"), instrument.minute("signed")
    if begins is not None and signed is not None and signed > begins:
        message = f"`in_force` ({write_day(begins)}) comes before `signed` ({write_day(signed)})"
        hint = "nothing is in force before it is signed; mend one of the two"
        log.add("contradictory-dates", instrument.at("in_force"), message, hint)
    denounced = instrument.minute("denounced")
    if begins is not None and denounced is not None and denounced <= begins:
        message = f"`denounced` ({write_day(denounced)}) comes before `in_force`"
        log.add("contradictory-dates", instrument.at("denounced"), message, "mend one of the two")


def _check_renewal(instrument: Record, log: FaultLog) -> None:
    renewal = instrument.record("renewal")
    if renewal is None or not instrument.sound("renewal", "until"):
        return
    kind = renewal.text("kind")
    if kind in ("tacit", "express") and instrument.minute("until") is None:
        message = f"{kind} renewal of an instrument that has no end"
        log.add(
            "no-end", instrument.at("renewal"), message, "add `until`: when it is renewed first"
        )
    if kind == "none" and (renewal.has("years") or renewal.has("notice_days")):
        message = "an instrument that is not renewed has no years or notice of renewal"
        log.add(
            "contradiction", renewal.at(""), message, "write tacit or express, or leave them out"
        )


def _check_kind(instrument: Record, log: FaultLog) -> None:
    work = instrument.text("work")
    if work and not WORK.fullmatch(work):
        hint = "write /akn/COUNTRY/act/KIND/DATE/NAME without a language"
        log.add("bad-work", instrument.at("work"), f"{quote(work)} is no work URI", hint)
    for one, other in (("variant_of", "position"), ("position", "variant_of")):
        if instrument.has(one) and not instrument.has(other):
            message = f"a version with `{one}` and without `{other}`"
            log.add("missing-key", instrument.at(one), message, f"add `{other}`")
    if instrument.text("hierarchy") == "charter" and instrument.text("kind") in _NATIONAL_KINDS:
        message = f"a {instrument.text('kind')} does not stand with the Charter"
        log.add(
            "contradiction", instrument.at("hierarchy"), message, "write national, or mend `kind`"
        )
    if instrument.flag("checked") and not _has_source(instrument):
        message = "it was compared with a text that is not named"
        log.add("missing-value", instrument.at("checked"), message, "add `source`")


def _has_source(instrument: Record) -> bool:
    own = instrument.has("source")
    return own or any(each.has("source") for each in instrument.records("provision"))


def _check_parties(instrument: Record, log: FaultLog) -> None:
    own = instrument.text("id")
    seen: dict[str, list[Record]] = {}
    for party in instrument.records("party"):
        if party.sound("nations") and not party.texts("nations"):
            message = "a party without a nation"
            log.add(
                "missing-value", party.at("nations"), message, "name a nation, or remove the party"
            )
        for name in party.texts("reservations"):
            full = full_provision_id(name, own)
            if full.partition("/")[0] != own:
                message = f"{quote(name)} is no provision of `{own}`"
                hint = (
                    "a party reserves a provision of its own instrument; move the reservation there"
                )
                log.add("foreign-reservation", party.at("reservations"), message, hint)
        for nation in party.texts("nations"):
            for other in seen.setdefault(nation, []):
                _check_twice(nation, party, other, log)
            seen[nation].append(party)


def _check_twice(nation: str, party: Record, other: Record, log: FaultLog) -> None:
    """A nation may join twice, one time after the other."""
    begins, ends = party.minute("in_force") or 0, party.minute("until")
    began, ended = other.minute("in_force") or 0, other.minute("until")
    apart = (ended is not None and ended <= begins) or (ends is not None and ends <= began)
    if not apart:
        message = f"{quote(nation)} is a party already at {other.at('')}"
        hint = "a party stands once, or again after it has left (`until`, `in_force`)"
        log.add("duplicate-item", party.at("nations"), message, hint)


def _check_exceptions(parsed: Parsed, log: FaultLog) -> None:
    """No provision excepts itself, or one that excepts it; only what permits or forbids is excepted."""
    laws = dict(parsed.provisions())
    excepted = {
        full: [full_provision_id(name, full.partition("/")[0]) for name in law.texts("excepts")]
        for full, law in laws.items()
    }
    for full, names in excepted.items():
        where = laws[full].at("excepts")
        for name in names:
            if name == full:
                message = f"`{full}` excepts itself"
                log.add("self-defeating", where, message, "name the provision that it defeats")
            elif full in excepted.get(name, ()):
                message = f"`{full}` and `{name}` except each other: neither prevails"
                log.add("self-defeating", where, message, "keep one of the two exceptions")
            elif name in laws and laws[name].text("kind") in ("procedure", "status", "obligation"):
                message = f"`{name}` is a {laws[name].text('kind')}: it neither permits nor forbids"
                log.add("contradiction", where, message, "except a permission or a prohibition")


def _check_positions(parsed: Parsed, log: FaultLog) -> None:
    crisis = parsed.documents.get("crisis")
    if crisis is None or "instruments" in parsed.partial:
        return
    known: dict[str, set[str]] = {}
    for one in parsed.instruments:
        if one.has("variant_of"):
            known.setdefault(one.text("variant_of"), set()).add(one.text("position"))
    for text, who in crisis.mapping("positions").items():
        where = crisis.at(f"positions.{text}")
        if text not in known:
            hint = did_you_mean(text, known) or "name the `variant_of` of an instrument"
            log.add(
                "unknown-reference", where, f"no instrument is a version of {quote(text)}", hint
            )
        elif str(who) not in known[text]:
            hint = "one of " + ", ".join(sorted(known[text]))
            message = f"{quote(who)} has no version of {quote(text)}"
            log.add("unknown-reference", where, message, hint)


def _check_facts(parsed: Parsed, log: FaultLog) -> None:
    """Dates of facts in order, nations that are nations, a severity from 1 to 5."""
    crisis = parsed.documents.get("crisis")
    if crisis is None:
        return
    stated = [(name, crisis.mapping("facts")[name], crisis.at(f"facts.{name}"))
              for name in crisis.mapping("facts")]  # fmt: skip
    for fact in crisis.records("fact"):
        begins, ends = fact.minute("from"), fact.minute("until")
        if begins is not None and ends is not None and begins >= ends:
            message = f"the fact ends ({write_day(ends)}) before it begins ({write_day(begins)})"
            log.add(
                "contradictory-dates", fact.at("until"), message, "`from` must come before `until`"
            )
        stated.append((fact.text("name"), fact.texts("value"), fact.at("value")))
    for name, values, where in stated:
        for value in values if isinstance(values, tuple) else ():
            _check_value(name, str(value), where, log)


def _check_value(name: str, value: str, where: str, log: FaultLog) -> None:
    if value in ("?", "none"):  # nobody knows it; it is known that there is none
        return
    if name in NATION_FACTS and not is_nation_code(value):
        message = f"{quote(value)} is no nation, and `{name}` holds nations"
        log.add("unknown-nation", where, message, "write three-letter codes")
    if name == "severity" and value not in ("1", "2", "3", "4", "5"):
        message = f"a severity of {quote(value)}"
        log.add("absurd-value", where, message, "severity is a whole number from 1 to 5")

"""Questions, findings, limits and times in words."""

from __future__ import annotations

from coalition.authority.answer import Answer, Finding, Question
from coalition.measure.instants import Minute, write_instant
from coalition.measure.units import UNITS, express
from coalition.model.law import Limits
from coalition.model.provenance import Provenance

_UNITS = {
    "pax": "{} pax", "stay_days": "stay {} days", "vehicles": "{} vehicles", "aircraft": "{} aircraft",
    "ships": "{} ships", "ship_t": "{} t of ships", "each_ship_t": "{} t a ship", "days": "{} days",
}  # fmt: skip


def ask(question: Question) -> str:
    """The question in words: `may USA transit TUR by road with fuel, vehicles`."""
    words = [f"may {question.actor} {question.action} {question.territory}"]
    if question.mode is not None:
        words.append(f"by {question.mode}")
    if question.cargo:
        words.append("with " + ", ".join(sorted(question.cargo)))
    named = (
        ("unit", question.unit),
        ("fleet", question.fleet),
        ("place", question.place),
        ("task", question.task),
        ("mission", question.mission),
        ("partners", ", ".join(sorted(question.partners))),
        ("for", question.beneficiary or ""),
        ("power", question.power),
        ("amount", limits_in_words(question.amount)),
    )
    words += [f"({what} {name})" for what, name in named if name]
    return " ".join(words)


def finding_in_words(answer: Answer) -> str:
    """The finding with its times."""
    word = str(answer.finding).upper()
    if answer.finding is Finding.PERMITTED and answer.closes is not None:
        return f"{word} until {write_instant(answer.closes)}"
    if answer.opens is not None and answer.closes is not None:
        return f"{word} {write_instant(answer.opens)} until {write_instant(answer.closes)}"
    if answer.finding is Finding.PERMITTED_FROM:
        return f"{word} a time nobody has stated"
    return word


def limits_in_words(limits: Limits) -> str:
    """The numbers stated: `500 pax, 2000.5 t, stay 90 days`."""
    stated = limits.stated
    parts = {name: _UNITS[name].format(number) for name, number in stated.items() if name in _UNITS}
    if limits.mass_kg is not None:
        parts["mass_kg"] = f"{express(limits.mass_kg, UNITS['t'])} t"
    return ", ".join(parts[name] for name in stated)


def when(at: Minute | None) -> str:
    """The instant, or that nobody knows it."""
    return "at an unknown time" if at is None else write_instant(at)


def source_in_words(provenance: Provenance, *, checked: bool = False) -> str:
    """` [source: ..., date, confidence]`, or nothing when none is stated."""
    if not provenance.source:
        return ""
    date = f", {provenance.date}" if provenance.date else ""
    mark = ", checked" if checked else ""
    return f" [source: {provenance.source}{date}, {provenance.confidence}{mark}]"

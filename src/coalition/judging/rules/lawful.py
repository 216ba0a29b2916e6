"""R10 lawful movement, R11 caveats, R13 status, R15 for answers with unknowns, risks of late permissions.

Status is never consent to enter. Source: `docs/explanation/planning-rules.md`, R10, R11, R13, R15 and *Legal
questions of a leg*.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.authority.answer import Answer, Bar, Finding, Signature, Window
from coalition.judging.docket import Docket
from coalition.judging.doors import LawBook
from coalition.judging.hearing import Heard, say
from coalition.judging.plain import latest_opening
from coalition.judging.reliance import Finding as Found
from coalition.judging.reliance import Reliance
from coalition.judging.verdict import Breach
from coalition.measure.instants import Minute, write_instant
from coalition.model.identity import NationId, ProvisionId


def find_unlawful(hearing: tuple[Heard, ...], law: LawBook) -> Iterator[Found]:
    """R10 and R11 for questions that are shut; doubts and risks for those that are open."""
    for heard in hearing:
        if heard.shut is not None:
            yield from _shut(heard, heard.shut, law)
        else:
            yield from _unknowns(heard, law)
            yield from _risk(heard)


def find_status(docket: Docket, law: LawBook) -> Iterator[Reliance]:
    """R13: one doubt for each force and soil on which it is set down without a status."""
    known: dict[tuple[NationId, NationId, Minute], ProvisionId | None] = {}
    for leg in docket.legs:
        place = leg.end.place
        for carried in leg.end.off if place else ():
            force = carried.movement.nation
            if place is None or not carried.pax or force == place.nation:
                continue
            key = (force, place.nation, leg.arrive)
            if key not in known:
                known[key] = law.status(*key)
            if known[key] is None:
                fact = f"status of {force} forces in {place.nation}"
                yield Reliance(
                    "R13", "no-status", fact, leg.end.where, leg.trip, leg.arrive,
                    text=f"no arrangement gives {force} forces a status in {place.nation}",
                )  # fmt: skip


def _shut(heard: Heard, at: Minute, law: LawBook) -> Iterator[Breach]:
    bars = [bar for bar in law.bars(heard.question) if not bar.lapse and _touches(bar, at, heard)]
    for bar in bars:
        yield _barred(heard, bar, max(at, bar.opens))
    if not bars:
        yield _not_open(heard, law.answer(heard.question, at), at)


def _touches(bar: Bar, at: Minute, heard: Heard) -> bool:
    return bar.opens < max(heard.ends, at + 1) and at < bar.closes


def _barred(heard: Heard, bar: Bar, at: Minute) -> Breach:
    rule, code = ("R11", "caveat") if bar.caveat else ("R10", "forbidden")
    if bar.conflict:
        rule, code = "R10", "in-conflict"
    named = bar.decision or bar.provision or ""
    return Breach(
        rule, code, heard.leg.where, at, provision=named,
        text=f"{_ask(heard)} is {_WORDS[code]}: {bar.text}",
    )  # fmt: skip


_WORDS = {
    "caveat": "excluded by the nation's own caveat",
    "forbidden": "forbidden",
    "in-conflict": "both permitted and forbidden, and neither prevails",
}


def _not_open(heard: Heard, answer: Answer, at: Minute) -> Breach:
    if answer.window is not None and answer.opens is not None:
        consent = _consent(answer.window.missing) or _last_step(answer.window)
        return Breach(
            "R10", "not-yet-open", heard.leg.where, at, answer.opens - at, "min",
            answer.window.permission or "",
            f"{_ask(heard)} opens only at {write_instant(answer.opens)}{consent}",
        )  # fmt: skip
    lapse = next((bar for bar in answer.bars if bar.lapse and bar.opens <= at), None)
    if lapse is not None:
        code, why = "lapsed", f"has lapsed: {lapse.text}"
    elif answer.finding is Finding.PERMITTED_FROM:
        code, why = "opens-nobody-knows-when", "opens nobody knows when"
    else:
        code, why = "no-basis", "has no basis"
    named = (lapse.decision or lapse.provision or "") if lapse else _waits_for(answer.missing)
    return Breach(
        "R10", code, heard.leg.where, at, provision=named,
        text=f"{_ask(heard)} {why}{_consent(answer.missing)}{_unsaid(answer.unknowns)}",
    )  # fmt: skip


def _ask(heard: Heard) -> str:
    return f"{say(heard.question)} ({heard.law.reason})"


def _waits_for(missing: tuple[Signature, ...]) -> str:
    return missing[0].procedure if missing else ""


def _consent(missing: tuple[Signature, ...]) -> str:
    if not missing:
        return ""
    names = ", ".join(f"{m.nation} in {m.body or 'its own body'} ({m.procedure})" for m in missing)
    return f"; it lacks the assent of {names}"


def _last_step(window: Window) -> str:
    return f"; it waits for {window.critical[-1].procedure}" if window.critical else ""


def _unsaid(unknowns: tuple[str, ...]) -> str:
    return f"; {'; '.join(unknowns)}" if unknowns else ""


def _unknowns(heard: Heard, law: LawBook) -> Iterator[Reliance]:
    """What the window rests on and nobody has stated; for joined windows, that of each of them."""
    used = (heard.window,) if heard.window else _joined(heard, law)
    for window in used:
        for unknown in window.unknowns:
            yield Reliance(
                "R15", "law-not-certain", unknown, heard.leg.where, heard.leg.trip, heard.begins,
                window.permission or "", f"{say(heard.question)}: {unknown}",
            )  # fmt: skip


def _joined(heard: Heard, law: LawBook) -> tuple[Window, ...]:
    return tuple(
        window
        for window in law.windows(heard.question)
        if window.opens < heard.ends and heard.begins < window.closes
    )


def _risk(heard: Heard) -> Iterator[Reliance]:
    """A question that every open alternative opens too late when its steps take their longest."""
    late = [(latest_opening(window) - heard.begins, window) for window in heard.alternatives]
    if not late or any(by <= 0 for by, _ in late):
        return
    by, window = min(late, key=lambda pair: (pair[0], pair[1].permission or ""))
    yield Reliance(
        "R10", "late-if-step-takes-longest", f"{say(heard.question)} under {window.permission}",
        heard.leg.where, heard.leg.trip, heard.begins, window.permission or "",
        f"{_ask(heard)} may open as late as {write_instant(latest_opening(window))}", by,
    )  # fmt: skip

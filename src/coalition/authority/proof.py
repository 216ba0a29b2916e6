"""An answer in words: the proof tree a lawyer can read.

Each line names what it rests on: provision, article, instrument, source, and the steps with their dates,
estimated or recorded. Not here: reports and pictures (`lanes` gives their nouns).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coalition.authority.answer import Answer, Bar, Finding, Question, Signature, StepTaken, Window
from coalition.authority.evaluate import Authority
from coalition.measure.instants import Minute, write_instant
from coalition.measure.units import UNITS, express
from coalition.model.identity import ProvisionId
from coalition.model.law import Limits, Need, Step
from coalition.model.provenance import Provenance

INDENT = "  "


def describe(authority: Authority, answer: Answer) -> str:
    """The answer with its whole proof, one statement a line, indented by what it rests on."""
    lines = [
        f"{ask(answer.question)}, at {write_instant(answer.at)}?",
        _finding(answer),
    ]
    if answer.window is not None:
        lines += _indent(_window(authority, answer.window))
    lines += _section("stands in the way:", (_bar(authority, bar) for bar in answer.bars))
    lines += _section("signatures missing:", map(_signature, answer.missing))
    lines += _section("obligations:", (_provision(authority, p) for p in answer.obligations))
    lines += _section("not known:", answer.unknowns)
    return "\n".join(lines)


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
    )
    words += [f"({what} {name})" for what, name in named if name]
    return " ".join(words)


def _finding(answer: Answer) -> str:
    word = str(answer.finding).upper()
    if answer.finding is Finding.PERMITTED and answer.closes is not None:
        return f"{word} until {write_instant(answer.closes)}"
    if answer.opens is not None and answer.closes is not None:
        return f"{word} {write_instant(answer.opens)} until {write_instant(answer.closes)}"
    if answer.finding is Finding.PERMITTED_FROM:
        return f"{word} a time nobody has stated"
    return word


def _window(authority: Authority, window: Window) -> Iterator[str]:
    if window.permission is None:
        yield "own soil: whoever acts on its own soil needs nobody's leave"
        return
    yield f"under {_provision(authority, window.permission)}"
    if window.limits.any:
        yield INDENT + f"limits: {_limits(window.limits)}"
    taken = {step.procedure: step for step in window.steps}
    need = authority.provision(window.permission).requires
    yield from _indent(_need(authority, need, taken, frozenset()))
    if window.critical:
        chain = " > ".join(step.procedure for step in window.critical)
        yield INDENT + f"critical path: {chain}"


def _need(
    authority: Authority,
    need: Need,
    taken: dict[ProvisionId, StepTaken],
    above: frozenset[ProvisionId],
) -> Iterator[str]:
    """The branches of a need that the proof rests on."""
    if not isinstance(need, Step):
        for part in need.parts:
            yield from _need(authority, part, taken, above)
        return
    step = taken.get(need.procedure)
    if need.procedure in above:
        return
    if step is not None:
        yield _step(authority, step)
    if step is None or step.decision is None:
        below = list(_below(authority, need.procedure, taken, above))
        yield from _indent(below)


def _below(
    authority: Authority,
    procedure: ProvisionId,
    taken: dict[ProvisionId, StepTaken],
    above: frozenset[ProvisionId],
) -> Iterator[str]:
    if authority.find_provision(procedure) is not None:
        need = authority.provision(procedure).requires
        yield from _need(authority, need, taken, above | {procedure})


def _step(authority: Authority, step: StepTaken) -> str:
    what = _provision(authority, step.procedure)
    who = f"{step.body}: {', '.join(step.signatories)}" if step.signatories else step.body
    if step.decision is not None:
        decision = authority.decision(step.decision)
        return (
            f"decided {_when(step.ends)} by {decision.by} ({step.decision}): {step.text}"
            f"{_source(decision.provenance)}; under {what} [{who}]"
        )
    likely = f"estimated {_when(step.begins)} to {_when(step.ends)}"
    between = f" (least {_when(step.earliest)}, most {_when(step.latest)})"
    return f"{likely}{between if step.earliest != step.latest else ''}: {what} [{who}]"


def _provision(authority: Authority, provision: ProvisionId) -> str:
    found = authority.find_provision(provision)
    if found is None:
        return provision
    instrument = authority.instrument_of(provision)
    provenance = found.provenance if found.provenance.source else instrument.provenance
    fiction = ", fictional" if instrument.fictional else ""
    return (
        f"{provision}: {instrument.title}{fiction}, {found.article}: {found.text}"
        f"{_source(provenance)}"
    )


def _source(provenance: Provenance) -> str:
    if not provenance.source:
        return ""
    date = f", {provenance.date}" if provenance.date else ""
    return f" [source: {provenance.source}{date}, {provenance.confidence}]"


def _bar(authority: Authority, bar: Bar) -> str:
    kind = _bar_kind(bar)
    span = f"{write_instant(bar.opens)} until {write_instant(bar.closes)}"
    rests: list[str] = [bar.text]
    if bar.decision is not None:
        decision = authority.decision(bar.decision)
        rests.append(
            f"decision {bar.decision} of {_when(decision.at)}{_source(decision.provenance)}"
        )
    if bar.provision is not None:
        rests.append(_provision(authority, bar.provision))
    return f"{kind}, {span}: " + "; ".join(rests)


def _bar_kind(bar: Bar) -> str:
    if bar.lapse:
        return "lapse"
    if bar.conflict:
        return "conflict"
    if bar.caveat:
        return "caveat"
    return "refusal" if bar.decision is not None else "prohibition"


def _signature(missing: Signature) -> str:
    return f"{missing.nation}, in {missing.body}, under {missing.procedure}"


def _limits(limits: Limits) -> str:
    parts = []
    if limits.pax is not None:
        parts.append(f"{limits.pax} pax")
    if limits.mass_kg is not None:
        parts.append(f"{express(limits.mass_kg, UNITS['t'])} t")
    if limits.stay_days is not None:
        parts.append(f"stay {limits.stay_days} days")
    return ", ".join(parts)


def _when(at: Minute | None) -> str:
    return "at an unknown time" if at is None else write_instant(at)


def _section(head: str, lines: Iterable[str]) -> list[str]:
    body = list(lines)
    return [head, *_indent(body)] if body else []


def _indent(lines: Iterable[str]) -> list[str]:
    return [INDENT + line for line in lines]

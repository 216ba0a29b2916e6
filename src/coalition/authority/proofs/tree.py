"""The proof of an answer as one tree of statements, each with the provision and source it rests on.

Built once; text, page and record are written from it. Not here: the words (`words`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coalition.authority.answer import Answer, Bar, Signature, StepTaken, Window
from coalition.authority.evaluate import Authority
from coalition.authority.proofs.words import (
    ask,
    finding_in_words,
    limits_in_words,
    source_in_words,
    when,
)
from coalition.measure.instants import FOREVER, write_day, write_instant
from coalition.model.identity import ProvisionId
from coalition.model.law import Need, Step
from coalition.model.provenance import Provenance

Above = frozenset[ProvisionId]


@dataclass(frozen=True, slots=True)
class Node:
    """One statement of a proof; what it rests on stands below it.

    `provision`, `article`, `instrument` (its title) and `source` are empty where it rests on none; `checked` is
    whether somebody compared the provision with the primary text, None where there is none.
    """

    statement: str
    provision: str = ""
    article: str = ""
    instrument: str = ""
    source: str = ""
    checked: bool | None = None
    children: tuple[Node, ...] = ()


def prove(authority: Authority, answer: Answer) -> Node:
    """The question with the finding, what permits, what stands in the way, and what nobody knows."""
    maker = _Maker(authority)
    below: list[Node] = []
    if answer.window is not None:
        below += maker.window(answer.window)
    sections = (
        ("stands in the way:", [maker.bar(bar) for bar in answer.bars]),
        ("signatures missing:", _signatures(answer.missing)),
        ("obligations:", [maker.provision(each) for each in answer.obligations]),
        ("not known:", [Node(text) for text in answer.unknowns]),
        ("remarks:", [Node(text) for text in answer.remarks]),
    )
    heads = [Node(head, children=tuple(nodes)) for head, nodes in sections if nodes]
    if answer.until < FOREVER:
        heads.append(Node(f"nothing of this changes until {write_instant(answer.until)}"))
    finding = Node(finding_in_words(answer), children=tuple(below))
    question = f"{ask(answer.question)}, at {write_instant(answer.at)}?"
    return Node(question, children=(finding, *heads))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes nodes of the things an answer names."""

    authority: Authority

    def provision(self, provision: ProvisionId, lead: str = "", tail: str = "") -> Node:
        """A provision with its instrument, article, words and source; `lead` and `tail` stand around them."""
        found = self.authority.find_provision(provision)
        if found is None:
            return Node(f"{lead}{provision}{tail}", provision=provision)
        instrument = self.authority.instrument_of(provision)
        provenance = found.provenance if found.provenance.source else instrument.provenance
        fiction = ", fictional" if instrument.fictional else ""
        source = source_in_words(provenance, checked=found.checked)
        said = f"{provision}: {instrument.title}{fiction}, {found.article}: {found.text}{source}"
        return Node(
            f"{lead}{said}{tail}", provision, found.article, instrument.title, _plain(provenance),
            found.checked,
        )  # fmt: skip

    def window(self, window: Window) -> Iterator[Node]:
        """What opens a window."""
        if window.permission is None:
            yield Node("own soil: whoever acts on its own soil needs nobody's leave")
            return
        own = self.provision(window.permission, "under ")
        found = self.authority.provision(window.permission)
        below = []
        if window.limits.any:
            below.append(Node(f"limits: {limits_in_words(window.limits)}"))
        taken = {step.procedure: step for step in window.steps}
        below += self._need(found.requires, taken, frozenset())
        if window.critical:
            chain = " > ".join(step.procedure for step in window.critical)
            below.append(Node(f"critical path: {chain}"))
        below += self._terms(window.permission)
        yield _over(own, below)

    def bar(self, bar: Bar) -> Node:
        """What stands in the way, with both arguments of a conflict."""
        span = f"{write_instant(bar.opens)} until {write_instant(bar.closes)}"
        rests = [bar.text]
        if bar.decision is not None:
            decision = self.authority.decision(bar.decision)
            source = source_in_words(decision.provenance)
            rests.append(f"decision {bar.decision} of {when(decision.at)}{source}")
        said = [Node(text) for text in self.authority.arguments(bar)]
        if bar.beats:
            said.append(Node(f"it prevails over {', '.join(bar.beats)}: {bar.rule}"))
        lead = f"{_bar_kind(bar)}, {span}: " + "; ".join(rests)
        if bar.provision is None:
            return Node(lead, children=tuple(said))
        return _over(self.provision(bar.provision, f"{lead}; "), said)

    def _terms(self, permission: ProvisionId) -> Iterator[Node]:
        """Who bears cost and damage, and when the instrument was signed."""
        found, instrument = (
            self.authority.provision(permission), self.authority.instrument_of(permission)
        )  # fmt: skip
        for name, said in (("cost", found.cost), ("liability", found.liability)):
            if said:
                yield Node(f"{name}: {said}")
        if instrument.signed is not None:
            since = write_day(instrument.in_force.opens)
            yield Node(f"signed {write_day(instrument.signed)}, in force since {since}")

    def _need(
        self, need: Need, taken: dict[ProvisionId, StepTaken], above: Above
    ) -> Iterator[Node]:
        """The branches of a need that the proof rests on."""
        if not isinstance(need, Step):
            for part in need.parts:
                yield from self._need(part, taken, above)
            return
        if need.procedure in above:
            return
        step = taken.get(need.procedure)
        below: list[Node] = []
        if step is None or step.decision is None:
            below = list(self._below(need.procedure, taken, above))
        if step is not None:
            yield _over(self._step(step), below)
        else:
            yield from below

    def _below(
        self, procedure: ProvisionId, taken: dict[ProvisionId, StepTaken], above: Above
    ) -> Iterator[Node]:
        found = self.authority.find_provision(procedure)
        if found is not None:
            yield from self._need(found.requires, taken, above | {procedure})

    def _step(self, step: StepTaken) -> Node:
        who = f"{step.body}: {', '.join(step.signatories)}" if step.signatories else step.body
        if step.decision is not None:
            decision = self.authority.decision(step.decision)
            lead = (
                f"decided {when(step.ends)} by {decision.by} ({step.decision}): {step.text}"
                f"{source_in_words(decision.provenance)}; under "
            )
            return self.provision(step.procedure, lead, f" [{who}]")
        between = f" (least {when(step.earliest)}, most {when(step.latest)})"
        lead = f"estimated {when(step.begins)} to {when(step.ends)}"
        lead += f"{between if step.earliest != step.latest else ''}: "
        return self.provision(step.procedure, lead, f" [{who}]")


def _over(node: Node, children: Iterable[Node]) -> Node:
    return Node(
        node.statement, node.provision, node.article, node.instrument, node.source, node.checked,
        tuple(children),
    )  # fmt: skip


def _plain(provenance: Provenance) -> str:
    if not provenance.source:
        return ""
    date = f", {provenance.date}" if provenance.date else ""
    return f"{provenance.source}{date}, {provenance.confidence}"


def _bar_kind(bar: Bar) -> str:
    if bar.lapse:
        return "lapse"
    if bar.limit:
        return "limit"
    if bar.conflict:
        return "conflict"
    if bar.caveat:
        return "caveat"
    return "refusal" if bar.decision is not None else "prohibition"


def _signatures(missing: tuple[Signature, ...]) -> list[Node]:
    """One statement a body and procedure, with every nation whose assent it waits for."""
    waited: dict[tuple[str, ProvisionId], list[str]] = {}
    for each in missing:
        waited.setdefault((each.body, each.procedure), []).append(each.nation)
    return [
        Node(f"{', '.join(nations)}, in {body}, under {procedure}", provision=procedure)
        for (body, procedure), nations in waited.items()
    ]

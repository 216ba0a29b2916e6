"""When what a provision requires is met, for one actor and one territory.

The rule: a step begins at the crisis's activation or when its own prerequisites end, whichever is later, and
lasts its likely duration; a recorded decision replaces the estimate (`decided`). Prerequisites must keep
holding. A leaf that names a provision other than a procedure is met while that provision applies.

Not here: which permission a question may use (`case`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from coalition.authority.answer import Bar, Signature, StepTaken
from coalition.authority.calendars import end_of, has_calendar
from coalition.authority.compile import Statute, Taken
from coalition.authority.statute.clause import Clause
from coalition.authority.statute.hanging import Hanging, Hangs
from coalition.authority.steps.decided import NO_RECORD, Record, ground_of, record_of
from coalition.authority.steps.held import (
    NOTHING_NEEDED,
    Ground,
    Held,
    all_of,
    any_of,
    best,
    clip,
    cut,
    once,
)
from coalition.authority.steps.spans import EVER, Spans, intersect, subtract, union
from coalition.authority.steps.truth import Roles, Truth
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import BodyId, NationId, ProvisionId
from coalition.model.law import AnyOf, Decision, Need, ProvisionKind, Step, TimeUnit
from coalition.model.nations import Rule


class Pair(NamedTuple):
    """Who wants to act and whose soil, air, stock or lift it touches."""

    actor: NationId
    territory: NationId


_NOBODY = NationId("")
_NO_PAIR = Pair(_NOBODY, _NOBODY)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch in which prerequisites hold without a gap, whichever of their grounds it rests on."""

    stretches: tuple[Held, ...]

    @property
    def first(self) -> Held:
        return self.stretches[0]

    @property
    def closes(self) -> Minute:
        return max(held.closes for held in self.stretches)


@dataclass(slots=True)
class Needs:
    """Evaluates needs over one statute; a procedure is worked out once for whom it hangs on.

    Without `estimates` only what was decided counts.
    """

    book: Book
    statute: Statute
    hanging: Hanging
    estimates: bool = True
    known: dict[tuple[ProvisionId, Pair], Ground] = field(default_factory=dict)
    signed: dict[tuple[ProvisionId, tuple[NationId, ...], str], tuple[Signature, ...]] = field(
        default_factory=dict
    )
    joined: dict[tuple[int, ...], tuple[Signature, ...]] = field(default_factory=dict)
    under_way: set[tuple[ProvisionId, Pair]] = field(default_factory=set)
    circular: bool = False
    """Whether a circle was met under what is under way: then only the outermost result is kept."""

    def ground(self, need: Need, pair: Pair) -> Ground:
        """When the need is met."""
        if isinstance(need, Step):
            return self.step(need.procedure, pair)
        parts = tuple(self.ground(part, pair) for part in need.parts)
        if isinstance(need, AnyOf):
            return any_of(parts)
        return all_of(parts) if parts else NOTHING_NEEDED

    def step(self, provision: ProvisionId, pair: Pair) -> Ground:
        """When the procedure is done, or the other provision applies."""
        key = (provision, self.reduced(self.hanging.of_step(provision), pair))
        if key in self.known:
            return self.known[key]
        clause = self.statute.clause(provision)
        if clause is None:
            return Ground(unknowns=(f"`{provision}` is required but stands in no instrument",))
        if key in self.under_way:
            self.circular = True
            return Ground(unknowns=(f"`{provision}` requires itself",))
        self.under_way.add(key)
        ground = self._worked_out(clause, pair)
        self.under_way.discard(key)
        if not self.circular or not self.under_way:
            self.known[key] = ground
        self.circular = self.circular and bool(self.under_way)
        return ground

    def reduced(self, hangs: Hangs, pair: Pair) -> Pair:
        """The part of the pair that matters."""
        if hangs.actor:
            return pair if hangs.territory else Pair(pair.actor, _NOBODY)
        return Pair(_NOBODY, pair.territory) if hangs.territory else _NO_PAIR

    def record(self, procedure: ProvisionId, pair: Pair) -> Record:
        """The decisions under the procedure that speak of the pair."""
        taken = self.statute.decisions.get(procedure, ())
        if not taken:
            return NO_RECORD
        return record_of(each.decision for each in taken if _names(each, pair))

    def signatories(self, clause: Clause, pair: Pair) -> tuple[NationId, ...]:
        """The nations whose assent the procedure's body needs."""
        body = clause.provision.body
        if body in ("actor", "territory"):
            return (pair.actor if body == "actor" else pair.territory,)
        found = self.book.alliance.bodies.get(BodyId(body))
        if found is not None:
            return found.members
        return (NationId(body),) if body in self.book.nations else ()

    def missing(self, steps: Iterable[StepTaken], pair: Pair) -> tuple[Signature, ...]:
        """The assents that undecided steps still wait for; a notification waits for none."""
        return self.joint(self.unsigned(steps, pair))

    def unsigned(
        self, steps: Iterable[StepTaken], pair: Pair
    ) -> dict[ProvisionId, tuple[Signature, ...]]:
        """The same by procedure."""
        missing: dict[ProvisionId, tuple[Signature, ...]] = {}
        for step in steps:
            clause = None if step.decision is not None else self.statute.clause(step.procedure)
            if clause is None or clause.provision.rule is Rule.NOTIFICATION:
                continue
            signed = self.record(step.procedure, pair).signed
            missing[step.procedure] = self._unsigned(step, signed)
        return missing

    def joint(self, missing: Mapping[ProvisionId, tuple[Signature, ...]]) -> tuple[Signature, ...]:
        """The assents of all procedures, one after the other; kept."""
        if len(missing) < 2:
            return next(iter(missing.values()), ())
        key = tuple(map(id, missing.values()))  # every part is kept in `signed`, so ids stay
        found = self.joined.get(key)
        if found is None:
            found = self.joined[key] = tuple(each for s in missing.values() for each in s)
        return found

    def _unsigned(self, step: StepTaken, signed: frozenset[NationId]) -> tuple[Signature, ...]:
        """The signatures of a step but for those given; a body's are the same for everybody."""
        own = step.signatories if step.body in ("actor", "territory") else ()
        key = (step.procedure, own, " ".join(sorted(signed)) if signed else "")
        found = self.signed.get(key)
        if found is None:
            found = self.signed[key] = tuple(
                Signature(nation, step.body, step.procedure)
                for nation in step.signatories
                if nation not in signed
            )
        return found

    def _worked_out(self, clause: Clause, pair: Pair) -> Ground:
        if clause.provision.kind is not ProvisionKind.PROCEDURE:
            return self._standing(clause, pair)
        record = self.record(clause.provision.id, pair)
        signatories = self.signatories(clause, pair)
        ground = ground_of(record, clause.provision, signatories)
        if not self.estimates:
            return ground
        if record.request is not None:
            asked = Ground(held=(Held(opens=record.request.at),))
            estimate = self._estimate(clause, pair, asked, record.request.at)
            return _asked_again(ground, estimate, record.request)
        if record.decisions:
            return ground
        truth = self._truth(clause, pair)
        doubts = tuple(doubt.text for doubt in truth.doubts)
        if not truth.yes or not _reaches(clause, pair):
            return Ground(unknowns=doubts)
        needed = self._while(self.ground(clause.provision.requires, pair), truth.yes, doubts)
        return self._estimate(clause, pair, needed, self.book.crisis.activated)

    def _truth(self, clause: Clause, pair: Pair) -> Truth:
        return self.statute.truths.of(clause, Roles(pair.actor, pair.territory, pair.territory))

    def _while(self, ground: Ground, spans: Spans, doubts: tuple[str, ...]) -> Ground:
        """The ground at the times of the spans."""
        if spans is EVER and not doubts:
            return ground
        return replace(
            ground, held=clip(ground.held, spans), maybe=intersect(ground.maybe, spans),
            unknowns=once((*ground.unknowns, *doubts)),
        )  # fmt: skip

    def _standing(self, clause: Clause, pair: Pair) -> Ground:
        """A provision that is no procedure is met while it applies and its own needs are met."""
        truth = self._truth(clause, pair)
        doubts = tuple(doubt.text for doubt in truth.doubts)
        spans = intersect(clause.when(pair.actor, pair.territory), truth.yes)
        if not spans:
            return Ground(unknowns=doubts)
        return self._while(self.ground(clause.provision.requires, pair), spans, doubts)

    def _estimate(self, clause: Clause, pair: Pair, needed: Ground, start: Minute) -> Ground:
        """The procedure as it would run from `start` on, once what it needs is there."""
        held: list[Held] = []
        maybe: list[Interval] = []
        steps: list[StepTaken] = []
        unknowns = list(needed.unknowns)
        country, doubt = self._country(clause, pair)
        for run in _runs(needed.held):
            begins = max(start, run.first.opens)
            if begins >= run.closes:
                continue
            step = self._step(clause, pair, begins, run.first, start, country)
            steps.append(step)
            if step.ends is None:
                unknowns.append(f"how long {clause.provision.id} takes is not stated")
                maybe.append(Interval(begins, run.closes))
            else:
                held.extend(_after(run, step, doubt))
        lasting = (clause.span,)
        unsure = union((*maybe, *_from(needed.maybe, start)))
        opened = clip(held, lasting)
        return Ground(
            best(opened), subtract(intersect(unsure, lasting), _spans(opened)), needed.dead,
            once((*needed.steps, *steps)), once(unknowns),
        )  # fmt: skip

    def _step(
        self, clause: Clause, pair: Pair, begins: Minute, before: Held, start: Minute, country: str
    ) -> StepTaken:
        length = clause.provision.duration

        def end(begin: Minute | None, amount: int | None) -> Minute | None:
            if begin is None or amount is None:
                return None
            return end_of(max(begin, start), amount, length.unit, country)

        return StepTaken(
            clause.provision.id, clause.provision.body, self.signatories(clause, pair), begins,
            end(begins, length.likely), end(before.earliest, length.least),
            end(before.latest, length.most), None, clause.provision.text,
        )  # fmt: skip

    def _country(self, clause: Clause, pair: Pair) -> tuple[str, tuple[str, ...]]:
        """The calendar that counts, and what is not known about it."""
        if clause.provision.duration.unit is not TimeUnit.WORKING_DAYS:
            return "", ()
        named = clause.provision.calendar or clause.provision.body
        chosen = {"actor": pair.actor, "territory": pair.territory}.get(named, named)
        nation = self.book.nations.get(NationId(chosen))
        if nation is None:
            members = self.signatories(clause, pair)
            nation = self.book.nations.get(members[0]) if len(members) == 1 else None
        country = (nation.calendar or nation.id) if nation else ""
        if has_calendar(country):
            return country, ()
        whose = f"`{country}`" if country else "the body"
        return "", (
            f"no calendar of {whose} for {clause.provision.id}: Monday to Friday is counted",
        )


def _names(taken: Taken, pair: Pair) -> bool:
    """Whether the decision speaks of the pair."""
    return (taken.actors is None or pair.actor in taken.actors) and (
        taken.territories is None or pair.territory in taken.territories
    )


def _reaches(clause: Clause, pair: Pair) -> bool:
    """Whether the procedure is open to the pair: at some time it names both."""
    return all(
        clause.named(names, nation)
        for names, nation in (
            (clause.names.actors, pair.actor),
            (clause.names.territories, pair.territory),
            (clause.names.within, pair.territory),
        )
    )


def _runs(stretches: tuple[Held, ...]) -> list[_Run]:
    """Sorted stretches grouped where one begins as or before the others end."""
    runs: list[list[Held]] = []
    ends = ALWAYS
    for held in stretches:
        if runs and held.opens <= ends:
            runs[-1].append(held)
        else:
            runs.append([held])
        ends = max(ends, held.closes)
    return [_Run(tuple(run)) for run in runs]


def _after(run: _Run, step: StepTaken, doubt: tuple[str, ...]) -> list[Held]:
    """What holds once the step is done and while its prerequisites go on holding."""
    ends = step.ends if step.ends is not None else FOREVER
    waited = run.first.critical if step.begins == run.first.opens else ()
    found = []
    for held in run.stretches:
        if ends >= held.closes:
            continue
        part = cut(held, max(ends, held.opens), held.closes)
        done = replace(
            part,
            steps=once((*held.steps, step)),
            unknowns=once((*held.unknowns, *doubt)),
            critical=(*waited, step) if ends >= held.opens else held.critical,
            earliest=step.earliest if ends >= held.opens else held.earliest,
            latest=step.latest if ends >= held.opens else held.latest,
        )
        found.append(done)
    return found


def _asked_again(ground: Ground, estimate: Ground, request: Decision) -> Ground:
    """Recorded decisions followed by a new request: the estimate stands beside what still holds."""
    opens = estimate.held[0].opens if estimate.held else request.at
    dead = tuple(_until(bar, opens) for bar in ground.dead)
    refused = any(not bar.lapse for bar in ground.dead)
    doubt = (f"`{request.id}` asks again after a refusal",) if refused else ()
    estimated = (replace(h, unknowns=once((*h.unknowns, *doubt))) for h in estimate.held)
    held = best((*ground.held, *estimated))
    return Ground(
        held, subtract(union((*ground.maybe, *estimate.maybe)), _spans(held)), dead,
        (*ground.steps, *estimate.steps), once((*ground.unknowns, *estimate.unknowns, *doubt)),
    )  # fmt: skip


def _until(bar: Bar, closes: Minute) -> Bar:
    return bar._replace(closes=closes) if bar.opens < closes < bar.closes else bar


def _from(spans: Spans, start: Minute) -> Spans:
    return intersect(spans, (Interval(max(start, ALWAYS), FOREVER),))


def _spans(stretches: tuple[Held, ...] | list[Held]) -> Spans:
    return union(Interval(held.opens, held.closes) for held in stretches)

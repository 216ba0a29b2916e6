"""One question worked out in full: every permission's windows, what bars them, what is not known.

The rule: alternatives minimise; a prohibition that prevails (`precedence`) takes its time out of a
permission's windows, one in conflict too, until someone decides. Not here: the finding at a minute
(`evaluate`) and its words (`proof`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coalition.authority.answer import Bar, Question, Signature, StepTaken, Window
from coalition.authority.compile import Statute
from coalition.authority.heard.leaves import OWN_SOIL, Bases, Leave, Leaves, leaves_of, part
from coalition.authority.heard.meeting import Bans, ban_bars, meet_all, remarks_of
from coalition.authority.heard.speaking import hear
from coalition.authority.steps.held import once
from coalition.authority.steps.needs import Needs
from coalition.authority.steps.spans import Spans, Stretch, sweep, union
from coalition.authority.steps.truth import Doubt
from coalition.measure.instants import FOREVER, Minute
from coalition.model.identity import ProvisionId
from coalition.model.law import Action, ProvisionKind

NEED_LEAVE_AT_HOME = frozenset({Action.SEND, Action.TRANSFER_COMMAND})
"""Actions for which own soil is no leave."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with all its answers in time.

    `windows` are disjoint, the best at each time; `ways` each permission's own. `contested` is when
    a permission would be open but for a prohibition in conflict with it, `taken` when but for one that
    defeats it, `maybe` when it may be open though nobody can say. `doubts` are what nobody has stated,
    with when it matters; `remarks` likewise.
    """

    windows: tuple[Window, ...]
    ways: tuple[Window, ...]
    bars: tuple[Bar, ...]
    contested: Spans
    taken: Spans
    maybe: Spans
    doubts: tuple[Doubt, ...]
    remarks: tuple[Doubt, ...]
    leaves: tuple[Leave, ...]

    @property
    def alternatives(self) -> tuple[Window, ...]:
        """The ways, sorted."""
        return tuple(sorted(self.ways, key=_order))

    @property
    def steps(self) -> tuple[StepTaken, ...]:
        """All steps looked at, decided or not."""
        if len(self.leaves) == 1:
            return self.leaves[0].basis.steps
        return once(step for leave in self.leaves for step in leave.basis.steps)

    @property
    def unknowns(self) -> tuple[str, ...]:
        """What nobody has stated, whenever it matters."""
        texts = (text for leave in self.leaves for text in leave.basis.unknowns)
        return once((*(doubt.text for doubt in self.doubts), *texts))

    def unknowns_after(self, at: Minute) -> tuple[str, ...]:
        """What nobody has stated and matters after the minute."""
        doubts = (d.text for d in self.doubts if d.when and d.when[-1].closes > at)
        return once((*doubts, *(t for leave in self.leaves for t in leave.basis.unknowns)))

    def remarks_at(self, at: Minute) -> tuple[str, ...]:
        """The remarks that hold at the minute."""
        return once(r.text for r in self.remarks if any(span.contains(at) for span in r.when))

    def next_change(self, at: Minute) -> Minute:
        """The next minute at which anything of this may change."""
        change = FOREVER
        for stretches in self._dated():
            for each in stretches:
                if at < each.opens < change:
                    change = each.opens
                elif at < each.closes < change:
                    change = each.closes
        return change

    def _dated(self) -> Iterator[Iterable[Stretch]]:
        yield from (self.windows, self.bars, self.contested, self.taken, self.maybe)
        for said in (*self.doubts, *self.remarks):
            yield said.when


@dataclass(slots=True)
class Bench:
    """What is worked out once and serves many questions."""

    statute: Statute
    needs: Needs
    decided: Needs
    """The same needs, met by recorded decisions alone."""
    bases: Bases
    bans: Bans


def work_out(question: Question, bench: Bench) -> Case:
    """The case of a question."""
    heard = hear(ProvisionKind.PROHIBITION, question, bench.statute)
    bans = bench.bans.of(heard, question) if heard else []
    leaves = _leaves(question, bench)
    met = meet_all(leaves.found, bans, bench.bans)
    ways = tuple([window for each in met for window in each.windows])
    remarks = [
        *leaves.remarks,
        *(remarks_of(bans, heard, leaves.found, met) if heard else ()),
    ]
    return Case(
        windows=_disjoint(ways),
        ways=ways,
        bars=_bars(leaves, ban_bars(bans, leaves.found, met)),
        contested=_joined(each.contested for each in met),
        taken=_joined(each.taken for each in met),
        maybe=_joined(each.maybe for each in met),
        doubts=(*(doubt for ban in bans for doubt in ban.doubts), *leaves.doubts),
        remarks=tuple(remarks),
        leaves=leaves.found,
    )


def missing_of(case: Case, needs: Needs) -> tuple[Signature, ...]:
    """The assents that undecided steps of the case still wait for."""
    if len(case.leaves) == 1:
        return needs.joint(case.leaves[0].basis.missing)
    missing: dict[ProvisionId, tuple[Signature, ...]] = {}
    for leave in case.leaves:
        missing.update(leave.basis.missing)
    return needs.joint(missing)


def _leaves(question: Question, bench: Bench) -> Leaves:
    """The permissions that speak of the question; on own soil the right that needs none, and those that
    name the nation there.
    """
    heard = hear(ProvisionKind.PERMISSION, question, bench.statute)
    if question.actor != question.territory or question.action in NEED_LEAVE_AT_HOME:
        return leaves_of(heard, question, bench.bases)
    heard = [each for each in heard if each.clause.at_home(question.actor)]
    if not heard:
        return OWN_SOIL
    found = leaves_of(heard, question, bench.bases)
    return found._replace(found=(*OWN_SOIL.found, *found.found))


def _disjoint(ways: tuple[Window, ...]) -> tuple[Window, ...]:
    """The best window at each time; a later opening is not set by its steps any more."""
    if len(ways) < 2:
        return ways
    best = min(ways, key=_merit)
    if all(best.opens <= way.opens and way.closes <= best.closes for way in ways):
        return (best,)
    ranked = sorted(ways, key=_merit)
    return tuple(part(window, opens, closes) for window, opens, closes in sweep(ranked))


def _merit(window: Window) -> tuple[bool, bool, int, int, str]:
    doubtful = bool(window.unknowns)
    return (window.limits.any, doubtful, window.opens, -window.closes, window.permission or "")


def _joined(sets: Iterable[Spans]) -> Spans:
    found = [spans for spans in sets if spans]
    if not found:
        return ()
    first = found[0]
    if all(spans is first for spans in found):
        return first
    return union([span for spans in found for span in spans])


def _bars(leaves: Leaves, bars: list[Bar]) -> tuple[Bar, ...]:
    bars += leaves.bars
    for leave in leaves.found:
        bars += leave.lost
    if len(bars) < 2:
        return tuple(bars)
    return tuple(sorted({_bar_key(bar): bar for bar in bars}.values(), key=_bar_order))


def _order(window: Window) -> tuple[int, int, str]:
    return (window.opens, window.closes, window.permission or "")


def _bar_key(bar: Bar) -> tuple[object, ...]:
    """What tells bars apart, cheaper than all their fields."""
    return (bar.opens, bar.closes, bar.provision, bar.decision, bar.lapse, bar.limit, bar.text)


def _bar_order(bar: Bar) -> tuple[int, int, str, str]:
    return (bar.opens, bar.closes, bar.provision or "", bar.decision or "")

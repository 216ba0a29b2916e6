"""Slips that a person could make in the rules of the room, each one line of one function."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """In `function` of `module` (below `coalition.command`) the text `old`, there once, becomes `new`."""

    slip: str
    module: str
    function: str
    old: str
    new: str


@contextmanager
def planted(mutant: Mutant) -> Iterator[None]:
    """The slip made, wherever the function is known; undone afterwards. LookupError when the text is gone."""
    module = import_module(f"coalition.command.{mutant.module}")
    function = _function(module, mutant.function)
    source = textwrap.dedent(inspect.getsource(function))
    if source.count(mutant.old) != 1:
        raise LookupError(f"`{mutant.old}` is not there once in {mutant.function}")
    names: dict[str, Any] = {}
    code = compile(
        "from __future__ import annotations\n" + source.replace(mutant.old, mutant.new),
        "mutant",
        "exec",
    )
    exec(code, module.__dict__, names)
    right, wrong = function.__code__, _plain(names[function.__name__]).__code__
    function.__code__ = wrong
    try:
        yield
    finally:
        function.__code__ = right


def _function(module: ModuleType, path: str) -> FunctionType:
    found: Any = module
    for name in path.split("."):
        found = vars(found)[name]
    return _plain(found)


def _plain(found: Any) -> FunctionType:
    plain = found.fget if isinstance(found, property) else found
    assert isinstance(plain, FunctionType)
    return plain


_M = Mutant
MUTANTS = (
    _M("silence of who has no receipt is read", "decisions.silence", "_unknown",
       "ends.of(slot.nation) is None", "False"),
    _M("a receipt after the end lets silence speak", "decisions.clocks", "_in_time",
       "at[nation] <= end", "True"),
    _M("the roster of the day counts, not that of the opening", "decisions.round", "round_of",
       "seated = [e for e in named if e.origin in put.roster]", "seated = list(named)"),
    _M("anybody notes letters, extends and closes", "decisions.round", "round_of",
       "kept = [e for e in kept if e.origin == opening.origin]", "kept = list(kept)"),
    _M("a late letter breaks silence", "decisions.slots", "speak",
       "event.minute > closes", "False"),
    _M("a letter on the last minute is late", "decisions.slots", "speak",
       "event.minute > closes", "event.minute >= closes"),
    _M("the tolerance of clocks is forgotten for letters", "decisions.silence", "_spoken",
       "end + found.put.clock.tolerance_minutes", "end"),
    _M("silence is read within the tolerance", "decisions.silence", "_weigh",
       "ends.last + found.put.clock.tolerance_minutes", "ends.last"),
    _M("silence is read on the last minute", "decisions.silence", "_weigh",
       "if now <= ends.last", "if now < ends.last"),
    _M("a withdrawn assent is silence again", "decisions.silence", "_held",
       "if slot.withdrawn:", "if False:"),
    _M("a condition not met is an assent", "decisions.slots", "Slot.unmet",
       "self.stance is not Stance.CONDITIONAL", "True"),
    _M("a withdrawn objection mends silence", "decisions.silence", "_formal",
       "for event in each.taken:", "for event in [each.slot.position] if each.slot.position else []:"),
    _M("an objection without a letter breaks silence", "decisions.silence", "_formal",
       "is Stance.OBJECT and body.letter", "is Stance.OBJECT"),
    _M("an objection after an assent is a double vote", "decisions.slots", "_turns",
       "return former.stance is not Stance.OBJECT or", "return"),
    _M("a second vote replaces the first", "decisions.slots", "_take",
       "and not _turns(slot.position.body, body, rule)", "and False"),
    _M("one nation speaks for another", "decisions.round", "Round.of",
       "if event.origin == nation", "if event.origin"),
    _M("an extension revives a silence that is over", "decisions.clocks", "_extended",
       "event.minute > ends.last", "False"),
    _M("an extension may shorten", "decisions.clocks", "_extended", "until <= ends.round", "False"),
    _M("nations' clocks start at the opening though receipt was asked", "decisions.clocks", "_first_ends",
       "at if clock.starts is ClockStart.RECEIPT else opened", "opened"),
    _M("of an instant and working hours the earlier ends the clock", "decisions.clocks", "end_of",
       "max(given, default=None)", "min(given, default=None)"),
    _M("a closing is believed without the events", "decisions.standing", "_borne_out",
       "finding.outcome is body.outcome", "True"),
    _M("after closing a letter that arrives still counts", "decisions.standing", "_borne_out",
       "counted=frozenset(body.counted)", "counted=None"),
    _M("a closing may count what is not here", "decisions.standing", "_borne_out",
       "if not here.issuperset(body.counted):", "if False:"),
    _M("what is agreed may be put anew", "decisions.standing", "_pass",
       "ended.outcome is Outcome.AGREED", "False"),
    _M("a position on a former text counts for the new one", "decisions.round", "_names",
       "return body.opening == opening", "return True"),
    _M("a sheet outweighs the events", "decisions.standing", "_sheet_fault",
       "if spoken else", "if False else"),
    _M("any origin puts a text", "decisions.standing", "_fault",
       "event.origin != body.secretariat", "False"),
    _M("a text is put with any roster", "decisions.putting", "opening_fault",
       "(put.epoch, put.roster) != (epoch.event, epoch.members)", "False"),
    _M("a body that is hidden is believed", "decisions.standing", "_doubt",
       "if hidden else", "if False else"),
    _M("abstentions make a majority of those present", "decisions.votes", "_counted",
       "CountOf.PRESENT: spoke", "CountOf.PRESENT: yes + no"),
    _M("half is a majority", "decisions.votes", "_counted", "left > right", "left >= right"),
    _M("a quorum is not asked for", "decisions.votes", "_counted", "spoke < rule.quorum", "False"),
    _M("what was agreed is undone later", "decisions.votes", "find_by_votes",
       "at_slots = fell or (", "at_slots = None or ("),
    _M("another nation revokes a consent", "nouns.consents", "_revoke",
       "if event.origin != state.host:", "if False:"),
    _M("a revoked consent covers until it takes effect", "giving.cover", "consent_state",
       "if consent.phase is not ConsentPhase.GRANTED:",
       "if consent.phase is ConsentPhase.REFUSED:"),
    _M("an expired consent covers", "giving.cover", "consent_state",
       "now >= consent.scope.window.closes", "False"),
    _M("ammunition is covered without being named", "giving.cover", "_cargo",
       "and nature in SENSITIVE", "and False"),
    _M("each use is measured against the limit alone", "giving.cover", "_over",
       "before + now if name in TOGETHER", "now if name in TOGETHER"),
    _M("no answer is consent", "giving.cover", "consent_state",
       "ConsentState.UNANSWERED if late", "ConsentState.IN_FORCE if late"),
    _M("a revoked consent leaves a plan fresh", "soundness.rests", "_consent",
       "if state not in {ConsentState.IN_FORCE, ConsentState.NOT_YET}:", "if False:"),
    _M("a changed consent leaves a plan fresh", "soundness.rests", "_newer",
       "if version == event", "if version"),
    _M("what is hidden holds", "soundness.rests", "finding_of",
       "Soundness.UNSEEN", "Soundness.HOLDS"),
    _M("a plan is fresher than the plan below", "soundness.plans", "_under",
       "below is None", "True"),
    _M("an offer covers", "giving.coverage", "Share.firm",
       "self.stage is Stage.COMMITTED", "self.stage is not Stage.WITHDRAWN"),
    _M("a condition does not hold a contribution back", "giving.coverage", "Share.firm",
       "and not self.unmet", ""),
    _M("others change a nation's pledge", "nouns.contributions", "_not_giving",
       "event.origin != state.nation", "False"),
    _M("a state never falls by itself", "watch.alerts", "_run", "alert.until <= now", "False"),
    _M("a body's state is declared without its decision", "watch.alerts", "_right_fault",
       "not standing.agreed or", "False or"),
    _M("one acknowledgement stops every nation's ladder", "watch.orders", "_watch",
       "if a.nation == nation", "if a.nation"),
    _M("OPCON lets OPCON be delegated", "nouns.transfers", "_delegate",
       "if said.state not in MAY_DELEGATE.get(held, ()):", "if False:"),
    _M("full command is transferred", "nouns.transfers", "open_transfer",
       "said.state is CommandState.FULLCOM", "False"),
    _M("a dispute is settled by most parties", "nouns.disputes", "_agree",
       "w.agreed >= set(state.parties)", "len(w.agreed) >= 2"),
    _M("an object is opened by whoever is earlier", "fold.object", "_step",
       "if event.opens:", "if event.opens or record.state is None:"),
    _M("events count in the order they came", "fold.object", "with_event",
       "at = bisect_left(record.events, event.order, key=lambda known: known.order)",
       "at = len(record.events)"),
    _M("what is signed in the future counts at once", "fold.fold", "Fold.apply",
       "if event.minute > self._now:", "if False:"),
    _M("an unknown field is dropped", "events.wire", "_body",
       "return UnknownBody(dict(plain), str(unknown))",
       "return body_from_json(kind.body, {k: v for k, v in plain.items() if k in kind.body.__slots__})"),
    _M("a closing may pass over what is in hand", "acting.deciding", "_closing",
       "if here - set(body.counted):", "if False:"),
    _M("forces move without a decision", "acting.steering", "_order",
       "and not _activates(picture, said.rests_on)", "and False"),
    _M("what is said of a proposal may be hidden from members", "acting.may_act", "_about",
       "event.label != record.label", "False"),
)  # fmt: skip

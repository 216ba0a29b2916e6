"""What becomes known in a replication that is large enough to plan again, as news of the minute it is known.

A refusal is known when the procedure would have ended, a loss when it happens. What is merely late is not news:
it is waited for.

Not here: what news does to a book (`operations.news`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.chance.chances import ChanceKind
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.identity import DecisionId, NationId, ProvisionId
from coalition.model.law import Decision, Outcome
from coalition.operations.frame import Frame
from coalition.rehearsal.engine.state import Array, Play
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.world.closings import Closings
from coalition.rehearsal.world.strikes import Register, Strike

Known = tuple[int, NewsItem]
"""A minute from C-day, and what is known from then on."""
_LARGE_MINUTES = 2880
"""What is shut for less is waited for."""


@dataclass(frozen=True, slots=True)
class _Scene:
    frame: Frame
    play: Play
    register: Register

    @property
    def origin(self) -> int:
        return self.play.script.origin

    def from_on(self, begins: int, ends: int = NEVER) -> Interval:
        """The stretch, as minutes UTC."""
        until = FOREVER if ends >= NEVER else Minute(self.origin + ends)
        return Interval(Minute(self.origin + begins), until)


def news_after(frame: Frame, play: Play, register: Register, since: int) -> News | None:
    """The first that becomes known after a minute, all that is known in the same minute together."""
    scene = _Scene(frame, play, register)
    parts = (_closed, _taken_back, _lost_carriers, _decided)
    known = [one for part in parts for one in part(scene) if since < one[0] < play.script.horizon]
    if not known:
        return None
    first = min(at for at, _ in known)
    items = {(item.kind, item.subject): item for at, item in known if at == first}
    ordered = tuple(items[key] for key in sorted(items))
    return News(Minute(scene.origin + first), ordered)


def _closed(scene: _Scene) -> Iterator[Known]:
    """Places and airspaces, each when it is first shut for long."""
    world, script = scene.play.world, scene.play.script
    doors: dict[str, tuple[int, int]] = {}
    for door, begins, ends, _ in _long(world.places):
        doors.setdefault(script.spots.names[door // 4], (begins, ends))
    nations: dict[str, tuple[int, int]] = {}
    for _, begins, ends, blame in _long(world.skies):
        nations.setdefault(scene.register.strikes[blame].subject.name, (begins, ends))
    for kind, found in ((NewsKind.PLACE_CLOSED, doors), (NewsKind.AIRSPACE_CLOSED, nations)):
        for name, (begins, ends) in found.items():
            yield begins, NewsItem(kind, name, scene.from_on(begins, ends))


def _long(closings: Closings) -> Iterator[tuple[int, int, int, int]]:
    """Thing, from, to, and the strike, of the first row; what the book has always said is no news."""
    for number, thing in enumerate(closings.number.tolist()):
        for begins, ends, blame in zip(
            closings.begins[0, thing].tolist(), closings.ends[0, thing].tolist(),
            closings.blame[0, thing].tolist(), strict=True,
        ):  # fmt: skip
            if blame >= 0 and begins < NEVER and ends - begins >= _LARGE_MINUTES:
                yield number, begins, ends, blame


def _taken_back(scene: _Scene) -> Iterator[Known]:
    moved, sources, book = scene.play.script.movements, scene.play.world.sources, scene.frame.book
    for number in np.nonzero(sources.gone_blame[0] >= 0)[0].tolist():
        source, at = moved.sources[number], int(sources.gone[0, number])
        if source in book.units or source in book.stocks:
            yield at, NewsItem(NewsKind.PLEDGE_WITHDRAWN, source, scene.from_on(at))


def _lost_carriers(scene: _Scene) -> Iterator[Known]:
    """One carrier fewer of its fleet, from when it was lost."""
    script, record = scene.play.script, scene.play.record
    for leg in np.nonzero((record.depart < NEVER) & (record.arrive >= NEVER))[0].tolist():
        at = int(record.depart[leg])
        fleet = script.fleets.names[script.chains.fleet[script.legs.chain[leg]]]
        yield at, NewsItem(NewsKind.CARRIERS_LOST, fleet, scene.from_on(at), 1)


def _decided(scene: _Scene) -> Iterator[Known]:
    """Consents refused, and consents taken back."""
    consents, steps = scene.play.world.consents, scene.play.script.laws.steps
    for number in np.unique(consents.blame[0][consents.blame[0] >= 0]).tolist():
        strike: Strike = scene.register.strikes[number]
        step = steps[strike.subject.number]
        if strike.chance.kind is ChanceKind.CONSENT_REFUSED:
            yield step.ends, _refusal(scene, strike, step.ends)
        elif strike.chance.kind is ChanceKind.CONSENT_WITHDRAWN:
            at = _closing(consents.closes[0][consents.blame[0] == number])
            yield at, _refusal(scene, strike, at)


def _closing(closes: Array) -> int:
    return int(closes.min(initial=NEVER, where=closes > 0))


def _refusal(scene: _Scene, strike: Strike, at: int) -> NewsItem:
    """The decision that says so: for the nation alone whose authority decides."""
    step = scene.play.script.laws.steps[strike.subject.number]
    procedure = ProvisionId(step.procedure)
    body = scene.frame.authority.provision(procedure).body
    nation = (NationId(step.nation),) if step.nation else ()
    when = scene.from_on(at)
    decision = Decision(
        DecisionId(f"rehearsed-{strike.subject.number}"), procedure, Outcome.REFUSED,
        when.opens, step.nation or body, "refused in the rehearsal",
        actors=nation if body == "actor" else (), territories=nation if body == "territory" else (),
    )  # fmt: skip
    return NewsItem(NewsKind.CONSENT_REFUSED, step.procedure, when, made=decision)

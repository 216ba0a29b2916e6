"""Every chance with each of its subjects, numbered; and the groups by which they are blamed and removed.

A *strike* is one chance for one subject (this procedure of that nation, this port). A *group* is what falls
together: all strikes under one member of a cause, or a strike that stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coalition.model.chance.chances import Chance, ChanceKind, Chances, Each
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.world.streams import Draws, Streams, correlate


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chance befalls, and by what it is chosen and grouped."""

    name: str
    title: str
    nation: str = ""
    place: str = ""
    modes: tuple[str, ...] = ()
    fleet: str = ""
    procedure: str = ""
    requirement: str = ""
    number: int = 0
    """Its row in the script."""


@dataclass(frozen=True, slots=True)
class Strike:
    """One chance for one subject. `factor` is the stream of its cause, empty when it stands alone."""

    chance: Chance
    subject: Subject
    group: int
    factor: str
    share_ppm: int

    @property
    def stream(self) -> str:
        """The name of its own stream: the same for every plan of the book."""
        return f"{self.chance.id}/{self.subject.name}"


@dataclass(frozen=True, slots=True)
class Group:
    """What is blamed and removed together, as a person names it."""

    name: str
    cause: str
    member: str
    kind: str


@dataclass(frozen=True, slots=True)
class Register:
    """All strikes of a script under its chances, and their groups."""

    strikes: tuple[Strike, ...]
    groups: tuple[Group, ...]

    def of(self, kind: ChanceKind) -> Iterator[tuple[int, Strike]]:
        """The strikes of a kind with their numbers."""
        for number, strike in enumerate(self.strikes):
            if strike.chance.kind is kind:
                yield number, strike


def register(script: Script, chances: Chances) -> Register:
    """The strikes of every chance, in the order of the file and of the script."""
    strikes: list[Strike] = []
    groups: dict[Group, int] = {}
    subjects = {kind: tuple(_SUBJECTS[kind](script)) for kind in ChanceKind}
    for chance in chances.chances:
        cause = chances.cause(chance.cause)
        for subject in subjects[chance.kind]:
            if not _is_meant(chance, subject):
                continue
            member = "" if cause is None else _member(cause.each, subject)
            group = _group(chance, subject, member, joined=cause is not None)
            number = groups.setdefault(group, len(groups))
            factor = "" if cause is None else f"{cause.id}:{member}"
            share = 0 if cause is None else cause.share_ppm
            strikes.append(Strike(chance, subject, number, factor, share))
    return Register(tuple(strikes), tuple(groups))


def severity(strike: Strike, streams: Streams, numbers: int = 1) -> Draws:
    """Uniform draws of how badly it goes, [count, numbers]: near one is worst. The first feels the cause."""
    own = streams.uniform(strike.stream, numbers)
    if strike.factor:
        factor = streams.normal(strike.factor)
        own = own.copy()
        own[:, 0] = correlate(own[:, 0], factor, strike.share_ppm)
    return own


def _is_meant(chance: Chance, subject: Subject) -> bool:
    return (
        _among(subject.nation, chance.nations)
        and _among(subject.place, chance.places)
        and _among(subject.fleet, chance.fleets)
        and _among(subject.procedure, chance.procedures)
        and _among(subject.requirement, chance.requirements)
        and _among(subject.name, chance.sources)
        and (not chance.modes or any(mode in subject.modes for mode in chance.modes))
    )


def _among(one: str, chosen: tuple[str, ...]) -> bool:
    return not chosen or one in chosen


def _member(each: Each, subject: Subject) -> str:
    return {
        Each.ALL: "",
        Each.NATION: subject.nation or "joint bodies",
        Each.PLACE: subject.place or subject.name,
        Each.MODE: " ".join(subject.modes),
    }[each]


def _group(chance: Chance, subject: Subject, member: str, *, joined: bool) -> Group:
    if joined:
        name = f"{chance.cause}: {member}" if member else chance.cause
        return Group(name, chance.cause, member, "cause")
    return Group(f"{chance.id}: {subject.title}", chance.id, subject.title, str(chance.kind))


def _steps(script: Script) -> Iterator[Subject]:
    for number, step in enumerate(script.laws.steps):
        yield Subject(step.name, step.name, step.nation, procedure=step.procedure, number=number)


def _sources(script: Script) -> Iterator[Subject]:
    moved = script.movements
    for number, name in enumerate(moved.names):
        source = moved.sources[number] or name
        yield Subject(source, source, moved.nations[number], number=number)


def _fleets(script: Script) -> Iterator[Subject]:
    fleets = script.fleets
    used = {int(fleet) for fleet in script.chains.fleet}
    for number, name in enumerate(fleets.names):
        if number in used:
            mode = (fleets.modes[number],)
            yield Subject(name, name, fleets.nations[number], modes=mode, fleet=name, number=number)


def _spots(script: Script) -> Iterator[Subject]:
    spots = script.spots
    used = {int(place) for place in script.visits.place}
    used |= {int(place) for place in script.legs.destination}
    for number, name in enumerate(spots.names):
        if number in used:
            yield Subject(
                name, spots.titles[number], spots.nations[number], name, spots.modes[number],
                number=number,
            )  # fmt: skip


def _skies(script: Script) -> Iterator[Subject]:
    nations = dict.fromkeys(nation for sky in script.skies.nations for nation in sky)
    for number, nation in enumerate(sorted(nations)):
        yield Subject(nation, f"airspace of {nation}", nation, number=number)


def _goals(script: Script) -> Iterator[Subject]:
    goals = script.goals
    for number, name in enumerate(goals.names):
        yield Subject(name, name, goals.nations[number], requirement=name, number=number)


_SUBJECTS = {
    ChanceKind.PROCEDURE_TIME: _steps,
    ChanceKind.CONSENT_LATE: _steps,
    ChanceKind.CONSENT_REFUSED: _steps,
    ChanceKind.CONSENT_WITHDRAWN: _steps,
    ChanceKind.READINESS_LATE: _sources,
    ChanceKind.SOURCE_WITHDRAWN: _sources,
    ChanceKind.FLEET_LATE: _fleets,
    ChanceKind.BREAKDOWN: _fleets,
    ChanceKind.TRAVEL_SLOW: _fleets,
    ChanceKind.WEATHER: _spots,
    ChanceKind.PLACE_LOST: _spots,
    ChanceKind.AIRSPACE_CLOSED: _skies,
    ChanceKind.HANDLING_SLOW: _spots,
    ChanceKind.DEMAND_GROWS: _goals,
}
"""What each kind befalls."""

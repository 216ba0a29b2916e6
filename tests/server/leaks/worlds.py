"""Two worlds that a viewer must not tell apart: the same visible acts, other hidden ones, in another
interleaving.

Visible acts are Lithuania's, Poland's and the staff's; hidden are Germany's own, and whatever is TOP
SECRET. The viewer is Poland, cleared to SECRET. Collisions are forced: the same titles, names, keys,
dates, places and provisions on both sides; hidden acts about visible objects and naming Poland; newer and
older than visible ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.simulators.crisis_sites import Browser, CrisisSite, crisis_site

from coalition.labels import clearance_up_to
from coalition.operations.crisis.planning.desk import Job
from coalition.operations.crisis.planning.worker import Task

VIEWER = "pol.pol"
CANARY = "CANARY-7f3e"
"""Stands in every text that is hidden."""
WORDS = ("fuel", "hospital", "bridge", "Klaipeda", "convoy", "rations")
PLACES = ("KLJ", "RUK", "KUN", "WUN", "BHV")
PROVISIONS = ("mandate/vote", "transit/clearance")
NATIONS = ("DEU", "POL", "LTU")
ONLY_DEU = {"classification": "UNCLASSIFIED", "categories": {"Only": ["DEU"]}}
WITHOUT_POL = {"classification": "UNCLASSIFIED", "categories": {"Releasable To": ["DEU", "LTU"]}}
TOP = {"classification": "TOP SECRET", "categories": {"Releasable To": ["DEU", "LTU", "POL"]}}
NOBODY = {"classification": "UNCLASSIFIED", "categories": {"Only": ["DEU"], "Releasable To": []}}
HIDDEN_LABELS = {
    "deu.high": (ONLY_DEU, WITHOUT_POL, TOP, NOBODY),
    "ltu.high": (TOP,),
    "staff.high": (TOP,),
}


@dataclass
class Known:
    """Ids by noun: what both sides see, and what is hidden."""

    seen: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, list[str]] = field(default_factory=dict)

    def ids(self, *, all_of: bool) -> list[str]:
        groups = [*self.seen.values(), *(self.hidden.values() if all_of else ())]
        return [one for group in groups for one in group]


@dataclass(frozen=True)
class Step:
    """One act: by whom, in which minute, of which kind; `seed` decides what it says."""

    who: str
    minute: int
    kind: str
    seed: str
    hidden: bool = False


@dataclass
class World:
    """A site with everything in it, and the viewer's session."""

    site: CrisisSite
    known: Known
    viewer: Browser
    other: Browser
    """Somebody who sees what is hidden."""
    people: dict[str, Browser]
    """Whoever acts, by name."""


Maker = Callable[[random.Random, Known, Step], tuple[Any, str | None] | None]


def text(rng: random.Random, step: Step, more: int = 3) -> str:
    said = " ".join(rng.choice(WORDS) for _ in range(more))
    return f"{said} {CANARY}" if step.hidden else said


def amounts(rng: random.Random) -> list[dict[str, Any]]:
    return [{"what": rng.choice(WORDS), "quantity": rng.randint(1, 9), "unit": "each"}]


def window(rng: random.Random) -> dict[str, str]:
    return {
        "opens": f"2025-03-0{rng.randint(3, 5)}T00:00Z",
        "closes": f"2025-03-2{rng.randint(0, 9)}T00:00Z",
    }


def pick(rng: random.Random, known: Known, noun: str, step: Step) -> str | None:
    there = known.seen.get(noun, []) + (known.hidden.get(noun, []) if step.hidden else [])
    return rng.choice(there) if there else None


def own(step: Step) -> str:
    return step.who.partition(".")[0].upper()


def _requirement(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    body = {
        "title": text(rng, step),
        "amounts": amounts(rng),
        "window": window(rng),
        "place": rng.choice(PLACES),
    }
    return body, None


def _offer(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    terms = {
        "amounts": amounts(rng),
        "window": window(rng),
        "sources": [rng.choice(("ADV", "MED", "FUEL"))],
    }
    line = pick(rng, known, "requirement", step)
    return {"terms": terms, "note": text(rng, step), **({"line": line} if line else {})}, None


def _terms(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None] | None:
    subject = pick(rng, known, "contribution", step)
    if subject is None:
        return None
    sources = [rng.choice(("ADV", "MED", "VEH"))]
    return {"terms": {"amounts": amounts(rng), "window": window(rng), "sources": sources}}, subject


def _consent(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    whose = own(step) if step.kind == "ConsentGranted" else rng.choice(NATIONS)
    scope = {"territory": whose, "window": window(rng), "beneficiaries": [rng.choice(NATIONS)]}
    return {"scope": scope, "provision": rng.choice(PROVISIONS)}, None


def _task(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    return {
        "owner": rng.choice(NATIONS),
        "title": text(rng, step),
        "due": "2025-03-09T00:00Z",
    }, None


def _dispute(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    others = [nation for nation in NATIONS if nation != own(step)]
    return {"against": [rng.choice(others)], "matter": text(rng, step)}, None


def _proposal(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None] | None:
    body = pick(rng, known, "body", step)
    return (
        None
        if body is None
        else ({"body": body, "title": text(rng, step), "text": text(rng, step)}, None)
    )


def _opening(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None] | None:
    subject = pick(rng, known, "proposal", step)
    rule = rng.choice(("silence", "consensus"))
    return (
        None
        if subject is None
        else ({"rule": rule, "clock": {"until": "2025-03-06T00:00Z"}}, subject)
    )


def _position(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None] | None:
    subject = pick(rng, known, "proposal", step)
    stance = rng.choice(("assent", "object", "reserve"))
    return (
        None
        if subject is None
        else ({"stance": stance, "letter": "L-1", "reservation": "r"}, subject)
    )


def _order(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    body = {
        "order": "warning",
        "title": text(rng, step),
        "text": text(rng, step),
        "addressees": [rng.choice(NATIONS)],
    }
    return body, None


def _transfer(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    body = {"unit": "ADV", "to": rng.choice(NATIONS), "state": "opcon", "window": window(rng)}
    return body, None


def _closure(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    subject = "nation:air:" + own(step)
    closed = {"opens": 29_000_000, "closes": rng.randint(29_000_001, 29_000_900)}
    fields = {"subject": subject, "closed": closed, "reason": text(rng, step)}
    return {"table": "closure", "key": f"{subject}@2025-02-19T21:20Z", "fields": fields}, None


def _place(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    """A place under one of two names, so that both sides state the same key."""
    del known
    key = rng.choice(("depot", "KLJ"))
    fields = {
        "id": key, "name": text(rng, step), "nation": own(step), "modes": ["road"],
        "lat_udeg": rng.randint(50_000_000, 60_000_000), "lon_udeg": rng.randint(9, 24) * 1_000_000,
    }  # fmt: skip
    return {"table": "place", "key": key, "fields": fields}, None


def _draft(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None]:
    del known
    return {"title": text(rng, step), "text": text(rng, step)}, None


def _about(noun: str, body: Any = None) -> Maker:
    def make(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None] | None:
        subject = pick(rng, known, noun, step)
        said = {"reason": text(rng, step)} if body is None else body
        return None if subject is None else (dict(said), subject)

    return make


def _anything(rng: random.Random, known: Known, step: Step) -> tuple[Any, str | None] | None:
    there = known.ids(all_of=step.hidden)
    return ({}, rng.choice(there)) if there else None


MAKERS: dict[str, tuple[str, Maker]] = {
    "RequirementStated": ("requirement", _requirement),
    "RequirementCancelled": ("", _about("requirement")),
    "OfferMade": ("contribution", _offer),
    "PledgeMade": ("", _terms),
    "CommitmentMade": ("", _terms),
    "ContributionWithdrawn": ("", _about("contribution")),
    "ConsentRequested": ("consent", _consent),
    "ConsentGranted": ("consent", _consent),
    "ConsentRevoked": ("", _about("consent")),
    "TaskAssigned": ("task", _task),
    "TaskAccepted": ("", _about("task", {})),
    "TaskReported": ("", _about("task", {"note": "half", "percent": 50})),
    "DisputeRaised": ("dispute", _dispute),
    "ProposalTabled": ("proposal", _proposal),
    "DecisionOpened": ("", _opening),
    "ReceiptSigned": ("", _about("proposal", {})),
    "PositionTaken": ("", _position),
    "OrderIssued": ("order", _order),
    "OrderAcknowledged": ("", _about("order", {})),
    "TransferOffered": ("transfer", _transfer),
    "FactStated closure": ("fact", _closure),
    "FactStated place": ("fact", _place),
    "DraftWritten": ("draft", _draft),
    "Acknowledged": ("", _anything),
}
SEEN_BY = ("ltu.ltu", "pol.pol", "staff.staff")
HIDDEN_BY = tuple(HIDDEN_LABELS)


def steps(seed: str, count: int, *, hidden: bool) -> list[Step]:
    """So many acts, decided by the seed; every kind of opening is among them when there are enough."""
    rng = random.Random(seed)
    openings = [kind for kind, (noun, _) in MAKERS.items() if noun]
    kinds = [*rng.sample(openings, min(len(openings), count)), *rng.choices(list(MAKERS), k=count)][
        :count
    ]
    who = HIDDEN_BY if hidden else SEEN_BY
    minutes = sorted(rng.randint(1, 600) for _ in kinds)
    return [
        Step(rng.choice(who), minute, kind, f"{seed} {number}", hidden)
        for number, (minute, kind) in enumerate(zip(minutes, kinds, strict=True))
    ]


def build(data: Path, seen: list[Step], hidden: list[Step], *, before: bool) -> World:
    """The world of the acts; of one minute the hidden come first when `before`, else last."""
    site = crisis_site(data)
    for name in HIDDEN_BY:
        nation = name.partition(".")[0]
        site.turn(name)
        site.add(
            name.replace(".", "-"),
            nation.upper(),
            clearance_up_to("TOP SECRET", nation=nation.upper()),
        )
    people = {}
    for name in (*SEEN_BY, *HIDDEN_BY):
        site.turn(name)
        login = name if name in SEEN_BY else f"{name.replace('.', '-')}.{name.partition('.')[0]}"
        people[name] = site.log_in(login)
    known = Known()
    bodies = people[VIEWER].get("/api/bodies").json["items"]
    wanted = people[VIEWER].get("/api/requirements").json["items"]
    known.seen = {"body": [b["id"] for b in bodies], "requirement": [w["id"] for w in wanted]}
    order = sorted([*seen, *hidden], key=lambda s: (s.minute, s.hidden is not before))
    begin = site.clock.ms
    for step in order:
        site.clock.ms = begin + step.minute * 60_000
        take(site, people[step.who], known, step)
    site.clock.ms = begin + 700 * 60_000
    _order_elsewhere(site, 1 if before else 3)
    for name in HIDDEN_BY:  # whoever sees more warms whatever is kept
        site.turn(name)
        for path in (
            "requirements",
            "consents",
            "history",
            "search?q=fuel",
            "map",
            "forces",
            "notifications",
        ):
            people[name].get(f"/api/{path}")
    site.turn("viewer")
    return World(site, known, people[VIEWER], people["deu.high"], people)


def _order_elsewhere(site: CrisisSite, count: int) -> None:
    """Plans that others have ordered and that are being made."""
    for number in range(count):
        viewer = clearance_up_to("TOP SECRET", nation="DEU")
        job = Job(f"{number:032x}", viewer, Task({}, 0), lambda _: "")
        site.parts.open.desk._jobs[job.id] = job


def take(site: CrisisSite, browser: Browser, known: Known, step: Step) -> None:
    """Say what the step decides; whose it is then stands among what is known."""
    noun, make = MAKERS[step.kind]
    rng = random.Random(step.seed)
    made = make(rng, known, step)
    if made is None:
        return
    body, subject = made
    label = rng.choice(HIDDEN_LABELS[step.who]) if step.hidden else None
    site.turn(f"{'hidden' if step.hidden else 'seen'} {step.who}")
    answer = browser.say(step.kind.partition(" ")[0], body, subject, label)
    if answer.status == 201 and noun:
        group = known.hidden if step.hidden else known.seen
        group.setdefault(noun, []).append(answer.json["subject"])

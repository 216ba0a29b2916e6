"""What the report needs, in plain nouns, so that it depends on no room that thinks.

`operations` fills a `ReportContent` from the book, the judged plan, the explanations and the lanes of
authority. Texts are taken as they are and escaped where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coalition.formats.exports.hedges import HedgeList
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.identity import NationId, ProvisionId, RequirementId
from coalition.model.plan import Plan, Score
from coalition.model.ways import Way


class Verdict(StrEnum):
    """What the judge found: right, right if what is unknown holds, or wrong."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Notice:
    """One breach, doubt or risk: the rule (`R10`), what it is about, words, and the provision if law."""

    rule: str
    subject: str
    text: str
    at: Minute | None = None
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How one requirement ended: when it closed (None: not within the horizon) and how late.

    `late_minutes` is 0 or less when on time. `share_ppm` is the share delivered, in millionths.
    """

    requirement: RequirementId
    closed_at: Minute | None
    late_minutes: int
    share_ppm: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a plan with its reasons, its score and how every requirement ended."""

    verdict: Verdict
    score: Score
    closings: tuple[Closing, ...]
    breaches: tuple[Notice, ...] = ()
    doubts: tuple[Notice, ...] = ()
    risks: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """One link of a chain: the kind of thing that held, which one, in words, and for how long.

    `minutes` is how long this link held beyond the next one; `provision` is set when the link is law.
    """

    kind: str
    subject: str
    text: str
    minutes: int = 0
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a requirement is late or unmet, from its closure back to the root.

    `late_minutes` is None when it never closes. The chain ends with the root.
    """

    requirement: RequirementId
    late_minutes: int | None
    chain: tuple[Cause, ...]
    root: Cause


class StepState(StrEnum):
    """How far a procedure has come: decided in a record, or only estimated."""

    DECIDED = "decided"
    ESTIMATED = "estimated"
    REFUSED = "refused"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class LaneStep:
    """One procedure in a lane: [begins, ends], None where unknown, and the body that decides."""

    procedure: ProvisionId
    body: str
    begins: Minute | None
    ends: Minute | None
    state: StepState
    text: str = ""


@dataclass(frozen=True, slots=True)
class LaneWindow:
    """A stretch [opens, closes) in which the action is permitted, and by which provision."""

    opens: Minute
    closes: Minute
    permission: ProvisionId | None = None


@dataclass(frozen=True, slots=True)
class LaneBar:
    """A stretch [opens, closes) closed by a refusal, prohibition, caveat or lapse."""

    opens: Minute
    closes: Minute
    text: str
    provision: ProvisionId | None = None


@dataclass(frozen=True, slots=True)
class AuthorityLane:
    """One question of law over time: may `actor` do `action` in or with `territory`.

    `finding` is the answer in words (`permitted from`); `missing` names the assents still to come.
    """

    actor: NationId
    action: str
    territory: NationId
    finding: str
    text: str = ""
    detail: str = ""
    """What narrows the question, such as mode or cargo; may be empty."""
    steps: tuple[LaneStep, ...] = ()
    windows: tuple[LaneWindow, ...] = ()
    bars: tuple[LaneBar, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A published number beside the plan's: how far off in percent, whether near enough, and why it differs."""

    says: str
    published: int
    planned: int
    unit: str
    percent: int
    within_percent: int
    near: bool
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Additions:
    """What a report shows only when somebody asked for it.

    `hedges`: what would buy time. `figures`: published numbers a case is set beside, and `remarks` a reader
    of them must know.
    """

    hedges: HedgeList | None = None
    figures: tuple[PublishedFigure, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything one report shows. The published timeline stands in the book.

    `ways` gives the geometry of ways the trips use; a leg without one is drawn as a great circle.
    `note` is one more sentence under the headline, such as the planner's reason to stop.
    """

    book: Book
    plan: Plan
    judgement: Judgement
    explanations: tuple[Explanation, ...] = ()
    lanes: tuple[AuthorityLane, ...] = ()
    ways: tuple[Way, ...] = ()
    note: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """Other files that lie beside the report: name and what it holds."""
    more: Additions = Additions()

"""The command that places stocks before a crisis."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Format, write_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.formats.placed.content import PlacedContent
    from coalition.operations.preposition.preposition_book import PlaceAsked
    from coalition.operations.preposition.terms_asked import TermsAsked
    from coalition.planning.progress import Progress as Shown
    from coalition.prepositioning.effort import Progress

Percent = Annotated[int | None, Parameter(validator=validators.Number(gte=0, lte=100))]
Share = Annotated[int | None, Parameter(validator=validators.Number(gte=0, lte=10_000))]
Hours = Annotated[int | None, Parameter(validator=validators.Number(gte=1, lte=8_784))]


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of response, risk and fairness; each goes before the book's `terms.toml`."""

    within: Annotated[Hours, Parameter(name="--within")] = None
    """Of each need a share comes within so many hours."""
    share: Annotated[Percent, Parameter(name="--share")] = None
    """That share, in percent."""
    excused: Annotated[Percent, Parameter(name="--excused")] = None
    """The chance with which that may fail, in percent."""
    tail: Annotated[Percent, Parameter(name="--tail")] = None
    """Weight of the worst tenth of scenarios (CVaR), in percent."""
    loss: Annotated[Percent, Parameter(name="--loss")] = None
    """Weight of the loss of the worst single site, in percent."""
    fair: Annotated[Share, Parameter(name="--fair")] = None
    """No nation pays more than its share by more percent than this."""
    cover: Annotated[Share, Parameter(name="--cover")] = None
    """Each nation in need has so many percent of its mean need near."""
    cover_hours: Annotated[Hours, Parameter(name="--cover-hours")] = None
    """How near that is."""
    even: Annotated[Share, Parameter(name="--even")] = None
    """What the worst share unmet of any nation costs, in percent of leaving all unmet."""


NOTHING_ASKED = Asked()


def preposition(
    book: Path,
    /,
    *,
    asked: Asked = NOTHING_ASKED,
    sure: Annotated[bool, Parameter(negative="")] = False,
    gap: Annotated[float, Parameter(validator=validators.Number(gte=0, lte=1))] = 0.005,
    time: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    seed: int = 0,
    no_frontier: Annotated[bool, Parameter(negative="")] = False,
    out: Path | None = None,
    format: Format = "table",  # noqa: A002
) -> int:
    """Place stocks before anyone knows the crisis: where, how many, whose, under whose leave.

    Reads the book's `preposition/` tables. A stock its owner may not send, its host does not let go or the
    place in need does not let in counts nothing in that scenario. Examples:
    `coalition preposition cases/northern-stocks`,
    `coalition preposition cases/northern-stocks --within 120 --share 40 --excused 20 --out out/stocks`.

    Parameters
    ----------
    book
        The folder of the book.
    asked
        What is asked of response, risk and fairness.
    sure
        Count nothing that rests on what nobody has stated.
    gap
        Stop within this relative gap of the proven bound.
    time
        Seconds for each decision, by the clock.
    seed
        Parts ties.
    no_frontier
        Leave out the trade-offs between cost now, response and risk.
    out
        A folder for the page, map and pictures, JSON, CSV and GeoJSON.
    format
        How to write the tables.

    """
    from coalition.cli.supply.placed_tables import notes_of, sheets_of
    from coalition.formats.placed.writer import placed_files
    from coalition.formats.whole_write import write_files
    from coalition.operations.preposition.preposition_book import PlaceAsked

    effort = PlaceAsked(gap, time, seed, _terms(asked), sure, not no_frontier)
    content = _placed(book, effort)
    write_sheets(sheets_of(content), format, head={"book": content.title}, notes=notes_of(content))
    if out is not None:
        for path in write_files(out, placed_files(content)):
            if format == "table":
                print(path)
    return 0


def _terms(asked: Asked) -> TermsAsked:
    from coalition.operations.preposition.terms_asked import TermsAsked

    names = {"within": "within_hours", "cover_hours": "cover_hours"}
    terms = {names.get(name, f"{name}_percent"): value for name, value in asdict(asked).items()}
    return TermsAsked(**terms)


def _placed(book: Path, asked: PlaceAsked) -> PlacedContent:
    """The answer in rows; a bar is drawn meanwhile."""
    from coalition.cli.progress import watched
    from coalition.operations.preposition.preposition_book import preposition_book
    from coalition.operations.preposition.told import told

    with watched() as report:
        return told(preposition_book(book, asked=asked, listen=_heard(report)))


def _heard(report: Callable[[Shown], None] | None) -> Callable[[Progress], None]:
    """A listener that hands on to the bar, where there is one."""
    from coalition.planning.progress import Progress as Shown

    def hear(step: Progress) -> None:
        if report is not None:
            report(Shown(step.phase, step.done, step.total))

    return hear

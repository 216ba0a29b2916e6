"""The command that shows the library of instruments that comes with the program."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from coalition.formats.shelf.library_shelf import Shelved
    from coalition.model.law import Need, Provision
    from coalition.operations.law.library_shelf import Bound

Row = tuple[Cell, ...]
What = Literal["list", "show", "check", "caveats", "clearances", "missions"]


def library(
    what: What = "list",
    name: str = "",
    /,
    *,
    on: str = "",
    format: Format = "table",  # noqa: A002
) -> int:
    """Show the instruments of law that come with the program: a list, one of them, or what nobody has checked.

    Examples: `coalition library`, `coalition library show nato-treaty`, `coalition library show national/DEU`,
    `coalition library check`, `coalition library caveats`, `coalition library clearances LTU`,
    `coalition library missions`. Exit code 1 when `check` finds something.

    Parameters
    ----------
    what
        What to show.
    name
        Of `show` the instrument's name or id; of `check` narrows to one; of `clearances` a nation.
    on
        Of `check` the day on which expiry is looked at; default today.
    format
        How to write it.

    """
    if what == "show":
        return _show(name, format)
    if what == "check":
        return _check(name, on, format)
    if what == "list":
        return _list(format)
    return _catalogue(what, name, format)


def _list(form: Format) -> int:
    from coalition.operations.law.library_shelf import list_shelf

    shelf = list_shelf()
    heads = ("name", "id", "title", "kind", "parties", "in_force", "provisions", "checked", "share_percent",
             "fictional", "source")  # fmt: skip
    rows = []
    for one in shelf:
        own = one.instrument
        checked = sum(provision.checked for provision in own.provisions)
        share = 100 * checked // len(own.provisions) if own.provisions else 0
        rows.append((
            one.name, own.id, own.title, own.kind, len(_parties(one)), _life(one),
            len(own.provisions), checked, share, own.fictional, own.provenance.source,
        ))  # fmt: skip
    shown = ("name", "title", "kind", "parties", "in_force", "provisions", "checked", "source")
    provisions = [p for one in shelf for p in one.instrument.provisions]
    checked = sum(provision.checked for provision in provisions)
    note = (
        f"{len(shelf)} instruments, {len(provisions)} provisions, "
        f"{checked} checked ({100 * checked // len(provisions)} %)"
    )
    listed = _by_file(rows) if form == "table" else tuple(rows)
    write_sheets([Sheet("instruments", "the library", heads, listed, shown)], form, notes=[note])
    return 0


def _by_file(rows: Sequence[Row]) -> tuple[Row, ...]:
    """One row a file: of a file that holds a text for each of many nations, their sums."""
    from itertools import groupby

    found = []
    for name, group in groupby(rows, key=lambda row: row[0]):
        texts = list(group)
        first, many = list(texts[0]), len(texts)
        if many > 1:
            first[2] = f"{str(first[2]).rpartition(', ')[0]}: {many} nations"
            for place in (4, 6, 7):
                first[place] = sum(int(str(row[place])) for row in texts)
        found.append((name, *first[1:]))
    return tuple(found)


def _show(name: str, form: Format) -> int:
    from coalition.operations.law.library_shelf import akn_of, find_shelved

    one = find_shelved(name)
    own = one.instrument
    heads = ("provision", "article", "kind", "text", "requires", "takes", "akn", "confidence", "checked",
             "source")  # fmt: skip
    rows = tuple(
        (
            p.id, p.article, str(p.kind), p.text, _need(p.requires), _length(p), akn_of(own, p),
            str(p.provenance.confidence), p.checked,
            p.provenance.source or own.provenance.source,
        )
        for p in own.provisions
    )  # fmt: skip
    if form == "table":
        _read_out(one)
        return 0
    write_sheets([Sheet("provisions", own.title, heads, rows)], form, head=_head(one))
    return 0


def _read_out(one: Shelved) -> None:
    """The instrument as a text: its head, then each provision with its identifier and source."""
    from rich.console import Console
    from rich.text import Text

    from coalition.operations.law.library_shelf import akn_of

    own = one.instrument
    console = Console(highlight=False)
    console.print(Text(own.title, style="bold"))
    for key, value in _head(one).items():
        if key == "bound_from":
            continue
        if key == "parties":
            _read_out_parties(console, one)
        elif value:
            console.print(f"  {key.replace('_', ' ')}: {_joined(value)}", markup=False)
    for p in own.provisions:
        mark = "checked" if p.checked else f"not checked ({p.provenance.confidence})"
        console.print(Text.assemble((f"\n{p.id}", "bold"), f"  {p.article}, {p.kind}, {mark}"))
        needs = f"requires {_need(p.requires)}" if _need(p.requires) else ""
        takes = f"takes {_length(p)}" if _length(p) else ""
        lines = (p.text, _scope(p), needs, takes, akn_of(own, p), p.provenance.source)
        for line in lines:
            if line:
                console.print(f"  {line}", markup=False, soft_wrap=True)


def _read_out_parties(console: Console, one: Shelved) -> None:
    from coalition.operations.law.library_shelf import dates_of

    console.print(f"  parties: {len(_parties(one))}, bound from", markup=False)
    for line in map(_bound, dates_of(one.instrument)):
        console.print(f"    {line}", markup=False, soft_wrap=True)


def _bound(bound: Bound) -> str:
    """The days, the nations, and in brackets where that stands, when somebody says so."""
    said = f"{bound.days}: {', '.join(bound.nations)}"
    where = bound.provenance
    return f"{said} [{where.source}, {where.confidence}]" if where.source else said


def _scope(provision: Provision) -> str:
    """Who may or must do what, where and when, in a few words."""
    scope = provision.scope
    parts = (
        ("who", scope.actors), ("does", scope.actions), ("where", scope.territories),
        ("by", scope.modes), ("to whom", scope.beneficiaries), ("tasks", scope.tasks),
        ("cargo", ("any",) if scope.any_cargo else scope.cargo),
        ("limits", tuple(f"{name} {number}" for name, number in provision.limits.stated.items())),
    )  # fmt: skip
    said = [f"{word}: {', '.join(map(str, names))}" for word, names in parts if names]
    tests = (" and ".join(f"{t.fact} is {t.wanted}" for t in one) for one in provision.conditions)
    when = " or ".join(tests)
    return "; ".join((*said, f"when {when}")) if when else "; ".join(said)


def _head(one: Shelved) -> dict[str, Cell]:
    from coalition.measure.instants import write_day
    from coalition.operations.law.library_shelf import dates_of

    own = one.instrument
    reserved = [
        f"{p.nation}: {', '.join(sorted(p.reservations))}" for p in own.parties if p.reservations
    ]
    renewal = (
        "" if own.renewal.kind == "none" else f"{own.renewal.kind}, every {own.renewal.years} years"
    )
    return {
        "name": one.name, "id": own.id, "kind": own.kind, "version": own.version, "work": own.work,
        "signed": "" if own.signed is None else write_day(own.signed), "in_force": _life(one),
        "renewal": renewal, "position": f"{own.variant_of}={own.position}" if own.variant_of else "",
        "parties": _parties(one), "bound_from": tuple(map(_bound, dates_of(own))), "reservations": reserved,
        "source": f"{own.provenance.source}, {own.provenance.date} ({own.provenance.confidence})",
    }  # fmt: skip


def _joined(value: Cell) -> str:
    return str(value) if isinstance(value, str | int) or value is None else ", ".join(value)


def _parties(one: Shelved) -> tuple[str, ...]:
    from coalition.operations.law.library_shelf import parties_of

    return parties_of(one.instrument)


def _life(one: Shelved) -> str:
    from coalition.measure.instants import write_day
    from coalition.operations.law.library_shelf import ends_of

    ends = ends_of(one.instrument)
    begins = write_day(one.instrument.in_force.opens)
    return begins if ends is None else f"{begins} to {write_day(ends)}"


def _need(need: Need) -> str:
    from coalition.model.law import AllOf, Step

    if isinstance(need, Step):
        return need.procedure.partition("/")[2]
    word = " and " if isinstance(need, AllOf) else " or "
    return word.join(_need(part) for part in need.parts)


def _length(provision: Provision) -> str:
    if not provision.body:
        return ""
    length = provision.duration
    numbers = dict.fromkeys((length.least, length.likely, length.most))
    told = " / ".join("?" if number is None else str(number) for number in numbers)
    return f"{told} {length.unit}, {provision.body}"


def _check(name: str, on: str, form: Format) -> int:
    from coalition.errors import Fault, InputError
    from coalition.measure.instants import minute_of, parse_instant
    from coalition.operations.law.library_shelf import Remark, check_shelf, find_shelved

    try:
        at = parse_instant(on) if on else minute_of(datetime.now(UTC))
    except ValueError as error:
        raise InputError([Fault("--on", "bad-date", str(error), "write 2026-11-01")]) from None
    only = find_shelved(name).name if name else ""
    found = [one for one in check_shelf(at) if only in ("", one.name)]
    heads = ("finding", "name", "provision", "what", "source")
    rows = tuple((str(f.remark), f.name, f.provision, f.text, f.source) for f in found)
    counts = ", ".join(f"{r}: {sum(f.remark is r for f in found)}" for r in Remark)
    shown = ("finding", "provision", "what", "source")
    write_sheets(
        [Sheet("findings", "what to look at again", heads, rows, shown)], form, notes=[counts]
    )
    return 1 if found else 0


def _catalogue(what: str, name: str, form: Format) -> int:
    from coalition.operations.law.library_shelf import catalogued, clearances

    found = clearances(name) if what == "clearances" else catalogued(what)
    heads = tuple(found[0])
    rows = tuple(tuple(row[head] for head in heads) for row in found)
    hidden = ("note", "source_date", "confidence", "from")
    shown = tuple(head for head in heads if head not in hidden)
    titles = {
        "caveats": "kinds of national caveat",
        "clearances": "what clearance takes",
        "missions": "missions and operations of the European Union (CSDP)",
    }
    write_sheets([Sheet(what, titles[what], heads, rows, shown)], form, notes=[f"{len(rows)} rows"])
    return 0

"""The commands that speak of labels: their words, whether they are right, who may see, in another policy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

if TYPE_CHECKING:
    from coalition.formats.labels.labels import LabelDocument
    from coalition.labels.label import Clearance
    from coalition.labels.policy import Policy

Policies = Annotated[
    tuple[Path, ...], Parameter(name="--policy", consume_multiple=False, negative="")
]

label = App(
    name="label",
    help="""Work with confidentiality labels: mark, check, may-see, translate, bind, policy.

A label file is STANAG 4774 XML, a binding or sidecar of STANAG 4778, a numbered label of the spiffing
library, BER of the Enhanced Security Services, or JSON as the record keeps it. Policies are SPIF files, given
with `--policy` as often as needed; a fictional alliance's (`ALLIANCE`) and the Traffic Light Protocol 2.0
(`TLP`) come with the program.

Examples: `coalition label policy ALLIANCE --words`, `coalition label mark label.xml --lang fr`.
""",
    help_format="markdown",
)


@label.command
def mark(
    file: Path,
    /,
    *,
    policy: Policies = (),
    lang: str = "en",
    place: str = "",
) -> int:
    """Print a label's marking in its policy's own words: page top and bottom, and for a portion.

    Examples: `coalition label mark label.xml`, `coalition label mark label.xml --lang fr`,
    `coalition label mark label.xml --policy nato.xml --place portionMarking`.

    Parameters
    ----------
    file
        The label.
    policy
        A policy (SPIF XML); repeat for several.
    lang
        Language tag, like `en`, `fr` or `fr-CA`.
    place
        One place alone, like `pageTop`, `portionMarking` or `subject`; default the page and the portion.

    """
    from coalition.labels import marking

    document, known = _read(file, policy)
    one = document.label
    if place:
        from coalition.labels.policy import PLACES

        _choose(place, PLACES, "--place")
        print(marking.mark(known, one, language=lang, place=place))
        return 0
    top, bottom = marking.page_marks(known, one, language=lang)
    if top == bottom:
        print(f"page     {top}")
    else:
        print(f"top      {top}\nbottom   {bottom}")
    print(f"portion  {marking.portion_mark(known, one, language=lang)}")
    return 0


@label.command
def check(file: Path, /, *, policy: Policies = (), on: str = "", new: bool = False) -> int:
    """Check a label against its policy and say everything that is wrong. Exit code 1 when anything is.

    Examples: `coalition label check label.xml --policy nato.xml`, `coalition label check label.xml --new`.

    Parameters
    ----------
    file
        The label.
    policy
        A policy (SPIF XML); repeat for several.
    on
        Day of use (`2026-11-28`) against which validity is held; default none.
    new
        Whether the label is being made now, so that what is obsolete is wrong too.

    """
    from rich.console import Console

    from coalition.cli.show import show_faults
    from coalition.labels.check import check_label
    from coalition.labels.marking import mark as words

    document, known = _read(file, policy)
    faults = check_label(known, document.label, on=on, new=new)
    console = Console(soft_wrap=True, highlight=False)
    if faults:
        show_faults(console, faults)
        return 1
    console.print(f"right under {known.name}: {words(known, document.label)}", markup=False)
    for note in _notes(document):
        console.print(f"note: {note}", style="dim", markup=False)
    return 0


@label.command(name="may-see")
def may_see(
    file: Path,
    /,
    *,
    clearance: Path | None = None,
    nation: str = "",
    cleared: str = "",
    holds: Annotated[tuple[str, ...], Parameter(consume_multiple=False, negative="")] = (),
    policy: Policies = (),
) -> int:
    """Ask whether a viewer may see what bears a label, with every reason. Exit code 1 when it may not.

    Examples: `coalition label may-see label.xml --clearance clearance.xml --policy nato.xml`,
    `coalition label may-see label.xml --nation DEU --cleared SECRET --holds "Additional Sensitivity=CRYPTO"`.

    Parameters
    ----------
    file
        The label.
    clearance
        The viewer's clearance (XML or JSON).
    nation
        The nation the viewer acts for (ISO alpha-3).
    cleared
        Instead of a file: the highest classification held.
    holds
        Instead of a file: a value held, like `TAG=VALUE`; repeat for several.
    policy
        A policy (SPIF XML); repeat for several.

    """
    from coalition.formats.labels import read_clearance_file, read_policies
    from coalition.labels.decision import may_see as decide

    known = read_policies(policy)
    document, own = _read_under(file, known)
    if clearance is not None:
        viewer = read_clearance_file(clearance, known, nation=nation)
    else:
        viewer = _viewer(own, cleared, holds, nation)
    decision = decide(own, viewer, document.label)
    print("yes" if decision.allowed else f"no, by the rule of {', '.join(decision.rules)}")
    for reason in decision.reasons:
        print(f"  {reason}")
    return 0 if decision.allowed else 1


@label.command
def translate(file: Path, /, *, to: str, policy: Policies = (), out: Path | None = None) -> int:
    """Say a label in the words of another policy, as the policies' equivalences have it.

    The original is never replaced: what is written is an alternative label to stand beside it. Refused (exit
    code 2) when a word that restricts has no equivalent. Example:
    `coalition label translate label.xml --to TLP --policy tlpx.xml --policy tlp.xml`.

    Parameters
    ----------
    file
        The label.
    to
        Name or id of the policy to translate to.
    policy
        A policy (SPIF XML); repeat for several.
    out
        Where to write the alternative label (STANAG 4774 XML).

    """
    from coalition.formats.labels import LabelDocument, read_policies, write_label
    from coalition.labels.equivalence import translate as into
    from coalition.labels.marking import mark as words

    known = read_policies(policy)
    document, own = _read_under(file, known)
    target = _policy_called(to, known)
    translation = into(own, target, document.label)
    print(f"{words(own, document.label)}\n{words(target, translation.label)}")
    for sentence in translation.left_behind:
        print(f"  left behind: {sentence}")
    if out is not None:
        alternative = LabelDocument(
            translation.label, "alternative", document.created or _now(), document.review
        )
        out.write_bytes(write_label(alternative, target))
        print(f"written: {out}")
    return 0


@label.command
def bind(
    data: Path, /, *, file: Annotated[Path, Parameter(name="--label")], policy: Policies = ()
) -> int:
    """Bind a label to a file by a sidecar beside it, `NAME.bdo` (STANAG 4778). The sidecar is not signed.

    Example: `coalition label bind plan.xlsx --label label.xml`.

    Parameters
    ----------
    data
        The file that is labelled.
    file
        The label.
    policy
        A policy (SPIF XML); repeat for several.

    """
    from dataclasses import replace

    from coalition.formats.labels.binding import SIDECAR_SUFFIX, sidecar_reference, write_binding

    if not data.is_file():
        from coalition.errors import Fault, InputError

        message = "there is no such file to bind a label to"
        raise InputError([Fault(str(data), "missing-file", message, "mend the path")])
    document, known = _read(file, policy)
    dated = replace(document, created=document.created or _now())
    sidecar = data.with_name(data.name + SIDECAR_SUFFIX)
    sidecar.write_bytes(write_binding([dated], [known], [sidecar_reference(data.name)]))
    print(f"written: {sidecar}")
    return 0


@label.command(name="policy")
def show_policy(
    name: str = "ALLIANCE",
    /,
    *,
    policy: Policies = (),
    words: bool = False,
) -> int:
    """Print a policy as SPIF XML, or the words it knows, for those who write labels.

    Examples: `coalition label policy ALLIANCE --words`, `coalition label policy TLP > tlp.xml`.

    Parameters
    ----------
    name
        Name or id of a policy.
    policy
        A policy (SPIF XML); repeat for several.
    words
        A list of the words instead of XML.

    """
    from coalition.formats.labels import read_policies, write_policy

    found = _policy_called(name, read_policies(policy))
    if words:
        print(_words_of(found), end="")
    else:
        print(write_policy(found, created=_now_general(), author="coalition").decode(), end="")
    return 0


def _read(file: Path, policy: tuple[Path, ...]) -> tuple[LabelDocument, Policy]:
    """The label and its policy. Raises InputError."""
    from coalition.formats.labels import read_policies

    return _read_under(file, read_policies(policy))


def _read_under(file: Path, known: tuple[Policy, ...]) -> tuple[LabelDocument, Policy]:
    from coalition.formats.labels import read_label_file

    document = read_label_file(file, known)
    return document, _policy_called(document.label.policy, known)


def _policy_called(name: str, known: tuple[Policy, ...]) -> Policy:
    """The policy of that name or id. Raises InputError with those that are known."""
    from coalition.errors import Fault, InputError
    from coalition.formats.labels.words import find_policy

    found = find_policy(known, name=name) or find_policy(known, identifier=name)
    if found is None:
        names = ", ".join(policy.name for policy in known)
        raise InputError(
            [Fault("--to", "unknown-policy", f"no policy `{name}`", f"known: {names}")]
        )
    return found


def _viewer(policy: Policy, cleared: str, holds: tuple[str, ...], nation: str) -> Clearance:
    """A clearance from the command line. Raises InputError, all faults at once."""
    from coalition.errors import Fault, InputError
    from coalition.labels.label import Category, Clearance

    faults: list[Fault] = []
    top = policy.find_classification(cleared)
    if cleared and top is None:
        known = ", ".join(c.name for c in policy.classifications)
        message = f"{policy.name} has no classification `{cleared}`"
        faults.append(Fault("--cleared", "unknown-in-policy", message, f"known: {known}"))
    held: dict[str, list[str]] = {}
    for text in holds:
        name, _, value = text.partition("=")
        if policy.find_value(name, value) is None:
            message = f"{policy.name} has no `{text}`"
            faults.append(Fault("--holds", "unknown-in-policy", message, "write TAG=VALUE"))
        held.setdefault(name, []).append(value)
    if faults:
        raise InputError(faults)
    below = [c.name for c in policy.classifications if top and c.hierarchy <= top.hierarchy]
    categories = (
        Category(tag.name, tag.kind, tuple(held[tag.name]))
        for tag in policy.tags
        if tag.name in held
    )
    return Clearance(policy.name, tuple(below), tuple(categories), nation)


def _choose(word: str, known: tuple[str, ...], where: str) -> None:
    """Raises InputError when the word is not one of those known."""
    from coalition.errors import Fault, InputError

    if word not in known:
        hint = f"one of: {', '.join(known)}"
        raise InputError([Fault(where, "bad-choice", f"`{word}` is no place of a marking", hint)])


def _notes(document: LabelDocument) -> list[str]:
    """What ADatP-4774 asks of a label's document beyond its policy, as far as it is absent."""
    notes = []
    if not document.created:
        notes.append("it does not say when it was made (CreationDateTime)")
    if not document.review:
        notes.append("it does not say when it is to be reviewed (ReviewDateTime)")
    if not document.label.originators:
        notes.append("it does not name the nations it is from, so nobody passes as its originator")
    return notes


def _words_of(policy: Policy) -> str:
    """The classifications and the values of each tag, a paragraph each."""
    from textwrap import fill

    def paragraph(head: str, names: list[str]) -> str:
        return (
            f"{head}\n{fill(', '.join(names), 100, initial_indent='  ', subsequent_indent='  ')}\n"
        )

    levels = sorted(policy.classifications, key=lambda level: level.hierarchy)
    text = f"{policy.name}  {policy.identifier}\n"
    text += paragraph("Classification, lowest first", [level.name for level in levels])
    for tag in policy.tags:
        text += paragraph(f"{tag.name} ({tag.kind})", [value.name for value in tag.values])
    return text


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _now_general() -> str:
    return datetime.now(UTC).strftime("%Y%m%d%H%M%SZ")

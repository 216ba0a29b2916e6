"""The commands about a record: verify, export, backup, restore, reconcile, prepare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

if TYPE_CHECKING:
    from coalition.record.auditing.findings import Report

EXIT_LACKS = 1
EXIT_BROKEN = 3
_SHOWN = 20
_MANY = 20_000

Location = Annotated[str, Parameter(help="An SQLite file or a `postgresql://` URL.")]
Keys = Annotated[
    Path | None, Parameter(help="The folder of keys; `keys` beside the record unless told.")
]
Known = Annotated[
    tuple[Path, ...],
    Parameter(
        help="Files of checkpoints known outside: journals, or bundles that peers hold.",
        negative=(),
    ),
]

NewEpoch = Annotated[
    bool,
    Parameter(
        help="Begin anew without what lacks, signed by the root keys in `keys/roots`.", negative=()
    ),
]
Bundle = Annotated[
    Path | None, Parameter(help="The file to write; without it the streams are listed.")
]
Wishes = Annotated[
    str,
    Parameter(help="`ORIGIN/AUDIENCE` for a whole stream, `ORIGIN/AUDIENCE:INDEX` for one entry."),
]


def app() -> App:
    """The group `coalition record`."""
    group = App(name="record", help="Verify, export, back up and restore the signed record.")
    for command in (verify, export, backup, restore, reconcile, prepare):
        group.command(command)
    return group


def verify(location: Location, /, *, keys: Keys = None, known: Known = ()) -> int:
    """Check every entry, signature, tree and checkpoint, and name the first row that is wrong.

    Works beside a program that writes the record. Exit code 3 when something does not verify.
    Example: `coalition record verify room/record.sqlite --known peer.jsonl`
    """
    import os
    from concurrent.futures import ProcessPoolExecutor

    from coalition.record.auditing.audit import Trust, audit
    from coalition.record.carriage.sources import open_source
    from coalition.record.journal import read_journal, read_known
    from coalition.record.opening import journal_of
    from coalition.record.signing.key_files import load_public

    roster, node = load_public(_keys(location, keys))
    journal = journal_of(location)
    own, end = read_journal(journal, roster)
    files = [*known, *([journal] if journal is not None and end else [])]
    trust = Trust(
        roster, node, tuple(one for file in known for one in read_known(file, roster)) + tuple(own)
    )
    with open_source(location) as source, ProcessPoolExecutor(os.cpu_count()) as processes:
        many = source.reader.end()[0] > _MANY
        report = audit(source, trust, executor=processes if many else None)
    _show(report, files)
    return EXIT_BROKEN if report.findings else 0


def export(location: Location, bundle: Bundle = None, /, *wishes: Wishes) -> None:
    """Write streams or single entries to a bundle that verifies without this program.

    A bundle holds nothing of other streams. Check it with `python offline_verifier.py BUNDLE`, the one file
    `coalition/record/offline_verifier.py`.
    Example: `coalition record export room/record.sqlite out.jsonl DEU/members FRA/members:12`
    """
    from coalition.record.carriage.exporting import export_bundle, read_wish, stream_sizes

    if bundle is None or not wishes:
        for name, size in stream_sizes(location):
            print(f"{name} {size}")
        return
    entries = export_bundle(location, bundle, [read_wish(wish) for wish in wishes])
    print(f"wrote {bundle}: {entries} entries; check it with offline_verifier.py")


def backup(location: Location, file: Path, /) -> None:
    """Copy the record into one file while it is written. The way back is `coalition record restore`.

    Example: `coalition record backup room/record.sqlite monday.db`
    """
    from coalition.record.carriage.backing_up import back_up

    print(f"wrote {file}: {back_up(location, file)} entries")


def restore(
    copy: Location,
    target: Location,
    /,
    *,
    keys: Keys = None,
    known: Known = (),
    new_epoch: NewEpoch = False,
) -> int:
    """Lay a copy down as a record, after its audit, and let it sign when nothing is known to lack.

    An old copy that simply went on would sign other entries for places it signed before. So it signs
    nothing until it was compared with checkpoints known outside (its journal, `--known`), or begins a
    new epoch. Exit code 1 when it may lack entries. Example: `coalition record restore monday.db
    room/record.sqlite --known peer.jsonl`
    """
    from coalition.record.auditing.audit import Trust
    from coalition.record.carriage.restoring import lay_down
    from coalition.record.signing.key_files import load_public

    entries = lay_down(copy, target, Trust(*load_public(_keys(target, keys))))
    print(f"laid down {entries} entries at {target}")
    return reconcile(target, keys=keys, known=known, new_epoch=new_epoch)


def reconcile(
    target: Location, /, *, keys: Keys = None, known: Known = (), new_epoch: NewEpoch = False
) -> int:
    """Compare a restored record with checkpoints known outside, and let it sign when nothing lacks.

    Exit code 1 when it may lack entries.
    Example: `coalition record reconcile room/record.sqlite --known peer.jsonl`
    """
    from coalition import bootstrap
    from coalition.record.carriage.restoring import reconcile as compare
    from coalition.record.commits.commit import Hands
    from coalition.record.journal import read_known
    from coalition.record.signing.key_files import load_keyring, save_keyring
    from coalition.record.storage.port import pass_by

    folder = _keys(target, keys)
    keyring = load_keyring(folder)
    hands = Hands(keyring, bootstrap.random_bytes, bootstrap.record_now, pass_by)
    lines = [one for file in known for one in read_known(file, keyring.roster)]
    save = (lambda renewed: save_keyring(renewed, folder)) if new_epoch else None
    restored = compare(target, hands, lines, save_new_epoch=save)
    for lack in restored.lacks:
        told = (
            "nothing is known of it outside"
            if lack.known is None
            else f"{lack.known} were acknowledged"
        )
        print(f"{lack.stream}: {lack.here} entries here; {told}")
    if restored.lacks:
        print(
            "it signs nothing yet: bring newer checkpoints with --known, or begin anew with --new-epoch"
        )
        return EXIT_LACKS
    if restored.epochs:
        print(
            f"began a new epoch: {', '.join(restored.epochs)}; send `{folder / 'roster.json'}` to every peer"
        )
    print(f"{restored.entries} entries; the record signs again")
    return 0


def prepare(administrator: str, /) -> None:
    """Make or renew roles and tables in PostgreSQL; the program itself connects as `coalition_record_app`.

    The URL given here is that of a role that may create roles and schemas; it is used for nothing else.
    Example: `coalition record prepare postgresql://postgres@/coalition`
    """
    from coalition.record.storage.postgres.connecting import prepare_postgres

    prepare_postgres(administrator)
    print(
        "ready; give the role `coalition_record_app` a way to log in, and use it in the URL of the record"
    )


def _keys(location: str, keys: Path | None) -> Path:
    if keys is not None:
        return keys
    return (
        Path.cwd() if location.startswith("postgres") else Path(location).absolute().parent
    ) / "keys"


def _show(report: Report, files: list[Path]) -> None:
    """What was looked at, what was found, and what could not be known."""
    gone = f", {report.redacted} redacted" if report.redacted else ""
    print(f"{report.entries:,} entries in {report.streams} streams{gone}")
    if files:
        print(f"compared with what is known outside: {', '.join(map(str, files))}")
    else:
        print(
            "nothing known outside: a record rolled back or told anew with the right keys would look the same"
        )
    found = sorted(report.findings)
    for finding in found[:_SHOWN]:
        print(finding)
    if len(found) > _SHOWN:
        print(f"... and {len(found) - _SHOWN:,} more")
    print(f"does NOT verify; first bad row: {found[0].position}" if found else "verified")

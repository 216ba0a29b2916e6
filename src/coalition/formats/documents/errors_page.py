"""`docs/reference/errors.md`: every stable fault code of the readers."""

from __future__ import annotations

from coalition.formats.faults import CODES

_HEAD = """\
# Faults

Whatever is read is checked whole: all faults of all files come at once, each as
`place: code: message (hint: mend)`. Places read `file:line` in TOML, `file:row N, column NAME` in tables (the
head is row 1, rows count as a spreadsheet shows them; in a workbook `file[sheet]:row N, column NAME`), and a
dotted path like `trips[3].stops[1].arrive` in plans.

Codes are stable: programs may rely on them. Codes of what the judge finds stand in
`docs/reference/verdicts.md`; infeasible, late and unknown are results, not faults.

This page is made by `scripts/write_reference.py`.

| code | what it means | mend |
|---|---|---|
"""


def errors_page() -> str:
    """The whole page."""
    rows = [f"| `{code}` | {meaning} | {mend} |" for code, (meaning, mend) in sorted(CODES.items())]
    return _HEAD + "\n".join(rows) + "\n"

"""Commands on books: write a new one, check it, turn its tables into a workbook and back, schemas."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console


def new(folder: Path, /) -> int:
    """Write a small, commented, fictional book that plans as it is.

    Example: `coalition new my-book` then `coalition plan my-book --out out/my-book`

    Parameters
    ----------
    folder
        Where to write it; must be absent or empty.

    """
    from coalition.formats.new_book import new_book

    new_book(folder)
    Console().print(
        f"wrote {folder}; next: [bold]coalition check {folder}[/], "
        f"then [bold]coalition plan {folder} --out out/{folder.name}[/]"
    )
    return 0


def check(book: Path, /) -> int:
    """Name every fault of a book at once: file, line or row and column, code, mend.

    Example: `coalition check cases/ebola-2014`

    Parameters
    ----------
    book
        The folder of the book, or a workbook written by `convert`.

    """
    from coalition.cli.show import show_faults
    from coalition.formats.book_reader import check_book

    console = Console(soft_wrap=True, highlight=False)
    faults = check_book(book)
    if faults:
        show_faults(console, faults)
        return 1
    console.print(f"{book}: no faults")
    return 0


def convert(source: Path, target: Path, /) -> int:
    """Turn a book's tables into one XLSX workbook, or a workbook back into tables, without loss.

    Examples: `coalition convert my-book my-book.xlsx` and `coalition convert my-book.xlsx my-book`

    Parameters
    ----------
    source
        A book's folder or a workbook.
    target
        A workbook (ends in .xlsx) or a book's folder.

    """
    from coalition.errors import Fault, InputError
    from coalition.formats.book_workbook import book_to_workbook, workbook_to_book

    if target.suffix.lower() == ".xlsx":
        book_to_workbook(source, target)
    elif source.suffix.lower() == ".xlsx":
        workbook_to_book(source, target)
    else:
        hint = "coalition convert BOOK FILE.xlsx, or coalition convert FILE.xlsx BOOK"
        raise InputError([Fault("convert", "no-workbook", "one side must end in .xlsx", hint)])
    Console().print(f"wrote {target}")
    return 0


def schema(folder: Path, /) -> int:
    """Write the JSON Schemas of the book's TOML files, of news, of plan.json and of changes.json.

    Example: `coalition schema schemas/`

    Parameters
    ----------
    folder
        Where to write them; made when absent.

    """
    from coalition.formats.schemas import write_schemas

    for path in write_schemas(folder):
        Console().print(f"wrote {path}")
    return 0

"""Renews the generated parts of `docs/reference`: run it after a change of `formats.schema` or a fault code."""

from __future__ import annotations

from pathlib import Path

from coalition.formats.documents.reference import reference_pages

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"


def main() -> None:
    """Write every page that is not current, and name it."""
    for path, text in reference_pages(REFERENCE).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(REFERENCE))


if __name__ == "__main__":
    main()

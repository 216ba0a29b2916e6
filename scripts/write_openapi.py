"""Write `docs/reference/openapi.json` anew from the routes; `--check` only says whether it is current."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from coalition.server.document import interface_document

FILE = Path(__file__).parents[1] / "docs" / "reference" / "openapi.json"


def text() -> str:
    """The document as it is kept."""
    return json.dumps(interface_document(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> int:
    """0 when the file is current, or was made so."""
    current = FILE.is_file() and FILE.read_text(encoding="utf-8") == text()
    if not current and "--check" not in sys.argv:
        FILE.write_text(text(), encoding="utf-8")
        return 0
    return 0 if current else 1


if __name__ == "__main__":
    raise SystemExit(main())

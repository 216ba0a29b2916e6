"""Text that no spreadsheet takes for a formula (OWASP ASVS 5.0, 1.2.10)."""

from __future__ import annotations

from functools import lru_cache

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@lru_cache(maxsize=1 << 16)
def safe_text(text: str) -> str:
    """The text, with `'` before it when a spreadsheet would take it for a formula; NUL removed."""
    clean = text.replace("\0", "")
    return f"'{clean}" if clean.startswith(_STARTS_FORMULA) else clean

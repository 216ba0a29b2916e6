"""Which answers are compressed (gzip): the files of the client, and nothing that anybody said.

The rule: one compressed answer never holds both what one person may write and what another keeps to itself. Its
length would tell, letter by letter, how alike the two are: whoever can put text into a page that others read,
and see how long their answers are on the wire, reads what stands beside it (BREACH, 2013; CRIME before it).
Here that is no remote case: every nation writes titles and notes into the lists of its partners, beside what
those partners hold for themselves; a list of one label is no way out, for its rows name objects of others.
The session's answer holds the token against forgery. So answers of the interface are left as they are. The
client's files are the same for everybody and hold no secret.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

KINDS = frozenset({".js", ".css", ".html", ".svg", ".json", ".txt", ".map"})
BYTES_MIN = 1_000
_LEVEL = 6


def takes_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` (RFC 9110, 12.5.3) takes gzip; one that says nothing of it does not."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def compressed(file: Path) -> bytes | None:
    """The bytes of a file of the client, compressed; None when it gains nothing by that."""
    told = file.stat()
    if file.suffix not in KINDS or told.st_size < BYTES_MIN:
        return None
    return _compressed(file, told.st_mtime_ns)


@lru_cache(maxsize=256)
def _compressed(file: Path, _changed: int) -> bytes | None:
    whole = file.read_bytes()
    packed = gzip.compress(whole, _LEVEL, mtime=0)
    return packed if len(packed) < len(whole) else None

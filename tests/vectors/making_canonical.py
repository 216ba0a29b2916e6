"""Writes `canonical.json`: texts that are canonical bytes, and twins of them that are not.

python tests/vectors/making_canonical.py
"""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).with_name("canonical.json")

GOOD = [
    b"{}", b"[]", b'""', b"0", b"-1", b"9007199254740991", b"-9007199254740991", b"null", b"true", b"false",
    b'{"a":1,"b":[1,2,{"c":null}]}', '"é"'.encode(), '"e\u0301"'.encode(), '"\U0001f6a2"'.encode(),
    b'{"A":1,"a":1}', b'"\\u0000\\b\\n\\"\\\\/\x7f"', '"\u2028"'.encode(), b'{"":0}', b"[" * 60 + b"]" * 60,
]  # fmt: skip

BAD = {
    "a key twice": b'{"a":1,"a":2}',
    "a key twice, one escaped": b'{"a":1,"\\u0061":1}',
    "a key twice, deeper": b'[{"a":{"b":1,"b":1}}]',
    "keys out of order": b'{"b":1,"a":1}',
    "NaN": b"NaN",
    "NaN inside": b'{"a":NaN}',
    "infinity": b"Infinity",
    "minus infinity": b"-Infinity",
    "a number too large for a float": b"1e400",
    "a float": b"1.5",
    "a float that is whole": b"1.0",
    "an exponent": b"1e2",
    "minus zero": b"-0",
    "a leading zero": b"01",
    "a plus": b"+1",
    "2**53": b"9007199254740992",
    "minus 2**53": b"-9007199254740992",
    "thirty digits": b"123456789012345678901234567890",
    "a space": b'{"a": 1}',
    "a newline after": b"1\n",
    "a byte order mark": b"\xef\xbb\xbf1",
    "an escape that is not needed": b'"\\u0041"',
    "a slash escaped": b'"\\/"',
    "an escape in capitals": b'"\\u001F"',
    "a letter written as two escapes": b'"\\ud83d\\udea2"',
    "half of a pair": b'"\\ud83d"',
    "a raw control character": b'"\x01"',
    "text that is not UTF-8": b'"\xff"',
    "an overlong form": b'"\xc0\xaf"',
    "a surrogate in UTF-8": b'"\xed\xa0\x80"',
    "a key that is not ASCII": '{"\u00e9":1}'.encode(),
    "a key in full-width letters": '{"\uff41":1}'.encode(),
    "a key with a Cyrillic twin": '{"l\u0430bel":1}'.encode(),
    "two values": b"1 2",
    "a comma too many": b"[1,]",
    "a comment": b"1/**/",
    "single quotes": b"'a'",
    "nothing": b"",
    "cut short": b'{"a":1',
    "UTF-16": '{"a":1}'.encode("utf-16-le"),
    "nested 65 deep": b"[" * 65 + b"]" * 65,
    "nested 100,000 deep": b"[" * 100_000,
}


def text() -> str:
    """The file."""
    good = [
        {"name": f"good {n}", "bytes": data.hex(), "accept": True} for n, data in enumerate(GOOD)
    ]
    bad = [
        {
            "name": name,
            "bytes": data[:200].hex(),
            "repeat": max(1, len(data) // 200),
            "accept": False,
        }
        for name, data in BAD.items()
    ]
    lines = ",\n".join("  " + json.dumps(one) for one in good + bad)
    return f'{{"cases": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(text())

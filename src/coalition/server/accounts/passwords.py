"""Passwords: argon2id hashes, a cost that is the same for names nobody has, and names made canonical.

The rules of passwords are OWASP ASVS 5.0, 6.2: at least twelve characters, no other composition rule, none of
the person's own names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from coalition.errors import Fault, InputError

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 256
_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read as another."""


class Passwords:
    """Hashes and checks. `light` is for tests and for load alone: one pass over little memory."""

    def __init__(self, *, light: bool = False) -> None:
        passes, kibibytes = (1, 8) if light else (3, 65_536)
        self._hasher = PasswordHasher(passes, kibibytes, parallelism=1, type=Type.ID)
        self._light = PasswordHasher(1, 8, parallelism=1, type=Type.ID)
        self._light_head = self._light.hash("").rpartition("$")[0].rpartition("$")[0]
        self._nobody = self._hasher.hash("a password that nobody has")

    def _costs(self, password: str) -> None:
        """What any check costs, so that a drawn password takes no less time than a chosen one."""
        try:
            self._hasher.verify(self._nobody, _normal(password))
        except VerificationError:
            return

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return self._hasher.hash(_normal(password))

    def hash_drawn(self, password: str) -> str:
        """The hash of a password drawn by chance, which no guessing reaches and which needs no cost."""
        return self._light.hash(_normal(password))

    def fits(self, hashed: str, password: str) -> bool:
        """Whether the password is the hash's; an empty hash costs as much and fits nothing."""
        if hashed.startswith(self._light_head):
            self._costs(password)
        try:
            self._hasher.verify(hashed or self._nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(hashed)


def canonical_name(text: str) -> str:
    """The one spelling of a login name: compatibility form, lower case, no blanks around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def check_name(text: str) -> str:
    """The canonical name. Raises InputError when it is no login name."""
    name = canonical_name(text)
    if not _NAME.match(name):
        hint = "3 to 64 of a-z, 0-9, point, dash and underline"
        raise InputError([Fault("name", "bad-value", f"`{text[:64]}` is no login name", hint)])
    return name


def check_password(password: str, name: str) -> None:
    """Raises InputError when the password is too short, too long or the person's own name."""
    length = len(_normal(password))
    if not LEAST_CHARACTERS <= length <= MOST_CHARACTERS:
        hint = f"{LEAST_CHARACTERS} to {MOST_CHARACTERS} characters"
        raise InputError([Fault("new", "bad-value", "the password is too short or too long", hint)])
    if name in _normal(password).casefold():
        hint = "choose one that does not hold the name"
        raise InputError([Fault("new", "bad-value", "the password holds the login name", hint)])


def one_time_password(chance: Callable[[int], bytes]) -> str:
    """Four groups of five letters, about 99 bits, to be changed at the first login."""
    drawn: list[str] = []
    while len(drawn) < 20:
        drawn += [_LETTERS[byte & 31] for byte in chance(32) if byte & 31 < len(_LETTERS)]
    groups = ["".join(drawn[begin : begin + 5]) for begin in range(0, 20, 5)]
    return "-".join(groups)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
